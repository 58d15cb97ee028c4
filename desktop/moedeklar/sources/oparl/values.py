"""Single values of OParl's JSON, read leniently: what is not what it should be is not stated. Pure."""

from __future__ import annotations

import codecs
import hashlib
import html
import json
import re
from typing import Any

from moedeklar.model.errors import ParseError
from moedeklar.sources.turns import loads

_SCHEMES = ("http://", "https://")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_USER = re.compile(r"^(https?://)[^/?#@]*@")
LONGEST_LINK = 2_000  # characters
_DIGEST = 12  # bytes
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def _as_windows_writes(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 is what programs wrote before there was any (RFC 8259, 8.1 forbids it)."""
    if not isinstance(error, UnicodeDecodeError) or error.encoding not in ("utf-8", "utf8"):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("moedeklar-cp1252", _as_windows_writes)


def digest_of(data: bytes) -> str:
    """A short hash of *data*, for telling versions apart."""
    return hashlib.blake2b(data, digest_size=_DIGEST).hexdigest()


def read_json(data: bytes) -> Any:
    """*data* as JSON, with or without a byte order mark, in UTF-8 or what old servers send in its place.

    ParseError oparl_html, or oparl_not_json with the place; oparl_empty where there is nothing.
    """
    if not data.strip():
        raise ParseError("oparl_empty")
    try:
        return loads(data.decode(json.detect_encoding(data), "moedeklar-cp1252"))
    except UnicodeDecodeError as error:
        raise ParseError("oparl_not_json", line=data.count(b"\n", 0, error.start) + 1, column=0) from error
    except json.JSONDecodeError as error:
        if data.lstrip()[:1] == b"<":
            raise ParseError("oparl_html") from error
        raise ParseError("oparl_not_json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise ParseError("oparl_not_json", line=1, column=1) from error


def read_object(data: bytes) -> dict[str, Any]:
    """*data* as a JSON object. Raises ParseError."""
    value = read_json(data)
    if not isinstance(value, dict):
        raise ParseError("oparl_no_object", where="")
    return value


def text(value: dict[str, Any], key: str) -> str:
    """A text without white space around it, and without what is no letter at all; a number is one too."""
    found = value.get(key)
    if isinstance(found, str):
        return _FORBIDDEN.sub(" ", found).strip()
    return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else ""


def named(value: dict[str, Any], key: str) -> str:
    """A text that is no HTML, as some servers escape it all the same: "Bau- &amp; Umweltausschuss"."""
    found = text(value, key)
    if "&" not in found:
        return found
    return _FORBIDDEN.sub(" ", _ENTITY.sub(lambda entity: html.unescape(entity[0]), found)).strip()


def flag(value: dict[str, Any], key: str) -> bool | None:
    """Yes or no, also where it is written as a text or a number; None where it is not stated."""
    found = value.get(key)
    return _FLAGS.get(str(found).strip().casefold()) if isinstance(found, bool | int | str) else None


def is_deleted(value: Any) -> bool:
    """Whether *value* is an object that was deleted, and so but a tombstone."""
    return isinstance(value, dict) and flag(value, "deleted") is True


def texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    """The texts in a list."""
    found = ({key: one} for one in items_of(value, key) if isinstance(one, str))
    return tuple(said for one in found if (said := text(one, key)))


def number(value: dict[str, Any], key: str) -> int | None:
    """A whole number, also one that is written as a text."""
    found = value.get(key)
    if isinstance(found, bool):
        return None
    if isinstance(found, int):
        return found
    if isinstance(found, str) and found.strip().isdecimal() and len(found) < 19:
        return int(found)
    return None


def is_link(value: Any) -> bool:
    """Whether *value* is the address of an object, and not the object."""
    return isinstance(value, str) and value.strip().startswith(_SCHEMES)


def link(value: Any) -> str:
    """The id of an object that is given by its address, or is there itself; "" for none. Without a password."""
    found = value.get("id") if isinstance(value, dict) else value
    found = found.strip() if isinstance(found, str) else ""
    if not found.startswith(_SCHEMES) or len(found) > LONGEST_LINK or not found.isprintable():
        return ""
    return _USER.sub(r"\1", found)


def links(value: dict[str, Any], key: str) -> tuple[str, ...]:
    """The ids in a list of objects or addresses, each once."""
    return tuple(dict.fromkeys(found for one in items_of(value, key) if (found := link(one))))


def items_of(value: dict[str, Any], key: str) -> list[Any]:
    """A list; what is given alone is a list of one."""
    found = value.get(key)
    if isinstance(found, list):
        return found
    return [] if found is None else [found]
