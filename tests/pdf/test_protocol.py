from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator

import pytest

from moedeklar.pdf import protocol
from moedeklar.pdf.protocol import PeerGone, PeerSilent, ProtocolError, receive, send


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    yield one, other
    one.close()
    other.close()


def test_a_frame_arrives_as_it_was_sent(ends: tuple[socket.socket, socket.socket]) -> None:
    send(ends[0], {"op": "blåbær", "n": 1.5}, (b"abc", memoryview(b"def")))
    header, body = receive(ends[1])
    assert header == {"op": "blåbær", "n": 1.5}
    assert bytes(body) == b"abcdef"


def test_an_empty_body_is_a_frame(ends: tuple[socket.socket, socket.socket]) -> None:
    send(ends[0], {})
    assert receive(ends[1])[1].nbytes == 0


def test_nobody_allocates_what_a_lying_prefix_asks_for(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].sendall(struct.pack("!4sIQ", b"MKP1", 2, 1 << 60) + b"{}")
    with pytest.raises(ProtocolError, match="not a frame"):
        receive(ends[1])


def test_another_language_is_no_frame(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].sendall(b"GET / HTTP/1.1\r\n\r\n")
    with pytest.raises(ProtocolError, match="not a frame"):
        receive(ends[1])


@pytest.mark.parametrize("header", [b"[1]", b"{", b"\xff\xfe", b"[" * 40_000])
def test_a_header_that_is_no_object_is_refused(ends: tuple[socket.socket, socket.socket], header: bytes) -> None:
    ends[0].sendall(struct.pack("!4sIQ", b"MKP1", len(header), 0) + header)
    with pytest.raises(ProtocolError):
        receive(ends[1])


def test_too_large_a_frame_is_not_even_sent(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "BODY_LIMIT", 10)
    with pytest.raises(ProtocolError, match="too large"):
        send(ends[0], {}, (b"x" * 11,))
    with pytest.raises(ProtocolError, match="too large"):
        send(ends[0], {"name": "x" * protocol.HEADER_LIMIT})


def test_a_closed_end_is_told_from_a_silent_one(ends: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(PeerSilent):
        receive(ends[1], time.monotonic() + 0.02)
    ends[0].close()
    with pytest.raises(PeerGone):
        receive(ends[1])


def test_a_trickle_does_not_move_the_deadline(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[0].sendall(b"MKP")
    started = time.monotonic()
    with pytest.raises(PeerSilent):
        receive(ends[1], started + 0.05)
    assert time.monotonic() - started < 1
