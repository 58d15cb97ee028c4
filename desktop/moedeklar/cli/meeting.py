"""A meeting as plain text in a terminal: for `show` and `inspect`."""

from __future__ import annotations

from datetime import date
from typing import Any

from moedeklar.cli.streams import Output
from moedeklar.cli.table import paragraph
from moedeklar.model.agenda import AgendaItem, Meeting, MeetingKind
from moedeklar.model.announced import whole_number
from moedeklar.model.retention import Expiry
from moedeklar.wording.dates import capitalised, meeting_time, written_date
from moedeklar.wording.findings import coverage_sentence, reading_warning, recognised_sentence
from moedeklar.wording.language import _
from moedeklar.wording.names import committee_name, item_title
from moedeklar.wording.papers import no_agenda_yet, paper_name
from moedeklar.wording.proceedings import expected_at, proceedings
from moedeklar.wording.retention import expiry_sentence

ENOUGH = 0.99  # share of a document from which nothing is said of it


def say_meeting(output: Output, meeting: Meeting, shape: dict[str, Any], *, always: bool = False) -> None:
    """Print *meeting*; ids and the state of attachments, where it is stored, are taken from its *shape*.

    How much of the document was understood is said where it is less than nearly all, and *always* where asked.
    """
    say = output.say
    say(" · ".join(part for part in (committee_name(meeting.committee), paper_name(meeting.kind)) if part))
    say(", ".join(part for part in (capitalised(meeting_time(meeting.start)), meeting.place) if part))
    if meeting.title:
        say(meeting.title)
    if meeting.recognised:
        say(f"! {recognised_sentence()}")
    if not meeting.items:
        say()
        planned = meeting.kind is MeetingKind.PLANNED
        say(f"{no_agenda_yet()}." if planned else _("No items: this is no agenda, or has none."))
    for item, told in zip(meeting.items, shape["items"], strict=True):
        _say_item(output, item, told)
    if meeting.coming:
        say()
        say(_("Coming cases"))
    for case in meeting.coming:
        say(paragraph(" · ".join(part for part in (case.title, expected_at(case)) if part), "    ", "  – "))
    if always or meeting.coverage < ENOUGH or meeting.warnings:
        say()
    if always or meeting.coverage < ENOUGH:
        say(coverage_sentence(meeting.coverage) + ".")
    for warning in meeting.warnings:
        say(f"! {reading_warning(warning)}")


def _say_item(output: Output, item: AgendaItem, told: dict[str, Any]) -> None:
    number = f"{item.number}. " if item.number else ""
    output.say()
    output.say(paragraph(number + item_title(item.title, closed=item.closed), " " * len(number), ""))
    marks = [item.type, _("closed") if item.closed else None, item.case_number, told.get("id")]
    if any(marks):
        output.say("    " + " · ".join(mark for mark in marks if mark))
    if told.get("expired"):
        removed = told["expired"]
        _say_part(output, "", expiry_sentence(Expiry(date.fromisoformat(removed["day"]), removed["rule"])))
    if told["recommendation"]:
        _say_part(output, _("Recommendation"), told["recommendation"])
    for decision in told["decisions"]:
        who = ", ".join(part for part in (decision["body"], decision["date"]) if part)
        _say_part(output, f"{_('Decision')} ({who})" if who else _("Decision"), decision["text"])
    for label, text in proceedings(item):
        output.say()
        output.say(paragraph(f"{label}: {text}", "      ", "    "))
    for section in told["sections"]:
        _say_part(output, section["heading"], section["text"])
    _say_list(output, _("Announcements"), _announcements(item))
    _say_list(output, _("Treated before"), _references(item))
    _say_list(output, _("Attachments"), [_attachment(one) for one in told["attachments"]])


def _announcements(item: AgendaItem) -> list[str]:
    return [f"{whole_number(item.number, one.number)} {one.title}".strip() for one in item.sub_items]


def _references(item: AgendaItem) -> list[str]:
    return [
        " · ".join(
            part
            for part in (
                one.body,
                written_date(one.date),
                _("item {number}").format(number=one.item) if one.item else None,
            )
            if part
        )
        for one in item.references
    ]


def _attachment(told: dict[str, Any]) -> str:
    state = _("not in the source") if told.get("state") == "not_in_source" else told.get("id", "")
    return str(told["title"]) + (f"  ({state})" if state else "")


def _say_list(output: Output, heading: str, entries: list[str]) -> None:
    if entries:
        output.say()
        output.say("    " + heading)
    for entry in entries:
        output.say(paragraph(entry, "      ", "    – "))


def _say_part(output: Output, heading: str, text: str) -> None:
    output.say()
    if heading:
        output.say("    " + heading)
    output.say(paragraph(text, "      "))
