"""The feed against the schemas of OParl 1.1, and against itself: each id leads to its object, each list to its end."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.secretary.publishing.conftest import URL, Desk

SCHEMAS = Path(__file__).parents[4] / "shared" / "formats" / "samples" / "oparl" / "spec_schema_1.1"


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every OParl object in a document, also those inside others."""
    if isinstance(value, list):
        for part in value:
            yield from objects_in(part)
    elif isinstance(value, dict):
        if str(value.get("type", "")).startswith("https://schema.oparl.org/"):
            yield value
        for name, part in value.items():
            if not name.startswith("moedeklar:"):
                yield from objects_in(part)


@pytest.fixture
def lived(desk: Desk) -> Desk:
    """A feed with a change, a closed item and a meeting that is gone."""
    desk.publish()
    desk.body.write_meeting(desk.folder, 0, 1, changed=1)
    shutil.rmtree(desk.body.folder(desk.folder, 0, 2))
    desk.publish()
    return desk


def documents(desk: Desk) -> Iterator[tuple[str, Any]]:
    for name in desk.files():
        if name.endswith(".json"):
            yield name, desk.json(name)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of the standard are not here")
def test_every_object_fulfils_its_schema(lived: Desk) -> None:
    seen = set()
    for name, document in documents(lived):
        for one in objects_in(document):
            kind = one["type"].rpartition("/")[2]
            schema = json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8"))
            if one.get("deleted") and kind != "AgendaItem":
                schema["required"] = ["id", "type", "created", "modified", "deleted"]
            own = {key for key in one if not key.startswith("moedeklar:")}
            assert own <= schema["properties"].keys() | {"web"}, (name, own - schema["properties"].keys())
            jsonschema.validate(one, schema, format_checker=jsonschema.FormatChecker())
            seen.add(kind)
    wanted = {"System", "Body", "Organization", "Meeting", "AgendaItem", "Paper", "Consultation", "File", "Location"}
    assert seen == wanted


def test_every_id_leads_to_the_same_object(lived: Desk) -> None:
    for name, document in documents(lived):
        for one in objects_in(document):
            assert one["id"].startswith(URL)
            assert lived.json(one["id"].removeprefix(URL)) == one, name


def test_every_link_inside_the_feed_leads_somewhere(lived: Desk) -> None:
    there = lived.files().keys()
    for name, document in documents(lived):
        for url in _urls(document):
            assert url.removeprefix(URL).partition("#")[0] in there, (name, url)


def _urls(value: Any, owner: str = "") -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _urls(part, owner)
    elif isinstance(value, dict):
        for name, part in value.items():
            if not name.startswith("moedeklar:"):
                yield from _urls(part, name)
    elif isinstance(value, str) and value.startswith(URL):
        yield value


def test_files_are_what_is_said_of_them(lived: Desk) -> None:
    seen = 0
    for one in objects_in([document for _, document in documents(lived)]):
        if one["type"].endswith("/File") and not one.get("deleted"):
            data = lived.files()[one["downloadUrl"].removeprefix(URL)]
            assert len(data) == one["size"]
            assert hashlib.sha1(data).hexdigest() == one["sha1Checksum"]
            assert hashlib.sha512(data).hexdigest() == one["sha512Checksum"]
            seen += 1
    assert seen > 30


def test_pages_are_by_month_and_lead_to_each_other(lived: Desk) -> None:
    first = lived.json("body.json")["meeting"]
    assert first == URL + "meetings/2017-01.json"
    page = lived.json("meetings/2017-02.json")
    assert page["links"]["prev"] == first
    assert page["links"]["next"] == URL + "meetings/2017-03.json"
    assert "next" not in lived.json("meetings/2017-03.json")["links"]


def test_the_system_tells_the_state_of_each_page(lived: Desk) -> None:
    feed = lived.json("system.json")["moedeklar:feed"]
    names = {name for name, document in documents(lived) if "data" in document}
    assert {url.removeprefix(URL) for url in feed["pages"]} == names
    lived.body.write_meeting(lived.folder, 1, 0, changed=1)
    lived.publish()
    after = lived.json("system.json")["moedeklar:feed"]
    changed = {url for url, digest in after["pages"].items() if feed["pages"][url] != digest}
    assert changed == {URL + "meetings/2017-01.json"}


def test_a_meeting_that_moves_to_another_month_stays_on_its_page(desk: Desk) -> None:
    desk.publish()
    path = desk.body.folder(desk.folder, 0, 1) / "dagsorden.txt"
    path.write_text(path.read_text("utf-8").replace("03-02-2017", "03-05-2017"), encoding="utf-8")
    desk.publish()
    assert not (desk.out / "meetings" / "2017-05.json").exists() or len(desk.json("meetings/2017-02.json")["data"]) == 2


def test_papers_tell_case_numbers_and_where_a_case_is_treated(lived: Desk) -> None:
    papers = [one for one in lived.listed("paper") if not one.get("deleted")]
    meeting = lived.meeting("Havneudvalget", "2017-01")
    of_item = next(one for one in papers if one["consultation"][0]["agendaItem"] == meeting["agendaItem"][0]["id"])
    assert of_item["reference"] == "17/000000"
    assert of_item["consultation"][0]["meeting"] == meeting["id"]


def test_closed_items_have_no_paper(lived: Desk) -> None:
    item = lived.meeting("Skoleudvalget", "2017-03")["agendaItem"][3]
    assert all(
        one["consultation"][0]["agendaItem"] != item["id"] for one in lived.listed("paper") if not one.get("deleted")
    )


def test_an_empty_folder_is_a_feed_without_meetings(desk: Desk) -> None:
    shutil.rmtree(desk.folder)
    desk.folder.mkdir()
    desk.publish()
    assert desk.listed() == desk.listed("paper") == []
