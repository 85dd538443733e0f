"""Minutes of a meeting: in words, and as text, Markdown, a page, a message, a paper for Word."""
