"""Sentences on the way to a source: what of it is well, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from moedeklar.wording.language import _

_WELL: dict[str, Callable[[], str]] = {
    "network_is_there": lambda: _("This computer is connected to a network."),
    "network_is_close": lambda: _("This computer reaches servers close by, but has no way further out."),
    "name_is_known": lambda: _("{host} has the address {addresses}."),
    "no_proxy": lambda: _("The system asks directly, without a proxy."),
    "proxy_is_there": lambda: _("The system asks through the proxy {proxy}, which takes connections."),
    "connection_is_there": lambda: _("{host} took the connection in {ms} ms."),
    "no_portal": lambda: _("{host} answers itself; no guest network stands between."),
    "certificate_is_good": lambda: _(
        "The certificate was issued by “{issuer}”, whom this computer trusts, until {day}."
    ),
    "clock_is_right": lambda: _("This computer's clock agrees with that of {host}."),
    "signed_in": lambda: _("{host} accepts what you sign in with."),
    "server_answers": lambda: _("{host} answered in {ms} ms."),
}

_REMEDIES: dict[str, Callable[[], str]] = {
    "net_offline": lambda: _("Connect to a network: switch on Wi-Fi, or plug in the cable."),
    "net_name": lambda: _(
        "Check the source's address for mistakes, and open a page in the browser to test the network."
    ),
    "net_unreachable": lambda: _("Connect the VPN if the source needs one, or ask IT."),
    "net_refused": lambda: _("Try again later; if it stays so, ask whoever runs {host}."),
    "net_timeout": lambda: _("Try again later; if it stays so, a firewall may stand between: ask IT."),
    "net_reset": lambda: _("Try again later; if it stays so, a firewall may stand between: ask IT."),
    "net_proxy": lambda: _("Check the proxy in the system's settings, or ask IT."),
    "net_proxy_sign_in": lambda: _("Give name and password for the proxy in the system's settings, or ask IT."),
    "net_captive": lambda: _("Open any page in the browser and sign in to the network there."),
    "tls_authority": lambda: _("Ask IT to install the certificate of “{issuer}” if it is your municipality's own."),
    "tls_expired": lambda: _("Tell whoever runs {host} that its certificate ran out."),
    "tls_clock": lambda: _("Set the computer's date and time."),
    "clock_wrong": lambda: _("Set the computer's date and time; let the system keep it right by itself."),
    "tls_host": lambda: _("Check the source's address."),
    "tls_failed": lambda: _("Ask whoever runs {host}; an old server may not speak a form that is still safe."),
    "sign_in_needed": lambda: _("Sign in to the source: moedeklar source sign-in {source}"),
    "sign_in_expired": lambda: _("Sign in to the source again: moedeklar source sign-in {source}"),
    "sign_in_refused": lambda: _("Give the client's id and secret again: moedeklar source sign-in {source}"),
    "sign_in_failed": lambda: _("Check the addresses for signing in: moedeklar source sign-in {source}"),
    "sign_in_locked": lambda: _("Unlock the system's keyring."),
    "sign_in_no_keyring": lambda: _("Start the system's keyring."),
    "http_forbidden": lambda: _("Ask whoever runs {host} for the right to read it."),
    "not_there": lambda: _("Check the source's address; the source may have moved."),
    "wrong_kind": lambda: _("Check the source's address: open it in the browser to see what is there."),
    "server_failed": lambda: _("Wait: {host} has to be put right by whoever runs it."),
    "server_busy": lambda: _("Wait a while."),
    "server_wait": lambda: _("Wait for {minutes} min."),
}


def well_sentence(code: str, params: Mapping[str, str | int]) -> str:
    """What is well, for a code of `sources.http.diagnosis`."""
    made = _WELL.get(code)
    return made().format(**params) if made is not None else code


def remedy_sentence(code: str, params: Mapping[str, str | int]) -> str:
    """What to do about *code*, in a few words."""
    made = _REMEDIES.get(code)
    if made is None:
        return _("Check the source's address, or ask whoever runs it.")
    return made().format(**params)


def step_name(check: str) -> str:
    """What a step is called to people; of a step that is not known here, its own name."""
    names: dict[str, Callable[[], str]] = {
        "network": lambda: _("Network"),
        "name": lambda: _("Name"),
        "proxy": lambda: _("Proxy"),
        "connection": lambda: _("Connection"),
        "portal": lambda: _("Guest network"),
        "certificate": lambda: _("Certificate"),
        "clock": lambda: _("Clock"),
        "sign-in": lambda: _("Signing in"),
        "server": lambda: _("Server"),
        "folder": lambda: _("Place"),
        "disk": lambda: _("Disk"),
    }
    return names[check]() if check in names else check
