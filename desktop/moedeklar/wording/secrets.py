"""Sentences on what opens a profile, and on signing in to sources."""

from __future__ import annotations

import html

from moedeklar.wording.language import _, language


def same_passphrase() -> str:
    """Said after recovery with a passphrase file: what the file holds did not become the passphrase."""
    return _("Opened with the recovery code. The passphrase is still the one it was, not the one in the file.")


def signed_in_page(*, done: bool) -> str:
    """The page in HTML that the browser shows at the end of signing in."""
    title = _("You are signed in") if done else _("You are not signed in")
    text = _("You can close this page and go back to Mødeklar.") if done else _("Mødeklar says why. Close this page.")
    return (
        f'<!doctype html><html lang="{language()}"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        '<body style="font: 18px/1.5 system-ui, sans-serif; max-width: 32em; margin: 4em auto; padding: 0 1em">'
        f"<h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></body></html>"
    )
