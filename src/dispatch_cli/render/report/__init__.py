"""A report in every format that it has."""
