"""Where items begin: candidates are collected by the shape of their number and believed by what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from moedeklar.agenda.candidates import LONGEST_TITLE, Heading, candidate, may_begin, value_of
from moedeklar.agenda.groups import is_group
from moedeklar.agenda.labels import is_lead
from moedeklar.agenda.outcome import is_bare_decision
from moedeklar.agenda.paragraphs import Para
from moedeklar.agenda.titles import bare_title, has_leader, read_title, title_key, without_leader
from moedeklar.agenda.vocabulary import FILE_LINE, KINDS, USUAL_TITLES
from moedeklar.agenda.whole_titles import take_rest_of_title, take_title_beside
from moedeklar.model.agenda import Role
from moedeklar.model.roles import LineRole

_ABBREVIATED = re.compile(
    r"(?:\b(?:evt|mv|m\.v|m\.m|m\.fl|kr|mio|nr|pkt|bl\.a|osv|etc|ca|tlf|stk|a/s|aps))\.$", re.IGNORECASE
)
_LONGEST_ABBREVIATION = 8  # characters, with its full stop
_SENTENCE_ENDS = (".", ";", ",", ":", "?", "!")
_PAGE = re.compile(r"\s+\d{1,3}$")
# Found once: to look a member of an enumeration up costs Python 3.11 more than what is done with it.
_UNKNOWN = LineRole.UNKNOWN
_FEWEST_ALIKE = 3
_MOST_LED_UP = 40  # items
_TEXT_ROLES = (Role.RECOMMENDATION, Role.DECISION, Role.FACTS)
_TITLE_AGAIN = 3  # paragraphs between a title and the same title again, as part of one heading
_STRONG = 4
_WEAK = 2
_UNDER = 3  # what a label or a case number right under a heading is worth
_SHORT = 40  # characters
_FIRST_POINTS = 2.0  # numbers
_NEAR = 3  # paragraphs
_LOOK_AHEAD = 8
_LONGEST_LISTED = 120
_LONGEST_MARKS = 40  # characters of the marks around a title that comes again
_LIGATURES = 8  # characters by which a title may be shorter as printed than as compared


def find_headings(paras: Sequence[Para], contents: set[str], body_size: float) -> list[Heading]:
    """The headings of items in *paras*, in order. *contents* are the bare titles of the table of contents.

    Of the shapes that numbers have in the document the one that is believed most wins, so that numbered points inside
    items headed "Punkt 7:" are never items.
    """
    shapes: dict[str, list[Heading]] = {}
    for at, para in enumerate(paras):
        if para.role is _UNKNOWN and (para.mark or may_begin(para.text)) and not para.cells[2:]:
            heading = candidate(para, at)
            if heading:
                shapes.setdefault(heading.shape, []).append(heading)
    best: list[Heading] = []
    of_shape: list[Heading] = []
    best_sum = 0
    for shape, candidates in shapes.items():
        for heading in candidates:
            _believe(heading, paras, contents, body_size)
        found = _last_of_repeated(candidates, paras)
        _doubt_lists(found)
        chosen = _of_one_number(found) or _in_sequence(found)
        total = sum(heading.belief for heading in chosen) + (4 * len(chosen) if shape == "worded" else 0)
        if total > best_sum:
            best, of_shape, best_sum = chosen, found, total
    best = _without_parts(_with_bare(_to_the_last(_from_the_first(best, of_shape), of_shape), of_shape, paras), paras)
    for heading in best:
        take_rest_of_title(heading, paras, contents, body_size)
        for other, role in heading.repeats:
            for para in paras[other.at : other.end]:
                para.role = role
    return best


def _of_one_number(found: Sequence[Heading]) -> list[Heading]:
    """Where a list lost its numbers, so that all items are "1.": those with a label under them; they have no number."""
    if len(found) < _FEWEST_ALIKE or any(heading.number != "1" for heading in found):
        return []
    chosen = [heading for heading in found if heading.labelled and heading.title[:1].isupper()]
    if len(chosen) < _FEWEST_ALIKE:
        return []
    for heading in chosen:
        heading.number, heading.belief = None, max(heading.belief, _STRONG)
    return chosen


def _from_the_first(chosen: list[Heading], found: Sequence[Heading]) -> list[Heading]:
    """*chosen*, with the headings before them that lead up to their number from 1, where none of those is missing.

    In minutes without labels only the usual titles are believed by themselves.
    """
    due = int(value_of(chosen[0])) - 1 if chosen else 0
    if not 0 < due < _MOST_LED_UP:
        return chosen
    before: list[Heading] = []
    for heading in reversed([one for one in found if one.at < chosen[0].at]):
        title = heading.title
        if value_of(heading) == due and title[:1].isupper() and len(title) < _LONGEST_LISTED:
            before.append(heading)
            due -= 1
    return before[::-1] + chosen if due == 0 else chosen


def _to_the_last(chosen: list[Heading], found: Sequence[Heading]) -> list[Heading]:
    """*chosen*, with the headings after them as far as they lead on to one with a usual title, such as the last."""
    if not chosen:
        return chosen
    due = int(value_of(chosen[-1])) + 1
    run: list[Heading] = []
    sure = 0
    for heading in found:
        if heading.at > chosen[-1].at and value_of(heading) == due and _is_bare_title(heading):
            run.append(heading)
            due += 1
            sure = len(run) if heading.belief >= _WEAK else sure
    return chosen + run[:sure]


def _with_bare(chosen: list[Heading], found: Sequence[Heading], paras: Sequence[Para]) -> list[Heading]:
    """*chosen*, with the items that have the number due and nothing else printed of them ("8. Lån - udgår")."""
    if not chosen or len(found) == len(chosen):
        return chosen
    known = {id(heading) for heading in chosen}
    kept: list[Heading] = []
    passed: set[float] = set()  # numbers of points met since the last item
    for heading in found:
        value = value_of(heading)
        if id(heading) in known or (
            kept and _is_due(heading, kept[-1], chosen, paras) and not passed & {value, value - 1}
        ):
            kept.append(heading)
            passed = set()
        else:
            passed.add(value)
    return kept


def _is_due(heading: Heading, last: Heading, chosen: Sequence[Heading], paras: Sequence[Para]) -> bool:
    """Whether *heading* has the number after that of *last*, and stands in a group or before the next item."""
    if value_of(heading) != int(value_of(last)) + 1:
        return False
    if is_group(paras[heading.at - 1]) or (last.end == heading.at and not last.labelled and last.belief < _WEAK):
        return True
    after = next((one for one in chosen if one.at > heading.at), None)
    return after is not None and value_of(after) == value_of(heading) + 1 and _is_bare_title(heading)


def _is_bare_title(heading: Heading) -> bool:
    title = heading.title
    return title[:1].isupper() and len(title) < _LONGEST_LISTED and not title.endswith(_SENTENCE_ENDS)


def _without_parts(headings: list[Heading], paras: Sequence[Para]) -> list[Heading]:
    """In agendas numbered 1.1, 1.2, 2.1 the headings "1" and "2" are those of groups."""
    kept: list[Heading] = []
    for heading, after in zip_longest(headings, headings[1:]):
        if after is not None and after.number == f"{heading.number}.1" and after.at == heading.end:
            for para in paras[heading.at : heading.end]:
                para.role = LineRole.GROUP
        else:
            kept.append(heading)
    return kept


def _believe(heading: Heading, paras: Sequence[Para], contents: set[str], body_size: float) -> None:
    """Sum up what speaks for and against *heading* being an item's."""
    para = paras[heading.at]
    alone = not heading.title and heading.shape == "worded"  # "Pkt. 7" is a line of its own
    if not heading.title:
        take_title_beside(heading, paras)
    title = heading.title
    belief = 0
    if para.level or (body_size and para.size >= body_size + 1.0):
        belief += 3
    elif para.bold:
        belief += 2
    listed = without_leader(title)
    key = bare_title(listed)
    read = read_title(title)
    plain = bare_title(read.text)
    heading.listed = bool(contents) and (key in contents or plain in contents)
    belief += 3 * heading.listed
    if USUAL_TITLES.match(title):
        belief += 2
    if read.text != title:  # a type or a mark of a closed item was taken off
        belief += 2
    heading.certain = belief > 0
    if title[:1].islower() and not heading.certain:  # a point of a list ("2. at taget fornyes"), as most numbers are
        heading.belief = -_STRONG
        return
    if heading.shape == "worded":
        belief += 2 + alone
    belief += _followed_by(heading, paras, plain)
    belief -= _against(heading, paras, title, key in contents)
    heading.belief = belief


