"""What is named to be held back or put out again: a meeting by its id, an item by its meeting's and its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from moedeklar.model.errors import NotFound
from moedeklar.secretary.publishing.choices import Choices
from moedeklar.secretary.publishing.openness import ClosedBy, HeldKind
from moedeklar.secretary.publishing.plan import Plan


def is_item(name: str) -> bool:
    """Whether *name* is that of an item: "meeting-0123/4"."""
    return "/" in name


def held_too(choices: Choices, plan: Plan, names: Iterable[str], alias: Callable[[str], str]) -> Choices:
    """*choices* with all of *names* held back. *plan* says what there is, *alias* gives an item's.

    Raises NotFound for what is not in the plan; also for an item that is closed anyhow.
    """
    there = {one.id for one in plan.meetings} | {one.meeting_id for one in plan.held if one.kind is HeldKind.MEETING}
    for name in names:
        meeting_id, _slash, number = name.partition("/")
        if is_item(name):
            record = plan.record(meeting_id)
            found = [item.id for item in (record.items if record else ()) if item.number == number and item.is_open]
            if not found and not _held_by_hand(plan, name):
                raise NotFound("not_found", id=name)
            for one in found:
                choices = choices.with_item(alias(one), held=True)
        elif meeting_id in there:
            choices = choices.with_meeting(meeting_id, held=True)
        else:
            raise NotFound("not_found", id=name)
    return choices


def let_go(choices: Choices, plan: Plan, names: Iterable[str]) -> Choices:
    """*choices* without the items of these *names*. Raises NotFound for one that is not held back by hand."""
    for name in names:
        found = _held_by_hand(plan, name)
        if not found:
            raise NotFound("not_found", id=name)
        for one in found:
            choices = choices.with_item(one, held=False)
    return choices


def _held_by_hand(plan: Plan, name: str) -> list[str]:
    """The aliases of the items of this name that a person holds back."""
    by_hand = (one for one in plan.held if one.kind is HeldKind.ITEM and one.by is ClosedBy.HAND)
    return [one.item for one in by_hand if f"{one.meeting_id}/{one.number}" == name]
