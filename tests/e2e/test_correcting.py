"""A paper that was read wrong is put right by hand; minutes, a restart and a new computer change nothing of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.agenda import Role
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.moments import FixedClock
from tests.support.misread import FACTS, GRANT, HARBOUR, HEARING, HELD, PATHWAY, paper
from tests.sync.nordlund import put

TITLES = ["Godkendelse af dagsorden", GRANT, "Stien", "Eventuelt"]


@pytest.fixture(autouse=True)
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "adgangssætning"
    path.write_text("fire små ord på ét sted\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(path))


def read(workspace: Workspace) -> tuple[list[str], list[str]]:
    """The titles of the meeting's items, and the words on which the notes stand, each with its item."""
    view = workspace.meetings.view(workspace.meetings.list()[0].id)
    stands = []
    for note in workspace.notes.list():
        assert isinstance(note.anchor, TextAnchor)
        content = workspace.meetings.item(note.home.item_id).content
        text = dict(content.keyed_sections())[note.anchor.section].text
        assert note.state is AnchorState.PLACED
        stands.append(f"{content.title}: {text[note.anchor.start : note.anchor.end]}")
    return [item.title for item in view.content.items], sorted(stands)


def item_id(workspace: Workspace, title: str) -> str:
    view = workspace.meetings.view(workspace.meetings.list()[0].id)
    return next(row.id for row in view.items if row.title == title)


def correct(workspace: Workspace) -> None:
    """The section, the split, the title and the join, with a note on each."""
    for title, quote in ((GRANT, "125.000 kr."), (GRANT, "nyt grus"), (HARBOUR, "til sommer")):
        workspace.notes.add_quote(item_id(workspace, title), quote, text="husk")
    corrections, grant = workspace.corrections, item_id(workspace, GRANT)
    corrections.set_role(grant, HELD, Role.RECOMMENDATION)
    text = dict(workspace.meetings.item(grant).content.keyed_sections())[FACTS].text
    corrections.split(grant, FACTS, text.index(PATHWAY))
    corrections.set_title(item_id(workspace, PATHWAY), "Stien")
    corrections.join(item_id(workspace, HARBOUR))


def check(workspace: Workspace) -> None:
    titles, stands = read(workspace)
    assert titles == TITLES
    assert stands == ["Stien: nyt grus", "Stien: til sommer", f"{GRANT}: 125.000 kr."]
    assert workspace.meetings.item(item_id(workspace, GRANT)).content.recommendation == HEARING


def test_corrections_hold(tmp_path: Path, fixed_clock: FixedClock) -> None:
    papers, backup = tmp_path / "papirer", tmp_path / "kopi.moedeklar"
    put(papers / "dagsorden.md", paper("DAGSORDEN"))
    profile = Profile(tmp_path / "profil")
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as workspace:
        workspace.sources.add_folder(papers)
        workspace.sources.sync()
        correct(workspace)
        check(workspace)
        put(papers / "referat.md", paper("REFERAT", decision="Godkendt."))
        assert workspace.sources.sync().changed == 1
        check(workspace)
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as workspace:
        check(workspace)
        report = workspace.sources.sync()
        assert (report.changed, report.new) == (0, 0)
        check(workspace)
        workspace.backups.save(backup)
    with Workspace.open(Profile(tmp_path / "ny-maskine"), NobodyToAsk(), fixed_clock) as workspace:
        workspace.backups.restore(backup, NobodyToAsk())
        check(workspace)
        workspace.sources.sync()
        check(workspace)
        decided = workspace.meetings.item(item_id(workspace, "Stien")).content.decisions
        assert [part.text for part in decided] == ["Godkendt.", "Godkendt."]
        (unfitting,) = {one.state for one in workspace.meetings.item(item_id(workspace, "Stien")).corrections}
        assert unfitting == "applied"
