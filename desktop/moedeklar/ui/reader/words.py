"""The reader's own words for what the model names: outcomes, kinds of paper, file states."""

from __future__ import annotations

from moedeklar.model.agenda import ItemType, MeetingKind, Outcome, Role, Section
from moedeklar.model.text import bare, committee_key
from moedeklar.model.views import AttachmentView, Earlier, FileState, ItemRow, MeetingRow, MeetingView, VersionInfo
from moedeklar.wording.dates import capitalised, meeting_time, short_date, written_date
from moedeklar.wording.language import _, ngettext, pgettext
from moedeklar.wording.papers import no_agenda_yet

_PLAIN_RECOMMENDATION = frozenset(("", "indstilling", "indstillinger"))


def kind_word(kind: MeetingKind | None) -> str:
    """ "Referat", "Dagsorden", "Tillægsdagsorden", or a plain "Dokument"."""
    words = {
        MeetingKind.AGENDA: _("Agenda"),
        MeetingKind.MINUTES: _("Minutes"),
        MeetingKind.SUPPLEMENT: _("Supplementary agenda"),
        MeetingKind.PLANNED: pgettext("meeting", "Planned"),
    }
    return words[kind] if kind is not None else _("Document")


def type_word(kind: ItemType | None) -> str:
    """What the committee is asked to do, in the language spoken; "" where unknown."""
    words = {
        ItemType.DECISION: _("For decision"),
        ItemType.BRIEFING: _("For information"),
        ItemType.DISCUSSION: _("For discussion"),
    }
    return words[kind] if kind is not None else ""


def outcome_word(outcome: Outcome | None) -> str:
    """What became of the recommendation, "" where it is not known beyond doubt."""
    words = {
        Outcome.FOLLOWED: _("recommendation followed"),
        Outcome.CHANGED: _("recommendation changed"),
        Outcome.REJECTED: _("recommendation rejected"),
        Outcome.POSTPONED: _("postponed"),
        Outcome.SENT_BACK: _("sent back"),
        Outcome.DISCUSSED: _("discussed"),
        Outcome.NOTED: _("noted"),
    }
    return words[outcome] if outcome is not None else ""


def decision_label(section: Section, committee: str, outcome: Outcome | None) -> str:
    """ "Beslutning · Økonomiudvalget · 9. februar 2021 · indstillingen fulgt".

    The meeting's own committee goes unsaid, and so does an outcome that the decision itself says in the same words.
    """
    body = section.body if section.body and section.body != committee else ""
    became = outcome_word(outcome)
    if bare(became) in bare(section.text):
        became = ""
    parts = [_("Decision"), body, written_date(section.date), became]
    return " · ".join(part for part in parts if part)


def recommendation_label(section: Section) -> str:
    """The heading as printed, which often says whose it is; the plain word for it in the language spoken.

    Of a section that the member made the recommendation both, as its heading names something else.
    """
    if bare(section.heading) in _PLAIN_RECOMMENDATION:
        return _("Recommendation")
    return f"{_('Recommendation')} · {section.heading}" if section.corrected else section.heading


def section_heading(section: Section) -> str:
    """The heading as printed, or the usual one of its role where the text has none."""
    if section.heading:
        return section.heading
    words = {
        Role.SUMMARY: _("Summary"),
        Role.FACTS: _("Case presentation"),
        Role.ECONOMY: _("Economy"),
        Role.LAW: _("Legal basis"),
        Role.COMPETENCE: _("Competence"),
        Role.ROUTE: _("Treated by"),
        Role.ATTENDANCE: _("Attendance"),
    }
    return words.get(section.role, "")


def meeting_line(row: MeetingRow, version: VersionInfo) -> str:
    """ "Tirsdag 9. februar 2021 kl. 16.00 · Skypemøde · Referat"; with a supplement, of which paper it is one."""
    parts = [capitalised(meeting_time(row.start)), row.place or "", row.title or "", _paper(row, version)]
    return " · ".join(part for part in parts if part)


