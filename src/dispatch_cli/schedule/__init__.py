"""When each item is due, and where it stands on a day."""
