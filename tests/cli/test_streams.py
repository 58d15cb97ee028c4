"""Printing: UTF-8, quiet when nobody reads, and nothing at all without streams."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from moedeklar.cli.streams import Output


class Gone(io.StringIO):
    """A pipe whose reader has left."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_text_and_json() -> None:
    out, err = io.StringIO(), io.StringIO()
    output = Output(out, err)
    output.say("Blåbærgrød")
    output.json({"titel": "Ærø"})
    output.json([1, 2], line=True)
    output.tell("hov")
    assert out.getvalue() == 'Blåbærgrød\n{\n  "titel": "Ærø"\n}\n[1, 2]\n'
    assert err.getvalue() == "hov\n"


def test_progress_is_for_terminals_only() -> None:
    err = io.StringIO()
    output = Output(io.StringIO(), err)
    output.progress("1/9")
    output.end_progress()
    assert err.getvalue() == ""
    assert not output.shows_progress
    assert not output.is_terminal


def test_a_line_that_is_told_takes_the_progress_away(monkeypatch: pytest.MonkeyPatch) -> None:
    err = io.StringIO()
    monkeypatch.setattr(err, "isatty", lambda: True)
    output = Output(io.StringIO(), err)
    output.progress("1/9")
    output.tell("hov")
    output.progress("2/9")
    output.end_progress()
    assert err.getvalue() == "\r\x1b[K1/9\r\x1b[Khov\n\r\x1b[K2/9\r\x1b[K"


def test_a_document_cannot_steer_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(out, "isatty", lambda: True)
    output = Output(out, err)
    output.say("et\x1b]52;c;bøh\x07 \ue000ord\ue001\n\x9b2J\r")
    output.tell("\x1b[2Jnavn.txt")
    assert out.getvalue() == "et\ufffd]52;c;bøh\ufffd \x1b[1mord\x1b[22m\n\ufffd2J\ufffd\n"
    assert err.getvalue() == "\ufffd[2Jnavn.txt\n"
    piped = io.StringIO()
    Output(piped, err).say("et \ue000ord\ue001")
    assert piped.getvalue() == "et ord\n"


def test_nobody_reads_any_more() -> None:
    err = io.StringIO()
    output = Output(Gone(), err)
    for _ in range(3):
        output.say("x")
        output.json({}, line=True)
    output.tell("told all the same")
    output.flush()
    assert err.getvalue() == "told all the same\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full here")
def test_what_could_not_be_written_to_a_full_disk_is_a_problem() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "moedeklar", "--version", "--language", "en"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "could not be written" in done.stderr


def test_a_windowed_program_has_no_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    output = Output()
    output.say("x")
    output.json({})
    output.progress("1/2")
    output.tell("x")
    output.flush()
    assert not output.is_terminal


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_utf8_whatever_the_locale_says(encoding: str) -> None:
    code = "from moedeklar.cli.streams import Output; o = Output(); o.json(['Ærø ŝ → \\udcff']); o.flush()"
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout.decode("utf-8")) == ["Ærø ŝ → \udcff"]
    assert done.stderr == b""


def test_a_real_pipe_that_closes_early(tmp_path: Path) -> None:
    code = (
        "from moedeklar.cli.streams import Output\n"
        "o = Output()\n"
        "for n in range(200000): o.say('linje %d' % n)\n"
        "o.flush()\n"
        "open('done', 'w').close()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() == b"linje 0\n"
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (process.wait(30), errors) == (0, b"")
    assert (tmp_path / "done").exists()
