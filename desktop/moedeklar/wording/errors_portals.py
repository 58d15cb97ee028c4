"""Sentences for municipalities' portals: which municipality is meant, and what stands in their answers."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    # Choosing one.
    "municipality_unknown": lambda: _(
        "There is no municipality called “{name}”. Check the spelling, or give the address of its page with agendas."
    ),
    "municipality_near": lambda: _("“{name}” may be {near}. Write the whole name."),
    "municipality_elsewhere": lambda: _(
        "{name} doesn't publish through FirstAgenda, so its agendas can't be fetched from there. Add a folder with"
        " its agendas instead, or an export of its case system."
    ),
    "no_committees": lambda: _(
        "{host} lists no committees. Check that this is the address of the municipality's agendas."
    ),
    # What it answers.
    "listing_broken": lambda: _(
        "The list of meetings at {host} can't be understood ({why}). Nothing here was changed. It is tried again the"
        " next time; if it stays so, the service has changed, and a newer version of Mødeklar may know it."
    ),
    "portal_page": lambda: _(
        "{host} sent a page in the place of the file, as it does while it can't give it. It is fetched again the next"
        " time."
    ),
    "answer_not_json": lambda: _(
        "What the server sent of this agenda is damaged in line {line}, so it is missing here. It is fetched again"
        " the next time."
    ),
    "answer_without": lambda: _(
        "What the server sent of this agenda lacks what it must have ({name}), so it is missing here. It is fetched"
        " again once it has changed."
    ),
}
