"""Highlights made in other programs, read from the files these export: quote, comment, tags, colour, who and when."""
