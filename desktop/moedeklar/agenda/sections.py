"""One item's paragraphs sorted into sections, attachments and attendance, in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from moedeklar.agenda.attachments import AttachmentList, file_names, is_file_name
from moedeklar.agenda.attendance import (
    attendance_label,
    is_attendance,
    is_names,
    is_partly_absent,
    split_attendance,
)
from moedeklar.agenda.blocks import blocks_of
from moedeklar.agenda.dates import find_date
from moedeklar.agenda.groups import heads_section, names_group
from moedeklar.agenda.labels import Label, Naming, find_naming, is_history, is_lead
from moedeklar.agenda.looks import begins_attachment, by_look, looks_like
from moedeklar.agenda.names import says_none
from moedeklar.agenda.numbers import Particulars
from moedeklar.agenda.outcome import is_bare_decision
from moedeklar.agenda.paragraphs import BULLETS, Para
from moedeklar.agenda.presence import read_presence
from moedeklar.agenda.references import references_of
from moedeklar.agenda.running import is_running
from moedeklar.agenda.shut import says_closed
from moedeklar.agenda.titles import bare_title, title_key
from moedeklar.agenda.vocabulary import FILE_LINE, MEETING_END, TYPE_HEADINGS, TYPE_WORDS
from moedeklar.agenda.words import is_body, label_key, nominative
from moedeklar.model.agenda import Attachment, ItemType, Presence, Reference, Role, Section
from moedeklar.model.roles import LineRole
from moedeklar.model.text import bare

_ROUTE_CELL = re.compile(r"(?:[A-ZÆØÅ]{2,5}|[xX✓])(?:\s+(?:[A-ZÆØÅ]{2,5}|[xX✓]))*")
_CLOCK = re.compile(r"(?:kl\.? ?)?\d{1,2}[.:]\d\d(?: ?[-–] ?(?:kl\.? ?)?\d{1,2}[.:]\d\d)?", re.IGNORECASE)
_LEAD_KEY = re.compile(r"\b(?:indstiller|foreslår|anbefaler|anmoder om|indstilles|foreslås)\b")
_ABSENT_KEYS = re.compile(r"^(?:afbud|fraværende|ikke til ?stede|forfald|med afbud|uden afbud|ikke mødt|deltog ikke)")
_FIELD = re.compile(r"(?:(?:møde)?dato|den)\s*:\s*(?P<day>\S.*)|(?:møde)?sted\s*:\s*\S", re.IGNORECASE)
_ABSENT_LABEL = "Fraværende"
_NUMBER = re.compile(r"^\d{1,4}[a-z]?\s*[.:)]?\s*", re.IGNORECASE)
_TITLE_REPEATED_WITHIN = 8
_LONGEST_GROUP = 90
_LONGEST_MARK = 40  # characters of a type, of initials or of a time that stand beside a title
_LONGEST_MARKS = 60  # characters of number, type and marks around a title that comes again
_LONGEST_DECIDED = 500
_LIGATURES = 8  # characters by which a title may be shorter as printed than as compared
# Found once: to look a member of an enumeration up costs Python 3.11 more than what is done with it.
_RECOMMENDATION, _DECISION, _ROUTE = Role.RECOMMENDATION, Role.DECISION, Role.ROUTE
_ATTENDANCE, _OTHER = Role.ATTENDANCE, Role.OTHER
_TEXT = LineRole.TEXT
_BEFORE_DECISION = (Role.RECOMMENDATION, Role.DECISION, Role.SUMMARY, Role.OTHER)
_ONCE = frozenset((_RECOMMENDATION, _DECISION))
_AROUND_DECISION = frozenset((_DECISION, _ATTENDANCE))
_WITH_OTHERS = frozenset((_DECISION, _ATTENDANCE, _ROUTE))
_NOT_INSIDE = frozenset((LineRole.CONTENTS, LineRole.FURNITURE, LineRole.GROUP, LineRole.TITLE))
_POINT = re.compile(r"^ad\.?\s*\d{1,2}[.:]?\s+", re.IGNORECASE)
_DECIDES = re.compile(r"\bbeslutning")


@dataclass(slots=True)
class Draft:
    """A section being filled. `lead` is a text that stands in the heading's own paragraph."""

    role: Role
    heading: str
    paras: list[Para] = field(default_factory=list)
    body: str | None = None
    date: str | None = None
    size: float = 0.0
    level: int = 0

    def take(self, para: Para) -> None:
        """*para* is text of this section, and understood as that unless nothing says what the section is for."""
        self.paras.append(para)
        if self.heading or self.role is not _OTHER:
            para.role = _TEXT


