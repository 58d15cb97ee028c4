"""The sample municipality, Nordlund Kommune: papers and attachments put into a folder, with dates near today.

The folder is then a source like any other. Its days are fixed when it is first placed (kept in `.nordlund`), so that
notes made in it stay true; placing it again only puts back what is missing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path

from moedeklar.member.sample_papers import CSS, MUNICIPALITY, Calendar, Template, paper_html, paper_title
from moedeklar.model.moments import Clock, LocalStart, local_now
from moedeklar.resources import resource_path
from moedeklar.store.problems import os_error

# Sets HTML (with a style sheet, title and author) as a PDF: `PdfClient.set_html`. DocumentError if it can't.
SetHtml = Callable[[str, str, str, str], bytes]
_MARK = ".nordlund"
DAY = timedelta(days=1)
SENT_BEFORE = timedelta(days=7)


def place(folder: Path, clock: Clock, set_html: SetHtml) -> None:
    """Put the sample into *folder*, which is made; where it is already, put back what is missing with its first dates.

    Blocking, about a second. Raises DocumentError from *set_html*, and StoreError ("disk_full", "store_denied",
    "store_io") where the folder cannot be written; what is there by then is kept, and the next call goes on from it.
    """
    templates = _templates()
    originals = {
        key: resource_path(f"sample/bilag/{key}.pdf") for t in templates for key, _ in t.attachments() if key != "-"
    }
    try:
        today = _first_day(folder, clock)
        calendar = _calendar(today)
        for template in templates:
            home = _home(folder, template, calendar)
            for key, title in template.attachments():
                if key in originals:
                    _copy(originals[key], home / "bilag" / f"{title}.pdf")
            held = calendar.starts[template.key].day
            sent = min(held - SENT_BEFORE, today)
            _set(home / "dagsorden.pdf", template, calendar, set_html, sent, minutes=False)
            if held < today:
                _set(home / "referat.pdf", template, calendar, set_html, min(held + DAY, today), minutes=True)
    except OSError as error:
        raise os_error(error, folder) from error


def bring_minutes(folder: Path, clock: Clock, set_html: SetHtml) -> Path:
    """Let the minutes of the sample's next meeting arrive, as if it had been held; returns the file.

    Raises like `place`.
    """
    try:
        calendar = _calendar(_first_day(folder, clock))
        template = min(
            (t for t in _templates() if t.days > 0 and "[referat]" in t.body), key=lambda t: calendar.starts[t.key]
        )
        path = _home(folder, template, calendar) / "referat.pdf"
        _set(path, template, calendar, set_html, local_now(clock).date(), minutes=True)
    except OSError as error:
        raise os_error(error, folder) from error
    return path


@cache
def _templates() -> tuple[Template, ...]:
    paths = sorted(resource_path("sample").glob("*.md"))
    return tuple(Template.parse(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def _calendar(today: date) -> Calendar:
    return Calendar({template.key: template.start(today) for template in _templates()}, today.year)


def _first_day(folder: Path, clock: Clock) -> date:
    mark = folder / _MARK
    try:
        return date.fromisoformat(mark.read_text(encoding="utf-8").strip())
    except (FileNotFoundError, ValueError):
        today = local_now(clock).date()
        _write(mark, today.isoformat().encode())
        return today


def _home(folder: Path, template: Template, calendar: Calendar) -> Path:
    return folder / f"{calendar.starts[template.key].day.isoformat()} {template.committee}"


def _set(path: Path, template: Template, calendar: Calendar, set_html: SetHtml, sent: date, *, minutes: bool) -> None:
    if not path.exists():
        title = paper_title(template, calendar.starts[template.key], minutes=minutes)
        _write(path, set_html(paper_html(template, calendar, minutes=minutes), CSS, title, MUNICIPALITY))
        # As if it had been published on that day, whatever the computer's own clock says.
        moment = LocalStart(sent, time(8)).instant().timestamp()
        os.utime(path, (moment, moment))


def _copy(source: Path, target: Path) -> None:
    if not target.exists():
        _write(target, source.read_bytes())


def _write(path: Path, data: bytes) -> None:
    """Write by way of a temporary file, so that nobody meets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