def _paper(row: MeetingRow, version: VersionInfo) -> str:
    """What is shown: an agenda together with what was added to it is no supplement alone."""
    before = row.versions[: row.versions.index(version)] if version in row.versions else ()
    added_to = any(one.kind is MeetingKind.AGENDA and not one.withdrawn for one in before)
    if version.kind is MeetingKind.SUPPLEMENT and added_to:
        return _("Agenda with supplement")
    return kind_word(version.kind)


def without_items(view: MeetingView) -> tuple[str, str]:
    """The heading and the sentence that stand where a meeting has no items."""
    if view.row.is_planned:
        said = _("The meeting is planned. Its agenda stands here as soon as one of your sources has it.")
        return no_agenda_yet(), said
    return (
        _("No items were found in this document"),
        _("It may be a scan, or no agenda. The document itself can be opened and read."),
    )


def version_label(version: VersionInfo) -> str:
    """ "Referat · udgave fra 10. feb. 2021": kind, the day of its files, and whether it was withdrawn.

    A bare day would be taken for the meeting's.
    """
    parts = [kind_word(version.kind)]
    if version.released is not None:
        parts.append(_("version from {day}").format(day=short_date(version.released.date(), year=True)))
    elif version.documents:
        parts.append(version.documents[0].name.rpartition("/")[2])
    if version.withdrawn:
        parts.append(_("withdrawn"))
    return " · ".join(parts)


def progress_line(row: MeetingRow) -> str:
    """ "4 af 8 punkter læst · 2 ændret siden sidst"."""
    if row.is_planned:
        return no_agenda_yet()
    count = row.readable
    parts = [ngettext("{read} of {n} item read", "{read} of {n} items read", count).format(read=row.read, n=count)]
    if row.changed:
        parts.append(ngettext("{n} changed since last", "{n} changed since last", row.changed).format(n=row.changed))
    return " · ".join(parts)


def attachment_line(view: AttachmentView) -> str:
    """ "14 sider · hentet · 2 markeringer", or why the file is not here; first that it is not public."""
    states = {
        FileState.PRESENT: _("on this computer"),
        FileState.WAITING: _("waiting to be fetched"),
        FileState.FAILED: _("could not be fetched"),
        FileState.NOT_IN_SOURCE: _("not in the source"),
        FileState.EXPIRED: _("removed with closed material; your notes stay"),
    }
    parts = [_("not public")] if view.closed else []
    if view.pages:
        parts.append(ngettext("{n} page", "{n} pages", view.pages).format(n=view.pages))
    parts.append(states[view.state])
    if view.notes:
        parts.append(ngettext("{n} marking", "{n} markings", view.notes).format(n=view.notes))
    return " · ".join(parts)


def fetch_now() -> str:
    """What a link to an attachment that is not here says."""
    return pgettext("attachment", "Fetch now")


def item_state(row: ItemRow) -> str:
    """What is said of an item over its text: what changed, and that it came of a request."""
    said = []
    if row.changed:
        said.append(_("Changed since you read it"))
    if row.removed:
        said.append(_("Not in the newest version of the papers"))
    if row.from_request:
        said.append(_("From your request"))
    return " · ".join(said)


def earlier_line(earlier: Earlier, committee: str) -> str:
    """ "Økonomiudvalget · 17. marts 2026 · punkt 5"; *committee*, the item's own, goes unsaid where there is a date."""
    reference = earlier.reference
    body = earlier.committee or reference.body or ""
    day = written_date(reference.date)
    if day and committee_key(body) == committee_key(committee):
        body = ""
    number = _("item {number}").format(number=reference.item) if reference.item else ""
    return " · ".join(part for part in (body, day, number) if part)


def earlier_under(earlier: Earlier) -> str:
    """ "Styrket indsats – Taget til efterretning.", or that the meeting is not here."""
    if earlier.meeting_id is None:
        return _("The meeting is not among your papers")
    return " – ".join(part for part in (earlier.title, earlier.decision) if part)
