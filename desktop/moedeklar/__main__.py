"""Starts the PDF process, the command line or the window. Imports nothing heavy before it knows which."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moedeklar.cli.session import Session
    from moedeklar.model.links import Wanted


def main() -> int:
    """Do what the command line says; returns the exit status."""
    if sys.argv[1:2] == ["--pdf-process"]:
        from moedeklar.pdf.child import main as pdf_main  # noqa: PLC0415 (pymupdf belongs to that process alone)

        return pdf_main(sys.argv[2:])
    from moedeklar.cli import main as cli_main  # noqa: PLC0415 (typer: not for the PDF process)

    return cli_main(sys.argv[1:], open_window, check_window)


def open_window(session: Session, wanted: Wanted) -> int:
    """Open the window of the session's profile, at what is wanted, until it is closed."""
    from moedeklar.app import run  # noqa: PLC0415 (Qt: for the window only)

    return run(session.profile(), session.clock(), session.language, wanted)


def check_window(profile_folder: Path) -> str:
    """Build the window over the profile in a folder, without a person seeing it, and tell what it showed."""
    from moedeklar.app import check  # noqa: PLC0415 (as above)

    return check(profile_folder)


if __name__ == "__main__":
    sys.exit(main())
