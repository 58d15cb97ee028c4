"""Whether a source's scans are read: asked for once, remembered, and without the data told with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from moedeklar.member.profile import Profile
from moedeklar.member.sources import Sources
from moedeklar.model.errors import NotFound
from moedeklar.pdf.client import PdfClient
from moedeklar.store.store import Store
from tests.support.papers import write_papers
from tests.support.scans import TESSDATA, needs_danish, scanned


@pytest.fixture
def index() -> Iterator[PdfClient]:
    made = PdfClient()
    yield made
    made.close()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """One meeting's scanned agenda."""
    write_papers(tmp_path / "tekst", meetings=1)
    folder = tmp_path / "papirer"
    folder.mkdir()
    pdf = (tmp_path / "tekst" / "moede 1" / "dagsorden.pdf").read_bytes()
    (folder / "dagsorden.pdf").write_bytes(scanned(pdf))
    return folder


def sources_with(profile: Profile, store: Store, index: PdfClient, tessdata: Path | None) -> Sources:
    return Sources(profile, store, lambda: index, lambda: None, lambda: tessdata)


def test_it_is_remembered_for_each_source_and_kept_when_it_is_added_again(
    profile: Profile, store: Store, index: PdfClient, papers: Path, tmp_path: Path
) -> None:
    sources = sources_with(profile, store, index, None)
    first, second = sources.add_folder(papers), sources.add_folder(tmp_path / "tekst")
    assert not first.reads_scans
    sources.read_scans((first.id,), on=True)
    assert {source.id: source.reads_scans for source in sources.list()} == {first.id: True, second.id: False}
    again = sources.add_folder(papers, "Et nyt navn", ("Skoleudvalget",))
    assert (again.name, again.reads_scans, again.committees) == ("Et nyt navn", True, ("Skoleudvalget",))
    assert sources.add_folder(papers).committees == ()
    sources.read_scans(None, on=True)
    assert [source.reads_scans for source in sources.list()] == [True, True]
    sources.read_scans((first.id, second.id), on=False)
    assert [source.reads_scans for source in sources.list()] == [False, False]
    with pytest.raises(NotFound):
        sources.read_scans(("src-nobody",), on=True)


def test_without_the_data_it_is_told_and_the_run_goes_on(
    profile: Profile, store: Store, index: PdfClient, papers: Path
) -> None:
    sources = sources_with(profile, store, index, None)
    sources.read_scans((sources.add_folder(papers).id,), on=True)
    assert not sources.can_read_scans()
    assert [problem.code for problem in sources.sync().failed] == ["ocr_missing"]


@needs_danish
def test_a_scan_is_read_and_the_next_run_leaves_it_so(
    profile: Profile, store: Store, index: PdfClient, papers: Path
) -> None:
    sources = sources_with(profile, store, index, TESSDATA)
    added = sources.add_folder(papers)
    assert [problem.code for problem in sources.sync().failed] == ["scan_no_text"]
    assert sources.can_read_scans()
    sources.read_scans((added.id,), on=True)
    assert sources.sync().new == 1
    sources.read_scans((added.id,), on=False)
    report = sources.sync()
    assert (report.unchanged, report.failed) == (1, ())
