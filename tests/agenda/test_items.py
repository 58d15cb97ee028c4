"""What is read inside an item: sections, decisions, attachments, attendance, announcements."""

from __future__ import annotations

import pytest

from moedeklar.model.agenda import AgendaItem, Attachment, BlockKind, ItemType, Outcome, Reference, Role, SubItem
from tests.agenda.papers import FRONT, item_of, meeting_of, text_of, titles


def headings(item: AgendaItem) -> list[tuple[str, str]]:
    return [(str(section.role), section.heading) for section in item.sections]


def test_sections_in_the_order_of_the_document() -> None:
    item = item_of(
        "Beslutning", "Godkendt.", "", "Indstilling", "Det indstilles, at pladsen bygges.", "", "Økonomi", "2 mio. kr."
    )
    assert headings(item) == [("decision", "Beslutning"), ("recommendation", "Indstilling"), ("economy", "Økonomi")]
    assert item.outcome is Outcome.FOLLOWED


def test_a_heading_with_nothing_under_it_is_kept() -> None:
    item = item_of("Sagen sidst behandlet:", "-", "", "Økonomi", "", "Sagsfremstilling", "Molen er slidt.")
    assert headings(item) == [("route", "Sagen sidst behandlet"), ("economy", "Økonomi"), ("facts", "Sagsfremstilling")]


def test_the_heading_that_comes_again_is_dropped_and_its_numbers_are_read() -> None:
    item = item_of(
        "Sagsfremstilling",
        "",
        "1. Nye bådpladser",
        "",
        "Sagsnr. 330-2025-10088/Dok.nr. 330-2026-30077",
        "",
        "Sagsfremstilling:",
        "",
        "Molen er slidt.",
    )
    assert (item.case_number, item.document_number) == ("330-2025-10088", "330-2026-30077")
    assert [section.text for section in item.sections] == ["Molen er slidt."]


def test_a_recommendation_without_a_heading_keeps_its_lead() -> None:
    item = item_of(
        "Sagsfremstilling",
        "Molen er slidt.",
        "",
        "Havnechefen indstiller:",
        "",
        "At molen skiftes.",
        "",
        "Bilag",
        "Plan",
    )
    assert item.recommendation == "Havnechefen indstiller:\nAt molen skiftes."
    assert item.attachments == (Attachment("Plan"),)


def test_where_a_heading_says_recommendation_a_lead_elsewhere_is_text() -> None:
    item = item_of(
        "Resume",
        "Forvaltningen anbefaler, at klubben får pladsen.",
        "",
        "Indstilling",
        "Direktøren indstiller,",
        "at den får pladsen.",
    )
    assert item.recommendation == "Direktøren indstiller,\nat den får pladsen."
    assert item.sections[0].text == "Forvaltningen anbefaler, at klubben får pladsen."


def test_one_decision_for_each_body() -> None:
    item = item_of(
        "Indstilling",
        "Havnechefen indstiller, at molen skiftes.",
        "Direktionen, 3. april 2026, pkt. 4:",
        "Anbefales.",
        "Økonomiudvalgets møde den 18. april 2026:",
        "Afbud: Ingen",
        "Anbefales.",
        "Beslutning",
        "Havneudvalget, den 4. maj 2026",
        "Ikke til stede: Ane Skov (A)",
        "",
        "Udsat.",
    )
    assert [(section.body, section.date, section.plain) for section in item.decisions] == [
        ("Direktionen", "2026-04-03", "Anbefales."),
        ("Økonomiudvalget", "2026-04-18", "Anbefales."),
        ("Havneudvalget", "2026-05-04", "Udsat."),
    ]
    assert item.absent == ("Ane Skov (A)",)
    assert item.outcome is Outcome.POSTPONED


def test_an_earlier_treatment_is_a_reference() -> None:
    item = item_of("Økonomiudvalget den 13. februar 2026, pkt. 9", "", "Sagsfremstilling", "Molen er slidt.")
    assert item.references == (Reference("Økonomiudvalget", "2026-02-13", "9"),)
    assert item.decisions == ()


def test_recommendation_and_decision_under_one_heading() -> None:
    item = item_of(
        "Indstilling og beslutning",
        "Havnechefen indstiller, at molen skiftes.",
        "Havneudvalget den 4. maj 2026:",
        "Godkendt.",
    )
    assert item.recommendation == "Havnechefen indstiller, at molen skiftes."
    assert [section.text for section in item.decisions] == ["Godkendt."]


