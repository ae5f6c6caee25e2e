"""What comes from elsewhere, shown before it is kept: a colleague's bundle, other programs' highlights, exports proven."""
