from __future__ import annotations

from moedeklar.member.finding import Finding
from moedeklar.model.changes import ChangeSet
from moedeklar.model.views import HitKind
from moedeklar.store.store import Store
from tests.store.test_search import ILL, keep


def test_finding_checking_and_mending(store: Store) -> None:
    finding = Finding(store)
    (item_id,) = keep(store, "udvalg", "2027-02-09", ILL)
    assert [hit.id for hit in finding.search("forløb")] == [item_id]
    assert finding.search("forløb", [HitKind.NOTE]) == ()
    assert finding.check() == ""
    store.write(lambda db: (db.execute("DELETE FROM search_passage").rowcount, ChangeSet()))
    assert finding.check()
    assert finding.rebuild() == 1
    assert finding.check() == ""
    assert [hit.id for hit in finding.search("forløb")] == [item_id]
