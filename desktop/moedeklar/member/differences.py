"""What a new version of an item says that the one before did not, in a few words' worth. Pure."""

from __future__ import annotations

from collections import Counter

from moedeklar.model.agenda import AgendaItem, Role
from moedeklar.model.text import bare, essence
from moedeklar.model.views import News


def news_between(before: AgendaItem, now: AgendaItem) -> tuple[News, ...]:
    """What is new in *now*, the most important first; a new attachment once for each."""
    found = [*_decision(before, now)]
    if _said(before, Role.RECOMMENDATION) != _said(now, Role.RECOMMENDATION):
        found.append(News.RECOMMENDATION)
    if essence(before.title) != essence(now.title):
        found.append(News.TITLE)
    if _rest(before) != _rest(now):
        found.append(News.TEXT)
    added = Counter(bare(one.title) for one in now.attachments) - Counter(bare(one.title) for one in before.attachments)
    found += [News.ATTACHMENT] * added.total()
    return tuple(found)


def _decision(before: AgendaItem, now: AgendaItem) -> tuple[News, ...]:
    then, since = _said(before, Role.DECISION), _said(now, Role.DECISION)
    if then == since:
        return ()
    return (News.DECISION_CHANGED,) if then else (News.DECISION,)


def _said(item: AgendaItem, role: Role) -> list[str]:
    return [essence(section.text) for section in item.sections if section.role is role]


def _rest(item: AgendaItem) -> list[str]:
    told = (Role.DECISION, Role.RECOMMENDATION)
    return [essence(section.text) for section in item.sections if section.role not in told]
