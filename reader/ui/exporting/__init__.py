"""Exports: what, in which format, with which options, seen before it is written."""
