"""Texts for people: language, width, harmlessness."""
