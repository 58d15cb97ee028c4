"""Sentences for what can be wrong with a calendar and its events."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    "calendar_unknown": lambda: _(
        "There is no calendar {path}, so nothing was added. Check the name; a calendar on the network begins with "
        "https: or webcal:."
    ),
    "calendar_missing": lambda: _(
        "The calendar {path} isn't there. Everything fetched from it before is still here. If it lies on a drive or a "
        "network, connect that and fetch again; if it was moved, add it from its new place."
    ),
    "calendar_not_readable": lambda: _(
        "The calendar {path} can't be opened. Everything fetched from it before is still here. Give yourself the right "
        "to read it, and fetch again."
    ),
    "calendar_none": lambda: _(
        "What is there is no calendar in the iCalendar format. Everything fetched from it before is still here. Look "
        "whether the address is the one for subscribing; a page that shows a calendar has another."
    ),
    "calendar_unfinished": lambda: _(
        "The calendar ends before its end; perhaps it is being written. Everything fetched from it before is still "
        "here, and it is tried again the next time."
    ),
    "calendar_too_large": lambda: _(
        "The calendar is {megabytes} MB, more than can be read here. Everything fetched from it before is still here."
    ),
    "event_unreadable": lambda: _("The event can't be read ({why}), so it is missing here."),
    "event_endless": lambda: _("The event repeats in a way that no meeting does, so its repetitions are left out."),
    "calendar_too_many": lambda: _("The calendar holds more events than meetings can be; the rest is left out."),
}
