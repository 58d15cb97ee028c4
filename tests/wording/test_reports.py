from __future__ import annotations

import pytest

from moedeklar.model.reports import Problem, RunReport
from moedeklar.wording.language import set_language
from moedeklar.wording.reports import report_lines, report_summary


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def test_a_run_that_found_nothing_new_says_so() -> None:
    assert list(report_lines(RunReport(unchanged=3))) == ["Nothing new. 3 meetings as before."]


def test_a_run_that_was_stopped_does_not_say_that_nothing_is_new() -> None:
    stopped = RunReport(attention=(Problem("Papers", "listing_empty", (("count", 6),)),))
    first, heading, why = report_lines(stopped)
    assert first == "Stopped."
    assert heading.endswith(":")
    assert why.startswith("  Papers: ")
    assert "0" not in report_summary(stopped)


def test_a_problem_of_a_whole_run_has_no_empty_name() -> None:
    lines = list(report_lines(RunReport(failed=(Problem("", "folder_missing", (("path", "/papers"),)),))))
    assert not any(line.startswith("  :") for line in lines)


def test_what_failed_is_counted_and_named() -> None:
    lines = list(report_lines(RunReport(new=2, failed=(Problem("b.pdf", "vanished", (("name", "b.pdf"),)),))))
    assert lines[0] == "2 new meetings, 1 failed."
    assert lines[1:2] == ["Failed:"]
    assert lines[2].startswith("  b.pdf: ")
