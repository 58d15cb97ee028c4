import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from moedeklar.wording.language import _, language, ngettext, set_language, system_language

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nb_NO.UTF-8"}, "da"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANGUAGE": "en:da", "LANG": "da_DK.UTF-8"}, "en"),
        ({"LC_ALL": "C.UTF-8", "LANG": "da_DK.UTF-8"}, "da"),
        ({"LANG": "C.UTF-8"}, "da"),
        ({}, "da"),
    ],
)
def test_the_first_start_follows_the_system(environment: dict[str, str], expected: str) -> None:
    assert system_language(environment) == expected


def test_a_chosen_language_is_spoken() -> None:
    assert set_language("da") == "da"
    assert _("today") == "i dag"
    assert ngettext("in {n} day", "in {n} days", 2).format(n=2) == "om 2 dage"
    assert set_language("en") == "en"
    assert _("today") == "today"


def test_danish_is_complete() -> None:
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "translations", "--check"], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
