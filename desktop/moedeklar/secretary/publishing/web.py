"""The web pages of a feed: one for each meeting, and one that leads to them. Pure.

Plain HTML for everybody (WCAG 2.2 AA): language, headings in order, landmarks, a way past the head, colours of at least
7:1, a style for print, no script and nothing from elsewhere. Links are relative, so that a preview opens from a disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from moedeklar.model.text import committee_key
from moedeklar.secretary.publishing import layout
from moedeklar.secretary.publishing.oparl import Checksum
from moedeklar.secretary.publishing.records import (
    FeedFile,
    FeedItem,
    FeedMeeting,
    FeedSettings,
    is_mail_address,
    is_web_address,
)
from moedeklar.secretary.publishing.web_text import item_html
from moedeklar.secretary.publishing.web_words import (
    CLOSED,
    CLOSED_TEXT,
    KINDS,
    NOT_HERE,
    WITHDRAWN,
    WITHDRAWN_TEXT,
    in_order,
    moment,
    size,
)

STYLE = """\
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 46rem; padding: 1rem; font: 1.0625rem/1.6 system-ui, sans-serif;
  color: #1c2430; background: #fff; }
a { color: #0b3d91; }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid #0b3d91; outline-offset: 2px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1rem 0 .25rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 .5rem; border-top: 1px solid #6b7480; padding-top: 1rem; }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
.meta, footer { color: #3d4653; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid #6b7480; padding: .3rem .5rem; text-align: left; vertical-align: top; }
ul.numbered, ul.plain { list-style: none; padding-left: 1rem; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  nav, .skip { display: none; }
  h2, h3 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""


def meeting_page(meeting: FeedMeeting, feed: FeedSettings, checksums: Mapping[str, Checksum]) -> str:
    """The page of *meeting* in *feed*."""
    kind = KINDS[meeting.kind]
    title = f"{kind}: {meeting.committee}, {moment(meeting.start)}"
    return _page(title, feed, "../", _meeting(meeting, kind, checksums))


def withdrawn_page(feed: FeedSettings) -> str:
    """The page that stands where a withdrawn meeting was."""
    return _page(WITHDRAWN, feed, "../", [f"<h1>{WITHDRAWN}</h1>", f"<p>{WITHDRAWN_TEXT}</p>"])


def index_page(meetings: Iterable[FeedMeeting], feed: FeedSettings) -> str:
    """The page that leads to all meetings: by committee, the latest first."""
    return _page(f"Dagsordener og referater: {feed.name}", feed, "", _index(list(meetings), feed.name))


def _page(title: str, feed: FeedSettings, up: str, body: Iterable[str]) -> str:
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="da">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f'<link rel="stylesheet" href="{up}{layout.STYLE}">',
            "</head>",
            "<body>",
            '<a class="skip" href="#indhold">Gå til indholdet</a>',
            f'<header><p class="meta">{escape(feed.name)}</p></header>',
            *([f'<nav aria-label="Side"><a href="{up}{layout.INDEX}">Alle møder</a></nav>'] if up else []),
            '<main id="indhold">',
            *body,
            "</main>",
            "<footer><p>" + "\n".join(_footer(feed, up)) + "</p></footer>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _footer(feed: FeedSettings, up: str) -> Iterator[str]:
    yield f"Udgivet af {_linked(feed.website, feed.name) if is_web_address(feed.website) else escape(feed.name)}."
    if is_mail_address(feed.contact):
        yield f"Spørgsmål: {_linked('mailto:' + feed.contact, feed.contact)}."
    yield f"Åbne data: {_linked(up + layout.SYSTEM, 'OParl 1.1')}."


def _linked(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _meeting(meeting: FeedMeeting, kind: str, checksums: Mapping[str, Checksum]) -> Iterator[str]:
    yield f"<h1>{escape(meeting.committee)}</h1>"
    when = f'<time datetime="{meeting.start.isoformat()}">{moment(meeting.start)}</time>'
    place = f", {escape(meeting.place)}" if meeting.place else ""
    yield f'<p class="meta">{kind}, {when}{place}</p>'
    if meeting.attendance:
        yield "<p>" + "<br>".join(escape(line) for line in meeting.attendance) + "</p>"
    yield from _files([*meeting.agenda, *meeting.minutes], (), "Hele mødet som fil", checksums, 2)
    if len(meeting.items) > 1:
        yield '<nav aria-label="Punkter"><ul class="plain">'
        for order, item in enumerate(meeting.items, 1):
            yield f'<li><a href="#punkt-{order}">{escape(_heading(item))}</a></li>'
        yield "</ul></nav>"
    for order, item in enumerate(meeting.items, 1):
        yield f'<article aria-labelledby="punkt-{order}">'
        yield f'<h2 id="punkt-{order}">{escape(_heading(item))}</h2>'
        yield from _item(item, checksums)
        yield "</article>"


def _item(item: FeedItem, checksums: Mapping[str, Checksum]) -> Iterator[str]:
    if item.content is None:
        yield f"<p>{CLOSED_TEXT}</p>"
        return
    if item.content.case_number:
        yield f'<p class="meta">Sagsnr. {escape(item.content.case_number)}</p>'
    yield from item_html(item.content)
    yield from _files(item.files, item.missing, "Bilag", checksums, 3)


def _heading(item: FeedItem) -> str:
    title = item.content.caption if item.content else CLOSED
    return f"{item.number}. {title}" if item.number else title


def _files(
    files: Iterable[FeedFile], missing: Iterable[str], heading: str, checksums: Mapping[str, Checksum], level: int
) -> Iterator[str]:
    rows = []
    up = "../"
    for file in files:
        name = layout.file_name(file)
        kind = name.rpartition(".")[2].upper()
        rows.append(
            f'<li><a href="{up}{name}">{escape(file.title)}</a> '
            f'<span class="meta">({kind}, {size(checksums[file.sha256].size)})</span></li>'
        )
    rows += [f'<li>{escape(title)} <span class="meta">({NOT_HERE})</span></li>' for title in missing]
    if rows:
        yield f"<h{level}>{heading}</h{level}>"
        yield "<ul>"
        yield from rows
        yield "</ul>"


def _index(meetings: list[FeedMeeting], name: str) -> Iterator[str]:
    yield "<h1>Dagsordener og referater</h1>"
    if not meetings:
        yield f"<p>{escape(name)} har ikke offentliggjort noget her endnu.</p>"
    ordered = sorted(meetings, key=lambda one: (committee_key(one.committee), one.start, one.id), reverse=True)
    by_committee = [list(group) for _, group in groupby(ordered, lambda one: committee_key(one.committee))]
    for group in sorted(by_committee, key=lambda group: in_order(group[0].committee)):
        yield f"<h2>{escape(group[0].committee)}</h2>"
        for year, of_year in groupby(group, lambda one: one.start.day.year):
            yield f"<h3>{year}</h3>"
            yield "<ul>"
            for meeting in of_year:
                link = f'<a href="{layout.web_name(meeting.id)}">{moment(meeting.start)}</a>'
                yield f"<li>{link}, {KINDS[meeting.kind].lower()}</li>"
            yield "</ul>"
