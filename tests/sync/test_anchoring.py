from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.model.anchors import AnchorState, PageAnchor, TextAnchor
from moedeklar.model.text import canonical
from moedeklar.sync.anchoring import place_page, place_text
from moedeklar.sync.approximate import closest

FACTS = (
    "Tilsynsholdet har i 2026 behandlet 56 sager om boligstøtte. Halvdelen er rejst efter henvendelser fra borgere i "
    "Askeby. Udvalget har tidligere drøftet, om indsatsen skal udvides til Havnholm, hvor der er færre sager. "
    "Forvaltningen vurderer, at indsatsen kan holdes inden for den nuværende ramme på 1,5 mio. kr. om året."
)
PLAN = "Forvaltningen indstiller, at status tages til efterretning, og at indsatsen fortsætter uændret i 2027."


def anchor_of(section: str, text: str, quote: str, nth: int = 0) -> TextAnchor:
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return TextAnchor.of(section, text, at, at + len(quote))


def words(section: str, sections: dict[str, str], anchor: TextAnchor) -> str:
    return sections[anchor.section][anchor.start : anchor.end]


def test_unchanged_text_keeps_the_note_where_it_is() -> None:
    anchor = anchor_of("facts", FACTS, "skal udvides til Havnholm")
    assert place_text(anchor, {"facts": FACTS}) == (anchor, AnchorState.PLACED)
    assert place_text(anchor, {"facts": FACTS, "decision": "Godkendt."}, {"facts": FACTS}) == (
        anchor,
        AnchorState.PLACED,
    )


def test_words_that_stand_further_down_are_followed() -> None:
    anchor = anchor_of("facts", FACTS, "skal udvides til Havnholm")
    after = {"facts": "Sagen har været i høring i tre uger. " + FACTS}
    found, state = place_text(anchor, after)
    assert state is AnchorState.MOVED
    assert words("facts", after, found) == anchor.quote
    assert found.start == anchor.start + len("Sagen har været i høring i tre uger. ")


def test_words_that_stand_in_another_section_are_followed() -> None:
    anchor = anchor_of("facts", FACTS, "inden for den nuværende ramme på 1,5 mio. kr.")
    after = {
        "facts": PLAN,
        "economy": "Forvaltningen vurderer, at den kan holdes inden for den nuværende ramme på 1,5 mio. kr. om året.",
    }
    found, state = place_text(anchor, after)
    assert (found.section, state) == ("economy", AnchorState.MOVED)
    assert words("economy", after, found) == anchor.quote


def test_similar_words_ask_a_person_and_keep_the_old_ones() -> None:
    anchor = anchor_of("facts", FACTS, "om indsatsen skal udvides til Havnholm, hvor der er færre sager")
    after = {"facts": FACTS.replace("skal udvides til Havnholm, hvor", "kan udvides til Havnholm, fordi")}
    found, state = place_text(anchor, after)
    assert state is AnchorState.CHECK
    assert found.quote == anchor.quote
    assert words("facts", after, found) == "om indsatsen kan udvides til Havnholm, fordi der er færre sager"


def test_what_is_gone_has_no_place_and_keeps_its_words() -> None:
    anchor = anchor_of("facts", FACTS, "Halvdelen er rejst efter henvendelser fra borgere i Askeby")
    assert place_text(anchor, {"facts": PLAN, "decision": "Godkendt."}) == (anchor, AnchorState.UNPLACED)
    assert place_text(anchor, {}) == (anchor, AnchorState.UNPLACED)


def test_a_quote_that_stands_several_times_is_told_by_what_stands_around_it() -> None:
    before = "Punkt a: Udvalget anbefaler forslaget. Punkt b: Byrådet anbefaler forslaget. Punkt c: Ingen anbefaler."
    anchor = anchor_of("facts", before, "anbefaler", 1)
    after = {"facts": "Indledning. " + before}
    found, state = place_text(anchor, after)
    assert state is AnchorState.MOVED
    assert after["facts"][: found.start].endswith("Byrådet ")


def test_a_quote_that_stands_several_times_with_nothing_to_tell_which_asks_a_person() -> None:
    line = "Godkendt som indstillet af udvalget for børn og unge samt udvalget for kultur og fritid i Nordlund. "
    before = canonical(line * 4)
    anchor = anchor_of("decision", before, "Godkendt som indstillet", 2)
    assert place_text(anchor, {"decision": before}, {"decision": before})[1] is AnchorState.PLACED
    assert place_text(anchor, {"decision": canonical(line * 3)}, {"decision": before})[1] is AnchorState.CHECK


def test_of_words_that_stood_twice_the_one_left_is_not_taken_for_the_other() -> None:
    quote = "Forvaltningen indstiller, at status tages til efterretning"
    before = {
        "facts": f"Indledning om sagen. {quote}. Så langt nåede udvalget.",
        "recommendation": f"{quote}, og ikke mere.",
    }
    anchor = anchor_of("facts", before["facts"], quote)
    after = {"facts": "Indledning om noget ganske andet.", "recommendation": before["recommendation"]}
    assert place_text(anchor, after, before)[1] is AnchorState.CHECK


def test_short_words_are_not_found_inside_longer_ones() -> None:
    anchor = TextAnchor.of("facts", "Svaret er ja til planen.", 10, 12)
    found, state = place_text(anchor, {"facts": "Sagen om jagt og miljø i Maja Skov er udsat."})
    assert (found, state) == (anchor, AnchorState.UNPLACED)


def test_a_short_quote_in_other_company_is_not_trusted() -> None:
    anchor = TextAnchor.of("facts", "Byrådet sagde nej til planen i går.", 14, 17)
    _, state = place_text(anchor, {"facts": "Nu er svaret hverken ja eller nej, og sagen er udsat."})
    assert state is AnchorState.CHECK


