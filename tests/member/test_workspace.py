from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.errors import SecretsError, StoreError
from moedeklar.model.reports import EventKind
from moedeklar.model.requests import RequestDraft, RequestStatus
from tests.sync.nordlund import AGENDA, put


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch) -> Path:
    path = tmp_path / "adgangssætning"
    path.write_text("fire små ord på ét sted\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))
    return path


def test_a_workspace_is_opened_used_and_opened_again(tmp_path: Path, passphrase: Path, fixed_clock) -> None:
    put(tmp_path / "papirer" / "dagsorden.txt", AGENDA.text())
    profile = Profile(tmp_path / "profil")
    told: list[ChangeSet] = []
    with Workspace.open(profile, NobodyToAsk(), fixed_clock, told.append) as workspace:
        workspace.sources.add_folder(tmp_path / "papirer")
        assert workspace.sources.sync().new == 1
        item_id = workspace.meetings.view(workspace.meetings.list()[0].id).item_ids[1]
        note = workspace.notes.add_quote(item_id, "640 medlemmer", text="flot tal")
        assert workspace.undo.undo_label
        assert workspace.pdf.process_id is None
    assert {kind for changes in told for kind, _ in changes.changed} >= {
        Kind.SOURCE,
        Kind.MEETING,
        Kind.ITEM,
        Kind.NOTE,
    }
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as again:
        assert again.notes.get(note.id) == note
        assert [hit.id for hit in again.finding.search("flot tal")] == [note.id]
        assert not again.changed_outside()


def test_a_wrong_passphrase_opens_nothing_and_leaves_nothing_open(
    tmp_path: Path, passphrase: Path, fixed_clock
) -> None:
    profile = Profile(tmp_path / "profil")
    Workspace.open(profile, NobodyToAsk(), fixed_clock).close()
    passphrase.write_text("en anden\n", encoding="utf-8")
    with pytest.raises(SecretsError) as error:
        Workspace.open(profile, NobodyToAsk(), fixed_clock)
    assert error.value.code == "passphrase_wrong"


def test_closing_ends_a_run_under_way(tmp_path: Path, passphrase: Path, fixed_clock) -> None:
    for n in range(30):
        put(tmp_path / "papirer" / f"{n}" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, n + 1)).text())
    workspace = Workspace.open(Profile(tmp_path / "profil"), NobodyToAsk(), fixed_clock)
    workspace.sources.add_folder(tmp_path / "papirer")
    begun = threading.Event()
    ended: list[object] = []

    def follow(event) -> None:
        if event.event is EventKind.MEETING:
            begun.set()
            time.sleep(0.01)

    def run() -> None:
        ended.append(workspace.sources.sync(on_event=follow))

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(10)
    workspace.close()
    thread.join(10)
    assert not thread.is_alive()
    assert ended[0].cancelled
    workspace.close()
    with pytest.raises(StoreError):
        workspace.meetings.list()
    with Workspace.open(Profile(tmp_path / "profil"), NobodyToAsk(), fixed_clock) as again:
        again.sources.sync()
        assert len(again.meetings.list()) == 30


def test_another_process_that_writes_is_noticed(tmp_path: Path, passphrase: Path, fixed_clock) -> None:
    profile = Profile(tmp_path / "profil")
    with (
        Workspace.open(profile, NobodyToAsk(), fixed_clock) as one,
        Workspace.open(profile, NobodyToAsk(), fixed_clock) as other,
    ):
        one.changed_outside()
        assert not one.changed_outside()
        other.settings.set("theme", "dark")
        assert one.changed_outside()
        assert one.settings.get("theme") == "dark"


def test_warming_up_starts_the_reader_s_process_alone(tmp_path: Path, passphrase: Path, fixed_clock) -> None:
    with Workspace.open(Profile(tmp_path / "profil"), NobodyToAsk(), fixed_clock) as workspace:
        assert workspace.pdf.process_id is None
        workspace.warm_up()
        until = time.monotonic() + 10
        while workspace.pdf.process_id is None and time.monotonic() < until:
            time.sleep(0.01)
        assert workspace.pdf.process_id is not None


def test_a_run_finds_the_item_that_a_request_became(tmp_path: Path, passphrase: Path, fixed_clock) -> None:
    with Workspace.open(Profile(tmp_path / "profil"), NobodyToAsk(), fixed_clock) as workspace:
        draft = RequestDraft(AGENDA.committee, AGENDA.items[1].title)
        request = workspace.requests.new(draft)
        workspace.requests.set_status(request.id, RequestStatus.SENT)
        put(tmp_path / "papirer" / "dagsorden.txt", AGENDA.text())
        workspace.sources.add_folder(tmp_path / "papirer")
        workspace.sources.sync()
        assert workspace.requests.get(request.id).status is RequestStatus.ON_AGENDA
        assert workspace.requests.get(request.id).item_id


def test_what_changes_on_disk_is_fetched_unless_that_is_paused(tmp_path: Path, passphrase: Path, fixed_clock) -> None:
    def until(what) -> None:
        deadline = time.monotonic() + 30
        while not what():
            assert time.monotonic() < deadline
            time.sleep(0.02)

    (tmp_path / "papirer").mkdir()
    with Workspace.open(Profile(tmp_path / "profil"), NobodyToAsk(), fixed_clock) as workspace:
        workspace.schedule.start(begin_after=3600)
        workspace.watch()
        added = workspace.sources.add_folder(tmp_path / "papirer")
        until(lambda: workspace.background.watching.is_watched(added.id))
        put(tmp_path / "papirer" / "dagsorden.txt", AGENDA.text())
        until(lambda: len(workspace.meetings.list()) == 1)
        until(lambda: not workspace.schedule.state().is_running)
        workspace.schedule.pause()
        put(tmp_path / "papirer" / "2" / "dagsorden.txt", replace(AGENDA, day=(2027, 3, 16)).text())
        time.sleep(3)
        assert len(workspace.meetings.list()) == 1
        workspace.schedule.pause(False)
        put(tmp_path / "papirer" / "3" / "x.txt", "x")
        until(lambda: len(workspace.meetings.list()) == 2)
        workspace.sources.remove(added.id)
        until(lambda: not workspace.background.watching.is_watched(added.id))
