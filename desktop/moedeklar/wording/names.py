"""What is said where a name is missing, so that no row is blank."""

from __future__ import annotations

from moedeklar.wording.language import _


def committee_name(committee: str | None) -> str:
    """The committee, or "Uden udvalg" where the papers name none."""
    return committee or _("No committee")


def item_title(title: str, *, closed: bool = False) -> str:
    """The item's title; "Lukket punkt" or "Uden titel" where it has neither a title nor a text to call it by."""
    return title.strip() or (_("Closed item") if closed else _("Untitled"))


def quoted(words: str) -> str:
    """Somebody's own words, or a name that may be any words, in the quotation marks of the language."""
    return _("“{words}”").format(words=words)


def kind_name(kind: str) -> str:
    """What kind of source it is."""
    return {
        "folder": lambda: _("Folder"),
        "exports": lambda: _("Export"),
        "firstagenda": lambda: _("Municipality"),
        "oparl": lambda: _("OParl"),
        "ical": lambda: _("Calendar"),
    }.get(kind, lambda: kind)()
