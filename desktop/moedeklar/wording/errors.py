"""The table that turns a code into a sentence: what happened, what it means for the work, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.organisation import Finding
from moedeklar.model.reports import Problem
from moedeklar.wording import (
    errors_calendar,
    errors_kit,
    errors_network,
    errors_oparl,
    errors_pdf,
    errors_portals,
    errors_presets,
    errors_publishing,
    errors_requests,
    errors_store,
    errors_sync,
    errors_updates,
    errors_window,
)
from moedeklar.wording.dates import written_date
from moedeklar.wording.language import _

_OWN: dict[str, Callable[[], str]] = {
    "cancelled": lambda: _("It was cancelled. Nothing half-done was kept."),
    "not_found": lambda: _("There is nothing with the id {id}."),
}

SENTENCES: dict[str, Callable[[], str]] = {
    **_OWN,
    **errors_calendar.SENTENCES,
    **errors_kit.SENTENCES,
    **errors_network.SENTENCES,
    **errors_oparl.SENTENCES,
    **errors_pdf.SENTENCES,
    **errors_portals.SENTENCES,
    **errors_presets.SENTENCES,
    **errors_publishing.SENTENCES,
    **errors_requests.SENTENCES,
    **errors_store.SENTENCES,
    **errors_sync.SENTENCES,
    **errors_updates.SENTENCES,
    **errors_window.SENTENCES,
}


def sentence(code: str, params: Mapping[str, str | int]) -> str:
    """The sentence for *code* in the language spoken now, filled in. An unknown code is told as itself."""
    made = SENTENCES.get(code)
    if made is None:
        return _("Something went wrong ({code}).").format(code=code)
    said = {name: written_date(str(value)) if name == "day" else value for name, value in params.items()}
    try:
        return made().format(**said)
    except KeyError:
        return made()


def error_sentence(error: MoedeklarError) -> str:
    """What to tell a person of *error*."""
    return sentence(error.code, error.params)


def problem_sentence(problem: Problem) -> str:
    """Why *problem* happened, without what it happened to."""
    return sentence(problem.code, dict(problem.params))


def finding_sentence(finding: Finding) -> str:
    """What to tell a person of *finding* in a preset."""
    return sentence(finding.code, {**finding.facts, "place": finding.place})
