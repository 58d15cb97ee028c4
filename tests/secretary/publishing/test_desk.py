"""The feeds that are looked after in the window: kept, their secrets apart, and every job on them."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from moedeklar.member.member_key import export_key
from moedeklar.model.errors import Cancelled
from moedeklar.secretary.publishing.closed import MemberKey, MemberKeyError, read_members
from moedeklar.secretary.publishing.desk import Desk, Standing
from moedeklar.secretary.publishing.feeds import FEEDS, Feed, Feeds, is_secret, new_feed_id
from moedeklar.secretary.publishing.plan import Change
from moedeklar.secretary.publishing.publisher import PublishError
from moedeklar.store.keys import StoreKeys
from tests.secretary.publishing.conftest import Desk as Folders


class Memory(dict[str, Any]):
    """Settings and a shelf, as those of a profile."""

    def get(self, key: str, default: Any = None) -> Any:
        value = super().get(key, default)
        return json.loads(json.dumps(value))

    def set(self, key: str, value: Any) -> None:
        self[key] = json.loads(json.dumps(value))

    def delete(self, key: str) -> None:
        del self[key]


@pytest.fixture
def feeds() -> Feeds:
    return Feeds(Memory(), Memory())


@pytest.fixture
def table(desk: Folders, feeds: Feeds) -> Desk:
    return Desk(desk.root / "profile" / "publishing", lambda: desk.keys, desk.clock, feeds)


@pytest.fixture
def feed(desk: Folders, feeds: Feeds) -> Feed:
    made = Feed(new_feed_id(), str(desk.folder), str(desk.out), desk.settings)
    feeds.keep(made)
    return made


def test_feeds_are_kept_in_order_and_changed_in_place() -> None:
    settings, shelf = Memory(), Memory()
    feeds = Feeds(settings, shelf)
    one = Feed("feed-1", "/srv/a", "s3://nordlund", None, {"region": "eu-north-1"}, "", (MemberKey("age1x", "Ida"),))
    feeds.keep(one, {"secret_access_key": "hemmelig"})
    feeds.keep(Feed("feed-2", "/srv/b", "/srv/www"))
    feeds.keep(replace(one, place="s3://nordlund/dagsordener"))
    assert [feed.place for feed in feeds.list()] == ["s3://nordlund/dagsordener", "/srv/www"]
    assert feeds.list()[0].members == one.members
    assert feeds.options(one) == {"region": "eu-north-1", "secret_access_key": "hemmelig"}
    assert "hemmelig" not in str(settings)
    feeds.forget("feed-1")
    assert [feed.id for feed in feeds.list()] == ["feed-2"]
    assert not shelf
    assert len(settings[FEEDS]) == 1


def test_what_must_not_be_seen() -> None:
    secret = (
        "secret_access_key",
        "aws_session_token",
        "account_key",
        "sas_key",
        "client_secret",
        "service_account_key",
    )
    assert all(map(is_secret, secret))
    assert not any(map(is_secret, ("region", "endpoint", "access_key_id", "account_name", "allow_http")))


def test_how_a_feed_stands(table: Desk, feed: Feed, desk: Folders) -> None:
    assert table.standing(feed) == Standing(desk.settings)
    table.publish(feed, table.look(feed))
    kept = table.feeds.list()[0]
    assert kept.settings is None
    standing = table.standing(kept)
    assert (standing.meetings, standing.can_undo, standing.published, standing.unfinished) == (6, False, True, False)
    assert standing.address == "https://feed.nordlund.example/dagsordener/system.json"
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    plan = table.look(kept)
    table.publish(kept, plan)
    assert table.standing(kept).can_undo
    assert table.publish(kept, table.plan_undo(kept)).counted(Change.CHANGED) == 1


def test_what_is_said_of_the_feed_may_change_while_it_is_published(table: Desk, feed: Feed, desk: Folders) -> None:
    plan = table.look(feed)
    other = replace(feed, settings=replace(desk.settings, name="Nordlund"))
    table.feeds.keep(other)
    table.publish(feed, plan)
    assert table.feeds.list() == (other,)


def test_a_plan_made_before_somebody_else_published_is_refused(table: Desk, feed: Feed, desk: Folders) -> None:
    plan = table.look(feed)
    desk.publish()
    with pytest.raises(PublishError) as error:
        table.publish(feed, plan)
    assert error.value.code == "publish_stale"


def test_a_publish_that_is_stopped_is_unfinished_until_the_next(table: Desk, feed: Feed, desk: Folders) -> None:
    table.publish(feed, table.look(feed))
    desk.body.write_meeting(desk.folder, 0, 1, changed=2)
    before, steps = desk.files(), iter((False, True))
    with pytest.raises(Cancelled):
        table.publish(feed, table.look(feed), cancelled=lambda: next(steps))
    assert desk.files()["system.json"] == before["system.json"]
    assert table.standing(feed).unfinished
    table.publish(feed, table.look(feed))
    assert not table.standing(feed).unfinished


def test_a_look_can_be_stopped_anywhere(table: Desk, feed: Feed) -> None:
    stopped = 0
    for point in range(0, 400, 7):
        asked = itertools.count()
        try:
            plan = table.look(feed, cancelled=lambda: next(asked) > point)  # noqa: B023 (done with when it changes)
            break
        except Cancelled:
            stopped += 1
    assert stopped > 2
    assert plan.counted(Change.NEW) == 6


def test_one_meeting_is_held_back_and_put_out_again(table: Desk, feed: Feed) -> None:
    plan = table.look(feed)
    table.hold_meeting(feed, plan.meetings[0].id, held=True)
    assert table.look(feed, report=plan.report).counted(Change.NEW) == 5
    table.hold_meeting(feed, plan.meetings[0].id, held=False)
    assert table.look(feed, report=plan.report).counted(Change.NEW) == 6


def test_a_preview_of_one_meeting_has_the_very_bytes(table: Desk, feed: Feed, desk: Folders) -> None:
    plan = table.look(feed)
    meeting = plan.meetings[0]
    shown = desk.root / "vist"
    table.preview(feed, plan, shown, meeting.id)
    table.publish(feed, plan)
    names = {path.relative_to(shown).as_posix(): path.read_bytes() for path in shown.rglob("*") if path.is_file()}
    out = desk.files()
    assert names.items() <= out.items()
    assert f"meeting/{meeting.id}.html" in names
    record = plan.record(meeting.id)
    assert record is not None
    assert len([name for name in names if name.startswith("files/")]) == len(record.files) > 0


def test_the_bytes_of_each_object(table: Desk, feed: Feed, desk: Folders) -> None:
    plan = table.look(feed)
    table.publish(feed, plan)
    assert sum(plan.sizes()) == plan.size
    assert list(plan.sizes()) == [len(desk.files()[name]) for name in plan.writes]


def test_closed_items_for_the_members_of_a_feed(table: Desk, feed: Feed, desk: Folders, tmp_path: Path) -> None:
    member = StoreKeys.generate()
    export_key(member, tmp_path / "ida.txt", "Ida  Holm")
    members = read_members(tmp_path / "ida.txt")
    assert members == (MemberKey(member.member_public, "Ida Holm"),)
    mine = replace(feed, closed_place=str(desk.root / "lukket"), members=members)
    table.look(mine)
    plan = table.plan_closed(mine)
    assert (len(plan.packages), plan.members) == (1, 1)
    with pytest.raises(Cancelled):
        table.publish_closed(mine, plan, cancelled=lambda: True)
    seen: list[int] = []
    table.publish_closed(mine, plan, lambda done, total, _name: seen.append(done + total))
    assert seen == [1]
    assert len(list((desk.root / "lukket" / "packages").iterdir())) == 1
    assert table.plan_closed(mine).is_empty


def test_keys_are_named_by_what_stands_above_them_or_by_their_file(tmp_path: Path) -> None:
    one, two = StoreKeys.generate().member_public, StoreKeys.generate().member_public
    path = tmp_path / "kaj.txt"
    path.write_text(f"# Mødeklar\n{one}\n\n# Ida Holm\n{two}\n", encoding="utf-8")
    assert [found.name for found in read_members(path)] == ["kaj", "Ida Holm"]
    path.write_text("ikke en nøgle", encoding="utf-8")
    with pytest.raises(MemberKeyError):
        read_members(path)
