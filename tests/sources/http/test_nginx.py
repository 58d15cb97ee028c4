from __future__ import annotations

import hashlib
import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from moedeklar.model.errors import Cancelled
from moedeklar.sources.http.expected import Digest
from moedeklar.sources.http.failures import NetworkError, NotThere
from tests.sources.http.conftest import Clients
from tests.support.nginx import Nginx, running
from tests.support.proxy import Proxy

PDF = b"%PDF-1.7\n" + random.Random(5).randbytes(3_000_000)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "feed"
    (folder / "møder").mkdir(parents=True)
    (folder / "møder" / "bilag 1.pdf").write_bytes(PDF)
    (folder / "system.json").write_text(json.dumps({"meeting": [{"name": "Økonomiudvalget"}] * 500}))
    return folder


@pytest.fixture
def nginx(root: Path, tmp_path: Path) -> Iterator[Nginx]:
    with running(root, tmp_path / "nginx") as made:
        yield made


def test_a_static_feed_costs_one_conditional_request(nginx: Nginx, clients: Clients) -> None:
    client = clients(nginx.url)
    first = client.get("/system.json", accept="application/json")
    assert (first.status, first.media_type) == (200, "application/json")
    assert json.loads(first.body)["meeting"][0]["name"] == "Økonomiudvalget"
    again = client.get("/system.json", etag=first.etag, modified=first.last_modified)
    assert (again.status, again.body) == (304, b"")
    assert again.etag
    (nginx.root / "system.json").write_text("[]")
    assert client.get("/system.json", etag=first.etag, modified=first.last_modified).body == b"[]"
    size = int(nginx.log()[0].split('"')[2].split()[1])
    assert size < len(first.body) / 10


def test_a_file_with_danish_letters(nginx: Nginx, clients: Clients) -> None:
    digest = Digest("sha256", hashlib.sha256(PDF).hexdigest())
    with clients(nginx.url).open("møder/bilag 1.pdf", size=len(PDF), digest=digest, expects="application/pdf") as file:
        assert file.read() == PDF
    with pytest.raises(NotThere):
        clients(nginx.url).open("møder/bilag 2.pdf")


def test_a_file_goes_on_where_the_way_broke_off(
    nginx: Nginx, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(cuts=(1_000_000, 700_000, 300)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        with clients(nginx.url).open("møder/bilag 1.pdf", expects="application/pdf") as file:
            assert file.read() == PDF
    assert [line.split('"')[2].split()[0] for line in nginx.log()] == ["200", "206", "206", "206"]


def test_a_file_that_is_replaced_meanwhile(nginx: Nginx, clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy(cuts=(1_000_000,)) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        with clients(nginx.url).open("møder/bilag 1.pdf") as file:
            file.read(500_000)
            (nginx.root / "møder" / "bilag 1.pdf").write_bytes(PDF[:-1])
            with pytest.raises(NetworkError, match="changed_meanwhile"):
                file.read()


def test_a_slow_file_can_be_cancelled(root: Path, tmp_path: Path, clients: Clients) -> None:
    stop = threading.Event()
    with running(root, tmp_path / "slow", "limit_rate 200k;") as nginx:
        client = clients(nginx.url, cancelled=stop.is_set)
        timer = threading.Timer(0.4, stop.set)
        timer.start()
        started = time.monotonic()
        with client.open("møder/bilag 1.pdf") as file, pytest.raises(Cancelled):
            file.read()
        assert time.monotonic() - started < 1.5
        timer.join()


def test_many_files_at_once_come_whole(nginx: Nginx, clients: Clients) -> None:
    for number in range(40):
        (nginx.root / f"{number}.bin").write_bytes(random.Random(number).randbytes(50_000 + number))
    client = clients(nginx.url)

    def fetched(number: int) -> bytes:
        with client.open(f"{number}.bin") as file:
            return file.read()

    with ThreadPoolExecutor(client.limits.connections) as pool:
        for number, data in enumerate(pool.map(fetched, range(40))):
            assert data == random.Random(number).randbytes(50_000 + number)
    assert len({line.split()[-1] for line in nginx.log()}) <= client.limits.connections
