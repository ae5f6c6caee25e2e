"""The vocabulary in the window: the book of all tags, the page of one, merging, splitting, files."""
