"""Requests: the list, and the editor with its letter."""
