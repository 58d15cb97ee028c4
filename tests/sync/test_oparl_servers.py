"""What OParl servers do beside the standard: all that can be understood is there, and nothing is lost by the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from moedeklar.model.changes import ChangeSet
from moedeklar.sources.oparl.system import LISTS
from tests.support.oparl_body import type_of
from tests.support.web import Asked, Page
from tests.sync.dumping import dump
from tests.sync.test_engine import rows
from tests.sync.test_exports import counted
from tests.sync.towns import Found, Town

Change = Callable[[Any, Asked], Any]
MEETINGS, PAPERS = "/oparl/list/meeting", "/oparl/list/paper"


def change(town: Town, path: str, how: Change) -> None:
    """The page at *path* as *how* makes it, which may give a Page or what is in one."""
    there = town.web.pages[path]

    def page(asked: Asked) -> Page:
        found = there(asked) if callable(there) else there
        assert isinstance(found, Page)
        made = how(json.loads(found.body), asked)
        return made if isinstance(made, Page) else Page.json(made)

    town.web.pages[path] = page


def week_later(town: Town) -> None:
    """So that everything is listed again."""
    town.now += timedelta(days=8)


def within(value: Any, asked: Asked) -> Any:
    """Next pages named within the server."""
    if "next" in value["links"]:
        value["links"]["next"] = "?" + value["links"]["next"].partition("?")[2]
    return value


def test_next_pages_named_within_the_server_are_followed(towns: Found) -> None:
    town = towns(meetings=12)
    change(town, MEETINGS, within)
    change(town, PAPERS, within)
    assert town.sync().new == 12


def test_a_list_that_ends_too_early_takes_nothing_for_gone(towns: Found) -> None:
    town = towns(meetings=12)
    town.sync()
    week_later(town)
    # Two pages of three, and the meetings of the third are fewer than half.
    change(town, MEETINGS, lambda value, asked: {**value, "links": {}} if asked.query.get("page") == "2" else value)
    town.body.meeting(1)["agendaItem"][1]["name"] = "Ny mole i Askeby"
    report = town.sync()
    assert (counted(report), [one.code for one in report.skipped]) == ((0, 1, 11, 0), ["oparl_list_short"])
    assert len(rows(town.store)) == 12


def test_papers_whose_list_ends_too_early_keep_their_files(towns: Found) -> None:
    town = towns(meetings=4)
    town.sync()
    week_later(town)
    before = dump(town.store)
    change(town, PAPERS, lambda value, _asked: {**value, "links": {}})
    assert [one.code for one in town.sync().failed] == ["oparl_list_short"]
    assert dump(town.store) == before


def test_a_list_that_always_ended_too_early_is_read_as_it_is(towns: Found) -> None:
    town = towns(meetings=4)
    change(town, PAPERS, lambda value, _asked: {**value, "links": {}})
    report = town.sync()
    assert (report.new, [one.code for one in report.skipped]) == (4, ["oparl_list_short"])


@pytest.mark.parametrize("answer", [Page(b"", "text/plain", 500), Page(b"", "application/json")])
def test_a_filter_that_breaks_the_server_is_given_up(town: Town, answer: Page) -> None:
    town.sync()
    for path in (MEETINGS, PAPERS):
        change(town, path, lambda value, asked: answer if "modified_since" in asked.query else value)
    town.body.meeting(2)["name"] = "Ekstraordinær"
    assert counted(town.sync()) == (0, 1, 5, 0)
    assert counted(town.sync()) == (0, 0, 6, 0)
    assert not any("modified_since" in one.target for one in town.web.asked), "it is not asked again"


def test_an_object_from_the_future_hides_nothing(town: Town) -> None:
    town.body.meeting(1)["modified"] = "2031-01-01T00:00:00+01:00"
    town.body.serve()
    town.sync()
    town.body.meeting(5)["agendaItem"][1]["result"] = "vertagt"
    town.body.changed(town.body.meeting(5))
    assert counted(town.sync()) == (0, 1, 5, 0)
    town.body.changed(town.body.meeting(1))
    report = town.sync()
    assert (counted(report), report.attention) == ((0, 1, 5, 0), ())


def test_yes_and_no_may_be_texts(town: Town) -> None:
    def texts(value: Any, _asked: Asked) -> Any:
        return json.loads(json.dumps(value).replace(": true", ': "true"').replace(": false", ': "false"'))

    for path in (MEETINGS, PAPERS):
        change(town, path, texts)
    assert town.sync().new == 6
    assert [item.closed for item in town.view(2).items][:5] == [False, False, False, False, True]
    town.body.bury(town.body.meeting(3))
    for path in (MEETINGS, PAPERS):
        change(town, path, texts)
    assert counted(town.sync()) == (0, 0, 5, 1)


def test_a_body_that_cannot_be_used_stands_in_nobodys_way(towns: Found) -> None:
    town = towns(meetings=2)
    other = {"id": f"{town.body.base}/body/2", "type": type_of("1.1", "Body"), "name": "Askeby"}
    change(town, "/oparl/bodies", lambda value, _asked: {**value, "data": [other, *value["data"]]})
    report = town.sync()
    assert (report.new, [(one.what, one.code) for one in report.skipped]) == (2, [("Askeby", "oparl_no_meetings")])
    town.bodies = ("Nordlund Kommune",)
    report = town.sync()
    assert (counted(report), report.failed, report.skipped) == ((0, 0, 2, 0), (), ())
    town.bodies = (other["id"],)
    assert [one.code for one in town.sync().failed] == ["oparl_no_meetings"]


def test_a_body_that_cannot_be_used_any_more_keeps_its_meetings(towns: Found) -> None:
    town = towns(meetings=2)
    town.sync()
    week_later(town)
    before = dump(town.store)
    other = {**json.loads(town.web.pages["/oparl/bodies"].body)["data"][0], "id": f"{town.body.base}/body/2"}  # type: ignore[union-attr]
    change(
        town,
        "/oparl/bodies",
        lambda value, _asked: {
            "data": [other, *({k: v for k, v in one.items() if k not in LISTS} for one in value["data"])]
        },
    )
    assert [one.code for one in town.sync().failed] == ["oparl_no_meetings"]
    assert dump(town.store) == before


def test_a_body_that_cannot_be_used_keeps_its_meetings_also_where_it_is_not_known_what_was_there_before(
    towns: Found,
) -> None:
    town = towns(meetings=12)
    town.sync()
    week_later(town)
    town.store.write(lambda db: (db.execute("DELETE FROM sync_cursor"), ChangeSet()))  # as a newer reader does
    few = f"{town.body.base}/list/few"
    town.web.pages["/oparl/list/few"] = Page.json({"data": [town.body.meeting(n) for n in range(1, 11)], "links": {}})

    def broken(value: Any, _asked: Asked) -> Any:
        [body] = value["data"]
        other = {**body, "id": f"{town.body.base}/body/2", "name": "Askeby", "meeting": few}
        return {"data": [other, {key: said for key, said in body.items() if key not in LISTS}]}

    change(town, "/oparl/bodies", broken)
    report = town.sync()
    assert (report.withdrawn, [one.code for one in report.skipped]) == (0, ["oparl_no_meetings"])
    assert len(rows(town.store)) == 12


@pytest.mark.parametrize("listed", [False, True])
def test_a_system_may_name_its_body_itself(towns: Found, listed: bool) -> None:
    town = towns(meetings=2)
    [body] = json.loads(town.web.pages["/oparl/bodies"].body)["data"]  # type: ignore[union-attr]
    town.web.pages["/oparl/body/1"] = Page.json(body)
    url = f"{town.body.base}/body/1"
    change(town, "/oparl/system", lambda value, _asked: {**value, "body": [url] if listed else url})
    assert town.sync().new == 2


def test_a_page_in_place_of_a_file_is_no_attachment_and_is_asked_for_again(town: Town) -> None:
    def unsaid(value: Any, _asked: Asked) -> Any:
        for paper in value["data"]:
            for file in (paper["mainFile"], *paper.get("auxiliaryFile", ())):
                for key in ("mimeType", "size", "sha1Checksum", "sha512Checksum"):
                    file.pop(key, None)
        return value

    change(town, PAPERS, unsaid)
    kept = town.web.pages["/oparl/inhalt/6-1.pdf"]
    town.web.pages["/oparl/inhalt/6-1.pdf"] = Page.html("<!DOCTYPE html><form>Anmelden")
    assert [one.code for one in town.sync().failed] == ["page_instead"]
    town.web.pages["/oparl/inhalt/6-1.pdf"] = kept
    report = town.sync()
    assert (report.attachments, report.failed) == (1, ())
