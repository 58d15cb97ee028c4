"""Object storage as a place: S3 by moto's server, Azure Blob by Azurite. Google Cloud Storage is untried."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moedeklar.secretary.publishing.targets.base import Content, TargetError
from moedeklar.secretary.publishing.targets.objects import ObjectTarget
from tests.secretary.publishing.conftest import Desk
from tests.support.object_storage import Storage, azure, s3

SERVERS = {"s3": s3, "azure": azure}


@pytest.fixture(params=SERVERS)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    with SERVERS[request.param](tmp_path / "server") as running:
        yield running


def target_at(storage: Storage, **options: str) -> ObjectTarget:
    return ObjectTarget(storage.url, storage.options | options)


def content(data: bytes, *, lasting: bool = False) -> Content:
    return Content(io.BytesIO(data), len(data), "application/pdf", lasting)


def got(target: ObjectTarget, name: str) -> Any:
    return target._store.get(name)


def test_a_feed_lives_in_object_storage(desk: Desk, storage: Storage) -> None:
    target = target_at(storage)
    plan = desk.publish(target)
    assert len(plan.writes) > 100
    assert set(target.listed()) == set(plan.writes)
    assert desk.publish(target).is_empty
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    changed = desk.publish(target)
    assert (len(changed.writes), changed.removes) == (5, ())
    desk.body.write_meeting(desk.folder, 0, 2, closed=2)
    closed = desk.publish(target)
    assert closed.removes
    assert not set(closed.removes) & set(target.listed())
    desk.publish()
    for name, data in desk.files().items():
        if name.startswith("files/") or name.endswith(".html"):  # other objects state times, and each feed has its own
            assert bytes(got(target, name).bytes()) == data, name


def test_objects_say_what_they_are_and_how_long_they_last(storage: Storage) -> None:
    target = target_at(storage)
    target.put("files/00/a.pdf", content(b"%PDF-1", lasting=True))
    target.put("system.json", Content(io.BytesIO(b"{}"), 2, "application/json; charset=utf-8"))
    file, system = got(target, "files/00/a.pdf"), got(target, "system.json")
    assert file.attributes["Content-Type"] == "application/pdf"
    assert "immutable" in file.attributes["Cache-Control"]
    assert system.attributes["Content-Type"] == "application/json; charset=utf-8"
    assert system.attributes["Cache-Control"] == "no-cache"


def test_large_files_go_in_parts_and_unknown_sizes_too(storage: Storage) -> None:
    target = target_at(storage)
    data = b"%PDF" + b"x" * 9_000_000
    target.put("files/00/large.pdf", content(data, lasting=True))
    target.put("packages/a.age", Content(io.BytesIO(b"short"), 0, "application/octet-stream"))
    assert bytes(got(target, "files/00/large.pdf").bytes()) == data
    assert bytes(got(target, "packages/a.age").bytes()) == b"short"


def test_what_is_replaced_and_removed(storage: Storage) -> None:
    target = target_at(storage)
    target.put("system.json", content(b"1"))
    target.put("system.json", content(b"2"))
    assert bytes(got(target, "system.json").bytes()) == b"2"
    target.remove("system.json")
    target.remove("system.json")
    assert list(target.listed()) == []


def test_a_container_that_is_not_there_is_told(storage: Storage) -> None:
    target = ObjectTarget(storage.url.replace("dagsordener", "findes-ikke"), storage.options)
    with pytest.raises(TargetError) as error:
        target.put("system.json", content(b"1"))
    assert error.value.code == "target_missing"


def test_a_wrong_key_is_told_and_nothing_is_lost(desk: Desk, tmp_path: Path) -> None:
    with azure(tmp_path / "server") as storage:
        desk.publish(target_at(storage))
        desk.body.write_meeting(desk.folder, 0, 1, changed=1)
        wrong = "A" * 86 + "=="
        with pytest.raises(TargetError) as error:
            desk.publish(target_at(storage, account_key=wrong))
        assert error.value.code == "target_denied"
        assert wrong not in str(error.value)
        assert len(desk.publish(target_at(storage)).writes) == 5


def test_a_server_that_is_not_there_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moedeklar.secretary.publishing.targets.objects._TRIES", {"max_retries": 0})
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = {"endpoint": f"http://127.0.0.1:{port}", "access_key_id": "x", "secret_access_key": "y"}
    target = ObjectTarget("s3://dagsordener", options | {"allow_http": "true", "region": "us-east-1"})
    with pytest.raises(TargetError) as error:
        desk.publish(target)
    assert error.value.code == "target_unreachable"


def test_plain_http_has_to_be_allowed() -> None:
    options = {"endpoint": "http://127.0.0.1:9", "access_key_id": "x", "secret_access_key": "y", "region": "r"}
    with pytest.raises(TargetError):
        ObjectTarget("s3://dagsordener", options).check()


@pytest.mark.parametrize("url", ["ftp://a/b", "s3://", "https://x/y", "folder"])
def test_other_places_are_refused(url: str) -> None:
    with pytest.raises(TargetError) as error:
        ObjectTarget(url)
    assert error.value.code == "target_unknown"


def test_an_option_that_the_storage_does_not_know_is_told() -> None:
    with pytest.raises(TargetError) as error:
        ObjectTarget("s3://dagsordener", {"regoin": "eu-north-1"}).check()
    assert error.value.code == "target_refused"
