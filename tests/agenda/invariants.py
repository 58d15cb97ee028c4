"""What is true of every meeting that is read, whatever the document."""

from __future__ import annotations

import json
from itertools import pairwise

from moedeklar.agenda.inspection import inspection
from moedeklar.model.agenda import Meeting
from moedeklar.model.codec import decode, encode
from moedeklar.model.lines import StyledDocument
from moedeklar.model.roles import LineRole, unpacked
from tests.agenda.lost import lost_words


def check(document: StyledDocument, meeting: Meeting) -> None:
    """Raise AssertionError where *meeting* cannot be what was read from *document*."""
    lines = [(run.role, run.item) for run in unpacked(meeting.roles) for _ in range(run.lines)]
    assert len(lines) == len(document.lines), "each line has one role"
    _check_coverage(document, meeting, [role for role, _ in lines])
    items = [item for _, item in lines if item is not None]
    assert all(item <= after for item, after in pairwise(items)), "items keep their order and never overlap"
    assert set(items) <= set(range(len(meeting.items))), "each line is part of an item that is there"
    assert decode(Meeting, json.loads(json.dumps(encode(meeting)))) == meeting, "what is stored is what was read"
    json.dumps(inspection(meeting))
    lost = lost_words(document, meeting)
    assert not lost, f"what stands in an item is found in it, but not {lost[:5]}"


def _check_coverage(document: StyledDocument, meeting: Meeting, roles: list[LineRole]) -> None:
    sizes = [len(line.text.strip()) for line in document.lines]
    known = sum(size for size, role in zip(sizes, roles, strict=True) if role is not LineRole.UNKNOWN)
    assert 0.0 <= meeting.coverage <= 1.0
    assert abs(meeting.coverage * sum(sizes) - known) < 1e-6 * max(sum(sizes), 1), "coverage accounts for every letter"
