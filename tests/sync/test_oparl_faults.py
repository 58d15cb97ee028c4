"""What may go wrong with the lists of an OParl server: nothing is taken for gone, and a person is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.web import Instead, Page
from tests.sync.dumping import dump
from tests.sync.test_exports import counted
from tests.sync.towns import Found, Town


@pytest.mark.parametrize(
    ("path", "page", "code"),
    [
        ("/list/meeting", Page.html("<p>Wartungsarbeiten"), "wrong_kind"),
        ("/list/meeting", Page(b"<html><p>Wartung", "application/json"), "oparl_html"),
        ("/list/paper", Page(b'{"data": [{"id": "http', "application/json"), "oparl_not_json"),
        ("/list/paper", Page(b"{}", "application/json"), "oparl_no_list"),
        ("/system", Page(b'{"type": "x/Person"}', "application/json"), "oparl_no_system"),
        ("/bodies", Page(b'{"data": []}', "application/json"), "oparl_no_body"),
        ("/list/meeting", Page(b"", status=404), "not_there"),
        ("/list/meeting", Page(b"", status=503), "server_busy"),
        ("/list/organization", Page(b"", status=500), "server_failed"),
    ],
)
def test_a_listing_that_fails_changes_nothing(town: Town, path: str, page: Page, code: str) -> None:
    town.sync()
    before = dump(town.store)
    town.now += timedelta(days=8)
    town.web.faults[f"/oparl{path}"] = [Instead(page)] * 9
    report = town.sync()
    assert [one.code for one in report.failed] == [code]
    assert report.withdrawn == 0
    assert dump(town.store) == before
    town.web.faults.clear()
    assert counted(town.sync()) == (0, 0, 6, 0)


def test_a_page_that_fails_in_the_middle_takes_nothing_for_gone(towns: Found) -> None:
    town = towns(meetings=12, per_page=3)
    town.sync()
    before = dump(town.store)
    town.now += timedelta(days=8)
    ask = town.web.pages["/oparl/list/meeting"]
    town.web.pages["/oparl/list/meeting"] = lambda asked: (
        Page(b"", status=500) if asked.query.get("page") == "3" else ask(asked)  # type: ignore[operator]
    )
    assert [one.code for one in town.sync().failed] == ["server_failed"]
    assert dump(town.store) == before


def test_a_list_that_goes_round_in_a_circle_takes_nothing_for_gone(town: Town) -> None:
    town.sync()
    before = dump(town.store)
    town.now += timedelta(days=8)
    data = [town.body.meeting(1)]
    town.web.pages["/oparl/list/meeting"] = Page.json(
        {"data": data, "links": {"next": f"{town.body.base}/list/meeting"}}
    )
    assert [one.code for one in town.sync().failed] == ["oparl_loop"]
    assert dump(town.store) == before


def test_a_body_that_is_suddenly_empty_is_looked_at_by_a_person(town: Town) -> None:
    town.sync()
    before = dump(town.store)
    town.now += timedelta(days=8)
    kept, town.body.lists["meeting"] = town.body.lists["meeting"], {}
    town.body.serve()
    assert [one.code for one in town.sync().attention] == ["listing_empty"]
    assert dump(town.store) == before
    town.body.lists["meeting"] = dict(list(kept.items())[:2])
    town.body.serve()
    assert [one.code for one in town.sync().attention] == ["mostly_gone"]
    assert dump(town.store) == before
    assert counted(town.sync(accept=True)) == (0, 0, 2, 4)


def test_a_server_that_was_set_back_is_looked_at_by_a_person(town: Town) -> None:
    town.sync()
    backup = town.body.snapshot()
    for number in (3, 4):
        town.body.meeting(number)["agendaItem"][1]["result"] = "vertagt"
        town.body.changed(town.body.meeting(number))
        assert counted(town.sync()) == (0, 1, 5, 0)
    before = dump(town.store)
    town.body.put_back(backup)
    for _ in range(2):
        assert [one.code for one in town.sync().attention] == ["server_went_back"]
        assert dump(town.store) == before
    assert counted(town.sync(accept=True)) == (0, 2, 4, 0)
    assert counted(town.sync()) == (0, 0, 6, 0)


def test_the_newest_object_may_vanish_without_an_alarm(town: Town) -> None:
    town.sync()
    town.body.changed(town.body.meeting(2))
    town.sync()
    town.body.lose(town.body.meeting(2))
    assert (counted(report := town.sync()), report.attention) == ((0, 0, 5, 1), ())


def test_one_bad_object_fails_alone(town: Town) -> None:
    town.sync()
    broken = {
        "id": town.body.id("meeting", 3),
        "type": town.body.meeting(2)["type"],
        "agendaItem": [{"type": "x/Paper", "name": "x"}],
    }
    town.body.meeting(3).update(broken)
    town.body.changed(town.body.meeting(3))
    report = town.sync()
    told = [("oparl_other_kind", town.body.id("meeting", 3))]
    assert [(one.code, one.what) for one in report.skipped] == told
    assert (counted(report), report.failed) == ((0, 0, 6, 0), ())
    town.now += timedelta(days=8)
    report = town.sync()
    assert ([(one.code, one.what) for one in report.skipped], counted(report)) == (told, (0, 0, 6, 0))
    town.sync()
    assert sorted(town.asked) == ["/list/meeting", "/list/paper"], "it does not keep everything from going on"
