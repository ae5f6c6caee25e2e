"""Blocks without articles in, articles with flags and reasons out: pure functions."""
