"""Asking for a file or a folder: the system's own dialog where it has one, else Qt's with room for what it shows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFileDialog, QHeaderView, QTreeView, QWidget

from moedeklar.ui.widgets.dialog import resize_within_screen

ROOM = QSize(860, 540)  # pixels, of Qt's own dialog


def choose_folder(parent: QWidget, title: str, start: str) -> str:
    """The folder that the person chooses, beginning in *start*; "" for none."""
    dialog = file_dialog(parent, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _answer(dialog)


def choose_file(parent: QWidget, title: str, start: str, kinds: str) -> str:
    """The file that the person chooses to open; *kinds* as "Letters (*.pdf)". "" for none."""
    dialog = file_dialog(parent, title, start, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _answer(dialog)


def choose_files(parent: QWidget, title: str, start: str, kinds: str) -> tuple[str, ...]:
    """The files that the person chooses to open, as `choose_file`; none for none."""
    dialog = file_dialog(parent, title, start, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _answers(dialog)


def choose_target(parent: QWidget, title: str, suggestion: str, kinds: str = "") -> str:
    """Where the person wants a file to be saved, *suggestion* being a whole path; "" for nowhere.

    The dialog asks before a file that is there is replaced.
    """
    dialog = file_dialog(parent, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(suggestion).suffix.removeprefix("."))  # else another file is asked about than written
    dialog.selectFile(suggestion)
    return _answer(dialog)


def file_dialog(parent: QWidget, title: str, start: str, kinds: str = "") -> QFileDialog:
    """The dialog, large enough that its columns are read, and not beyond the screen."""
    dialog = QFileDialog(parent, title, start, kinds)
    dialog.setModal(True)
    resize_within_screen(dialog, ROOM)
    # Only Qt's own dialog has this list.
    for rows in dialog.findChildren(QTreeView, "treeView"):
        rows.header().setStretchLastSection(False)
        rows.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return dialog


def _answer(dialog: QFileDialog) -> str:
    return next(iter(_answers(dialog)), "")


def _answers(dialog: QFileDialog) -> tuple[str, ...]:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return tuple(chosen)
