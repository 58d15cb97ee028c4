"""The record of what a document's lines were understood to be."""

from __future__ import annotations

import pytest

from moedeklar.model.roles import LineRole, RoleRun, mark, packed, unpacked


def test_a_record_names_each_run_of_lines() -> None:
    marks = ["p", "f", "f", mark(LineRole.TITLE, 0), *[mark(LineRole.TEXT, 0)] * 12, mark(LineRole.TEXT, 1)]
    assert packed(marks) == "p1 f2 t1@0 x12@0 x1@1"
    assert list(unpacked("p1 f2 t1@0 x12@0 x1@1")) == [
        RoleRun(LineRole.FURNITURE, 1),
        RoleRun(LineRole.FRONT, 2),
        RoleRun(LineRole.TITLE, 1, 0),
        RoleRun(LineRole.TEXT, 12, 0),
        RoleRun(LineRole.TEXT, 1, 1),
    ]


def test_no_lines_are_no_record() -> None:
    assert packed([]) == ""
    assert list(unpacked("")) == []


@pytest.mark.parametrize("record", ["x", "x1@", "12", "?3", "z1"])
def test_what_is_no_record_says_so(record: str) -> None:
    with pytest.raises(ValueError):
        list(unpacked(record))
