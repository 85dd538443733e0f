"""The meeting, item by item: what is said of each becomes one change."""
