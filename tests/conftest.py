"""What all tests share: a profile in a temporary folder, its keys, its store, and a clock that stands still."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from moedeklar.member.profile import Profile
from moedeklar.model.moments import FixedClock
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.wording import language
from tests.support.collecting import collects_in_between
from tests.support.disks import mounted
from tests.support.leaks import leaves_nothing_behind
from tests.support.options import add_options, rounds

__all__ = ["collects_in_between", "leaves_nothing_behind", "rounds"]

# Before Qt is first loaded: no test opens a window on anybody's screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The tests' own switches."""
    add_options(parser)


def _speak_as_before() -> Iterator[None]:
    before = language.language()
    yield
    language.set_language(before)


# A test, or what a module's tests share, may choose a language; those after it speak the one from before.
module_language = pytest.fixture(scope="module", autouse=True)(_speak_as_before)
own_language = pytest.fixture(autouse=True)(_speak_as_before)


@pytest.fixture
def fixed_clock() -> FixedClock:
    """Wednesday 3 February 2027, 07.42 in Copenhagen."""
    return FixedClock(datetime(2027, 2, 3, 6, 42, tzinfo=UTC))


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """An empty profile."""
    made = Profile(tmp_path / "profile")
    made.make()
    return made


@pytest.fixture
def store_keys() -> StoreKeys:
    """Fresh random keys, wrapped by nothing: most tests need no passphrase and none of its time."""
    return StoreKeys.generate()


@pytest.fixture
def store(profile: Profile, store_keys: StoreKeys, fixed_clock: FixedClock) -> Iterator[Store]:
    """A real encrypted store in the profile."""
    made = Store.open(profile.folder, store_keys, fixed_clock)
    yield made
    made.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder that is a disk of its own, with three megabytes of room."""
    with mounted(tmp_path / "lille disk", 3 << 20) as folder:
        yield folder
