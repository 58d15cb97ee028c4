"""What the navigation is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from moedeklar.model.moments import LocalStart
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.shell.navigation_model import Known, NavigationModel, committee_page, places, read_known
from moedeklar.ui.shell.statusbar import store_words
from tests.fakes import agendas
from tests.fakes.workspace import FakeWorkspace


def known() -> Known:
    return read_known(FakeWorkspace())  # type: ignore[arg-type]


def test_days_are_short_while_they_are_near() -> None:
    today = date(2027, 2, 3)
    row = known().meetings[0]
    later = [replace(row, start=LocalStart(today + timedelta(days))) for days in (0, 6, 27, 40)]
    entries = places(replace(known(), meetings=tuple(later), committees=()))
    assert [entry.trailing for entry in entries[5:]] == ["ons 3.", "tir 9.", "tir 2.", "15. mar."]


def test_a_long_row_of_meetings_is_cut() -> None:
    many = known().meetings * 9
    entries = places(replace(known(), meetings=many, committees=()))
    assert sum(1 for entry in entries if entry.target and entry.target.screen is Screen.MEETING) == 6


def test_committees_of_two_municipalities_are_told_apart() -> None:
    first = known().committees[0]
    other = replace(first, municipality="Askeby Kommune")
    meeting = replace(known().meetings[0], committee=first.name, municipality=other.municipality)
    entries = places(replace(known(), committees=(first, other), meetings=(meeting,)))
    assert [entry.text for entry in entries[-2:]] == [f"{first.name}, Nordlund", f"{first.name}, Askeby"]
    assert entries[-4].text == f"{first.name}, Askeby"
    model = NavigationModel()
    model.show_entries(entries, {"gone by": committee_page(other)})
    for page, row in ((committee_page(first), len(entries) - 2), (committee_page(other), len(entries) - 1)):
        assert model.row_for(page) == row
    assert model.row_for(Target(Screen.MEETING, meeting="gone by")) == len(entries) - 1


def test_what_is_inside_a_place_belongs_to_it() -> None:
    model = NavigationModel()
    model.show_entries(places(known()))
    assert model.row_for(Target(Screen.PAGES, meeting="bi")) == model.row_for(Target(Screen.MEETING, meeting="bi"))
    assert model.row_for(Target(Screen.REQUEST, request="r")) == 3
    assert model.row_for(Target(Screen.MEETING, meeting="old")) == -1
    assert model.row_for(Target(Screen.WELCOME)) == -1


def test_the_sources_are_summed_up() -> None:
    def source(state: SourceState, name: str = "Nordlund") -> SourceInfo:
        return SourceInfo("s", "folder", name, "/x", state=state)

    assert store_words(())[0] == "Ingen kilder endnu"
    assert store_words((source(SourceState.OK),)) == ("Alt er hentet og kan læses uden net", "good")
    assert store_words((source(SourceState.NEVER),))[0] == "Intet hentet endnu"
    assert store_words((source(SourceState.OK), source(SourceState.PARTLY)))[1] == "warn"
    assert store_words((source(SourceState.FAILED, "Askeby"),))[0] == "Askeby kræver opmærksomhed"
    assert store_words((source(SourceState.FAILED), source(SourceState.ATTENTION)))[0] == "2 kilder kræver opmærksomhed"


def test_a_meeting_whose_committee_is_unknown_has_a_name_and_stands_last() -> None:
    workspace = FakeWorkspace()
    workspace.hold("x", replace(agendas.economy_meeting(), committee=None))
    entries = places(read_known(workspace))  # type: ignore[arg-type]
    assert "Uden udvalg" in [entry.text for entry in entries if entry.target and entry.target.meeting == "x"]
    page = Target(Screen.COMMITTEE, committee="", municipality="Nordlund Kommune")
    assert (entries[-1].text, entries[-1].target) == ("Uden udvalg", page)


def test_a_past_meeting_belongs_to_its_committee() -> None:
    model, found = NavigationModel(), known()
    model.show_entries(places(found), found.homes)
    held = next(n for n in range(model.rowCount()) if _is_committee(model, n, "Beskæftigelses- og Fællesskabsudvalget"))
    assert model.row_for(Target(Screen.MEETING, meeting="old")) == held
    assert model.row_for(Target(Screen.PAGES, meeting="old")) == held
    assert model.row_for(Target(Screen.MEETING, meeting="bi")) < held  # the coming one has a row of its own
    assert model.row_for(Target(Screen.MEETING, meeting="gone")) == -1


def _is_committee(model: NavigationModel, number: int, name: str) -> bool:
    entry = model.at(number)
    target = entry.target if entry is not None else None
    return target is not None and target.screen is Screen.COMMITTEE and entry is not None and entry.text == name
