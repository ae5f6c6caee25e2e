"""Files as archives hold them, read into pages of blocks."""
