"""Labels with a letter's mistake are read; words that are merely near to one are not."""

from __future__ import annotations

import pytest

from moedeklar.agenda.spelling import near_label


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("indstiling", "indstilling"),
        ("indstillling", "indstilling"),
        ("indstiliing", "indstilling"),
        ("beslutnign", "beslutning"),
        ("sagsfremstillng", "sagsfremstilling"),
        ("agsfremstilling", "sagsfremstilling"),
        ("økonomisk konsekvenser", "økonomiske konsekvenser"),
        ("lovgrunlag", "lovgrundlag"),
        ("indkaldelse", None),
        ("indstiller", None),
        ("besluttet", None),
        ("bestyrelsen", None),
        ("medlemmer", None),
        ("innstilling", None),
        ("sag", None),
    ],
)
def test_near_labels(printed: str, label: str | None) -> None:
    assert near_label(printed) == label
