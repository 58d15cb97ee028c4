"""Verbs for a member's own work, through the real program: notes, bookmarks, requests, deadlines."""

from __future__ import annotations

import json
from pathlib import Path

import pymupdf
import pytest

from tests.cli import shapes
from tests.cli.conftest import roof
from tests.cli.shapes import fits
from tests.support.program import Program


def test_notes(ready: Program) -> None:
    meeting, item, attachment = roof(ready)
    whole = fits(ready.json("note", "add", "--item", item, "--text", "Spørg til prisen"), shapes.NOTE)
    assert (whole["quote"], whole["colour"], whole["meeting"]) == (None, None, meeting)
    mark = fits(
        ready.json("note", "add", "--item", item, "--quote", "målt  fugt i TRE", "--colour", "red"), shapes.NOTE
    )
    assert (mark["quote"], mark["colour"], mark["state"], mark["text"]) == ("målt fugt i tre", "red", "placed", "")
    page = fits(
        ready.json(
            "note", "add", "--item", item, "--attachment", attachment, "--page", "2", "--quote", "koster mere",
            "--text", "hvor meget?",
        ),
        shapes.NOTE,
    )  # fmt: skip
    assert (page["attachment"], page["page"], page["quote"]) == (attachment, 2, "koster mere")
    word = ready.json("note", "add", "--item", item, "--attachment", attachment, "--page", "2", "--quote", "PAP")
    assert word["quote"] == "pap"
    ready.run("note", "remove", word["id"])
    absent = ("--attachment", attachment, "--page", "2", "--quote", "står der ikke")
    assert "page 2" in ready.run("note", "add", "--item", item, *absent, "--language", "en", status=1).stderr
    edited = fits(ready.json("note", "edit", whole["id"], "--text", "Spurgt"), shapes.NOTE)
    assert (edited["id"], edited["text"], edited["created"]) == (whole["id"], "Spurgt", whole["created"])
    listed = fits(ready.json("notes"), shapes.some(shapes.NOTE))
    assert {note["id"] for note in listed} == {whole["id"], mark["id"], page["id"]}
    assert ready.json("notes", "--state", "unplaced") == []
    assert [hit["id"] for hit in ready.json("search", "spurgt", "--kind", "note")] == [whole["id"]]
    ready.run("note", "remove", mark["id"])
    assert len(ready.json("notes")) == 2
    assert "Spurgt" in ready.run("notes").stdout


@pytest.mark.parametrize(
    "argv",
    [
        ("--quote", "står her ikke"),
        ("--text", ""),
        ("--attachment", "a-0", "--page", "1", "--text", "x"),
    ],
)
def test_notes_that_cannot_be_made(ready: Program, argv: tuple[str, ...]) -> None:
    _meeting, item, attachment = roof(ready)
    told = ready.run("note", "add", "--item", item, *argv, "--json", status=1)
    assert told.stdout == ""
    assert len(told.stderr.strip().splitlines()) == 1
    outside = ready.run(
        "note", "add", "--item", item, "--attachment", attachment, "--page", "3", "--text", "x", status=1
    )
    assert "2" in outside.stderr
    assert ready.json("notes") == []


@pytest.mark.usefixtures("papers_with_files")
def test_a_note_on_a_file_without_pages_is_told_by_the_files_name(program: Program) -> None:
    program.run("sync")
    shown = program.json("show", program.json("meetings")[0]["id"])["items"][0]
    of = {one["title"]: one["id"] for one in shown["attachments"]}
    for title in ("Notat om tag", "Skitse af tag"):
        add = ("note", "add", "--item", shown["id"], "--attachment", of[title], "--page", "1", "--text", "x")
        assert title in program.run(*add, "--language", "en", status=1).stderr


