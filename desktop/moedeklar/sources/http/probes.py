"""Small questions that are asked only to find out what is wrong. None carries anything that is secret."""

from __future__ import annotations

import http.client
import socket
import ssl
from datetime import datetime

from moedeklar.sources.http.origins import host_of
from moedeklar.sources.http.replies import moment

# Addresses that nobody has (RFC 5737, RFC 3849): a datagram socket that is connected to one sends nothing.
_NOWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
_DISCARD = 9


def has_way_out() -> bool:
    """Whether this computer knows a way to other networks. Nothing is sent."""
    for family, address in _NOWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, _DISCARD))
        except OSError:
            continue
        return True
    return False


def portal(host: str, port: int, timeout: float) -> str:
    """The host to which somebody leads who answers in the place of *host*, asked without encryption; "" for nobody."""
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    try:
        connection.request("GET", "/")
        response = connection.getresponse()
        where = host_of(response.getheader("Location") or "/")
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    finally:
        connection.close()
    if response.status == 511:  # RFC 6585, 6
        return host
    leads = response.status in (302, 303, 307) and "." in where and not _of_one_house(where, host)
    return where if leads else ""


def clock(host: str, port: int, timeout: float) -> datetime | None:
    """What time it is for *host* (UTC), whose certificate is not looked at; None where it doesn't say."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    connection = http.client.HTTPSConnection(host, port, timeout=timeout, context=context)
    try:
        connection.request("HEAD", "/")
        return moment(connection.getresponse().getheader("Date") or "")
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _of_one_house(one: str, other: str) -> bool:
    """Whether two hosts are of one domain: a site that sends its readers to its own "www" is no guest network."""
    return one.split(".")[-2:] == other.split(".")[-2:]
