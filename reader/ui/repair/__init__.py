"""Repair mode: the blocks of an article as cards, where they stand in the source, and what sets them right."""
