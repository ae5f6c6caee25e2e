"""All verbs: importing this module fills the registry with every command there is."""

from __future__ import annotations

from reader.commands import catalogue, exporting, history, importing, library, marks, structure, window

ROOMS = (importing, exporting, library, history, marks, catalogue, structure, window)
"""The modules that declare commands, in the order of menus."""
