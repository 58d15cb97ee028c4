"""Closed material goes some days after its meeting, from everywhere, and does not come back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.agenda import Role
from moedeklar.model.errors import NotFound
from moedeklar.model.requests import RequestDraft
from moedeklar.model.views import FileState
from tests.support.closed import OPEN, PAST, SECRETS, TITLE, Member, due, item_of, papers
from tests.sync.dumping import dump


def test_everything_closed_is_there_before(member: Member, synced: Workspace) -> None:
    assert member.found() == set(SECRETS)
    assert synced.finding.search("Wolframtillæg")
    assert synced.finding.search("Yachthemmelig")


def test_what_is_due_is_gone_from_every_byte(member: Member, synced: Workspace) -> None:
    due(member, synced)
    before = member.files()
    removed = synced.retention.run()
    assert (removed.meetings, removed.items, removed.attachments, removed.rule) == (1, 1, 2, "Nordlund Kommune")
    member.clock.later(40)
    assert synced.retention.run().meetings == 1
    assert member.found() == set()
    assert not synced.finding.search("Wolframtillæg")
    assert not synced.finding.search("Yachthemmelig")
    # Of each meeting two papers and a note; what all may see is still there.
    assert member.files() == before - 6 == 1
    assert synced.finding.search("alle ser")
    assert synced.finding.check() == ""
    rows = synced.store.read(lambda db: repr([list(db[name].rows) for name in db.table_names()]))
    assert not [word for word in SECRETS if word.lower() in rows.lower()]


def test_the_item_stays_and_says_what_happened(member: Member, synced: Workspace) -> None:
    item_id, bare = item_of(synced), item_of(synced, item=2)
    due(member, synced)
    synced.retention.run()
    view = synced.meetings.item(item_id)
    assert (view.row.number, view.row.closed, view.row.title) == ("2", True, "")
    assert view.content.expired
    assert view.expiry is not None
    assert (view.expiry.rule, view.expiry.day.isoformat()) == ("Nordlund Kommune", "2027-03-06")
    assert not view.content.text
    assert not view.attachments
    for version in synced.meetings.view(view.meeting_id).row.versions:
        assert not synced.meetings.item(item_id, version.id).content.text
        assert all(document.expired for document in version.documents)
        with pytest.raises(NotFound) as error:
            synced.meetings.file_bytes(version.documents[0].sha256)
        assert error.value.code == "file_expired"
    # A closed item of which nothing but its title was ever published is as it was.
    assert synced.meetings.item(bare).row.title == "Køb af areal"
    assert synced.meetings.item(bare).expiry is None
    assert synced.meetings.item(item_of(synced, 0, 0)).attachments[0].sha256


def test_a_sync_neither_brings_it_back_nor_takes_it_for_a_change(member: Member, synced: Workspace) -> None:
    synced.reading.mark_read(item_of(synced))
    due(member, synced)
    synced.retention.run()
    kept = dump(synced.store)
    report = synced.sources.sync()
    assert (report.new, report.changed, report.withdrawn, report.attachments) == (0, 0, 0, 0)
    assert not report.failed
    assert dump(synced.store) == kept
    assert member.found() == {
        "Qvistrup",
        "Xylografsag",
        "Wolframtillæg",
        "Zinkhvælving",
        "Yachthemmelig",
    }  # of February
    row = synced.meetings.item(item_of(synced)).row
    assert row.read
    assert not row.changed


@pytest.mark.parametrize("again", ["reader", "touched", "rewritten", "added anew", "corrected"])
def test_reading_the_papers_again_leaves_it_out(
    member: Member, synced: Workspace, again: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers(member.root, PAST)
    synced.sources.sync()
    items = [item_of(synced, item=n) for n in range(3)]
    note = synced.notes.add_quote(items[1], "Wolframtillæg på 2 mio.", text="spørg")
    due(member, synced)
    synced.retention.run()
    member.clock.later(60)
    synced.retention.run()
    files = member.files()
    if again == "reader":
        monkeypatch.setattr("moedeklar.sync.choice.READER_VERSION", "en anden")
    elif again == "touched":
        papers(member.root, PAST)
    elif again == "rewritten":
        changed = replace(PAST, items=(replace(OPEN, facts="Havnen er nu to meter dyb."), *PAST.items[1:]))
        papers(member.root, changed)
    elif again == "added anew":
        synced.sources.remove(synced.sources.list()[0].id)
        synced.sources.add_folder(member.root)
    else:
        section = next(key for key, _ in synced.meetings.item(items[0]).content.keyed_sections())
        synced.corrections.set_role(items[0], section, Role.OTHER)
    report = synced.sources.sync()
    assert report.withdrawn == report.new == 0
    assert not report.failed
    assert [item_of(synced, item=n) for n in range(3)] == items
    view = synced.meetings.item(items[1])
    assert view.content.expired
    assert view.row.title == TITLE  # there is a note on it
    assert not view.row.removed
    kept = synced.notes.get(note.id)
    assert (kept.quote, kept.text, kept.state) == ("Wolframtillæg på 2 mio.", "spørg", note.state)
    assert member.found() <= {"Qvistrup", "Wolframtillæg"}  # in the member's own words
    synced.retention.run()
    assert member.files() == files


def test_own_work_stays_where_it_is(member: Member, synced: Workspace) -> None:
    item_id = item_of(synced)
    note = synced.notes.add_quote(item_id, "Xylografsagen forliges", text="husk")
    mark = synced.bookmarks.add(item_id, "sagen")
    draft = synced.requests.new(RequestDraft("Kultur- og Fritidsudvalget", "Mere om sagen"))
    synced.reading.set_prepared(item_id, True)
    attachment = synced.meetings.item(item_id).attachments[0]
    page = synced.notes.add_on_page(
        item_id, attachment.sha256, 0, (), "Yachthemmelig", text="side", attachment_id=attachment.id
    )
    due(member, synced)
    synced.retention.run()
    view = synced.meetings.item(item_id)
    assert view.row.title == TITLE
    assert {one.id for one in view.notes} == {note.id, page.id}
    assert [one.id for one in view.bookmarks] == [mark.id]
    assert view.row.prepared
    assert synced.requests.get(draft.id).draft.title == "Mere om sagen"
    assert [(one.title, one.state, one.sha256) for one in view.attachments] == [
        ("Notat om Zinkhvælving", FileState.EXPIRED, None)
    ]
    assert synced.finding.search("husk")[0].id == note.id
    synced.notes.remove(note.id)
    synced.notes.remove(page.id)
    synced.bookmarks.remove(mark.id)
    member.clock.later(60)
    synced.retention.run()
    assert synced.meetings.item(item_id).row.title == ""
    assert member.found() == set()


def test_the_rule_runs_again_before_what_a_backup_brought_is_shown(
    member: Member, synced: Workspace, tmp_path: Path
) -> None:
    synced.notes.add_quote(item_of(synced), "Xylografsagen forliges", text="husk")
    synced.backups.save(tmp_path / "gammel.moedeklar")
    due(member, synced)
    synced.retention.run()
    member.clock.later(60)
    synced.retention.run()
    shown: list[bool] = []
    synced.changes.subscribe(lambda _changes: shown.append(bool(synced.finding.search("Wolframtillæg"))))
    synced.backups.restore(tmp_path / "gammel.moedeklar", NobodyToAsk())
    assert shown
    assert not any(shown)
    synced.retention.run()
    assert member.found() == {"Qvistrup", "Xylografsag"}
    assert synced.sources.sync().attachments == 0
    assert member.found() == {"Qvistrup", "Xylografsag"}


def test_a_backup_on_a_new_computer_brings_the_rule_along(member: Member, synced: Workspace, tmp_path: Path) -> None:
    synced.backups.save(tmp_path / "før.moedeklar")
    due(member, synced)
    synced.retention.run()
    other = member.start(Profile(tmp_path / "ny"))
    other.backups.restore(tmp_path / "før.moedeklar", NobodyToAsk())
    # There the rule is new, and is told of first.
    assert other.finding.search("Wolframtillæg")
    synced.backups.save(tmp_path / "efter.moedeklar")
    third = member.start(Profile(tmp_path / "tredje"))
    third.backups.restore(tmp_path / "efter.moedeklar", NobodyToAsk())
    view = third.meetings.item(item_of(synced))
    assert view.expiry is not None
    assert view.expiry.rule == "Nordlund Kommune"
    assert third.retention.expiring() is not None


def test_copies_that_the_program_made_go_too(member: Member, synced: Workspace, tmp_path: Path) -> None:
    synced.backups.save(tmp_path / "mit eget.moedeklar")
    synced.backups.restore(tmp_path / "mit eget.moedeklar", NobodyToAsk())
    (copy,) = member.profile.backups.iterdir()
    assert synced.retention.status().copies == ()
    due(member, synced)
    assert synced.retention.status().copies == (copy.name,)
    removed = synced.retention.run()
    assert removed.copies == 1
    assert not list(member.profile.backups.iterdir())
    assert (tmp_path / "mit eget.moedeklar").exists()
    # One that was made since holds no more than what is here, until that is due.
    synced.backups.restore(tmp_path / "mit eget.moedeklar", NobodyToAsk())
    assert len(list(member.profile.backups.iterdir())) == 1
    assert synced.retention.run().copies == 0
