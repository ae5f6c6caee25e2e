"""Ground floor: what a newspaper, a mark and a text are, without storage or screen."""
