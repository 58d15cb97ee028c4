"""A source goes with everything of it, at once or not at all; what is of others stays."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import Cancelled, NotFound, SourceError
from moedeklar.model.requests import RequestDraft
from moedeklar.store.erasing import Holdings
from tests.support.closed import OPEN, PAST, SECRETS, Member, found, item_of
from tests.sync.nordlund import plain_pdf, put

TOP = Path(__file__).resolve().parents[2]
OURS = "Kultur- og Fritidsudvalget"
THEIRS = replace(PAST, committee="Havneudvalget", items=(OPEN,), day=(2027, 1, 19))


@pytest.fixture
def two(member: Member, synced: Workspace) -> Workspace:
    """Two organisations with one file in common, and the member's work on meetings of both."""
    put(member.root.with_name("andre") / "dagsorden.txt", THEIRS.text())
    shared = next(member.root.glob("0/bilag/Kort*"))
    put(member.root.with_name("andre") / "bilag" / shared.name, shared.read_bytes())
    put(member.root.with_name("andre") / "bilag" / "andet.pdf", plain_pdf("Andet"))
    synced.sources.add_folder(member.root.with_name("andre"))
    assert synced.sources.sync().new == 1
    synced.notes.add_quote(item_of(synced, 0), "Xylografsagen forliges", text="vores")
    synced.bookmarks.add(item_of(synced, 0), "vores mærke")
    synced.reading.mark_read(item_of(synced, 0))
    synced.requests.new(RequestDraft(OURS, "Vores sag"))
    synced.notes.add(item_of(synced, 1, 0), text="deres")
    synced.requests.new(RequestDraft("Havneudvalget", "Deres sag"))
    return synced


def of(workspace: Workspace, name: str = "papirer") -> str:
    return next(info.id for info in workspace.sources.list() if info.name == name)


def test_everything_of_a_source_goes_and_nothing_of_another(member: Member, two: Workspace, tmp_path: Path) -> None:
    two.backups.save(tmp_path / "kopi.moedeklar")
    two.backups.restore(tmp_path / "kopi.moedeklar", NobodyToAsk())
    source, files = of(two), member.files()
    assert two.forgetting.copies() == 1
    was = two.forgetting.holdings([source])
    assert was == Holdings(2, 3, was.size, 1, 1, 1)
    steps: list[tuple[int, int]] = []
    assert two.forgetting.forget([source], lambda *step: steps.append(step)) == was
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert [info.name for info in two.sources.list()] == ["andre"]
    assert [row.committee for row in two.meetings.list()] == ["Havneudvalget"]
    assert [note.text for note in two.notes.list()] == ["deres"]
    assert [row.request.draft.title for row in two.requests.list()] == ["Deres sag"]
    assert two.meetings.item(item_of(two, 0, 0)).attachments[0].sha256
    assert member.files() == 2 < files
    assert two.forgetting.copies() == 0
    rows = two.store.read(lambda db: {name: repr(list(db[name].rows)) for name in db.table_names()})
    assert not [name for name, said in rows.items() if source in said]
    assert two.undo.undo_label is None
    assert found(member.profile, member.keys, [*SECRETS, "vores", "Vores sag"]) == set()
    assert found(member.profile, member.keys, ["deres"]) == {"deres"}
    assert two.finding.check() == ""
    report = two.sources.sync()
    assert (report.new, report.changed, report.withdrawn) == (0, 0, 0)
    # Added again it is a source like any other.
    two.sources.add_folder(member.root)
    assert two.sources.sync().new == 2
    assert [note.text for note in two.notes.list()] == ["deres"]


def test_without_a_source_nothing_goes_and_no_copy_either(two: Workspace, tmp_path: Path) -> None:
    two.backups.save(tmp_path / "kopi.moedeklar")
    two.backups.restore(tmp_path / "kopi.moedeklar", NobodyToAsk())
    assert two.forgetting.forget([]) == Holdings()
    assert two.forgetting.copies() == 1


