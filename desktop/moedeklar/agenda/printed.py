"""The lines of a document that hold its text, each with its place in the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from moedeklar.agenda.furniture import is_decorated, running_lines, to_look_at, without_decoration
from moedeklar.agenda.words import unspaced
from moedeklar.model.lines import Line, StyledDocument


@dataclass(slots=True)
class Printed:
    """Lines of text, and for each the index of the document's line that it is or is a part of."""

    lines: list[Line] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)

    def with_parts(self, apart: Mapping[int, Sequence[Line]]) -> Printed:
        """These lines with those at the indexes of *apart* replaced by what each was taken apart into."""
        if not apart:
            return self
        found = Printed()
        begin = 0
        for at in sorted(apart):
            found.lines += [*self.lines[begin:at], *apart[at]]
            found.origins += [*self.origins[begin:at], *[self.origins[at]] * len(apart[at])]
            begin = at + 1
        found.lines += self.lines[begin:]
        found.origins += self.origins[begin:]
        return found


def text_lines(document: StyledDocument, body_size: float) -> Printed:
    """The lines of *document* without running headers and footers, blank ones, and the buttons of web pages."""
    texts = [line.text for line in document.lines]
    running = running_lines(document, texts, body_size)
    looked_at = range(len(texts)) if is_decorated(texts) else to_look_at(texts)
    shown = {at: "" if at in running else _without_decoration(texts[at]) for at in running.union(looked_at)}
    changed = sorted(at for at, text in shown.items() if not text or text != texts[at])
    lines: list[Line] = []
    origins: list[int] = []
    begin = 0
    gap = False  # stands before the next line, since it stood before one that is left out
    for at in (*changed, len(texts)):
        if begin < at:
            first = document.lines[begin]
            lines.append(_shown(first, texts[begin], gap=True) if gap and not first.gap else first)
            lines += document.lines[begin + 1 : at]
            origins += range(begin, at)
            gap = False
        begin = at + 1
        if at < len(texts):
            line, text = document.lines[at], shown[at]
            gap = gap or line.gap
            if text:
                lines.append(_shown(line, text, gap=gap))
                origins.append(at)
                gap = False
    return Printed(lines, origins)


def _without_decoration(text: str) -> str:
    text = without_decoration(unspaced(text))
    return "" if text.isspace() else text


def _shown(line: Line, text: str, *, gap: bool) -> Line:
    """*line* with as much of its text as is *text*, its beginning or its end."""
    end = line.x0 + (line.x1 - line.x0) * len(text) / len(line.text)
    return replace(line, text=text, x1=end, gap=gap)
