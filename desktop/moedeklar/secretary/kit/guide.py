"""The page in the kit: how to install the program, what is seen first, whom to ask, and what an IT department types.

It goes to members of a Danish municipality and is in Danish whatever language the program speaks.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace

from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.types import LetterFont, LetterPicture
from moedeklar.resources import resource_path
from moedeklar.secretary.kit.installers import Kind

NAME = "Vejledning.pdf"
LARGEST, SMALLEST = 11.0, 8.0  # points; a page that is too full is set smaller, down to what can still be read
_STEP = 0.5
AGREE = "Forbind og hent"  # as the program's own button reads in Danish
_LOGO = "logo"  # with its own ending, the name under which the page knows the picture
_LONG = 120  # letters of what others have written that stand in a sentence of the page
_FONTS = (("Regular", False, False), ("Bold", True, False), ("It", False, True))


@dataclass(frozen=True, slots=True)
class GuideFacts:
    """What the page says.

    `hosts` are the places that the program will ask about, `url` the one that an .msi can be told by itself ("" where
    that is not enough), `beside` the names of what lies in the kit for every user of a computer, `package` the
    organisation's package for Debian.
    """

    organisation: str
    installer: str
    kind: Kind
    sha256: str
    hosts: tuple[str, ...] = ()
    url: str = ""
    beside: tuple[str, ...] = ("organisation.toml",)
    package: str = ""
    contact: str = ""
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """The organisation's picture: its bytes, and the ending of its name (".png", ".svg")."""

    data: bytes
    ending: str


def guide_html(facts: GuideFacts, logo: Logo | None = None) -> str:
    """The page as a whole HTML document, without its style."""
    facts = _short(facts)
    picture = f'<p class="logo"><img src="{_LOGO}{logo.ending}" height="48"/></p>' if logo is not None else ""
    parts = [
        picture,
        f'<p class="from">{_text(facts.organisation)}</p>',
        "<h1>Mødeklar: sådan kommer du i gang</h1>",
        (
            "<p>Mødeklar samler udvalgenes dagsordener og bilag på din egen computer. Du kan læse dem, søge i dem "
            "og skrive noter, også uden net. Alt ligger krypteret, og noterne er kun dine.</p>"
        ),
        "<h2>1. Installér programmet</h2>",
        *_INSTALLING[facts.kind](facts),
        "<h2>2. Første gang du åbner Mødeklar</h2>",
        *_first_start(facts),
        "<h2>3. Hvis noget driller</h2>",
        f"<p>{_help(facts)}</p>",
        "<h2>Til it-afdelingen</h2>",
        *_FOR_IT[facts.kind](facts),
        *_origin(facts),
    ]
    title = _text(f"Mødeklar: {facts.organisation}")
    head = f'<head><meta charset="utf-8"/><title>{title}</title></head>'
    return f'<!DOCTYPE html><html lang="da">{head}<body>{"".join(parts)}</body></html>'


def set_guide(pdf: PdfClient, facts: GuideFacts, logo: Logo | None = None) -> bytes:
    """The page as a PDF, as large as it fits on one. Raises DocumentError."""
    fonts = [
        LetterFont("Source Serif 4", resource_path(f"fonts/SourceSerif4-{style}.ttf").read_bytes(), bold, italic)
        for style, bold, italic in _FONTS
    ]
    pictures = [LetterPicture(f"{_LOGO}{logo.ending}", logo.data)] if logo is not None else []
    text, title = guide_html(facts, logo), f"Mødeklar: {facts.organisation}"
    size = LARGEST
    while True:
        made = pdf.set_html(text, guide_css(size), title, facts.organisation, fonts=fonts, pictures=pictures)
        if size <= SMALLEST or pages(pdf, made) == 1:
            return made
        size -= _STEP


def pages(pdf: PdfClient, data: bytes) -> int:
    """How many pages a PDF has."""
    return len(pdf.page_texts(data, NAME))


