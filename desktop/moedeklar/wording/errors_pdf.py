"""Sentences for errors of single documents and of the PDF process."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    "pdf_empty": lambda: _(
        "“{name}” is empty: the file holds nothing at all. Ask whoever published it for the file; it is read again "
        "once it has changed."
    ),
    "pdf_damaged": lambda: _(
        "“{name}” is damaged or was only partly copied, so it can't be read. Fetch the file again from where it came; "
        "it is read again once it has changed."
    ),
    "pdf_encrypted": lambda: _(
        "“{name}” is locked with a password, so it can't be read here. Open it with the password in another program, "
        "or ask for a copy without one."
    ),
    "pdf_refused": lambda: _(
        "“{name}” has stopped the PDF reader twice and is not tried again before the next start. Nothing else is "
        "affected. Open it in the system's own viewer."
    ),
    "pdf_timeout": lambda: _(
        "“{name}” took too long to read and was stopped after {seconds} seconds. Nothing else is affected. Try again, "
        "or open it in the system's own viewer."
    ),
    "pdf_process": lambda: _(
        "The PDF reader could not be started, so no PDF can be opened or read; your notes are safe. Restart Mødeklar, "
        "and reinstall it if that doesn't help."
    ),
    "word_format": lambda: _(
        "“{name}” is in a word processor's format that can't be read here, such as old Word (.doc). Open it in Word or "
        "LibreOffice, save it as .docx or PDF, and use that file."
    ),
    "too_deep": lambda: _(
        "“{name}” is a web page that is nested too deeply to be read whole, so nothing of it is read. Open it in a "
        "browser, and save or print it as a PDF."
    ),
    "not_supported": lambda: _("“{name}” is of a kind that can't be shown here. Open it in the system's own viewer."),
    "not_in_source": lambda: _(
        "“{name}” is named in the papers, but the file is not in the source. It appears here by itself once the source "
        "has it."
    ),
    "outside_failed": lambda: _(
        "“{name}” could not be handed to another program: there is no room for a copy, or nothing here opens such "
        "files."
    ),
    "letter_failed": lambda: _(
        "The letter could not be made into a PDF. The request itself is saved; remove unusual content from its text "
        "and try again."
    ),
}
