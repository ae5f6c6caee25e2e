"""What a person can do, without a screen: one file a subject, one verb a function."""
