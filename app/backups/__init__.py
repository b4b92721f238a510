"""One file that holds a whole installation of the embedded default, made while it serves, and put back."""
