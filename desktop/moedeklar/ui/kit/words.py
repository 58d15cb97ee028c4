"""What the dialog says of an installer, and the kinds of files that are chosen."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.secretary.kit.proof import SIGNATURE, Proof, Trust
from moedeklar.wording.language import _

KINDS: dict[str, Callable[[], str]] = {
    "setup": lambda: _("Setup for Windows, for one person"),
    "msi": lambda: _("For Windows, for everybody on the computer"),
    "deb": lambda: _("Package for Debian and Ubuntu"),
    "rpm": lambda: _("Package for Fedora and openSUSE"),
    "appimage": lambda: _("AppImage for Linux"),
}


def trust_words(proof: Proof) -> str:
    """What is known of the installer, and what to do about it."""
    if proof.trust is Trust.LISTED and SIGNATURE in proof.files:
        return _(
            "Its checksum is right. The signature can't be checked here: this Mødeklar was started from its source and "
            "has no keys. Use an installed one."
        )
    return {
        Trust.SIGNED: lambda: _("It is Mødeklar as it was released: checksum and signature are right."),
        Trust.LISTED: lambda: _(
            "Its checksum is right, but nothing vouches for the list of checksums. Put SHA256SUMS.minisig of the same "
            "version beside it."
        ),
        Trust.UNKNOWN: lambda: _(
            "Nothing shows that it is Mødeklar as it was released. Put SHA256SUMS and SHA256SUMS.minisig of the same "
            "version beside it."
        ),
    }[proof.trust]()


def setup_filter() -> str:
    """For the dialog that chooses an installer."""
    return _("Installers (*.exe *.msi *.deb *.rpm *.AppImage)") + ";;" + _("All files (*)")


def preset_filter() -> str:
    """For the dialog that chooses a preset."""
    return _("Settings of an organisation (*.toml)") + ";;" + _("All files (*)")


def kit_filter() -> str:
    """For the dialog that chooses where the kit goes."""
    return _("Kits (*.zip)")


def megabytes(size: int) -> str:
    """A size in MB, with a comma where that is how it is written."""
    return _("{n} MB").format(n=max(1, round(size / 1e6)))
