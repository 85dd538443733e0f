"""The two files of an office on its desk: opened together, written together."""
