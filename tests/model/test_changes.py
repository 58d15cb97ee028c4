from moedeklar.model.changes import ChangeSet, Kind
from moedeklar.model.reports import Problem, RunReport


def test_changes_join_and_touch() -> None:
    both = ChangeSet.of(Kind.NOTE, "n-1") | ChangeSet.of(Kind.READING)
    assert both.touches(Kind.NOTE)
    assert both.touches(Kind.BOOKMARK, Kind.READING)
    assert not both.touches(Kind.SOURCE)
    assert not ChangeSet()
    assert ChangeSet.everything().touches(Kind.SOURCE)


def test_reports_add_up() -> None:
    one = RunReport(new=1, failed=(Problem("a", "x"),))
    two = RunReport(new=2, unchanged=1, cancelled=True)
    assert one + two == RunReport(new=3, unchanged=1, failed=(Problem("a", "x"),), cancelled=True)
