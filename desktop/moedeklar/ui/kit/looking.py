"""What stands in the dialog, looked at: the preset, the installer, and the page they make. Blocking, without Qt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from moedeklar import organisation_file
from moedeklar.model.errors import Cancelled, MoedeklarError, PresetError
from moedeklar.pdf.client import PdfClient
from moedeklar.pdf.types import Raster
from moedeklar.secretary.kit.guide import NAME, set_guide
from moedeklar.secretary.kit.installers import Installer, look_at
from moedeklar.secretary.kit.making import MadeKit, make_kit
from moedeklar.secretary.kit.ordering import KitOrder, Organisation, order_kit, read_organisation
from moedeklar.secretary.kit.proof import Keys, Proof, prove
from moedeklar.wording.errors import error_sentence, finding_sentence

DPI = 144.0
Cancelling = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """The page as it will look, and its words for whoever can't see it."""

    raster: Raster
    words: str


@dataclass(frozen=True, slots=True)
class Setup:
    """An installer that was looked at, and what is known of it."""

    installer: Installer
    proof: Proof


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of it. `errors` of the preset or `refusal` of the installer stand in the way; `order` is there without.

    All are sentences. `setup` is kept by whoever asked, so that a large file is not read at every letter typed.
    """

    organisation: Organisation | None = None
    setup: Setup | None = None
    order: KitOrder | None = None
    page: Page | None = None
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: str = ""


def look(
    pdf: PdfClient, preset: str, installer: str | Setup, contact: str, keys: Keys, cancelled: Cancelling
) -> Looked:
    """Look at the files named *preset* and *installer*; "" is none yet. Raises DocumentError for the page alone."""
    organisation, errors = _organisation(preset)
    setup, refusal = _setup(installer, keys, cancelled)
    if organisation is None or setup is None:
        warnings = organisation.findings if organisation is not None else ()
        return Looked(organisation, setup, None, None, errors, tuple(map(finding_sentence, warnings)), refusal)
    order = order_kit(organisation, setup.installer, setup.proof, contact=contact)
    page = page_of(pdf, set_guide(pdf, order.facts, organisation.logo))
    return Looked(organisation, setup, order, page, (), tuple(map(finding_sentence, order.findings)))


def page_of(pdf: PdfClient, data: bytes) -> Page:
    """The first page of a PDF as a picture, and its words."""
    sha256 = hashlib.sha256(data).hexdigest()
    pdf.open(sha256, lambda: data, NAME)
    try:
        raster = pdf.render(sha256, 0, DPI)
    finally:
        pdf.forget(sha256)
    return Page(raster, pdf.page_texts(data, NAME)[0])


def make(
    pdf: PdfClient,
    order: KitOrder,
    out: Path,
    tell: Callable[[object], None],
    cancelled: Cancelling,
    *,
    unchecked: bool,
) -> MadeKit:
    """Write the kit to *out*, in place of a file that is there; *tell* hears the bytes done. As `make_kit`."""

    def told(done: int) -> None:
        if cancelled():
            raise Cancelled
        tell(done)

    return make_kit(order, pdf, out, unchecked=unchecked, replace=True, told=told)


def _organisation(name: str) -> tuple[Organisation | None, tuple[str, ...]]:
    if not name:
        return None, ()
    path = Path(name).expanduser()
    try:
        return read_organisation(path), ()
    except PresetError as error:
        try:
            found = organisation_file.examine(path.read_bytes(), str(path), path.parent)
        except OSError:
            return None, (error_sentence(error),)
        return None, tuple(finding_sentence(one) for one in found.findings if one.is_error)
    except MoedeklarError as error:
        return None, (error_sentence(error),)


def _setup(given: str | Setup, keys: Keys, cancelled: Cancelling) -> tuple[Setup | None, str]:
    if isinstance(given, Setup):
        return given, ""
    if not given:
        return None, ""

    def told(_done: int) -> None:
        if cancelled():
            raise Cancelled

    try:
        installer = look_at(Path(given).expanduser(), told)
        return Setup(installer, prove(installer, keys)), ""
    except Cancelled:
        raise
    except MoedeklarError as error:
        return None, error_sentence(error)