def guide_css(size: float) -> str:
    """The style of the page with letters of *size* points."""
    return f"""
body {{ font-family: "Source Serif 4", serif; font-size: {size}pt; line-height: 1.35; color: #1c2430; }}
p {{ margin-top: 0; margin-bottom: {size * 0.55}pt; }}
p.logo {{ margin-bottom: {size * 0.5}pt; }}
p.from {{ color: #5b6470; margin-bottom: {size * 0.2}pt; }}
h1 {{ font-size: {size * 1.7}pt; margin-top: 0; margin-bottom: {size * 0.7}pt; }}
h2 {{ font-size: {size * 1.15}pt; margin-top: {size * 1.1}pt; margin-bottom: {size * 0.35}pt; }}
ol, ul {{ margin-top: 0; margin-bottom: {size * 0.5}pt; }}
li {{ margin-bottom: {size * 0.2}pt; }}
p.typed {{ font-family: monospace; font-size: {size * 0.85}pt; background-color: #eef1f4; padding: {size * 0.4}pt; }}
p.origin {{ color: #5b6470; font-size: {size * 0.8}pt; }}
"""


def _short(facts: GuideFacts) -> GuideFacts:
    """What others have written must not push the rest off the page."""

    def cut(text: str) -> str:
        words = " ".join(text.split())
        return words if len(words) <= _LONG else f"{words[: _LONG - 1].rstrip()}…"

    hosts = tuple(cut(host) for host in facts.hosts[:4])
    if len(facts.hosts) > len(hosts):
        hosts = (*hosts[:3], f"{len(facts.hosts) - 3} andre steder")
    return replace(facts, organisation=cut(facts.organisation), contact=cut(facts.contact), hosts=hosts)


def _text(text: str) -> str:
    return html.escape("".join(mark for mark in text if mark.isprintable()))


def _bold(text: str) -> str:
    return f"<b>{_text(text)}</b>"


def _typed(*lines: str) -> str:
    return f'<p class="typed">{"<br/>".join(_text(line) for line in lines)}</p>'


def _steps(*steps: str) -> list[str]:
    return ["<ol>", *(f"<li>{step}</li>" for step in steps), "</ol>"]


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"


def _file(name: str) -> str:
    """A file's name as it is typed."""
    return f'"{name}"' if " " in name else name


def _quoted(value: str) -> str:
    """As msiexec takes a value: in quotation marks, and each of its own twice."""
    return '"' + value.replace('"', '""') + '"'


# -- how to install --------------------------------------------------------------------------------------------------


_IN_A_TERMINAL = (
    "<p>Pak ZIP-filen ud, åbn en terminal i mappen, og skriv det følgende. Det kræver administratorrettigheder. "
    "Bagefter står Mødeklar blandt programmerne.</p>"
)


def _setup(facts: GuideFacts) -> list[str]:
    return _steps(
        "Gem ZIP-filen på din computer. Højreklik på den, og vælg ”Udpak alle”. Filerne skal ligge i samme mappe, når "
        "du installerer, ellers kender programmet ikke dine udvalg.",
        f"Åbn mappen, og dobbeltklik på {_bold(facts.installer)}. Programmet installeres kun for dig, og du behøver "
        "ikke at være administrator.",
        "Åbn Mødeklar fra startmenuen.",
    )


def _msi(_facts: GuideFacts) -> list[str]:
    return ["<p>Det gør it-afdelingen for dig (se nederst). Bagefter står Mødeklar i startmenuen.</p>"]


def _deb(facts: GuideFacts) -> list[str]:
    names = [_file(f"./{name}") for name in (facts.installer, facts.package) if name]
    return [_IN_A_TERMINAL, _typed(" ".join(["sudo apt install", *names]))]


def _rpm(facts: GuideFacts) -> list[str]:
    files = " ".join(map(_file, facts.beside))
    return [
        _IN_A_TERMINAL,
        _typed(
            f"sudo dnf install {_file(f'./{facts.installer}')}",
            f"sudo install -D -m 644 -t /etc/xdg/moedeklar {files}",
        ),
    ]


def _appimage(facts: GuideFacts) -> list[str]:
    return _steps(
        "Pak ZIP-filen ud i en mappe, som får lov at blive liggende. Filerne skal ligge sammen.",
        f"Højreklik på {_bold(facts.installer)}, vælg ”Egenskaber”, og giv filen lov til at køre som et program.",
        "Dobbeltklik på filen. Der skal ikke installeres noget.",
    )


_INSTALLING = {
    Kind.SETUP: _setup, Kind.MSI: _msi, Kind.DEB: _deb, Kind.RPM: _rpm, Kind.APPIMAGE: _appimage,
}  # fmt: skip


# -- what is seen first, and whom to ask -------------------------------------------------------------------------------