def test_the_last_one_takes_all_that_is_left(member: Member, two: Workspace) -> None:
    two.settings.set("theme", "dark")
    two.forgetting.forget([info.id for info in two.sources.list()])
    assert two.sources.list() == two.meetings.list() == two.notes.list() == two.requests.list() == ()
    assert member.files() == 0
    assert two.settings.get("theme") == "dark"
    assert member.profile.database.stat().st_size < 400_000


def test_the_sample_goes_with_its_folder(member: Member) -> None:
    workspace = member.start()
    added = workspace.sources.add_sample()
    workspace.sources.sync()
    workspace.forgetting.forget([added.id])
    assert not (member.profile.folder / "sample").exists()


def test_cancelled_everything_is_as_it_was(member: Member, two: Workspace) -> None:
    before = two.store.read(lambda db: {name: list(db[name].rows) for name in db.table_names()})
    files = member.files()
    asked = iter((False, False, True))
    with pytest.raises(Cancelled):
        two.forgetting.forget([of(two)], cancelled=lambda: next(asked, True))
    assert two.store.read(lambda db: {name: list(db[name].rows) for name in db.table_names()}) == before
    assert member.files() == files
    with pytest.raises(NotFound):
        two.forgetting.forget(["src-nope"])


def test_nothing_is_forgotten_while_a_run_goes_on(
    member: Member, two: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moedeklar.member.forgetting.WAIT", 0.2)
    lock = member.profile.sync_lock()
    assert lock.acquire()
    with pytest.raises(SourceError) as error:
        two.forgetting.forget([of(two)])
    assert error.value.code == "sync_running"
    timer = threading.Timer(0.1, lock.release)
    timer.start()
    assert two.forgetting.forget([of(two)]).meetings == 2
    timer.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_it_is_all_there_or_all_gone(member: Member, two: Workspace, rounds: int) -> None:
    source = of(two)
    two.close()
    command = [sys.executable, "-m", "tests.member.killed"]
    rest = [member.keys.pack(), member.clock.now().isoformat()]
    whole = member.profile.folder.with_name("hel")
    shutil.copytree(member.profile.folder, whole)
    done = subprocess.run(
        [*command, str(whole), *rest, "0", f"forget {source}"], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    steps = int(done.stdout)
    ends = set()
    for after in range(1, steps + 1, max(1, steps // (rounds // 2))):
        half = member.profile.folder.with_name(f"halv-{after}")
        shutil.copytree(member.profile.folder, half)
        killed = [*command, str(half), *rest, str(after), f"forget {source}"]
        assert subprocess.run(killed, cwd=TOP, capture_output=True, check=False).returncode == -signal.SIGKILL
        workspace = member.start(Profile(half))
        workspace.retention.run()  # as at every start
        there = len(workspace.sources.list())
        ends.add(there)
        files = len(list(half.rglob("*.age")))
        words = found(Profile(half), member.keys, SECRETS)
        notes = {note.text for note in workspace.notes.list()}
        if there == 2:
            assert (words, notes) == (set(SECRETS), {"vores", "deres"})
        else:
            assert (files, words, notes) == (2, set(), {"deres"}), f"killed at step {after} of {steps}"
        workspace.close()
        shutil.rmtree(half)
    assert ends == {1, 2}


def test_notes_are_exported_in_open_formats(member: Member, two: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "ud" / "noter"
    two.notes.add_quote(item_of(two, 0, 0), "hvert fjerde år", text="næste: 2027\nog så?")
    paths = two.exporting.notes(folder)
    assert [path.name for path in paths] == ["moedeklar-notes.md", "moedeklar-notes.jsonld"]
    text = paths[0].read_text()
    assert "> hvert fjerde år" in text
    assert "deres" in text
    assert "Xylografsagen" not in text + paths[1].read_text()
    page = json.loads(paths[1].read_text())
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert {one["motivation"] for one in page["items"]} == {"commenting"}
    whole = two.exporting.notes(folder, with_closed=True)
    assert "Xylografsagen forliges" in whole[0].read_text()
    assert "vores mærke" in whole[0].read_text()
    with pytest.raises(Exception, match="export_in_profile"):
        two.exporting.notes(member.profile.folder / "x")
    (tmp_path / "fil").write_text("")
    with pytest.raises(Exception, match="path_is_file"):
        two.exporting.notes(tmp_path / "fil")
