"""What a FirstAgenda portal may answer besides what it should: nothing is lost by it."""

from __future__ import annotations

import pytest

from moedeklar.pdf.client import PdfClient
from moedeklar.sources.firstagenda.source import FirstAgendaSource
from moedeklar.sources.http.client import HttpClient
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.fakes.firstagenda import Paper, Point, guid
from tests.support.portal import QUICK, Portal
from tests.sync.test_engine import rows

NEW = Paper(guid("a"), points=(Point("Meddelelser", "1", source="111"),))
OLD = NEW.but(id=guid("b"), committee="Byrådet", begin="2026-03-02T16:00:00+01:00")


@pytest.mark.parametrize("body", [b"<html>Server Error", b'{"Id": "x", "Dagsordenpunkter": [{', b" "])
def test_a_damaged_answer_is_asked_for_again_however_long_ago_the_meeting_was(
    store: Store, pdf: PdfClient, body: bytes
) -> None:
    with Portal([NEW, OLD]) as portal:
        source = FirstAgendaSource("src-fa", HttpClient(portal.url, limits=QUICK), store.clock, "Nordlund Kommune")
        portal.answers[OLD.id] = body
        report = engine.run(source, store, lambda: pdf, store.clock)
        assert (report.new, [one.code for one in report.failed]) == (1, ["answer_not_json"])
        del portal.answers[OLD.id]
        report = engine.run(source, store, lambda: pdf, store.clock)
        source.close()
    assert (report.new, report.failed) == (1, ())
    assert len(rows(store)) == 2
