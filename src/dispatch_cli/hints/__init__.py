"""What an error says to do: the word that was probably meant, the command to type."""