def test_attachments_each_once_with_their_numbers() -> None:
    item = item_of(
        "Bilag",
        "[330-2026-44210](#) Plan over molen",
        "[330-2026-44211](#)",
        "Budget",
        "",
        "Beslutning",
        "Godkendt.",
        "",
        "Bilag",
        "Plan over molen",
        "Budget",
        "Brev fra sejlklubben",
    )
    assert item.attachments == (
        Attachment("Plan over molen", "330-2026-44210"),
        Attachment("Budget", "330-2026-44211"),
        Attachment("Brev fra sejlklubben"),
    )


def test_a_bulleted_attachment_may_be_called_like_a_small_heading() -> None:
    item = item_of("Beslutning", "Godkendt.", "", "Bilag", "• Kort over molen", "• Tidsplan")
    assert [attachment.title for attachment in item.attachments] == ["Kort over molen", "Tidsplan"]


def test_no_attachments() -> None:
    assert item_of("Beslutning", "Godkendt.", "Bilag", "Ingen bilag").attachments == ()


def test_a_background_right_under_the_facts_is_a_small_heading() -> None:
    item = item_of(
        "## Sagsfremstilling", "", "### Baggrund", "", "Molen er fra 1911.", "", "## Økonomi", "", "2 mio. kr."
    )
    assert headings(item) == [("facts", "Sagsfremstilling"), ("economy", "Økonomi")]
    assert [block.kind for block in item.sections[0].blocks] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_background_of_its_own_is_a_section() -> None:
    item = item_of("Baggrund", "Molen er fra 1911.", "Vurdering", "Den bør skiftes.", "Beslutning", "Godkendt.")
    assert [section.heading for section in item.sections] == ["Baggrund", "Vurdering", "Beslutning"]


def test_text_without_a_heading_stays_in_its_item() -> None:
    item = item_of("Formanden fortalte om sommerens planer for havnen.", "", "Beslutning", "Godkendt.")
    assert item.sections[0].role is Role.OTHER
    assert item.sections[0].text == "Formanden fortalte om sommerens planer for havnen."


def test_the_type_may_stand_in_a_line_of_its_own() -> None:
    assert (
        item_of("Sagsgang og sagstype", "Havneudvalget", "Drøftelsessag", "", "Beslutning", "Drøftet.").type
        is ItemType.DISCUSSION
    )


def test_headings_that_are_types() -> None:
    text = FRONT + text_of(
        "1. Velkomst",
        "Orientering",
        "Der er to nye både.",
        "",
        "2. Takster",
        "Drøftelse",
        "Taksten sættes op.",
        "",
        "3. Mast",
        "Beslutning",
        "Godkendt",
        "",
    )
    items = meeting_of(text).items
    assert [item.type for item in items] == [ItemType.BRIEFING, ItemType.DISCUSSION, ItemType.DECISION]
    assert [item.decisions[0].text for item in items] == ["Der er to nye både.", "Taksten sættes op.", "Godkendt"]


def test_announcements() -> None:
    item = item_of(
        "Sagsfremstilling",
        "",
        "1. Nye både",
        "",
        "Der er kommet to både.",
        "",
        "2. Sommerfest",
        "",
        "Festen holdes i juni.",
        title="Meddelelser",
    )
    assert item.sub_items == (
        SubItem("1", "Nye både", "Der er kommet to både."),
        SubItem("2", "Sommerfest", "Festen holdes i juni."),
    )


def test_coming_items() -> None:
    text = (
        FRONT
        + "1. Kommende sager\n\nSagsfremstilling\n\nFølgende er planlagt:\n\n- Regnskab\n- Budget\n\n"
        + "Beslutning\n\nDrøftet.\n"
    )
    assert meeting_of(text).coming_items == ("Regnskab", "Budget")


def test_groups_end_the_item_before_them_and_close_those_under_them() -> None:
    text = FRONT + text_of(
        "DIVERSE SAGER",
        "1. Ny mole",
        "Beslutning",
        "Godkendt.",
        "",
        "Sager fra byrådsmedlemmer",
        "2. Takster",
        "Beslutning",
        "Godkendt.",
        "",
        "LUKKEDE SAGER",
        "3. Køb af grund",
        "Beslutning",
        "Godkendt.",
    )
    items = meeting_of(text).items
    assert [(item.title, item.closed, item.decisions[0].text) for item in items] == [
        ("Ny mole", False, "Godkendt."),
        ("Takster", False, "Godkendt."),
        ("Køb af grund", True, "Godkendt."),
    ]


