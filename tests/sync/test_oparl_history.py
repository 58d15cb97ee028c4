"""33 real meetings, replayed version by version from a server on loopback: what a member noted stays where it was put.

What the files hold is counted here by plain JSON, and ids are compared with those in the files.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from moedeklar.member.outlook import Outlook
from moedeklar.member.reading import Reading
from moedeklar.member.undo import Undo
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.model.changes import ChangeSet
from moedeklar.model.moments import FixedClock
from moedeklar.model.reports import RunReport
from moedeklar.model.views import News
from moedeklar.model.work import Note
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.oparl.memory import OVERLAP
from moedeklar.sources.oparl.source import OparlSource
from moedeklar.store import annotations, attachments, meetings
from moedeklar.store.store import Store
from moedeklar.sync import engine
from moedeklar.sync.keeping import recall_of
from tests.support.oparl_body import small_pdf
from tests.support.web import Asked, Page, WebServer
from tests.sync.test_engine import note_of, rows
from tests.sync.towns import QUICK

HISTORY = Path(__file__).parents[2].parent / "shared" / "formats" / "samples" / "oparl" / "karlsruhe-history"
pytestmark = pytest.mark.skipif(not HISTORY.is_dir(), reason="the shared samples are not here")
HOST = re.compile(rb"https://(?!schema\.)[^/\"]+")
FILES = "#files"


@dataclass
class Past:
    """The server at one step of the history: of each meeting the version that it had then. `steps` are instants."""

    web: WebServer
    versions: dict[str, dict[datetime, Any]] = field(default_factory=dict)
    steps: list[datetime] = field(default_factory=list)
    step: int = 0

    def load(self) -> None:
        """Read all versions, with addresses on loopback, and serve the first."""
        for path in sorted(HISTORY.glob("*.json")):
            number, _, when = path.stem.split("_")
            told = json.loads(HOST.sub(self.web.url.encode(), path.read_bytes()))
            self.versions.setdefault(number, {})[datetime.strptime(when, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)] = told
        self.steps = sorted({when for versions in self.versions.values() for when in versions})
        base = self.web.url
        lists = {name: f"{base}/list/{name}" for name in ("meeting", "paper", "organization")}
        body = {"id": f"{base}/body", "name": "En by", **lists}
        self.web.pages["/"] = Page.json({"type": "x/System", "body": [body]})
        self.web.pages["/list/meeting"] = self._meetings
        self.web.pages["/list/paper"] = Page.json({"data": []})
        names = {url: meeting["name"] for meeting in self.now().values() for url in meeting["organization"]}
        told = [{"id": url, "name": name.partition(" (")[0]} for url, name in names.items()]
        self.web.pages["/list/organization"] = Page.json({"data": told})
        for versions in self.versions.values():
            for file in (one for version in versions.values() for one in objects(version, "File")):
                path = file["downloadUrl"].removeprefix(base).partition("?")[0]
                self.web.pages[path] = Page(small_pdf(file["id"][-20:]), "application/pdf")

    def now(self, step: int | None = None) -> dict[str, Any]:
        """The meetings as they are at *step*, by number."""
        now = self.steps[self.step if step is None else step]
        return {
            number: versions[max(when for when in versions if when <= now)]
            for number, versions in self.versions.items()
        }

    def _meetings(self, asked: Asked) -> Page:
        since = asked.query.get("modified_since")
        data = [one for one in self.now().values() if not since or newest(one) >= datetime.fromisoformat(since)]
        return Page.json({"data": data})


def objects(value: Any, kind: str) -> list[Any]:
    """The objects of a kind in some JSON."""
    if isinstance(value, list):
        return [found for one in value for found in objects(one, kind)]
    if not isinstance(value, dict):
        return []
    own = [value] if str(value.get("type", "")).endswith("/" + kind) else []
    return own + [found for one in value.values() for found in objects(one, kind)]


def files_of(meeting: Any) -> list[Any]:
    """The files of a meeting as a whole."""
    return objects({key: one for key, one in meeting.items() if key != "agendaItem"}, "File")


def newest(value: Any) -> datetime:
    """The latest change in some JSON."""
    return max(datetime.fromisoformat(one) for one in re.findall(r'"modified": "([^"]+)"', json.dumps(value)))


@dataclass
class Member:
    """Somebody who fetches, notes and reads."""

    past: Past
    store: Store
    pdf: PdfClient
    client: HttpClient
    noted: dict[str, str] = field(default_factory=dict)  # by the id of the note: that of the item in the files
    _late: set[str] = field(default_factory=set)
    _numbers: dict[str, str] = field(default_factory=dict)  # of meetings, by the ids of their items

    def sync(self, step: int) -> RunReport:
        """Fetch what the server has at this step."""
        self.past.step = step
        clock = FixedClock(self.past.steps[step])
        recall = recall_of(self.store, "src-p")
        source = OparlSource("src-p", self.past.web.url + "/", self.client, clock, recall=recall)
        return engine.run(source, self.store, lambda: self.pdf, clock)

    def web_forgets(self) -> None:
        """What was asked for until now is of no interest."""
        self.past.web.asked.clear()

    def late(self, step: int) -> set[str]:
        """The meetings of which a change was shown only long after it was made, since everything was listed last.

        What is asked for by the time of its change does not tell of these.
        """
        if any(one.path == "/list/organization" for one in self.past.web.asked):
            self._late.clear()
        elif step:
            before, now = self.past.now(step - 1), self.past.now(step)
            known = self.past.steps[step - 1] - OVERLAP
            self._late |= {number for number, one in now.items() if one != before[number] and newest(one) < known}
        return self._late

    def number_of(self, row: Any) -> str:
        """The number of the meeting that an item is of."""
        return self._numbers[row.id]

    def items(self) -> dict[str, Any]:
        """What stands in the store, by the ids of the files."""
        found = {}
        for meeting in rows(self.store):
            document = meeting.versions[-1].documents[0].name
            for row, item in self._standing(meeting.id):
                self._numbers[row.id] = document.rpartition("/")[2]
                found[item.source_id] = (row, item)
        return found

    def _standing(self, meeting_id: str) -> Iterator[tuple[Any, Any]]:
        view = self.store.read(lambda db: meetings.meeting_view(db, meeting_id))
        shown = [one for one in view.items if not one.removed]
        yield from zip(shown, view.content.items, strict=True)

    def note_everything(self) -> None:
        """A note on every item: on its words where it has any, else on the whole; and all of them are read."""
        reading = Reading(self.store, Undo())
        for source_id, (row, item) in self.items().items():
            note_id = f"note-{len(self.noted)}"
            self.noted[note_id] = source_id
            reading.mark_read(row.id)
            self.store.write(lambda db, row=row, item=item, note_id=note_id: self._put(db, row, item, note_id))

    def _put(self, db: Any, row: Any, item: Any, note_id: str) -> tuple[Note, ChangeSet]:
        anchor = None
        for key, section in item.keyed_sections():
            anchor = TextAnchor.of(key, section.text, 0, len(section.text))
        now = self.store.clock.now()
        note = Note(note_id, meetings.snapshot(db, row.id), "min note", None, anchor, AnchorState.PLACED, now, now)
        return annotations.put(db, note), ChangeSet()


@pytest.fixture
def member(store: Store, pdf: PdfClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Member]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with ExitStack() as stack:
        past = Past(stack.enter_context(WebServer()))
        past.load()
        client = HttpClient(past.web.url, limits=QUICK)
        stack.callback(client.close)
        yield Member(past, store, pdf, client)


def test_every_version_is_in_the_store_as_its_file_counts(member: Member) -> None:
    for step in range(len(member.past.steps)):
        member.web_forgets()
        report = member.sync(step)
        assert (report.failed, report.attention, report.skipped) == ((), (), ())
        assert len(rows(member.store)) == len(member.past.now()) == 33
        agrees(member, without=member.late(step))
    # Everything is listed once a week.
    member.past.steps.append(member.past.steps[-1] + timedelta(days=8))
    member.sync(len(member.past.steps) - 1)
    agrees(member)


def agrees(member: Member, without: Collection[str] = ()) -> None:
    """Whether the store has the items and files of the meetings that are, but for some of them."""
    there = [one for number, one in member.past.now().items() if number not in without]
    here = {key: pair for key, pair in member.items().items() if member.number_of(pair[0]) not in without}
    stated = {item["id"]: item for item in objects(there, "AgendaItem")}
    found = {key: item for key, (_, item) in here.items() if not key.endswith(FILES)}
    assert found.keys() == stated.keys()
    for key, item in found.items():
        assert (item.number or "", item.title) == (stated[key]["number"], " ".join(stated[key]["name"].split()))
        decided = [section.text for section in item.decisions]
        assert decided == ([stated[key]["result"]] if "result" in stated[key] else [])
    records = member.store.read(lambda db: attachments.of_meetings(db, [row.id for row in rows(member.store)]))
    standing = {row.id for row, _ in here.values()}
    named = {file["id"] for file in objects(there, "File")}
    assert {one.source_ref for one in records if one.gone is None and one.item_id in standing} == named


def test_notes_stay_on_their_items_or_are_listed_as_needing_a_look(member: Member) -> None:
    member.sync(0)
    member.note_everything()
    assert len(member.noted) >= sum(len(one.get("agendaItem", ())) for one in member.past.now().values())
    for step in range(1, len(member.past.steps)):
        member.sync(step)
    first = {item["id"]: item for item in objects(list(member.past.now(0).values()), "AgendaItem")}
    last = {item["id"]: item for item in objects(list(member.past.now().values()), "AgendaItem")}
    where = {row.id: key for key, (row, _) in member.items().items()}
    outcome: Counter[str] = Counter()
    for note_id, source_id in member.noted.items():
        note = note_of(member.store, note_id)
        at = where.get(note.home.item_id)
        if source_id in last or (source_id.endswith(FILES) and at is not None):
            assert at == source_id, "on the same item, by the id in the files"
            same = first.get(source_id, {}).get("result") == last.get(source_id, {}).get("result")
            assert note.state is AnchorState.PLACED or not same
            outcome["same"] += 1
        elif at is None:
            assert note.state in (AnchorState.UNPLACED, AnchorState.CHECK), "its item is gone: it is listed"
            outcome["listed"] += 1
        else:
            # The item was made anew under the same number, with the same words.
            was, now = first[source_id], last[at]
            assert at not in first
            assert (was["name"], was["number"], was["meeting"]) == (now["name"], now["number"], now["meeting"])
            outcome["made anew"] += 1
    assert outcome.total() == len(member.noted)
    unfiled = [one for key, one in member.past.now(0).items() if files_of(one) and not files_of(member.past.now()[key])]
    assert outcome["listed"] == len(first.keys() - last.keys()) - 1 + len(unfiled)
    assert outcome["made anew"] == 1


def test_what_has_changed_since_it_was_read_is_told(member: Member) -> None:
    member.sync(0)
    member.note_everything()
    for step in range(1, len(member.past.steps)):
        member.sync(step)
    first = {item["id"]: item for item in objects(list(member.past.now(0).values()), "AgendaItem")}
    last = {item["id"]: item for item in objects(list(member.past.now().values()), "AgendaItem")}
    decided = {key for key in first.keys() & last.keys() if first[key].get("result") != last[key].get("result")}
    renamed = {key for key in first.keys() & last.keys() if first[key]["name"] != last[key]["name"]}
    outlook = member.store.read(lambda db: Outlook.of(db, datetime(2026, 7, 30, tzinfo=UTC)))
    news = {item.id: item.news for _, item in outlook.changed}
    told = {key: news.get(row.id) for key, (row, _) in member.items().items() if row.changed}
    anew = {key for key in last.keys() - first.keys() if key in told}
    assert told.keys() == decided | renamed | anew
    assert {last[key]["number"] for key in anew} == {"28"}, "read under its former id, and decided since"
    assert len(decided) == 68
    for key, said in told.items():
        assert said is None or (News.DECISION in said) == (key in decided | anew)
    # What is gone of what was read stands under the others, marked as removed.
    views = [member.store.read(lambda db, at=row.id: meetings.meeting_view(db, at)) for row in rows(member.store)]
    removed = [item for view in views for item in view.items if item.removed]
    assert all(item.read or item.changed for item in removed)
    assert len(removed) >= len(first.keys() - last.keys()) - 1
