"""`moedeklar inspect`: what is understood of a file, without a profile."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from moedeklar.cli import main
from moedeklar.member import inspecting
from tests.cli.shapes import INSPECT, fits
from tests.support import one_meeting as one
from tests.support.scans import needs_danish, scanned

AGENDA = """\
Nordlund Kommune
Skoleudvalget
Dagsorden
Tirsdag den 9. februar 2027 kl. 16.00
Mødested: Rådhuset, lokale 2

1. Nyt tag på Askeby Skole
Sagsnr.: 27/104

Indstilling
Forvaltningen indstiller,
1. at taget fornyes.

Sagsfremstilling
Taget er utæt, og der er målt fugt i tre klasselokaler.

2. Lukket: Køb af grund
"""


def pdf_of(text: str, path: Path) -> Path:
    with pymupdf.open() as document:
        page = document.new_page()
        for n, line in enumerate(text.splitlines()):
            page.insert_text((72, 72 + 14 * n), line, fontsize=14 if n < 4 else 10)
        document.save(path)
    return path


def inspected(capsys: pytest.CaptureFixture[str], path: Path) -> Any:
    assert main(["inspect", "--json", str(path), "--language", "en"]) == 0
    streams = capsys.readouterr()
    assert streams.err == ""
    return fits(json.loads(streams.out), INSPECT)


@pytest.mark.parametrize("name", ["dagsorden.txt", "dagsorden.md", "Dagsorden æøå (1).TXT"])
def test_a_text(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(AGENDA, encoding="utf-8")
    told = inspected(capsys, path)
    assert (told["kind"], told["committee"], told["start"]) == ("agenda", "Skoleudvalget", "2027-02-09T16:00")
    assert [item["title"] for item in told["items"]] == ["Nyt tag på Askeby Skole", "Køb af grund"]
    assert [item["closed"] for item in told["items"]] == [False, True]


def test_a_pdf_and_a_pdf_under_another_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pdf = pdf_of(AGENDA, tmp_path / "dagsorden.pdf")
    told = inspected(capsys, pdf)
    assert told["items"][0]["case_number"] == "27/104"
    assert inspected(capsys, pdf.rename(tmp_path / "dagsorden.txt")) == told


@pytest.mark.parametrize("name", ["referat.html", "referat.docx"])
def test_a_web_page_and_a_word_document(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    made = {"referat.html": one.as_html(one.MINUTES).encode(), "referat.docx": one.as_docx(one.MINUTES)}
    path.write_bytes(made[name])
    told = inspected(capsys, path)
    assert (told["committee"], told["start"]) == ("Havne- og Kystudvalget", "2026-05-04T16:30")
    assert [item["number"] for item in told["items"]] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("referat.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "gem den som .docx eller PDF"),
        ("referat.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "låst med en adgangskode"),
        ("referat.docx", b"PK\x03\x04 afkortet", "beskadiget"),
        ("referat.html", b"<div>" * 9000, "for mange lag"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["inspect", str(tmp_path / name), "--language", "da"]) == 1
    assert said in capsys.readouterr().err


def test_a_scan_says_so_and_is_read_where_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(pdf_of(AGENDA, tmp_path / "dagsorden.pdf").read_bytes()))
    told = inspected(capsys, path)
    assert (told["items"], told["recognised"]) == ([], False)
    assert told["warnings"] == [
        "These pages are pictures, or do not say which letters they hold, and were not read: 1."
    ]
    monkeypatch.setattr(inspecting, "find_danish", lambda: None)
    assert main(["inspect", "--ocr", str(path), "--language", "da"]) == 1
    assert "tesseract-ocr-dan" in capsys.readouterr().err


@needs_danish
def test_a_real_scan(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scanned(pdf_of(AGENDA, tmp_path / "dagsorden.pdf").read_bytes()))
    assert main(["inspect", "--ocr", "--json", str(path)]) == 0
    told = fits(json.loads(capsys.readouterr().out), INSPECT)
    assert (told["committee"], told["recognised"], told["warnings"]) == ("Skoleudvalget", True, [])
    assert main(["inspect", "--ocr", str(path), "--language", "da"]) == 0
    assert "! Læst med tekstgenkendelse; bogstaver kan være forkerte" in capsys.readouterr().out


def test_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "dagsorden.txt"
    path.write_text(AGENDA, encoding="utf-8")
    assert main(["inspect", str(path), "--language", "da"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Skoleudvalget · Dagsorden\nTirsdag 9. februar 2027 kl. 16.00, ")
    assert (
        out.index("1. Nyt tag") < out.index("Indstilling") < out.index("taget fornyes") < out.index("2. Køb af grund")
    )
    assert "lukket" in out
    assert " % af dokumentet er forstået." in out


def test_what_is_no_agenda_has_no_items(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "læs mig.md"
    path.write_text("# Opskrift\n\nPisk æggene.\n", encoding="utf-8")
    assert inspected(capsys, path)["items"] == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("empty.pdf", b""),
        ("picture.bmp", b"BM" + bytes(60)),
    ],
)
def test_what_cannot_be_read_at_all(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["inspect", "--json", str(path), "--language", "en"]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    assert name in streams.err
    assert len(streams.err.splitlines()) == 1


@pytest.mark.parametrize("speak", ["da", "en"])
def test_no_such_file(capsys: pytest.CaptureFixture[str], tmp_path: Path, speak: str) -> None:
    assert main(["inspect", str(tmp_path / "gone.pdf"), "--language", speak]) == 1
    assert {"da": "kan ikke læses", "en": "can't be read"}[speak] in capsys.readouterr().err
    assert main(["inspect", str(tmp_path), "--language", speak]) == 1


def test_it_opens_no_store_and_loads_little(tmp_path: Path) -> None:
    path = tmp_path / "dagsorden.txt"
    path.write_text(AGENDA, encoding="utf-8")
    code = (
        "import sys; from moedeklar.cli import main; status = main(sys.argv[1:]); "
        "heavy = set('sqlite3 sqlcipher3 sqlite_utils pyrage keyring pymupdf PySide6 rich jsonschema'.split()); "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr); sys.exit(status)"
    )
    environment = {**os.environ, "HOME": str(tmp_path / "home"), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", code, "inspect", "--json", str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr == "[]\n"
    fits(json.loads(done.stdout), INSPECT)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["dagsorden.txt"]
