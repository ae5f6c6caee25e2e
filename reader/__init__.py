"""Pressmark: newspaper issues read, marked and found again, offline."""

__version__ = "0.1.0"
