"""What a preset offers is asked for, agreed to and held to; nothing is connected to before that."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from pathlib import Path

import pytest

from moedeklar.member.presets.adding import years_before
from moedeklar.member.presets.agreements import DECLINED, SOURCES
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.errors import PresetError
from moedeklar.model.moments import FixedClock
from moedeklar.model.requests import DeadlineRule, DeadlineUnit
from moedeklar.store import sources as rows
from moedeklar.store.keys import StoreKeys
from tests.support.presets import NORDLUND, Computer

Open = Callable[[], AbstractContextManager[Workspace]]
COMMITTEE = "Børne- og ungdomsudvalget"
UNLOCKED = NORDLUND.replace('locked = ["sources", "language"]', "")
MORE = UNLOCKED + '\n[[sources]]\nkind = "ical"\nlocation = "webcal://kalender.nordlund.example/m.ics"\n'


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "computer")


@pytest.fixture
def opened(computer: Computer, profile: Profile, store_keys: StoreKeys, fixed_clock: FixedClock) -> Open:
    return lambda: computer.workspace(profile, store_keys, fixed_clock)


def lay(computer: Computer, text: str) -> None:
    computer.lay("etc/xdg/moedeklar", text)


def test_without_a_preset_nothing_is_asked_or_locked(opened: Open, tmp_path: Path) -> None:
    with opened() as workspace:
        presets = workspace.presets
        assert (presets.pending(), presets.declined(), presets.findings(), presets.dropped()) == (None, None, (), ())
        presets.follow()
        assert (presets.organisation(), presets.sources(), presets.owners()) == ("", (), {})
        assert not presets.is_locked("sources")
        workspace.settings.set("language", "en")
        assert workspace.settings.get("language", "") == "en"
        workspace.sources.add_folder(tmp_path)


def test_what_is_offered_says_whose_and_where(opened: Open, computer: Computer) -> None:
    lay(computer, NORDLUND)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        assert (offer.organisation, offer.hosts, offer.is_more) == (
            "Nordlund Kommune",
            ("feed.nordlund.example",),
            False,
        )
        assert offer.sources[0].source.committees == (COMMITTEE,)
        assert [one.name for one in offer.committees] == [COMMITTEE]
        assert workspace.sources.list() == ()


def test_agreeing_adds_the_sources_once(opened: Open, computer: Computer) -> None:
    lay(computer, NORDLUND)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        (added,) = workspace.presets.accept(offer)
        assert (added.kind, added.name, added.committees) == ("oparl", "Nordlund Kommune", (COMMITTEE,))
        options = workspace.store.read(lambda db: rows.options(db, added.id))
        assert options["since"] == "2023-02-03"
        assert workspace.presets.pending() is None
        assert workspace.presets.sources() == (added.id,)
    with opened() as workspace:
        assert workspace.presets.pending() is None
        assert [one.id for one in workspace.sources.list()] == [added.id]
        assert workspace.presets.owners() == {added.id: "Nordlund Kommune"}


def test_declining_leaves_everything_and_can_be_taken_back(opened: Open, computer: Computer) -> None:
    lay(computer, UNLOCKED)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        workspace.presets.decline(offer)
        assert workspace.sources.list() == ()
    with opened() as workspace:
        assert workspace.presets.pending() is None
        assert workspace.requests.rule(COMMITTEE) == DeadlineRule()
        declined = workspace.presets.declined()
        assert declined == offer
        workspace.presets.accept(declined)
        assert workspace.presets.declined() is None
        assert len(workspace.sources.list()) == 1


def test_a_later_preset_with_another_host_asks_again(opened: Open, computer: Computer) -> None:
    lay(computer, UNLOCKED)
    with opened() as workspace:
        first = workspace.presets.pending()
        assert first is not None
        workspace.presets.accept(first)
    lay(computer, MORE)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        assert (offer.hosts, offer.is_more) == (("kalender.nordlund.example",), True)
        workspace.presets.decline(offer)
        assert workspace.presets.pending() is None
    lay(computer, UNLOCKED.replace("feed.nordlund", "feed.elsewhere"))
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        assert offer.hosts == ("feed.elsewhere.example",)
        assert len(workspace.sources.list()) == 1


def test_a_source_that_a_preset_drops_is_told_once_and_stays(opened: Open, computer: Computer) -> None:
    lay(computer, NORDLUND)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        (added,) = workspace.presets.accept(offer)
    lay(computer, 'name = "Nordlund Kommune"\nlocked = ["sources"]')
    with opened() as workspace:
        (dropped,) = workspace.presets.dropped()
        assert (dropped.source.id, dropped.organisation) == (added.id, "Nordlund Kommune")
        workspace.presets.told([dropped])
        assert workspace.presets.dropped() == ()
        assert [one.id for one in workspace.sources.list()] == [added.id]
        workspace.sources.remove(added.id)  # it is not the organisation's any more


def test_locked_sources_are_held_to(opened: Open, computer: Computer, tmp_path: Path) -> None:
    lay(computer, NORDLUND)
    with opened() as workspace:
        own = tmp_path / "own"
        own.mkdir()
        offer = workspace.presets.pending()
        assert offer is not None
        (added,) = workspace.presets.accept(offer)
        for change in (
            lambda: workspace.sources.add_folder(own),
            lambda: workspace.sources.add_exports(own),
            workspace.sources.add_sample,
            lambda: workspace.sources.add("oparl", added.location, "Other", committees=("Byrådet",)),
        ):
            with pytest.raises(PresetError) as caught:
                change()
            assert caught.value.code == "preset_sources_locked"
        with pytest.raises(PresetError) as caught:
            workspace.sources.remove(added.id)
        assert (caught.value.code, caught.value.params) == ("preset_source_locked", {"name": "Nordlund Kommune"})
        assert [one.committees for one in workspace.sources.list()] == [(COMMITTEE,)]
        workspace.sources.set_disk(added.id, 1_000_000)


def test_a_source_of_ones_own_can_be_removed_where_sources_are_locked_later(
    opened: Open, computer: Computer, tmp_path: Path
) -> None:
    with opened() as workspace:
        own = workspace.sources.add_folder(tmp_path)
    lay(computer, NORDLUND)
    with opened() as workspace:
        workspace.sources.remove(own.id)


def test_what_a_later_preset_says_of_a_source_is_followed(opened: Open, computer: Computer) -> None:
    lay(computer, UNLOCKED)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        workspace.presets.accept(offer)
    wider = UNLOCKED.replace(f'committees = ["{COMMITTEE}"]', f'committees = ["{COMMITTEE}", "Byrådet"]')
    lay(computer, wider)
    with opened() as workspace:
        workspace.presets.follow()
        (source,) = workspace.sources.list()
        assert source.committees == (COMMITTEE, "Byrådet")
        workspace.sources.add(source.kind, source.location, source.name, committees=("Havneudvalget",))
    lay(computer, UNLOCKED)
    with opened() as workspace:
        workspace.presets.follow()
        assert workspace.sources.list()[0].committees == ("Havneudvalget",), "the person's own choice stays"
    lay(computer, NORDLUND)
    with opened() as workspace:
        workspace.presets.follow()
        assert workspace.sources.list()[0].committees == (COMMITTEE,), "unless it is locked"
        workspace.presets.follow()


def test_a_locked_source_that_was_removed_comes_back(opened: Open, computer: Computer) -> None:
    lay(computer, UNLOCKED)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        (added,) = workspace.presets.accept(offer)
        workspace.sources.remove(added.id)
        workspace.presets.follow()
        assert workspace.sources.list() == ()
    lay(computer, NORDLUND)
    with opened() as workspace:
        workspace.presets.follow()
        assert [one.id for one in workspace.sources.list()] == [added.id]


def test_settings_are_decided_until_chosen_and_for_good_where_locked(opened: Open, computer: Computer) -> None:
    with opened() as workspace:
        workspace.settings.set("language", "en")
    lay(computer, NORDLUND)
    with opened() as workspace:
        assert workspace.settings.get("language", "") == "da", "what the database says does not count"
        with pytest.raises(PresetError) as caught:
            workspace.settings.set("language", "en")
        assert caught.value.code == "preset_locked"
        assert workspace.settings.get("theme", "") == "dark"
        workspace.settings.set("theme", "")
        assert workspace.settings.get("theme", "x") == "", "as the system is a choice too"
    lay(computer, "")
    with opened() as workspace:
        assert workspace.settings.get("language", "") == "en"


def test_a_lock_on_what_is_not_decided_locks_nothing(opened: Open, computer: Computer) -> None:
    lay(computer, 'locked = ["language"]')
    with opened() as workspace:
        workspace.settings.set("language", "en")
        assert workspace.settings.get("language", "") == "en"


def test_deadlines_and_recipients_come_with_the_agreement(opened: Open, computer: Computer) -> None:
    rule = DeadlineRule(DeadlineUnit.WEEKDAYS, 6, time(12), "Udvalgssekretæren")
    lay(computer, UNLOCKED)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        assert workspace.requests.rule(COMMITTEE) == DeadlineRule()
        workspace.presets.accept(offer)
        assert workspace.requests.rule("Børne-  og Ungdomsudvalget") == rule
        own = DeadlineRule(count=3)
        workspace.requests.set_rule(COMMITTEE, own)
        assert workspace.requests.rule(COMMITTEE) == own
        assert not workspace.requests.rule_is_locked(COMMITTEE)
        assert workspace.presets.in_force().requests.recipient == "Byrådssekretariatet"
    lay(computer, UNLOCKED.replace("[[sources]]", 'locked = ["committees"]\n[[sources]]'))
    with opened() as workspace:
        assert workspace.requests.rule(COMMITTEE) == rule, "a locked rule wins over the database"
        assert workspace.requests.rule_is_locked(COMMITTEE)
        with pytest.raises(PresetError):
            workspace.requests.set_rule(COMMITTEE, own)
        workspace.requests.set_rule("Byrådet", own)


def test_where_newer_versions_are_looked_for_is_asked_for_too(opened: Open, computer: Computer) -> None:
    first = '[updates]\nmode = "auto"\nurl = "https://versions.nordlund.example/latest.json"\n'
    lay(computer, UNLOCKED + first)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        assert offer.hosts == ("feed.nordlund.example", "versions.nordlund.example")
        assert workspace.presets.in_force().updates.url == ""
        workspace.presets.accept(offer)
        assert workspace.presets.in_force().updates.url.endswith("latest.json")
        assert workspace.presets.pending() is None
    lay(computer, UNLOCKED + first.replace("versions", "elsewhere"))
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        assert (offer.sources, offer.hosts) == ((), ("elsewhere.nordlund.example",))
        workspace.presets.decline(offer)
        assert workspace.presets.pending() is None
        assert workspace.presets.in_force().updates.url == ""
        declined = workspace.presets.declined()
        assert declined == offer
        workspace.presets.accept(declined)
        assert workspace.presets.declined() is None


def test_who_locks_out_newer_versions_asks_for_no_address_of_them(opened: Open, computer: Computer) -> None:
    off = '[updates]\nmode = "off"\nurl = "https://versions.nordlund.example/latest.json"\n'
    lay(computer, UNLOCKED.replace("[[sources]]", 'locked = ["updates.mode"]\n[[sources]]') + off)
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        assert (offer.updates, offer.hosts) == (None, ("feed.nordlund.example",))
        workspace.presets.accept(offer)
        assert workspace.presets.pending() is None
        assert workspace.presets.declined() is None


def test_who_has_no_name_is_called_by_the_host(opened: Open, computer: Computer) -> None:
    lay(computer, UNLOCKED.replace('name = "Nordlund Kommune"', 'locked = ["theme"]'))
    with opened() as workspace:
        assert workspace.presets.organisation() == "feed.nordlund.example"
        with pytest.raises(PresetError) as caught:
            workspace.settings.set("theme", "light")
        assert caught.value.params == {"name": "feed.nordlund.example"}


@pytest.mark.parametrize("kept", ["x", 3, [1], {"src-1": 4}, {"src-1": {"key": 1}}, {"src-1": {"key": "a", "said": 1}}])
def test_what_is_kept_and_makes_no_sense_counts_for_nothing(opened: Open, computer: Computer, kept: object) -> None:
    lay(computer, NORDLUND)
    with opened() as workspace:
        workspace.settings.set(SOURCES, kept)
        workspace.settings.set(DECLINED, kept)
        workspace.presets.follow()
        assert workspace.presets.pending() is not None
        assert workspace.presets.dropped() == ()


@pytest.mark.parametrize(
    ("kind", "location", "added", "name"),
    [
        ("oparl", "https://Nordlund.Example", "https://nordlund.example/", "nordlund.example"),
        ("firstagenda", "https://dagsordener.greve.dk/x", "https://dagsordener.greve.dk", "dagsordener.greve.dk"),
        ("ical", "webcal://nordlund.example/m.ics", "https://nordlund.example/m.ics", "nordlund.example"),
        ("ical", "/srv/m.ics", "/srv/m.ics", "m.ics"),
        ("folder", "/srv/none/such", "/srv/none/such", "such"),
        ("exports", "/tmp", "/tmp", "tmp"),
    ],
)
def test_each_kind_is_added_as_a_person_adds_it(
    opened: Open, computer: Computer, kind: str, location: str, added: str, name: str
) -> None:
    other = "[[sources]]\nkind = 'ical'\nlocation = '/x'\n"
    lay(computer, f"[[sources]]\nkind = '{kind}'\nlocation = '{location}'\n{other}")
    with opened() as workspace:
        offer = workspace.presets.pending()
        assert offer is not None
        made, _other = workspace.presets.accept(offer)
        assert (made.kind, made.location, made.name) == (kind, added, name)
        if kind == "firstagenda":
            assert workspace.store.read(lambda db: rows.options(db, made.id))["municipality"] == "Greve Kommune"


def test_years_before() -> None:
    assert years_before(date(2028, 2, 29), 1) == date(2027, 2, 28)
    assert years_before(date(2027, 3, 1), 4) == date(2023, 3, 1)
    assert years_before(date(50, 3, 1), 100) == date(1, 3, 1)
    assert years_before(date(2027, 3, 1), None) is None
