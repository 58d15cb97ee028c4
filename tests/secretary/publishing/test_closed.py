"""Closed items go to members alone: encrypted, in a place of their own, and readable by their app."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from moedeklar.member.member_key import export_key, open_package
from moedeklar.model.errors import DocumentError, StoreError
from moedeklar.secretary.publishing.closed import ClosedPlan, MemberKeyError, read_keys
from moedeklar.secretary.publishing.publisher import PublishError
from moedeklar.secretary.publishing.targets.base import TargetError
from moedeklar.secretary.publishing.targets.folder import FolderTarget
from moedeklar.sources.folder import FolderSource
from moedeklar.store import meetings as views
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.sync import engine
from tests.fakes.exports import PDF, Export, File, Point, Text
from tests.secretary.publishing.conftest import Desk

IDA, KAJ = StoreKeys.generate(), StoreKeys.generate()


def publish(desk: Desk, *members: StoreKeys, to: Path | None = None) -> ClosedPlan:
    recipients = tuple(one.member_public for one in members)
    with desk.open() as publisher:
        plan = publisher.plan(desk.settings)
        target = FolderTarget(to or desk.root / "lukket")
        closed = publisher.plan_closed(target, recipients)
        publisher.publish_closed(closed, target, recipients)
        publisher.publish(plan)
    return closed


def packages(desk: Desk) -> list[Path]:
    return sorted((desk.root / "lukket" / "packages").glob("*.age"))


def test_a_member_reads_the_whole_meeting(desk: Desk, store: Store) -> None:
    plan = publish(desk, IDA, KAJ)
    assert [(one.closed, one.meeting) for one in plan.packages] == [(1, "Skoleudvalget 2017-03-10")]
    names = open_package(IDA, packages(desk)[0], desk.root / "læst")
    assert names[0] == "dagsorden.txt"
    assert len([name for name in names if name.startswith("bilag/")]) == 5
    engine.run(FolderSource("source-1", desk.root / "læst"), store, lambda: desk.pdf, store.clock, index=False)
    row = store.read(views.meeting_rows)[0]
    titles = [item.title for item in store.read(lambda db: views.meeting_view(db, row.id)).items]
    assert any("Køb af grund" in title for title in titles)
    assert (row.committee, row.items, row.closed) == ("Skoleudvalget", 4, 1)


def test_nothing_in_the_place_tells_what_it_is(desk: Desk) -> None:
    publish(desk, IDA)
    for path in (desk.root / "lukket").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in ("Køb af grund", "Skoleudvalget", "dagsorden", "meeting-"):
                assert word.encode() not in data, path
                assert word not in path.name
    listed = json.loads((desk.root / "lukket" / "closed.json").read_bytes())
    assert listed == {"form": 1, "packages": [f"packages/{packages(desk)[0].name}"]}


def test_others_cannot_open_it(desk: Desk) -> None:
    publish(desk, IDA)
    with pytest.raises(DocumentError) as error:
        open_package(KAJ, packages(desk)[0], desk.root / "læst")
    assert error.value.code == "package_not_yours"
    assert not (desk.root / "læst").exists()


def test_nothing_new_writes_nothing_and_another_member_all_anew(desk: Desk) -> None:
    publish(desk, IDA)
    before = packages(desk)
    assert publish(desk, IDA).is_empty
    plan = publish(desk, IDA, KAJ)
    assert (len(plan.writes), len(plan.removes)) == (1, 1)
    assert len(packages(desk)) == 1
    assert packages(desk) != before
    open_package(KAJ, packages(desk)[0], desk.root / "læst")


def test_what_is_not_closed_any_more_is_taken_away(desk: Desk) -> None:
    publish(desk, IDA)
    desk.body.write_meeting(desk.folder, 1, 2)
    assert publish(desk, IDA).packages == ()
    assert packages(desk) == []


def test_a_record_of_a_case_system_is_made_a_page_of(desk: Desk, store: Store) -> None:
    desk.folder.rename(desk.root / "andet")
    folder = desk.folder / "Publication32"
    (folder / "Enclosures").mkdir(parents=True)
    (folder / "Enclosures" / "1.pdf").write_bytes(PDF)
    point = Point(
        "7", "Køb af grund", "1", "27/77", public=False,
        texts=(Text("Sagsfremstilling", "<p>Prisen er &lt;hemmelig&gt;.</p>"),),
        files=(File("Skøde", "Enclosures\\1.pdf", "1"),),
    )  # fmt: skip
    other = Point("8", "Nyt tag", "2", "27/78", texts=(Text("Sagsfremstilling", "<p>Taget er utæt.</p>"),))
    (folder / "Publication32.xml").write_bytes(Export((point, other)).publication())
    publish(desk, IDA)
    assert b"hemmelig" not in b"".join(desk.files().values())
    names = open_package(IDA, packages(desk)[0], desk.root / "læst")
    assert names == ("Dagsorden.html", "bilag/Skøde.pdf")
    engine.run(FolderSource("source-1", desk.root / "læst"), store, lambda: desk.pdf, store.clock, index=False)
    row = store.read(views.meeting_rows)[0]
    assert (row.committee, row.items, row.closed) == ("Havneudvalget", 2, 1)
    item = store.read(lambda db: views.meeting_view(db, row.id)).content.items[0]
    assert "Prisen er <hemmelig>." in item.text


def test_the_two_places_are_kept_apart(desk: Desk) -> None:
    for place in (desk.out, desk.out / "lukket", desk.root):
        with pytest.raises((TargetError, PublishError)) as error:
            publish(desk, IDA, to=place)
        assert error.value.code in ("target_same", "publish_inside")


def test_keys_are_read_from_files_as_members_export_them(tmp_path: Path) -> None:
    export_key(IDA, tmp_path / "ida.txt", "Ida\nHolm")
    export_key(KAJ, tmp_path / "kaj.txt")
    assert (tmp_path / "ida.txt").read_text("utf-8").splitlines()[0] == "# Mødeklar: Ida Holm"
    both = tmp_path / "alle.txt"
    both.write_text(
        (tmp_path / "ida.txt").read_text("utf-8") + "\n" + (tmp_path / "kaj.txt").read_text("utf-8"), "utf-8"
    )
    assert read_keys([both, tmp_path / "ida.txt"]) == (IDA.member_public, KAJ.member_public)


@pytest.mark.parametrize("text", ["", "# ingen\n", "age1nej\n", "AGE-SECRET"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(IDA.member if text == "AGE-SECRET" else text, "utf-8")
    with pytest.raises(MemberKeyError) as error:
        read_keys([tmp_path / "x.txt"])
    assert error.value.code == "member_key_bad"
    with pytest.raises(MemberKeyError):
        read_keys([])


def test_a_members_key_is_the_same_for_ever_and_none_of_the_others() -> None:
    again = StoreKeys.unpack(IDA.pack())
    assert again.member == IDA.member
    assert len({IDA.member, IDA.files, KAJ.member}) == 3
    assert IDA.member not in repr(IDA)


def test_a_package_is_unpacked_only_into_a_new_folder(desk: Desk) -> None:
    publish(desk, IDA)
    full = desk.root / "fuld"
    full.mkdir()
    (full / "mit.txt").write_text("mit")
    with pytest.raises(StoreError) as error:
        open_package(IDA, packages(desk)[0], full)
    assert error.value.code == "package_there"
    assert [path.name for path in full.iterdir()] == ["mit.txt"]


def test_a_damaged_package_leaves_nothing(desk: Desk) -> None:
    publish(desk, IDA)
    package = packages(desk)[0]
    data = package.read_bytes()
    for broken in (data[:-20], data[:200], b"", b"PK\x03\x04", data[:-1] + bytes([data[-1] ^ 1])):
        package.write_bytes(broken)
        with pytest.raises(DocumentError) as error:
            open_package(IDA, package, desk.root / "læst")
        assert error.value.code == "package_broken"
        assert not (desk.root / "læst").exists()


@pytest.mark.parametrize("name", ["../ud.txt", "/ud.txt", "a/b/c.txt", "C:ud.txt", "a\\b.txt", ".skjult", "bilag/../x"])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    import io
    import zipfile

    from moedeklar.store.age import age

    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        info: Any = zipfile.ZipInfo("x")
        info.filename = name
        archive.writestr(info, b"ond")
    recipient = age.x25519.Recipient.from_str(IDA.member_public)
    (tmp_path / "p.age").write_bytes(age.encrypt(whole.getvalue(), [recipient]))
    with pytest.raises(DocumentError):
        open_package(IDA, tmp_path / "p.age", tmp_path / "læst")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.age"]


@pytest.mark.parametrize("what", ["gone", "folder", "huge"])
def test_a_file_of_keys_that_cannot_be_read_is_told_as_that(tmp_path: Path, what: str) -> None:
    path = tmp_path / "ida.txt"
    if what == "folder":
        path.mkdir()
    elif what == "huge":
        path.write_bytes(b"\n" * 2_000_000 + IDA.member_public.encode())
    with pytest.raises(MemberKeyError) as error:
        read_keys([path])
    assert error.value.code == ("member_key_bad" if what == "huge" else "member_key_unreadable")
