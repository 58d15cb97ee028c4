"""Fetching an installer: whole and as it was signed, or nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from moedeklar.member.updates import downloading
from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.model.updates import Kind
from moedeklar.wording.errors import error_sentence
from tests.support.disks import fill
from tests.support.updates import SETUP, Asking, publish
from tests.support.web import Drop, Instead, Length, Page, Slow, WebServer, redirect, status

ROOT = Path(__file__).resolve().parents[3]


def failed(asking: Asking, **changed: object) -> str:
    """The code of why it was not fetched; nothing of it is left, and it is not ready."""
    work = asking.work(**changed)
    with pytest.raises(MoedeklarError) as caught:
        asking.fetch(work)
    assert caught.value.code not in error_sentence(caught.value)
    assert not asking.folder.exists() or not list(asking.folder.iterdir())
    assert not work.is_ready()
    return caught.value.code


def test_the_file_is_whole_and_nobody_elses(asking: Asking) -> None:
    seen: list[tuple[int, int]] = []
    work = asking.work()
    work.look(lambda: False)
    file = work.fetch(lambda *far: seen.append(far), lambda: False)
    assert file.read_bytes() == SETUP
    assert file.name == "Moedeklar-9.9.9-setup.exe"
    assert seen[-1] == (len(SETUP), len(SETUP))
    assert work.is_ready()
    assert asking.work().is_ready()
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
        assert asking.folder.stat().st_mode & 0o077 == 0


def test_a_file_that_is_here_is_not_fetched_twice(asking: Asking) -> None:
    asking.fetch()
    asking.fetch()
    assert asking.web.paths().count("/setup.exe") == 1


def test_a_file_that_was_damaged_here_is_fetched_again(asking: Asking) -> None:
    file = asking.fetch()
    file.write_bytes(b"x" + SETUP[1:])
    assert asking.fetch().read_bytes() == SETUP


def test_a_wrong_size_is_refused_and_deleted(asking: Asking) -> None:
    asking.web.pages["/setup.exe"] = Page(SETUP + b"x")
    assert failed(asking) == "update_changed"
    asking.web.pages["/setup.exe"] = Page(SETUP[:-1])
    assert failed(asking) == "update_changed"


def test_a_wrong_hash_is_refused_and_deleted(asking: Asking) -> None:
    asking.web.pages["/setup.exe"] = Page(SETUP[:-1] + b"x")
    assert failed(asking) == "update_changed"
    assert asking.work().memory().failed == ("9.9.9",)


def test_an_over_long_body_is_refused_and_deleted(asking: Asking) -> None:
    asking.web.pages["/setup.exe"] = Page(SETUP + bytes(5_000_000), etag=None)
    asking.web.faults["/setup.exe"] = [Length(None)] * 3
    assert failed(asking) == "update_changed"


def test_a_truncated_download_goes_on_where_it_broke_off(asking: Asking) -> None:
    asking.web.faults["/setup.exe"] = [Drop(200_000), Drop(100_000)]
    assert asking.fetch().read_bytes() == SETUP
    ranges = [one.headers.get("range") for one in asking.web.asked if one.path == "/setup.exe"]
    assert ranges[0] is None
    assert ranges[1].startswith("bytes=")  # type: ignore[union-attr]


def test_a_download_that_stays_truncated_leaves_nothing(asking: Asking) -> None:
    asking.web.pages["/setup.exe"] = Page(SETUP, etag=None, ranges=False)
    asking.web.faults["/setup.exe"] = [Drop(200_000)] * 9
    assert failed(asking) in ("cut_short", "net_reset")
    assert asking.work().memory().failed == ()  # the network's fault, not the version's


def test_a_page_in_place_of_the_file_is_refused(asking: Asking) -> None:
    asking.web.faults["/setup.exe"] = [Instead(Page.html("<h1>Gæstenet</h1>"))]
    assert failed(asking) == "update_changed"
    asking.web.faults["/setup.exe"] = [status(404)]
    assert failed(asking) == "not_there"


def test_a_file_elsewhere_is_fetched_without_telling_who_asks(asking: Asking, context: object) -> None:
    with WebServer({"/there.exe": SETUP}, tls=context) as other:  # type: ignore[arg-type]
        asking.web.pages["/setup.exe"] = redirect(other.url + "/there.exe")
        assert asking.fetch().read_bytes() == SETUP
        assert not {"cookie", "authorization", "referer"} & set(other.asked[0].headers)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://nordlund.invalid/setup.exe", "javascript:alert(1)"])
def test_an_address_of_a_file_that_is_not_safe_is_never_asked(asking: Asking, url: str) -> None:
    publish(asking.web, url=url)
    assert failed(asking) == "update_address"
    assert "/setup.exe" not in asking.web.paths()


def test_the_servers_name_for_the_file_counts_for_nothing(asking: Asking, tmp_path: Path) -> None:
    asking.web.pages["/x/../../../evil.exe"] = asking.web.pages["/evil.exe"] = Page(SETUP)
    publish(asking.web, url="/x/../../../evil.exe")
    assert asking.fetch().parent == asking.folder
    assert not list(tmp_path.rglob("evil*"))


def test_cancelling_leaves_nothing(asking: Asking) -> None:
    asking.web.faults["/setup.exe"] = [Slow(10_000, 0.02)]
    work = asking.work()
    work.look(lambda: False)
    come: list[int] = []
    with pytest.raises(Cancelled):
        work.fetch(lambda done, _total: come.append(done), lambda: bool(come))
    assert list(asking.folder.iterdir()) == []
    assert work.memory().failed == ()


def test_a_full_disk_is_told_and_leaves_nothing(asking: Asking, small_disk: Path) -> None:
    asking.folder = small_disk / "updates"
    asking.folder.mkdir()
    ballast = fill(small_disk, leave=100_000)
    assert failed(asking) == "disk_full"
    ballast.unlink()
    assert asking.fetch().read_bytes() == SETUP


def test_a_folder_that_may_not_be_written_to_is_told(asking: Asking, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("x")
    asking.folder = tmp_path / "a file"
    work = asking.work()
    with pytest.raises(MoedeklarError, match="path_is_file"):
        asking.fetch(work)


KILLED = """
import sys
from pathlib import Path
from moedeklar.member.updates import downloading
from moedeklar.model.codec import decode
from moedeklar.model.updates import Kind, Offer
import json
offer = decode(Offer, json.loads(sys.argv[1]))
downloading.download(offer, Kind.SETUP, Path(sys.argv[2]), lambda *far: print(*far, flush=True), lambda: False)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_killed_during_the_download_nothing_half_is_ever_installed(asking: Asking) -> None:
    from moedeklar.model.codec import encode

    work = asking.work()
    work.look(lambda: False)
    offer = work.offer()
    asking.web.faults["/setup.exe"] = [Slow(50_000, 0.1)]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, json.dumps(encode(offer)), str(asking.folder)], stdout=subprocess.PIPE, cwd=ROOT,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert [path.suffix for path in asking.folder.iterdir()] == [".part"]
    started = asking.work()
    started.settle()
    assert list(asking.folder.iterdir()) == []
    assert not started.is_ready()
    with pytest.raises(MoedeklarError, match="update_gone"):
        started.install(restart=True)
    asking.web.asked.clear()
    assert asking.fetch().read_bytes() == SETUP
    assert "range" not in asking.web.asked[-1].headers  # begun anew


def test_what_older_versions_left_goes(asking: Asking) -> None:
    asking.folder.mkdir()
    (asking.folder / "Moedeklar-9.9.8-setup.exe").write_bytes(b"old")
    asking.fetch()
    assert [path.name for path in asking.folder.iterdir()] == ["Moedeklar-9.9.9-setup.exe"]


def test_nothing_is_fetched_where_nothing_newer_is_known_of(asking: Asking) -> None:
    with pytest.raises(MoedeklarError, match="update_nothing"):
        asking.work().fetch(lambda *_far: None, lambda: False)


def test_kinds_have_their_own_names(asking: Asking) -> None:
    work = asking.work()
    work.look(lambda: False)
    offer = work.offer()
    assert offer is not None
    assert downloading.name_of(offer, Kind.APPIMAGE) == "Moedeklar-9.9.9.AppImage"
    assert downloading.name_of(offer, Kind.DEB) == "Moedeklar-9.9.9.deb"
