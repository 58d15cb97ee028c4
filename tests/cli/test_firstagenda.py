"""`source add firstagenda` and a sync over real HTTP, through the real program."""

from __future__ import annotations

import pytest

from tests.cli import shapes
from tests.cli.shapes import fits
from tests.fakes.firstagenda import File, Paper, Point, small_pdf
from tests.support.portal import Portal
from tests.support.program import Program

CHART = Point("Uddybning af havnen", "1", "24/1001", files=(File("Søkort", "kort-1"),), source="112")
PAPER = Paper("a1", points=(CHART,))


def test_a_portal_is_added_synchronised_and_shown(program: Program) -> None:
    other = PAPER.but(id="a2", committee="Byrådet")
    with Portal([PAPER, other], {"kort-1": small_pdf("kort")}) as portal:
        given = ("source", "add", "firstagenda", portal.url, "--committee", "Havneudvalget", "--since", "2026-01-01")
        added = fits(program.json(*given, "--name", "Nordlund"), shapes.ADDED)
        assert (added["kind"], added["name"]) == ("firstagenda", "Nordlund")
        *events, report = program.lines("sync", "--source", added["id"])
        assert {fits(event, shapes.EVENT)["event"] for event in events} >= {"start", "meeting", "done"}
        assert (report["new"], report["attachments"], report["failed"]) == (1, 1, [])
        assert "a2" not in portal.calls()
        again = program.lines("sync", "--source", added["id"])[-1]
        assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)
        assert portal.calls() == ["udvalgsliste", "a1"]
    (row,) = program.json("meetings", "--committee", "Havneudvalget")
    shown = program.json("show", row["id"])
    assert [one["state"] for item in shown["items"] for one in item["attachments"]] == ["present"]
    listed = {one["id"]: one for one in fits(program.json("source", "list"), shapes.SOURCES)}
    assert listed[added["id"]]["location"] == portal.url
    told = program.lines("sync", "--source", added["id"], status=3)[-1]
    assert [one["what"] for one in told["failed"]] == ["Nordlund"], "the portal is gone, and the rest stays"
    assert program.json("show", row["id"])["items"]


def test_a_municipality_is_added_by_its_name_without_a_network(program: Program) -> None:
    added = fits(program.json("source", "add", "firstagenda", "greve kommune"), shapes.ADDED)
    assert added["name"] == "Greve Kommune"
    listed = {one["id"]: one for one in program.json("source", "list")}
    assert listed[added["id"]]["location"] == "https://dagsordener.greve.dk"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Gre", "Greve Kommune"),
        ("Nordlund", "no municipality"),
        ("Aalborg", "doesn't publish through FirstAgenda"),
        ("", "no municipality"),
    ],
)
def test_what_is_none_is_told(program: Program, typed: str, told: str) -> None:
    assert told in program.run("source", "add", "firstagenda", typed, "--language", "en", status=1).stderr
    assert len(program.json("source", "list")) == 1
