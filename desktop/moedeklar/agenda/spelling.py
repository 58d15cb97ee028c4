"""Labels that were printed with a letter wrong, lost, added or two exchanged: "Indstiling", "Sagsfremstillng"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from moedeklar.agenda.vocabulary import LABELS, SOFT_LABELS
from moedeklar.model.agenda import Role

_SHORTEST = 6  # letters: shorter words are too near to others
_ROLES = (Role.RECOMMENDATION, Role.DECISION, Role.SUMMARY, Role.FACTS, Role.ECONOMY, Role.LAW, Role.COMPETENCE)
_TEXTS = frozenset(("indstilles", "beslutningen", "konklusion", "beslutningsprotokol"))  # too near to what is text
_FOREIGN = frozenset(("innstilling", "innstillingen"))  # Norwegian, as in what a case quotes
_EDGE = 3


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


_KNOWN: Final = tuple(
    label
    for label, role in LABELS.items()
    if role in _ROLES and len(label) >= _SHORTEST and label not in SOFT_LABELS and label not in _TEXTS
)
_WITHOUT_ONE: Final = {shorter: label for label in _KNOWN for shorter in _shorter(label)}
_STARTS: Final = frozenset(label[:edge] for label in _KNOWN for edge in range(_EDGE, len(label)))
_ENDS: Final = frozenset(label[-edge:] for label in _KNOWN for edge in range(_EDGE, len(label)))
_LONGEST: Final = max(map(len, _KNOWN)) + 1


def near_label(key: str) -> str | None:
    """The label that *key* (see `words.label_key`) is by one letter's mistake, or None."""
    if not _SHORTEST <= len(key) <= _LONGEST or key in _FOREIGN:
        return None
    edge = max(_EDGE, (len(key) - 2) // 2)  # one mistake leaves the first half or the last half as it was
    if key[:edge] not in _STARTS and key[-edge:] not in _ENDS:
        return None
    found = _WITHOUT_ONE.get(key)
    if found:
        return found
    for at, shorter in enumerate(_shorter(key)):
        if shorter in LABELS and shorter in _KNOWN:
            return shorter
        label = _WITHOUT_ONE.get(shorter)
        if label and len(label) == len(key) and _differs_once(label, key, at):
            return label
    return None


def _differs_once(label: str, key: str, at: int) -> bool:
    """Whether *key* has one letter of *label* wrong, or it and the next exchanged."""
    after = at + 1
    wrong = label[:at] == key[:at] and label[after:] == key[after:]
    exchanged = sorted(label) == sorted(key) and sum(a != b for a, b in zip(label, key, strict=True)) == 2
    return wrong or exchanged
