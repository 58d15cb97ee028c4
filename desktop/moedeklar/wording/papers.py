"""What the papers of a meeting are called."""

from __future__ import annotations

from moedeklar.model.agenda import MeetingKind
from moedeklar.wording.language import _, pgettext


def no_agenda_yet(*, past: bool = False) -> str:
    """What is said where the items of a planned meeting would stand, or of one that was planned."""
    return _("No agenda known") if past else _("No agenda yet")


def paper_name(kind: MeetingKind | None) -> str:
    """ "Dagsorden", "Referat", "Tillægsdagsorden", "Planlagt"; "" where it is not known which."""
    if kind is None:
        return ""
    return {
        MeetingKind.AGENDA: lambda: _("Agenda"),
        MeetingKind.MINUTES: lambda: _("Minutes"),
        MeetingKind.SUPPLEMENT: lambda: _("Supplementary agenda"),
        MeetingKind.PLANNED: lambda: pgettext("meeting", "Planned"),
    }[kind]()
