"""The reader: a meeting's items, the item that is read, and the notes beside it."""
