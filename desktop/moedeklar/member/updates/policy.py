"""Whether anything is done about newer versions, who decided that, and what is asked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from moedeklar.member.updates.installation import Installation
from moedeklar.model.errors import UpdateError
from moedeklar.model.organisation import Preset, UpdateMode
from moedeklar.model.updates import Kind

KEY = "updates.mode"  # in a preset, and the person's own setting
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds now. `reason` is the code of what keeps this copy from ever looking; "" where nothing does."""

    mode: UpdateMode
    locked: bool
    organisation: str
    url: str
    reason: str


def policy(preset: Preset, chosen: object, here: Installation, *, loopback: bool = False) -> Policy:
    """What the organisation decided, else what the person has *chosen*, else that newer versions are told of.

    With *loopback* an address of this computer may go without encryption: for tests, which have no other parameter.
    """
    locked = preset.updates.mode is not None and preset.is_locked(KEY)
    own = UpdateMode(str(chosen)) if chosen in set(UpdateMode) else None
    decided = preset.updates.mode
    mode = decided if locked else own or decided
    url = preset.updates.url or here.address
    reason = ""
    if here.kind is Kind.SOURCE:
        reason = "update_source"
    elif not here.keys:
        reason = "update_no_keys"
    elif not url:
        reason = "update_no_address"
    elif not is_safe(url, loopback=loopback):
        reason = "update_address"
    return Policy(mode or UpdateMode.NOTIFY, locked, preset.name, url, reason)


def is_safe(url: str, *, loopback: bool = False) -> bool:
    """Whether *url* is asked: https, without name or password in it."""
    try:
        parts = urlsplit(url)
        known = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False
    plain = loopback and parts.scheme == "http" and parts.hostname in _LOOPBACK
    return known and url.isprintable() and " " not in url and (parts.scheme == "https" or plain)


def refusal(found: Policy) -> UpdateError | None:
    """Why nothing may be asked; None where it may."""
    if found.reason:
        return UpdateError(found.reason, url=found.url[:200])
    return UpdateError("update_off") if found.mode is UpdateMode.OFF else None
