"""The log of what happened: the lines of its file ↔ entries."""
