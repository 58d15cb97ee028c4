"""What stood in the way of a document, and whether that may be different the next time."""

from __future__ import annotations

from moedeklar.model.errors import MoedeklarError
from moedeklar.model.reports import Problem
from moedeklar.sync.outage import AT_ONCE, IN_A_ROW

# Problems of documents that are wholly or partly pictures: once scans are to be read, these are read again.
UNREAD_SCANS = frozenset({"scan_no_text", "pages_without_text"})
# What may be different the next time, with the very same file.
PASSING = frozenset(
    {
        "not_readable",
        "vanished",
        "pdf_timeout",
        "pdf_process",
        "still_changing",
        "export_unfinished",
        "ocr_missing",
        "cancelled",
        # What is not here, of the network and whoever answers on it, is settled until it changes.
        "cut_short",
        "answer_empty",
        "answer_not_json",
        "page_instead",
        "wrong_hash",
        "changed_meanwhile",
        "body_damaged",
        *AT_ONCE,
        *IN_A_ROW,
    }
)


def problem_of(what: str, error: MoedeklarError) -> Problem:
    """What stood in the way of *what*."""
    return Problem(what, error.code, tuple(sorted(error.params.items())))
