"""What an organisation has decided, from a terminal: shown, agreed to, declined, checked, and held to."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedeklar.member.environment import ORGANISATION
from tests.cli import shapes
from tests.cli.shapes import TEXT, exactly, fits, maybe, some
from tests.support.oparl_body import OparlBody
from tests.support.presets import NORDLUND
from tests.support.program import Program
from tests.support.web import WebServer

FINDING = exactly(level={"enum": ["warning", "error"]}, code=TEXT, place=TEXT, why={"type": "string", "minLength": 10})
SHOWN = exactly(
    name=TEXT,
    places=some(TEXT),
    pending=some(TEXT),
    sources=some(
        exactly(
            kind=TEXT, location=TEXT, name=TEXT, host=TEXT, committees=some(TEXT),
            state={"enum": ["agreed", "pending", "declined"]}, id=maybe(shapes.ID),
        )
    ),
    decided=some(exactly(key=TEXT, what=TEXT, value=TEXT, locked={"type": "boolean"}, place=TEXT)),
    locked=some(TEXT),
    findings=some(FINDING),
)  # fmt: skip
CHECKED = exactly(file=TEXT, ok={"type": "boolean"}, findings=some(FINDING))


@pytest.fixture
def preset(program: Program, tmp_path: Path) -> Path:
    path = tmp_path / "organisation.toml"
    program.extra[ORGANISATION] = str(path)
    return path


def test_nothing_is_decided_on_most_computers(program: Program) -> None:
    shown = fits(program.json("organisation", "show"), SHOWN)
    assert (shown["name"], shown["places"]) == ("", [])
    assert "Nothing is decided" in program.run("organisation", "show", "--language", "en").stdout
    assert program.json("organisation", "accept") == []
    assert "nothing to agree to" in program.run("organisation", "accept", "--language", "en").stdout
    assert "nothing to decline" in program.run("organisation", "decline", "--language", "en").stdout


def test_shown_declined_agreed_to_and_only_then_fetched(program: Program, preset: Path) -> None:
    body = OparlBody(meetings=10)
    with WebServer() as web:
        body.put_on(web)
        text = NORDLUND.replace("https://feed.nordlund.example/system.json", body.system)
        preset.write_text("colour = 1\n" + text.replace("Børne- og ungdomsudvalget", "Havneudvalget"), encoding="utf-8")
        shown = fits(program.json("organisation", "show"), SHOWN)
        host = web.url.partition("://")[2]
        assert (shown["name"], shown["places"], shown["pending"]) == ("Nordlund Kommune", [str(preset)], [host])
        assert [one["state"] for one in shown["sources"]] == ["pending"]
        decided = {one["key"]: one for one in shown["decided"]}
        assert (decided["language"]["value"], decided["language"]["locked"]) == ("Dansk", True)
        assert (decided["theme"]["locked"], decided["theme"]["place"]) == (False, str(preset))
        assert [one["code"] for one in shown["findings"]] == ["preset_unknown"]
        words = program.run("organisation", "show", "--language", "en")
        assert f"This app will connect to {host}" in words.stdout
        assert "which this version does not know" in words.stderr
        assert program.json("organisation", "decline") == {"declined": [host]}
        assert fits(program.json("organisation", "show"), SHOWN)["sources"][0]["state"] == "declined"
        program.run("sync", status=None)
        assert web.asked == []
        (added,) = fits(program.json("organisation", "accept"), some(shapes.ADDED))
        assert web.asked == []
        shown = program.json("organisation", "show")
        assert (shown["sources"][0]["state"], shown["sources"][0]["id"]) == ("agreed", added["id"])
        *_, report = program.lines("sync", "--source", added["id"])
        assert report["new"] > 0
        assert web.asked


def test_who_has_not_agreed_yet_is_told_where_they_look_for_sources(tmp_path: Path) -> None:
    path = tmp_path / "organisation.toml"
    path.write_text(NORDLUND, encoding="utf-8")
    program = Program(tmp_path / "run", extra={ORGANISATION: str(path)})
    said = program.run("source", "list", "--language", "en")
    assert "What Nordlund Kommune has set up: moedeklar organisation show" in said.stdout
    said = program.run("sync", "--json", "--language", "en")
    assert "Nordlund Kommune has set up something that you have not agreed to yet" in said.stderr
    program.run("organisation", "decline")
    assert program.run("sync", "--language", "en").stderr == ""
    (source,) = program.json("organisation", "accept")
    path.write_text('name = "Nordlund Kommune"', encoding="utf-8")
    shown = program.run("organisation", "show", "--language", "en").stdout
    assert f"({source['id']})”. It stays until you remove it." in shown


def test_what_is_locked_can_not_be_changed_from_a_terminal(program: Program, preset: Path, tmp_path: Path) -> None:
    own = program.json("source", "list")[0]["id"]
    preset.write_text(NORDLUND, encoding="utf-8")
    (added,) = program.json("organisation", "accept")
    told = program.run("source", "remove", added["id"], "--language", "en", status=1)
    assert "Nordlund Kommune has decided on this source" in told.stderr
    for argv in (("folder", str(tmp_path)), ("oparl", "https://feed.nordlund.example/system.json"), ("sample",)):
        told = program.run("source", "add", *argv, "--language", "en", status=1)
        assert "Nordlund Kommune decides where agendas come from" in told.stderr
    program.run("source", "remove", own)


def test_a_preset_with_an_error_is_told_and_nothing_else_suffers(program: Program, preset: Path) -> None:
    preset.write_text('[[sources]]\nkind = "oparl"\nlocation = "javascript:alert(1)"', encoding="utf-8")
    shown = fits(program.json("organisation", "show"), SHOWN)
    assert ([one["code"] for one in shown["findings"]], shown["sources"]) == (["preset_address"], [])
    checks = {one["check"]: one for one in program.json("doctor", status=None)}
    assert not checks["organisation"]["ok"]
    assert str(preset) in checks["organisation"]["detail"]
    assert len(program.json("source", "list")) == 1
    assert "javascript:alert(1)" in program.run("sync", "--json", status=None).stderr


def test_the_doctor_says_what_is_read_and_what_is_not_agreed_to(program: Program, preset: Path) -> None:
    preset.write_text(NORDLUND, encoding="utf-8")
    checks = {one["check"]: one for one in program.json("doctor", status=None)}
    assert checks["organisation"]["ok"]
    assert str(preset) in checks["organisation"]["detail"]


@pytest.mark.parametrize(
    ("text", "status", "codes"),
    [
        (NORDLUND, 0, []),
        (NORDLUND + '\ncolour = "blue"', 0, ["preset_unknown"]),
        ("name = 4\nlocked = 3", 1, ["preset_type_string", "preset_type_array"]),
        (None, 1, ["preset_unreadable"]),
    ],
)
def test_checking_a_file(program: Program, tmp_path: Path, text: str | None, status: int, codes: list[str]) -> None:
    path = tmp_path / "prøve.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    checked = fits(program.json("organisation", "check", str(path), status=status), CHECKED)
    assert (checked["ok"], [one["code"] for one in checked["findings"]]) == (status == 0, codes)
    said = program.run("organisation", "check", str(path), "--language", "en", status=status)
    assert ("can be used" in said.stdout) is (status == 0)
    assert bool(said.stderr) is bool(codes)
    assert program.run("organisation", "check", "", status=2)
