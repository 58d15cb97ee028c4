from __future__ import annotations

import time

import pytest

from moedeklar.sources.firstagenda.keeping import Kept, without_signatures


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (b'"https://s3.example/a?X-Amz-Expires=300&X-Amz-Signature=ab"', b'"https://s3.example/a"'),
        (rb'"https:\/\/s3.example\/a?x=1\u0026X-Amz-Signature=ab"', rb'"https:\/\/s3.example\/a"'),
        (b"<img src='https://s3.example/a?b=1&amp;Signature=ab&amp;x=2'>", b"<img src='https://s3.example/a'>"),
        (b'"https://nordlund.example/vis?id=1&punktid=2"', b'"https://nordlund.example/vis?id=1&punktid=2"'),
        (b'"se Signature= og https://a.example"', b'"se Signature= og https://a.example"'),
    ],
)
def test_a_signed_address_loses_its_signature(written: bytes, kept: bytes) -> None:
    assert without_signatures(written) == kept


def test_time_grows_with_the_length_alone() -> None:
    begun = time.perf_counter()
    for piece in (b"https://", b"https://a?", b"?X-Amz-", b"https:\\/\\/a\\u0026"):
        without_signatures(piece * 100_000)
    assert time.perf_counter() - begun < 4


def test_what_was_asked_for_last_is_kept() -> None:
    kept = Kept(most=60)
    for name in "abcd":
        kept.put(name, name.encode() * 1000)
        assert kept.get("a") == b"a" * 1000 or name == "a" or name > "b"
    assert kept.get("d") == b"d" * 1000
    assert kept.get("b") is None
    kept.put("d", b"other")
    assert kept.get("d") == b"other"
    kept.put("large", bytes(range(256)))
    assert kept.get("large") is None, "what is larger than all of it is not kept"
