"""What a reader of agendas made out, and what not, in words."""

from __future__ import annotations

from moedeklar.wording.language import _


def reading_warning(code: str) -> str:
    """The sentence for a warning in a `Meeting`; an unknown code is told as itself."""
    code, _space, detail = code.partition(" ")
    made = {
        "no_items_found": lambda: _("No items were found. The whole text stands as one item; nothing of it is lost."),
        "no_committee": lambda: _("The document names no committee."),
        "no_date": lambda: _("The document states no date of the meeting. It is listed under “No date”."),
        "untitled_items": lambda: _("Some items have no title."),
        "pages_without_text": lambda: _(
            "These pages are pictures, or do not say which letters they hold, and were not read: {pages}."
        ).format(pages=detail),
        "attachment_outside": lambda: _(
            "An attachment is said to lie outside the export. It was not looked for there, and is missing here."
        ),
    }.get(code)
    return made() if made else code


def recognised_sentence() -> str:
    """What to know of text that was read off pictures of pages."""
    return _("Read by text recognition; letters may be wrong, and some may be missing.")


def coverage_sentence(coverage: float) -> str:
    """How much of a document was understood; *coverage* is 0–1, and never rounded up to all of it."""
    return _("{share} % of the document was understood").format(share=int(coverage * 100))
