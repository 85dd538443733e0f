"""The task file: its text ↔ values, each problem with its place."""