def test_a_long_text_is_searched_in_time_that_grows_with_it() -> None:
    text = canonical(" ".join(f"ord{n % 977} sætning{n % 31}" for n in range(60_000)))
    quote = "Forvaltningen vurderer at indsatsen kan holdes inden for rammen " * 20
    started = time.perf_counter()
    assert closest(quote, text) is None
    assert time.perf_counter() - started < 2.0


plain = st.text(alphabet="abcæøå ,.", min_size=0, max_size=60).map(canonical)


@given(head=plain, tail=plain, new_head=plain, new_tail=plain)
@settings(max_examples=200, deadline=None)
def test_edits_elsewhere_never_lose_a_note(head: str, tail: str, new_head: str, new_tail: str) -> None:
    quote = "Tilsynsholdet har behandlet 56 sager"
    before = canonical(f"{head} {quote} {tail}")
    after = {"facts": canonical(f"{new_head} {quote} {new_tail}")}
    anchor = anchor_of("facts", before, quote)
    found, state = place_text(anchor, after, {"facts": before})
    assert state in {AnchorState.PLACED, AnchorState.MOVED}
    assert words("facts", after, found) == quote


@given(
    text=st.lists(st.sampled_from(["ja", "nej", "måske", "udsat", "Askeby"]), min_size=3, max_size=40),
    cut=st.integers(0, 39),
    drop=st.integers(0, 39),
    width=st.integers(1, 3),
)
@settings(max_examples=300, deadline=None)
def test_what_is_placed_without_asking_is_always_the_very_words(
    text: list[str], cut: int, drop: int, width: int
) -> None:
    at, gone = cut % len(text), drop % len(text)
    before = " ".join(text)
    start = len(" ".join(text[:at])) + (1 if at else 0)
    quote = " ".join(text[at : at + width])
    anchor = TextAnchor.of("facts", before, start, start + len(quote))
    after = " ".join(text[:gone] + text[gone + 1 :])
    found, state = place_text(anchor, {"facts": after}, {"facts": before})
    assert found.quote == quote
    if state in {AnchorState.PLACED, AnchorState.MOVED}:
        assert after[found.start : found.end] == quote


@given(
    rows=st.lists(st.integers(0, 10**6), min_size=2, max_size=30, unique=True),
    note=st.integers(0, 29),
    drop=st.integers(0, 29),
)
@settings(max_examples=200, deadline=None)
def test_in_a_list_of_like_rows_a_note_is_never_put_on_another_row(rows: list[int], note: int, drop: int) -> None:
    at, gone = note % len(rows), drop % len(rows)
    lines = [f"Sag {row:07d}: udvalget anbefaler forslaget." for row in rows]
    before = " ".join(lines)
    anchor = anchor_of("facts", before, "udvalget anbefaler forslaget", at)
    after = " ".join(line for n, line in enumerate(lines) if n != gone)
    found, state = place_text(anchor, {"facts": after}, {"facts": before})
    if state in {AnchorState.PLACED, AnchorState.MOVED}:
        assert after[: found.start].endswith(f"{rows[at]:07d}: ")
    if at != gone:
        assert state is not AnchorState.UNPLACED


def page_note(sha: str = "a" * 64) -> PageAnchor:
    return PageAnchor(sha, 2, ((72.0, 100.0, 200.0, 112.0),), "den nuværende ramme")


def test_a_page_note_stays_while_its_file_is_there() -> None:
    assert place_page(page_note(), "a" * 64) == (page_note(), AnchorState.PLACED)


def test_a_page_note_in_a_replaced_file_is_looked_for_by_its_words() -> None:
    pages = ("Forside", "Indhold", "Intet", "Inden for den nuværende\nramme på 1,5 mio.")
    found, state = place_page(page_note(), "b" * 64, pages)
    assert (found.sha256, found.page, found.rects, state) == ("b" * 64, 3, (), AnchorState.CHECK)
    before = ("Forside", "Indhold", pages[3])
    found, state = place_page(page_note(), "b" * 64, pages, before)
    assert (found.page, found.rects, state) == (3, page_note().rects, AnchorState.CHECK)


def test_a_page_note_whose_words_or_file_are_gone_keeps_what_it_was() -> None:
    assert place_page(page_note(), "b" * 64, ("Noget andet",)) == (page_note(), AnchorState.UNPLACED)
    assert place_page(page_note(), "b" * 64, ()) == (page_note(), AnchorState.UNPLACED)
    assert place_page(page_note(), None) == (page_note(), AnchorState.UNPLACED)


def test_words_in_another_form_are_still_alike() -> None:
    text = "Biblioteket i Havnholm ønsker længere åbningstider om lørdage fra klokken 9 til 15."
    found = closest("om lørdagen fra kl. 9 til 15", text)
    assert found is not None
    assert text[found.start : found.end] == "om lørdage fra klokken 9 til 15"
    assert closest("om tirsdagen fra kl. 8 til 12", text) is None


def test_a_note_on_a_page_as_a_whole_follows_the_page() -> None:
    note = replace(page_note(), rects=(), quote="")
    before = ("Forside", "Tal og kort", "Bagside")
    at = note.page
    found, state = place_page(note, "b" * 64, ("Ny forside", *before), before)
    assert (found.page, state) == (at + 1, AnchorState.CHECK)
    found, state = place_page(note, "b" * 64, ("", "", ""), None)
    assert (found.sha256, found.page, state) == ("b" * 64, at, AnchorState.CHECK)
    assert place_page(note, "b" * 64, ("Kun en",) * at, before)[1] is AnchorState.UNPLACED
