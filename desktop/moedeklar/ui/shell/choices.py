"""What the person chooses for the whole window: theme and reading size, kept for the next start."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.ui.navigation import Screen
from moedeklar.ui.screen import ScreenWidget
from moedeklar.ui.shell.content import Rooms, WindowContent
from moedeklar.ui.shell.memory import WindowMemory


class Choices:
    """Applies a choice at once and stores it behind. *shown* gives what the window shows now. UI thread."""

    def __init__(
        self, rooms: Rooms, memory: WindowMemory, shown: Callable[[], WindowContent], reading_size: int
    ) -> None:
        self._rooms = rooms
        self._memory = memory
        self._shown = shown
        self.reading_size = reading_size

    def theme(self, mode: str) -> None:
        """Show the program in "light", "dark", or "" as the system."""
        self.applied_theme(mode)
        self._keep("theme", mode)

    def applied_theme(self, mode: str) -> None:
        """As `theme`, of a choice that whoever asked has stored."""
        self._memory.theme = mode
        self._rooms.theme.apply(mode)

    def applied_reading_size(self, percent: int) -> None:
        """The size of reading text, in per cent, of a choice that whoever asked has stored."""
        self.reading_size = percent
        reader = self._shown().stack.made(Screen.MEETING)
        if reader is not None:
            reader.set_reading_size(percent)  # type: ignore[attr-defined]  # the reader is the only screen there

    def chosen_reading_size(self, percent: int) -> None:
        """The reader has changed its size by key."""
        self.reading_size = percent
        self._keep("reading_size", percent)

    def watch(
        self,
        name: Screen,
        screen: ScreenWidget,
        language: Callable[[str], None],
        save: Callable[[], None],
        restore: Callable[[], None],
    ) -> None:
        """Listen to a screen that lets the person choose."""
        if name is Screen.SETTINGS:
            screen.language_chosen.connect(language)  # type: ignore[attr-defined]  # signals of SettingsScreen
            screen.theme_chosen.connect(self.applied_theme)  # type: ignore[attr-defined]
            screen.reading_size_chosen.connect(self.applied_reading_size)  # type: ignore[attr-defined]
            screen.backup_wanted.connect(save)  # type: ignore[attr-defined]
            screen.restore_wanted.connect(restore)  # type: ignore[attr-defined]
        elif name is Screen.MEETING:
            screen.reading_size_changed.connect(self.chosen_reading_size)  # type: ignore[attr-defined]

    def _keep(self, key: str, value: object) -> None:
        workspace = self._rooms.workspace
        self._rooms.operations.command(lambda: workspace.settings.set(key, value))
