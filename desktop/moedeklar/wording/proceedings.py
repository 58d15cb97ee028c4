"""What happened at an item besides its decision, in words: votes, statements, who was there, what was handed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moedeklar.model.agenda import AgendaItem, ComingItem, Presence, PresenceKind, Statement, StatementKind, Vote
from moedeklar.model.text import bare, first_words
from moedeklar.wording.dates import written_date
from moedeklar.wording.language import _

STATEMENT_LENGTH = 180  # letters of a statement, which is in the decision in full


def proceedings(item: AgendaItem) -> Iterator[tuple[str, str]]:
    """What there is to say, as pairs of what it is and the words."""
    for vote in item.votes:
        yield _("Vote"), vote_sentence(vote)
    for statement in item.statements:
        yield _statement_word(statement.kind), _statement(statement)
    yield from _presence(item.presence, item.absent)
    for handout in item.handouts:
        yield _("Handed out at the meeting"), handout


def vote_sentence(vote: Vote) -> str:
    """ "For: A, C. Imod: Ø"; sides on which nobody stood are left out."""
    sides = (
        (_("In favour: {names}"), vote.in_favour),
        (_("Against: {names}"), vote.against),
        (_("Abstained: {names}"), vote.abstained),
    )
    return ". ".join(sentence.format(names=", ".join(names)) for sentence, names in sides if names)


def expected_at(case: ComingItem) -> str:
    """ "forventes 9. marts 2027" of a coming case; "" where nothing is said of when."""
    when = written_date(case.date) or case.meeting or ""
    return _("expected {when}").format(when=when) if when else ""


def _statement_word(kind: StatementKind) -> str:
    return {
        StatementKind.RESERVATION: _("Reservation"),
        StatementKind.MINORITY: _("Minority statement"),
        StatementKind.ENTERED: _("Entered in the minutes"),
    }[kind]


def _statement(statement: Statement) -> str:
    said = first_words(statement.text, STATEMENT_LENGTH)
    return ": ".join(part for part in (", ".join(statement.who), said) if part)


def _presence(presence: Sequence[Presence], absent: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each kind with its names; those that *absent* alone has are told with the absent ones."""
    told = {bare(one.name) for one in presence if one.kind is PresenceKind.ABSENT}
    alone = [Presence(PresenceKind.ABSENT, name) for name in absent if bare(name) not in told]
    words = {
        PresenceKind.ABSENT: _("Absent"),
        PresenceKind.SUBSTITUTE: _("Substitute"),
        PresenceKind.DISQUALIFIED: _("Disqualified"),
        PresenceKind.ARRIVED: _("Came during the meeting"),
        PresenceKind.LEFT: _("Left the meeting"),
    }
    for kind, label in words.items():
        names = [_who(one) for one in (*presence, *alone) if one.kind is kind]
        if names:
            yield label, ", ".join(dict.fromkeys(names))


def _who(presence: Presence) -> str:
    if presence.instead_of:
        return _("{name} for {other}").format(name=presence.name, other=presence.instead_of)
    return presence.name or presence.text
