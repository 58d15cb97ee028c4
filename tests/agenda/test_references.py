"""Earlier treatments that an item names."""

from __future__ import annotations

import pytest

from moedeklar.agenda.references import references_of
from moedeklar.model.agenda import Block, BlockKind, Reference, Role, Section


def section(role: Role, *lines: str) -> Section:
    return Section(role, "Historik", tuple(Block(BlockKind.PARAGRAPH, line) for line in lines))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Økonomiudvalget den 19. januar 2026"], [Reference("Økonomiudvalget", "2026-01-19", None)]),
        (["Havneudvalget, 12. marts 2026, pkt. 4"], [Reference("Havneudvalget", "2026-03-12", "4")]),
        (
            ["Udvalg: Havneudvalget", "Dato: 12-03-2026", "Punktnummer: 4"],
            [Reference("Havneudvalget", "2026-03-12", "4")],
        ),
        (
            ["Mødedato", "Havneudvalget", "04-03-2026", "2", "Økonomiudvalget", "12-03-2026", "Byrådet", "20-03-2026"],
            [
                Reference("Havneudvalget", "2026-03-04", "2"),
                Reference("Økonomiudvalget", "2026-03-12", None),
                Reference("Byrådet", "2026-03-20", None),
            ],
        ),
        (["Ingen."], []),
    ],
)
def test_on_a_case_s_way(lines: list[str], found: list[Reference]) -> None:
    assert list(references_of([section(Role.ROUTE, *lines)], "2026-05-04")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Byrådet besluttede den 23. juni 2021 at bygge.", [Reference("Byrådet", "2021-06-23", None)]),
        (
            "Teknik- og Havneudvalget behandlede sagen på sit møde den 2. marts 2026 (sag nr. 8).",
            [Reference("Teknik- og Havneudvalget", "2026-03-02", "8")],
        ),
        ("Teknisk Udvalg blev orienteret den 7. august 2025.", [Reference("Teknisk Udvalg", "2025-08-07", None)]),
        (
            "På mødet den 23. april 2025, sag nr. 7, godkendte kommunalbestyrelsen planen.",
            [Reference("Kommunalbestyrelsen", "2025-04-23", "7")],
        ),
        ("På mødet den 23. april 2025 besluttede udvalget at vente.", [Reference(None, "2025-04-23", None)]),
        ("Ældrerådet har svaret den 3. april 2026.", []),
        ("Byrådet besluttede den 23. juni 2027 at bygge.", []),
        ("Planen blev besluttet i 2021.", []),
    ],
)
def test_in_running_text_only_what_was_treated_before_the_meeting(text: str, found: list[Reference]) -> None:
    assert list(references_of([section(Role.FACTS, text)], "2026-05-04")) == found


def test_nothing_is_before_a_day_that_is_not_known() -> None:
    assert list(references_of([section(Role.FACTS, "Byrådet besluttede den 23. juni 2021 at bygge.")], None)) == []
