"""The way taken: forward, back, and what is shown again."""

from __future__ import annotations

from moedeklar.ui.navigation import Navigator, Screen, Target

OVERVIEW, NOTES, SETTINGS = Target(Screen.OVERVIEW), Target(Screen.NOTES), Target(Screen.SETTINGS)


def test_back_and_forward_lead_along_the_way(navigator: Navigator) -> None:
    shown: list[Target] = []
    navigator.changed.connect(shown.append)
    for target in (OVERVIEW, NOTES, SETTINGS):
        navigator.go(target)
    navigator.back()
    navigator.back()
    navigator.back()
    assert navigator.current == OVERVIEW
    assert not navigator.can_go_back
    assert navigator.can_go_forward
    navigator.forward()
    assert shown == [OVERVIEW, NOTES, SETTINGS, NOTES, OVERVIEW, NOTES]


def test_going_elsewhere_forgets_the_way_forward(navigator: Navigator) -> None:
    for target in (OVERVIEW, NOTES):
        navigator.go(target)
    navigator.back()
    navigator.go(SETTINGS)
    assert not navigator.can_go_forward
    navigator.back()
    assert navigator.current == OVERVIEW


def test_going_where_one_is_shows_it_again_without_a_step(navigator: Navigator) -> None:
    shown: list[Target] = []
    navigator.changed.connect(shown.append)
    navigator.go(OVERVIEW)
    navigator.go(Target(Screen.OVERVIEW))
    assert len(shown) == 2
    assert not navigator.can_go_back


def test_moving_within_a_screen_replaces_the_step(navigator: Navigator) -> None:
    navigator.replace(NOTES)
    assert navigator.current is None
    navigator.go(OVERVIEW)
    navigator.go(Target(Screen.MEETING, meeting="m", item="1"))
    navigator.replace(Target(Screen.MEETING, meeting="m", item="2"))
    navigator.go(NOTES)
    navigator.back()
    assert navigator.current == Target(Screen.MEETING, meeting="m", item="2")


def test_the_way_does_not_grow_for_ever(navigator: Navigator) -> None:
    for number in range(Navigator.LIMIT + 50):
        navigator.go(Target(Screen.MEETING, meeting=str(number)))
    steps = 0
    while navigator.can_go_back:
        navigator.back()
        steps += 1
    assert steps == Navigator.LIMIT - 1


def test_up_steps_back_where_the_person_came_from_there() -> None:
    navigator = Navigator()
    item, page = Target(Screen.MEETING, meeting="m", item="i", section="case"), Target(Screen.PAGES, sha256="f")
    for target in (Target(Screen.OVERVIEW), item, page):
        navigator.go(target)
    navigator.up(Target(Screen.MEETING, meeting="m", item="i"))
    assert navigator.current == item
    navigator.back()
    assert navigator.current == Target(Screen.OVERVIEW)


def test_up_takes_the_place_of_what_is_left() -> None:
    navigator = Navigator()
    navigator.go(Target(Screen.OVERVIEW))
    navigator.go(Target(Screen.REQUEST, request="r"))
    navigator.up(Target(Screen.REQUESTS))
    assert navigator.current == Target(Screen.REQUESTS)
    navigator.back()
    assert navigator.current == Target(Screen.OVERVIEW)
