"""The page in the kit: one page, in Danish, with what this installer takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pymupdf
import pytest

from moedeklar.pdf.client import PdfClient
from moedeklar.secretary.kit.guide import AGREE, GuideFacts, Logo, guide_html, set_guide
from moedeklar.secretary.kit.installers import Kind
from moedeklar.wording.language import _, set_language
from tests.secretary.kit.inputs import SVG, png

FACTS = GuideFacts(
    organisation="Nordlund Kommune", installer="Moedeklar-9.9.9-x64-setup.exe", kind=Kind.SETUP, sha256="0123abcd" * 8,
    hosts=("dagsordener.nordlund.invalid",), url="https://dagsordener.nordlund.invalid/oparl/system.json",
    beside=("organisation.toml", "logo.png"), contact="IT-service, tlf. 12 34 56 78", is_signed=True,
)  # fmt: skip
TYPED = {
    Kind.SETUP: "Moedeklar-9.9.9-x64-setup.exe /S",
    Kind.MSI: 'msiexec /i Moedeklar-9.9.9-x64.msi /qn SOURCEURL="https://dagsordener.nordlund.invalid/oparl/system.json"'
    ' ORGANISATION="Nordlund Kommune"',
    Kind.DEB: "sudo apt install ./moedeklar_9.9.9-1_amd64.deb ./moedeklar-organisation-nordlund_1_all.deb",
    Kind.RPM: "sudo install -D -m 644 -t /etc/xdg/moedeklar organisation.toml logo.png",
    Kind.APPIMAGE: "Egenskaber",
}
NAMES = {
    Kind.SETUP: FACTS.installer, Kind.MSI: "Moedeklar-9.9.9-x64.msi", Kind.DEB: "moedeklar_9.9.9-1_amd64.deb",
    Kind.RPM: "moedeklar-9.9.9-1.x86_64.rpm", Kind.APPIMAGE: "Moedeklar-9.9.9-x86_64.AppImage",
}  # fmt: skip


@pytest.fixture
def pdf() -> Iterator[PdfClient]:
    made = PdfClient()
    yield made
    made.close()


def words(data: bytes) -> str:
    """The text of a page in a line."""
    return " ".join(pymupdf.open(stream=data)[0].get_text().split())


@pytest.mark.parametrize("kind", Kind)
def test_one_page_says_how_it_is_installed_what_is_asked_and_who_helps(pdf: PdfClient, kind: Kind) -> None:
    set_language("en")
    package = "moedeklar-organisation-nordlund_1_all.deb" if kind is Kind.DEB else ""
    made = set_guide(pdf, replace(FACTS, kind=kind, installer=NAMES[kind], package=package), Logo(png(), ".png"))
    document = pymupdf.open(stream=made)
    assert document.page_count == 1
    assert len(document[0].get_image_info()) == 1
    assert document.language == "da"
    text = words(made)
    for part in (
        "Nordlund Kommune",
        "dagsordener.nordlund.invalid",
        "IT-service, tlf. 12 34 56 78",
        "gendannelseskode",
    ):
        assert part in text, part
    assert TYPED[kind].replace(" ", "") in text.replace(" ", "")
    assert FACTS.sha256 in text.replace(" ", "")


def test_the_same_facts_are_the_same_page(pdf: PdfClient) -> None:
    logo = Logo(SVG, ".svg")
    assert set_guide(pdf, FACTS, logo) == set_guide(pdf, FACTS, logo)
    assert set_guide(pdf, FACTS, logo) != set_guide(pdf, FACTS)


def test_long_names_and_many_hosts_stay_on_one_page(pdf: PdfClient) -> None:
    much = replace(
        FACTS, organisation="Fællessekretariatet for " + "Nordlund og Sydlund Kommuner " * 6, contact="Kontakt " * 60,
        hosts=tuple(f"dagsordener-{n}.{'lang' * 20}.invalid" for n in range(30)), kind=Kind.MSI,
        beside=("organisation.toml", "billeder/logo.png"),
    )  # fmt: skip
    made = set_guide(pdf, much, Logo(png(), ".png"))
    assert pymupdf.open(stream=made).page_count == 1
    assert "27 andre steder" in words(made)


def test_what_others_wrote_is_text_and_no_markup() -> None:
    hostile = replace(FACTS, organisation="<img src=x>&\x00", contact="<b>", hosts=("<script>",))
    made = guide_html(hostile)
    assert "<script>" not in made
    assert "&lt;img src=x&gt;&amp;" in made
    assert "\x00" not in made


def test_the_button_is_called_as_it_reads_in_the_window() -> None:
    set_language("da")
    assert _("Connect and fetch") == AGREE
    assert f"”{AGREE}”" in guide_html(FACTS)
    assert AGREE not in guide_html(replace(FACTS, hosts=()))


def test_names_with_spaces_are_typed_in_quotation_marks() -> None:
    for kind in (Kind.SETUP, Kind.MSI, Kind.DEB, Kind.RPM):
        made = guide_html(replace(FACTS, kind=kind, installer="min fil", beside=("organisation.toml", "mit logo.png")))
        assert "min fil&quot;" in made, kind


def test_msiexec_gets_values_that_hold_quotation_marks() -> None:
    made = guide_html(replace(FACTS, kind=Kind.MSI, organisation='Den "nye" kommune'))
    assert "ORGANISATION=&quot;Den &quot;&quot;nye&quot;&quot; kommune&quot;" in made


def test_without_contact_logo_and_hosts_it_is_still_whole(pdf: PdfClient) -> None:
    made = set_guide(pdf, replace(FACTS, contact="", hosts=(), url="", is_signed=False, kind=Kind.MSI))
    text = words(made)
    assert "som du har fået denne vejledning af" in text
    assert "SOURCEURL" not in text
    assert "minisign" not in text
    assert "som den er udgivet" not in text, "nobody knows that of an installer that was taken unchecked"
