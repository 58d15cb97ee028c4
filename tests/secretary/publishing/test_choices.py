"""What a person holds back stays at home, and only some of the meetings are published."""

from __future__ import annotations

import shutil

import pytest

from moedeklar.secretary.publishing.choices import Choices
from moedeklar.secretary.publishing.openness import ClosedBy, Held, HeldKind, Reason
from moedeklar.secretary.publishing.plan import Change, Plan, PlannedMeeting
from moedeklar.secretary.publishing.publisher import PublishError
from tests.secretary.publishing.conftest import Desk


def of(plan: Plan, committee: str, month: str) -> PlannedMeeting:
    return next(
        one
        for one in plan.meetings
        if one.committee == committee and one.start and one.start.isoformat().startswith(month)
    )


def item_of(plan: Plan, meeting: PlannedMeeting, number: str) -> str:
    record = plan.record(meeting.id)
    assert record is not None
    return next(item.id for item in record.items if item.number == number)


def hold_item(desk: Desk, item_id: str, *, held: bool = True) -> None:
    with desk.open() as publisher:
        publisher.choices = publisher.choices.with_item(publisher.alias(item_id) if held else item_id, held=held)


def hold_meeting(desk: Desk, meeting_id: str, *, held: bool = True) -> None:
    with desk.open() as publisher:
        publisher.choices = publisher.choices.with_meeting(meeting_id, held=held)


def by_hand(plan: Plan) -> list[Held]:
    return [one for one in plan.held if one.by is ClosedBy.HAND and one.kind is HeldKind.ITEM]


def test_an_item_held_back_is_out_as_a_closed_one(desk: Desk) -> None:
    first = desk.publish()
    meeting = of(first, "Havneudvalget", "2017-02")
    files = {file.sha256 for item in first.record(meeting.id).items for file in item.files if item.number == "1"}  # type: ignore[union-attr]
    assert files
    title = desk.meeting("Havneudvalget", "2017-02")["agendaItem"][0]["name"]
    hold_item(desk, item_of(first, meeting, "1"))
    plan = desk.publish()
    assert plan.counted(Change.CHANGED) == 1
    assert [one.name for one in by_hand(plan)] == [title]
    shown = desk.meeting("Havneudvalget", "2017-02")["agendaItem"][0]
    assert (shown["number"], shown["name"], shown["public"]) == ("1", "Lukket punkt", False)
    assert not [name for name in desk.files() for sha256 in files if name.startswith(f"files/{sha256[:2]}/{sha256}")]
    hold_item(desk, by_hand(plan)[0].item, held=False)
    desk.publish()
    assert desk.meeting("Havneudvalget", "2017-02")["agendaItem"][0]["name"] == title


def test_undo_does_not_bring_out_what_is_held_back_since(desk: Desk) -> None:
    first = desk.publish()
    desk.body.write_meeting(desk.folder, 0, 0, changed=1)
    desk.publish()
    hold_item(desk, item_of(first, of(first, "Havneudvalget", "2017-02"), "1"))
    hold_meeting(desk, of(first, "Havneudvalget", "2017-03").id)
    desk.undo()
    items = desk.meeting("Havneudvalget", "2017-02")["agendaItem"]
    assert len([one for one in items if not one.get("deleted")]) < 4
    assert sum(1 for one in desk.listed() if one.get("deleted")) == 1


def test_a_new_meeting_is_held_back_and_put_out_later(desk: Desk) -> None:
    held = of(desk.plan(), "Skoleudvalget", "2017-01")
    hold_meeting(desk, held.id)
    plan = desk.publish()
    assert plan.counted(Change.NEW) == 5
    assert [one.reason for one in plan.held if one.meeting_id == held.id] == [Reason.WITHHELD]
    assert desk.publish().is_empty
    with desk.open() as publisher:
        assert publisher.choices == Choices()
    hold_meeting(desk, held.id, held=False)
    assert desk.publish().counted(Change.NEW) == 1
    assert len(desk.listed()) == 6
    with desk.open() as publisher:
        assert publisher.choices == Choices()


