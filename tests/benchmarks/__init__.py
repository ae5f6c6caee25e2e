"""Measurements: each figure stands beside a bare baseline that was run in turn with it, so that only ratios count."""
