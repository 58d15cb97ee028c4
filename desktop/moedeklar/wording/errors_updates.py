"""Sentences for what can stand in the way of a newer version of the program."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    # Whose word it is.
    "signature_damaged": lambda: _(
        "The signature can't be read, so nobody knows whose word this is. Nothing was taken over. It is tried again "
        "tomorrow."
    ),
    "signature_unknown": lambda: _(
        "It is signed with a key ({key}) that this program doesn't know. Nothing was taken over. If it stays so, fetch "
        "the newest version from where you have this one from."
    ),
    "signature_wrong": lambda: _(
        "The signature doesn't hold: somebody has changed what it stands for, or it came damaged. Nothing was taken "
        "over. If it stays so, tell whoever runs the address."
    ),
    # What it says.
    "update_unreadable": lambda: _(
        "What is signed at {host} can't be understood ({where}). Nothing was taken over. Tell whoever runs the address."
    ),
    "update_expired": lambda: _(
        "What {host} says of newer versions was good until {day} only, so it isn't believed any more. Check this "
        "computer's date; if it is right, whoever runs the address must sign it anew."
    ),
    "update_older": lambda: _(
        "{host} tells of version {version}, which is older than this one ({running}). Older versions are never "
        "installed."
    ),
    "update_rollback": lambda: _(
        "{host} tells of version {version}, although it told of {seen} before. What is older than that is never "
        "installed. If it stays so, tell whoever runs the address."
    ),
    # What comes.
    "update_changed": lambda: _(
        "The file isn't what was signed (its size or checksum is another), so it was deleted. Nothing was installed."
    ),
    "update_gone": lambda: _("The file is no longer there. Fetch it again."),
    # Why nothing is done.
    "update_source": lambda: _(
        "This copy wasn't installed by an installer of Mødeklar, so it doesn't update itself. Update it the way you "
        "got it."
    ),
    "update_no_keys": lambda: _(
        "This copy was built without the keys that newer versions are signed with, so it doesn't look for any. Update "
        "it the way you got it."
    ),
    "update_no_address": lambda: _(
        "No address is known where newer versions are told of, so nothing is looked for. Ask whoever gave you Mødeklar."
    ),
    "update_address": lambda: _(
        "{url} is no address that is asked for newer versions: it must begin with https:// and hold neither name nor "
        "password. Ask whoever decided on it."
    ),
    "update_off": lambda: _("Looking for newer versions is switched off, so nothing was asked."),
    "update_locked": lambda: _("Whether newer versions are looked for is decided by {organisation}."),
    "update_locked_here": lambda: _(
        "Whether newer versions are looked for is decided by whoever looks after this computer."
    ),
    "update_meeting": lambda: _(
        "{committee} has a meeting now, so nothing is fetched or installed before {clock}. Everything else goes on."
    ),
    "update_nothing": lambda: _("There is no newer version for this kind of installation."),
    "update_by_hand": lambda: _(
        "This kind of installation is updated by whoever looks after this computer, or with the file at {url}."
    ),
    # Installing.
    "update_not_installed": lambda: _(
        "Version {version} was begun to be installed, but this is still {running}. It isn't tried again by itself."
    ),
    "update_fails": lambda: _(
        "Version {version} doesn't work on this computer: it didn't pass its own test ({why}). The one you have stays "
        "in place."
    ),
    "update_place": lambda: _("{path} can't be replaced ({why}). Put the program where you may write, or fetch it."),
}
