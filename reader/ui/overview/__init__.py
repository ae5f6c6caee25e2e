"""Overviews of what is found: facets, timeline, passages, words in context, the calendar of issues."""
