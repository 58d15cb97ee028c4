"""Which reader this is: apart from the reader itself, so that a run that reads nothing need not load it."""

from __future__ import annotations

READER_VERSION = "31"  # counted up with every change of what is read; documents are then read again
