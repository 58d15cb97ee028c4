"""Group policies for Windows: every value that the program reads has one, and the program reads every one of them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest

import for_windows
from moedeklar.member.presets.registry import PATH, TOML, document_of
from moedeklar.organisation_file import examine_document, known_keys

FOLDER = for_windows.SOURCES / "policies"
NAMES = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
LANGUAGES = ("da-DK", "en-US")
# What a registry value can't hold: tables, a picture beside a file; and "name", which is called "organisation" there.
IN_FILES_ONLY = {"sources", "committees", "logo", "name", "requests", "templates", "retention", "updates"}
SAMPLES = {
    "organisation": "Nordlund Kommune", "source_url": "https://dagsordener.nordlund.invalid/oparl/system.json",
    "requests.mail": "sekretariat@nordlund.invalid", "requests.folder": r"\\server\anmodninger",
    "updates.url": "https://nordlund.invalid/latest.json", "locked": "sources; updates.mode",
}  # fmt: skip


def policies() -> list[ET.Element]:
    """Every policy of the template."""
    return ET.parse(FOLDER / "moedeklar.admx").getroot().findall("p:policies/p:policy", NAMES)


def value_of(policy: ET.Element) -> ET.Element:
    """The one value that a policy sets."""
    (element,) = list(policy.find("p:elements", NAMES) or ())
    return element


def resources(language: str) -> ET.Element:
    """The texts of the template in a language."""
    return ET.parse(FOLDER / language / "moedeklar.adml").getroot()


def test_the_program_reads_each_policy_and_each_key_has_one() -> None:
    values = [value_of(policy).attrib["valueName"] for policy in policies()]
    readable = (known_keys() - IN_FILES_ONLY) | {"organisation", "source_url", TOML, "locked"}
    assert sorted(values) == sorted(readable)


def test_what_a_policy_sets_is_taken() -> None:
    values: dict[str, Any] = {}
    for policy in policies():
        element = value_of(policy)
        name = element.attrib["valueName"]
        enumerated = [value.text for value in element.iterfind(".//p:string", NAMES)]
        number = element.tag.endswith("}decimal")
        values[name] = enumerated[-1] if enumerated else 30 if number else SAMPLES.get(name, "Noget")
    del values[TOML]
    found = examine_document(document_of(values), "HKLM", None)
    assert found.findings == ()
    assert found.preset.name == "Nordlund Kommune"
    assert found.preset.closed_days == 30
    assert found.preset.is_locked("updates.mode")
    assert {"templates.reason", "requests.folder", "sources", "theme"} <= found.stated


@pytest.mark.parametrize(
    ("key", "most"), [("retention.closed_days", 36_500), ("updates.mode", None), ("language", None)]
)
def test_every_value_that_can_be_chosen_is_one_that_the_program_knows(key: str, most: int | None) -> None:
    element = next(value for value in map(value_of, policies()) if value.attrib["valueName"] == key)
    choices: list[Any] = [value.text for value in element.iterfind(".//p:string", NAMES)]
    if most is not None:
        choices = [int(element.attrib["minValue"]), int(element.attrib["maxValue"])]
        assert choices[1] == most
    assert len(choices) >= 2
    for choice in choices:
        assert examine_document(document_of({key: choice}), "HKLM", None).findings == ()


def test_the_template_has_the_form_of_one() -> None:
    root = ET.parse(FOLDER / "moedeklar.admx").getroot()
    assert [child.tag.rpartition("}")[2] for child in root] == [
        "policyNamespaces", "resources", "supportedOn", "categories", "policies",
    ]  # fmt: skip
    categories = {one.attrib["name"] for one in root.iterfind("p:categories/p:category", NAMES)}
    supported = {one.attrib["name"] for one in root.iterfind("p:supportedOn/p:definitions/p:definition", NAMES)}
    for policy in policies():
        assert policy.attrib["key"] == PATH
        assert policy.attrib["class"] == "Both"
        assert re.fullmatch(r"\w+", policy.attrib["name"])
        assert [child.tag.rpartition("}")[2] for child in policy] == ["parentCategory", "supportedOn", "elements"]
        assert policy[0].attrib["ref"] in categories
        assert policy[1].attrib["ref"] in supported
        assert value_of(policy).tag.rpartition("}")[2] in {"text", "decimal", "enum"}
        assert value_of(policy).attrib["required"] == "true"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_each_language_and_none_too_many(language: str) -> None:
    template = (FOLDER / "moedeklar.admx").read_text(encoding="utf-8")
    root = resources(language)
    strings = {one.attrib["id"]: one.text or "" for one in root.iterfind(".//p:stringTable/p:string", NAMES)}
    shown = {one.attrib["id"]: one for one in root.iterfind(".//p:presentationTable/p:presentation", NAMES)}
    assert set(re.findall(r"\$\(string\.(\w+)\)", template)) == set(strings)
    assert all(text.strip() for text in strings.values())
    assert set(re.findall(r"\$\(presentation\.(\w+)\)", template)) == set(shown)
    kinds = {"text": "textBox", "decimal": "decimalTextBox", "enum": "dropdownList"}
    for policy in policies():
        (box,) = list(shown[policy.attrib["name"]])
        assert box.attrib["refId"] == value_of(policy).attrib["id"]
        assert box.tag.rpartition("}")[2] == kinds[value_of(policy).tag.rpartition("}")[2]]
        assert "".join(box.itertext()).strip().endswith(":")


def test_each_key_that_can_be_locked_and_is_named_is_one(tmp_path: Path) -> None:
    for language in LANGUAGES:
        texts = {one.attrib["id"]: one.text or "" for one in resources(language).iterfind(".//p:string", NAMES)}
        named = texts["locked_Help"].rpartition(": ")[2].rstrip(".").split(", ")
        assert len(named) > 5
        assert set(named) <= known_keys()


def test_they_are_packed_the_same_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000001")
    packed = [for_windows.policies("9.9.9", folder) for folder in (tmp_path, tmp_path / "again")]
    assert packed[0].read_bytes() == packed[1].read_bytes()
    with zipfile.ZipFile(packed[0]) as archive:
        assert archive.namelist() == ["da-DK/moedeklar.adml", "en-US/moedeklar.adml", "moedeklar.admx"]
