"""What goes for good, through the real program: closed material by a rule, and sources with everything of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.closed import papers as closed_papers
from tests.support.program import Program


@pytest.fixture
def closed(tmp_path: Path) -> Program:
    closed_papers(tmp_path / "papirer")
    made = Program(tmp_path / "run")
    made.run("source", "add", "folder", str(tmp_path / "papirer"))
    made.run("sync")
    return made


def test_a_person_sets_a_rule_and_closed_material_goes_a_week_later(closed: Program) -> None:
    assert closed.json("retention") == {
        "rule": None, "locked": False, "begins": None, "upcoming": [], "copies": [], "removed": None
    }  # fmt: skip
    told = closed.json("retention", "--days", "10", "--run")
    assert told["rule"] == {"days": 10, "name": ""}
    assert told["begins"] == "2027-02-10"
    assert [(one["day"], one["items"], one["attachments"], one["papers"]) for one in told["upcoming"]] == [
        ("2027-02-10", 1, 2, 2),
        ("2027-02-19", 1, 2, 2),
    ]
    assert closed.json("search", "wolframtillæg")
    later = replace(closed, now="2027-02-10T07:42")
    assert "12. januar" in later.run("retention").stdout
    report = later.lines("sync")[-1]
    assert "efter din egen regel (punkter: 1, bilag: 2)" in str(report["notices"])
    assert (report["new"], report["changed"], report["withdrawn"]) == (0, 0, 0)
    removed = later.json("retention")["removed"]
    assert (removed["day"], removed["items"], removed["meetings"]) == ("2027-02-10", 1, 1)
    assert "Lukket materiale fjernet 10. februar 2027" in later.run("show", later.json("meetings")[0]["id"]).stdout
    assert "for altid" in later.run("retention", "--days", "0").stdout
    assert later.json("retention")["rule"] is None


def _closed_item(program: Program) -> str:
    meeting = program.json("show", min(program.json("meetings"), key=lambda one: one["start"])["id"])
    return str(meeting["items"][1]["id"])


def test_an_organisation_sets_it_and_may_lock_it(closed: Program, tmp_path: Path) -> None:
    path = tmp_path / "organisation.toml"
    path.write_text(
        'name = "Nordlund Kommune"\nlocked = ["retention.closed_days"]\n\n[retention]\nclosed_days = 10\n',
        encoding="utf-8",
    )
    preset = replace(closed, extra={"MOEDEKLAR_ORGANISATION": str(path)})
    told = preset.json("retention")
    assert (told["rule"], told["locked"]) == ({"days": 10, "name": "Nordlund Kommune"}, True)
    assert "Nordlund Kommune" in preset.run("retention", "--days", "0", status=1).stderr
    assert replace(preset, now="2027-02-09T23:59").json("retention", "--run")["removed"] is None
    removed = replace(preset, now="2027-02-10T00:01").json("retention", "--run")["removed"]
    assert (removed["rule"], removed["items"], removed["attachments"]) == ("Nordlund Kommune", 1, 2)


def test_everything_of_a_source_is_forgotten_after_an_export(closed: Program, tmp_path: Path) -> None:
    source = closed.json("source", "list")[0]["id"]
    item = _closed_item(closed)
    closed.run("note", "add", "--item", item, "--text", "husk")
    assert "--no-export" in closed.run("forget", source, status=2).stderr
    assert "--organisation" in closed.run("forget", "--no-export", status=2).stderr
    assert "--yes" in closed.run("forget", source, "--no-export", status=2).stderr
    assert "src-0" in closed.run("forget", "src-0", "--no-export", "--yes", status=1).stderr
    (tmp_path / "optaget").write_text("")
    closed.run("forget", source, "--export", str(tmp_path / "optaget"), "--yes", status=1)
    assert len(closed.json("meetings")) == 2  # an export that fails ends it
    told = closed.json("forget", source, "--export", str(tmp_path / "ud"), "--yes")
    assert told["removed"]["meetings"] == 2
    assert told["removed"]["notes"] == 1
    assert [Path(path).name for path in told["exported"]] == [
        "moedeklar-notes.md",
        "moedeklar-notes.jsonld",
        "moedeklar-2027-02-03.moedeklar",
    ]
    assert "husk" in Path(told["exported"][0]).read_text(encoding="utf-8")
    assert closed.json("source", "list") == closed.json("meetings") == closed.json("notes") == []
    closed.run("restore", told["exported"][2])
    assert [note["text"] for note in closed.json("notes")] == ["husk"]


def test_where_no_organisation_has_set_anything_up_nothing_is_removed(closed: Program, tmp_path: Path) -> None:
    closed.run("backup", str(tmp_path / "kopi.moedeklar"))
    closed.run("restore", str(tmp_path / "kopi.moedeklar"))
    kept = sorted(path.name for path in closed.folder.rglob("before-restore-*"))
    assert kept
    refused = closed.run("forget", "--organisation", "--export", str(tmp_path / "ud"), "--yes", status=1)
    assert "ingen kilde" in refused.stderr
    assert not (tmp_path / "ud").exists()
    assert sorted(path.name for path in closed.folder.rglob("before-restore-*")) == kept


def test_who_forgets_the_notes_with_a_source_forgets_it_all(closed: Program) -> None:
    source = closed.json("source", "list")[0]["id"]
    closed.run("source", "remove", source, "--forget-notes")
    assert not list((closed.folder / "profile" / "files").rglob("*.age"))
