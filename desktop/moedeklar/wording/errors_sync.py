"""Sentences for what can stand in the way of fetching: of a source, of a run, and of one document in it."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    # A source as a whole.
    "folder_missing": lambda: _(
        "The folder {path} isn't there. Everything fetched from it before is still here. If it lies on a drive or a "
        "network, connect that and fetch again; if it was moved, add it from its new place."
    ),
    "folder_unknown": lambda: _(
        "There is no {path}, so nothing was added. Check the name; if it lies on a drive or a network, connect that "
        "first."
    ),
    "folder_unreadable": lambda: _(
        "The folder {path} can't be opened. Everything fetched from it before is still here. Give yourself the right "
        "to read it, or check the connection to its drive, and fetch again."
    ),
    "folder_is_file": lambda: _("{path} is a file. Choose the folder that holds it."),
    "folder_in_profile": lambda: _(
        "The folder {path} belongs to Mødeklar itself, so nothing was added. Choose the folder with the agendas."
    ),
    "source_unknown": lambda: _(
        "The source is of a kind that this version doesn't know ({kind}). Everything fetched from it before is still "
        "here. Install the newest version, or add it as one of these: {kinds}."
    ),
    "sync_running": lambda: _(
        "Something is being fetched already, in the window or in another terminal. Wait until it is done, and try "
        "again."
    ),
    # Guards.
    "listing_empty": lambda: _(
        "The source is suddenly empty, although meetings came from it before ({count}). Nothing here was changed. "
        "Check that the drive or network is connected; if it really is empty, accept it and fetch again."
    ),
    "mostly_gone": lambda: _(
        "{count} of {of} meetings are no longer in the source. Nothing here was changed. Check that everything is in "
        "its place; if they really were taken away, accept it and fetch again. Your notes are kept in either case."
    ),
    "server_went_back": lambda: _(
        "The server says that it was last changed {now}, and earlier it said {before}: it may have been restored from "
        "an older backup. Nothing here was changed. Ask whoever runs it; if it is as it should be, accept it and fetch "
        "again."
    ),
    # One document.
    "vanished": lambda: _(
        "The file disappeared while it was being fetched. What was here before is kept; it is looked for again the "
        "next time."
    ),
    "not_readable": lambda: _(
        "The file can't be opened, so what is in it is missing here. Give yourself the right to read it; it is tried "
        "again the next time."
    ),
    "folder_not_readable": lambda: _(
        "This folder can't be opened, so what is in it was not fetched. What came from it before is kept. Give "
        "yourself the right to read it; it is tried again the next time."
    ),
    "file_empty": lambda: _(
        "The file holds nothing at all. Ask whoever published it for the file; it is read again once it has changed."
    ),
    "scan_no_text": lambda: _(
        "The document is scanned: it holds pictures of pages and no text that can be read. Let scans be read by text "
        "recognition (in the list of sources, or with `moedeklar sync --ocr`), or ask for it as a PDF with text."
    ),
    "ocr_missing": lambda: _(
        "Scanned documents are read with tesseract's data for Danish, which aren't on this computer. Install them "
        "(Debian and Ubuntu: tesseract-ocr-dan; Fedora: tesseract-langpack-dan; macOS: brew install tesseract-lang; "
        "Windows: Tesseract with Danish chosen in its installer), and fetch again."
    ),
    "scan_unreadable": lambda: _(
        "The document is scanned, and none of its pages could be read by text recognition in time. Ask for it as a PDF "
        "with text."
    ),
    "pages_without_text": lambda: _(
        "These pages are pictures, or do not say which letters they hold, and what is written on them is missing here: "
        "{pages}. Let scans be read by text recognition (in the list of sources, or with `moedeklar sync --ocr`)."
    ),
    "pages_not_recognised": lambda: _(
        "These pages are pictures that text recognition could not read in time, so what is written on them is missing "
        "here: {pages}."
    ),
    "pdf_too_large": lambda: _(
        "The document is {megabytes} MB, more than can be read here. Nothing else is affected. Open it in the system's "
        "own viewer, or ask for it in parts."
    ),
    # A record of an export.
    "export_broken": lambda: _(
        "The export is damaged in line {line}, so the meeting in it is missing here ({why}). Ask for it to be exported "
        "again; it is read once it has changed."
    ),
    "export_refused": lambda: _(
        "The export holds definitions of its own, which can harm a computer and which no case system writes, so it "
        "wasn't read. Ask whoever made it."
    ),
    "export_without": lambda: _(
        "The export lacks what it must have ({name}, below line {line}), so the meeting in it is missing here. Ask for "
        "it to be exported again; it is read once it has changed."
    ),
    "export_unknown": lambda: _(
        "The export is in a form that isn't known here (it begins with “{name}”), so it wasn't read. Ask which case "
        "system wrote it."
    ),
    "export_two_meetings": lambda: _(
        "The export holds agendas of several meetings in one file (line {line}), so it wasn't read. Ask for an export "
        "of each."
    ),
    "archive_broken": lambda: _(
        "The archive {name} can't be read; perhaps it is being written. What came from it before is kept; it is tried "
        "again the next time."
    ),
    "archive_bomb": lambda: _(
        "The archive {name} would unpack to far more than agendas ever are, so it wasn't opened. Ask whoever made it; "
        "the folder itself can be added instead."
    ),
    # What is left out, and why.
    "path_outside": lambda: _("Its name in the archive leads out of it, so it wasn't opened."),
    "archive_locked": lambda: _("It is locked with a password in the archive, so it wasn't opened."),
    "export_not_announced": lambda: _("The export's own list doesn't name it as published."),
    "no_agenda": lambda: _("It is no agenda and no minutes, so no meeting was made of it."),
    "text_too_large": lambda: _("It is {megabytes} MB of text, far more than an agenda, so it was left out."),
    "attachment_unnamed": lambda: _(
        "It lies among attachments, but no item has an attachment of this name, so it isn't shown with any."
    ),
    "kind_not_read": lambda: _(
        "Only PDF, web pages, Word (.docx), text and Markdown are read as agendas. If this is one, open it in Word or "
        "LibreOffice and save it as .docx or PDF."
    ),
    "link_not_followed": lambda: _(
        "It is a link to another folder, which is not followed. Add that folder itself if it holds agendas."
    ),
    # Worth knowing.
    "still_changing": lambda: _("The file is being written at this moment. It is fetched the next time."),
    "export_unfinished": lambda: _("The export isn't whole yet. It is read once it is."),
    "closed_removed": lambda: _(
        "Closed material was removed by the rule of {name} (items: {items}, attachments: {attachments}). "
        "Your notes stay."
    ),
    "closed_removed_own": lambda: _(
        "Closed material was removed by your own rule (items: {items}, attachments: {attachments}). Your notes stay."
    ),
    "disk_budget": lambda: _(
        "{count} attachments were left in the source, since the {megabytes} MB that it may take are used. Each is "
        "fetched when it is opened."
    ),
    "minutes_differ": lambda: _(
        "There are {count} minutes of this meeting that don't say the same ({names}). All are kept as versions; the "
        "newest is shown. Ask the secretary which one stands."
    ),
    "agendas_differ": lambda: _(
        "There are {count} agendas of this meeting that don't say the same ({names}). All are kept as versions; the "
        "newest is shown."
    ),
}