def _followed_by(heading: Heading, paras: Sequence[Para], plain: str) -> int:
    """What the next paragraphs say: particulars and labels stand under a heading, and titles are printed twice."""
    belief = 0
    shortest = len(plain) - _LIGATURES if plain else LONGEST_TITLE
    longest = 2 * len(plain) + _LONGEST_MARKS
    for at, para in enumerate(paras[heading.end : heading.end + _LOOK_AHEAD]):
        text = para.text
        label = para.label
        if label and not (label.role is None and label.rest):
            heading.labelled = True
            belief += _UNDER if at < _NEAR else 2
            break
        if len(text) > LONGEST_TITLE:
            continue
        particulars = para.particulars
        if particulars or para.naming or (text[:1] in "aA" and FILE_LINE.match(text)):
            belief += _UNDER + bool(particulars and particulars.case) if at < _NEAR else 1
            break
        if shortest < len(text) < longest and plain == title_key(text):
            belief += 2
        elif candidate(para, 0):
            break
    before = paras[heading.at - 1] if heading.at else None
    if before and before.particulars:
        belief += 2
    return belief


def _against(heading: Heading, paras: Sequence[Para], title: str, known: bool) -> int:
    against = 0
    if not title or title[0].islower():
        against += 4
    usual = len(title) < _SHORT and USUAL_TITLES.match(title)
    if title.endswith(_SENTENCE_ENDS) and not (_is_abbreviated(title) or known or usual):
        against += 1 if title.endswith("?") else 3
    if len(title) > 200:
        against += 2
    before = paras[heading.at - 1] if heading.at else None
    if before and before.role is _UNKNOWN and not known and _announces(before):
        against += 3
    if has_leader(title):
        against += 3
    return against


