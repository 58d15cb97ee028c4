"""Removing everything of an organisation, step by step: which sources, an export first, what goes, and doing it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from moedeklar.model.errors import Cancelled, MoedeklarError
from moedeklar.ui.operations import Operations
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.widgets.buttons import action_button
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.ui.widgets.files import choose_folder
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.forgetting import holdings_lines
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace
    from moedeklar.model.views import SourceInfo
    from moedeklar.store.erasing import Holdings

WIDTH = 600  # pixels
CHOOSE, EXPORT, CONFIRM, WORK = range(4)


class ForgetDialog(ColumnDialog):
    """`forgotten` carries the names of what was removed. *choose* asks for a folder. UI thread."""

    forgotten = Signal(str)
    _stepped = Signal(int, int)

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        sources: tuple[SourceInfo, ...],
        preset: tuple[str, ...] = (),
        parent: QWidget | None = None,
        choose: Callable[[QWidget, str, str], str] = choose_folder,
    ) -> None:
        super().__init__(WIDTH, parent)
        self._workspace = workspace
        self._operations = operations
        self._choose_folder = choose
        self._sources = sources
        self._cancel = threading.Event()
        self._working = False
        self.setWindowTitle(_("Remove everything of an organisation"))
        self.heading = QLabel()
        set_role(self.heading, "large")
        self.problem = words("", "warn")
        self.problem.hide()
        self.pages = QStackedWidget()
        self.boxes = [self._box(info, info.id in preset) for info in sources]
        for page in (self._choose_page(), self._export_page(), self._confirm_page(), self._work_page()):
            self.pages.addWidget(page)
        self.back = action_button(_("Back"), self._back)
        self.next = action_button(_("Next"), self._next, primary=True)
        self.next.setDefault(True)
        self.cancel = action_button(_("Cancel"), self.reject)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.next)
        for part in (self.heading, self.pages, self.problem):
            self.column.addWidget(part)
        self.column.addLayout(row)
        self._stepped.connect(self._show_step)
        self.go(CHOOSE)

    # -- pages -----------------------------------------------------------------------------------------------------

    def _box(self, info: SourceInfo, checked: bool) -> QCheckBox:
        box = QCheckBox(f"{info.name} ({info.location})")
        box.setChecked(checked)
        box.toggled.connect(lambda _on: self._enable())
        return box

    def _choose_page(self) -> QWidget:
        page, column = _page()
        said = _("Choose whose material is to go from this computer. What other sources have brought stays.")
        column.addWidget(words(said))
        for box in self.boxes:
            column.addWidget(box)
        if not self.boxes:
            column.addWidget(words(_("There are no sources here."), "muted"))
        column.addStretch(1)
        return page

    def _export_page(self) -> QWidget:
        page, column = _page()
        said = _(
            "Your notes are written as Markdown and as W3C Web Annotations, and everything of yours as an encrypted"
            " backup, which opens with your passphrase or your recovery code. What you noted on closed items is in"
            " both."
        )
        column.addWidget(words(said))
        self.export_button = QPushButton(_("Choose a folder and export …"))
        self.export_button.clicked.connect(lambda _checked=False: self._export())
        self.exported = words("", "good")
        self.exported.hide()
        self.skip = QCheckBox(_("Go on without an export: my notes are then gone"))
        self.skip.toggled.connect(lambda _on: self._enable())
        for part in (self.export_button, self.exported, self.skip):
            column.addWidget(part)
        column.addStretch(1)
        return page

    def _confirm_page(self) -> QWidget:
        page, column = _page()
        column.addWidget(words(_("This goes for good from this computer:")))
        self.holdings = words("")
        column.addWidget(self.holdings)
        column.addWidget(
            words(_("It can't be undone. Files in your own folders, and what you exported, stay."), "muted")
        )
        self.ask = words("")
        self.typed = QLineEdit()
        self.typed.textChanged.connect(lambda _text: self._enable())
        column.addWidget(self.ask)
        column.addWidget(self.typed)
        column.addStretch(1)
        return page

    def _work_page(self) -> QWidget:
        page, column = _page()
        self.doing = words("")
        self.progress = ProgressLine(_("Removing"))
        column.addWidget(self.doing)
        column.addWidget(self.progress)
        column.addStretch(1)
        return page

    # -- steps -----------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[SourceInfo, ...]:
        """The sources that are to go."""
        return tuple(info for info, box in zip(self._sources, self.boxes, strict=True) if box.isChecked())

    @property
    def name(self) -> str:
        """What is to be typed."""
        return self.chosen[0].name if self.chosen else ""

    def go(self, page: int) -> None:
        """Show *page*, with the buttons that it has."""
        self.pages.setCurrentIndex(page)
        titles = (_("Whose?"), _("Save your notes first"), _("What goes"), _("Removing"))
        self.heading.setText(titles[page])
        self.back.setVisible(page in (EXPORT, CONFIRM))
        self.next.setVisible(page != WORK)
        self.next.setText(_("Remove for good") if page == CONFIRM else _("Next"))
        set_role(self.next, "danger" if page == CONFIRM else "primary")
        self._tell("")
        self._enable()
        (self.typed if page == CONFIRM else self.next if self.next.isEnabled() else self.cancel).setFocus()

    def _enable(self) -> None:
        page = self.pages.currentIndex()
        typed = self.typed.text().strip().casefold()
        ready = {
            CHOOSE: bool(self.chosen),
            EXPORT: self.skip.isChecked() or not self.exported.isHidden(),
            CONFIRM: bool(self.name) and typed == self.name.strip().casefold(),
        }
        self.next.setEnabled(ready.get(page, False))

    def _back(self) -> None:
        self.go(self.pages.currentIndex() - 1)

    def _next(self) -> None:
        page = self.pages.currentIndex()
        if page == CHOOSE:
            self.go(EXPORT)
        elif page == EXPORT:
            self._ask_what()
        else:
            self._forget()

    def _export(self) -> None:
        folder = self._choose_folder(self, _("Where to write your notes and a backup"), str(Path.home()))
        if folder:
            workspace = self._workspace
            self._operations.command(
                lambda: workspace.exporting.everything(folder, workspace.backups.save), self._exported, self._failed
            )

    def _exported(self, paths: tuple[Path, ...]) -> None:
        names = ", ".join(path.name for path in paths)
        said = _("Written to {folder}: {names}.").format(folder=paths[0].parent, names=names)
        self.exported.setText(said)
        self.exported.show()
        self._tell("")
        self._enable()
        self.next.setFocus()

    def _ask_what(self) -> None:
        ids = tuple(info.id for info in self.chosen)
        forgetting = self._workspace.forgetting
        self._operations.query(
            lambda: (forgetting.holdings(ids), forgetting.copies()), self.show_what, self._failed, key="forget.what"
        )

    def show_what(self, answer: tuple[Holdings, int]) -> None:
        """Show what goes, and how many copies of the program's own, and ask for the name."""
        has, copies = answer
        lines = [", ".join(info.name for info in self.chosen), *holdings_lines(has, copies)]
        self.holdings.setText("\n".join(f"•  {line}" for line in lines))
        said = _("Type “{name}” to remove it.").format(name=self.name)
        self.ask.setText(said)
        self.typed.setAccessibleName(said)
        self.typed.clear()
        self.go(CONFIRM)

    def _forget(self) -> None:
        ids, names = tuple(info.id for info in self.chosen), ", ".join(info.name for info in self.chosen)
        self._working = True
        self._cancel.clear()
        self.doing.setText(_("Removing {names} …").format(names=names))
        self.progress.set_progress(0, 0)
        self.go(WORK)
        self._workspace.schedule.cancel()
        forgetting = self._workspace.forgetting

        def work() -> bool:
            try:
                forgetting.forget(ids, self._stepped.emit, self._cancel.is_set)
            except Cancelled:
                return False
            return True

        self._operations.command(work, lambda done: self._ended(names, done=done), self._stopped)

    def _show_step(self, done: int, total: int) -> None:
        self.progress.set_progress(done, total, _("{done} of {total} meetings").format(done=done, total=total))

    def _ended(self, names: str, *, done: bool) -> None:
        self._working = False
        if done:
            self.forgotten.emit(names)
            self.accept()
        else:
            super().reject()

    def _stopped(self, error: MoedeklarError) -> None:
        self._working = False
        self.go(CONFIRM)
        self._tell(error_sentence(error))

    def _failed(self, error: MoedeklarError) -> None:
        self._tell(error_sentence(error))

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def reject(self) -> None:
        """Close; while it works, ask it to leave everything as it was, and close once it has."""
        if self._working:
            self._cancel.set()
            self.doing.setText(_("Cancelling: everything stays as it was …"))
            self.cancel.setEnabled(False)
            return
        super().reject()


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    return page, column
