"""A folder of papers, a real store, a real PDF process, and a way to run a sync over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from moedeklar.model.reports import RunReport
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.folder import FolderSource
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.sync.towns import Found, Town, opened

SyncRun = Callable[..., RunReport]


@pytest.fixture(scope="session")
def pdf() -> Iterator[PdfClient]:
    """One PDF process for all tests that do not harm it; it runs before the first of them begins."""
    client = PdfClient()
    client.set_html("<p>klar</p>")
    yield client
    client.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder that is synced."""
    folder = tmp_path / "papirer"
    folder.mkdir()
    return folder


@pytest.fixture
def sync(store: Store, root: Path, pdf: PdfClient) -> SyncRun:
    """Run once over the folder."""

    def run(**options: object) -> RunReport:
        source = FolderSource("src-test", root)
        return engine.run(source, store, lambda: pdf, store.clock, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def towns(store: Store, pdf: PdfClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Found]:
    """Makes servers of invented municipalities, with the options of `OparlBody`."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with ExitStack() as stack:
        yield lambda **options: opened(stack, store, pdf, options)


@pytest.fixture
def town(towns: Found) -> Town:
    """One of them."""
    return towns()
