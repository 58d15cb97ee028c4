"""What is believed of a latest.json, and what is refused in words."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from moedeklar.member.updates import latest
from moedeklar.member.updates.work import UpdateWork
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.organisation import UpdateMode, UpdatePolicy
from moedeklar.model.updates import Kind, Outcome
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import set_language
from tests.support.updates import FIRST, PATH, SECOND, SIGNATURE, Asking, publish, signed, told
from tests.support.web import Drop, Gzip, Instead, NoAnswer, Page, WebServer, redirect, status


def refused(work: UpdateWork) -> str:
    """The code of why nothing was believed; it has a sentence, is remembered, and offers nothing."""
    with pytest.raises(MoedeklarError) as caught:
        work.look(lambda: False)
    for language in ("da", "en"):
        set_language(language)
        assert caught.value.code not in error_sentence(caught.value)
    assert work.offer() is None
    problem = work.memory().problem
    if problem is not None:
        assert problem.code == caught.value.code
    return caught.value.code


def test_a_newer_version_is_found(asking: Asking) -> None:
    work = asking.work()
    assert work.look(lambda: False) is Outcome.FOUND
    offer = work.offer()
    assert offer is not None
    assert (offer.version, offer.urgent) == ("9.9.9", False)
    assert offer.file.url == asking.web.url + "/setup.exe"
    assert "9.9.9" in offer.notes
    assert asking.web.paths() == [PATH, SIGNATURE]
    assert asking.work().offer() == offer  # after the next start too


def test_what_is_sent_tells_nobody_who_asks(asking: Asking) -> None:
    asking.work().look(lambda: False)
    for one in asking.web.asked:
        assert set(one.headers) <= {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert one.target in (PATH, SIGNATURE)


def test_the_next_key_is_trusted_too(asking: Asking) -> None:
    publish(asking.web, key=SECOND)
    assert asking.work().look(lambda: False) is Outcome.FOUND


def test_the_older_form_of_signatures_holds_too(asking: Asking) -> None:
    asking.web.pages[SIGNATURE] = signed(told(), prehash=False)
    assert asking.work().look(lambda: False) is Outcome.FOUND


@pytest.mark.skipif(shutil.which("minisign") is None, reason="minisign is not installed")
def test_what_minisign_itself_signs_is_believed(asking: Asking, tmp_path: Path) -> None:
    file = tmp_path / "latest.json"
    file.write_bytes(told("2.0.0"))
    subprocess.run(["minisign", "-S", "-s", FIRST, "-m", file, "-t", "æøå"], check=True, capture_output=True)
    asking.web.pages[PATH] = file.read_bytes()
    asking.web.pages[SIGNATURE] = file.with_name("latest.json.minisig").read_bytes()
    assert asking.work().look(lambda: False) is Outcome.FOUND


def test_the_same_version_is_nothing_new(asking: Asking) -> None:
    publish(asking.web, version="1.0")
    work = asking.work()
    assert work.look(lambda: False) is Outcome.CURRENT
    assert work.offer() is None


def test_an_unknown_platform_is_nothing_for_this_copy(asking: Asking) -> None:
    work = asking.work(kind=Kind.RPM, platform="linux-riscv-rpm")
    assert work.look(lambda: False) is Outcome.NOTHING
    assert work.offer() is None


def test_below_the_minimum_is_urgent(asking: Asking) -> None:
    publish(asking.web, minimum="1.0.1")
    work = asking.work()
    work.look(lambda: False)
    offer = work.offer()
    assert offer is not None
    assert offer.urgent


# -- refused -----------------------------------------------------------------------------------------------------------


def test_tampered_json_is_refused(asking: Asking) -> None:
    asking.web.pages[PATH] = told().replace(b"9.9.9", b"9.9.8")
    assert refused(asking.work()) == "signature_wrong"


def test_a_tampered_signature_is_refused(asking: Asking) -> None:
    lines = signed(told()).splitlines()
    lines[1] = lines[1][:40] + (b"A" if lines[1][40:41] != b"A" else b"B") + lines[1][41:]
    asking.web.pages[SIGNATURE] = b"\n".join(lines)
    assert refused(asking.work()) == "signature_wrong"


def test_a_tampered_comment_is_refused(asking: Asking) -> None:
    asking.web.pages[SIGNATURE] = signed(told(), comment="version 9").replace(b"version 9", b"version 8")
    assert refused(asking.work()) == "signature_wrong"


def test_a_wrong_key_is_refused(asking: Asking) -> None:
    assert refused(asking.work(keys=(asking.here.keys[1],))) == "signature_unknown"


def test_a_missing_signature_is_refused(asking: Asking) -> None:
    del asking.web.pages[SIGNATURE]
    assert refused(asking.work()) == "not_there"


def test_nothing_is_read_before_the_signature_holds(asking: Asking) -> None:
    asking.web.pages[PATH] = b"[" * 100_000
    assert refused(asking.work()) == "signature_wrong"
    publish(asking.web, b"[" * 100_000)
    assert refused(asking.work()) == "update_unreadable"


def test_expired_is_refused(asking: Asking) -> None:
    publish(asking.web, expires="2027-02-03T06:41:59Z")
    assert refused(asking.work()) == "update_expired"


def test_what_expires_later_is_no_longer_offered(asking: Asking) -> None:
    work = asking.work()
    work.look(lambda: False)
    asking.setting.clock = type(asking.setting.clock)(datetime(2027, 6, 1, tzinfo=UTC))
    assert work.offer() is None


def test_older_than_this_copy_is_refused(asking: Asking) -> None:
    publish(asking.web, version="0.9.12")
    assert refused(asking.work()) == "update_older"


def test_a_rollback_is_refused(asking: Asking) -> None:
    publish(asking.web, version="3.0.0")
    asking.work().look(lambda: False)
    publish(asking.web, version="2.9.9")
    work = asking.work(version="2.0.0")
    with pytest.raises(MoedeklarError) as caught:
        work.look(lambda: False)
    assert caught.value.code == "update_rollback"
    offer = work.offer()
    assert offer is not None
    assert offer.version == "3.0.0"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", "newest"),
        ("version", 2),
        ("version", "1.0.0-rc1"),
        ("version", "1" * 400),
        ("minimum", None),
        ("minimum", "10.0"),
        ("expires", "2099-01-01T00:00:00"),
        ("expires", "some day"),
        ("notes", ["x"]),
        ("files", []),
        ("files", {"windows-x64-setup": {"url": "x"}}),
        ("files", {"windows-x64-setup": {"url": "x", "size": -1, "sha256": "0" * 64}}),
        ("files", {"windows-x64-setup": {"url": "x", "size": True, "sha256": "0" * 64}}),
        ("files", {"windows-x64-setup": {"url": "x", "size": 10**12, "sha256": "0" * 64}}),
        ("files", {"windows-x64-setup": {"url": "x", "size": 1, "sha256": "0" * 63}}),
        ("files", {"windows-x64-setup": {"url": 1, "size": 1, "sha256": "0" * 64}}),
    ],
)
def test_a_field_that_is_not_what_it_must_be_is_named(asking: Asking, name: str, value: Any) -> None:
    publish(asking.web, told(**{name: value}))
    work = asking.work()
    assert refused(work) == "update_unreadable"
    problem = work.memory().problem
    assert problem is not None
    assert dict(problem.params)["where"] == name


def test_fields_that_nobody_knows_yet_are_no_error(asking: Asking) -> None:
    said = json.loads(told())
    said["channel"], said["files"]["windows-x64-setup"]["signature"] = "slow", "x"
    publish(asking.web, json.dumps(said).encode())
    assert asking.work().look(lambda: False) is Outcome.FOUND


@pytest.mark.parametrize("missing", ["version", "minimum", "expires", "files"])
def test_a_field_that_is_missing_is_named(asking: Asking, missing: str) -> None:
    said = json.loads(told())
    del said[missing]
    publish(asking.web, json.dumps(said).encode())
    assert refused(asking.work()) == "update_unreadable"


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"\xff\xfe", b"{", b'"x"'])
def test_what_is_no_record_is_refused(asking: Asking, body: bytes) -> None:
    publish(asking.web, body)
    assert refused(asking.work()) == "update_unreadable"


def test_an_over_long_body_is_refused(asking: Asking) -> None:
    publish(asking.web, told(notes="x" * latest.LARGEST))
    assert refused(asking.work()) == "answer_too_large"
    assert asking.web.paths() == [PATH]


def test_a_body_that_unpacks_to_too_much_is_refused(asking: Asking) -> None:
    asking.web.faults[PATH] = [Gzip()]
    publish(asking.web, told(notes="x" * 5_000_000))
    assert refused(asking.work()) == "answer_too_large"


def test_404_is_told(asking: Asking) -> None:
    del asking.web.pages[PATH]
    assert refused(asking.work()) == "not_there"


def test_html_in_place_of_json_is_told(asking: Asking) -> None:
    asking.web.faults[PATH] = [Instead(Page.html("<h1>Log ind på gæstenettet</h1>"))]
    assert refused(asking.work()) == "wrong_kind"


def test_a_server_in_trouble_is_told(asking: Asking) -> None:
    asking.web.faults[PATH] = [status(503)] * 5
    assert refused(asking.work()) == "server_busy"


def test_an_answer_that_breaks_off_is_asked_for_once_more(asking: Asking) -> None:
    asking.web.faults[PATH] = [Drop(20)]
    assert asking.work().look(lambda: False) is Outcome.FOUND
    asking.web.faults[PATH] = [NoAnswer()] * 5
    with pytest.raises(MoedeklarError, match="net_reset"):
        asking.work().look(lambda: False)


# -- who is asked ------------------------------------------------------------------------------------------------------


def test_a_redirect_to_another_host_carries_nothing(asking: Asking, context: ssl.SSLContext) -> None:
    with WebServer(tls=context) as other:
        publish(other)
        moved = redirect(other.url + PATH)
        asking.web.pages[PATH] = Page(b"", "text/plain", 302, {**moved.headers, "Set-Cookie": "who=ida"}, None)
        asking.web.pages[SIGNATURE] = redirect(other.url + SIGNATURE)
        work = asking.work()
        assert work.look(lambda: False) is Outcome.FOUND
        assert other.paths() == [PATH, SIGNATURE]
        for one in other.asked:
            assert not {"cookie", "authorization", "referer", "origin"} & set(one.headers)
    offer = work.offer()
    assert offer is not None
    assert offer.file.url.startswith(asking.web.url)  # not of wherever the file was kept


def test_a_redirect_out_of_encryption_is_refused(asking: Asking) -> None:
    with WebServer() as plain:
        publish(plain)
        asking.web.pages[PATH] = redirect(plain.url + PATH)
        assert refused(asking.work()) == "redirect_refused"
        assert plain.asked == []


def test_a_certificate_that_nobody_trusts_is_refused(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert refused(asking.work()) == "tls_authority"
    assert asking.web.asked == []


def at(asking: Asking, url: str) -> None:
    asking.setting.preset = type(asking.setting.preset)(name="Nordlund", updates=UpdatePolicy(None, url))


@pytest.mark.parametrize(
    "url",
    [
        "http://nordlund.invalid/latest.json",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://ida:hemmelig@nordlund.invalid/latest.json",
        "https:///latest.json",
        "https://nordlund.invalid/late st.json",
        "https://nordlund.invalid:99999/x",
        "https://[x/",
        "https://nordlund.invalid/\nlatest.json",
    ],
)
def test_an_address_that_is_not_safe_is_never_asked(asking: Asking, url: str) -> None:
    at(asking, url)
    assert refused(asking.work()) == "update_address"


def test_loopback_without_encryption_only_by_a_parameter(asking: Asking) -> None:
    with WebServer() as plain:
        publish(plain)
        at(asking, plain.url + PATH)
        assert refused(asking.work(loopback=False)) == "update_address"
        assert plain.asked == []
        at(asking, "http://nordlund.invalid/latest.json")
        assert refused(asking.work(loopback=True)) == "update_address"
        at(asking, plain.url + PATH)
        assert asking.work(loopback=True).look(lambda: False) is Outcome.FOUND


def test_without_an_address_nothing_is_asked(asking: Asking) -> None:
    at(asking, "")
    assert refused(asking.work()) == "update_no_address"
    at(asking, "")
    assert asking.work(address=asking.web.url + PATH).look(lambda: False) is Outcome.FOUND


def test_from_source_and_without_keys_nothing_is_asked(asking: Asking) -> None:
    assert refused(asking.work(kind=Kind.SOURCE)) == "update_source"
    assert refused(asking.work(keys=())) == "update_no_keys"
    assert asking.web.asked == []


def test_mode_off_makes_no_request(asking: Asking) -> None:
    asking.work().choose(UpdateMode.OFF)
    assert refused(asking.work()) == "update_off"
    assert asking.web.asked == []


def test_without_a_network_nothing_is_asked_and_nothing_counts(asking: Asking) -> None:
    asking.setting.online = False
    work = asking.work()
    assert refused(work) == "net_offline"
    assert asking.web.asked == []
    assert work.memory().looked is None