def _first_start(facts: GuideFacts) -> list[str]:
    code = (
        "Du får vist en gendannelseskode. Skriv den ned, eller udskriv den: den åbner dine noter, hvis computeren "
        "glemmer nøglen. Koden vises kun den ene gang."
    )
    if not facts.hosts:
        return _steps(code, "Tilføj de udvalg, du vil læse, under ”Kilder”.", "Tryk F1 for at se alle taster.")
    return _steps(
        code,
        f"Programmet viser navnet {_bold(facts.organisation)} og hvor dagsordenerne kommer fra: "
        f"{_joined([_bold(host) for host in facts.hosts])}. Vælg ”{AGREE}”, hvis det passer. Før du har svaret, hentes "
        "der ikke noget, og ingen adgangskode sendes.",
        "Fra nu af hentes nye dagsordener af sig selv. Tryk F1 for at se alle taster.",
    )


def _help(facts: GuideFacts) -> str:
    if facts.contact:
        return f"Spørg {_bold(facts.contact)}. Fortæl, hvad der står på skærmen."
    return f"Spørg den i {_text(facts.organisation)}, som du har fået denne vejledning af."


# -- for the IT department -------------------------------------------------------------------------------------------

_NOTES_STAY = "Noterne ligger i brugerens egen profil og bliver, når programmet fjernes."


def _it_setup(facts: GuideFacts) -> list[str]:
    return [
        "<p>Uden spørgsmål, som brugeren selv. organisation.toml tages fra samme mappe eller nævnes med /ORG:</p>",
        _typed(f"{_file(facts.installer)} /S", f'{_file(facts.installer)} /S /ORG="C:\\sti\\organisation.toml"'),
        f"<p>Fjernes med <i>uninstall.exe /S</i> i %LOCALAPPDATA%\\Programs\\Moedeklar. {_NOTES_STAY}</p>",
    ]


def _it_msi(facts: GuideFacts) -> list[str]:
    values = f" SOURCEURL={_quoted(facts.url)} ORGANISATION={_quoted(facts.organisation)}" if facts.url else ""
    copied = [f'copy {_file(name)} "%ProgramData%\\Moedeklar\\"' for name in facts.beside]
    return [
        f"<p>For alle på computeren, uden spørgsmål. {_text(_joined(facts.beside))} lægges i ProgramData:</p>",
        _typed(f"msiexec /i {_file(facts.installer)} /qn{values}", 'mkdir "%ProgramData%\\Moedeklar"', *copied),
        (
            f"<p>Fjernes med <i>msiexec /x {_text(facts.installer)} /qn</i>. {_NOTES_STAY} Indstillingerne kan også "
            "gives som gruppepolitik (moedeklar.admx).</p>"
        ),
    ]


def _it_deb(facts: GuideFacts) -> list[str]:
    called = facts.package.partition("_")[0] or "organisationens pakke"
    return [
        (
            f"<p>Pakken {_bold(called)} lægger organisation.toml i /etc/xdg/moedeklar for alle på computeren. En "
            "senere udgave tages som opdatering af apt. Begge fjernes med <i>apt-get purge moedeklar</i>. "
            f"{_NOTES_STAY}</p>"
        )
    ]


def _it_rpm(_facts: GuideFacts) -> list[str]:
    return [
        (
            "<p>organisation.toml i /etc/xdg/moedeklar gælder for alle på computeren. Programmet fjernes med "
            f"<i>dnf remove moedeklar</i>. {_NOTES_STAY}</p>"
        )
    ]


def _it_appimage(_facts: GuideFacts) -> list[str]:
    return [
        (
            "<p>organisation.toml læses ved siden af programmet. Lægges filen i /etc/xdg/moedeklar, gælder den for "
            f"alle på computeren. {_NOTES_STAY}</p>"
        )
    ]


_FOR_IT = {
    Kind.SETUP: _it_setup, Kind.MSI: _it_msi, Kind.DEB: _it_deb, Kind.RPM: _it_rpm, Kind.APPIMAGE: _it_appimage,
}  # fmt: skip


def _origin(facts: GuideFacts) -> list[str]:
    # Of one that was taken unchecked nobody knows whether it is what was released.
    checked = " er uændret, som den er udgivet. SHA256SUMS er underskrevet med minisign." if facts.is_signed else "."
    half = len(facts.sha256) // 2
    return [
        (
            f'<p class="origin">{_text(facts.installer)}{checked} SHA-256:<br/>'
            f"{facts.sha256[:half]}<br/>{facts.sha256[half:]}</p>"
        )
    ]
