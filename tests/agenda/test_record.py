"""Every line of a document has one role, and `coverage` is counted from them."""

from __future__ import annotations

from moedeklar.agenda.plaintext import lines_of_text
from moedeklar.agenda.reader import read
from moedeklar.model.agenda import Meeting
from moedeklar.model.lines import StyledDocument
from moedeklar.model.roles import LineRole, unpacked
from moedeklar.pdf.child.lines import document_lines
from tests.agenda.papers import as_pdf

PAPER = """Referat
Havneudvalget
Mandag den 4. maj 2026 kl. 16.30
Vi mødes ved den yderste mole
Åbne sager
1. Nye bådpladser
Sagsnr.: 26/104
Sagsfremstilling
Der mangler pladser langs kajen.
Bilag
Kort over havnen
Beslutning
Godkendt.
Afbud: Kaj Sten
2. Eventuelt
Måger fodres ikke mere.
"""


def roles_of(document: StyledDocument, meeting: Meeting) -> list[tuple[str, LineRole, int | None]]:
    found = [(run.role, run.item) for run in unpacked(meeting.roles) for _ in range(run.lines)]
    return [(line.text, *what) for line, what in zip(document.lines, found, strict=True)]


def test_each_line_has_the_role_that_it_was_read_as() -> None:
    document = lines_of_text(PAPER.encode())
    assert roles_of(document, read(document)) == [
        ("Referat", LineRole.FRONT, None),
        ("Havneudvalget", LineRole.FRONT, None),
        ("Mandag den 4. maj 2026 kl. 16.30", LineRole.FRONT, None),
        ("Vi mødes ved den yderste mole", LineRole.UNKNOWN, 0),
        ("Åbne sager", LineRole.GROUP, None),
        ("1. Nye bådpladser", LineRole.TITLE, 0),
        ("Sagsnr.: 26/104", LineRole.PARTICULARS, 0),
        ("Sagsfremstilling", LineRole.LABEL, 0),
        ("Der mangler pladser langs kajen.", LineRole.TEXT, 0),
        ("Bilag", LineRole.LABEL, 0),
        ("Kort over havnen", LineRole.ATTACHMENT, 0),
        ("Beslutning", LineRole.LABEL, 0),
        ("Godkendt.", LineRole.TEXT, 0),
        ("Afbud: Kaj Sten", LineRole.ATTENDANCE, 0),
        ("2. Eventuelt", LineRole.TITLE, 1),
        ("Måger fodres ikke mere.", LineRole.UNKNOWN, 1),
    ]


def test_coverage_is_the_share_of_characters_in_lines_that_were_understood() -> None:
    document = lines_of_text(PAPER.encode())
    meeting = read(document)
    unknown = len("Vi mødes ved den yderste mole") + len("Måger fodres ikke mere.")
    assert meeting.coverage == 1 - unknown / sum(len(line.text) for line in document.lines)


def test_running_headers_are_furniture_also_inside_a_paragraph() -> None:
    long = "Kajen er slidt, og der mangler pladser til de både, som kommer om sommeren, når vejret er godt. " * 120
    with as_pdf(PAPER.replace("Der mangler", long + "Der mangler"), header="Nordlund Kommune") as pdf:
        document = document_lines(pdf)
    told = roles_of(document, read(document))
    headers = [(role, item) for text, role, item in told if text == "Nordlund Kommune"]
    assert headers == [(LineRole.FURNITURE, None)] * len(document.page_sizes)
    assert len(headers) > 1
    inside = [role for text, role, item in told if item == 0 and "bådpladser" not in text]
    assert inside.count(LineRole.TEXT) > 40


def test_a_line_that_was_taken_apart_is_what_its_longest_part_is() -> None:
    glued = "Der mangler pladser langs hele kajen ud til den yderste mole.Bilag"
    document = lines_of_text(PAPER.replace("Der mangler pladser langs kajen.\nBilag", glued).encode())
    told = roles_of(document, read(document))
    assert told[8:10] == [(glued, LineRole.TEXT, 0), ("Kort over havnen", LineRole.ATTACHMENT, 0)]


def test_of_a_paper_that_is_no_agenda_nothing_is_understood() -> None:
    document = lines_of_text("Kære naboer\n\nVi fejrer sommeren på stranden.\n".encode())
    meeting = read(document)
    assert (meeting.roles, meeting.coverage) == ("u2", 0.0)
