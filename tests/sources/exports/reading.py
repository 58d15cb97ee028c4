"""Reading one exported file as the source reads it, without any files."""

from __future__ import annotations

import pytest

from moedeklar.model.agenda import AgendaItem, Meeting
from moedeklar.model.errors import ParseError
from moedeklar.sources.exports.format import Announcement, Place
from moedeklar.sources.exports.formats import read_record


def read(data: bytes, ref: str = "Havn/a.xml", announced: Announcement | None = None) -> Meeting:
    return read_record(data, Place(ref, announced))


def refused(data: bytes) -> ParseError:
    with pytest.raises(ParseError) as error:
        read(data)
    return error.value


def told(item: AgendaItem) -> list[tuple[str, str, str]]:
    return [(section.role.value, section.heading, section.text) for section in item.sections]
