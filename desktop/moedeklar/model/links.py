"""What a start of the program may ask for, and links into it: `moedeklar:meeting/ID` and `…/ID/item/ID`. Pure.

Anybody can write such a link, on a web page or in a letter, so nothing but these two forms is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from moedeklar.model.ids import is_id

SCHEME = "moedeklar:"
LONGEST = 200  # characters of an id; the program's own have 22 to 40
_FORM = re.compile(r"meeting/([^/]+)(?:/item/([^/]+))?\Z")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A meeting, an item of it, or the absolute path of a backup to bring back; "" for each that isn't wanted."""

    meeting: str = ""
    item: str = ""
    backup: str = ""


def is_link(text: str) -> bool:
    """Whether *text* means to be one; a scheme is read in any case (RFC 3986, section 3.1)."""
    return text[: len(SCHEME)].lower() == SCHEME


def place_of_link(text: str) -> tuple[str, str | None] | None:
    """The ids of meeting and item that a link names; None for whatever is no such link.

    Nothing is decoded: ids hold no character that a link would have to escape.
    """
    form = _FORM.match(text[len(SCHEME) :]) if is_link(text) else None
    if form is None:
        return None
    ids = [part for part in form.groups() if part is not None]
    if not all(is_id(part) and len(part) <= LONGEST for part in ids):
        return None
    return form[1], form[2]


def link_to(meeting: str, item: str | None = None) -> str:
    """The link that opens a meeting, or an item of it."""
    return f"{SCHEME}meeting/{meeting}" + (f"/item/{item}" if item else "")
