"""Tests; the folders mirror the floors of `reader`, `house` holds the rules of the house."""
