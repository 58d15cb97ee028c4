"""The clock that the environment may set."""

from __future__ import annotations

import pytest

from moedeklar.member.clock import clock_of_environment
from moedeklar.model.errors import MoedeklarError
from moedeklar.model.moments import SystemClock


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2027-02-03T07:42", "2027-02-03T06:42:00+00:00"),
        ("2027-07-03T07:42:30", "2027-07-03T05:42:30+00:00"),
        ("2027-02-03T06:42:00+00:00", "2027-02-03T06:42:00+00:00"),
        ("2027-02-03T06:42:00Z", "2027-02-03T06:42:00+00:00"),
        (" 2027-02-03 ", "2027-02-02T23:00:00+00:00"),
    ],
)
def test_a_set_clock_stands_still(value: str, instant: str) -> None:
    clock = clock_of_environment({"MOEDEKLAR_NOW": value})
    assert clock.now().isoformat() == clock.now().isoformat() == instant


@pytest.mark.parametrize("environment", [{}, {"MOEDEKLAR_NOW": ""}, {"MOEDEKLAR_NOW": " "}])
def test_the_systems_clock_otherwise(environment: dict[str, str]) -> None:
    assert isinstance(clock_of_environment(environment), SystemClock)


def test_what_is_no_moment() -> None:
    with pytest.raises(MoedeklarError) as told:
        clock_of_environment({"MOEDEKLAR_NOW": "i morgen"})
    assert (told.value.code, told.value.params) == ("clock_unreadable", {"value": "i morgen"})
