"""What our own feeds say of an item beside the standard: taken where it is well formed, passed over otherwise."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Role, Run, Section
from moedeklar.model.codec import encode
from moedeklar.sources.oparl.content import content_of, stated_content
from moedeklar.sources.oparl.objects import Item, item_of
from moedeklar.sources.oparl.objects import Meeting as Stated
from moedeklar.sources.oparl.reading import meeting_of
from moedeklar.sources.oparl.record import Record, packed, unpacked
from tests.fakes.agendas import committee_meeting, committee_minutes, council_meeting, economy_meeting
from tests.sources.oparl.test_mutations import damaged

ITEM = AgendaItem(
    "3",
    "Nyt tag",
    case_number="27/104",
    sections=(
        Section(
            Role.FACTS,
            "Sagsfremstilling",
            (
                Block(BlockKind.PARAGRAPH, "Taget er utæt.", runs=(Run(0, 5, bold=True),)),
                Block.table((("År", "Beløb"), ("2027", ""))),
            ),
        ),
    ),
)
ID = "https://feed.example/item/1.json"


def broken(**changes: Any) -> str:
    return stated_content({"moedeklar:content": encode(ITEM) | changes})


def test_what_was_said_is_what_is_read() -> None:
    text = stated_content({"moedeklar:content": encode(ITEM)})
    assert content_of(text) == ITEM


def test_every_kind_of_item_goes_the_whole_way() -> None:
    for made in (committee_meeting, committee_minutes, council_meeting, economy_meeting):
        for item in made().items:
            assert content_of(stated_content({"moedeklar:content": encode(item)})) == item


@pytest.mark.parametrize(
    "text",
    [
        "",
        broken(title=7),
        broken(title=None),
        broken(closed="ja"),
        broken(page=True),
        broken(sections="x"),
        broken(sections=[7]),
        broken(sections=[{"role": "andet", "heading": "", "blocks": []}]),
        broken(sections=[{"role": "facts", "heading": "", "blocks": [{"kind": "paragraph", "text": "to  rum"}]}]),
        broken(
            sections=[
                {
                    "role": "facts",
                    "heading": "",
                    "blocks": [{"kind": "paragraph", "text": "kort", "runs": [{"start": 0, "end": 9}]}],
                }
            ]
        ),
        broken(
            sections=[{"role": "facts", "heading": "", "blocks": [{"kind": "table", "text": "x", "rows": [["y"]]}]}]
        ),
        broken(votes=[{"in_favour": [1]}]),
    ],
)
def test_what_is_not_well_formed_is_passed_over(text: str) -> None:
    assert content_of(text) is None


def test_the_standard_stays_in_charge_of_what_it_says() -> None:
    value = {
        "id": ID, "type": "https://schema.oparl.org/1.1/AgendaItem", "order": 1, "name": "Nyt tag", "number": "3",
        "public": True, "moedeklar:content": encode(ITEM) | {"closed": True, "source_id": "x"},
        "auxiliaryFile": [{"id": ID + "/f", "accessUrl": ID + "/f.pdf", "name": "Tilbud"}],
    }  # fmt: skip
    read = meeting_of(unpacked(packed(Record(Stated("https://feed.example/m", items=(item_of(value, ""),)))))).items[0]
    assert (read.closed, read.source_id, read.sections) == (False, ID, ITEM.sections)
    assert [one.title for one in read.attachments] == ["Tilbud"]


def test_of_a_closed_item_nothing_is_taken() -> None:
    shut = Item(ID, name="Lukket punkt", public=False, content=stated_content({"moedeklar:content": encode(ITEM)}))
    read = meeting_of(Record(Stated("https://feed.example/m", items=(shut,)))).items[0]
    assert (read.title, read.closed, read.sections) == ("Lukket punkt", True, ())


def test_broken_content_leaves_the_standards_own() -> None:
    item = Item(ID, name="Nyt tag", content=broken(title=7))
    assert meeting_of(Record(Stated("https://feed.example/m", items=(item,)))).items[0].title == "Nyt tag"


@pytest.mark.parametrize("seed", range(200))
def test_damaged_content_goes_the_whole_way_or_is_passed_over(seed: int) -> None:
    value = damaged(encode(ITEM), random.Random(seed))
    stated = item_of({"id": ID, "name": "Havnen", "moedeklar:content": value}, "")
    (read,) = meeting_of(unpacked(packed(Record(Stated("https://feed.example/m", items=(stated,)))))).items
    json.dumps(encode(read)).encode()
    assert read.source_id == ID
