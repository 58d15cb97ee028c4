"""What is said of feeds, plans and what stays at home. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from moedeklar.model.reports import SyncEvent
from moedeklar.secretary.publishing.comparing import Detail, Point
from moedeklar.secretary.publishing.desk import Standing
from moedeklar.secretary.publishing.openness import ClosedBy, Held, HeldKind, Reason
from moedeklar.secretary.publishing.plan import Change, Plan, PlannedMeeting
from moedeklar.ui.lines import Tone
from moedeklar.wording.dates import capitalised, meeting_time, moment_ago, written_date
from moedeklar.wording.language import _, ngettext, pgettext
from moedeklar.wording.names import committee_name
from moedeklar.wording.publishing import plan_summary

MOST_NAMED = 5


_TAGS: dict[Change, Callable[[], tuple[str, Tone]]] = {
    Change.NEW: lambda: (pgettext("meeting", "New"), Tone.GOOD),
    Change.CHANGED: lambda: (pgettext("meeting", "Changed"), Tone.ACCENT),
    Change.SAME: lambda: (pgettext("meeting", "As before"), Tone.PLAIN),
    Change.WITHDRAWN: lambda: (pgettext("meeting", "Will be withdrawn"), Tone.LATE),
}


def change_tag(change: Change) -> tuple[str, Tone]:
    """What happens to a meeting, in a word, and its tone."""
    return _TAGS[change]()


def meetings_words(count: int) -> str:
    """ "3 møder"."""
    return ngettext("{n} meeting", "{n} meetings", count).format(n=count)


def files_words(count: int) -> str:
    """ "14 filer"."""
    return ngettext("{n} file", "{n} files", count).format(n=count)


def items_words(count: int) -> str:
    """ "4 punkter"."""
    return ngettext("{n} item", "{n} items", count).format(n=count)


def closed_words(count: int) -> str:
    """ "1 lukket"."""
    return ngettext("{n} closed", "{n} closed", count).format(n=count)


def meeting_detail(one: PlannedMeeting) -> str:
    """When, and how much of it goes out."""
    parts = [capitalised(meeting_time(one.start))]
    if one.change is not Change.WITHDRAWN:
        parts += [items_words(one.items)]
        parts += [closed_words(one.closed)] if one.closed else []
        parts += [files_words(one.files)]
    return " · ".join(parts)


def meeting_name(one: PlannedMeeting) -> str:
    """ "Havneudvalget, tirsdag 9. februar 2027 kl. 16.00"."""
    return f"{committee_name(one.committee)}, {meeting_time(one.start)}"


_POINTS: dict[Point, Callable[[], str]] = {
    Point.COMMITTEE: lambda: _("The committee is called otherwise"),
    Point.START: lambda: _("Day or time is another"),
    Point.PLACE: lambda: _("The place is another"),
    Point.KIND: lambda: _("Agenda and minutes: what it is has changed"),
    Point.ATTENDANCE: lambda: _("Who was present has changed"),
    Point.ITEM_NEW: lambda: _("New item: {name}"),
    Point.ITEM_TEXT: lambda: _("The text is another: {name}"),
    Point.ITEM_TITLE: lambda: _("Called otherwise now: {name}"),
    Point.ITEM_GONE: lambda: _("No longer there: {name}"),
    Point.ITEM_CLOSED: lambda: _("A closed item: only its number goes out"),
    Point.FILE_NEW: lambda: _("New attachment: {name}"),
    Point.FILE_TEXT: lambda: _("Attachment replaced: {name}"),
    Point.FILE_GONE: lambda: _("Attachment taken away: {name}"),
    Point.PAPER_NEW: lambda: _("New file of the whole meeting: {name}"),
    Point.PAPER_TEXT: lambda: _("File of the whole meeting replaced: {name}"),
    Point.PAPER_GONE: lambda: _("File of the whole meeting taken away: {name}"),
}


def detail_words(detail: Detail) -> str:
    """One point of what has changed."""
    said = _POINTS[detail.point]().format(name=detail.name)
    return _("Item {number}: {what}").format(number=detail.number, what=said) if detail.number else said


_CLOSED_BY: dict[ClosedBy | None, Callable[[], str]] = {
    ClosedBy.MARK: lambda: _("closed: it is marked so in the agenda"),
    ClosedBy.NAME: lambda: _("closed: its paper or folder is called so"),
    ClosedBy.FRONT: lambda: _("closed: its paper says so on its front"),
    ClosedBy.UNREADABLE: lambda: _("counts as closed: its paper could not be looked through"),
    ClosedBy.HAND: lambda: _("held back by hand; goes out as a closed item"),
    None: lambda: _("closed"),
}


def closed_by_words(by: ClosedBy | None) -> str:
    """What decided that something is closed."""
    return _CLOSED_BY[by]()


_WHY: dict[tuple[HeldKind, Reason], Callable[[], str]] = {
    (HeldKind.MEETING, Reason.UNDATED): lambda: _(
        "It says neither when nor which committee. Look whether it is an agenda; if so, write both on its front page."
    ),
    (HeldKind.MEETING, Reason.WITHHELD): lambda: _("Withdrawn or held back by hand, until it is put out again."),
    (HeldKind.FILE, Reason.CLOSED): lambda: _("stays with what is closed"),
    (HeldKind.FILE, Reason.OF_CLOSED): lambda: _("is also a closed item's, so it stays"),
    (HeldKind.FILE, Reason.ACTIVE): lambda: _("is a web page or drawing that a browser would run; publish it as a PDF"),
    (HeldKind.FILE, Reason.MISSING): lambda: _("is named in the agenda, and not in the folder; put it beside it"),
    (HeldKind.PAPER, Reason.CLOSED): lambda: _("holds closed items only"),
    (HeldKind.PAPER, Reason.MIXED): lambda: _(
        "holds open and closed items in one; the open ones go out as a web page, the file itself stays"
    ),
    (HeldKind.PAPER, Reason.UNREAD): lambda: _("has pages that are pictures and were not read, so the file stays"),
    (HeldKind.PAPER, Reason.NOT_PDF): lambda: _("is no PDF; its text goes out as a web page, the file itself stays"),
}


def why_held(held: Held) -> str:
    """Why something stays at home, and what to do where something can be done."""
    if held.kind is HeldKind.ITEM:
        return closed_by_words(held.by)
    if held.kind is HeldKind.PAPER and held.reason is Reason.CLOSED and held.by is not None:
        return closed_by_words(held.by)
    return _WHY[held.kind, held.reason]()


def meeting_called(title: str) -> str:
    """A meeting's title with its day as people write it: "Havneudvalget, 9. februar 2027"."""
    committee, _space, day = title.rpartition(" ")
    said = written_date(day)
    return f"{committee}, {said}" if committee and said != day else title


