"""The edge: it reads the command line and the environment, prints and exits."""
