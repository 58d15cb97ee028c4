"""Sentences for what can stand in the way of a kit for members, and for what is to be known of one."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    # The installer.
    "kit_setup_missing": lambda: _("There is no installer {name}. No kit was made; check the name."),
    "kit_setup_unknown": lambda: _(
        "{name} is no installer: neither a setup.exe, .msi, .deb or .rpm, nor an AppImage. No kit was made; choose the "
        "file as it was downloaded."
    ),
    "kit_setup_changed": lambda: _(
        "{name} changed while the kit was being made, so there is none. Wait until its download is done, and try again."
    ),
    "kit_sum_wrong": lambda: _(
        "{name} is not the file that SHA256SUMS beside it tells of: it is damaged, or somebody changed it. No kit was "
        "made. Download both again from where Mødeklar is released, and don't start this one."
    ),
    "kit_signature_damaged": lambda: _(
        "{name} is no signature, so nothing shows that this is Mødeklar. No kit was made. Download it again, together "
        "with SHA256SUMS."
    ),
    "kit_signature_unknown": lambda: _(
        "SHA256SUMS is signed by somebody whose key this Mødeklar doesn't know, so nothing shows that the installer is "
        "Mødeklar. No kit was made. Download everything again from where Mødeklar is released."
    ),
    "kit_signature_wrong": lambda: _(
        "The signature in {name} is not of this SHA256SUMS: one of the two was changed. No kit was made. Download both "
        "again from where Mødeklar is released."
    ),
    "kit_unchecked": lambda: _(
        "There is no SHA256SUMS beside {name} that names it, so nothing shows that it is Mødeklar as it was released. "
        "No kit was made. Put SHA256SUMS and SHA256SUMS.minisig of the same version beside it, or take it unchecked "
        "(--unchecked)."
    ),
    "kit_unsigned": lambda: _(
        "SHA256SUMS beside {name} bears no signature that can be checked here, so nothing shows that it is Mødeklar as "
        "it was released. No kit was made. Put SHA256SUMS.minisig of the same version beside it and use an installed "
        "Mødeklar, or take it unchecked (--unchecked)."
    ),
    # The preset.
    "kit_no_name": lambda: _(
        "{name} doesn't say whose it is, and members are asked by that name. No kit was made; write a line such as "
        'name = "Nordlund Kommune" at its top.'
    ),
    "kit_no_sources": lambda: _(
        "The preset names no source, so members will have to add one by hand. Write [[sources]] with kind and location."
    ),
    "kit_logo_name": lambda: _(
        "The logo “{name}” isn't found when the program is installed, so it won't be shown. Put it beside the preset, "
        "under a name with plain letters only, such as logo.png."
    ),
    # The kit.
    "kit_exists": lambda: _(
        "{name} is there already, and was left as it is. Choose another name, or replace it (--force)."
    ),
    "kit_same": lambda: _("{name} is what the kit would be made of. Nothing was written; choose another name."),
    "use_kit": lambda: _(
        "Name the installer with --setup FILE, or write the preset alone as a package: --out with a folder, or a name "
        "in .deb."
    ),
}


def trust_sentence(trust: str, name: str) -> str:
    """What is known of the installer *name*, by the values of `secretary.kit.proof.Trust`."""
    known: dict[str, Callable[[], str]] = {
        "signed": lambda: _("{name} is Mødeklar as it was released: checksum and signature are right."),
        "listed": lambda: _(
            "{name} was taken unchecked: its checksum is right, but no signature vouches for the list."
        ),
        "unknown": lambda: _("{name} was taken unchecked: there is no list of checksums beside it that names it."),
    }
    return known[trust]().format(name=name)
