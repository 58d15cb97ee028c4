"""Lists of attachments."""

from __future__ import annotations

from moedeklar.model.agenda import Attachment
from tests.agenda.papers import item_of


def test_attachments_in_one_line_and_with_their_places_in_the_list() -> None:
    assert item_of("Beslutning", "Godkendt.", "", "Bilag: Plan over molen; Budget").attachments == (
        Attachment("Plan over molen"),
        Attachment("Budget"),
    )
    numbered = item_of("Beslutning", "Godkendt.", "", "Bilag", "1 Plan over molen", "2 Budget (113902/29)")
    assert numbered.attachments == (Attachment("Plan over molen"), Attachment("Budget", "113902/29"))
    years = item_of("Beslutning", "Godkendt.", "", "Bilag", "10 Års regnskab", "Budget")
    assert [part.title for part in years.attachments] == ["10 Års regnskab", "Budget"]
