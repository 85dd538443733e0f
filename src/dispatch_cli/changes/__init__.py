"""What a command writes, as a value: entries of the log and an edit of the task file."""
