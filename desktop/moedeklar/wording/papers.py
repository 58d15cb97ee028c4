"""What the papers of a meeting are called."""

from __future__ import annotations

from moedeklar.model.agenda import MeetingKind
from moedeklar.wording.language import _


def paper_name(kind: MeetingKind | None) -> str:
    """ "Dagsorden", "Referat", "Tillægsdagsorden"; "" where it is not known which."""
    if kind is None:
        return ""
    return {
        MeetingKind.AGENDA: lambda: _("Agenda"),
        MeetingKind.MINUTES: lambda: _("Minutes"),
        MeetingKind.SUPPLEMENT: lambda: _("Supplementary agenda"),
    }[kind]()
