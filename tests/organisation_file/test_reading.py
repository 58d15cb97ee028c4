"""organisation.toml is read with all that is to be said of it; what is wrong or hostile is told and not followed."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar import organisation_file
from moedeklar.model.errors import PresetError
from moedeklar.model.organisation import PresetCommittee, PresetSource, RequestWays, UpdateMode, UpdatePolicy
from moedeklar.model.requests import DeadlineRule, DeadlineUnit
from moedeklar.model.schema import violations
from moedeklar.organisation_file import LARGEST, examine, examine_document, organisation_schema, parse
from moedeklar.wording.errors import SENTENCES, error_sentence, finding_sentence
from moedeklar.wording.language import set_language

WHOLE = r"""
name = "Nordlund Kommune"
logo = "pictures/logo.svg"
language = "da"
theme = "dark"
locked = ["sources", "language", "updates.mode"]

[[sources]]
kind = "oparl"
location = "https://feed.nordlund.example/system.json"
name = "Nordlund"
committees = ["Børne- og ungdomsudvalget"]
years = 4
options = { bodies = ["Nordlund"], disk = 500_000_000 }

[[sources]]
kind = "folder"
location = '\\server\dagsordener'
since = 2024-01-01

[[committees]]
name = "Børne- og  ungdomsudvalget"
deadline = { unit = "weekdays", count = 6, clock = 12:00:00, recipient = "Sekretariatet" }

[[committees]]
name = "Økonomiudvalget"

[requests]
recipient = "Byrådssekretariatet"
mail = "sekretariat@nordlund.example"
folder = '\\server\anmodninger'

[templates]
text = "Sagen har været drøftet i …"
recommendation = "at udvalget drøfter sagen"

[retention]
closed_days = 30