def _is_abbreviated(title: str) -> bool:
    """Whether the full stop at the end of *title* is that of an abbreviation."""
    return _ABBREVIATED.search(title, max(len(title) - _LONGEST_ABBREVIATION, 0)) is not None


def _announces(para: Para) -> bool:
    """Whether a paragraph leads on to a list: "Udvalget beslutter, at", but not the heading "Beslutning:"."""
    if not para.text.endswith((":", " at", ", at")) or para.text.casefold().startswith("luk"):
        return False
    label = para.label
    return label is None or bool(label.rest) or is_lead(para.text)


def _first_text(paras: Sequence[Para]) -> int:
    """Where the first item's text begins: what comes again after it are points of lists ("1. Godkendt.")."""
    for at, para in enumerate(paras):
        label = para.label
        if (
            label
            and label.role in _TEXT_ROLES
            and not label.soft
            and not any(kind.search(para.text) for kind, _ in KINDS)
        ):
            return at
    return len(paras)


def _last_of_repeated(found: list[Heading], paras: Sequence[Para]) -> list[Heading]:
    """Of a number and title that come more than once, far apart, the last is the item; the first was the contents."""
    numbers = Counter(heading.number for heading in found)
    if len(numbers) == len(found):
        return found
    keys = [
        (
            heading.number,
            bare_title(_PAGE.sub("", read_title(heading.title).text)) if numbers[heading.number] > 1 else "",
        )
        for heading in found
    ]
    last = dict(zip(keys, found, strict=True))
    if len(last) == len(found):
        return found
    kept: list[Heading] = []
    repeated: set[int] = set()
    first_text = _first_text(paras)
    for heading, key in zip(found, keys, strict=True):
        later = last[key]
        if later is heading:
            heading.belief += 3 if id(heading) in repeated else 0
            kept.append(heading)
        elif heading.labelled and _is_quoted(later, paras):
            kept.append(heading)
            last[key] = heading
            later.belief = -99
            heading.repeats.append((later, LineRole.TITLE))
        elif heading.at > first_text and later.at - heading.end > _TITLE_AGAIN:
            kept.append(heading)
        elif later.at - heading.at > 3 or later.belief > heading.belief:
            later.repeats.append((heading, LineRole.CONTENTS))
            repeated.add(id(later))
        else:  # printed twice under each other: the first one begins the item
            kept.append(heading)
            later.belief = -99
    return kept


