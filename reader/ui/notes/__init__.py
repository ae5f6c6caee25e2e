"""Notes in the window: the editor that dresses Markdown as it is typed, links, preview, templates."""
