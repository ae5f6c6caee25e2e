"""The history: what was done, one act taken back, articles as they were."""
