"""Signing in to sources: what is kept where, and what goes with the requests."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.credentials import PIECE, Credentials
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import SecretsError, SourceError
from moedeklar.model.moments import FixedClock
from moedeklar.model.views import SourceInfo
from moedeklar.sources.http.sign_in.ways import Kind, Way
from moedeklar.store import keyfile, sources
from moedeklar.store.keyfile import Kept, KeyFile
from moedeklar.store.store import Store
from tests.support.web import Asked, Page, WebServer

PASSWORD = "smørrebrød & øl"


class Shelf(dict[str, str]):
    """A shelf that takes no more at once than that of Windows, and can be locked."""

    locked = False

    def get(self, name: str) -> str | None:  # type: ignore[override]
        if self.locked:
            raise SecretsError("keyring_locked")
        return super().get(name)

    def set(self, name: str, secret: str) -> None:
        assert len(secret.encode("utf-16-le")) <= 2560
        self[name] = secret

    def delete(self, name: str) -> None:
        self.pop(name, None)


@pytest.fixture
def workspace(
    profile: Profile, fixed_clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """Of a profile that is opened by a passphrase."""
    (tmp_path / "passphrase").write_text("en god lang sætning\n", encoding="utf-8")
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", str(tmp_path / "passphrase"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Workspace.open(profile, NobodyToAsk(), fixed_clock) as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[WebServer]:
    right = "Basic " + base64.b64encode(f"kirsten:{PASSWORD}".encode()).decode()

    def page(asked: Asked) -> Page:
        return Page.json({}) if asked.headers.get("authorization") == right else Page(b"", status=401)

    with WebServer({"/system": page}) as server:
        yield server


@pytest.fixture
def source(workspace: Workspace, web: WebServer) -> SourceInfo:
    return workspace.sources.add("oparl", f"{web.url}/system", "Nordlund")


def failure(workspace: Workspace) -> str:
    report = workspace.sources.sync()
    return report.failed[0].code if report.failed else ""


def test_what_is_given_goes_with_the_requests(workspace: Workspace, web: WebServer, source: SourceInfo) -> None:
    assert failure(workspace) == "sign_in_needed"
    way = Way(Kind.BASIC, user="kirsten")
    workspace.signing.give(source.id, way, "forkert")
    assert workspace.signing.way(source.id) == way
    assert failure(workspace) == "sign_in_expired"
    workspace.signing.give(source.id, way, PASSWORD)
    assert not failure(workspace).startswith("sign_in")
    workspace.sources.add("oparl", source.location, "Nordlund igen")  # added again it is still signed in to
    assert workspace.signing.way(source.id) == way
    workspace.signing.forget(source.id)
    assert workspace.signing.way(source.id) is None
    assert failure(workspace) == "sign_in_needed"


def test_a_secret_is_no_option_and_in_no_backup(workspace: Workspace, source: SourceInfo, tmp_path: Path) -> None:
    workspace.signing.give(source.id, Way(Kind.BASIC, user="kirsten"), PASSWORD)
    options = workspace.store.read(lambda db: sources.options(db, source.id))
    assert options["sign_in"] == {"kind": "basic", "user": "kirsten"}
    dumped = workspace.store.read(lambda db: b"".join(_dump(db)))
    assert b"kirsten" in dumped
    assert "smørrebrød".encode() not in dumped


def _dump(db: object) -> Iterator[bytes]:
    from moedeklar.store.backup import dump

    return dump(db)  # type: ignore[arg-type]


def test_a_source_that_is_removed_takes_its_secret_along(workspace: Workspace, source: SourceInfo) -> None:
    workspace.signing.give(source.id, Way(Kind.BASIC, user="kirsten"), PASSWORD)
    workspace.sources.remove(source.id)
    assert workspace.store.read(lambda db: db.execute("SELECT count(*) FROM sync_secret").fetchone()) == (0,)


def test_what_is_open_to_everybody_takes_no_sign_in(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    folder = workspace.sources.add_folder(tmp_path / "papers")
    with pytest.raises(SourceError, match="sign_in_not_taken"):
        workspace.signing.give(folder.id, Way(Kind.BEARER), "x")


def test_a_way_that_leads_nowhere_is_not_kept(workspace: Workspace, source: SourceInfo) -> None:
    with pytest.raises(SourceError, match="url_refused"):
        workspace.signing.give(source.id, Way(Kind.CLIENT, client="a", token_url="http://a.example/"), "x")
    assert workspace.signing.way(source.id) is None


@pytest.fixture
def with_keyring(profile: Profile) -> Profile:
    """A profile whose keys are in the keyring."""
    keyfile.save(profile.keys_file, KeyFile(Kept.KEYRING, None, None))
    return profile


def test_where_the_keys_are_the_secrets_are(with_keyring: Profile, store: Store) -> None:
    shelf = Shelf()
    credentials = Credentials(with_keyring, store, shelf)
    for secret in ("kort", "æ" * (3 * PIECE + 7), "", "x" * PIECE):
        credentials.set("src-1", secret)
        assert credentials.get("src-1") == secret
    assert len(shelf) == 1
    assert store.read(lambda db: db.execute("SELECT count(*) FROM sync_secret").fetchone()) == (0,)
    credentials.set("src-1", "y" * 2500)
    del shelf[next(name for name in shelf if name.endswith("/1"))]
    assert credentials.get("src-1") is None
    credentials.delete("src-1")
    assert not shelf
    shelf.locked = True
    with pytest.raises(SecretsError, match="keyring_locked"):
        credentials.get("src-1")


def test_the_remedy_names_the_source_that_is_to_be_signed_in_to(workspace: Workspace, source: SourceInfo) -> None:
    remedies = [check.remedy for check in workspace.diagnosing.of(source.id) if not check.ok]
    assert remedies
    assert f"moedeklar source sign-in {source.id}" in remedies[-1]
