"""When each item is due."""