def test_a_meeting_that_is_out_and_held_back_is_withdrawn(desk: Desk) -> None:
    held = of(desk.publish(), "Skoleudvalget", "2017-01")
    hold_meeting(desk, held.id)
    assert desk.publish().counted(Change.WITHDRAWN) == 1
    assert desk.publish().is_empty


def test_only_the_chosen_meetings_change(desk: Desk) -> None:
    first = desk.publish()
    desk.body.write_meeting(desk.folder, 0, 0, changed=1)
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    shutil.rmtree(desk.body.folder(desk.folder, 1, 0))
    chosen = of(first, "Havneudvalget", "2017-02").id
    plan = desk.publish(only=[chosen])
    assert [one.id for one in plan.meetings if one.change is not Change.SAME] == [chosen]
    rest = desk.plan()
    assert (rest.counted(Change.CHANGED), rest.counted(Change.WITHDRAWN)) == (1, 1)


def test_what_has_become_closed_is_taken_back_whatever_is_chosen(desk: Desk) -> None:
    first = desk.publish()
    desk.body.write_meeting(desk.folder, 0, 0, changed=1)
    desk.body.write_meeting(desk.folder, 0, 1, closed=2)
    desk.publish(only=[of(first, "Havneudvalget", "2017-01").id])
    assert len(desk.meeting("Havneudvalget", "2017-02")["agendaItem"]) == 2
    assert "Køb af grund" not in str(desk.files())


def test_of_nothing_published_only_the_chosen_go_out(desk: Desk) -> None:
    chosen = of(desk.plan(), "Havneudvalget", "2017-01").id
    plan = desk.publish(only=[chosen])
    assert [one["id"].rpartition("/")[2] for one in desk.listed()] == [f"{chosen}.json"]
    assert len(plan.meetings) == 1


def test_the_folder_is_not_read_again_with_an_earlier_report(desk: Desk) -> None:
    plan = desk.plan()
    shutil.rmtree(desk.folder)
    again = desk.plan(report=plan.report)
    assert again.counted(Change.NEW) == 6
    assert again.report == plan.report


def test_a_plan_made_before_something_was_held_back_is_refused(desk: Desk) -> None:
    with desk.open() as publisher:
        plan = publisher.plan(desk.settings)
        item = item_of(plan, of(plan, "Havneudvalget", "2017-02"), "1")
        publisher.choices = publisher.choices.with_item(publisher.alias(item), held=True)
        with pytest.raises(PublishError) as error:
            publisher.publish(plan)
        assert error.value.code == "publish_stale"
    assert not desk.out.exists()


def test_what_a_terminal_puts_back_is_held_back_no_longer(desk: Desk) -> None:
    held = of(desk.publish(), "Skoleudvalget", "2017-01")
    hold_meeting(desk, held.id)
    assert desk.publish(put_back=[held.id]).is_empty
    assert desk.plan().counted(Change.WITHDRAWN) == 1
    desk.publish()
    hold_meeting(desk, held.id)
    assert desk.publish(put_back=[held.id]).counted(Change.NEW) == 1
    assert desk.publish().is_empty
    assert len([one for one in desk.listed() if not one.get("deleted")]) == 6


def test_a_plan_with_other_choices_keeps_none_of_them_and_is_not_published_unless_they_are(desk: Desk) -> None:
    first = desk.publish()
    with desk.open() as publisher:
        item = publisher.alias(item_of(first, of(first, "Havneudvalget", "2017-02"), "1"))
        wanted = publisher.choices.with_item(item, held=True)
        plan = publisher.plan(choices=wanted)
        assert plan.counted(Change.CHANGED) == 1
        assert publisher.choices == Choices()
        with pytest.raises(PublishError):
            publisher.publish(plan)
        publisher.choices = wanted
        publisher.publish(plan)
        assert publisher.plan().is_empty
