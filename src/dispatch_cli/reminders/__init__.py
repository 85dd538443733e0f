"""Who is to be told what."""