def test_the_contents_mend_a_title() -> None:
    text = FRONT + text_of(
        "Indholdsfortegnelse",
        "",
        "Nødhavn ved Askeby.....3",
        "Oversigt over bådpladser i Havnholm og As.....4",
        "",
        "Punkt 1: Nød havn ved Askeby",
        "",
        "Beslutning",
        "Godkendt.",
        "",
        "Punkt 2: Oversigt over bådpladser i Havnholm og Askeby",
        "",
        "Beslutning",
        "Drøftet.",
    )
    assert titles(meeting_of(text).items) == ["Nødhavn ved Askeby", "Oversigt over bådpladser i Havnholm og Askeby"]


def test_the_end_of_the_meeting_is_no_decision() -> None:
    assert item_of("Beslutning", "Intet.", "", "Mødet hævet kl. 18.10").decisions[0].text == "Intet."


def test_numbered_points_are_no_items() -> None:
    text = FRONT + text_of(
        "1. Ny mole",
        "Indstilling",
        "Havnechefen indstiller, at",
        "1. Molen skiftes",
        "2. Arbejdet udbydes",
        "Beslutning",
        "1. Godkendt",
        "2. Godkendt",
        "",
        "2. Takster",
        "Beslutning",
        "Udsat.",
    )
    items = meeting_of(text).items
    assert titles(items) == ["Ny mole", "Takster"]
    assert [block.marker for block in items[0].decisions[0].blocks] == ["1.", "2."]


def test_names_of_files_above_the_text_are_attachments() -> None:
    item = item_of("plan_for_molen.pdf overslag-2026.xlsx", "Sagsnr. 26/114", "Resume", "Molen er slidt.")
    assert [part.title for part in item.attachments] == ["plan_for_molen.pdf", "overslag-2026.xlsx"]
    assert item.case_number == "26/114"


@pytest.mark.parametrize(
    ("line", "attachment"),
    [
        ("1 (Åben) Plan for molen (dok. 184422/26)", Attachment("Plan for molen", "184422/26")),
        ("Plan for molen (Dok.nr. 018264-2026_v1)", Attachment("Plan for molen", "018264-2026_v1")),
        ("Plan for molen (pdf, 412 kB)", Attachment("Plan for molen")),
        ("Plan for molen (del 2)", Attachment("Plan for molen (del 2)")),
    ],
)
def test_marks_around_the_title_of_an_attachment(line: str, attachment: Attachment) -> None:
    assert item_of("Beslutning", "Godkendt.", "Bilag", line).attachments == (attachment,)


@pytest.mark.parametrize(
    ("line", "kind", "closed"),
    [
        ("Type: Orienteringssag", ItemType.BRIEFING, False),
        ("Sagstype: Lukket", None, True),
        ("Sagstype: Åben", None, False),
    ],
)
def test_type_and_openness_as_fields(line: str, kind: ItemType | None, closed: bool) -> None:
    item = item_of(line, "Beslutning", "Godkendt.")
    assert (item.type, item.closed) == (kind, closed)


def test_the_next_meeting_is_no_part_of_the_last_decision() -> None:
    item = item_of("Beslutning: Godkendt.", "", "Næste møde: Torsdag den 7. maj 2026 kl. 9.30")
    assert [section.text for section in item.decisions] == ["Godkendt."]


def test_a_body_whose_name_is_a_list() -> None:
    item = item_of("Plan, Miljø og Teknik, 2. marts 2026, pkt. 31:", "Anbefales.")
    assert [(section.body, section.text) for section in item.decisions] == [("Plan, Miljø og Teknik", "Anbefales.")]


def test_day_and_place_under_a_decisions_heading_are_no_decision() -> None:
    item = item_of("Beslutning fra Havnerådet", "Dato: 10. december 2026", "Sted: Havnekontoret", "", "Udsat.")
    assert [(part.body, part.date, part.text) for part in item.decisions] == [("Havnerådet", "2026-12-10", "Udsat.")]


