"""Signing in to a source: by name and password, a token, as an OAuth client, or in the system's browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.background import Background, Tell
from moedeklar.ui.lines import Tone
from moedeklar.ui.operations import Operations
from moedeklar.ui.requests.state import StateLine
from moedeklar.ui.rows import words
from moedeklar.ui.theme.style import set_role
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.dialog import ColumnDialog
from moedeklar.ui.widgets.progress import ProgressLine
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.checks import Check
    from moedeklar.member.workspace import Workspace
    from moedeklar.model.views import SourceInfo
    from moedeklar.sources.http.sign_in.ways import Way

BASIC, BEARER, CLIENT, BROWSER = "basic", "bearer", "client_credentials", "authorization_code"
_FIELDS = {
    BASIC: ("user", "password"),
    BEARER: ("token",),
    CLIENT: ("client", "secret", "token_url", "scope"),
    BROWSER: ("client", "authorize_url", "token_url", "scope"),
}
_SECRET = {BASIC: "password", BEARER: "token", CLIENT: "secret"}
_MAY_BE_EMPTY = frozenset({"scope"})
WIDTH = 560


class SignInDialog(ColumnDialog):
    """Accepted once the source was signed in to. What is secret goes to the keyring, and nowhere else. UI thread.

    An error stands below the field that it is about; Esc and "Cancel" end what is under way. `open_url` shows an
    address in the browser, and may be replaced.
    """

    _show_url = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        operations: Operations,
        theme: Theme,
        source: SourceInfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(WIDTH, parent)
        self._workspace = workspace
        self._source = source
        self.open_url: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._work = Background(self)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._fail)
        self._show_url.connect(lambda url: self.open_url(QUrl(url)))
        self.setWindowTitle(_("Sign in to {name}").format(name=source.name))
        heading = QLabel(self.windowTitle())
        heading.setWordWrap(True)
        set_role(heading, "large")
        self.column.addWidget(heading)
        self.column.addWidget(words(source.location, "muted"))
        self.fields: dict[str, QLineEdit] = {}
        self.errors: dict[str, StateLine] = {}
        self._labels: dict[str, QLabel] = {}
        self.column.addLayout(self._form(theme))
        self.kept = words(
            _("What you type here is kept where the keys of your notes are kept, encrypted, and sent to nobody else."),
            "small",
        )
        self.column.addWidget(self.kept)
        self.line = ProgressLine(_("Signing in"))
        self.line.set_progress(0, 0)
        self.column.addWidget(self.line)
        self.state = StateLine(theme)
        self.column.addWidget(self.state)
        self.column.addWidget(self._buttons())
        self._show_way()
        self._show_busy(False)
        operations.query(lambda: workspace.signing.way(source.id), self._fill, self._fail)

    def _form(self, theme: Theme) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.way = QComboBox()
        for text, kind in (
            (_("With a name and a password"), BASIC),
            (_("With a token"), BEARER),
            (_("In the browser (OAuth)"), BROWSER),
            (_("As a program, with an id and a secret (OAuth)"), CLIENT),
        ):
            self.way.addItem(text, kind)
        self.way.setAccessibleName(_("How to sign in"))
        self.way.currentIndexChanged.connect(lambda _index: self._show_way())
        label = QLabel(_("How"))
        label.setBuddy(self.way)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.way, 0, 1)
        for number, (key, text) in enumerate(
            (
                ("user", _("Name")),
                ("password", _("Password")),
                ("token", _("Token")),
                ("client", _("Client id")),
                ("secret", _("Secret")),
                ("authorize_url", _("Address to sign in at")),
                ("token_url", _("Address for tokens")),
                ("scope", _("Scope, if any")),
            ),
            1,
        ):
            self._field(grid, 2 * number, key, text, theme)
        return grid

    def _field(self, grid: QGridLayout, row: int, key: str, text: str, theme: Theme) -> None:
        label, edit, error = QLabel(text), QLineEdit(), StateLine(theme)
        if key in _SECRET.values():
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setAccessibleName(text)
        edit.textEdited.connect(lambda _typed: error.say(""))
        label.setBuddy(edit)
        grid.addWidget(label, row, 0)
        grid.addWidget(edit, row, 1)
        grid.addWidget(error, row + 1, 1)
        self.fields[key], self.errors[key], self._labels[key] = edit, error, label

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.yes = QPushButton(_("Sign in"))
        set_role(self.yes, "primary")
        self.yes.clicked.connect(self._sign_in)
        self.forget = QPushButton(_("Sign out"))
        self.forget.clicked.connect(self._forget)
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.forget, QDialogButtonBox.ButtonRole.ResetRole)
        self.forget.hide()  # not before it is in the box, which shows what it is given
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setText(_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        return buttons

    @property
    def kind(self) -> str:
        """The way that is chosen."""
        return str(self.way.currentData())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter in a field signs in: in a box of buttons Qt lets the default wander."""
        in_field = isinstance(self.focusWidget(), QLineEdit)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and in_field and self.yes.isEnabled():
            self._sign_in()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """End what is under way; where nothing is, close."""
        if self._work.running:
            self._work.cancel()
            self._show_busy(False)
            self.state.say(_("It was cancelled."))
        else:
            super().reject()

    def _fill(self, way: Way | None) -> None:
        """Show how the source is signed in to now, without what is secret."""
        if way is None:
            self.fields[_FIELDS[self.kind][0]].setFocus()
            return
        self.forget.show()
        self.way.setCurrentIndex(max(0, self.way.findData(way.kind.value)))
        for key in ("user", "client", "authorize_url", "token_url", "scope"):
            self.fields[key].setText(getattr(way, key))
        self.fields[_SECRET.get(self.kind, "client")].setFocus()

    def _show_way(self) -> None:
        for key, edit in self.fields.items():
            shown = key in _FIELDS[self.kind]
            edit.setVisible(shown)
            self._labels[key].setVisible(shown)
            self.errors[key].say("")
        self.state.say("")
        self.yes.setText(_("Open the browser") if self.kind == BROWSER else _("Sign in"))

    def _show_busy(self, busy: bool) -> None:
        self.line.setVisible(busy)
        for widget in (self.way, self.yes, self.forget, *self.fields.values()):
            widget.setEnabled(not busy)
        if busy and self.kind == BROWSER:
            self.state.say(_("Sign in in the browser, which has been opened. This waits for it."), Tone.ACCENT)
        elif busy:
            self.state.say(_("Trying whether the source accepts it …"))
        else:
            self.state.say("")

    def _missing(self) -> str | None:
        return next(
            (key for key in _FIELDS[self.kind] if key not in _MAY_BE_EMPTY and not self.fields[key].text().strip()),
            None,
        )

    def _sign_in(self) -> None:
        missing = self._missing()
        if missing is not None:
            self._refuse(missing, _("This is needed."))
            return
        typed = {key: self.fields[key].text().strip() for key in _FIELDS[self.kind] if key not in _SECRET.values()}
        secret = self.fields[_SECRET[self.kind]].text() if self.kind in _SECRET else ""
        work = _Signing(self._workspace, self._source.id, self.kind, typed, secret, self._open)
        self._show_busy(True)
        self._work.start(work, "sign-in")

    def _open(self, url: str) -> bool:
        """On the thread that signs in: the browser is opened by the UI thread."""
        self._show_url.emit(url)
        return True

    def _done(self, refused: Check | None) -> None:
        self._show_busy(False)
        if refused is None:
            self.accept()
        else:
            self._refuse(_SECRET.get(self.kind, "client"), f"{refused.detail}")

    def _fail(self, error: MoedeklarError) -> None:
        self._show_busy(False)
        said = error_sentence(error)
        if error.code == "url_refused":
            url = str(error.params.get("url", ""))
            about = next(
                (key for key in ("authorize_url", "token_url") if self.fields[key].text().strip() == url), None
            )
            if about is not None:
                self._refuse(about, said)
                return
        self.state.say(said, Tone.LATE)

    def _refuse(self, key: str, said: str) -> None:
        self.errors[key].say(said, Tone.LATE)
        self.fields[key].setFocus()
        self.fields[key].selectAll()

    def _forget(self) -> None:
        forget, source_id = self._workspace.signing.forget, self._source.id
        self._work.start(lambda _tell, _cancelled: forget(source_id), "sign-out")


class _Signing:
    """Signs in, and looks whether the source accepts it: gives the step that says no, None where none does."""

    def __init__(
        self,
        workspace: Workspace,
        source_id: str,
        kind: str,
        typed: dict[str, str],
        secret: str,
        opener: Callable[[str], bool],
    ) -> None:
        self._workspace = workspace
        self._source_id = source_id
        self._kind = kind
        self._typed = typed
        self._secret = secret
        self._opener = opener

    def __call__(self, _tell: Tell, cancelled: Callable[[], bool]) -> Check | None:
        from moedeklar.sources.http.sign_in.ways import Kind, Way  # noqa: PLC0415 (the network, where it is used)

        way, signing = Way(Kind(self._kind), **self._typed), self._workspace.signing
        if self._kind == BROWSER:
            signing.in_browser(self._source_id, way, self._opener, cancelled)
            return None
        signing.give(self._source_id, way, self._secret)
        checks = self._workspace.diagnosing.of(self._source_id, cancelled)
        return next((check for check in checks if check.check == "sign-in" and not check.ok), None)
