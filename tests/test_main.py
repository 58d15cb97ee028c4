"""The start of the program: nothing heavy before it is known what is asked for, and each way leads where it should."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from moedeklar import __main__ as start

HEAVY = "PySide6 pymupdf sqlcipher3 sqlite_utils sqlite3 keyring rich"


def loaded(*argv: str) -> tuple[str, str]:
    """What of `HEAVY` a run with these arguments had loaded at its end, and what it printed."""
    code = (
        "import sys\n"
        "from moedeklar.__main__ import main\n"
        "try:\n    main()\n"
        f"finally:\n    print(*[m for m in {HEAVY.split()!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stderr.strip(), done.stdout


@pytest.mark.parametrize("argv", [("--help",), ("--version",), ("sync", "--help")])
def test_help_and_version_load_nothing_heavy(argv: tuple[str, ...]) -> None:
    heavy, out = loaded(*argv)
    assert heavy == ""
    assert "moedeklar" in out


def test_the_pdf_process_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    from moedeklar.pdf import child

    seen: list[list[str]] = []
    monkeypatch.setattr(child, "main", lambda argv: seen.append(argv) or 5)
    monkeypatch.setattr(sys, "argv", ["moedeklar", "--pdf-process", "a", "b"])
    assert start.main() == 5
    assert seen == [["a", "b"]]


def test_the_command_line_is_given_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    from moedeklar import cli

    seen = []
    monkeypatch.setattr(cli, "main", lambda *given: seen.append(given) or 3)
    monkeypatch.setattr(sys, "argv", ["moedeklar", "open", "m-1"])
    assert start.main() == 3
    assert seen == [(["open", "m-1"], start.open_window, start.check_window)]


def test_the_module_runs_and_passes_its_status_on(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "moedeklar", "inspect", str(tmp_path / "gone.pdf"), "--language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "gone.pdf can't be read" in done.stderr
