"""The lines of a document that hold its text, each with its place in the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from moedeklar.agenda.furniture import is_decorated, may_be_decoration, running_lines, without_decoration
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
    running = running_lines(document, body_size)
    lines: list[Line] = []
    origins: list[int] = []
    gap = False
    decorated = is_decorated([line.text for line in document.lines])
    for at, line in enumerate(document.lines):
        text = line.text
        if at in running:
            text = ""
        elif decorated or text[1:2] == " " or text != text.strip() or may_be_decoration(text):
            text = without_decoration(unspaced(text))
            text = "" if text.isspace() else text
        if not text:
            gap = gap or line.gap
            continue
        if text != line.text or (gap and not line.gap):
            line = _shown(line, text, gap=gap or line.gap)  # noqa: PLW2901
        lines.append(line)
        origins.append(at)
        gap = False
    return Printed(lines, origins)


def _shown(line: Line, text: str, *, gap: bool) -> Line:
    """*line* with as much of its text as is *text*, its beginning or its end."""
    end = line.x0 + (line.x1 - line.x0) * len(text) / len(line.text)
    return replace(line, text=text, x1=end, gap=gap)
