"""The sample municipality's papers: templates in resources/sample become the HTML of an agenda or of minutes.

A template is a small Markdown: front fields, "# " an item, "## " a section, "### " a heading inside it, paragraphs,
"- " and "1. " lists, tables with "|". `[referat]` … `[/referat]` stands only in the minutes. In braces stand dates
that are counted from the meeting: `{møde}` its day, `{møde:kbl-1}` another meeting's, `{dato:-12}` so many days from
it, `{år}` and `{år:+1}` its year, `{sagsår}` the year of case numbers. Under "Bilag", `[key] title` names the file of
resources/sample/bilag that is the attachment; `[-]` one that the source lacks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from moedeklar.model.moments import LocalStart

MUNICIPALITY = "Nordlund Kommune"
# The municipality writes Danish whatever language the program speaks, so this is not a matter of wording.dates.
_DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_ONLY_MINUTES = re.compile(r"\[referat\]\n(.*?)\[/referat\]\n", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{(\w+)(?::([^}]+))?\}")
_ATTACHMENT = re.compile(r"\[([\w-]+)\] (.+)")
_NUMBERED = re.compile(r"\d+\. ")
_FIRST_TERM = 2022  # councils sit for four years from the first of January after an election

# MuPDF's own serif and sans-serif: of the shipped fonts it sets ligatures whose text can't be copied or searched.
CSS = """
body { margin: 0; font-family: serif; font-size: 10.5pt; line-height: 1.45; color: #1c2530; }
h1, h2, h3, h4, p.front, p.case, th { font-family: sans-serif; }
h1 { font-size: 19pt; line-height: 1.25; margin: 0 0 22pt 0; }
h2 { font-size: 15pt; line-height: 1.3; margin: 0 0 6pt 0; page-break-before: always; }
h2.contents { font-size: 12.5pt; margin: 24pt 0 8pt 0; page-break-before: avoid; }
h3 { font-size: 12pt; margin: 16pt 0 4pt 0; }
h4 { font-size: 10.5pt; margin: 11pt 0 3pt 0; }
p { margin: 0 0 7pt 0; }
p.front { font-size: 10pt; margin: 0 0 5pt 0; }
p.case { font-size: 9.5pt; color: #55606d; margin: 0 0 4pt 0; }
p.contents { margin: 0 0 4pt 0; }
ul, ol { margin: 0 0 8pt 0; }
li { margin: 0 0 3pt 0; }
table { border-collapse: collapse; margin: 4pt 0 10pt 0; width: 100%; overflow-wrap: normal; }
th, td { border: 0.6pt solid #8c877d; padding: 3pt 5pt; text-align: left; font-size: 9.5pt; }
th { font-weight: bold; }
"""


@dataclass(frozen=True, slots=True)
class Template:
    """A meeting of the sample: its key, committee, place, wanted day (days from today, ISO weekday) and its items."""

    key: str
    committee: str
    place: str
    days: int
    weekday: int
    clock: str
    body: str

    @classmethod
    def parse(cls, key: str, text: str) -> Template:
        """Read a template. KeyError or ValueError where a field is missing: our own mistake."""
        head, body = text.split("\n\n", 1)
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        weekday = _DAYS.index(fields["ugedag"]) + 1
        return cls(key, fields["udvalg"], fields["sted"], int(fields["om"]), weekday, fields["kl"], body.strip() + "\n")

    def start(self, today: date) -> LocalStart:
        """When the meeting is, seen from *today*: the wanted weekday nearest to the wanted day, never at Christmas."""
        wanted = today + timedelta(days=self.days)
        day = wanted + timedelta(days=(self.weekday - wanted.isoweekday() + 3) % 7 - 3)
        while (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
            day += timedelta(days=7 if self.days > 0 else -7)
        return LocalStart.parse(f"{day.isoformat()}T{self.clock}")

    def attachments(self) -> Iterator[tuple[str, str]]:
        """Key and title of every attachment, also of those that the source lacks (key "-")."""
        for line in self.body.splitlines():
            if found := _ATTACHMENT.fullmatch(line):
                yield found[1], found[2]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that templates name: of every meeting, and the year of case numbers."""

    starts: Mapping[str, LocalStart]
    case_year: int

    def fill(self, text: str, key: str) -> str:
        """*text* of the meeting *key* with its dates. KeyError for a placeholder that nobody knows."""
        own = self.starts[key].day

        def value(found: re.Match[str]) -> str:
            name, detail = found[1], found[2]
            if name == "møde":
                return danish_day(self.starts[detail].day if detail else own)
            if name == "dato":
                return danish_day(own + timedelta(days=int(detail)))
            if name == "år":
                return str(own.year + int(detail or 0))
            if name == "sagsår":
                return f"{self.case_year % 100:02d}"
            raise KeyError(found[0])

        return _PLACEHOLDER.sub(value, text)


def danish_day(day: date) -> str:
    """ "9. februar 2021"."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def term_of(day: date) -> str:
    """The council term that *day* lies in: "2026-2029"."""
    first = _FIRST_TERM + (day.year - _FIRST_TERM) // 4 * 4
    return f"{first}-{first + 3}"


def paper_title(template: Template, start: LocalStart, *, minutes: bool) -> str:
    """The heading of the paper: "REFERAT Udvalget 2026-2029 d. 01-12-2026"."""
    kind = "REFERAT" if minutes else "DAGSORDEN"
    return f"{kind} {template.committee} {term_of(start.day)} d. {start.day:%d-%m-%Y}"


def paper_html(template: Template, calendar: Calendar, *, minutes: bool) -> str:
    """The whole agenda, or with *minutes* the minutes, as HTML for `CSS`."""
    start = calendar.starts[template.key]
    body = _ONLY_MINUTES.sub(lambda found: found[1] if minutes else "", template.body)
    body = calendar.fill(body, template.key)
    day = start.day
    when = (
        f"{_DAYS[day.weekday()].capitalize()} d. {day:%d}. {_MONTHS[day.month - 1]} {day.year} kl. {start.clock:%H:%M}"
    )
    titles = [line[2:].split(": ", 1)[1] for line in body.splitlines() if line.startswith("# ")]
    parts = [f"<h1>{_inline(paper_title(template, start, minutes=minutes))}</h1>"]
    parts += [f'<p class="front"><b>{name}</b> {_inline(value)}</p>' for name, value in _front(when, template.place)]
    parts.append('<h2 class="contents">Indholdsfortegnelse</h2>')
    parts += [f'<p class="contents">{_inline(title)}</p>' for title in titles]
    return "".join([*parts, *blocks_html(body)])


def _front(when: str, place: str) -> Iterable[tuple[str, str]]:
    return (("Mødedato", when), ("Mødested", place))


def _inline(text: str) -> str:
    return html.escape(text, quote=False)


def blocks_html(body: str) -> Iterator[str]:
    """The HTML of each block of a template's text. A first heading becomes <h2>, since <h1> is the paper's own."""
    after_item = False
    for block in re.split(r"\n{2,}", body.strip()):
        lines = block.split("\n")
        first = lines[0]
        if first.startswith("#"):
            level = len(first) - len(first.lstrip("#"))
            after_item = level == 1
            yield f"<h{level + 1}>{_inline(first[level:].strip())}</h{level + 1}>"
            continue
        if first.startswith("|"):
            yield _table(lines)
        elif first.startswith("- "):
            yield _list("ul", [line[2:] for line in lines])
        elif _NUMBERED.match(first):
            yield _list("ol", [_NUMBERED.sub("", line, count=1) for line in lines])
        elif found := _ATTACHMENT.fullmatch(first):
            yield f"<p>{_inline(found[2])}</p>"
        else:
            yield f'<p class="case">{_inline(first)}</p>' if after_item else f"<p>{_inline(' '.join(lines))}</p>"
        after_item = False


def _list(tag: str, entries: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{_inline(entry)}</li>" for entry in entries) + f"</{tag}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, body = rows[0], rows[2:]
    made = "<tr>" + "".join(f"<th>{_inline(cell)}</th>" for cell in head) + "</tr>"
    made += "".join("<tr>" + "".join(f"<td>{_inline(cell)}</td>" for cell in row) + "</tr>" for row in body)
    return f"<table>{made}</table>"
