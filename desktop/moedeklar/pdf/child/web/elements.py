"""What the elements of HTML are for a reader, as data, and which parts of a page are not its text."""

from __future__ import annotations

import re
from typing import Any, Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
# Set apart from what stands before and after, and those that begin a line and no more.
APART: Final = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "pre", "hr", "fieldset", "figure", "form"})
BLOCKS: Final = _names(
    "address article aside body center dd details dir div dt figcaption footer header html legend li main nav "
    "optgroup option search section summary tbody td tfoot th thead tr caption"
)
BOLD: Final = frozenset({"b", "strong", "th", "dt"})
ITALIC: Final = frozenset({"i", "em", "cite", "dfn", "var"})
# Never text of the page: what runs, draws, is filled in, or stands for something that cannot be shown.
_NO_TEXT: Final = _names(
    "script style template noscript head title meta link base svg math canvas audio video iframe object embed "
    "map select textarea datalist xml del dialog noframes rp"
)
# Around the text, wherever they stand; and those that are only around it when they are the page's own.
_FURNITURE: Final = frozenset({"nav", "search"})
_OF_PAGE: Final = frozenset({"header", "footer", "aside"})
_ROLES: Final = frozenset({"navigation", "search", "banner", "contentinfo", "dialog", "alertdialog", "menu", "menubar"})
_PARTS: Final = frozenset({"article", "main", "section", "td"})  # a header in one of these is that part's
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_POINTERS: Final = ("aria-controls", "data-target", "data-bs-target", "href")


def unfolded(root: Any) -> frozenset[str]:
    """The ids of what the page's own buttons and links show: hidden until one presses them, and yet its text."""
    found: set[str] = set()
    for name in _POINTERS:
        for element in root.iterfind(f".//*[@{name}]"):
            found.update(one.lstrip("#") for one in element.get(name).split() if name != "href" or one[:1] == "#")
    return frozenset(found)


class Furniture:
    """Tells which elements are left out with all that is in them."""

    def __init__(self, root: Any) -> None:
        self._unfolded = unfolded(root)
        heads = [element for element in root.iter("h1") if _page_part(element) is not None]
        # A page's header is its own where the page has its one great heading there.
        keeps = next(root.iter("h1"), None) is not None and len(heads) == sum(1 for _ in root.iter("h1"))
        self._kept = _page_part(heads[0]) if keeps else None

    def leaves_out(self, element: Any) -> bool:
        """Whether *element* is no text of the page: never shown, hidden, a button, or around the text."""
        tag = element.tag
        if tag in _NO_TEXT or tag in _FURNITURE or element.get("role", "").casefold() in _ROLES:
            return element is not self._kept
        if tag in _OF_PAGE and not _within(element):
            return element is not self._kept
        if tag in {"button", "input"}:
            return not _is_heading_of_fold(element)
        return self._is_hidden(element)

    def _is_hidden(self, element: Any) -> bool:
        hidden = element.get("hidden")
        shut = hidden is not None and hidden.casefold() != "until-found"
        return (shut or bool(_HIDING.search(element.get("style", "")))) and element.get("id") not in self._unfolded


def _is_heading_of_fold(button: Any) -> bool:
    names = {ancestor.tag for ancestor in button.iterancestors()}
    return (
        button.get("aria-controls") is not None or button.get("aria-expanded") is not None or bool(names & {*HEADINGS})
    )


def _page_part(element: Any) -> Any:
    """The page's own header that *element* stands in, None where it stands in the text."""
    return next((one for one in element.iterancestors() if one.tag == "header" and not _within(one)), None)


def _within(element: Any) -> bool:
    return any(ancestor.tag in _PARTS for ancestor in element.iterancestors())
