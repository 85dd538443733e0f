"""The task file ↔ values, with the place of every problem."""
