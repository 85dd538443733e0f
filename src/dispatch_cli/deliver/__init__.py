"""Letters leave, each once."""
