"""The ways in which a request gets to the organisation: into a folder of theirs, or beside an e-mail.

Into the folder goes what a secretary's program reads too: the letter, REQUEST.json and the files, as one folder that is
there whole or not at all.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path
from urllib.parse import quote

from moedeklar.member.letter import heading
from moedeklar.member.requests import Requests
from moedeklar.model.errors import DocumentError
from moedeklar.model.requests import Request, RequestDraft
from moedeklar.request_document import document_of
from moedeklar.store.files import FileStore

LETTER, DOCUMENT = "Anmodning.pdf", "REQUEST.json"
LONGEST = 80
_FORBIDDEN = frozenset('<>:"/\\|?*')


def put_into_folder(requests: Requests, files: FileStore, request_id: str, folder: Path) -> Path:
    """Put the request into *folder*, the organisation's, as a folder of its own; returns that. Blocks.

    One that was put there before stays, and the new one is numbered. Raises NotFound, DocumentError, StoreError, and
    DocumentError way_unreachable or way_unwritable where the folder is not there or can't be written to.
    """
    request = requests.get(request_id)
    letter = requests.letter_pdf(request_id)
    try:
        there = folder.is_dir()
    except OSError:
        there = False
    if not there:
        raise DocumentError("way_unreachable", folder=str(folder))
    part = folder / f".{request.id}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        _fill(part, request, letter, files)
        target = _free(folder, folder_name(request.draft))
        part.rename(target)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise DocumentError("way_unwritable", folder=str(folder), why=why) from error
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(part, ignore_errors=True)
    return target


def mail_address(draft: RequestDraft, to: str) -> str:
    """The mailto: address (RFC 6068) of an e-mail to *to* that the letter is attached to; Danish, as that is."""
    body = f"Vedhæftet er en anmodning om en sag på dagsordenen for {draft.committee}."
    return f"mailto:{quote(to, safe='@')}?subject={quote(heading(draft))}&body={quote(body)}"


def folder_name(draft: RequestDraft) -> str:
    """A name that every system takes: "Anmodning - Åbne væresteder"."""
    title = "".join(" " if mark in _FORBIDDEN or not mark.isprintable() else mark for mark in draft.title)
    title = " ".join(title.split())[:LONGEST].strip(" .")
    return f"Anmodning - {title}" if title else "Anmodning"


def _fill(place: Path, request: Request, letter: bytes, files: FileStore) -> None:
    (place / LETTER).write_bytes(letter)
    names = []
    for number, (sha256, name) in enumerate(_files_of(request.draft), 1):
        names.append(f"Bilag {number}{Path(name).suffix}")
        with (place / names[-1]).open("wb") as target:
            files.copy_to(sha256, target)
    document = json.dumps(document_of(request.draft, tuple(names)), ensure_ascii=False, indent=2)
    (place / DOCUMENT).write_text(document + "\n", encoding="utf-8")


def _files_of(draft: RequestDraft) -> list[tuple[str, str]]:
    names = list(draft.attachment_names) + [""] * len(draft.attachments)
    return list(zip(draft.attachments, names, strict=False))


def _free(folder: Path, name: str) -> Path:
    target, number = folder / name, 1
    while target.exists():
        number += 1
        target = folder / f"{name} ({number})"
    return target
