"""What things are: frozen dataclasses, ids, errors and change sets.

Pure: no Qt, no files, no network, no clock but the one that is handed in. Every other room may import from here;
this room imports from none.
"""
