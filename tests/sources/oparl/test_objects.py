"""Objects as real servers and the standard's examples have them, and as broken servers send them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from moedeklar.model.errors import ParseError
from moedeklar.sources.oparl.objects import (
    file_of,
    item_of,
    meeting_of,
    organization_of,
    paper_of,
    place_of,
    tombstone_of,
)
from moedeklar.sources.oparl.system import body_of, system_of
from moedeklar.sources.oparl.times import instant
from moedeklar.sources.oparl.values import flag, is_deleted, link, named, read_json

SAMPLES = Path(__file__).parents[3].parent / "shared" / "formats" / "samples" / "oparl"
PARSERS = {"Meeting": meeting_of, "Paper": paper_of, "Organization": organization_of, "File": file_of}
PARSERS |= {"Body": body_of, "System": system_of, "AgendaItem": item_of}
URL = "https://nordlund.example/oparl"


def every(value: Any) -> list[dict[str, Any]]:
    """All objects in *value*, those within others too."""
    if isinstance(value, list):
        return [one for part in value for one in every(part)]
    if not isinstance(value, dict):
        return []
    return [value, *(one for part in value.values() for one in every(part))]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_every_object_of_the_samples_is_read() -> None:
    kinds: dict[str, int] = {}
    for path in sorted(SAMPLES.rglob("*.json")):
        if "schema" in path.parent.name:
            continue
        for one in every(json.loads(path.read_bytes())):
            kind = str(one.get("type", "")).rpartition("/")[2]
            if kind in PARSERS:
                found = PARSERS[kind](one, path.name)
                assert getattr(found, "id", one["id"]) == one["id"]
                kinds[kind] = kinds.get(kind, 0) + 1
    assert kinds.keys() == PARSERS.keys()
    assert kinds["Meeting"] == 82
    assert kinds["AgendaItem"] == 1052


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
def test_what_the_schemas_name_is_what_is_read() -> None:
    for kind, names in {
        "Meeting": "name meetingState cancelled start end location organization invitation resultsProtocol agendaItem",
        "AgendaItem": "meeting number order name public consultation result resolutionText resolutionFile",
        "Paper": "name reference paperType mainFile auxiliaryFile consultation",
        "File": "name fileName mimeType size sha1Checksum sha512Checksum accessUrl downloadUrl",
        "Consultation": "paper agendaItem meeting organization",
    }.items():
        stated = json.loads((SAMPLES / "spec_schema_1.1" / f"{kind}.json").read_bytes())["properties"]
        assert set(names.split()) <= stated.keys()


def test_a_meeting_is_read_with_all_that_is_in_it() -> None:
    meeting = meeting_of(
        {
            "id": f"{URL}/meeting/1",
            "type": "https://schema.oparl.org/1.0/Meeting",
            "name": " Havneudvalget ",
            "start": "2027-02-09T16:00:00+01:00",
            "cancelled": False,
            "location": {
                "room": "Lokale 2",
                "streetAddress": "Havnegade 1",
                "postalCode": "9999",
                "locality": "Askeby",
            },
            "organization": [f"{URL}/organization/2", {"id": f"{URL}/organization/3"}],
            "agendaItem": [
                {"id": f"{URL}/item/2", "order": 2, "number": 2, "name": "Ny mole", "public": False},
                {
                    "id": f"{URL}/item/1",
                    "order": "1",
                    "number": "1",
                    "name": "Havnen",
                    "resolutionFile": f"{URL}/file/9",
                },
                {"id": f"{URL}/item/0", "deleted": True},
                f"{URL}/item/3",
                None,
                {},
            ],
            "invitation": [{"id": f"{URL}/file/1", "mimeType": "application/PDF; charset=x", "size": "12"}],
            "unknown": {"a": 1},
        },
        "here",
    )
    assert [item.name for item in meeting.items] == ["Ny mole", "Havnen", ""]  # one has no order: as they stand
    assert [item.known for item in meeting.items] == [True, True, False]
    assert [item.public for item in meeting.items] == [False, True, True]
    assert meeting.items[0].number == "2"
    assert meeting.items[1].resolution_file is not None
    assert meeting.items[1].resolution_file.known is False
    assert meeting.organizations == (f"{URL}/organization/2", f"{URL}/organization/3")
    assert meeting.place == "Lokale 2, Havnegade 1, 9999 Askeby"
    assert meeting.name == "Havneudvalget"
    assert meeting.invitation is not None
    assert (meeting.invitation.media_type, meeting.invitation.size) == ("application/pdf", 12)


def test_items_stand_in_their_order_where_all_have_one() -> None:
    items = [{"id": f"{URL}/item/{at}", "order": at} for at in (3, 1, 2)]
    meeting = meeting_of({"id": f"{URL}/meeting/1", "agendaItem": items}, "")
    assert [item.order for item in meeting.items] == [1, 2, 3]


def test_a_tombstone_needs_no_type() -> None:
    dead = tombstone_of({"id": f"{URL}/meeting/1", "deleted": True, "modified": "2027-01-01T00:00:00Z"}, "")
    assert dead is not None
    assert dead.id == f"{URL}/meeting/1"
    assert tombstone_of({"id": f"{URL}/meeting/1", "deleted": "nein"}, "") is None
    with pytest.raises(ParseError, match="oparl_no_id"):
        tombstone_of({"deleted": True}, "data[3]")


def test_a_file_without_an_id_is_known_by_its_address_and_never_by_its_signature() -> None:
    file = file_of({"name": "Bilag", "accessUrl": f"{URL}/f/1.pdf?signature=geheim"}, "")
    assert file.id == f"{URL}/f/1.pdf"
    assert file.url.endswith("geheim")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Meeting", "oparl_no_object"),
        ([], "oparl_no_object"),
        ({"name": "x"}, "oparl_no_id"),
        ({"id": "meeting/1"}, "oparl_no_id"),
        ({"id": 7}, "oparl_no_id"),
        ({"id": f"{URL}/person/1", "type": "https://schema.oparl.org/1.1/Person"}, "oparl_other_kind"),
        ({"id": f"{URL}/m/1", "agendaItem": [{"id": f"{URL}/p", "type": "x/Paper"}]}, "oparl_other_kind"),
    ],
)
def test_what_is_no_meeting_says_where(value: object, code: str) -> None:
    with pytest.raises(ParseError, match=code) as caught:
        meeting_of(value, "data[7]")
    assert str(caught.value.params["where"]).startswith("data[7]")


@pytest.mark.parametrize("wrong", [None, 7, True, "x", [], {}, [[]], {"id": 1}])
@pytest.mark.parametrize(
    "key", ["name", "start", "location", "organization", "invitation", "auxiliaryFile", "agendaItem"]
)
def test_a_property_of_another_kind_is_not_stated(key: str, wrong: object) -> None:
    found = meeting_of({"id": f"{URL}/meeting/1", key: wrong}, "")
    assert found.items == ()
    assert found.files == ()


def test_json_that_is_none_says_where() -> None:
    with pytest.raises(ParseError, match="oparl_not_json") as caught:
        read_json(b'{"data": [\n{"id": "x"')
    assert (caught.value.params["line"], caught.value.params["column"]) == (2, 11)
    with pytest.raises(ParseError, match="oparl_html"):
        read_json(b"\n <!doctype html><p>Log ind")
    for nothing in (b"", b" \n"):
        with pytest.raises(ParseError, match="oparl_empty"):
            read_json(nothing)
    with pytest.raises(ParseError, match="oparl_not_json"):
        read_json(b"\xff\xfe")
    with pytest.raises(ParseError, match="oparl_not_json"):
        read_json(b"[" * 100_000)
    assert read_json(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


SAID = {"name": "Bürgerausschuß æøå – Köln"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_json_is_read_in_whatever_old_servers_write_it(encoding: str) -> None:
    assert read_json(json.dumps(SAID, ensure_ascii=False).encode(encoding)) == SAID


def test_one_letter_that_is_no_utf_8_spoils_no_other() -> None:
    assert read_json('{"a": "Køge og '.encode() + b"K\xf8ge" + ' – æ"}'.encode()) == {"a": "Køge og Køge – æ"}


def test_json_with_what_it_forbids_is_read_where_it_leaves_no_doubt() -> None:
    assert read_json(b'{"a": "x\ty\nz\x01"}') == {"a": "x\ty\nz\x01"}
    assert read_json(b'{"a": 1, "b": ' + b"9" * 5_000 + b"}") == {"a": 1, "b": float("inf")}


def test_yes_and_no_are_read_as_servers_write_them() -> None:
    said = {"a": True, "b": "true", "c": 1, "d": "False", "e": 0, "f": None, "g": "ja", "h": [], "i": 1.0}
    assert [flag(said, key) for key in "abcdefghij"] == [True, True, True, False, False, None, None, None, None, None]
    assert is_deleted({"deleted": "true"})
    assert not is_deleted({"deleted": "false"})
    found = meeting_of(
        {"id": f"{URL}/meeting/1", "cancelled": "true", "agendaItem": [{"name": "x", "public": "0"}]}, ""
    )
    assert (found.cancelled, found.items[0].public) == (True, False)


def test_a_name_is_no_html() -> None:
    said = {"name": "Bau- &amp; Umwelt&shy;ausschuss &#8222;K&ouml;ln&quot; R&B & C &nosuch; &#0;"}
    assert named(said, "name") == 'Bau- & Umwelt\u00adausschuss „Köln" R&B & C &nosuch; \ufffd'


def test_a_password_in_an_address_goes_nowhere() -> None:
    assert link("https://navn:hemmeligt@nordlund.example/oparl") == "https://nordlund.example/oparl"


def test_places_and_instants_of_all_kinds() -> None:
    assert (
        place_of({"description": "Askeby Rådhus, Byrådssalen", "room": "Byrådssalen"}) == "Askeby Rådhus, Byrådssalen"
    )
    assert place_of({"description": "Askeby Rådhus", "room": "Lokale 2"}) == "Askeby Rådhus, Lokale 2"
    assert instant("2027-02-09T16:00:00") == instant("2027-02-09T15:00:00Z")
    assert instant("i morgen") is None
    assert instant("0001-01-01T00:00:00+02:00") is None


def test_a_system_says_where_its_bodies_are() -> None:
    assert system_of({"type": "x/System", "body": f"{URL}/bodies"}, URL).body_list == f"{URL}/bodies"
    body = {"id": f"{URL}/body/1", "shortName": "Nordlund", "name": "Nordlund Kommune", "meeting": f"{URL}/meetings"}
    assert system_of({"type": "x/System", "body": [body]}, URL).bodies == (body,)
    assert system_of(body, URL).bodies == (body,)
    assert system_of({"data": [body]}, URL).body_list == URL
    found = body_of(body, "")
    assert found.is_called("nordlund kommune")
    assert found.is_called("Nordlund")
    assert not found.is_called("Sydlund")
    for wrong in ({}, [], "x", None, {"type": "x/Meeting", "body": URL}):
        if wrong != []:
            with pytest.raises(ParseError, match="oparl_no_system"):
                system_of(wrong, URL)
