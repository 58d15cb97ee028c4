"""Sentences for what can stand in the way on a network: the way there, who answers, and what comes."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    # The way there.
    "net_name": lambda: _(
        "The name {host} isn't found. Either this computer has no connection to the network, or the address is "
        "wrong. Check the connection, then the address of the source."
    ),
    "net_offline": lambda: _(
        "This computer isn't connected to any network. What was fetched before is all here, and is fetched on once "
        "there is one."
    ),
    "clock_wrong": lambda: _(
        "This computer's clock says {here}, but that of {host} says {there}. Connections that are encrypted need the "
        "right time."
    ),
    "net_unreachable": lambda: _(
        "There is no way from this computer to {host}. Check the connection to the network, and whether {host} can "
        "only be reached through a VPN."
    ),
    "net_refused": lambda: _(
        "{host} takes no connection. The server is probably down, or a firewall stands between. It is tried again "
        "the next time."
    ),
    "net_timeout": lambda: _("{host} didn't answer in time. It is tried again the next time."),
    "net_reset": lambda: _("The connection to {host} broke off. It is tried again the next time."),
    "net_proxy": lambda: _(
        "The proxy {proxy}, through which this computer reaches the network, can't be reached or lets nothing "
        "through. Check the proxy in the system's settings, or ask IT."
    ),
    "net_proxy_sign_in": lambda: _(
        "The proxy {proxy} wants a name and a password. Give them in the system's settings of the proxy, or ask IT."
    ),
    "net_captive": lambda: _(
        "{where} answered in place of {host}. This is what a guest network does that wants you to sign in first: "
        "open a page in the browser, sign in there, and fetch again."
    ),
    "tls_authority": lambda: _(
        "{host} shows a certificate that was issued by “{issuer}”, whom this computer doesn't trust. Nothing was "
        "fetched. If that is your municipality's own authority or its filter, ask IT to install its certificate; if "
        "the name tells you nothing, don't go on in this network."
    ),
    "tls_expired": lambda: _(
        "The certificate of {host} ran out on {day}. Nothing was fetched. Check this computer's date; if it is "
        "right, whoever runs {host} must renew the certificate."
    ),
    "tls_clock": lambda: _(
        "The certificate of {host} is valid from {day}, which is yet to come by this computer's clock. Set the "
        "computer's date and time, and fetch again."
    ),
    "tls_host": lambda: _(
        "The certificate that was shown is for {names} and not for {host}. Nothing was fetched. Check the address of "
        "the source; in a guest network, sign in there first."
    ),
    "tls_failed": lambda: _(
        "No encrypted connection to {host} came about ({why}). Nothing was fetched. It is tried again the next time; "
        "if it stays so, ask whoever runs {host}."
    ),
    # Who answers, and how.
    "not_there": lambda: _("{host} has nothing at this address any more ({status})."),
    "http_status": lambda: _(
        "{host} answered with {status}, which says that the question was wrong. Check the address of the source."
    ),
    "http_forbidden": lambda: _("{host} doesn't let you see this (403). Ask whoever runs it for the right to read it."),
    "server_failed": lambda: _(
        "{host} has a problem of its own ({status}). It is tried again the next time; nothing is wrong here."
    ),
    "server_busy": lambda: _("{host} has too much to do. It is tried again the next time."),
    "server_wait": lambda: _(
        "{host} has too much to do and asks to be left alone for {minutes} min. It is tried again after that."
    ),
    "sign_in_needed": lambda: _("{host} wants to know who you are. Sign in to the source, and fetch again."),
    "sign_in_expired": lambda: _(
        "{host} doesn't accept what you sign in with, or no longer does. Sign in to the source again, and fetch again."
    ),
    "sign_in_not_taken": lambda: _("Nobody signs in to {name}: what it publishes is open to everybody."),
    "sign_in_refused": lambda: _(
        "{host} doesn't know what this program signs in with. Check the client's name and its secret, or ask whoever "
        "runs {host} for them."
    ),
    "sign_in_failed": lambda: _(
        "Signing in at {host} didn't work ({why}). Check what was given for signing in, or ask whoever runs {host}."
    ),
    "sign_in_denied": lambda: _(
        "{host} was told that you don't want to sign in, or doesn't let you. Nothing was changed."
    ),
    "sign_in_timeout": lambda: _(
        "Nobody signed in at {host} within {minutes} min., so it is no longer waited for. Start again when you "
        "are ready."
    ),
    "sign_in_no_browser": lambda: _(
        "No browser could be opened to sign in at {host}. Start one, make it the system's own browser, and sign in "
        "again."
    ),
    "sign_in_locked": lambda: _(
        "What you sign in to {host} with is in the system's keyring, which is locked. Unlock it, and fetch again."
    ),
    "sign_in_no_keyring": lambda: _(
        "What you sign in to {host} with is in the system's keyring, which can't be reached. Start it, or sign in "
        "again, and fetch again."
    ),
    "redirect_loop": lambda: _("{host} leads in a circle, so nothing was fetched. Ask whoever runs it."),
    "redirect_refused": lambda: _(
        "{host} leads to {where}, where nothing is fetched from for safety: only http(s) addresses are followed, and "
        "never from an encrypted one to one that isn't. Ask whoever runs {host}."
    ),
    "url_refused": lambda: _(
        "{url} is no address that is fetched from: it must begin with https:// or http:// and hold neither name nor "
        "password; a source that is encrypted doesn't lead out of that."
    ),
    # What comes.
    "answer_too_large": lambda: _(
        "{host} sends far more than what was asked for can be, so it wasn't read. Check the address."
    ),
    "file_too_large": lambda: _(
        "The file is larger than {megabytes} MB, so it wasn't fetched. Open it in the browser."
    ),
    "cut_short": lambda: _("Only a part of the file came from {host}. It is fetched again the next time."),
    "too_long": lambda: _(
        "{host} sends more than it said it would, so the file was not kept. It is fetched again once it has changed."
    ),
    "wrong_kind": lambda: _(
        "{host} sent something else ({kind}) than was asked for, usually a page that says why. Open it in the "
        "browser to see. It is fetched again once it has changed."
    ),
    "answer_empty": lambda: _("{host} answered, but sent nothing. It is tried again the next time."),
    "page_instead": lambda: _(
        "{host} sent a web page in place of the file, as a server does that is being worked on or wants you to sign "
        "in. It is tried again the next time."
    ),
    "wrong_hash": lambda: _(
        "What came from {host} is not what its list promises (another checksum), so it was not kept. It is fetched "
        "again the next time."
    ),
    "changed_meanwhile": lambda: _(
        "The file was replaced at {host} while it was being fetched. What was here before is kept; the new one is "
        "fetched the next time."
    ),
    "body_damaged": lambda: _(
        "What came from {host} is packed in a way that can't be unpacked. It is fetched again the next time."
    ),
    "bomb": lambda: _(
        "What {host} sends unpacks to far more than it should, which can harm a computer, so it wasn't read. Ask "
        "whoever runs it."
    ),
}
