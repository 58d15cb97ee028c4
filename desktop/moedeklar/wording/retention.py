"""Closed material that goes, in words: the rule, what goes when, what is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from moedeklar.model.moments import LocalStart
from moedeklar.model.retention import Expiry, Rule
from moedeklar.wording.dates import plain_date
from moedeklar.wording.language import _, language, ngettext


def rule_sentence(rule: Rule | None) -> str:
    """The rule, and who decided it."""
    if rule is None:
        return _("Closed material is kept for ever.")
    days = ngettext(
        "Closed material is removed {n} day after its meeting.",
        "Closed material is removed {n} days after its meeting.",
        rule.days,
    ).format(n=rule.days)
    return f"{days} {decided_sentence(rule.name)}"


def decided_sentence(name: str) -> str:
    """Who decided the rule; *name* is "" for the person."""
    return _("{name} has decided that.").format(name=name) if name else _("You have decided that yourself.")


def begins_sentence(day: date) -> str:
    """That the rule is new."""
    return _("The rule is new: nothing is removed by it before {day}.").format(day=plain_date(day))


def expiry_sentence(expiry: Expiry) -> str:
    """What stands in the place of an item's text."""
    day = plain_date(expiry.day)
    if expiry.rule:
        return _("Closed material removed on {day} by the rule of {name}").format(day=day, name=expiry.rule)
    return _("Closed material removed on {day} by your own rule").format(day=day)


def meeting_words(committee: str, start: LocalStart | None) -> str:
    """A meeting in a list of what goes: its committee and day."""
    day = plain_date(start.day) if start else _("without a date")
    return f"{committee}, {day}"


def amount(items: int, attachments: int, size: int) -> str:
    """How much it is: "2 items, 3 attachments, 1.2 MB"."""
    parts = []
    if items:
        parts.append(ngettext("{n} closed item", "{n} closed items", items).format(n=items))
    if attachments:
        parts.append(ngettext("{n} attachment", "{n} attachments", attachments).format(n=attachments))
    if size:
        parts.append(megabytes(size))
    return ", ".join(parts)


def megabytes(size: int) -> str:
    """Bytes as "1.2 MB", never less than a tenth."""
    told = f"{max(size, 100_000) / 1_000_000:.1f} MB"
    return told.replace(".", ",") if language() == "da" else told


def soon_sentence(day: date, rule: Rule | None, items: int, meetings: int) -> str:
    """That something goes within a week: the first day, and how much it is."""
    many = ngettext("{n} meeting", "{n} meetings", meetings).format(n=meetings)
    parts = f"{amount(items, 0, 0)}, {many}" if items else many
    if rule is not None and rule.name:
        said = _("Closed material goes from {day} by the rule of {name} ({parts}). Your notes stay.")
        return said.format(day=plain_date(day), name=rule.name, parts=parts)
    said = _("Closed material goes from {day} by your own rule ({parts}). Your notes stay.")
    return said.format(day=plain_date(day), parts=parts)


def gone_sentence(day: date, rule: str, parts: str) -> str:
    """What was removed on a day; *parts* as of `amount`."""
    if rule:
        return _("Removed on {day} by the rule of {name}: {parts}.").format(day=plain_date(day), name=rule, parts=parts)
    return _("Removed on {day} by your own rule: {parts}.").format(day=plain_date(day), parts=parts)


def copies_sentence(count: int) -> str:
    """That copies of the program's own go too."""
    return ngettext(
        "{n} copy that Mødeklar made before an update or a restore holds the same, and is removed too.",
        "{n} copies that Mødeklar made before an update or a restore hold the same, and are removed too.",
        count,
    ).format(n=count)


def kept_lines() -> Iterator[str]:
    """What stays, and where else it may lie."""
    yield _("Your notes, highlights, bookmarks and requests stay, with the words that you marked.")
    yield _(
        "Backups and exports that you saved yourself are not touched. When a backup is restored, the rule is applied "
        "before anything is shown."
    )
