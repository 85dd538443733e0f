"""The command line: one file per command, named by its verb; `app` runs them and prints."""
