"""`moedeklar publish` as a secretary runs it."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import jsonschema
import pytest

from tests.cli.shapes import COUNT, ID, REPORT, START, TEXT, exactly, maybe, some
from tests.support.nginx import running
from tests.support.program import Program

PLAN = exactly(
    target=TEXT, done={"type": "boolean"}, written=COUNT, removed=COUNT, bytes=COUNT, report=REPORT,
    meetings=some(
        exactly(
            id=ID, committee=TEXT, start=maybe(START), change={"enum": ["new", "changed", "same", "withdrawn"]},
            items=COUNT, closed=COUNT, files=COUNT,
        )
    ),
    held=some(
        exactly(
            kind={"enum": ["meeting", "item", "paper", "file"]}, reason=TEXT, meeting=ID, number=TEXT,
            by={"enum": ["mark", "name", "front", "unreadable", "hand", None]},
        )
    ),
)  # fmt: skip
FIRST = ("--url", "https://kommunen.example/moeder", "--name", "Nordlund Kommune")


@pytest.fixture
def desk(tmp_path: Path, papers: Path) -> tuple[Program, tuple[str, ...]]:
    """The program, and the verb with folder and place."""
    return Program(tmp_path / "run"), ("--language", "en", "publish", str(papers), "--to", str(tmp_path / "ud"))


def test_the_whole_way(desk: tuple[Program, tuple[str, ...]], papers: Path, tmp_path: Path) -> None:
    program, verb = desk
    told = program.run(*verb, *FIRST, "--dry-run").stdout
    assert "1 new meeting." in told
    assert "item 2 is closed: only its number goes out" in told
    assert "Køb af grund" not in told
    assert "+ system.json" in told
    assert not (tmp_path / "ud").exists()

    plan = program.json(*verb, *FIRST)
    jsonschema.validate(plan, PLAN)
    assert (plan["done"], plan["meetings"][0]["change"]) == (True, "new")
    assert "https://kommunen.example/moeder/system.json" in (tmp_path / "ud" / "system.json").read_text("utf-8")
    assert "Nothing has changed" in program.run(*verb).stdout

    meeting = plan["meetings"][0]["id"]
    assert "1 withdrawn" in program.run(*verb, "--withdraw", meeting).stdout
    assert program.json(*verb)["written"] == 0
    told = program.run(*verb, "--put-back", meeting, "--undo", status=2)
    assert "--put-back" in told.stderr
    assert program.json(*verb, "--put-back", meeting)["meetings"][0]["change"] == "new"

    text = (papers / "dagsorden.txt").read_text("utf-8")
    (papers / "dagsorden.txt").write_text(text.replace("4,2 mio.", "4,6 mio."), encoding="utf-8")
    changed = program.json(*verb)
    assert (changed["written"], changed["removed"]) == (5, 0)
    page = next((tmp_path / "ud" / "meeting").glob("*.html"))
    assert "4,6 mio." in page.read_text("utf-8")
    assert "1 changed" in program.run(*verb, "--undo").stdout
    assert "4,2 mio." in page.read_text("utf-8")


def test_an_item_or_a_meeting_is_held_back_and_put_back(
    desk: tuple[Program, tuple[str, ...]], papers: Path, tmp_path: Path
) -> None:
    program, verb = desk
    meeting = program.json(*verb, *FIRST)["meetings"][0]["id"]
    page = tmp_path / "ud" / "meeting" / f"{meeting}.html"
    assert "it is marked so in the agenda" in program.run(*verb, "--verbose").stdout

    one = f"{meeting}/1"
    program.run(*verb, "--hold", one, "--dry-run")
    assert program.json(*verb)["written"] == 0  # looking has changed nothing
    told = program.run(*verb, "--hold", one).stdout
    assert "item 1 is closed: only its number goes out (it was held back by hand)" in told
    assert "utæt" not in page.read_text("utf-8")
    plan = program.json(*verb)
    assert plan["written"] == 0
    assert [(held["kind"], held["number"], held["by"]) for held in plan["held"] if held["by"] == "hand"] == [
        ("item", "1", "hand")
    ]
    program.run(*verb, "--put-back", one)
    assert "utæt" in page.read_text("utf-8")

    assert "1 withdrawn" in program.run(*verb, "--hold", meeting).stdout
    assert program.json(*verb)["written"] == 0
    assert "1 new meeting" in program.run(*verb, "--put-back", meeting).stdout

    for wrong in (f"{meeting}/9", "meeting-0/1", "meeting-0"):
        for option in ("--hold", "--put-back"):
            assert wrong in program.run(*verb, option, wrong, status=1).stderr
    assert "--hold" in program.run(*verb, "--hold", meeting, "--undo", status=2).stderr


def test_only_one_meeting_is_published(desk: tuple[Program, tuple[str, ...]], papers: Path, tmp_path: Path) -> None:
    program, verb = desk
    text = (papers / "dagsorden.txt").read_text("utf-8")
    first = program.json(*verb, *FIRST)["meetings"][0]["id"]
    other = papers / "anden.txt"
    other.write_text(text.replace("2027", "2028"), encoding="utf-8")
    (papers / "dagsorden.txt").write_text(text.replace("4,2 mio.", "4,6 mio."), encoding="utf-8")
    plan = program.json(*verb, "--dry-run")
    new = next(one["id"] for one in plan["meetings"] if one["change"] == "new")
    plan = program.json(*verb, "--only", new)
    assert {one["id"]: one["change"] for one in plan["meetings"]} == {new: "new", first: "same"}
    assert "4,2 mio." in (tmp_path / "ud" / "meeting" / f"{first}.html").read_text("utf-8")
    assert "meeting-0" in program.run(*verb, "--only", "meeting-0", status=1).stderr


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to send there")
def test_ctrl_c_ends_between_two_objects_says_so_and_the_next_publish_completes(
    desk: tuple[Program, tuple[str, ...]], papers: Path, tmp_path: Path
) -> None:
    program, verb = desk
    text = (papers / "dagsorden.txt").read_text("utf-8")
    for year in range(2030, 2110):
        (papers / f"{year}.txt").write_text(text.replace("2027", str(year)), encoding="utf-8")
    out = tmp_path / "ud"
    process = program.start(*verb, *FIRST)
    while process.poll() is None and not any(path.is_file() for path in out.rglob("*")):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    said, told = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "")
    assert "goes on where it stopped" in told
    assert not (out / "system.json").exists()
    assert program.json(*verb, *FIRST)["done"]
    assert (out / "system.json").exists()
    assert program.json(*verb)["written"] == 0


def test_a_preview_goes_to_its_own_folder(desk: tuple[Program, tuple[str, ...]], tmp_path: Path) -> None:
    program, verb = desk
    program.run(*verb, *FIRST, "--preview", str(tmp_path / "kig"))
    assert (tmp_path / "kig" / "index.html").exists()
    assert not (tmp_path / "ud").exists()


def test_what_a_person_can_get_wrong(desk: tuple[Program, tuple[str, ...]], papers: Path, tmp_path: Path) -> None:
    program, verb = desk
    assert "--url and --name" in program.run(*verb, status=1).stderr
    assert "can't be the feed's address" in program.run(*verb, "--url", "nordlund", "--name", "N", status=1).stderr
    for option, value in (("--contact", "ring"), ("--website", "javascript:alert(1)"), ("--license", "CC BY")):
        assert value in program.run(*verb, *FIRST, option, value, status=1).stderr
    assert "nothing" in program.run(*verb, "--undo", status=1).stderr.casefold()
    assert "are different things" in program.run(*verb, "--undo", "--withdraw", "m-1", status=2).stderr
    inside = ("--language", "en", "publish", str(papers), "--to", str(papers / "ud"), *FIRST)
    assert "inside one another" in program.run(*inside, status=1).stderr
    assert (
        "no place"
        in program.run("--language", "en", "publish", str(papers), "--to", "ftp://x/y", *FIRST, status=1).stderr
    )
    bad = ("--language", "en", "publish", str(papers), "--to", "s3://bucket", "--option", "region", *FIRST)
    assert "NAME=VALUE" in program.run(*bad, status=2).stderr
    gone = ("--language", "en", "publish", str(tmp_path / "borte"), "--to", str(tmp_path / "ud"), *FIRST)
    assert "There is no" in program.run(*gone, status=1).stderr


def test_a_folder_that_is_suddenly_empty_stops_with_four(
    desk: tuple[Program, tuple[str, ...]], papers: Path, tmp_path: Path
) -> None:
    program, verb = desk
    program.run(*verb, *FIRST)
    shutil.move(papers, tmp_path / "væk")
    papers.mkdir()
    before = (tmp_path / "ud" / "system.json").read_bytes()
    program.run(*verb, status=4)
    assert (tmp_path / "ud" / "system.json").read_bytes() == before
    assert "1 withdrawn" in program.run(*verb, "--accept").stdout


def test_a_document_that_cannot_be_read_is_told_with_three(desk: tuple[Program, tuple[str, ...]], papers: Path) -> None:
    program, verb = desk
    (papers / "referat.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert "referat.pdf" in program.run(*verb, *FIRST, status=3).stdout


def test_a_member_adds_the_feed_and_reads_it(
    desk: tuple[Program, tuple[str, ...]], tmp_path: Path, papers: Path
) -> None:
    program, verb = desk
    (tmp_path / "ud").mkdir()
    with running(tmp_path / "ud", tmp_path / "nginx") as nginx:
        program.run(*verb, "--url", nginx.url, "--name", "Nordlund Kommune")
        member = Program(tmp_path / "medlem")
        assert member.json("source", "add", "oparl", nginx.url + "/system.json")["kind"] == "oparl"
        report = member.lines("sync")[-1]
        assert (report["new"], report["attachments"], report["failed"]) == (1, 1, [])
        shown = member.json("show", member.json("meetings")[0]["id"])
        assert [item["closed"] for item in shown["items"]] == [False, True]
        assert "utæt" in member.run("search", "utæt").stdout
        before = len(nginx.log())
        assert member.lines("sync")[-1]["unchanged"] == 1
        assert len(nginx.log()) == before + 1


def test_closed_items_travel_to_a_member(desk: tuple[Program, tuple[str, ...]], tmp_path: Path) -> None:
    program, verb = desk
    member = Program(tmp_path / "medlem")
    key = tmp_path / "ida.txt"
    assert "no secret" in member.run("--language", "en", "key", "export", str(key), "--name", "Ida Holm").stdout
    assert member.json("key", "show")["key"] == key.read_text("utf-8").splitlines()[1]
    assert member.run("key", "show").stdout.strip().startswith("age1")

    closed = ("--closed-to", str(tmp_path / "lukket"), "--member-key", str(key))
    assert "1 package of closed items for 1 member; 1 written." in program.run(*verb, *FIRST, *closed).stdout
    assert program.json(*verb, *closed)["closed"] == {"target": str(tmp_path / "lukket"), "packages": 1, "written": 0}
    package = next((tmp_path / "lukket" / "packages").glob("*.age"))
    to = tmp_path / "læst"
    assert member.json("key", "open", str(package), "--to", str(to))["files"] == [
        "dagsorden.txt",
        "bilag/Tilbud på tag.pdf",
    ]
    assert "Køb af grund" in (to / "dagsorden.txt").read_text("utf-8")
    assert (
        "isn't encrypted"
        in program.run("--language", "en", "key", "open", str(package), "--to", str(tmp_path / "x"), status=1).stderr
    )
    assert "give both" in program.run(*verb, "--closed-to", str(tmp_path / "lukket"), status=2).stderr
    assert "of their own" in program.run(*verb, "--closed-to", str(tmp_path / "ud"), *closed[2:], status=1).stderr
