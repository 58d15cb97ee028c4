"""How object storage is got into: the few things that each maker asks for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from moedeklar.secretary.publishing.feeds import is_secret
from moedeklar.ui.publishing.fields import Field, form_grid
from moedeklar.ui.rows import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.wording.language import _

# What each maker's storage is asked for, as obstore names it.
ASKED = {
    "s3": ("region", "endpoint", "access_key_id", "secret_access_key"),
    "az": ("account_name", "account_key"),
    "gs": ("service_account",),
}
_KINDS = {"s3": "s3", "s3a": "s3", "az": "az", "azure": "az", "abfs": "az", "abfss": "az", "gs": "gs", "gcs": "gs"}


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed: options that may be seen, those that must not, and whether to forget the latter first."""

    seen: dict[str, str]
    secret: dict[str, str]
    forget: bool = False


def kind_of(scheme: str) -> str:
    """Whose storage an address of that scheme is of, "" for none."""
    return _KINDS.get(scheme, "")


class StorageFields(QWidget):
    """The fields of one maker at a time. What is secret is never shown again once it is kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        grid = form_grid()
        names = {
            "region": _("Region"),
            "endpoint": _("Endpoint, if it isn't Amazon's own"),
            "access_key_id": _("Key id"),
            "secret_access_key": _("Secret key"),
            "account_name": _("Account"),
            "account_key": _("Account key"),
            "service_account": _("File of the service account"),
        }
        self.fields = {key: Field(grid, 2 * n, text, theme) for n, (key, text) in enumerate(names.items())}
        self.more = Field(grid, 2 * len(names), _("More options"), theme, "allow_http=true token=…")
        for key, field in self.fields.items():
            if is_secret(key):
                field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        layout.addLayout(grid)
        self.forget = QCheckBox(_("Forget the secrets that were kept before"))
        layout.addWidget(self.forget)
        said = _(
            "What is left empty is taken from the environment, as the storage's own tools read it. Secrets are kept"
            " where the keys of your notes are kept, encrypted; they are not shown again."
        )
        layout.addWidget(words(said, "small"))
        self.show_kind("", {}, kept=False)

    def show_kind(self, kind: str, options: dict[str, str], *, kept: bool) -> None:
        """Show what *kind* of storage asks for, filled with *options*; *kept* says whether there are secrets."""
        self._kind = kind
        asked = ASKED.get(kind, ())
        for key, field in self.fields.items():
            field.show(key in asked)
            field.edit.setText(options.get(key, ""))
            field.edit.setPlaceholderText(_("Kept; type to replace it") if kept and is_secret(key) else "")
        rest = {key: value for key, value in options.items() if key not in asked}
        self.more.edit.setText(" ".join(f"{key}={value}" for key, value in rest.items()))
        self.forget.setChecked(False)
        self.forget.setVisible(kept)
        self.setVisible(bool(kind))

    def switch(self, kind: str) -> None:
        """Show the fields of another maker; what was typed stays."""
        self._kind = kind
        for key, field in self.fields.items():
            field.show(key in ASKED.get(kind, ()))
        self.setVisible(bool(kind))

    def options(self) -> Options | None:
        """What was typed; None where the line of more options can't be read, which is then said."""
        said = {key: self.fields[key].text for key in ASKED.get(self._kind, ())}
        for part in self.more.text.split() if self._kind else ():
            key, sign, value = part.partition("=")
            if not sign or not key:
                self.more.refuse(
                    _("“{value}” is no option. Write NAME=VALUE, such as region=eu-north-1.").format(value=part)
                )
                return None
            said[key] = value
        filled = {key: value for key, value in said.items() if value}
        return Options(
            {key: value for key, value in filled.items() if not is_secret(key)},
            {key: value for key, value in filled.items() if is_secret(key)},
            self.forget.isChecked(),
        )
