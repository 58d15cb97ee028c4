"""What goes into a kit, checked: the preset, its logo, the installer, and for Debian the preset as a package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from moedeklar import organisation_file
from moedeklar.model.errors import DocumentError, PresetError
from moedeklar.model.organisation import WARNING, Finding, Preset
from moedeklar.organisation_file import FILE_NAME, host_of
from moedeklar.secretary.kit.debian import Package, organisation_package
from moedeklar.secretary.kit.guide import GuideFacts, Logo
from moedeklar.secretary.kit.installers import Installer, Kind
from moedeklar.secretary.kit.proof import Proof, Trust

_PNG = b"\x89PNG"
_PLAIN_LOGO = (Kind.SETUP, Kind.MSI, Kind.RPM)  # kinds for which a logo is copied by its plain name
_ONE_ADDRESS = ("firstagenda", "oparl")  # kinds of sources that an .msi can be told of by an address alone


@dataclass(frozen=True, slots=True)
class Organisation:
    """A preset as it is handed on: `files` by the names that they have beside the program, the preset itself first.

    `moment`, in seconds since 1970, is when any of the files was last changed.
    """

    preset: Preset
    findings: tuple[Finding, ...]
    files: dict[str, bytes]
    moment: int
    logo: Logo | None = None

    def package(self) -> Package:
        """The preset as a package for Debian."""
        return organisation_package(self.preset.name, self.preset.requests.mail, self.files, self.moment)


@dataclass(frozen=True, slots=True)
class KitOrder:
    """Everything that a kit is made of. `findings` are warnings, of the preset and of how the installer takes it."""

    organisation: Organisation
    installer: Installer
    proof: Proof
    facts: GuideFacts
    findings: tuple[Finding, ...]
    package: Package | None = None


def read_organisation(path: Path) -> Organisation:
    """The preset in the file at *path*, which may bear any name, with its logo.

    PresetError where the preset has an error, DocumentError kit_no_name where it does not say whose it is.
    """
    try:
        data, changed = path.read_bytes(), path.stat().st_mtime
    except OSError as error:
        raise PresetError("preset_unreadable", place=str(path), why=error.strerror or type(error).__name__) from error
    read = organisation_file.parse(data, str(path), path.parent)
    preset, files, logo = read.preset, {FILE_NAME: data}, None
    if not preset.name.strip():
        raise DocumentError("kit_no_name", name=str(path))
    if preset.logo:
        drawn = Path(preset.logo)
        try:
            picture, changed = drawn.read_bytes(), max(changed, drawn.stat().st_mtime)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise DocumentError("file_unreadable", name=preset.logo, why=why) from error
        files[drawn.relative_to(path.parent.resolve()).as_posix()] = picture
        logo = Logo(picture, ".png" if picture.startswith(_PNG) else ".svg")
    return Organisation(preset, read.findings, files, int(changed), logo)


def order_kit(organisation: Organisation, installer: Installer, proof: Proof, *, contact: str = "") -> KitOrder:
    """A kit of *organisation* with *installer*, of which *proof* is known.

    *contact* is whom members ask; else it is the address that requests go to.
    """
    preset, package = organisation.preset, organisation.package() if installer.kind is Kind.DEB else None
    sources = [(source.kind, source.location) for source in preset.sources]
    facts = GuideFacts(
        organisation=preset.name,
        installer=installer.name,
        kind=installer.kind,
        sha256=installer.sha256,
        hosts=tuple(dict.fromkeys(host_of(location) or location for _kind, location in sources)),
        url=sources[0][1] if len(sources) == 1 and sources[0][0] in _ONE_ADDRESS else "",
        beside=tuple(name for name in organisation.files if "/" not in name),
        package=package.name if package is not None else "",
        contact=contact.strip() or preset.requests.mail,
        is_signed=proof.trust is Trust.SIGNED,
    )
    findings = (*organisation.findings, *_own_findings(organisation, installer))
    return KitOrder(organisation, installer, proof, facts, findings, package)


def _own_findings(organisation: Organisation, installer: Installer) -> list[Finding]:
    findings = []
    if not organisation.preset.sources:
        findings.append(Finding(WARNING, "kit_no_sources", {}, FILE_NAME))
    for name in organisation.files:
        if installer.kind in _PLAIN_LOGO and ("/" in name or not name.isascii()):
            findings.append(Finding(WARNING, "kit_logo_name", {"name": name}, FILE_NAME))
    return findings