def test_an_attachment_of_another_item_is_none_of_this_one(ready: Program) -> None:
    meeting, _item, attachment = roof(ready)
    other = ready.json("show", meeting)["items"][1]["id"]
    on = ("--item", other, "--attachment", attachment, "--page", "1")
    assert attachment in ready.run("note", "add", *on, "--text", "x", status=1).stderr
    assert attachment in ready.run("bookmark", "add", *on, status=1).stderr
    assert ready.json("notes") == ready.json("bookmarks") == []


def test_bookmarks(ready: Program) -> None:
    _meeting, item, attachment = roof(ready)
    first = fits(ready.json("bookmark", "add", "--item", item), shapes.BOOKMARK)
    second = fits(
        ready.json("bookmark", "add", "--item", item, "--attachment", attachment, "--page", "2", "--name", "Priser"),
        shapes.BOOKMARK,
    )
    assert (first["name"], first["page"]) == ("Nyt tag på Askeby Skole", None)
    assert (second["name"], second["page"]) == ("Priser", 2)
    listed = fits(ready.json("bookmarks"), shapes.some(shapes.BOOKMARK))
    assert sorted(listed, key=lambda one: one["name"]) == [first, second]
    ready.run("bookmark", "remove", first["id"])
    assert ready.json("bookmarks") == [second]


def test_requests(ready: Program, tmp_path: Path) -> None:
    meeting, item, _attachment = roof(ready)
    document = {
        "committee": "Skoleudvalget",
        "meeting": meeting,
        "title": "Mobiler i skolen",
        "treatment": "Beslutning",
        "requesters": [{"name": "Ea Skov", "party": "C", "role": "formand"}],
        "text": "Vi ønsker fælles regler.",
        "recommendation": ["at mobiler lægges væk"],
        "references": [item],
    }
    path = tmp_path / "REQUEST.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    made = fits(ready.json("request", "new", "--file", str(path)), shapes.REQUEST)
    assert made["status"] == "draft"
    assert (made["meeting"], made["deadline"], made["days_left"]) == (meeting, "2027-02-15T23:59:00+01:00", 12)
    assert fits(ready.json("request", "list"), shapes.some(shapes.REQUEST)) == [made]
    whole = fits(ready.json("request", "show", made["id"]), shapes.WHOLE_REQUEST)
    assert {key: whole[key] for key in document} == document
    out = tmp_path / "brev æ.pdf"
    ready.run("request", "letter", made["id"], "--out", str(out))
    with pymupdf.open(out) as letter:
        text = " ".join(letter[0].get_text().split())
    assert "Formand Ea Skov (C) anmoder om, at følgende sag optages på dagsordenen for udvalgets møde tirsdag" in text
    assert "Punkt 1, 23. februar 2027: Nyt tag på Askeby Skole" in text
    assert [hit["id"] for hit in ready.json("search", "mobiler", "--kind", "request")] == [made["id"]]
    assert "Frist mandag 15. februar 2027" in ready.run("request", "show", made["id"], "--language", "da").stdout
    assert fits(ready.json("request", "withdraw", made["id"]), shapes.REQUEST)["status"] == "withdrawn"
    ready.run("request", "show", "request-0", status=1)
    ready.run("request", "letter", made["id"], "--out", str(tmp_path / "gone" / "x.pdf"), status=1)
    path.write_text("{}", encoding="utf-8")
    told = ready.run("request", "new", "--file", str(path), "--language", "en", status=1)
    assert "REQUEST.json lacks committee." in told.stderr


def test_deadline(ready: Program) -> None:
    told = fits(ready.json("deadline", "Skoleudvalget", "--language", "da"), shapes.DEADLINE)
    assert told["rule"] == "8 dage før mødet"
    assert (told["deadline"], told["days_left"]) == ("2027-02-15T23:59:00+01:00", 12)
    in_words = ready.run("deadline", "Skoleudvalget", "--meeting", told["meeting"], "--language", "en").stdout
    assert in_words == "Monday 15 February 2027 · 12 days left\n8 days before the meeting\n"
    assert "Byrådet" in ready.run("deadline", "Byrådet", status=1).stderr
