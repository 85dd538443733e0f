"""Text for people: translated, harmless, broken into lines by its width."""
