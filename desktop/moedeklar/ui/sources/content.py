"""What is said of sources, of a run under way and of a run that has ended. No widgets."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from moedeklar.model.reports import EventKind, Problem, RunReport, SyncEvent
from moedeklar.model.views import SourceInfo
from moedeklar.ui.lines import Tone
from moedeklar.wording.dates import moment_ago
from moedeklar.wording.errors import problem_sentence
from moedeklar.wording.language import _, ngettext, pgettext
from moedeklar.wording.names import kind_name as kind_name
from moedeklar.wording.reports import report_lines

_UNREAD_SCANS = frozenset({"scan_no_text", "pages_without_text"})


def last_success(source: SourceInfo, now: datetime) -> str:
    """ "Sidst hentet i går 21.14"."""
    if source.last_success is None:
        return _("Never fetched")
    return _("Last fetched {when}").format(when=moment_ago(source.last_success, now))


def progress_words(event: SyncEvent | None) -> str:
    """ "12 af 40 dokumenter · dagsorden.pdf"."""
    return " · ".join(filter(None, (count_words(event), what_words(event))))


def count_words(event: SyncEvent | None, seconds: float | None = None) -> str:
    """ "12 af 40 dokumenter", then "3 af 9 bilag · 1,2 af 30 MB"; with *seconds* how long that will take."""
    if event is None or not event.total:
        return _("Looking for documents …")
    if event.files_total:
        counted = ngettext("{done} of {n} attachment", "{done} of {n} attachments", event.files_total)
        parts = [counted.format(done=event.files_done, n=event.files_total)]
        if event.bytes_total:
            parts.append(_megabytes(event.bytes_done, event.bytes_total))
    else:
        counted = ngettext("{done} of {n} document", "{done} of {n} documents", event.total)
        parts = [counted.format(done=event.done, n=event.total)]
    if seconds is not None:
        parts.append(left_words(seconds))
    return " · ".join(parts)


def what_words(event: SyncEvent | None) -> str:
    """What is at hand, "" for nothing: "dagsorden.pdf, side 2 af 9"."""
    if event is None or not event.total or event.event is EventKind.DONE or not event.what:
        return ""
    page = _(", page {page} of {pages}").format(page=event.page, pages=event.pages) if event.pages else ""
    return f"{event.what}{page}"


def amount_done(event: SyncEvent | None) -> tuple[int, int]:
    """How much of how much, for a line: thousandths of the bytes where these are known, else files or documents."""
    if event is None:
        return 0, 0
    if event.files_total and event.bytes_total:
        return min(1000, 1000 * event.bytes_done // event.bytes_total), 1000
    if event.files_total:
        return event.files_done, event.files_total
    return event.done, event.total


def left_words(seconds: float) -> str:
    """ "ca. 3 min. tilbage"."""
    if seconds < 60:
        return _("less than a minute left")
    if seconds < 5400:
        return _("about {n} min. left").format(n=round(seconds / 60))
    hours = round(seconds / 3600)
    return ngettext("about {n} hour left", "about {n} hours left", hours).format(n=hours)


def _megabytes(done: int, total: int) -> str:
    places = 1 if total < 10_000_000 else 0
    point = pgettext("decimal point", ".")
    told = [f"{count / 1e6:.{places}f}".replace(".", point) for count in (min(done, total), total)]
    return _("{done} of {total} MB").format(done=told[0], total=told[1])


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


def problem_groups(report: RunReport, without: Collection[Problem] = ()) -> list[ProblemGroup]:
    """The report's problems, the gravest first, but for those told elsewhere; each line is about what, and why."""
    failed = tuple(problem for problem in report.failed if problem not in without)
    attention = tuple(problem for problem in report.attention if problem not in without)
    groups = [
        ("attention", _("Stopped"), attention, Tone.WARN, True),
        ("failed", _("Could not be read"), failed, Tone.LATE, True),
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