def _is_quoted(heading: Heading, paras: Sequence[Para]) -> bool:
    """Whether a heading stands right under "Beslutning", as where minutes quote it before what was decided."""
    label = paras[heading.at - 1].label if heading.at else None
    return label is not None and label.role is Role.DECISION and not label.rest


def _doubt_lists(found: Sequence[Heading]) -> None:
    """Numbered paragraphs right under each other are points of a list, unless each is an item by its own looks.

    Under the decision "1. Godkendt." the heading "2. Ny mole" is no point of its list.
    """
    for above, heading in pairwise(found):
        follows = above.end == heading.at and value_of(heading) == value_of(above) + 1
        alone = above.certain and heading.belief >= _STRONG  # after a closed item, of which nothing else is printed
        if follows and not alone and is_bare_decision(above.title) == is_bare_decision(heading.title):
            for point in (above, heading):
                if not point.certain and not point.doubted:
                    point.doubted = True
                    point.belief -= 3


def _in_sequence(found: list[Heading]) -> list[Heading]:
    """All strongly believed headings, and the weakly believed whose number comes next."""
    eligible = [heading for heading in found if heading.belief >= _WEAK]
    chosen: list[Heading] = []
    ahead = _strong_ahead(eligible)
    for at, heading in enumerate(eligible):
        if heading.belief >= _STRONG or _fits(
            heading, chosen[-1] if chosen else None, eligible[at + 1] if at + 1 < len(eligible) else None, ahead[at]
        ):
            chosen.append(heading)
    return _without_points(chosen)


def _without_points(chosen: list[Heading]) -> list[Heading]:
    """*chosen* without numbered points inside an item, which begin anew at 1 or 2 where the items go on behind them."""
    kept: list[Heading] = []
    at = 0
    while at < len(chosen):
        heading = chosen[at]
        last = value_of(kept[-1]) if kept else 0.0
        if last > value_of(heading) and value_of(heading) <= _FIRST_POINTS and not heading.listed:
            behind = next((k for k in range(at + 1, len(chosen)) if value_of(chosen[k]) > last), None)
            if behind is not None and value_of(chosen[behind]) <= last + _FIRST_POINTS:
                at = behind
                continue
        kept.append(heading)
        at += 1
    return kept


def _strong_ahead(eligible: Sequence[Heading]) -> list[Heading | None]:
    """For each heading the next strongly believed one."""
    ahead: list[Heading | None] = []
    following: Heading | None = None
    for heading in reversed(eligible):
        ahead.append(following)
        following = heading if heading.belief >= _STRONG else following
    return ahead[::-1]


def _fits(heading: Heading, last: Heading | None, after: Heading | None, ahead: Heading | None) -> bool:
    """Whether a weakly believed heading has the number that is due between its neighbours."""
    value = value_of(heading)
    if (ahead is not None and value >= value_of(ahead)) or (last is not None and value <= value_of(last)):
        return False
    if heading.belief >= _UNDER or (heading.shape == "worded" and last is not None and ahead is not None):
        return True
    return (last is not None and value <= value_of(last) + 1) or (after is not None and value_of(after) == value + 1)


def by_sequence(paras: Sequence[Para]) -> list[Heading]:
    """Numbered paragraphs whose numbers follow each other, where nothing else tells items: an agenda as a bare list."""
    chosen: list[Heading] = []
    for at, para in enumerate(paras):
        heading = candidate(para, at) if para.role is _UNKNOWN and not para.cells else None
        if heading is None or heading.shape not in {"dotted", "worded", "spaced"} or not heading.title[:1].isupper():
            continue
        value = value_of(heading)
        due = bool(chosen) and value == int(value_of(chosen[-1])) + 1 and heading.title[-1] in ".:?"
        sentence = heading.title.endswith(_SENTENCE_ENDS) and not _is_abbreviated(heading.title)
        if len(heading.title) > _LONGEST_LISTED or (sentence and not due):
            continue
        if not chosen or value_of(chosen[-1]) < value <= int(value_of(chosen[-1])) + 1.5:
            chosen.append(heading)
    return chosen if len(chosen) >= 2 else []
