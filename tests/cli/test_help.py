"""The help teaches, in both languages; wrong use is told in a sentence and ends with 2."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moedeklar import __version__
from moedeklar.cli import main
from moedeklar.cli.program import build
from moedeklar.model.links import Wanted
from moedeklar.wording.language import language, set_language

ROOT = Path(__file__).resolve().parents[2]
VERBS = (
    *(
        "source",
        "source add",
        "source add exports",
        "source add firstagenda",
        "source add oparl",
        "source add folder",
        "source add ical",
        "source add sample",
        "source list",
        "source remove",
        "source sign-in",
        "sync",
    ),
    *("meetings", "show", "inspect", "search", "note", "note add", "note edit", "note remove", "notes", "open"),
    *("bookmark", "bookmark add", "bookmark remove", "bookmarks", "request", "request new", "request list"),
    *("request show", "request letter", "request put", "request withdraw", "deadline", "doctor", "backup", "restore"),
    *("organisation", "organisation accept", "organisation check", "organisation decline", "organisation show"),
    *("index", "index check", "index rebuild", "publish", "kit", "key", "key export", "key open", "key show"),
    *("update", "retention", "forget"),
)


@pytest.fixture(autouse=True)
def same_language_after() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(argv)
    streams = capsys.readouterr()
    return status, streams.out, streams.err


def commands(program: Any, path: str = "") -> Iterator[str]:
    for name, command in getattr(program, "commands", {}).items():
        yield f"{path} {name}".strip()
        yield from commands(command, f"{path} {name}")


def test_the_verbs_that_there_are() -> None:
    assert sorted(commands(build())) == sorted(VERBS)


@pytest.mark.parametrize("speak", ["da", "en"])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_an_example(capsys: pytest.CaptureFixture[str], verb: str, speak: str) -> None:
    status, out, err = said(capsys, *verb.split(), "--help", "--language", speak)
    assert (status, err) == (0, "")
    heads = {"da": ("Brug:", "Eksempler:", "--profile MAPPE"), "en": ("Usage:", "Examples:", "--profile DIR")}[speak]
    group = verb in ("source", "source add", "note", "bookmark", "request", "index", "key", "organisation")
    for head in heads if not group else (heads[0], heads[2]):
        assert head in out
    assert max(map(len, out.splitlines())) <= 130


def test_danish_help_has_no_english_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in ("", *VERBS):
        _status, out, _err = said(capsys, *verb.split(), "--help", "--language", "da")
        text = out.split("Eksempler:")[0]
        assert not re.search(r"\b(the|Show|Usage|Options|required|this|Only|with)\b", text), (verb, text)


def test_the_first_level_lists_every_verb_once(capsys: pytest.CaptureFixture[str]) -> None:
    _status, out, _err = said(capsys, "--help", "--language", "en")
    listed = re.findall(r"^  ([a-z]+)  ", out.split("Examples:")[0], re.MULTILINE)
    assert sorted(listed) == sorted(verb for verb in VERBS if " " not in verb)


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version") == (0, f"moedeklar {__version__}\n", "")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        ("synk", "There is no verb “synk”. Did you mean “sync”?"),
        ("qwertyuiop", "There is no verb “qwertyuiop”. See: moedeklar --help"),
        ("note", "Usage: moedeklar note"),
        ("note --profile x", "A verb is missing."),
        ("note ad", "Did you mean “add”? See: moedeklar note --help"),
        ("sync --sorce", "There is no option --sorce here. Did you mean"),
        ("sync --source", "--source needs a value after it."),
        ("sync --json=yes", "--json takes no value."),
        ("show", "MEETING is missing."),
        ("note add", "--item is missing."),
        ("show a b", "There is no place for “b” in this verb."),
        ("search x --limit many", "--limit: that value cannot be used."),
        ("search x --limit 0", "--limit: that value cannot be used."),
        ("search x --kind memo", "--kind: “memo” is none of item, attachment, note, request."),
        ("meetings --from yesterday", "--from: “yesterday” is no day."),
        ("notes --state lost", "--state: “lost” is none of"),
        ("note add --item i --colour blue", "--colour: “blue” is none of yellow, green, red."),
        ("note add --item i --page 2", "--attachment and --page go together"),
        ("note edit n", "Nothing to change was given"),
        ("request letter r --out letter.docx", "a letter is written as PDF"),
        ("open ../x", "“../x” names no meeting."),
        ("open moedeklar:run/x", "“moedeklar:run/x” is no link of Mødeklar, and nothing was opened."),
        ("--out x.json", "--out belongs to --selftest here."),
        ("meetings --language fr", "--language: “fr” is none of da, en."),
    ],
)
def test_wrong_use(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, argv: str, told: str) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    speak = () if "--language" in argv else ("--language", "en")
    status, out, err = said(capsys, *speak, *argv.split())
    assert status == 2
    assert out == ""
    assert told in err
    assert "Traceback" not in err


def test_wrong_use_in_danish(capsys: pytest.CaptureFixture[str]) -> None:
    status, _out, err = said(capsys, "synk", "--language=da")
    assert (status, err) == (2, "Der er ingen kommando ”synk”. Mente du ”sync”? Se: moedeklar --help\n")


def test_no_window_in_a_program_without_one(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = said(capsys, "--language", "en")
    assert (status, out) == (1, "")
    assert "The window can't be opened from here." in err


@pytest.mark.parametrize(
    ("argv", "opened"),
    [
        ((), Wanted()),
        (("open",), Wanted()),
        (("open", "m-1"), Wanted("m-1")),
        (("open", "m-1/i-2"), Wanted("m-1", "i-2")),
        (("open", "moedeklar:meeting/m-1"), Wanted("m-1")),
        (("open", "MOEDEKLAR:meeting/m-1/item/i-2"), Wanted("m-1", "i-2")),
    ],
)
def test_the_window_is_opened_where_it_was_asked_for(argv: tuple[str, ...], opened: Wanted, tmp_path: Path) -> None:
    seen = []

    def window(session: Any, wanted: Wanted) -> int:
        seen.append((session.profile().folder, wanted))
        return 7

    assert main([*argv, "--profile", str(tmp_path)], window) == 7
    assert seen == [(tmp_path, opened)]


def test_the_window_is_opened_for_a_backup_however_a_desktop_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "æ kopi.MOEDEKLAR"
    file.touch()
    monkeypatch.chdir(tmp_path)
    seen = []
    for named in (str(file), file.name, file.as_uri(), file.as_uri().replace("file://", "file://localhost")):
        assert main(["open", "--", named], lambda _session, wanted: seen.append(wanted) or 0) == 0
    assert seen == [Wanted(backup=str(file))] * 4


@pytest.mark.parametrize(
    "named",
    ["gone.moedeklar", "file://elsewhere/gone.moedeklar", "file://[.moedeklar", "~nobody/x.moedeklar", "x" * 5000],
)
def test_a_backup_that_is_not_there_is_told_of(named: str, capsys: pytest.CaptureFixture[str]) -> None:
    named = named.removesuffix(".moedeklar") + ".moedeklar"
    assert main(["open", named, "--language", "en"], lambda *_: pytest.fail("there is none")) == 1
    assert "There is no backup" in capsys.readouterr().err


def test_a_bug_of_ours_is_told_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    def window(session: Any, wanted: Wanted) -> int:
        raise ZeroDivisionError("ours")

    status = main(["open", "--language", "en"], window)
    err = capsys.readouterr().err
    assert status == 1
    assert "ZeroDivisionError: ours" in err
    assert "Please report it" in err


def test_ctrl_c_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    def window(session: Any, wanted: Wanted) -> int:
        raise KeyboardInterrupt

    assert main(["open"], window) == 130
    assert capsys.readouterr() == ("", "")
