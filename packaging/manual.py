#!/usr/bin/env python3
"""The manual page, made from the help of the command line, so that the two never differ.

usage: manual.py da|en VERSION DATE      prints the page; the program's own folder must be on PYTHONPATH
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from moedeklar.cli.program import build
from moedeklar.wording.language import set_language

# The headings of a manual page, which the program itself never says.
DANISH = {
    "NAME": "NAVN",
    "SYNOPSIS": "OVERSIGT",
    "DESCRIPTION": "BESKRIVELSE",
    "OPTIONS": "TILVALG",
    "VERB": "KOMMANDO",
    "VERBS": "KOMMANDOER",
    "Examples": "Eksempler",
    "EXIT STATUS": "AFSLUTNINGSSTATUS",
    "Done.": "Udført.",
    "A problem, told on standard error.": "Et problem, som fortælles på standardfejl.",
    "Wrong use.": "Forkert brug.",
    "Partly done: what failed is named.": "Delvis udført: det, der mislykkedes, er nævnt.",
    "A guard stopped the run: it needs attention.": "En vagt standsede kørslen: den kræver opmærksomhed.",
    "ENVIRONMENT": "MILJØ",
    "Names a file whose first line is the passphrase of the profile; then no keyring is touched.": (
        "Navngiver en fil, hvis første linje er profilens adgangssætning; så røres ingen nøglering."
    ),
}
_spoken = {"language": "en"}


def _(text: str) -> str:
    """*text* in the language of the page."""
    return DANISH[text] if _spoken["language"] == "da" else text


def page(version: str, date: str) -> str:
    """The page in the language spoken now, in the macros of man(7)."""
    program = build()
    return "\n".join([*_head(program, version, date), *_verbs(program, "moedeklar"), *_foot()]) + "\n"


def _head(program: Any, version: str, date: str) -> Iterator[str]:
    name, _colon, rest = program.help.partition(": ")
    summary = rest.partition(". ")[0]
    yield f'.TH MOEDEKLAR 1 "{date}" "moedeklar {version}"'
    yield f".SH {_('NAME')}"
    yield rf"moedeklar \- {_safe(summary)}"
    yield f".SH {_('SYNOPSIS')}"
    yield ".B moedeklar"
    yield rf"[\fI{_safe(_('OPTIONS'))}\fR] [\fI{_safe(_('VERB'))}\fR …]"
    yield f".SH {_('DESCRIPTION')}"
    yield _safe(f"{name}: {rest}")
    yield f".SH {_('OPTIONS')}"
    yield from _options(program)


def _verbs(group: Any, path: str) -> Iterator[str]:
    yield f".SH {_('VERBS')}"
    for name in group.commands:
        yield from _verb(group.commands[name], f"{path} {name}")


def _verb(command: Any, path: str) -> Iterator[str]:
    if hasattr(command, "commands"):
        for name in command.commands:
            yield from _verb(command.commands[name], f"{path} {name}")
        return
    words = [p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument"]
    yield f".SS {_safe(' '.join([path.removeprefix('moedeklar '), *words]))}"
    yield _safe(command.help or "")
    yield from _options(command)
    if command.epilog:
        yield ".PP"
        yield f"{_safe(_('Examples'))}:"
        yield ".nf"
        yield from (_safe(f"    {line}") for line in command.epilog.splitlines())
        yield ".fi"


def _options(command: Any) -> Iterator[str]:
    common = {"profile", "language", "verbose"} if not hasattr(command, "commands") else set()
    for parameter in command.params:
        if parameter.name in common or not getattr(parameter, "help", None):
            continue
        yield ".TP"
        if parameter.param_type_name == "argument":
            yield rf"\fI{_safe(parameter.metavar or parameter.name.upper())}\fR"
        else:
            names = ", ".join(rf"\fB{_safe(name)}\fR" for name in parameter.opts)
            value = "" if parameter.is_flag else rf" \fI{_safe(parameter.metavar or parameter.name.upper())}\fR"
            yield names + value
        yield _safe(parameter.help)


def _foot() -> Iterator[str]:
    yield f".SH {_('EXIT STATUS')}"
    for status, meaning in (
        ("0", _("Done.")),
        ("1", _("A problem, told on standard error.")),
        ("2", _("Wrong use.")),
        ("3", _("Partly done: what failed is named.")),
        ("4", _("A guard stopped the run: it needs attention.")),
    ):
        yield from (".TP", rf"\fB{status}\fR", _safe(meaning))
    yield f".SH {_('ENVIRONMENT')}"
    yield from (".TP", r"\fBMOEDEKLAR_PASSPHRASE_FILE\fR")
    yield _safe(_("Names a file whose first line is the passphrase of the profile; then no keyring is touched."))


def _safe(text: str) -> str:
    """*text* for roff: no backslash, hyphen or leading dot means anything."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


def main() -> int:
    """Print the page."""
    language, version, date = sys.argv[1:]
    _spoken["language"] = set_language(language)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(page(version, date), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
