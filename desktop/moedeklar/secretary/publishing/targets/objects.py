"""Object storage as a place for a feed: Amazon S3 and what speaks its language, Azure Blob, Google Cloud Storage.

Through obstore, the Rust library object_store, which signs, retries and sends in parts for all three. Secrets come from
the environment as each maker's own tools read them (AWS_ACCESS_KEY_ID, AZURE_STORAGE_ACCOUNT_KEY,
GOOGLE_SERVICE_ACCOUNT, …) or from options, and are never kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from moedeklar.secretary.publishing.targets.base import Content, TargetError

SCHEMES = frozenset({"s3", "s3a", "az", "azure", "abfs", "abfss", "gs", "gcs"})
_TRIES = {"max_retries": 4, "retry_timeout": timedelta(seconds=120)}
_PIECE = 1 << 20
_LASTING, _FRESH = "public, max-age=31536000, immutable", "no-cache"


class ObjectTarget:
    """The container or bucket at *url* ("s3://bucket/folder"), with *options* as obstore names them.

    Plain HTTP is for storage on this very computer or network and has to be allowed: option `allow_http=true`.
    """

    writers = 8

    def __init__(self, url: str, options: Mapping[str, str] | None = None) -> None:
        self._url = url.rstrip("/")
        self._options = dict(options or {})
        if urlsplit(url).scheme not in SCHEMES or not urlsplit(url).netloc:
            raise TargetError("target_unknown", place=url)

    @property
    def name(self) -> str:
        """The address."""
        return self._url

    def check(self) -> None:
        """TargetError where the container can't be reached, or is not there."""
        self._try(lambda store: next(iter(store.list(chunk_size=1)), None))

    def put(self, name: str, content: Content) -> None:
        """Send it; the storage shows it once it is whole."""
        kind = {
            "Content-Type": content.media_type,
            "Cache-Control": _LASTING if content.lasting else _FRESH,
        }
        data: Any = content.stream.read() if 0 < content.size <= 8 * _PIECE else _pieces(content)
        self._try(lambda store: store.put(name, data, attributes=kind))

    def settle(self, names: Iterable[str]) -> None:
        """Nothing: what was taken is kept."""

    def remove(self, name: str) -> None:
        """Delete it."""
        self._try(lambda store: _removed(store, name))

    def read(self, name: str) -> bytes | None:
        """The object's content, None where there is none."""
        found: list[bytes] = []
        self._try(lambda store: found.extend(_content(store, name)))
        return found[0] if found else None

    def listed(self) -> Iterator[str]:
        """All objects below the address."""
        found: list[str] = []
        self._try(lambda store: found.extend(one["path"] for page in store.list() for one in page))
        yield from found

    @cached_property
    def _store(self) -> Any:
        from obstore.store import from_url  # noqa: PLC0415 (16 MB, which a folder does without)

        config = dict(self._options)
        http = config.pop("allow_http", "").casefold() in ("true", "1", "yes")
        options: dict[str, Any] = {"timeout": timedelta(seconds=300), "connect_timeout": timedelta(seconds=10)}
        if http:
            options["allow_http"] = True
        return from_url(self._url, config=config, client_options=options, retry_config=_TRIES)  # type: ignore[call-overload]

    def _try(self, work: Any) -> None:
        from obstore import exceptions  # noqa: PLC0415 (as above)

        try:
            work(self._store)
        except (FileNotFoundError, exceptions.NotFoundError) as error:
            raise TargetError("target_missing", place=self._url) from error
        except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError) as error:
            raise TargetError("target_denied", place=self._url) from error
        except (exceptions.BaseError, ValueError, OSError, TimeoutError) as error:
            raise TargetError(_code(error), place=self._url, why=_first_line(error)) from error


def _removed(store: Any, name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        store.delete(name)


def _content(store: Any, name: str) -> list[bytes]:
    with contextlib.suppress(FileNotFoundError):
        return [bytes(store.get(name).bytes())]
    return []


def _pieces(content: Content) -> Iterator[bytes]:
    while piece := content.stream.read(_PIECE):
        yield piece


def _code(error: Exception) -> str:
    text = str(error).casefold()
    if "builder error" in text and "http://" in text:  # what the client says of an address that it may not ask
        return "target_http"
    if "403" in text or "forbidden" in text or "accessdenied" in text:
        return "target_denied"
    if "nosuchbucket" in text or "containernotfound" in text:
        return "target_missing"
    refused = "connect" in text or "dns" in text or "timed out" in text or "timeout" in text
    return "target_unreachable" if refused else "target_refused"


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0][:200] if lines else type(error).__name__
