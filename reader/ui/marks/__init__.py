"""Highlights by hand: stretched, walked through, listed by the many; their colours and all mentions of their words."""
