"""How an item or an announcement in it is cited."""

from __future__ import annotations

from moedeklar.model.moments import LocalStart
from moedeklar.wording.dates import plain_date
from moedeklar.wording.language import pgettext
from moedeklar.wording.names import committee_name, item_title


def citation(committee: str, start: LocalStart | None, number: str, title: str) -> str:
    """ "Økonomiudvalget 9. februar 2027, pkt. 8.2: Nyt fra jobcentret"; what is not known is left out."""
    where = " ".join(part for part in (committee_name(committee), plain_date(start.day) if start else "") if part)
    item = pgettext("citation", "item {number}").format(number=number) if number else ""
    return f"{', '.join(part for part in (where, item) if part)}: {item_title(title)}"
