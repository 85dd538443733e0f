"""Values → text in the user's language."""
