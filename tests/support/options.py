"""The tests' own switches."""

from __future__ import annotations

import pytest


def add_options(parser: pytest.Parser) -> None:
    """`--soak`: the long runs, of which a few are part of every test run."""
    parser.addoption("--soak", action="store_true", help="run each soak test as often as `make soak` does")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often a soak test goes round: 15 times in every test run, 300 times in `make soak`."""
    return 300 if request.config.getoption("--soak") else 15
