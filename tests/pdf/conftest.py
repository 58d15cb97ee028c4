"""A real PDF process for the tests of this folder: one that many share, and one for tests that end it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from moedeklar.pdf.client import PdfClient


@pytest.fixture
def client() -> Iterator[PdfClient]:
    """A client of its own."""
    made = PdfClient(timeout=15)
    yield made
    made.close()
