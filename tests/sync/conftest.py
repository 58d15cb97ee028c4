"""A folder of papers, a real store, a real PDF process, and a way to run a sync over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from moedeklar.model.reports import RunReport
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.folder import FolderSource
from moedeklar.store.store import Store
from moedeklar.sync import engine

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
