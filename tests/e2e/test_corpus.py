"""The walk on real minutes, through the real program: agenda first, three notes, then the minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.program import Program

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
pytestmark = [pytest.mark.walk, pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")]

MEETINGS = {
    "lyngby-taarbaek-2021-02-09": ("Beskæftigelses- og Integrationsudvalget", "2021-02-09T16:00", 8),
    "herlev-2018-06-18": ("Arbejdsmarkedsudvalget", "2018-06-18T19:00", 9),
}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "run")


def test_both_meetings_stand_under_their_committees(program: Program) -> None:
    program.run("source", "add", "folder", str(CORPUS))
    report = program.lines("sync")[-1]
    assert report["failed"] == []
    found = {(m["committee"], m["start"]): m for m in program.json("meetings")}
    for committee, start, items in MEETINGS.values():
        meeting = found[committee, start]
        assert meeting["items"] == items
        assert meeting["place"]
        names = [sorted(Path(d["name"]).name for d in version["documents"]) for version in meeting["versions"]]
        assert names == [["dagsorden.pdf"], ["referat.pdf", "referat.txt"]]
    again = program.lines("sync")[-1]
    assert (again["new"], again["changed"], again["withdrawn"]) == (0, 0, 0)


@pytest.mark.parametrize("case", MEETINGS)
def test_notes_stay_on_their_passages_when_the_minutes_arrive(program: Program, tmp_path: Path, case: str) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    shutil.copy(CORPUS / case / "dagsorden.pdf", folder)
    program.run("source", "add", "folder", str(folder))
    program.run("sync")
    meeting = program.json("meetings")[0]["id"]
    before = program.json("show", meeting)
    assert before["kind"] == "agenda"
    assert not any(item["decisions"] for item in before["items"])

    noted = {}
    for item in [item for item in before["items"] if item["sections"]][:3]:
        words = max((section["text"] for section in item["sections"]), key=len).split()
        quote = " ".join(words[4:14])
        note = program.json(
            "note", "add", "--item", item["id"], "--quote", quote, "--text", "spørg til det", "--colour", "green"
        )
        noted[note["id"]] = (item["id"], quote)

    shutil.copy(CORPUS / case / "referat.pdf", folder)
    report = program.lines("sync")[-1]
    assert (report["new"], report["changed"]) == (0, 1)
    after = program.json("show", meeting)
    assert after["kind"] == "minutes"
    assert {item["id"] for item in after["items"]} == {item["id"] for item in before["items"]}
    assert sum(bool(item["decisions"]) for item in after["items"]) >= 6
    notes = {note["id"]: note for note in program.json("notes")}
    for note, (item_id, quote) in noted.items():
        assert notes[note]["item"] == item_id
        assert notes[note]["quote"] == quote
        assert notes[note]["state"] in ("placed", "moved")


def test_search_finds_both_municipalities_the_inside_of_compounds_and_own_notes(program: Program) -> None:
    program.run("source", "add", "folder", str(CORPUS))
    program.run("sync")
    names = {m["id"]: m["committee"] for m in program.json("meetings")}
    both = {committee for committee, _, _ in MEETINGS.values()}
    assert {names[hit["meeting"]] for hit in program.json("search", "ressourceforløb", "--kind", "item")} >= both
    inside = program.json("search", "forløb", "--kind", "item", "--limit", "100")
    assert any("ressourceforløb" in hit["snippet"].lower() for hit in inside)
    item = inside[0]["item"]
    program.run("note", "add", "--item", item, "--text", "ring til Kirstinehøj")
    assert [hit["item"] for hit in program.json("search", "kirstinehøj", "--kind", "note")] == [item]
