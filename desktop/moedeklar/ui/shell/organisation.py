"""What the window says of presets at its start: one thing, the most pressing."""

from __future__ import annotations

from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.shell.content import Rooms, WindowContent
from moedeklar.ui.shell.opening import PresetNews
from moedeklar.wording.errors import finding_sentence
from moedeklar.wording.language import _
from moedeklar.wording.presets import no_longer_named


def tell_presets(content: WindowContent, rooms: Rooms, news: PresetNews) -> None:
    """Say in a banner what is wrong with a preset, what is offered, or what a preset no longer has. UI thread."""

    def go(screen: Screen) -> None:
        content.clear_banner()
        rooms.navigator.go(Target(screen))

    if news.errors:
        words = finding_sentence(news.errors[0])
        content.tell("warn", words, {_("Show all of it"): lambda: go(Screen.ORGANISATION)})
    elif news.offer is not None:
        current = rooms.navigator.current
        if current is not None and current.screen is Screen.ORGANISATION:
            return
        said = _("{name} has set up something for you. Nothing is connected to before you agree.")
        content.tell(
            "info", said.format(name=news.offer.organisation), {_("Look at it"): lambda: go(Screen.ORGANISATION)}
        )
    elif news.dropped:
        dropped = news.dropped
        content.tell(
            "info",
            no_longer_named(dropped[0].organisation or _("The organisation"), [one.source.name for one in dropped]),
            {_("Show the sources"): lambda: go(Screen.SOURCES)},
        )
        rooms.operations.command(lambda: rooms.workspace.presets.told(dropped))