def summary_words(plan: Plan) -> str:
    """What has changed since last time, in a line."""
    new, changed, gone, same = (
        plan.counted(one) for one in (Change.NEW, Change.CHANGED, Change.WITHDRAWN, Change.SAME)
    )
    if not plan.meetings:
        return _("There is no meeting in the folder.")
    if new or changed or gone:
        return plan_summary(new, changed, gone, same)
    return _("Nothing has changed since last time.")


def held_name(held: Held) -> str:
    """What stays: "3. Køb af grund", "Bilag til punkt 3: Skøde"."""
    if held.kind is HeldKind.MEETING:
        return meeting_called(held.meeting)
    if held.kind is HeldKind.ITEM:
        return f"{held.number}. {held.name}" if held.number else held.name
    if held.kind is HeldKind.FILE and held.number:
        return _("Attachment of item {number}: {name}").format(number=held.number, name=held.name)
    return held.name


def publish_words(plan: Plan) -> str:
    """What the button does: "Udgiv 3 møder, 14 filer"."""
    going = plan.counted(Change.NEW) + plan.counted(Change.CHANGED)
    gone = plan.counted(Change.WITHDRAWN)
    if plan.is_empty:
        return _("Nothing to publish")
    if not going:
        return _("Withdraw {meetings}").format(meetings=meetings_words(gone)) if gone else _("Publish")
    what = ", ".join([meetings_words(going), *([files_words(plan.files)] if plan.files else [])])
    said = _("Publish {what}, withdraw {n}") if gone else _("Publish {what}")
    return said.format(what=what, n=gone)


