"""Selections of articles and marks, written to files."""
