"""An agenda in every format that it has."""
