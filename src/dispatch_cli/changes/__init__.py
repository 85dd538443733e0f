"""What a command writes: entries of the log and an edit of the task file, as values."""
