"""The palette: type to find, from anywhere, and go to the very passage."""
