"""The secretary's page: from an empty page to a published feed, what stays, what is taken back, and what goes wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from moedeklar.member.member_key import export_key, open_package
from moedeklar.member.workspace import Workspace
from moedeklar.secretary.publishing.plan import Change
from moedeklar.store.keys import StoreKeys
from tests.support.body import Body
from tests.support.feed import live
from tests.ui.publishing.conftest import HERE, SLOW, URL, Hands
from tests.ui.showing import cut_off, unnamed

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ROOT = Path(__file__).resolve().parents[3]


def said_in(part: QWidget) -> str:
    """All words shown in *part*."""
    return "\n".join(label.text() for label in part.findChildren(QLabel) if not label.isHidden())


def press(part: QWidget, text: str, number: int = 0) -> None:
    """Press the button that says *text*."""
    [one for one in part.findChildren(QPushButton) if one.text() == text][number].click()


def test_the_form_says_what_is_missing_or_wrong(hands: Hands) -> None:
    form = hands.page.form
    assert form.isVisible()
    assert not hands.page.card.isVisible()
    form.save.click()
    assert [f.error.label.text() for f in (form.folder, form.place, form.url, form.name)] == ["Det skal udfyldes."] * 4
    form.folder.edit.setText("/findes/ikke")
    form.place.edit.setText("s3://nordlund")
    form.url.edit.setText("ftp://nordlund.example")
    form.name.edit.setText("Nordlund Kommune")
    form.save.click()
    assert "adresse og ikke en mappe" in form.place.error.label.text()
    assert "ftp://nordlund.example" in form.url.error.label.text()
    form.place.edit.setText(str(hands.out))
    form.url.edit.setText(URL)
    form.contact.edit.setText("ring til os")
    form.website.edit.setText("javascript:alert(1)")
    form.license.edit.setText("CC BY")
    form.save.click()
    assert "e-mail" in form.contact.error.label.text()
    for field in (form.website, form.license):
        assert "https://" in field.error.label.text()
    for field in (form.contact, form.website, form.license):
        field.edit.setText("")
    form.save.click()
    hands.settled()
    assert "/findes/ikke" in form.folder.error.label.text()
    form.folder.edit.setText(str(hands.folder))
    form.place.edit.setText(str(hands.folder / "ud"))
    form.save.click()
    hands.settled()
    assert "inden i hinanden" in form.place.error.label.text()
    assert hands.runner.desk.feeds.list() == ()
    form.place.edit.setText(str(hands.out))
    form.save.click()
    hands.settled()
    hands.qtbot.waitUntil(hands.page.card.isVisible)
    feed = hands.runner.desk.feeds.list()[0]
    assert (feed.folder, feed.place) == (str(hands.folder), str(hands.out))
    assert feed.settings is not None
    assert feed.settings.url == URL
    assert not unnamed(hands.page)
    assert not cut_off(hands.page)


def test_a_line_has_the_room_that_its_button_leaves(hands: Hands) -> None:
    form = hands.page.form

    def apart() -> bool:
        fields = (form.folder, form.place)
        shown = [(one.edit, one.button) for one in fields if one.button is not None and one.button.isVisible()]
        return not any(edit.geometry().intersects(button.geometry()) for edit, button in shown)

    hands.qtbot.waitUntil(apart)
    assert form.place.edit.width() == form.folder.edit.width()
    form.kind.setCurrentIndex(form.kind.findData("s3"))
    hands.qtbot.waitUntil(lambda: form.place.edit.width() > form.folder.edit.width())
    assert apart()
    form.kind.setCurrentIndex(0)
    hands.qtbot.waitUntil(lambda: apart() and form.place.edit.width() == form.folder.edit.width())


def test_secrets_of_the_storage_are_kept_apart(hands: Hands, workspace: Workspace) -> None:
    form = hands.page.form
    form.kind.setCurrentIndex(form.kind.findData("s3"))
    texts = {form.folder: str(hands.folder), form.place: "s3://nordlund/ud", form.url: URL, form.name: "Nordlund"}
    fields = form.storage.fields
    texts |= {fields["region"]: "eu-north-1", fields["access_key_id"]: "AKIA", fields["secret_access_key"]: "hemmelig"}
    for field, text in texts.items():
        field.edit.setText(text)
    form.storage.more.edit.setText("noget")
    form.save.click()
    assert "noget" in form.storage.more.error.label.text()
    form.storage.more.edit.setText("allow_http=true")
    form.save.click()
    hands.settled()
    desk = hands.runner.desk
    feed = desk.feeds.list()[0]
    assert feed.options == {"region": "eu-north-1", "access_key_id": "AKIA", "allow_http": "true"}
    assert "hemmelig" not in str(workspace.settings.get("publishing.feeds"))
    assert desk.feeds.secrets(feed.id) == {"secret_access_key": "hemmelig"}
    hands.page.card.change.click()
    hands.settled()
    assert fields["secret_access_key"].edit.text() == ""
    assert "Gemt" in fields["secret_access_key"].edit.placeholderText()
    form.save.click()
    hands.settled()
    assert desk.feeds.secrets(feed.id) == {"secret_access_key": "hemmelig"}
    hands.page.card.change.click()
    hands.settled()
    form.storage.forget.setChecked(True)
    form.save.click()
    hands.settled()
    assert desk.feeds.secrets(feed.id) == {}


def test_published_changed_and_published_again(hands: Hands) -> None:
    hands.add_feed()
    assert "Intet er udgivet" in hands.page.card.state.text()
    hands.look()
    assert hands.page.bar.publish.text() == "Udgiv 6 møder, 35 filer"
    assert hands.page.isActiveWindow(), "something was a window of its own"
    assert not hands.out.exists()
    hands.publish()
    assert len(live(hands.feed())) == 6
    assert hands.page.done.isVisible()
    hands.page.done.copy.click()
    assert QGuiApplication.clipboard().text() == URL + "system.json"
    hands.page.done.copy_note.click()
    assert URL in QGuiApplication.clipboard().text()
    assert "6 møder er ude" in hands.page.card.state.text()
    assert hands.page.bar.publish.text() == "Intet at udgive"
    assert not hands.page.bar.publish.isEnabled()
    hands.body.write_meeting(hands.folder, 0, 1, changed=1)
    hands.look()
    assert hands.page.bar.publish.text() == "Udgiv 1 møde"
    plan = hands.runner.session(hands.page.shown.feed.id).plan  # type: ignore[union-attr]
    assert plan is not None
    assert (plan.counted(Change.CHANGED), plan.counted(Change.SAME)) == (1, 5)
    details = hands.row("Havneudvalget", "2017-02").details
    assert details is not None
    assert "Punkt 1: Teksten er ændret" in said_in(details)
    hands.publish()
    assert "1 er ændret." in hands.page.done.words.text()
    assert not unnamed(hands.page)


def test_closed_items_stay_and_it_is_said_why(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    assert any("Køb af grund" in held and "mærket sådan i dagsordenen" in held for held in hands.page.plan.held)
    details = hands.row("Skoleudvalget", "2017-03").details
    assert details is not None
    assert "Køb af grund" in said_in(details)
    hands.publish()
    assert not [
        path for path in hands.out.rglob("*") if path.is_file() and "Køb af grund".encode() in path.read_bytes()
    ]


def test_what_could_not_be_read_is_told_with_what_to_do(hands: Hands) -> None:
    (hands.folder / "ødelagt.pdf").write_bytes(b"ikke en pdf")
    hands.add_feed()
    hands.look()
    assert len(hands.page.plan.problems) == 1
    assert hands.page.plan.problems[0].startswith("ødelagt.pdf: ")
    assert hands.page.bar.publish.isEnabled()


def test_an_item_is_held_back_and_let_out_again(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    hands.page.plan.findChildren(QPushButton)  # the same as before: unfolded first
    press(hands.page.plan, "Vis dem")
    details = hands.row("Havneudvalget", "2017-02").details
    assert details is not None
    press(details, "Hold tilbage")
    hands.wait()
    assert hands.page.bar.publish.text() == "Udgiv 1 møde"
    assert any("holdt tilbage i hånden" in held for held in hands.page.plan.held)
    hands.publish()
    names = [item["name"] for one in live(hands.feed()) for item in one["agendaItem"]]
    assert names.count("Lukket punkt") == 2
    details = hands.row("Havneudvalget", "2017-02").details
    assert details is not None
    press(details, "Lad komme ud igen")
    hands.answer(yes=False)
    assert not hands.page.bar.publish.isEnabled()
    press(details, "Lad komme ud igen")
    hands.answer()
    hands.publish()
    assert [item["name"] for one in live(hands.feed()) for item in one["agendaItem"]].count("Lukket punkt") == 1


def test_a_new_meeting_is_held_back_until_it_is_put_out(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    details = hands.row("Havneudvalget", "2017-02").details
    assert details is not None
    press(details, "Hold mødet tilbage")
    hands.wait()
    hands.publish()
    assert len(live(hands.feed())) == 5
    assert any(held.startswith("Havneudvalget, 3. februar 2017 – Trukket") for held in hands.page.plan.held)
    press(hands.page.plan, "Læg ud igen")
    hands.answer()
    assert hands.page.bar.publish.text().startswith("Udgiv 1 møde")
    hands.publish()
    assert len(live(hands.feed())) == 6


def test_only_the_ticked_meetings_are_published(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    for row in list(hands.page.plan.rows.values())[:4]:
        row.tick.setChecked(False)
    assert not hands.page.bar.publish.isEnabled()
    hands.qtbot.waitUntil(lambda: hands.page.bar.publish.text().startswith("Udgiv 2 møder"), timeout=SLOW)
    hands.wait()
    hands.publish()
    assert len(live(hands.feed())) == 2
    assert hands.page.bar.publish.text().startswith("Udgiv 4 møder")


def test_a_meeting_is_withdrawn_at_once_after_a_question(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    press(hands.page.plan, "Vis dem")
    details = hands.row("Havneudvalget", "2017-02").details
    assert details is not None
    press(details, "Træk mødet tilbage …")
    hands.wait()
    question = hands.page.question
    assert question is not None
    assert "3. februar 2017" in said_in(question)
    hands.answer()
    assert len(live(hands.feed())) == 5
    assert "1 er trukket tilbage" in hands.page.done.words.text()


def test_what_left_the_folder_is_asked_about_and_may_stay_out(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    shutil.rmtree(hands.body.folder(hands.folder, 0, 1))
    hands.look()
    assert hands.page.bar.publish.text() == "Træk 1 møde tilbage"
    hands.page.bar.publish.click()
    hands.answer(yes=False)
    assert len(live(hands.feed())) == 6
    hands.row("Havneudvalget", "2017-02").tick.setChecked(False)
    hands.qtbot.waitUntil(lambda: hands.page.bar.publish.text() == "Intet at udgive", timeout=SLOW)
    hands.row("Havneudvalget", "2017-02").tick.setChecked(True)
    hands.qtbot.waitUntil(lambda: hands.page.bar.publish.text() == "Træk 1 møde tilbage", timeout=SLOW)
    hands.wait()
    hands.page.bar.publish.click()
    hands.answer()
    assert len(live(hands.feed())) == 5


def test_the_last_publish_is_undone_and_the_page_shows_the_state_anew(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    assert not hands.page.card.undo.isVisible()
    hands.body.write_meeting(hands.folder, 0, 1, changed=1)
    hands.look()
    hands.publish()
    hands.page.card.undo.click()
    hands.wait()
    question = hands.page.question
    assert question is not None
    assert "1 bliver, som det var før" in said_in(question)
    hands.answer()
    assert "Prisen er steget" not in str(hands.feed())
    assert hands.page.bar.publish.text() == "Udgiv 1 møde"


def test_the_page_that_is_shown_is_the_page_that_goes_out(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    row = hands.row("Havneudvalget", "2017-02")
    assert row.details is not None
    press(row.details, "Vis siden")
    hands.wait()
    shown = hands.opened[0]
    assert shown.name == f"{row.one.id}.html"
    data = shown.read_bytes()
    assert not hands.out.exists()
    hands.page.bar.preview.click()
    hands.wait()
    assert hands.opened[1].name == "index.html"
    hands.publish()
    assert (hands.out / "meeting" / shown.name).read_bytes() == data
    hands.runner.close()
    assert not shown.exists()


def test_publishing_stopped_half_way_leaves_readers_the_last_whole_state(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    before = hands.feed()
    larger = Body(committees=3, months=12, items=6, files=9)
    larger.write(hands.folder)
    hands.look()
    hands.runner.progress.connect(lambda _event: hands.runner.stop())
    hands.publish()
    assert "standset" in hands.said
    seen = hands.feed()
    assert before.keys() <= seen.keys()
    hands.runner.progress.disconnect()
    hands.qtbot.waitUntil(lambda: "nåede ikke til ende" in hands.page.card.state.text(), timeout=SLOW)
    hands.action("Udgiv igen")
    assert len(live(hands.feed())) == 36
    assert hands.page.done.isVisible()


def test_looking_can_be_stopped(hands: Hands) -> None:
    hands.add_feed()
    hands.page.card.look.click()
    hands.page.bar.stop.click()
    hands.wait()
    assert hands.said == "Det blev standset. Intet blev udgivet."
    hands.look()
    assert hands.page.bar.publish.text() == "Udgiv 6 møder, 35 filer"
    assert hands.said == ""


def test_a_place_that_cannot_be_written(hands: Hands) -> None:
    hands.out.write_text("en fil", encoding="utf-8")
    hands.add_feed()
    hands.look()
    hands.publish()
    assert str(hands.out) in hands.said
    hands.out.unlink()
    hands.action("Udgiv igen")
    assert len(live(hands.feed())) == 6


def test_a_folder_that_has_vanished_and_come_back(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    hands.folder.rename(hands.root / "væk")
    hands.look()
    assert str(hands.folder) in hands.said
    (hands.root / "væk").rename(hands.folder)
    hands.action("Se igen")
    assert hands.said == ""
    assert len(live(hands.feed())) == 6


def test_a_folder_that_is_suddenly_empty_publishes_nothing_by_itself(hands: Hands) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    for path in list(hands.folder.iterdir())[:-1]:
        shutil.rmtree(path)
    hands.look()
    assert hands.page.banners.banner is not None
    hands.action("Fortsæt alligevel")
    assert hands.page.bar.publish.text() == "Træk 5 møder tilbage"


def test_a_publish_that_was_killed_is_told_of_and_completed(hands: Hands, workspace: Workspace) -> None:
    hands.add_feed()
    hands.look()
    hands.publish()
    hands.body.write_meeting(hands.folder, 0, 1, changed=3)
    home = workspace.profile.folder / "publishing"
    arguments = [str(hands.folder), str(hands.out), str(home), workspace.keys.pack(), "11"]
    command = [sys.executable, "-m", "tests.secretary.publishing.killed", *arguments]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == -9
    hands.feed()
    hands.page.show_target(HERE)
    hands.settled()
    assert "nåede ikke til ende" in hands.page.card.state.text()
    hands.look()
    hands.publish()
    assert "Prisen er steget" in str(hands.feed())
    assert "6 møder er ude" in hands.page.card.state.text()


def test_what_was_published_from_a_terminal_meanwhile_is_not_overwritten(hands: Hands) -> None:
    feed = hands.add_feed()
    hands.look()
    desk = hands.runner.desk
    desk.publish(feed, desk.look(feed))
    hands.publish()
    assert "siden planen blev lagt" in hands.said
    hands.action("Se igen")
    assert hands.page.bar.publish.text() == "Intet at udgive"


def test_several_feeds_and_one_removed(hands: Hands) -> None:
    hands.add_feed()
    hands.page.add.click()
    form = hands.page.form
    for field, text in (
        (form.folder, str(hands.folder)),
        (form.place, str(hands.root / "andet")),
        (form.url, "https://andet.example/"),
        (form.name, "Havneby Kommune"),
    ):
        field.edit.setText(text)
    form.save.click()
    hands.settled()
    hands.qtbot.waitUntil(hands.page.which.isVisible)
    assert hands.page.which.currentText() == "Havneby Kommune"
    assert "andet" in hands.page.card.place.text()
    hands.page.which.setCurrentIndex(0)
    hands.page.which.activated.emit(0)
    assert hands.page.card.accessibleName() == "Nordlund Kommune"
    hands.page.card.remove.click()
    hands.answer()
    hands.settled()
    assert [one.place for one in hands.runner.desk.feeds.list()] == [str(hands.root / "andet")]
    hands.qtbot.waitUntil(lambda: not hands.page.which.isVisible())


def test_the_form_is_left_with_escape(hands: Hands) -> None:
    hands.add_feed()
    hands.page.add.click()
    assert hands.page.form.isVisible()
    hands.qtbot.waitUntil(hands.page.form.folder.edit.hasFocus)
    hands.qtbot.keyClick(hands.page.form.folder.edit, Qt.Key.Key_Escape)
    assert hands.page.card.isVisible()


def test_closed_items_go_to_members_apart_from_the_feed(hands: Hands) -> None:
    ida, kaj = StoreKeys.generate(), StoreKeys.generate()
    export_key(ida, hands.root / "ida.txt", "Ida Holm")
    export_key(kaj, hands.root / "kaj.txt", "Kaj Sten")
    hands.add_feed()
    hands.look()
    card, secret = hands.page.closed, hands.root / "lukket"
    card.set_up.click()
    card.place.edit.setText(str(hands.out / "lukket"))
    card.place.edit.editingFinished.emit()
    hands.settled()
    card.choose_keys = lambda: (str(hands.root / "Dagsordener" / "intet.txt"),)
    card.add_keys.click()
    hands.settled()
    assert "intet.txt" in card.trouble.label.text()
    card.choose_keys = lambda: (str(hands.root / "ida.txt"), str(hands.root / "kaj.txt"))
    card.add_keys.click()
    hands.settled()
    hands.settled()
    assert card.count.text() == "2 medlemmer kan læse dem"
    assert "Ida Holm" in said_in(card)
    card.look.click()
    hands.wait()
    assert "kun medlemmer" in hands.said
    card.place.edit.setText(str(secret))
    card.place.edit.editingFinished.emit()
    hands.settled()
    hands.settled()
    card.look.click()
    hands.wait()
    assert "Skoleudvalget, 10. marts 2017" in card.state.text()
    assert card.publish.text() == "Kryptér 1 møde til 2 medlemmer"
    assert not secret.exists()
    card.publish.click()
    hands.wait()
    package = next((secret / "packages").glob("*.age"))
    assert open_package(kaj, package, hands.root / "læst")[0] == "dagsorden.txt"
    assert "1 møde kan nu læses af 2 medlemmer" in card.state.text()
    press(card, "Fjern")
    hands.settled()
    hands.settled()
    assert [one.name for one in hands.runner.desk.feeds.list()[0].members] == ["Kaj Sten"]
    assert not hands.out.exists()
