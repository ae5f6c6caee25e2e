"""All verbs: importing this module fills the registry with every command there is."""

from __future__ import annotations

from reader.commands import (
    arranging,
    baskets,
    bundling,
    catalogue,
    colours,
    concordance,
    correcting,
    exchange,
    exporting,
    foreign_marks,
    grouping,
    highlights,
    history,
    importing,
    library,
    marks,
    mentions,
    notes,
    projects,
    resembling,
    review,
    searches,
    structure,
    versions,
    vocabulary,
    vocabulary_files,
    window,
)

ROOMS = (importing, grouping, versions, resembling, exchange, bundling, foreign_marks, projects, exporting, concordance, library, history, marks, notes, highlights, mentions, colours, baskets, searches, vocabulary, vocabulary_files, catalogue, correcting, structure, arranging, review, window)
"""The modules that declare commands, in the order of menus."""
