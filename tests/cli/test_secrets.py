"""Passphrase and recovery code asked for on a real terminal."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.program import Program

pty = pytest.importorskip("pty", reason="no pseudo-terminals there")

# The program gets the terminal as its controlling one, since that is where passphrases are asked for.
START = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)


class Terminal:
    """A run of the program on a terminal of its own."""

    def __init__(self, program: Program, *argv: str) -> None:
        environment = {**program.environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "TERM": "dumb"}
        del environment["MOEDEKLAR_PASSPHRASE_FILE"]
        self._master, slave = pty.openpty()
        self._said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, *program.command("--language", "en", *argv)[1:]],
            env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def until(self, words: str, seconds: float = 30) -> str:
        """What is said up to and with *words*."""
        end = time.monotonic() + seconds
        while words not in self._said:
            left = end - time.monotonic()
            ready = select.select([self._master], [], [], max(left, 0))[0]
            try:
                data = os.read(self._master, 4096) if ready else b""
            except OSError:  # on Linux, the end of a terminal
                data = b""
            assert data, f"waited for {words!r}, was told {self._said!r}"
            self._said += data.decode("utf-8", "replace")
        at = self._said.index(words) + len(words)
        told, self._said = self._said[:at], self._said[at:]
        return told

    def answer(self, text: str) -> None:
        """Type a line."""
        os.write(self._master, text.encode() + b"\n")

    def end(self) -> int:
        """Wait for the end; the exit status."""
        try:
            return self.process.wait(30)
        finally:
            os.close(self._master)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "run")


def make_profile(program: Program) -> str:
    """Make the profile by passphrase "første sætning"; its recovery code."""
    terminal = Terminal(program, "notes")
    terminal.until("Choose a passphrase for this profile: ")
    terminal.answer("første sætning")
    terminal.until("The same once more: ")
    terminal.answer("skrevet forkert")
    terminal.until("Once more.")
    terminal.until("Choose a passphrase for this profile: ")
    terminal.answer("første sætning")
    terminal.until("The same once more: ")
    terminal.answer("første sætning")
    told = terminal.until("it is shown only now.")
    terminal.until("No notes.")
    assert terminal.end() == 0
    assert "første" not in told
    found = re.search(r"profile is\s+(\S[^\r\n]*\S)", told)
    assert found
    return found[1]


def test_a_new_profile_by_passphrase_and_the_way_back_by_recovery_code(program: Program) -> None:
    code = make_profile(program)

    terminal = Terminal(program, "notes")
    terminal.until("Passphrase: ")
    terminal.answer("forkert")
    terminal.until("does not open this profile")
    terminal.until("Passphrase: ")
    terminal.answer("første sætning")
    terminal.until("No notes.")
    assert terminal.end() == 0

    terminal = Terminal(program, "notes")
    for _ in range(3):
        terminal.until("Passphrase: ")
        terminal.answer("glemt")
    terminal.until("Recovery code (or Enter to give up): ")
    terminal.answer(code)
    terminal.until("Choose a passphrase for this profile: ")
    terminal.answer("anden sætning")
    terminal.until("The same once more: ")
    terminal.answer("anden sætning")
    assert "Passphrase: " not in terminal.until("No notes.")
    assert terminal.end() == 0

    terminal = Terminal(program, "notes")
    terminal.until("Passphrase: ")
    terminal.answer("anden sætning")
    terminal.until("No notes.")
    assert terminal.end() == 0


def test_giving_up_is_quiet(program: Program) -> None:
    terminal = Terminal(program, "notes")
    terminal.until("Choose a passphrase for this profile: ")
    terminal.answer("\x03")
    assert terminal.end() == 130
    assert not (program.folder / "profile" / "keys.json").exists()
