"""The window: the only Qt code. One folder a screen, and beside them what the screens share."""
