"""Saved searches and baskets in the window, and the overviews that lead to lists."""
