"""An organisation.toml of the few things that most organisations state, written for whoever doesn't write TOML."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from moedeklar.organisation_file import ReadPreset, examine
from moedeklar.secretary.kit.making import written_whole


@dataclass(frozen=True, slots=True)
class PresetForm:
    """What is filled in: whose members, one source (its kind as in `PresetSource`), the address of requests, language.

    What is "" is not stated.
    """

    name: str
    kind: str
    location: str
    mail: str = ""
    language: str = ""


def preset_text(form: PresetForm) -> str:
    """The file that states what *form* does."""
    lines = [f"name = {_quoted(form.name.strip())}"]
    if form.language:
        lines.append(f"language = {_quoted(form.language)}")
    if form.location.strip():
        lines += ["", "[[sources]]", f"kind = {_quoted(form.kind)}", f"location = {_quoted(form.location.strip())}"]
    if form.mail.strip():
        lines += ["", "[requests]", f"mail = {_quoted(form.mail.strip())}"]
    return "\n".join(lines) + "\n"


def examine_form(form: PresetForm) -> ReadPreset:
    """What the program would say of the file."""
    return examine(preset_text(form).encode("utf-8", "replace"), "organisation.toml", None)


def save_form(form: PresetForm, path: Path) -> str:
    """Write the file to *path*, in place of one that is there, and return its name.

    Raises DocumentError out_unwritable, StoreError disk_full.
    """
    with written_whole(path) as part:
        part.write_bytes(preset_text(form).encode("utf-8", "replace"))
    return str(path)


def _quoted(text: str) -> str:
    """A basic string (TOML 1.0): as JSON has it, which leaves DEL as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
