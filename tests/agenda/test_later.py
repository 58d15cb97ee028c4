from __future__ import annotations

import re

import pytest

from moedeklar.agenda.later import later


def test_it_does_what_the_pattern_does() -> None:
    pattern = later(r"(?P<word>mole)\b", re.IGNORECASE)
    for _ in range(2):
        found = pattern.search("Den nye Mole")
        assert found is not None
        assert found["word"] == "Mole"
    assert pattern.sub("kaj", "Mole, mole") == "kaj, kaj"
    assert pattern.pattern == r"(?P<word>mole)\b"
    assert pattern.fullmatch("molen") is None


def test_a_pattern_that_is_none_is_told_at_its_first_use() -> None:
    broken = later("(mole")
    with pytest.raises(re.error):
        broken.search("mole")
