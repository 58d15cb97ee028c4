"""From a folder to a feed and back: what is written, what is taken back, and what never goes out."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from moedeklar.model.errors import AttentionNeeded, NotFound, SourceError
from moedeklar.secretary.publishing.openness import HeldKind, Reason
from moedeklar.secretary.publishing.plan import Change
from moedeklar.secretary.publishing.publisher import PublishError
from moedeklar.secretary.publishing.targets.base import TargetError
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from tests.secretary.publishing.conftest import Desk


def test_a_folder_becomes_a_feed(desk: Desk) -> None:
    plan = desk.publish()
    assert plan.counted(Change.NEW) == len(plan.meetings) == 6
    assert len(desk.listed()) == 6
    assert [len(one["agendaItem"]) for one in desk.listed()] == [4] * 6
    assert sum(1 for name in desk.files() if name.startswith("files/")) == 35


def test_nothing_of_a_closed_item_is_anywhere_in_the_feed(desk: Desk) -> None:
    plan = desk.publish()
    assert [one.reason for one in plan.held if one.kind is HeldKind.ITEM] == [Reason.CLOSED]
    for name, data in desk.files().items():
        assert "Køb af grund".encode() not in data, name
    item = desk.meeting("Skoleudvalget", "2017-03")["agendaItem"][3]
    assert (item["number"], item["name"], item["public"]) == ("4", "Lukket punkt", False)
    assert item.keys() <= {"id", "type", "meeting", "number", "order", "name", "public", "web", "created", "modified"}


def test_nothing_new_writes_nothing(desk: Desk) -> None:
    desk.publish()
    before = {path: path.stat().st_mtime_ns for path in desk.out.rglob("*")}
    assert desk.publish().is_empty
    assert {path: path.stat().st_mtime_ns for path in desk.out.rglob("*")} == before


def test_one_changed_item_writes_five_objects(desk: Desk) -> None:
    desk.publish()
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    plan = desk.publish()
    assert len(plan.writes) == 5
    assert plan.writes[-1] == "system.json"
    assert plan.removes == ()
    assert [len(one.changed) for one in plan.meetings if one.change is Change.CHANGED] == [1]
    changed = desk.meeting("Havneudvalget", "2017-02")["agendaItem"]
    assert [one["modified"] > one["created"] for one in changed] == [True, False, False, False]
    assert "Prisen er steget" in str(changed[0]["moedeklar:content"])


def test_a_meeting_that_leaves_the_folder_leaves_a_tombstone(desk: Desk) -> None:
    desk.publish()
    gone = desk.meeting("Havneudvalget", "2017-02")
    shutil.rmtree(desk.body.folder(desk.folder, 0, 1))
    plan = desk.publish()
    assert plan.counted(Change.WITHDRAWN) == 1
    dead = next(one for one in desk.listed() if one.get("deleted"))
    assert (dead["id"], dead["type"]) == (gone["id"], gone["type"])
    assert dead["modified"] > gone["modified"]
    item = gone["agendaItem"][0]
    for url in (gone["id"], item["id"], item["auxiliaryFile"][0]["id"], item["consultation"]):
        assert desk.json(url.partition("dagsordener/")[2])["deleted"] is True
    assert item["auxiliaryFile"][0]["accessUrl"].partition("dagsordener/")[2] in plan.removes


def test_a_meeting_withdrawn_by_hand_stays_withdrawn_until_it_is_put_back(desk: Desk) -> None:
    desk.publish()
    meeting = next(one for one in desk.plan().meetings if one.committee == "Havneudvalget")
    plan = desk.withdraw(meeting.id)
    assert [one.change for one in plan.meetings if one.id == meeting.id] == [Change.WITHDRAWN]
    assert desk.publish().is_empty
    assert Reason.WITHHELD in [one.reason for one in desk.plan().held]
    assert desk.publish(put_back=(meeting.id,)).counted(Change.NEW) == 1
    assert not any(one.get("deleted") for one in desk.listed())


def test_only_what_is_known_can_be_put_back(desk: Desk) -> None:
    desk.publish()
    with pytest.raises(NotFound):
        desk.plan(put_back=("meeting-0",))


def test_a_withdrawal_takes_nothing_else_with_it(desk: Desk) -> None:
    desk.publish()
    desk.body.write_meeting(desk.folder, 0, 0, changed=2)
    last = next(one for one in desk.plan().meetings if one.change is Change.SAME)
    plan = desk.withdraw(last.id)
    assert plan.counted(Change.CHANGED) == 0


def test_only_what_is_out_can_be_withdrawn(desk: Desk) -> None:
    with desk.open() as publisher, pytest.raises(PublishError) as error:
        publisher.plan_withdrawal("meeting-1")
    assert error.value.code == "publish_nothing"
    desk.publish()
    with pytest.raises(NotFound):
        desk.withdraw("meeting-1")


def test_undo_goes_back_and_undone_again_goes_forth(desk: Desk) -> None:
    desk.publish()
    first = [(one["id"], [item["moedeklar:content"] for item in one["agendaItem"][:3]]) for one in desk.listed()]
    desk.body.write_meeting(desk.folder, 0, 1, changed=3)
    desk.publish()
    second = [(one["id"], [item["moedeklar:content"] for item in one["agendaItem"][:3]]) for one in desk.listed()]
    desk.undo()
    assert [(one["id"], [i["moedeklar:content"] for i in one["agendaItem"][:3]]) for one in desk.listed()] == first
    desk.undo()
    assert [(one["id"], [i["moedeklar:content"] for i in one["agendaItem"][:3]]) for one in desk.listed()] == second


def test_undo_brings_back_what_left_the_folder(desk: Desk) -> None:
    desk.publish()
    before = {name for name in desk.files() if name.startswith("files/")}
    shutil.rmtree(desk.body.folder(desk.folder, 0, 1))
    desk.publish()
    assert {name for name in desk.files() if name.startswith("files/")} < before
    desk.undo()
    assert {name for name in desk.files() if name.startswith("files/")} == before


def test_undo_tells_readers_of_something_new(desk: Desk) -> None:
    desk.publish()
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    desk.publish()
    before = desk.json("system.json")
    desk.undo()
    assert desk.json("system.json")["modified"] > before["modified"]
    assert desk.json("system.json")["moedeklar:feed"]["generation"] == 3


def test_there_is_nothing_to_undo_at_first(desk: Desk) -> None:
    desk.publish()
    with pytest.raises(PublishError) as error:
        desk.undo()
    assert error.value.code == "publish_no_undo"


def test_an_item_that_becomes_closed_is_taken_back_with_its_files(desk: Desk) -> None:
    desk.publish()
    item = desk.meeting("Skoleudvalget", "2017-02")["agendaItem"][1]
    desk.body.write_meeting(desk.folder, 1, 1, closed=3)
    plan = desk.publish()
    now = desk.meeting("Skoleudvalget", "2017-02")["agendaItem"][1]
    assert now["public"] is False
    assert now["id"] != item["id"]
    assert desk.json(item["id"].partition("dagsordener/")[2])["deleted"] is True
    for file in item["auxiliaryFile"]:
        assert file["accessUrl"].partition("dagsordener/")[2] in plan.removes
    for name, data in desk.files().items():
        assert item["name"].encode() not in data, name


def test_undo_does_not_bring_out_what_has_become_closed(desk: Desk) -> None:
    desk.publish()
    item = desk.meeting("Skoleudvalget", "2017-02")["agendaItem"][1]
    desk.body.write_meeting(desk.folder, 1, 1, closed=3)
    desk.publish()
    desk.undo()
    for name, data in desk.files().items():
        assert item["name"].encode() not in data, name


def test_a_folder_that_is_suddenly_empty_withdraws_nothing(desk: Desk) -> None:
    desk.publish()
    shutil.move(desk.folder, desk.folder.with_name("væk"))
    desk.folder.mkdir()
    before = desk.files()
    with pytest.raises(AttentionNeeded):
        desk.publish()
    assert desk.files() == before
    assert desk.publish(accept=True).counted(Change.WITHDRAWN) == 6


def test_a_folder_that_is_not_there_is_told(desk: Desk) -> None:
    desk.publish()
    shutil.rmtree(desk.folder)
    with pytest.raises(SourceError):
        desk.publish()


def test_two_publishes_with_one_state_are_kept_apart(desk: Desk) -> None:
    with desk.open() as one, pytest.raises(PublishError) as error:
        desk.open().close()
    assert error.value.code == "publish_running"
    assert one.settings is None


def test_a_plan_that_others_have_overtaken_is_not_published(desk: Desk) -> None:
    stale = desk.plan()
    desk.publish()
    with desk.open() as publisher, pytest.raises(PublishError) as error:
        publisher.publish(stale)
    assert error.value.code == "publish_stale"


def test_a_plan_for_one_place_never_goes_to_another(desk: Desk) -> None:
    plan = desk.plan()
    with desk.open(FolderTarget(desk.root / "andet")) as publisher, pytest.raises(PublishError) as error:
        publisher.publish(plan)
    assert error.value.code == "publish_stale"
    assert not (desk.root / "andet").exists()


def test_a_place_inside_the_folder_is_refused(desk: Desk) -> None:
    with pytest.raises(PublishError) as error:
        desk.publish(FolderTarget(desk.folder / "ud"))
    assert error.value.code == "publish_inside"


def test_a_folder_with_a_web_site_in_it_is_not_written_over(desk: Desk) -> None:
    desk.out.mkdir()
    (desk.out / "index.html").write_text("Velkommen")
    with pytest.raises(TargetError) as error:
        desk.publish()
    assert error.value.code == "target_not_ours"
    assert desk.files() == {"index.html": b"Velkommen"}


def test_what_is_not_the_feeds_is_left_alone(desk: Desk) -> None:
    (desk.out / "billeder").mkdir(parents=True)
    (desk.out / "billeder" / "byvåben.png").write_bytes(b"png")
    desk.publish()
    desk.publish()
    assert desk.files()["billeder/byvåben.png"] == b"png"


def test_only_what_a_killed_publish_left_is_swept_away(desk: Desk) -> None:
    desk.publish()
    (desk.out / "film").mkdir()
    others = [desk.out / "film" / ".film.mp4.part", desk.out / "film" / ".film.mp4.0123abcd.part"]
    own = desk.out / "meeting" / ".meeting-1.json.0123abcd.part"
    for path in (*others, own):
        path.write_bytes(b"half")
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    desk.publish()
    assert [path.exists() for path in (*others, own)] == [True, True, False]


def test_where_the_state_was_lost_the_feed_is_taken_over_and_cleaned(desk: Desk) -> None:
    desk.publish()
    ids = [one["id"] for one in desk.listed()]
    (desk.out / "files" / "00").mkdir(exist_ok=True)
    (desk.out / "files" / "00" / "left.pdf").write_bytes(b"%PDF-")
    shutil.rmtree(desk.root / "profile")
    desk.publish()
    assert [one["id"] for one in desk.listed()] == ids
    assert "files/00/left.pdf" not in desk.files()
    assert desk.publish().is_empty


def test_what_was_withdrawn_stays_so_though_the_state_was_lost(desk: Desk) -> None:
    desk.publish()
    meeting = desk.plan().meetings[0].id
    desk.withdraw(meeting)
    shutil.rmtree(desk.root / "profile")
    plan = desk.publish()
    assert [one.meeting_id for one in plan.held if one.reason is Reason.WITHHELD] == [meeting]
    assert [one.get("deleted", False) for one in desk.listed()].count(True) == 1
    assert len(desk.listed()) == 6
    assert desk.publish(put_back=(meeting,)).counted(Change.NEW) == 1


def test_a_preview_can_be_looked_at_from_a_disk_and_leaves_the_place_alone(desk: Desk) -> None:
    with desk.open() as publisher:
        publisher.preview(publisher.plan(desk.settings), desk.root / "kig")
    assert not desk.out.exists()
    page = next((desk.root / "kig" / "meeting").glob("*.html")).read_text("utf-8")
    assert 'href="../moedeklar.css"' in page
    assert (desk.root / "kig" / "index.html").exists()


def test_a_preview_never_writes_over_anything_else(desk: Desk) -> None:
    other = desk.root / "websted"
    other.mkdir()
    (other / "index.html").write_text("Velkommen")
    with desk.open() as publisher:
        plan = publisher.plan(desk.settings)
        publisher.publish(plan)
        for place, code in ((other, "target_not_ours"), (desk.out, "publish_inside"), (desk.folder, "publish_inside")):
            with pytest.raises((TargetError, PublishError)) as error:
                publisher.preview(plan, place)
            assert error.value.code == code
        publisher.preview(plan, desk.root / "kig")
        publisher.preview(plan, desk.root / "kig")
    assert (other / "index.html").read_text() == "Velkommen"


def test_the_settings_are_kept_and_a_new_name_goes_out(desk: Desk) -> None:
    desk.publish()
    with desk.open() as publisher:
        assert publisher.settings == desk.settings
        assert publisher.plan().is_empty
    desk.settings = replace(desk.settings, name="Nordlund")
    desk.publish()
    assert desk.json("system.json")["name"] == desk.json("body.json")["name"] == "Nordlund"
    assert desk.json("body.json")["modified"] > desk.json("body.json")["created"]


def test_without_settings_nothing_is_published_at_first(desk: Desk) -> None:
    with desk.open() as publisher, pytest.raises(PublishError) as error:
        publisher.plan()
    assert error.value.code == "publish_no_settings"


def test_a_state_of_a_newer_program_is_left_alone(desk: Desk) -> None:
    desk.publish()
    state = next((desk.root / "profile").rglob("state-1.json"))
    state.write_text(state.read_text().replace("{", '{"form":99,', 1))
    with pytest.raises(Exception, match="feed_state_newer"):
        desk.publish()


def test_two_states_in_one_second_have_two_times(desk: Desk) -> None:
    desk.publish()
    before = (desk.out / "system.json").stat().st_mtime
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    desk.publish()
    assert int((desk.out / "system.json").stat().st_mtime) > int(before)


@pytest.mark.parametrize("lost", [False, True])
def test_a_clock_that_was_set_back_takes_no_time_back(desk: Desk, lost: bool) -> None:
    desk.publish()
    before, meeting = desk.json("system.json")["modified"], desk.plan().meetings[0].id
    desk.clock.instant -= timedelta(days=400)
    if lost:
        shutil.rmtree(desk.root / "profile")
        desk.body.write_meeting(desk.folder, 0, 1, changed=1)
        desk.publish()
        assert desk.json("system.json")["modified"] > before
    desk.withdraw(meeting)
    (gone,) = (one for one in desk.listed() if one.get("deleted"))
    assert gone["modified"] > before  # a reader passes over what was there when it asked last
    assert desk.json("system.json")["modified"] == gone["modified"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_may_not_be_written_is_told_and_nothing_is_lost(desk: Desk) -> None:
    desk.publish()
    desk.out.chmod(0o500)
    try:
        desk.body.write_meeting(desk.folder, 0, 1, changed=1)
        with pytest.raises(TargetError) as error:
            desk.publish()
        assert error.value.code == "target_denied"
    finally:
        desk.out.chmod(0o700)
    assert len(desk.publish().writes) == 5


def test_a_full_disk_is_told_and_the_next_publish_completes(desk: Desk, small_disk: object) -> None:
    place = FolderTarget(small_disk / "ud")  # type: ignore[operator]
    filler = small_disk / "fyld"  # type: ignore[operator]
    filler.write_bytes(b"x" * 2_900_000)
    with pytest.raises(TargetError) as error:
        desk.publish(place)
    assert error.value.code == "target_full"
    assert not (place.path / "system.json").exists()
    filler.unlink()
    desk.publish(place)
    assert (place.path / "system.json").exists()
    assert not list(place.path.rglob("*.part"))
