"""The window's menus. Menus of a screen's own actions are filled anew whenever another screen is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from moedeklar.wording.language import _

Do = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Commands:
    """What the window does on each of its own menu entries."""

    add_source: Do
    sync: Do
    sync_meeting: Do
    publish: Do
    kit: Do
    backup: Do
    restore: Do
    quit: Do
    undo: Do
    redo: Do
    search: Do
    overview: Do
    back: Do
    forward: Do
    up: Do
    notes: Do
    bookmarks: Do
    requests: Do
    sources: Do
    settings: Do
    theme: Callable[[str], object]
    full_screen: Do
    keys: Do
    whats_new: Do
    about: Do


class Menus:
    """Builds the menu bar on *window* (whose actions they become) and keeps those that change. UI thread."""

    def __init__(self, window: QWidget, do: Commands) -> None:
        self._window = window
        self.bar = QMenuBar()
        self.bar.setAccessibleName(_("Menu bar"))
        file, edit, view, go, about = (
            self._menu(text) for text in (_("&File"), _("&Edit"), _("&View"), _("&Go"), _("&Help"))
        )
        self.undo, self.redo = self._fill_file(file, edit, do)
        self.themes = self._fill_view(view, do)
        self.back, self.forward = self._fill_go(go, do)
        self._add(about, _("Keys"), do.keys, "F1", "?")
        self._add(about, _("What's new"), do.whats_new)
        self._add(about, _("About Mødeklar"), do.about, role=QAction.MenuRole.AboutRole)
        self._own: dict[str, tuple[QMenu, list[QAction]]] = {"edit": (edit, []), "view": (view, []), "go": (go, [])}

    def _menu(self, text: str) -> QMenu:
        # Made here and not by addMenu(text): of what Qt itself makes, PySide does not see the end, and may later hand
        # out the dead object for a new one at the same address, when a second window or language is built.
        menu = QMenu(text, self.bar)
        self.bar.addMenu(menu)
        return menu

    def _fill_file(self, file: QMenu, edit: QMenu, do: Commands) -> tuple[QAction, QAction]:
        self._add(file, _("Add a source …"), do.add_source, "Ctrl+O")
        self.sync = self._add(file, _("Fetch what is new"), do.sync, "F5")
        self.sync_meeting = self._add(file, _("Fetch only this meeting"), do.sync_meeting, "Shift+F5")
        file.addSeparator()
        self._add(file, _("Publish agendas …"), do.publish)
        self._add(file, _("Make a kit for members …"), do.kit)
        file.addSeparator()
        self._add(file, _("Save a backup …"), do.backup)
        self._add(file, _("Restore a backup …"), do.restore)
        file.addSeparator()
        self._add(file, _("Quit"), do.quit, "Ctrl+Q", role=QAction.MenuRole.QuitRole)
        undo = self._add(edit, _("Undo"), do.undo, "Ctrl+Z")
        redo = self._add(edit, _("Redo"), do.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        edit.addSeparator()
        self._add(edit, _("Search …"), do.search, "Ctrl+K", "Ctrl+F")
        return undo, redo

    def _fill_view(self, view: QMenu, do: Commands) -> dict[str, QAction]:
        group = QActionGroup(view)
        themes = {}
        for mode, text in (("", _("Colours as the system")), ("light", _("Light")), ("dark", _("Dark"))):
            action = self._add(view, text, partial(do.theme, mode))
            action.setCheckable(True)
            group.addAction(action)
            themes[mode] = action
        view.addSeparator()
        self._add(view, _("Full screen"), do.full_screen, "F11")
        return themes

    def _fill_go(self, go: QMenu, do: Commands) -> tuple[QAction, QAction]:
        back = self._add(go, _("Back"), do.back, "Alt+Left")
        forward = self._add(go, _("Forward"), do.forward, "Alt+Right")
        self._add(go, _("Up: from the attachment to the item"), do.up)  # Esc, see MainWindow.keyPressEvent
        go.addSeparator()
        for text, slot, key in (
            (_("Overview"), do.overview, "Ctrl+1"),
            (_("Bookmarks"), do.bookmarks, "Ctrl+2"),
            (_("My notes"), do.notes, "Ctrl+3"),
            (_("Requests"), do.requests, "Ctrl+4"),
            (_("Sources"), do.sources, "Ctrl+5"),
            (_("Settings"), do.settings, "Ctrl+,"),
        ):
            self._add(go, text, slot, key)
        return back, forward

    def _add(
        self, menu: QMenu, text: str, slot: Do, *keys: str, role: QAction.MenuRole = QAction.MenuRole.NoRole
    ) -> QAction:
        action = QAction(text, self._window)
        action.setMenuRole(role)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _on=False: slot())
        menu.addAction(action)
        self._window.addAction(action)  # so that the key works where the bar is folded away
        return action

    def show_screen_actions(self, of: Callable[[str], Sequence[QAction | None]] | None) -> None:
        """Put a screen's own actions below the window's; those of the screen before go."""
        for name, (menu, own) in self._own.items():
            for action in own:
                menu.removeAction(action)
            own.clear()
            actions = of(name) if of is not None else ()
            for entry in (None, *actions) if actions else ():
                action = entry or _separator()
                menu.addAction(action)
                own.append(action)

    def lock_themes(self, why: str) -> None:
        """The theme can't be chosen, and *why* not stands beside."""
        for action in self.themes.values():
            action.setEnabled(False)
        chosen = next((action for action in self.themes.values() if action.isChecked()), None)
        if chosen is not None:
            chosen.setText(f"{chosen.text()} ({why})")

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """What would be taken back and done again; None for nothing."""
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        self.undo.setText(_("Undo: {what}").format(what=undo) if undo else _("Undo"))
        self.redo.setText(_("Redo: {what}").format(what=redo) if redo else _("Redo"))


def _separator() -> QAction:
    line = QAction()  # of no parent: it goes when the screen's actions go
    line.setSeparator(True)
    return line
