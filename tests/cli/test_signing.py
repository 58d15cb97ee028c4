"""Signing in to a source, through the real program."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from tests.support.program import Program
from tests.support.web import Page, WebServer


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text("smørrebrød\r\nand more\n", encoding="utf-8")
    return file


def test_a_password_goes_with_the_requests(program: Program, secret: Path) -> None:
    with WebServer({"/system": Page(b"", status=401)}) as web:
        source = program.json("source", "add", "oparl", f"{web.url}/system")["id"]
        given = program.json("source", "sign-in", source, "--user", "kirsten", "--secret-file", str(secret))
        assert given == {"id": source, "sign_in": "basic"}
        done = program.run("sync", "--source", source, status=3)
        assert "smørrebrød" not in done.stdout + done.stderr
        sent = web.asked[-1].headers["authorization"]
        assert base64.b64decode(sent.removeprefix("Basic ")).decode() == "kirsten:smørrebrød"
        assert program.json("source", "sign-in", source, "--forget") == {"id": source, "sign_in": None}
        program.run("sync", "--source", source, status=3)
        assert "authorization" not in web.asked[-1].headers


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("--user", "a", "--token"),
        ("--client", "a"),
        ("--token",),  # and nobody to type it
        ("--token", "--secret-file", "no such file"),
    ],
)
def test_what_can_not_be_meant_is_said(program: Program, argv: tuple[str, ...]) -> None:
    done = program.run("source", "sign-in", "src-1", *argv, status=2)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