def amount_words(plan: Plan) -> str:
    """How much is written, for below the button."""
    if plan.is_empty:
        return _("What is out is as the folder says.")
    put = ngettext("{n} file is written ({size})", "{n} files are written ({size})", len(plan.writes))
    said = put.format(n=len(plan.writes), size=size_words(plan.size))
    if plan.removes:
        gone = ngettext("{n} is deleted", "{n} are deleted", len(plan.removes)).format(n=len(plan.removes))
        said = f"{said}, {gone}"
    return said + "."


def size_words(size: int) -> str:
    """ "1,2 MB" or "14 kB"."""
    if size < 1_000_000:
        return _("{n} kB").format(n=-(-size // 1000))
    return _("{n} MB").format(n=f"{size / 1e6:.1f}".replace(".", pgettext("decimal point", ".")))


def withdrawn_names(plan: Plan) -> str:
    """The meetings that are withdrawn, a line each; of many the first."""
    gone = [meeting_name(one) for one in plan.meetings if one.change is Change.WITHDRAWN]
    lines = [f"• {name}" for name in gone[:MOST_NAMED]]
    if len(gone) > MOST_NAMED:
        more = len(gone) - MOST_NAMED
        lines.append(ngettext("… and {n} more", "… and {n} more", more).format(n=more))
    return "\n".join(lines)


def standing_words(standing: Standing, now: datetime) -> str:
    """How a feed stands."""
    if standing.unfinished:
        return _(
            "The last publish did not come to its end. Readers see each meeting as it was or as it is to be; publish"
            " again, and it is completed."
        )
    if not standing.published:
        return _("Nothing is published yet.")
    when = moment_ago(datetime.fromisoformat(standing.modified), now)
    said = ngettext("{n} meeting is out, last published {when}.", "{n} meetings are out, last published {when}.",
                    standing.meetings)  # fmt: skip
    return said.format(n=standing.meetings, when=when)


def done_words(plan: Plan) -> str:
    """What a publish has done."""
    counted: list[tuple[Change, Callable[[int], str]]] = [
        (Change.NEW, lambda n: ngettext("{n} meeting is new", "{n} meetings are new", n)),
        (Change.CHANGED, lambda n: ngettext("{n} has changed", "{n} have changed", n)),
        (Change.WITHDRAWN, lambda n: ngettext("{n} is withdrawn", "{n} are withdrawn", n)),
    ]
    parts = [form(count).format(n=count) for change, form in counted if (count := plan.counted(change))]
    return capitalised(", ".join(parts)) + "." if parts else _("The feed is out as it is described here.")


def undo_words(plan: Plan) -> str:
    """What going back does."""
    counted: list[tuple[Change, Callable[[int], str]]] = [
        (Change.NEW, lambda n: ngettext("{n} meeting is put out again", "{n} meetings are put out again", n)),
        (Change.CHANGED, lambda n: ngettext("{n} is as it was before", "{n} are as they were before", n)),
        (Change.WITHDRAWN, lambda n: ngettext("{n} is withdrawn", "{n} are withdrawn", n)),
    ]
    parts = [form(count).format(n=count) for change, form in counted if (count := plan.counted(change))]
    said = capitalised(", ".join(parts)) + "." if parts else _("No meeting changes by it.")
    rest = _("What has become closed since stays at home. Your folder is not touched; undo once more to go back.")
    return f"{said} {rest}"


def handout(name: str, address: str, web: str) -> str:
    """What members are told, for an e-mail."""
    said = _(
        "{name} publishes its agendas and minutes here:\n{web}\n\n"
        "In Mødeklar choose Sources, Add a source, OParl address, and paste:\n{address}"
    )
    return said.format(name=name, web=web, address=address)


def run_words(event: SyncEvent | None) -> str:
    """How far a job has come, "" where there is nothing to count."""
    if event is None or not event.total:
        return ""
    if event.bytes_total:
        return _("{done} of {total} files · {bytes} of {all}").format(
            done=event.done, total=event.total, bytes=size_words(event.bytes_done), all=size_words(event.bytes_total)
        )
    return _("{done} of {total}").format(done=event.done, total=event.total)