def test_an_earlier_treatment_in_one_line_is_history_and_a_block_under_its_name_a_decision() -> None:
    item = item_of(
        "Tidligere behandling", "Havneudvalget den 13. april 2026, pkt. 4: Drøftet.", "", "Beslutning", "Godkendt."
    )
    assert [part.text for part in item.decisions] == ["Godkendt."]
    assert item.references == (Reference("Havneudvalget", "2026-04-13", "4"),)
    item = item_of("Historik", "Havneudvalget den 13. april 2026, pkt. 4:", "Udsat.", "", "Beslutning", "Godkendt.")
    assert [part.text for part in item.decisions] == ["Udsat.", "Godkendt."]


def test_the_word_closed_as_a_decision_closes_no_other_item() -> None:
    meeting = meeting_of(FRONT + "5. Lukket: Kontrakt\nBeslutning\nLukket.\n\n6. Eventuelt\nBeslutning\nIntet.")
    assert [(item.closed, [part.text for part in item.decisions]) for item in meeting.items] == [
        (True, ["Lukket."]),
        (False, ["Intet."]),
    ]


def test_particulars_under_a_title_that_comes_again_belong_to_it() -> None:
    closed = "3. Lukket: Køb\n\n3.   Lukket: Køb\nSagsnr.: 26/11\n\n"
    meeting = meeting_of(FRONT + closed + "4. Kajen\n\n4.   Kajen\nSagsnr.: 26/12\nBeslutning\nUdsat.")
    assert [(item.title, item.case_number) for item in meeting.items] == [("Køb", "26/11"), ("Kajen", "26/12")]


def test_points_that_come_again_in_a_later_item_are_lost_from_neither() -> None:
    text = ["Indstilling", "Det indstilles, at", "1. molen bygges.", "Beslutning", "1. Godkendt.", ""]
    meeting = meeting_of(FRONT + text_of("1. Molen", *text, "2. Kajen", "Sagsfremstilling", "Kajen er slidt.", *text))
    wanted = "Det indstilles, at\n1. molen bygges."
    assert [(item.recommendation, item.decisions[0].plain) for item in meeting.items] == [(wanted, "1. Godkendt.")] * 2


def test_a_body_with_a_colon_over_what_it_decided() -> None:
    item = item_of(
        "Indstilling",
        "Havnechefen indstiller,",
        "at molen bygges.",
        "Økonomiudvalget:",
        "Indstilles godkendt, idet beløbet sænkes.",
        "Direktionen: Anbefales.",
        "Beslutning",
        "Godkendt.",
    )
    assert item.recommendation == "Havnechefen indstiller,\nat molen bygges."
    assert [(part.body, part.text) for part in item.decisions] == [
        ("Økonomiudvalget", "Indstilles godkendt, idet beløbet sænkes."),
        ("Direktionen", "Anbefales."),
        (None, "Godkendt."),
    ]


def test_a_body_in_a_list_of_what_is_recommended_is_no_decision() -> None:
    item = item_of(
        "Indstilling", "Det indstilles, at der vælges til", "Ældrerådet:", "- Eva Sand", "Beslutning", "Godkendt."
    )
    assert item.recommendation == "Det indstilles, at der vælges til\nÆldrerådet:\n- Eva Sand"


def test_body_and_the_meetings_day_over_a_bare_decision() -> None:
    item = item_of("Havneudvalget, 04-05-2026", "Ingen.")
    assert [(part.body, part.date, part.text) for part in item.decisions] == [("Havneudvalget", "2026-05-04", "Ingen.")]


def test_what_was_decided_in_the_line_of_a_word_of_many_meanings() -> None:
    assert [part.text for part in item_of("Referat: Godkendt").decisions] == ["Godkendt"]
    assert item_of("Referat: Hanne skrev det.").decisions == ()


def test_body_and_day_over_what_can_only_be_a_decision() -> None:
    item = item_of("Indstilling", "Det indstilles, at molen skiftes.", "Økonomiudvalget, 14-04-2026", "Tiltrådt.")
    assert item.recommendation == "Det indstilles, at molen skiftes."
    assert [(section.body, section.text) for section in item.decisions] == [("Økonomiudvalget", "Tiltrådt.")]


def test_a_body_alone_over_what_can_only_be_a_decision() -> None:
    item = item_of("Indstilling", "Det indstilles, at molen skiftes.", "Økonomiudvalget:", "", "Indstilles godkendt.")
    assert [(section.body, section.text) for section in item.decisions] == [("Økonomiudvalget", "Indstilles godkendt.")]


