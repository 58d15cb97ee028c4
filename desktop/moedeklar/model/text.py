"""Canonical text: the one spelling in which offsets are counted and passages are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Letters without width, and hyphens that are only written differently.
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")
_HYPHENS = re.compile("[\u2010\u2011]")
_NOT_WORD = re.compile(r"[\W_]+")
_USUAL_MARKS = " .,-()"
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.,:/](?=\d)")
TOGETHER = " / "  # between the names of committees that hold a meeting together
_TERM = re.compile(r"[\s_]+((?:19|20)\d\d)\s*[-–/]\s*((?:(?:19|20)\d\d)|\d\d)\s*$")


def canonical(text: str) -> str:
    """NFC, every run of white space one space, none at either end; soft hyphens are gone.

    Offsets of notes are code points of this form, so that a passage keeps its place when lines are broken elsewhere.
    """
    if text.isprintable() and "  " not in text:  # no white space but single spaces, and no soft hyphens: most text
        return unicodedata.normalize("NFC", text).strip()
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())


def plain_marks(text: str) -> str:
    """*text* as every format is read: no zero-width spaces, and one hyphen for the three that look the same.

    A browser prints U+2010 where it divides a word, and Word writes U+2011 for a hyphen at which no line may end.
    """
    if text.isascii():
        return text
    return _HYPHENS.sub("-", _UNSEEN.sub("", text))


def bare(text: str) -> str:
    """Letters and digits only, casefolded: two texts that differ in spacing, dashes or quotes alone are equal here."""
    words = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    for mark in _USUAL_MARKS:  # most texts have no other, and looking for them is quicker than a pattern
        words = words.replace(mark, "")
    return words if words.isalnum() else _NOT_WORD.sub("", words)


def page_ranges(pages: Iterable[int]) -> str:
    """Pages, counted from 0, as people count and write them: "2, 5–7"."""
    parts: list[list[int]] = []
    for page in sorted(pages):
        if parts and page == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], page]
        else:
            parts.append([page])
    return ", ".join("–".join(str(page + 1) for page in part) for part in parts)


def essence(text: str) -> str:
    """Letters, digits, and the marks that stand between digits, casefolded.

    Equal for the same words set in another way (PDF and plain text of one document), different where an amount or a
    date is, which `bare` would overlook: "1,5" is not "15".
    """
    folded = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return _NOT_WORD.sub("", _BETWEEN_DIGITS.sub(lambda mark: f"m{ord(mark[0]):x}m", folded))


def committee_key(committee: str) -> str:
    """What a committee is compared by: its bare name without the council's term."""
    return bare(split_term(committee)[0])


_DEFINITE = re.compile(r"(udvalg|råd|nævn|forum|kommission|direktion|bestyrelse|komit[eé])(?:et|en|met|n)$")
_ENDINGS = ("", "et", "en", "met", "n")


def body_key(committee: str) -> str:
    """As `committee_key`, whether the name is in its definite form or not: "Byråd" and "Byrådet" are one body."""
    return _DEFINITE.sub(r"\1", committee_key(committee))


def body_keys(committee: str) -> tuple[str, ...]:
    """The keys of committees that are the body of this name in one form or another, its own among them."""
    return tuple(dict.fromkeys((committee_key(committee), *(body_key(committee) + one for one in _ENDINGS))))


def first_words(text: str, most: int = 60) -> str:
    """As many whole words of *text* as fit into *most* characters, and "…" where it goes on."""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0].rstrip() + " …" if " " in text[: most - 1] else text[: most - 1] + "…"


def split_term(committee: str) -> tuple[str, str | None]:
    """A committee's name without its council term, and the term as "2018-2021" or None.

    A new term has a new id in the source but is the same body to a member, so meetings are grouped by the bare name.
    """
    name = canonical(committee)
    found = _TERM.search(name)
    if not found or not name[: found.start()].strip():
        return name, None
    first, last = found.groups()
    if len(last) == 2:
        last = first[:2] + last
    return name[: found.start()].strip(" ,_"), f"{first}-{last}"
