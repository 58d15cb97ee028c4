"""The examples of the standard as a server, through the engine: what is in the store is what their files say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from moedeklar.model.agenda import MeetingKind
from moedeklar.model.views import FileState
from moedeklar.store import attachments, meetings
from moedeklar.store.store import Store
from tests.support.web import Page
from tests.sync.test_engine import rows
from tests.sync.towns import Town

SAMPLES = Path(__file__).parents[2].parent / "shared" / "formats" / "samples" / "oparl"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
HOST = b"https://oparl.example.org"


def serve(town: Town, folder: str, ending: str) -> dict[str, Any]:
    """Put the files of a folder on the server in place of the invented body; the objects by their kind."""
    town.web.pages.clear()
    found = {}
    for path in sorted((SAMPLES / folder).glob(f"*{ending}.json")):
        found[path.name.removesuffix(f"{ending}.json")] = told = json.loads(
            path.read_bytes().replace(HOST, town.web.url.encode())
        )
        town.web.pages[told["id"].removeprefix(town.web.url) or "/"] = Page.json(told)
    body = found["Body"]
    lists = {body["meeting"]: "Meeting", body["paper"]: "Paper", body["organization"]: "Organization"}
    for url, kind in lists.items():
        town.web.pages[url.removeprefix(town.web.url)] = Page.json({"data": [found[kind]], "links": {}})
    town.web.pages[found["System"]["body"].removeprefix(town.web.url)] = Page.json({"data": [body]})
    town.web.pages["/oparl/system"] = Page.json(found["System"])
    return found


@pytest.mark.parametrize(("folder", "ending"), [("small-body", ""), ("spec_examples_1.1", "-01")])
def test_the_examples_of_the_standard(town: Town, store: Store, folder: str, ending: str) -> None:
    found = serve(town, folder, ending)
    report = town.sync()
    assert (report.new, report.skipped, report.attention) == (1, (), ())
    (row,) = rows(store)
    stated = found["Meeting"]
    assert (row.committee, row.municipality) == (found["Organization"]["name"], found["Body"]["shortName"])
    assert row.start is not None
    assert row.start.isoformat() == stated["start"][:16]
    assert (row.place, row.kind) == (stated["location"]["description"], MeetingKind.MINUTES)
    view = store.read(lambda db: meetings.meeting_view(db, row.id))
    first, whole = view.content.items
    assert first.number == stated["agendaItem"][0]["number"]
    assert [section.plain for section in first.decisions] == [
        f"{stated['agendaItem'][0]['result']}\n{stated['agendaItem'][0]['resolutionText']}"
    ]
    paper = found["Paper"]
    # The paper says that it was on another item. Where the item says that it is on this one, it is.
    is_on = stated["agendaItem"][0]["consultation"] in {one["id"] for one in paper["consultation"]}
    assert first.case_number == (paper["reference"] if is_on else None)
    files = {one["id"] for one in (paper["mainFile"], *paper["auxiliaryFile"])} if is_on else set()
    assert files <= {one.source_id for one in first.attachments}
    of_meeting = [stated["invitation"], stated["resultsProtocol"], stated["verbatimProtocol"], *stated["auxiliaryFile"]]
    assert {one.source_id for one in whole.attachments} == {one["id"] for one in of_meeting}
    # Their files are nowhere, and each is told of.
    records = store.read(lambda db: attachments.of_meetings(db, [row.id]))
    assert {one.state for one in records} == {FileState.FAILED}
    assert {one.code for one in report.failed} == {"not_there"}
    assert town.sync().unchanged == 1
