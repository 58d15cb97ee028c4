"""The export formats that are known, and reading a record with the one that it is in."""

from __future__ import annotations

from collections.abc import Sequence

from moedeklar.model.agenda import Meeting
from moedeklar.model.errors import ParseError
from moedeklar.sources.exports import acadre, agenda_management, edoc, edoc_fujitsu, sbsys
from moedeklar.sources.exports.format import Format, Place
from moedeklar.sources.exports.markup import HEAD, decoded, read_xml, root_name

FORMATS = (agenda_management.FORMAT, edoc_fujitsu.FORMAT, acadre.FORMAT, edoc.FORMAT, sbsys.FORMAT)


def format_of(head: bytes) -> tuple[Format, bool] | None:
    """The format of a file that begins with *head*, and whether it is a list; None for one that is of no format."""
    root, text = root_name(head), decoded(head)
    for known in FORMATS:
        if known.is_list(root, text):
            return known, True
        if known.recognises(root, text):
            return known, False
    return None


def read_planned(its_format: Format, data: bytes) -> Sequence[Meeting]:
    """The later meetings that the record *data* announces. Raises ParseError."""
    return its_format.planned(read_xml(data)) if its_format.planned is not None else ()


def read_record(data: bytes, place: Place) -> Meeting:
    """The meeting of the record *data*. Raises ParseError."""
    root = read_xml(data)
    found = format_of(data[:HEAD])
    if found is None or found[1]:
        raise ParseError("export_unknown", name=root.name)
    return found[0].read(root, place)
