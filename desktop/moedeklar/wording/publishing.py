"""What publishing does, in words."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _, ngettext, pgettext

# By the values of `secretary.publishing.plan.Change`.
CHANGES: dict[str, Callable[[], str]] = {
    "new": lambda: pgettext("meeting", "new"),
    "changed": lambda: pgettext("meeting", "changed"),
    "same": lambda: pgettext("meeting", "as before"),
    "withdrawn": lambda: pgettext("meeting", "withdrawn"),
}
# By kind and reason of `secretary.publishing.openness.Held`; each is preceded by the meeting and a colon.
HELD: dict[tuple[str, str], Callable[[], str]] = {
    ("meeting", "undated"): lambda: _("it says neither when nor which committee, so the meeting stays"),
    ("meeting", "withheld"): lambda: _("it was withdrawn by hand, and stays so until it is put back"),
    ("item", "closed"): lambda: _("item {number} is closed: only its number goes out"),
    ("file", "closed"): lambda: _("an attachment of item {number} is closed"),
    ("file", "of_closed"): lambda: _("an attachment of item {number} is also a closed item's, so it stays"),
    ("file", "active"): lambda: _("“{name}” of item {number} is a web page or drawing that a browser would run"),
    ("file", "missing"): lambda: _("“{name}” of item {number} is not in the folder"),
    ("paper", "closed"): lambda: _("a paper holds closed items only"),
    ("paper", "mixed"): lambda: _("“{name}” holds open and closed items in one, so the file itself stays"),
    ("paper", "unread"): lambda: _("“{name}” has pages that are pictures and were not read, so the file itself stays"),
    ("paper", "not_pdf"): lambda: _("“{name}” is no PDF; its text goes out as a web page, the file itself stays"),
}


# By the values of `secretary.publishing.openness.ClosedBy`.
DECIDED_BY: dict[str, Callable[[], str]] = {
    "mark": lambda: _("it is marked so in the agenda"),
    "name": lambda: _("its paper or folder is called so"),
    "front": lambda: _("its paper says so on its front"),
    "unreadable": lambda: _("its paper could not be looked through"),
    "hand": lambda: _("it was held back by hand"),
}


def held_sentence(kind: str, reason: str, number: str, name: str, by: str | None = None) -> str:
    """What stays and why, and what decided that it is closed. Names of what is closed are in none of these."""
    made = HELD.get((kind, reason), lambda: reason)().format(number=number or "–", name=name)
    return f"{made} ({DECIDED_BY[by]()})" if by in DECIDED_BY else made


def plan_summary(new: int, changed: int, withdrawn: int, same: int) -> str:
    """One line on the meetings of a plan."""
    counted: list[tuple[int, Callable[[int], str]]] = [
        (new, lambda n: ngettext("{n} new meeting", "{n} new meetings", n)),
        (changed, lambda n: ngettext("{n} changed", "{n} changed", n)),
        (withdrawn, lambda n: ngettext("{n} withdrawn", "{n} withdrawn", n)),
        (same, lambda n: ngettext("{n} as before", "{n} as before", n)),
    ]
    parts = [form(count).format(n=count) for count, form in counted if count]
    return ", ".join(parts) + "." if parts else _("No meetings.")


def closed_sentence(packages: int, written: int, members: int) -> str:
    """What goes out for members alone."""
    made = ngettext("{n} package of closed items", "{n} packages of closed items", packages).format(n=packages)
    readers = ngettext("{n} member", "{n} members", members).format(n=members)
    return _("{packages} for {members}; {n} written.").format(packages=made, members=readers, n=written)


def stopped_sentence(*, publishing: bool) -> str:
    """Somebody stopped it, while something was written where it is *publishing*."""
    if not publishing:
        return _("It was stopped. Nothing was published.")
    return _(
        "Publishing was stopped. Readers see each meeting as it was or as it is to be; publish again, and it"
        " goes on where it stopped."
    )


def objects_sentence(writes: int, removes: int, size: int) -> str:
    """How much is written."""
    kilobytes = -(-size // 1000)
    put = ngettext("{n} object ({kb} kB)", "{n} objects ({kb} kB)", writes).format(n=writes, kb=kilobytes)
    return _("{objects} written, {n} removed.").format(objects=put, n=removes)
