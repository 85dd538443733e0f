"""A letter as text, page and message."""
