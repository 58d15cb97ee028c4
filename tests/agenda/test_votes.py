"""Votes: names, party letters or numbers on each side."""

from __future__ import annotations

import pytest

from moedeklar.agenda.votes import is_vote, read_votes
from moedeklar.model.agenda import Vote


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Godkendt med 9 stemmer for og 4 imod.", (Vote(("9",), ("4",)),)),
        ("For stemte 5 (D og E). Imod stemte 9 (A, C og G).", (Vote(("D", "E"), ("A", "C", "G")),)),
        (
            "For: 2 (Eva Sand (A), Per Eng (V)) Imod: 1 (Ulla Dam (B))",
            (Vote(("Eva Sand (A)", "Per Eng (V)"), ("Ulla Dam (B)",)),),
        ),
        ("Et flertal bestående af D og E stemte for. Imod stemte G.", (Vote(("D", "E"), ("G",)),)),
        ("D, E og G stemte for, A stemte imod, og C undlod at stemme.", (Vote(("D", "E", "G"), ("A",), ("C",)),)),
        ("For stemte: D og E. Imod stemte: A. Hverken for eller imod stemte: C.", (Vote(("D", "E"), ("A",), ("C",)),)),
        ("3 medlemmer (A+F) anbefaler. 2 medlemmer (G) stemte imod.", (Vote(("A", "F"), ("G",)),)),
        ("Godkendt. D og C stemte imod.", (Vote((), ("D", "C")),)),
        ("Liste G stemte imod.", (Vote((), ("Liste G",)),)),
        (
            "Venstre og Det Konservative Folkeparti stemte imod.",
            (Vote((), ("Venstre", "Det Konservative Folkeparti")),),
        ),
        ("Ulla Dam (O) kan ikke tiltræde indstillingen.", (Vote((), ("Ulla Dam (O)",)),)),
        ("C og O undlod at stemme.", (Vote((), (), ("C", "O")),)),
        ("D og G stemte hverken for eller imod.", (Vote((), (), ("D", "G")),)),
        ("Ja-stemmer: 12 (A, D) Nej-stemmer: 3 (O)", (Vote(("A", "D"), ("O",)),)),
        ("Nej-stemmer: 3 (O)", (Vote((), ("O",)),)),
        ("For stemte 21: A, V og C. Imod stemte 3: O. Undlod: F.", (Vote(("A", "V", "C"), ("O",), ("F",)),)),
        ("For stemte 2: Eva Sand (A) og Per Eng (V). Imod: 1.", (Vote(("Eva Sand (A)", "Per Eng (V)"), ("1",)),)),
        ("For stemte 12. Imod stemte 3: Forslaget faldt.", (Vote(("12",), ("3",)),)),
        ("12 for, 6 imod", (Vote(("12",), ("6",)),)),
        ("Vedtaget med 12 stemmer mod 6.", (Vote(("12",), ("6",)),)),
        ("Godkendt med 21 stemmer for og 4 imod (O).", (Vote(("21",), ("O",)),)),
        (
            "Godkendt med 15 stemmer for (A, B og F), 6 imod (D), og 2 undlod at stemme.",
            (Vote(("A", "B", "F"), ("D",), ("2",)),),
        ),
        ("Forkastet med stemmerne 11 for (C og D) og 20 imod.", (Vote(("C", "D"), ("20",)),)),
        ("Et flertal (A og F) godkendte indstillingen. Et mindretal (D) stemte imod.", (Vote(("A", "F"), ("D",)),)),
        ("For stemte: D (3) Imod stemte: A (1) Undlod at stemme: F (1)", (Vote(("D",), ("A",), ("F",)),)),
        (
            "For stemte: A. Imod stemte: D. Forslaget faldt. For indstillingen stemte: D. Imod stemte: A.",
            (Vote(("A",), ("D",)), Vote(("D",), ("A",))),
        ),
        ("Enstemmigt godkendt.", (Vote(("enstemmigt",)),)),
        ("Ingen stemte imod.", ()),
        ("Godkendt for et år. Imod vinden sejles ikke.", ()),
        ("Der er 12 ansøgninger imod 9 sidste år.", ()),
    ],
)
def test_votes(text: str, votes: tuple[Vote, ...]) -> None:
    assert read_votes([text]) == votes


def test_a_paragraph_that_ends_in_a_colon_has_its_names_in_the_next() -> None:
    texts = [
        "For forslaget stemmer:",
        "Eva Sand og Per Eng.",
        "Imod stemmer:",
        "Ulla Dam og Bo Ager.",
        "Kaj Sten undlader at stemme.",
        "Forslaget falder.",
    ]
    assert read_votes(texts) == (Vote(("Eva Sand", "Per Eng"), ("Ulla Dam", "Bo Ager"), ("Kaj Sten",)),)


def test_a_sentence_that_tells_a_vote() -> None:
    assert is_vote("D stemte imod.")
    assert not is_vote("Molen er imod vinden.")
