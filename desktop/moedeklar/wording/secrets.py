"""Sentences on what opens a profile."""

from __future__ import annotations

from moedeklar.wording.language import _


def same_passphrase() -> str:
    """Said after recovery with a passphrase file: what the file holds did not become the passphrase."""
    return _("Opened with the recovery code. The passphrase is still the one it was, not the one in the file.")
