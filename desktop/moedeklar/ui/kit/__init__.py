"""Making a kit for members, in the window."""
