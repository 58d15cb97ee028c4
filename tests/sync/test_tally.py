"""What a run counts, also where it is cut short."""

from __future__ import annotations

from moedeklar.sources.base import Listing
from moedeklar.sync.tally import NEW, MeetingOutcome, Tally


def test_a_run_that_is_cut_short_in_its_second_listing_counts_nothing_below_zero() -> None:
    tally = Tally()
    tally.begin(Listing((), partial=True, more=True), {}, 1)
    tally.meeting(outcome("1"))
    tally.end({}, 1)
    assert tally.report().unchanged == 0
    tally.begin(Listing(()), {}, 3)
    for meeting in "23":
        tally.meeting(outcome(meeting))
    assert (tally.report().new, tally.report().unchanged) == (3, 0)
    tally.end({}, 5)
    assert (tally.report().new, tally.report().unchanged) == (3, 2)


def outcome(meeting: str) -> MeetingOutcome:
    return MeetingOutcome(meeting, meeting, NEW)
