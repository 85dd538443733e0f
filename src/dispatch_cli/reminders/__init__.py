"""Who must be told of which items, and of what they were told before."""
