"""Documents that are understood together, and which of them are papers and which attachments. Mostly pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from moedeklar.model.reports import Problem
from moedeklar.model.text import bare
from moedeklar.sources.base import RemoteDocument, Use
from moedeklar.sync.attaching import file_keys
from moedeklar.sync.discovery import Findings
from moedeklar.sync.nearness import Nearness, nearness
from moedeklar.sync.papers import key_of
from moedeklar.sync.reading import Understood

# A file that is called this is most likely a paper of a meeting: it is read first, since it says what the others are.
_PAPER_NAMES = ("dagsorden", "referat", "tillæg", "tillaeg", "protokol", "beslutning", "åben", "aaben", "agenda")

# What is being written at this moment: it waits for the next run, and nothing is wrong.
WAITING = frozenset({"still_changing", "export_unfinished"})

Key = tuple[str, str]  # committee and day, see `Paper.key`


@dataclass
class Grouped:
    """The documents of one group that are to be read, and what became of each."""

    documents: list[RemoteDocument]
    understood: dict[str, Understood] = field(default_factory=dict)
    attachments: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    @property
    def passing(self) -> list[Problem]:
        """What could not be read this time and is tried again the next."""
        return [one.problem for one in self.understood.values() if one.problem and one.is_passing and not _waits(one)]

    @property
    def waiting(self) -> list[Problem]:
        """Documents that are being written at this moment: they wait for the next run, and nothing is wrong."""
        return [one.problem for one in self.understood.values() if one.problem and _waits(one)]

    def names(self) -> dict[str, set[Key]]:
        """What the papers read so far call their attachments, each name with the keys of the papers that use it."""
        found: dict[str, set[Key]] = {}
        for one in self.understood.values():
            if one.meeting is not None:
                key = key_of(one.meeting)
                for item in one.meeting.items:
                    for attachment in item.attachments:
                        found.setdefault(bare(attachment.title), set()).add(key)
        return found


def _waits(one: Understood) -> bool:
    return one.problem is not None and one.problem.code in WAITING


def group_work(findings: Findings, today: date) -> list[list[RemoteDocument]]:
    """The documents that are to be read, group by group.

    First the groups of the meetings that are nearest to *today*, as far as the list says when they are; of the others
    those with the latest documents.
    """
    groups: dict[str, list[RemoteDocument]] = {}
    for document in findings.fresh:
        groups.setdefault(document.group, []).append(document)

    def order(group: str) -> tuple[Nearness, float, str]:
        near = min(nearness(document.start, today) for document in groups[group])
        return near, -max(document.modified for document in groups[group]).timestamp(), group

    return [groups[group] for group in sorted(groups, key=order)]


def looks_like_paper(document: RemoteDocument) -> bool:
    """Whether its name says that it is a paper of a meeting, or its source does."""
    if document.use is Use.RECORD:
        return True
    name = document.name.casefold()
    return not document.among_attachments and any(word in name for word in _PAPER_NAMES)


def is_named(document: RemoteDocument, names: Iterable[str]) -> bool:
    """Whether an item has an attachment of this name."""
    known = names if isinstance(names, (set, dict)) else set(names)
    return any(key in known for key in file_keys(document.name))


def called_attachments(grouped: Grouped, others: Mapping[str, set[Key]]) -> set[str]:
    """The documents that read as papers and are attachments: papers of other meetings call them so.

    *others* are the names that meetings which are known already use. Minutes that are attached to the agenda which
    approves them are such; the minutes of a meeting are never an attachment of it, whatever its items call theirs.
    """
    names = grouped.names()
    found = set()
    for ref, one in grouped.understood.items():
        if one.meeting is None or one.document.use is Use.RECORD:
            continue
        own = key_of(one.meeting)
        users: set[Key] = set()
        for key in file_keys(one.document.name):
            users |= names.get(key, set()) | others.get(key, set())
        if users - {own}:
            found.add(ref)
    return found
