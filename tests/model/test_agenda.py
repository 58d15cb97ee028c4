from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Role, Section, comparable_case
from moedeklar.model.text import canonical


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, canonical(text))


@given(st.lists(st.text(max_size=30)))
def test_block_offsets_find_every_block_in_the_section_text(texts: list[str]) -> None:
    section = Section(Role.FACTS, "Sagsfremstilling", tuple(paragraph(text) for text in texts))
    for at, block in section.block_offsets():
        assert section.text[at : at + len(block.text)] == block.text
    assert sum(1 for _ in section.block_offsets()) == sum(1 for text in texts if canonical(text))


def test_a_table_has_its_cells_in_the_text_and_tabs_in_plain() -> None:
    table = Block.table((("Mål", "Status"), ("  Nye  stier ", ""), ("Træer", "40")))
    assert table.text == "Mål Status Nye stier Træer 40"
    assert table.plain == "Mål\tStatus\nNye stier\t\nTræer\t40"


def test_section_keys_survive_another_heading_over_the_decision() -> None:
    before = AgendaItem("1", "A", sections=(Section(Role.DECISION, "Beslutning", ()),))
    after = AgendaItem("1", "A", sections=(Section(Role.DECISION, "Beslutning i udvalget den 3. maj", ()),))
    assert [key for key, _ in before.keyed_sections()] == [key for key, _ in after.keyed_sections()] == ["decision"]


def test_equal_sections_get_numbers() -> None:
    item = AgendaItem("1", "A", sections=tuple(Section(Role.OTHER, "Høring", ()) for _ in range(3)))
    assert [key for key, _ in item.keyed_sections()] == ["other.høring", "other.høring.2", "other.høring.3"]


def test_recommendation_is_none_where_there_is_none() -> None:
    assert AgendaItem("1", "A").recommendation is None
    assert (
        AgendaItem(
            "1", "A", sections=(Section(Role.RECOMMENDATION, "", (paragraph("At a"), paragraph("At b"))),)
        ).recommendation
        == "At a\nAt b"
    )


def test_case_numbers_compare_without_their_punctuation() -> None:
    assert comparable_case("06.00.00-P15-1-25") == comparable_case("06.00.00P15-1-25")
    assert comparable_case("00.30.10-Ø00-4-16") != comparable_case("00.30.10-O00-4-16")
    assert comparable_case(None) == ""


def test_an_item_without_title_is_called_by_its_first_words() -> None:
    told = Section(Role.FACTS, "Sagsfremstilling", (paragraph("Vejen i Askeby er revnet, og den er lang. " * 3),))
    assert AgendaItem("1", " Ny vej ", sections=(told,)).caption == " Ny vej "
    assert AgendaItem("1", "", sections=(told,)).caption == "Vejen i Askeby er revnet, og den er lang. Vejen i Askeby …"
    assert AgendaItem("1", "", sections=(Section(Role.FACTS, "", (paragraph("Kort."),)),)).caption == "Kort."
    assert AgendaItem("1", " ").caption == ""
