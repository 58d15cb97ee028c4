"""`source add oparl` and a sync over real HTTP, through the real program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import shapes
from tests.cli.shapes import fits
from tests.support.oparl_body import OparlBody
from tests.support.program import Program
from tests.support.web import WebServer


def test_a_server_is_added_synchronised_and_shown(program: Program) -> None:
    body = OparlBody(meetings=5)
    with WebServer() as web:
        body.put_on(web)
        given = ("source", "add", "oparl", body.system, "--committee", "Havneudvalget", "--body", "Nordlund Kommune")
        added = fits(program.json(*given), shapes.ADDED)
        assert (added["kind"], added["name"]) == ("oparl", "Nordlund Kommune")
        *events, report = program.lines("sync", "--source", added["id"])
        assert {fits(event, shapes.EVENT)["event"] for event in events} >= {"start", "meeting", "done"}
        assert (report["new"], report["failed"]) == (1, [])
        web.asked.clear()
        again = program.lines("sync", "--source", added["id"])[-1]
        assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 1)
        assert web.paths() == ["/oparl/list/meeting", "/oparl/list/paper"]
        # What changes is put together from what is kept.
        paper = body.paper("1-1")
        paper["reference"] = "2027/1"
        body.changed(paper)
        web.asked.clear()
        assert program.lines("sync", "--source", added["id"])[-1]["changed"] == 1
        assert web.paths() == ["/oparl/list/meeting", "/oparl/list/paper"]
    (row,) = program.json("meetings", "--committee", "Havneudvalget")
    shown = program.json("show", row["id"])
    assert row["municipality"] == "Nordlund Kommune"
    assert {one["state"] for item in shown["items"] for one in item["attachments"]} == {"present"}
    assert "2027/1" in [item["case_number"] for item in shown["items"]]
    told = program.lines("sync", "--source", added["id"], status=3)[-1]
    assert [one["what"] for one in told["failed"]] == ["Nordlund Kommune"], "the server is gone, and the rest stays"


def test_an_address_needs_no_scheme_and_no_network(program: Program) -> None:
    added = fits(program.json("source", "add", "oparl", "ris.nordlund.example/oparl"), shapes.ADDED)
    assert added["name"] == "ris.nordlund.example"
    listed = {one["id"]: one for one in program.json("source", "list")}
    assert listed[added["id"]]["location"] == "https://ris.nordlund.example/oparl"


@pytest.mark.parametrize("typed", ["", "ftp://nordlund.example", "https://navn:kode@nordlund.example/"])
def test_what_is_no_address_is_told(program: Program, typed: str) -> None:
    assert "no address" in program.run("source", "add", "oparl", typed, "--language", "en", status=1).stderr
    assert len(program.json("source", "list")) == 1


LOADED = """
import sys
from moedeklar.__main__ import main
status = main()
print(*(name for name in sys.modules if name.startswith("moedeklar.")))
sys.exit(status)
"""
# What writes meetings, fetches files, sets letters and speaks to the PDF process.
UNUSED = {
    *("moedeklar.sync.taking", "moedeklar.sync.writing", "moedeklar.sync.fetching", "moedeklar.sync.homecoming"),
    *("moedeklar.member.notes", "moedeklar.member.requests", "moedeklar.member.letter", "moedeklar.pdf.client"),
    *("moedeklar.member.background", "moedeklar.member.schedule", "moedeklar.member.watching"),
    *("moedeklar.store.mirror", "moedeklar.store.meetings", "moedeklar.store.search"),
}


def test_a_run_that_finds_nothing_new_loads_nothing_of_what_it_does_not_do(tmp_path: Path) -> None:
    program = Program(tmp_path)

    def loaded() -> set[str]:
        command = [sys.executable, "-c", LOADED, *program.command("sync")[3:]]
        done = subprocess.run(command, env=program.environment, capture_output=True, text=True, check=True)
        return set(done.stdout.split())

    with WebServer() as web:
        body = OparlBody(meetings=2, feed=True)
        body.put_on(web)
        program.json("source", "add", "oparl", body.system)
        assert loaded() >= {"moedeklar.sync.taking", "moedeklar.store.mirror", "moedeklar.pdf.client"}
        again = loaded()
    assert "moedeklar.sync.engine" in again
    assert not again & UNUSED
