"""Language, look, reading size, keys, backups, and what the program is made of."""
