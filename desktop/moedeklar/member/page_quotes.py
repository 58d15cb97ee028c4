"""Finding quoted words on a page of an attachment, so that a note can be put on them without a window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from moedeklar.model.errors import DocumentError, MoedeklarError, NotFound
from moedeklar.model.text import canonical
from moedeklar.model.views import AttachmentView
from moedeklar.model.work import Colour, Note
from moedeklar.pdf.types import PdfInfo, Word

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace

Rect = tuple[float, float, float, float]
_SHOWN = 80


def note_on_page(
    workspace: Workspace,
    item_id: str,
    attachment_id: str,
    page: int,
    quote: str,
    *,
    text: str = "",
    colour: Colour | None = None,
) -> Note:
    """A note on the words *quote* of an attachment's page (from 0); with no quote, on the page as a whole.

    Blocks; asks the PDF process. NotFound: not_found, also for an attachment of another item, attachment_absent,
    attachment_unpaged, page_outside, quote_not_on_page. DocumentError where the file cannot be read.
    """
    attachment = workspace.meetings.attachment(attachment_id)
    if attachment_id not in {one.id for one in workspace.meetings.item(item_id).attachments}:
        raise NotFound("not_found", id=attachment_id)
    sha256 = attachment.sha256
    if sha256 is None:
        raise NotFound("attachment_absent", title=attachment.title)
    info = _opened(workspace, attachment, sha256)
    if page >= len(info.pages):
        raise NotFound("page_outside", title=attachment.title, pages=len(info.pages))
    found: tuple[Word, ...] = ()
    if canonical(quote):
        found = words_of(workspace.pdf.words(sha256, page), quote)
        if not found:
            shown = canonical(quote)[:_SHOWN]
            raise NotFound("quote_not_on_page", quote=shown, page=page + 1, title=attachment.title)
    elif not text.strip():
        raise MoedeklarError("note_empty")
    rects = line_boxes(found)
    return workspace.notes.add_on_page(
        item_id, sha256, page, rects, said(found, quote), text=text, colour=colour, attachment_id=attachment_id
    )


def _opened(workspace: Workspace, attachment: AttachmentView, sha256: str) -> PdfInfo:
    kind = attachment.media_type or ""
    if kind != "application/pdf" and not kind.startswith("image/"):
        raise NotFound("attachment_unpaged", title=attachment.title)
    try:
        return workspace.pdf.open(sha256, lambda: workspace.meetings.file_bytes(sha256))
    except DocumentError as error:
        # The PDF process knows the file by its hash alone.
        raise DocumentError(error.code, **(error.params | {"name": attachment.title})) from error


def words_of(words: Sequence[Word], quote: str) -> tuple[Word, ...]:
    """The words of a page within which *quote* stands first, in any spacing and case; none where it does not."""
    wanted = _close(quote)
    spans, at = [], 0
    for word in words:
        size = len(_close(word.text))
        spans.append((at, at + size, word))
        at += size
    start = "".join(_close(word.text) for word in words).find(wanted) if wanted else -1
    if start < 0:
        return ()
    return tuple(word for first, last, word in spans if first < start + len(wanted) and last > start)


def said(words: Sequence[Word], quote: str) -> str:
    """*quote* as it stands in *words*, those that `words_of` found: in their spelling, without a comma that follows."""
    text, wanted = " ".join(word.text for word in words), _close(quote)
    before = max(0, _close(text).find(wanted))
    after = len(_close(text)) - before - len(wanted)
    letters = [at for at, letter in enumerate(text) if letter != " "]
    return text[letters[before] : letters[-1 - after] + 1] if letters else ""


def line_boxes(words: Sequence[Word]) -> tuple[Rect, ...]:
    """One box a line around *words*, in their order."""
    boxes = []
    for _line, group in groupby(words, key=lambda word: word.line):
        row = list(group)
        boxes.append((min(w.x0 for w in row), min(w.y0 for w in row), max(w.x1 for w in row), max(w.y1 for w in row)))
    return tuple(boxes)


def _close(text: str) -> str:
    return canonical(text).casefold().replace(" ", "")
