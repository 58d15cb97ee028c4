"""What the settings offer of closed material and of removing everything: the card, and the dialogs behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from moedeklar.ui.going.card import ClosedCard
from moedeklar.ui.navigation import Navigator, Screen, Target
from moedeklar.ui.operations import Operations
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace
    from moedeklar.model.views import SourceInfo
    from moedeklar.ui.going.forgetting import ForgetDialog
    from moedeklar.ui.going.upcoming import UpcomingDialog


class ClosedRoom(QObject):
    """Keeps *card* up to date. `said` carries a banner's kind and words, `failed` an error. UI thread.

    Once no source is left, the window begins anew with the welcome.
    """

    said = Signal(str, str)
    failed = Signal(object)

    def __init__(
        self, workspace: Workspace, operations: Operations, navigator: Navigator, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._workspace = workspace
        self._operations = operations
        self.list_dialog: UpcomingDialog | None = None
        self.forget_dialog: ForgetDialog | None = None
        self.card = ClosedCard(theme)
        self.card.days_chosen.connect(self._choose)
        self.card.list_wanted.connect(self._show_list)
        self.card.forget_wanted.connect(self._ask_sources)
        self.card.decided_wanted.connect(lambda: navigator.go(Target(Screen.ORGANISATION)))

    def ask(self) -> None:
        """Ask how the rule stands."""
        retention = self._workspace.retention
        self._operations.query(retention.status, self.card.show_status, self.failed.emit, key=f"closed.{id(self)}")

    @property
    def _window(self) -> QWidget:
        parent = self.parent()  # not kept: what keeps one another alive outlives the screen
        assert isinstance(parent, QWidget)  # noqa: S101 (as made)
        return parent.window()

    def _choose(self, days: int) -> None:
        retention = self._workspace.retention
        self._operations.command(lambda: retention.choose(days), lambda _nothing: self.ask(), self._refused)

    def _refused(self, error: object) -> None:
        self.failed.emit(error)
        self.ask()

    def _show_list(self) -> None:
        from moedeklar.ui.going.upcoming import UpcomingDialog, export_notes  # noqa: PLC0415 (only when asked for)

        if self.card.status is None:
            return
        dialog = UpcomingDialog(self.card.status, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.meeting_wanted.connect(lambda one: self._navigator.go(Target(Screen.MEETING, meeting=one)))
        dialog.export_wanted.connect(
            lambda closed: export_notes(
                self._workspace, self._operations, self.said.emit, self._window, with_closed=closed
            )
        )
        self._operations.command(self._workspace.retention.told)
        self.list_dialog = dialog
        dialog.open()

    def _ask_sources(self) -> None:
        workspace = self._workspace
        self._operations.query(
            lambda: (workspace.sources.list(), tuple(workspace.presets.owners())), self._show_forget, self.failed.emit
        )

    def _show_forget(self, answer: tuple[tuple[SourceInfo, ...], tuple[str, ...]]) -> None:
        from moedeklar.ui.going.forgetting import ForgetDialog  # noqa: PLC0415 (only when asked for)

        sources, preset = answer
        dialog = ForgetDialog(self._workspace, self._operations, sources, preset, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.forgotten.connect(self._forgotten)
        self.forget_dialog = dialog
        dialog.open()

    def _forgotten(self, names: str) -> None:
        self.said.emit("info", _("Removed with everything of it: {names}.").format(names=names))
        self._operations.query(self._workspace.sources.list, self._look_around, self.failed.emit)

    def _look_around(self, sources: tuple[SourceInfo, ...]) -> None:
        if not sources:
            self._navigator.go(Target(Screen.WELCOME))