[updates]
mode = "off"
url = "https://nordlund.example/latest.json"
"""
SOURCE = "[[sources]]\nkind = \"{kind}\"\nlocation = '{location}'\n"


def codes(text: str, folder: Path | None = None) -> dict[str, str]:
    found = examine(text.encode(), "organisation.toml", folder)
    return {finding.code: finding.level for finding in found.findings}


def test_everything_that_a_preset_can_say(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    logo = tmp_path / "pictures" / "logo.svg"
    logo.write_text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')
    read = parse(WHOLE.encode(), "organisation.toml", tmp_path)
    preset = read.preset
    assert read.findings == ()
    assert (preset.name, preset.logo, preset.language, preset.theme) == ("Nordlund Kommune", str(logo), "da", "dark")
    assert preset.sources == (
        PresetSource(
            "oparl",
            "https://feed.nordlund.example/system.json",
            "Nordlund",
            ("Børne- og ungdomsudvalget",),
            None,
            4,
            {"bodies": ["Nordlund"], "disk": 500_000_000},
        ),
        PresetSource("folder", r"\\server\dagsordener", since=date(2024, 1, 1)),
    )
    rule = DeadlineRule(DeadlineUnit.WEEKDAYS, 6, time(12), "Sekretariatet")
    assert preset.committees == (
        PresetCommittee("Børne- og ungdomsudvalget", rule),
        PresetCommittee("Økonomiudvalget"),
    )
    assert preset.requests == RequestWays(
        "Byrådssekretariatet", "sekretariat@nordlund.example", r"\\server\anmodninger"
    )
    assert preset.templates["recommendation"] == "at udvalget drøfter sagen"
    assert preset.closed_days == 30
    assert preset.updates == UpdatePolicy(UpdateMode.OFF, "https://nordlund.example/latest.json")
    assert preset.is_locked("updates.mode")
    assert not preset.is_locked("updates.url")
    assert read.stated == {
        *("name", "logo", "language", "theme", "sources", "committees", "requests.recipient", "requests.mail"),
        *("requests.folder", "templates.text", "templates.recommendation", "retention.closed_days"),
        *("updates.mode", "updates.url"),
    }


def test_the_parts_are_read_where_they_lie(tmp_path: Path) -> None:
    path = tmp_path / "organisation.toml"
    path.write_text('name = "Nordlund Kommune"', encoding="utf-8")
    assert organisation_file.read(path).preset.name == "Nordlund Kommune"
    with pytest.raises(PresetError) as caught:
        organisation_file.read(tmp_path / "none.toml")
    assert caught.value.code == "preset_unreadable"


def test_an_empty_file_decides_nothing() -> None:
    read = parse(b"", "organisation.toml", None)
    assert (read.findings, read.stated) == ((), frozenset())


def test_a_mark_of_byte_order_does_not_matter() -> None:
    assert parse(b"\xef\xbb\xbf" + 'name = "Ø"\r\n'.encode(), "x", None).preset.name == "Ø"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("name = 'Ø'".encode("latin-1"), "preset_not_utf8"),
        ("name = 'Nord'".encode("utf-16"), "preset_not_utf8"),
        (b"name = ", "preset_not_toml"),
        (b"since = 2024-13-40", "preset_not_toml"),
        (b"name = 'a'\nname = 'b'", "preset_not_toml"),
        (b"a = " + b"[" * 50_000, "preset_not_toml"),
        (b"#" * (LARGEST + 1), "preset_large"),
    ],
)
def test_what_is_no_preset_at_all(data: bytes, code: str) -> None:
    with pytest.raises(PresetError) as caught:
        parse(data, "organisation.toml", None)
    assert caught.value.code == code
    assert "organisation.toml" in error_sentence(caught.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name = 4", "preset_type_string"),
        ("name = ''", "preset_empty"),
        ("name = " + '"' + "a" * 201 + '"', "preset_long"),
        (r'name = "Nordlund\nThis app will connect to nordlund.dk"', "preset_form_letters"),
        ('name = "\u202e.kd"', "preset_form_letters"),
        ("[[committees]]\nname = ' '", "preset_empty"),
        ("locked = 'sources'", "preset_type_array"),
        ("sources = {}", "preset_type_array"),
        ("requests = 'mail'", "preset_type_object"),
        ("[retention]\nclosed_days = 'ever'", "preset_type_integer"),
        ("[retention]\nclosed_days = inf", "preset_type_integer"),
        ("[retention]\nclosed_days = -1", "preset_small"),
        ("[updates]\nmode = 'always'", "preset_choice"),
        ("[updates]\nurl = 'file:///etc/passwd'", "preset_address"),
        ("[[sources]]\nkind = 'oparl'", "preset_missing"),
        ("[[committees]]\nname='A'\ndeadline = { unit = 'years' }", "preset_choice"),
        ("[[committees]]\nname='A'\ndeadline = { count = 400 }", "preset_great"),
        ("[[committees]]\nname='A'\ndeadline = { clock = '25:00' }", "preset_clock"),
        ("[[committees]]\nname='A'\ndeadline = { clock = 'noon' }", "preset_form_clock"),
        ("[[committees]]\nname='A'\ndeadline = { unit = 'weekday_before', count = 8 }", "preset_weekday"),
        ("[requests]\nmail = 'a@b.dk?bcc=c@d.dk'", "preset_form_mail"),
        ("[requests]\nmail = 'nobody'", "preset_form_mail"),
        ("[requests]\nfolder = 'letters'", "preset_path"),
        ("[requests]\nfolder = 'file:///srv/letters'", "preset_path"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "since = '2024-02-30'", "preset_day"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "since = 2024-01-01T10:00:00", "preset_form_since"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "years = 0", "preset_small"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "years = 2.5", "preset_type_integer"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "years = 2\nsince = 2024-01-01", "preset_since_years"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "options = { password = 'x' }", "preset_secret"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "api_token = 'x'", "preset_secret"),
        (SOURCE.format(kind="oparl", location="https://a.dk") + "options = { read_scans = 1 }", "preset_type_boolean"),
    ],
)
def test_an_error_is_named_and_nothing_is_followed(text: str, code: str) -> None:
    read = examine(f"language = 'da'\n{text}".encode(), "organisation.toml", None)
    assert read.error is not None
    assert read.error.code == code
    assert (read.preset.language, read.stated) == ("", frozenset())
    assert "organisation.toml" in finding_sentence(read.error)


def test_what_is_empty_is_told_once() -> None:
    read = examine(b"[[committees]]\nname = ''", "organisation.toml", None)
    assert [one.code for one in read.findings] == ["preset_empty"]


@pytest.mark.parametrize(
    ("kind", "location"),
    [
        ("oparl", "file:///etc/passwd"),
        ("oparl", "javascript:alert(1)"),
        ("oparl", "ftp://nordlund.example/"),
        ("oparl", "https://name:word@nordlund.example/"),
        ("oparl", "https://nordlund.dk@evil.example/"),
        ("oparl", "https:///system"),
        ("oparl", "https://nordlund.example:port/"),
        ("oparl", "https://nordlund.example\\@evil.example/"),
        ("oparl", "https://nordlund.example/a b"),
        ("oparl", "https://nordlund\u200b.example/"),
        ("oparl", "https://nord%6cund.example/"),
        ("oparl", "https://[::1"),
        ("oparl", "/srv/agendas"),
        ("firstagenda", "dagsordener.nordlund.example"),
        ("folder", "https://nordlund.example/"),
        ("folder", "smb://server/share"),
        ("folder", "agendas"),
        ("exports", "../agendas"),
        ("folder", r"\\?\UNC\server\share"),
        ("folder", r"//./UNC/server/share"),
        ("ical", "webcal://name:word@nordlund.example/"),
        ("ical", "file:///etc/passwd"),
    ],
)
def test_a_hostile_address_is_refused(kind: str, location: str) -> None:
    assert codes(SOURCE.format(kind=kind, location=location)) == {"preset_address": "error"}


@pytest.mark.parametrize(
    ("kind", "location", "host"),
    [
        ("oparl", "https://Nordlund.example:8443/system", "nordlund.example:8443"),
        ("oparl", "http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("oparl", "http://[::1]:8080/", "[::1]:8080"),
        ("oparl", "https://nørdlund.example/", "xn--nrdlund-q1a.example"),
        ("firstagenda", "https://dagsordener.nordlund.example", "dagsordener.nordlund.example"),
        ("ical", "webcal://nordlund.example/m.ics", "nordlund.example"),
        ("ical", "/srv/m.ics", ""),
        ("folder", r"C:\Dagsordener", ""),
        ("folder", "~/Dagsordener", ""),
        ("folder", r"\\server\share\Dagsordener", "server"),
        ("folder", r"/\server\share", "server"),
        ("exports", r"\/server/share", "server"),
    ],
)
def test_a_plain_address_or_path_is_taken_and_its_host_told(kind: str, location: str, host: str) -> None:
    assert codes(SOURCE.format(kind=kind, location=location)) == {}
    assert organisation_file.host_of(location) == host


def test_what_turns_the_letters_of_an_address_is_made_visible() -> None:
    (found,) = examine(SOURCE.format(kind="oparl", location="https://a\u202eb.example/").encode(), "x", None).findings
    assert found.facts["value"] == "https://a\ufffdb.example/"


@pytest.mark.parametrize(
    ("kind", "location"), [("oparl", "http://feed.nordlund.example/"), ("ical", "HTTP://nordlund.example/m.ics")]
)
def test_an_address_without_encryption_is_warned_of(kind: str, location: str) -> None:
    assert codes(SOURCE.format(kind=kind, location=location)) == {"preset_plain": "warning"}


def test_newer_versions_are_never_found_without_encryption() -> None:
    assert codes('[updates]\nurl = "http://nordlund.example/latest.json"') == {"preset_plain_updates": "warning"}
    assert codes('[updates]\nurl = "https://nordlund.example/latest.json"') == {}


def test_what_a_newer_preset_says_does_not_break_this_program() -> None:
    text = """
    colour = "blue"
    language = "sv"
    theme = "sepia"
    locked = ["colour", "requests.mail"]
    [[sources]]
    kind = "eboks"
    location = "eboks:nordlund"
    [[sources]]
    kind = "oparl"
    location = "https://nordlund.example/"
    shape = "round"
    [updates]
    channel = "slow"
    mode = "off"
    """
    read = examine(text.encode(), "organisation.toml", None)
    assert {finding.level for finding in read.findings} == {"warning"}
    said = {finding.code for finding in read.findings}
    assert said == {"preset_unknown", "preset_value", "preset_source_kind", "preset_lock_unknown"}
    named = [f.facts["where"] for f in read.findings if f.code == "preset_unknown"]
    assert sorted(map(str, named)) == ["colour", "sources[1].shape", "updates.channel"]
    assert [source.kind for source in read.preset.sources] == ["oparl"]
    assert read.preset.updates.mode is UpdateMode.OFF
    assert read.preset.language == ""


def test_a_committee_that_stands_twice_counts_once() -> None:
    text = "[[committees]]\nname='A'\n[[committees]]\nname=' a'\ndeadline = {}"
    read = examine(text.encode(), "x", None)
    assert [finding.code for finding in read.findings] == ["preset_twice"]
    assert read.preset.committees == (PresetCommittee("a", DeadlineRule()),)


@pytest.mark.parametrize(
    ("name", "content", "code", "level"),
    [
        ("../logo.png", b"\x89PNG\r\n\x1a\n", "preset_logo_outside", "error"),
        ("/etc/logo.png", b"", "preset_logo_outside", "error"),
        (r"C:\logo.png", b"", "preset_logo_outside", "error"),
        (r"\\server\logo.png", b"", "preset_logo_outside", "error"),
        ("none.png", None, "preset_logo_missing", "warning"),
        (".", None, "preset_logo_missing", "warning"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"x" * 1_000_000, "preset_logo_large", "warning"),
        ("logo.gif", b"GIF89a", "preset_logo_kind", "warning"),
    ],
)
def test_a_logo_that_can_not_be_shown(tmp_path: Path, name: str, content: bytes | None, code: str, level: str) -> None:
    folder = tmp_path / "preset"
    folder.mkdir()
    if content and "\\" not in name:
        (folder / name).write_bytes(content)
    assert codes(f"logo = '{name}'", folder) == {code: level}
    assert examine(f"logo = '{name}'".encode(), "x", folder).preset.logo == ""


def test_a_link_to_a_logo_elsewhere_is_outside(tmp_path: Path) -> None:
    folder = tmp_path / "preset"
    folder.mkdir()
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "logo.png").symlink_to(tmp_path / "logo.png")
    assert codes("logo = 'logo.png'", folder) == {"preset_logo_outside": "error"}


@pytest.mark.parametrize("spoken", ["da", "en"])
def test_each_finding_has_its_sentence(spoken: str, tmp_path: Path) -> None:
    set_language(spoken)
    try:
        for code, made in SENTENCES.items():
            if code.startswith("preset_"):
                facts = {"place": "p", "where": "w", "expected": "e", "value": "v", "key": "k"}
                made().format(**facts, limit=1, at=1, why="y", name="n")
    finally:
        set_language("en")


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-2, 400), st.floats(), st.sampled_from(["", "oparl", "A", "12:00"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["kind", "location", "name", "deadline", "count", "mode", "x"]), inner),
    ),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(st.sampled_from([*organisation_schema()["properties"], "extra"]), VALUES, max_size=5)


@given(DOCUMENTS)
def test_the_schema_says_what_the_reference_library_says(document: dict[str, Any]) -> None:
    reference = jsonschema.Draft202012Validator(organisation_schema())
    assert (next(violations(document, organisation_schema()), None) is None) == reference.is_valid(document)


@given(DOCUMENTS)
def test_whatever_a_file_holds_is_told_and_never_a_fault(document: dict[str, Any]) -> None:
    for finding in examine_document(document, "x", None).findings:
        assert finding.code in SENTENCES
        assert finding_sentence(finding)


@given(st.binary(max_size=300))
def test_whatever_bytes_it_has(data: bytes) -> None:
    examine(data, "x", None)


def test_the_schema_itself_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(organisation_schema())
