"""A letter as text, as a page and as a mail message."""
