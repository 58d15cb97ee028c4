"""Starts the PDF process, the command line or the window. Imports nothing heavy before it knows which."""

from __future__ import annotations

import sys


def main() -> int:
    """Do what the command line says; returns the exit status."""
    if sys.argv[1:2] == ["--pdf-process"]:
        from moedeklar.pdf.child import main as pdf_main  # noqa: PLC0415 - pymupdf belongs to that process alone

        return pdf_main(sys.argv[2:])
    from moedeklar.cli import main as cli_main  # noqa: PLC0415 - typer and the store: not for the PDF process

    return cli_main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
