"""A feed in a folder, read as programs read it: whole, or an AssertionError says what is not."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def read_feed(folder: Path, url: str) -> dict[str, dict[str, Any]]:
    """All meetings of the feed in *folder*, which is reached at *url*, by id; all of it is there and whole."""

    def load(address: str) -> Any:
        assert address.startswith(url), address
        return json.loads((folder / address.removeprefix(url)).read_bytes())

    system = json.loads((folder / "system.json").read_bytes())
    page_url: str | None = load(system["body"])["data"][0]["meeting"]
    found: dict[str, dict[str, Any]] = {}
    while page_url:
        page = load(page_url)
        for meeting in page["data"]:
            found[meeting["id"]] = meeting
            for item in meeting.get("agendaItem", ()):
                for file in item.get("auxiliaryFile", ()):
                    data = (folder / file["downloadUrl"].removeprefix(url)).read_bytes()
                    assert hashlib.sha512(data).hexdigest() == file["sha512Checksum"], file["name"]
        page_url = page["links"].get("next")
    return found


def live(meetings: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that are no tombstones."""
    return [one for one in meetings.values() if not one.get("deleted")]
