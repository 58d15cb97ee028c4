"""Newer versions of the program: a quiet notice, a card in the settings, and what is new in words."""
