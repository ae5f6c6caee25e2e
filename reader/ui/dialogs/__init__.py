"""Dialogs: what the window asks before a command, or shows after it."""
