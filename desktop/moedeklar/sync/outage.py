"""Telling the trouble of one document from that of its source: whether to go on asking."""

from __future__ import annotations

# After one of these every other document would end alike.
AT_ONCE = frozenset(
    {
        "net_name",
        "net_unreachable",
        "net_proxy",
        "net_proxy_sign_in",
        "net_captive",
        "tls_authority",
        "tls_expired",
        "tls_clock",
        "tls_host",
        "tls_failed",
        "server_wait",
        "server_busy",
        "sign_in_needed",
        "sign_in_expired",
        "sign_in_refused",
        "sign_in_failed",
        "sign_in_locked",
        "sign_in_no_keyring",
    }
)
# These may be one document's own, until several in a row have ended so.
IN_A_ROW = frozenset({"net_refused", "net_timeout", "net_reset", "server_failed", "http_forbidden", "portal_page"})
ENOUGH = 5  # documents in a row


class Outage:
    """Watches how documents end."""

    def __init__(self) -> None:
        self._row = 0

    def is_out(self, code: str) -> bool:
        """Whether the source as a whole is out, now that a document ended in *code* ("": well)."""
        self._row = self._row + 1 if code in IN_A_ROW else 0
        return code in AT_ONCE or self._row >= ENOUGH
