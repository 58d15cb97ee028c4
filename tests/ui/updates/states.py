"""States of updates, as `member.updates` tells them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from moedeklar.model.organisation import UpdateMode
from moedeklar.model.updates import Kind, Offer, Outcome, UpdateFile

URL = "https://nordlund.invalid/moedeklar_9.9.9-1_amd64.deb"
FILE = UpdateFile(URL, 56_000_000, "0" * 64)
NOTES = "### Added\n- Færgen sejler igen. ![](https://nordlund.invalid/spor.png)\n"
OFFER = Offer("9.9.9", NOTES, FILE, datetime(2028, 1, 1, tzinfo=UTC))
LOOKED = datetime(2027, 2, 3, 5, 42, tzinfo=UTC)
FOUND: dict[str, Any] = {
    "mode": UpdateMode.NOTIFY,
    "kind": Kind.SETUP,
    "looked": LOOKED,
    "outcome": Outcome.FOUND,
    "offer": OFFER,
    "can_fetch": True,
}
