"""What is said of sources, of a run under way and of a run that has ended. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from moedeklar.model.reports import EventKind, Problem, RunReport, SyncEvent
from moedeklar.model.views import SourceInfo, SourceState
from moedeklar.ui.lines import Tone
from moedeklar.wording.dates import moment_ago
from moedeklar.wording.errors import problem_sentence
from moedeklar.wording.language import _, ngettext, pgettext
from moedeklar.wording.reports import report_lines

_UNREAD_SCANS = frozenset({"scan_no_text", "pages_without_text"})


def kind_name(kind: str) -> str:
    """What kind of source it is."""
    return {
        "folder": lambda: _("Folder"),
        "exports": lambda: _("Export"),
        "firstagenda": lambda: _("Municipality"),
    }.get(kind, lambda: kind)()


def state_words(state: SourceState) -> str:
    """How the last run ended, in words that say what it means."""
    return {
        SourceState.NEVER: lambda: _("Not fetched yet"),
        SourceState.OK: lambda: _("Everything is fetched"),
        SourceState.PARTLY: lambda: _("Fetched, except for what is listed below"),
        SourceState.FAILED: lambda: _("Could not be reached. What was fetched before is still here"),
        SourceState.ATTENTION: lambda: _("Stopped, because something looks wrong. Nothing here was changed"),
    }[state]()


def state_tag(state: SourceState) -> str:
    """The same in a word or two."""
    return {
        SourceState.NEVER: lambda: pgettext("source", "Not fetched"),
        SourceState.OK: lambda: pgettext("source", "Fetched"),
        SourceState.PARTLY: lambda: pgettext("source", "Partly fetched"),
        SourceState.FAILED: lambda: pgettext("source", "Failed"),
        SourceState.ATTENTION: lambda: pgettext("source", "Needs attention"),
    }[state]()


def state_tone(state: SourceState) -> Tone:
    """Green where all is well, amber where a person should look, red where nothing came."""
    return {
        SourceState.NEVER: Tone.PLAIN,
        SourceState.OK: Tone.GOOD,
        SourceState.PARTLY: Tone.WARN,
        SourceState.FAILED: Tone.LATE,
        SourceState.ATTENTION: Tone.WARN,
    }[state]


def last_success(source: SourceInfo, now: datetime) -> str:
    """ "Sidst hentet i går 21.14"."""
    if source.last_success is None:
        return _("Never fetched")
    return _("Last fetched {when}").format(when=moment_ago(source.last_success, now))


def progress_words(event: SyncEvent | None) -> str:
    """ "12 af 40 dokumenter · dagsorden.pdf"."""
    if event is None or not event.total:
        return _("Looking for documents …")
    counted = ngettext("{done} of {n} document", "{done} of {n} documents", event.total)
    said = counted.format(done=event.done, n=event.total)
    if not event.what or event.event is EventKind.DONE:
        return said
    page = _(", page {page} of {pages}").format(page=event.page, pages=event.pages) if event.pages else ""
    return f"{said} · {event.what}{page}"


def has_unread_scans(report: RunReport) -> bool:
    """Whether there are documents, or pages, that text recognition might read and that nobody has asked it to."""
    return any(problem.code in _UNREAD_SCANS for problem in (*report.failed, *report.notices))


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind under a heading; `open` where a person should see them at once."""

    key: str
    heading: str
    lines: tuple[tuple[str, str], ...]
    tone: Tone
    open: bool


def problem_groups(report: RunReport) -> list[ProblemGroup]:
    """The report's problems, the gravest first; each line is what it is about and why."""
    groups = [
        ("attention", _("Stopped"), report.attention, Tone.WARN, True),
        ("failed", _("Could not be read"), report.failed, Tone.LATE, True),
        ("notices", _("Worth knowing"), report.notices, Tone.PLAIN, True),
        ("skipped", _("Left out, since they are no agendas"), report.skipped, Tone.PLAIN, False),
    ]
    return [
        ProblemGroup(key, f"{heading} ({len(problems)})", tuple(_line(p) for p in problems), tone, opened)
        for key, heading, problems, tone, opened in groups
        if problems
    ]


def _line(problem: Problem) -> tuple[str, str]:
    return problem.what, problem_sentence(problem)


def report_text(report: RunReport) -> str:
    """The whole report as plain text, for the clipboard."""
    return "\n".join(report_lines(report, with_skipped=True))


def report_headline(report: RunReport) -> str:
    """What a run brought, in a line."""
    return next(iter(report_lines(report)))
