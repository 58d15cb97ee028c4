from __future__ import annotations

from datetime import UTC, datetime

import pytest

from moedeklar.model.errors import ParseError
from moedeklar.sources.firstagenda.answers import read_answer


def test_a_member_is_read_whatever_it_is() -> None:
    one = read_answer(b'\xef\xbb\xbf{"Navn":" Anders  Sten ","Tal":3,"Ja":"True","Nej":"false","Nul":null,"Liste":[1]}')
    assert (one.text("navn"), one.text("Tal"), one.text("Nul"), one.text("Liste"), one.text("Intet")) == (
        "Anders Sten",
        "3",
        "",
        "",
        "",
    )
    assert (one.truth("Ja"), one.truth("Nej"), one.truth("Nul"), one.truth("Navn")) == (True, False, None, None)
    assert one.text("Nul", "Navn") == "Anders Sten"
    assert list(one.all("Liste")) == list(one.all("Nul")) == []
    assert one.thing("Nul").text("Navn") == ""


def test_letters_that_are_half_a_letter_or_none_become_spaces() -> None:
    assert read_answer(rb'{"a":"Ha\ud83d\u0000vn"}').text("a") == "Ha vn"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("9522C689-370b-4c16-a653-39b02b010cae", "9522c689-370b-4c16-a653-39b02b010cae"),
        ("00000000-0000-0000-0000-000000000000", ""),
        ("../../etc/passwd", ""),
        ("a?b=c", ""),
        ("", ""),
    ],
)
def test_an_id_is_one_or_none(text: str, known: str) -> None:
    assert read_answer(f'{{"Id":"{text}"}}'.encode()).id() == known


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2026-05-18T17:00:00+02:00", "2026-05-18T17:00"),  # is called UTC and is local
        ("2026-05-18T15:00:00Z", "2026-05-18T17:00"),
        ("2025-12-01T08:00:00.4816416+01:00", "2025-12-01T08:00"),
        ("2025-12-01T08:00:00", "2025-12-01T08:00"),
        ("2025-12-01T00:00:00+01:00", "2025-12-01"),
    ],
)
def test_a_start_is_the_local_time(text: str, start: str) -> None:
    found = read_answer(f'{{"Dato":"{text}"}}'.encode()).start("MeetingBeginUtc", "Dato")
    assert found is not None
    assert found.isoformat() == start


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00", "i morgen"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    one = read_answer(f'{{"Dato":"{text}"}}'.encode())
    assert one.instant("Dato") is None
    assert one.start("Dato") is None or text.startswith("9999")


def test_a_number_without_end_is_no_reason_to_leave_the_rest_unread() -> None:
    one = read_answer(b'{"Dato":' + b"9" * 5000 + b',"Navn":"Havneudvalget"}')
    assert (one.text("Navn"), one.start("Dato")) == ("Havneudvalget", None)


def test_an_instant_is_in_utc() -> None:
    one = read_answer(b'{"ReleasedDate":"2025-12-05T13:28:00.4816416+01:00"}')
    assert one.instant("ReleasedDate") == datetime(2025, 12, 5, 12, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        (b'{"a":1,\n"b":}', "answer_not_json", {"line": 2, "column": 5}),
        (b"<html><body>Log ind</body></html>", "answer_not_json", {"line": 1, "column": 1}),
        (b"", "answer_not_json", {"line": 1, "column": 1}),
        (b'{\n"a":"\xff"}', "answer_not_json", {"line": 2, "column": 0}),
        (b"[1]", "answer_without", {"name": "{}"}),
        (b"[" * 200_000, "answer_not_json", {"line": 1, "column": 0}),
    ],
)
def test_what_is_no_answer_says_where(data: bytes, code: str, params: dict[str, object]) -> None:
    with pytest.raises(ParseError) as caught:
        read_answer(data)
    assert (caught.value.code, caught.value.params) == (code, params)
