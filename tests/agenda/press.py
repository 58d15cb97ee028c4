"""A press for tests: pages as the systems of municipalities print them, set from a small markup.

A markup has a command a line:

    %width=842 height=595 face=serif size=11    the first line: what differs from A4, sans, 10 points
    {b 13 x72 +0} Text                          a paragraph: bold, size, left edge and space after it in points
    |#+3 60:30* Nr. | 95:170 Punkt\\nPoint       a row of cells (left edge:width, * is bold), # draws its rules
    .. Title | 7                                an entry of a list of contents, with dots up to the page
    @60:98* Text                                text at a place
    {gap 10}, --- 842x595                       space; a new page, of another size where one is named
    ^60:815[2:] Side {n} af {c}                 runs on all pages, or on those of the slice (pages from 1)
    !letters, !scan 1, !turn -1, !nameless      each letter by itself without spaces; a page as a picture; a page that
                                                lies on its side; fonts that do not say which letters they hold
"""

from __future__ import annotations

import re

import pymupdf

from tests.support.scans import scanned

_FACES = {"sans": ("helv", "hebo"), "serif": ("tiro", "tibo")}
_STYLE = re.compile(r"\{(?P<style>[^{}]+)\}(?: (?P<text>.*))?")
_CELL = re.compile(r"(?P<x>[\d.]+):(?P<width>[\d.]+)(?P<bold>\*?) (?P<text>.*)")
_ROW = re.compile(r"\|(?P<rules>#?)(?:\+(?P<after>[\d.]+))? (?P<cells>.*)")
_PLACED = re.compile(r"@(?P<x>[\d.]+):(?P<y>[\d.]+)(?P<bold>\*?) (?P<text>.*)")
_RUNNING = re.compile(r"\^(?P<x>[\d.]+):(?P<y>[\d.]+)(?:\[(?P<first>\d*):(?P<last>-?\d*)\])? (?P<text>.*)")
_LEADING = 1.25
_MARGIN = 70.0
_SMALL = 8.0


def pdf_of(markup: str) -> bytes:
    """The PDF that *markup* sets."""
    head, *commands = markup.splitlines()
    press = _Press(dict(part.split("=") for part in head[1:].split()), letters="!letters" in commands)
    for command in commands:
        press.do(command)
    return press.printed([command for command in commands if command[:1] in "^!"])


class _Press:
    """Pages that fill from the top; lengths in points."""

    def __init__(self, given: dict[str, str], *, letters: bool) -> None:
        self.pdf = pymupdf.open()
        self.width, self.height = float(given.get("width", 595)), float(given.get("height", 842))
        self.left, self.size = 60.0, float(given.get("size", 10))
        self.fonts = [pymupdf.Font(name) for name in _FACES[given.get("face", "sans")]]
        self.letters = letters
        self.begin()

    def begin(self, width: float = 0.0, height: float = 0.0) -> None:
        self.end()
        self.page = self.pdf.new_page(width=width or self.width, height=height or self.height)
        self.writer = pymupdf.TextWriter(self.page.rect)
        self.y = _MARGIN

    def end(self) -> None:
        if len(self.pdf):
            self.writer.write_text(self.page)

    def do(self, command: str) -> None:
        if not command or command[0] in "^!":
            return
        if command.startswith("---"):
            self.begin(*map(float, command[4:].split("x") if command[4:] else ()))
        elif row := _ROW.fullmatch(command):
            self.row(row)
        elif command.startswith(".. "):
            self.leader(*command[3:].rsplit(" | ", 1))
        elif placed := _PLACED.fullmatch(command):
            self.put(float(placed["x"]), float(placed["y"]), placed["text"], bold=bool(placed["bold"]))
        else:
            self.text(command)

    def text(self, command: str) -> None:
        styled = _STYLE.fullmatch(command)
        style = styled["style"].split() if styled else []
        if style[:1] == ["gap"]:
            self.y += float(style[1])
            return
        x, after, size = self.left, 6.0, self.size
        for part in style:
            if part[0] == "x":
                x = float(part[1:])
            elif part[0] == "+":
                after = float(part)
            elif part != "b":
                size = float(part)
        for line in self.wrapped((styled["text"] or "") if styled else command, self.width - self.left - x, size):
            self.room(size)
            self.put(x, self.y + size, line, bold="b" in style, size=size)
            self.y += size * _LEADING
        self.y += after

    def row(self, row: re.Match[str]) -> None:
        cells = [found for part in row["cells"].split(" | ") if (found := _CELL.fullmatch(part))]
        texts = [
            [line for part in cell["text"].split("\\n") for line in self.wrapped(part, float(cell["width"]), self.size)]
            for cell in cells
        ]
        tall = max(map(len, texts)) * self.size * _LEADING + 4
        self.room(tall)
        for cell, lines in zip(cells, texts, strict=True):
            for at, line in enumerate(lines):
                y = self.y + self.size * (1 + _LEADING * at)
                self.put(float(cell["x"]), y, line, bold=bool(cell["bold"]))
            if row["rules"]:
                left = float(cell["x"])
                self.page.draw_rect((left - 3, self.y - 2, left + float(cell["width"]) + 1, self.y + tall))
        self.y += tall + float(row["after"] or 4)

    def leader(self, title: str, number: str) -> None:
        right = self.width - self.left
        lines = self.wrapped(title, right - self.left - 60, self.size)
        for line in lines:
            self.room(self.size)
            self.put(self.left, self.y + self.size, line)
            if line is lines[-1]:
                start = self.left + self.fonts[0].text_length(line, self.size) + 3
                dots = int((right - 20 - start) / self.fonts[0].text_length(".", self.size))
                self.put(start, self.y + self.size, "." * dots + number)
            self.y += self.size * 1.4

    def wrapped(self, text: str, width: float, size: float) -> list[str]:
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.fonts[0].text_length(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def room(self, points: float) -> None:
        if self.y + points > self.height - _MARGIN:
            self.begin()

    def put(self, x: float, y: float, text: str, *, bold: bool = False, size: float = 0.0) -> None:
        font, size = self.fonts[bold], size or self.size
        if not self.letters:
            self.writer.append((x, y), text, font=font, fontsize=size)
        for letter in text if self.letters else "":
            if letter != " ":
                self.writer.append((x, y), letter, font=font, fontsize=size)
            x += font.text_length(letter, size)

    def printed(self, commands: list[str]) -> bytes:
        self.end()
        count = len(self.pdf)
        for running in map(_RUNNING.fullmatch, commands):
            if running is None:
                continue
            pages = range(1, count + 1)[int(running["first"] or 1) - 1 : int(running["last"] or count)]
            for number in pages:
                self.page = self.pdf[number - 1]
                self.writer = pymupdf.TextWriter(self.page.rect)
                text = running["text"].format(n=number, c=count)
                self.put(float(running["x"]), float(running["y"]), text, size=_SMALL)
                self.end()
        data = bytes(self.pdf.tobytes(garbage=4))
        scans = {int(command.split()[1]) - 1 for command in commands if command.startswith("!scan")}
        data = scanned(data, scans, dpi=72) if scans else data
        with pymupdf.open("pdf", data) as pdf:
            for command in commands:
                if command.startswith("!turn"):
                    pdf[int(command.split()[1])].set_rotation(90)
                elif command == "!nameless":
                    for number in range(1, pdf.xref_length()):
                        if pdf.xref_get_key(number, "ToUnicode")[0] != "null":
                            pdf.xref_set_key(number, "ToUnicode", "null")
            return bytes(pdf.tobytes())
