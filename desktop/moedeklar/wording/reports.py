"""A run report in words: what came, what was left out and why, what needs a person's eye."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from moedeklar.model.reports import Problem, RunReport
from moedeklar.wording.errors import problem_sentence
from moedeklar.wording.language import _, ngettext


def report_summary(report: RunReport) -> str:
    """One line: "2 nye møder, 1 ændret, 4 uændrede, 3 bilag hentet"; that nothing changed where nothing did.

    Of a run that a guard stopped it is not known what is new.
    """
    counted: list[tuple[int, Callable[[int], str]]] = [
        (report.new, lambda n: ngettext("{n} new meeting", "{n} new meetings", n)),
        (report.changed, lambda n: ngettext("{n} changed", "{n} changed", n)),
        (report.withdrawn, lambda n: ngettext("{n} withdrawn", "{n} withdrawn", n)),
        (report.attachments, lambda n: ngettext("{n} attachment fetched", "{n} attachments fetched", n)),
        (len(report.failed), lambda n: ngettext("{n} failed", "{n} failed", n)),
    ]
    parts = [form(count).format(n=count) for count, form in counted if count]
    if not parts and report.attention:
        return _("Stopped.")
    if not parts:
        same = ngettext("{n} meeting", "{n} meetings", report.unchanged).format(n=report.unchanged)
        return _("Nothing new. {meetings} as before.").format(meetings=same)
    if report.unchanged:
        parts.append(ngettext("{n} as before", "{n} as before", report.unchanged).format(n=report.unchanged))
    return ", ".join(parts) + "."


def report_lines(report: RunReport, *, with_skipped: bool = False) -> Iterator[str]:
    """The report line by line: the summary, then each thing that failed, that is worth telling and that stopped it.

    What was skipped, being no agenda, is counted; it is named only *with_skipped*.
    """
    yield _("Cancelled. What was done until then is kept.") if report.cancelled else report_summary(report)
    yield from _told(_("Failed:"), report.failed)
    yield from _told(_("Worth knowing:"), report.notices)
    yield from _told(_("Stopped, and nothing of it changed here:"), report.attention)
    if not report.skipped:
        return
    count = len(report.skipped)
    if with_skipped:
        yield from _told(_("Left out:"), report.skipped)
    else:
        yield ngettext(
            "{n} file is no agenda and was left out.", "{n} files are no agendas and were left out.", count
        ).format(n=count)


def _told(heading: str, problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield heading
        for problem in problems:
            # A name may hold line breaks; the report has one thing a line.
            what = " ".join(problem.what.splitlines())
            yield "  " + ": ".join(part for part in (what, problem_sentence(problem)) if part)


def part_saved_sentence() -> str:
    """What a backup of a damaged database is."""
    return _(
        "The database is damaged: only what could still be read of your own work was saved. Move the database out of "
        "the way, restore this file, and fetch the meetings again."
    )
