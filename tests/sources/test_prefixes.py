from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from moedeklar.sources.prefixes import after, before


@given(st.dates(), st.dates())
def test_every_day_is_before_or_after_or_the_same(day: date, other: date) -> None:
    written = other.isoformat() + "/x"
    assert written.startswith(before(day.isoformat())) == (other < day)
    assert written.startswith(after(day.isoformat())) == (other > day)
