"""The only room with SQL: the library file, its change log, and the search index."""
