"""The log, line by line and as a whole ↔ entries."""
