"""The agenda: what its columns show, in every format."""