@dataclass(slots=True)
class Understood:
    """What the paragraphs of one item told."""

    sections: tuple[Section, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    presence: tuple[Presence, ...] = ()
    references: tuple[Reference, ...] = ()
    case: str | None = None
    document: str | None = None
    closed: bool | None = None
    type: ItemType | None = None


class SectionReader:
    """Reads the paragraphs of one item.

    *typed* says that headings such as "Drøftelse" hold this document's decisions, *decided* that the document has no
    headings and tells only what was decided; *day* is the meeting's (ISO), *headings* are what `recurring` found.
    """

    def __init__(
        self,
        title: str,
        paras: Sequence[Para],
        body_size: float,
        *,
        typed: bool = False,
        decided: bool = False,
        day: str | None = None,
        headings: frozenset[str] = frozenset(),
    ) -> None:
        self._title = bare_title(title)
        self._is_of_absence = bool(_ABSENT_KEYS.match(title.casefold()))
        self._paras = [para for para in paras if para.role not in _NOT_INSIDE]
        self._body_size = body_size
        self._typed = typed
        self._decided = decided
        self._day = day
        self._headings = headings
        self._labelled = _has_recommendation(self._paras)
        self._drafts: list[Draft] = [Draft(Role.OTHER, "")]
        self._current = self._drafts[0]
        self._attachments = AttachmentList()
        self._listing = False  # in a list of attachments
        self._list_bold = False  # whether its heading is bold
        self._awaited = ""  # the label under which names of absent ones are awaited
        self._presence: list[Presence] = []
        self._result = Understood()
        self._references: list[Reference] = []
        self._journal: str | None = None
        self._text_met = False
        self._may_begin_files = False  # right under a heading, or another file
        self._appended = False  # in an attachment that is printed whole

    def read(self) -> Understood:
        """Sort all paragraphs, marking what each was understood to be."""
        page = self._paras[0].page if self._paras else 0
        for at, para in enumerate(self._paras):
            if para.page != page:
                page = para.page
                goes_on = self._listing and looks_like(self._paras[at - 1], para)
                if not goes_on and begins_attachment(para, self._body_size):
                    self._start(Draft(_OTHER, para.text))
                    self._appended = True
            if self._appended:
                self._current.take(para)
            else:
                self._take(at, para)
        self._attachments.close()
        self._take_bare_decision()
        if self._is_of_absence:
            self._decide_absence()
        result = self._result
        result.case = result.case or self._journal
        result.sections = self._sections()
        result.attachments = self._attachments.found
        result.presence = tuple(dict.fromkeys(self._presence))
        result.references = tuple(dict.fromkeys([*self._references, *references_of(result.sections, self._day)]))
        return result

    def _take_bare_decision(self) -> None:
        """An item that holds nothing but "Udgår" or "Taget til efterretning." was decided so, without a heading."""
        filled = [draft for draft in self._drafts if draft.paras and draft.role is not _ATTENDANCE]
        if len(filled) == 1 and filled[0].role is _OTHER and not filled[0].heading:
            paras = filled[0].paras
            text = " ".join(para.text for para in paras)
            told = is_bare_decision(text) or (self._decided and len(text) < _LONGEST_DECIDED)
            if told and not any(para.cells for para in paras):
                filled[0].role = Role.DECISION
                for para in paras:
                    para.role = _TEXT

    def _decide_absence(self) -> None:
        """Under a heading such as "Fraværende" who was absent is the decision, where there is no other."""
        decisions = [draft for draft in self._drafts if draft.role is _DECISION]
        told = [draft for draft in self._drafts if draft.role is _ATTENDANCE and draft.paras]
        if decisions and told and not any(draft.paras for draft in decisions):
            decisions[-1].paras = [para for draft in told for para in draft.paras]
            self._drafts = [draft for draft in self._drafts if draft not in told]

    def _take(self, at: int, para: Para) -> None:
        text = para.text
        if para.cells:
            self._add(para)
            return
        if self._is_in_text() and is_running(text) and (self._labelled or not is_lead(text)):
            self._current.take(para)
            return
        if (not self._text_met or self._current.role is _ROUTE) and self._takes_above_text(at, para):
            return
        if text[:1] in "mMnN" and MEETING_END.match(text):
            para.role = LineRole.PARTICULARS
            return
        label = self._label(para) or by_look(para, self._current, self._headings, self._body_size)
        if label:
            self._open(label, para)
            return
        if self._current.role is _DECISION and not self._current.paras and self._takes_field(para):
            para.role = LineRole.PARTICULARS
            return
        naming = para.naming
        if naming and not attendance_label(text) and self._takes_naming(naming, para, _decides(self._paras, at)):
            return
        if ":" in text and self._takes_body(para, _decides(self._paras, at)):
            return
        if self._takes_attendance(para):
            return
        if not self._text_met and says_closed(text):
            self._result.closed = True
        if not self._labelled and self._current.role is not _DECISION and is_lead(text):
            self._start(Draft(Role.RECOMMENDATION, "", size=para.size, level=para.level))
        self._add(para)

    def _is_in_text(self) -> bool:
        """Whether a section is open in which running text is nothing else than that."""
        return self._text_met and not (self._listing or self._awaited) and self._current.role not in _WITH_OTHERS

    def _takes_above_text(self, at: int, para: Para) -> bool:
        """What stands under the heading before any text: the title again, particulars, the name of a group."""
        if at < _TITLE_REPEATED_WITHIN and not self._text_met and self._repeats_title(para):
            para.role = LineRole.TITLE
        elif self._is_particulars(para):
            para.role = LineRole.PARTICULARS
        elif (
            not self._text_met
            and not self._drafts[1:]
            and len(para.text) < _LONGEST_GROUP
            and names_group(para.numbered)
            and not heads_section(para)
        ):
            para.role = LineRole.GROUP
        else:
            return False
        return True

    def _takes_field(self, para: Para) -> bool:
        """Day and place in lines under a decision's heading ("Dato: 10. december 2026", "Sted: Havnekontoret")."""
        found = _FIELD.match(para.text)
        if found is None or len(para.text) > _LONGEST_GROUP:
            return False
        day = find_date(found["day"]) if found["day"] else None
        if day and not self._current.date:
            self._current.date = day.day.isoformat()
        return day is not None or not found["day"]

    def _repeats_title(self, para: Para) -> bool:
        """The heading comes again as plain text, often with its number ("7. Ny mole" under "Punkt 7: Ny mole")."""
        length = len(self._title)
        if not length or not length - _LIGATURES <= len(para.text) <= 2 * length + _LONGEST_MARKS:
            return False
        text = para.numbered
        if self._title not in bare(text):
            return False
        if self._title == title_key(_NUMBER.sub("", text)) and _NUMBER.match(text):
            return True
        return not self._drafts[1:] and self._title == title_key(text)

    def _is_particulars(self, para: Para) -> bool:
        found: Particulars | None = para.particulars
        if not found:
            if len(para.text) >= _LONGEST_MARK:  # most
                return False
            key = label_key(para.text)
            kind = TYPE_WORDS.get(key) if len(key) > 1 and key.endswith(("sag", "punkt")) else None
            if kind:
                self._result.type = self._result.type or kind
                return True
            beside = _ROUTE_CELL.fullmatch(para.text) or _CLOCK.fullmatch(para.text)
            return not self._drafts[1:] and bool(beside)
        result = self._result
        result.case = result.case or found.case
        self._journal = self._journal or found.journal
        result.document = result.document or found.document
        result.type = result.type or found.type
        result.closed = found.closed if result.closed is None else result.closed
        return True

    def _label(self, para: Para) -> Label | None:
        label = para.label
        if label is None:  # most by far
            return None
        if label_key(label.heading) in TYPE_HEADINGS and not self._typed:
            return None
        if label.role is _ATTENDANCE and _ABSENT_KEYS.match(label_key(label.heading)):
            return None  # a line of names, which does not end the section around it
        if label.role is _RECOMMENDATION and self._labelled and _LEAD_KEY.search(label.heading.casefold()):
            return None if self._current.role in _ONCE else label
        if label.soft and ((self._listing and para.mark) or self._is_small(para)):
            return None
        if self._listing and label.role is _OTHER and (para.mark in BULLETS or (self._list_bold and not para.bold)):
            return None  # an attachment that is called like a heading
        return label

    def _is_small(self, para: Para) -> bool:
        """Whether a word that may be a section's heading is a small heading inside the section at hand."""
        current = self._current
        if current.role not in (Role.FACTS, Role.SUMMARY) or not current.heading:
            return para.mark not in {"", "•"}
        deeper = (current.level > 0 and (para.level or 9) > current.level) or (0 < para.size < current.size - 0.6)
        if deeper or not current.paras:
            return True
        return bool(current.size and para.size == self._body_size and current.size > para.size and not para.bold)

    def _open(self, label: Label, para: Para) -> None:
        """A heading: what follows it belongs to a new section, or to the attachments."""
        para.role = LineRole.LABEL
        self._awaited = ""
        self._may_begin_files = True
        if label.type and self._typed:
            self._result.type = self._result.type or label.type
        if label.role is None:
            self._listing, self._list_bold = True, para.bold
            if label.rest:
                for title in label.rest.split("; "):
                    self._attachments.add(title)
                self._listing = self._listing and not label.rest.endswith(".")
            return
        self._start(Draft(label.role, label.heading, [], label.body, label.date, para.size, para.level))
        if label.role is _RECOMMENDATION and _LEAD_KEY.search(label.heading.casefold()):
            self._current.heading = ""
            self._current.paras.append(para)
        elif label.rest:
            self._add_rest(label.rest, para)

    def _add_rest(self, rest: str, para: Para) -> None:
        """Text in the heading's own paragraph is read as a paragraph of its own."""
        piece = Para(rest, page=para.page, size=para.size, x0=para.x0)
        naming = find_naming(rest)
        if naming and self._takes_naming(naming, piece):
            return
        if not self._takes_attendance(piece):
            self._add(piece)

    def _start(self, draft: Draft) -> None:
        self._attachments.close()
        self._listing = False
        self._drafts.append(draft)
        self._current = draft

    def _takes_body(self, para: Para, decides: bool) -> bool:
        """A line "Økonomiudvalget:" over what that body decided, or with it, after a recommendation."""
        if self._listing or self._current.role not in _BEFORE_DECISION:
            return False
        body, _, rest = para.text.partition(":")
        rest = rest.strip()
        if not is_body(body) or not (is_bare_decision(rest) if rest else decides):
            return False
        self._start(Draft(_DECISION, body, [], nominative(body), None, para.size, para.level))
        para.role = LineRole.LABEL
        if rest:
            self._add_rest(rest, para)
        return True

    def _takes_naming(self, naming: Naming, para: Para, decides: bool = False) -> bool:
        """A line that names body and date opens a decision, completes one, or tells of an earlier treatment.

        Without colon and number it opens one where what comes after it *decides*.
        """
        current = self._current
        if current.role is _DECISION and not self._listing and not current.paras and current.body is None:
            current.body, current.date = naming.body, naming.date
        elif self._is_reference(naming):
            self._references.append(Reference(naming.body, naming.date, naming.item))
            para.role = LineRole.PARTICULARS
            return True
        elif (current.role is _ROUTE and is_history(naming, self._day, decides)) or not (
            naming.colon
            or naming.item
            or naming.says_decision
            or (is_body(naming.body) and (current.role is _DECISION or decides))
        ):
            return False
        else:
            self._start(
                Draft(Role.DECISION, para.text.rstrip(" :"), [], naming.body, naming.date, para.size, para.level)
            )
            if naming.rest:
                self._current.heading = para.text[: len(para.text) - len(naming.rest)].rstrip(" :")
        para.role = LineRole.LABEL
        if naming.rest:
            self._add_rest(naming.rest, para)
        return True

    def _is_reference(self, naming: Naming) -> bool:
        return bool(self._day) and not (naming.colon or self._text_met or self._drafts[1:] or naming.date == self._day)

    def _takes_attendance(self, para: Para) -> bool:
        text = para.text
        labelled = attendance_label(text)
        if labelled and _is_attendance_line(labelled[1]):
            self._note_attendance(para, labelled[0], labelled[1])
            self._awaited = "" if labelled[1] else labelled[0]
            return True
        if self._awaited and (is_names(text) or says_none(text) or is_partly_absent(text) or is_attendance(text)):
            self._note_attendance(para, "", text)
            return True
        self._awaited = ""
        if self._current.role in _AROUND_DECISION and not self._listing and is_attendance(text):
            self._note_attendance(para, "", text)
            return True
        return self._takes_sentences(para)

    def _takes_sentences(self, para: Para) -> bool:
        """Take sentences of attendance off a decision's paragraph; the rest of it is still to be taken."""
        if self._current.role is not _DECISION or self._listing or para.runs:
            return False
        decision, attendance = split_attendance(para.text)
        if attendance and decision:
            self._note_attendance(Para(attendance, page=para.page), "", attendance)
            para.text = decision
        return False

    def _note_attendance(self, para: Para, label: str, text: str) -> None:
        para.role = LineRole.ATTENDANCE
        self._presence += read_presence(text, label or self._awaited or (_ABSENT_LABEL if is_names(text) else ""))
        if self._current.role is _ATTENDANCE:
            self._current.paras.append(para)
            return
        if label and not text:
            self._drafts.append(Draft(Role.ATTENDANCE, label))
            return
        last = self._drafts[-1]
        if not label and last.role is _ATTENDANCE:
            last.paras.append(para)
        else:
            self._drafts.append(Draft(Role.ATTENDANCE, label, [Para(text, page=para.page)]))

    def _add(self, para: Para) -> None:
        """Plain text: of the list of attachments, or of the section at hand."""
        file = FILE_LINE.match(para.text) if para.text[:1] in "aA" else None
        names = (file["name"],) if file else file_names(para.text)
        if not names and self._may_begin_files and is_file_name(para.text):
            names = (para.text,)
        self._may_begin_files = bool(names) and not file
        if names:
            for name in names:
                self._attachments.add(name)
            para.role = LineRole.ATTACHMENT
        elif self._listing and not para.cells:
            self._attachments.add(para.text)
            para.role = LineRole.ATTACHMENT
        elif self._listing:
            self._attachments.add_row(para.cells)
            para.role = LineRole.ATTACHMENT
        else:
            self._current.take(para)
            self._text_met = True
            if self._current.role is _ATTENDANCE:
                self._presence += read_presence(para.text, self._current.heading)

    def _sections(self) -> tuple[Section, ...]:
        """All drafts as sections. A heading with nothing under it stays as one, unless the item has it elsewhere."""
        sections = [(section, _has_text(section)) for section in map(self._section, self._drafts)]
        filled = {label_key(section.heading) for section, has_text in sections if has_text}
        roles = {section.role for section, has_text in sections if has_text}.intersection(_ONCE)
        found: list[Section] = []
        for section, has_text in sections:
            if has_text:
                found.append(section)
                continue
            key = label_key(section.heading)
            decided = section.role in roles or (Role.DECISION in roles and _DECIDES.search(key))
            if key and key not in filled and not decided:
                filled.add(key)
                # An empty recommendation or decision is none.
                found.append(Section(Role.OTHER, section.heading, ()) if section.role in _ONCE else section)
        return tuple(found)

    def _section(self, draft: Draft) -> Section:
        return Section(draft.role, draft.heading, blocks_of(draft.paras, self._body_size), draft.body, draft.date)


def _has_recommendation(paras: Sequence[Para]) -> bool:
    """Whether a label among *paras* heads a recommendation, rather than being the beginning of its text."""
    for para in paras:
        label = para.label
        if label and label.role is _RECOMMENDATION and not _LEAD_KEY.search(label.heading.casefold()):
            return True
    return False


def _has_text(section: Section) -> bool:
    for block in section.blocks:  # noqa: SIM110 (a generator costs more than what is done with it)
        if block.text:
            return True
    return False


def _decides(paras: Sequence[Para], at: int) -> bool:
    """Whether the paragraph after the one at *at* is in itself what somebody decided."""
    return at + 1 < len(paras) and is_bare_decision(_POINT.sub("", paras[at + 1].text))


def _is_attendance_line(names: str) -> bool:
    return not names or says_none(names) or bool(read_presence(names, _ABSENT_LABEL)) or is_attendance(names)