def test_a_decision_in_the_line_of_a_word_that_may_be_a_small_heading() -> None:
    item = item_of("Referat: Godkendt")
    assert [section.text for section in item.decisions] == ["Godkendt"]


def test_the_heading_of_a_decision_that_was_broken_over_two_lines() -> None:
    item = item_of(
        "Indstilling", "at molen bygges.", "Beslutning i Vej- og", "Havneudvalget den 4. maj 2026:", "Godkendt."
    )
    assert [(part.body, part.date, part.text) for part in item.decisions] == [
        ("Vej- og Havneudvalget", "2026-05-04", "Godkendt.")
    ]
    assert item.recommendation == "at molen bygges."


def test_an_office_for_economy_that_recommends_is_no_label() -> None:
    item = item_of("Resume", "Regnskabet forelægges.", "Økonomi og Personale indstiller, at", "1. det godkendes")
    assert item.recommendation == "Økonomi og Personale indstiller, at\n1. det godkendes"


def test_a_body_and_a_day_over_a_bare_decision_after_a_recommendation() -> None:
    item = item_of(
        "Indstilling", "at molen bygges.", "Økonomiudvalget, 14-04-2026", "Tiltrådt.", "Beslutning", "Godkendt."
    )
    assert [(part.body, part.text) for part in item.decisions] == [
        ("Økonomiudvalget", "Tiltrådt."),
        (None, "Godkendt."),
    ]


def test_minutes_without_labels_may_have_items_that_are_called_like_one() -> None:
    lines = ["1. Dagsorden", "Punkt 3 flyttes.", "2. Økonomi", "Regnskabet blev gennemgået.", "3. Eventuelt", "Intet."]
    items = meeting_of(FRONT + text_of(*lines)).items
    assert [[part.text for part in item.decisions] for item in items] == [
        ["Punkt 3 flyttes."],
        ["Regnskabet blev gennemgået."],
        ["Intet."],
    ]


def test_a_bodys_own_heading_under_the_way_of_the_case_is_a_decision() -> None:
    item = item_of(
        "Oversigt over politisk behandling",
        "Havneudvalgets beslutning i mødet den 13. april 2026",
        "Indstillingen blev anbefalet.",
        "Beslutning",
        "Byrådets beslutning i mødet den 4. maj 2026",
        "Godkendt.",
    )
    assert [(part.body, part.text) for part in item.decisions] == [
        ("Havneudvalget", "Indstillingen blev anbefalet."),
        ("Byrådet", "Godkendt."),
    ]


def test_a_substitute_named_in_the_line_of_the_absent_one() -> None:
    item = item_of("Beslutning", "Godkendt.", "Fraværende: Ove Kær (F), i stedet mødte Eva Bro (F)")
    assert [part.text for part in item.decisions] == ["Godkendt."]
    assert [(str(one.kind), one.name, one.instead_of) for one in item.presence] == [
        ("absent", "Ove Kær (F)", None),
        ("substitute", "Eva Bro (F)", "Ove Kær (F)"),
    ]


def test_particulars_right_above_a_heading_belong_to_it() -> None:
    lines = [
        "1. Dagsorden",
        "Beslutning",
        "Godkendt.",
        "",
        "2. LUKKET PUNKT - Køb",
        "",
        "Sagsnr. 26/11",
        "3. Ny mole",
        "Beslutning",
        "Udsat.",
    ]
    items = meeting_of(FRONT + text_of(*lines)).items
    assert [(item.number, item.case_number) for item in items] == [("1", None), ("2", None), ("3", "26/11")]


@pytest.mark.parametrize(("opened", "shut"), [("Å1", "L1"), ("Punkt Å1:", "Punkt L1:"), ("A1", "L1"), ("O1", "L1")])
def test_numbers_with_an_l_are_of_closed_items_and_come_after_all_others(opened: str, shut: str) -> None:
    first = (f"{opened} Ny mole", "", "Beslutning", "Godkendt.", "")
    found = meeting_of(FRONT + text_of(*first, f"{shut} Personalesag", "", "Beslutning", "Afskediget.")).items
    assert [(item.title, item.closed) for item in found] == [("Ny mole", False), ("Personalesag", True)]
    assert "Afskediget" not in str(found[0].sections)
