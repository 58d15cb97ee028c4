"""The card of the organisation in the settings: whose presets count, and how what it offers stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from moedeklar.ui.rows import words
from moedeklar.ui.theme.theme import Theme
from moedeklar.ui.widgets.card import Card
from moedeklar.wording.language import _, ngettext

if TYPE_CHECKING:
    from moedeklar.member.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """`name` is "" where nothing is decided here. `offered` and `declined` say that there is something to answer.

    `agreed` counts the sources that came of it, `findings` what is to be said of the places that were read.
    """

    name: str = ""
    offered: bool = False
    declined: bool = False
    agreed: int = 0
    findings: int = 0


def standing_of(workspace: Workspace) -> Standing:
    """How presets stand. Blocks; any thread."""
    presets = workspace.presets
    if presets.merged() is None:
        return Standing()
    return Standing(
        presets.organisation(),
        presets.pending() is not None,
        presets.declined() is not None,
        len(presets.owners()),
        len(presets.findings()),
    )


def standing_words(standing: Standing) -> str:
    """How it stands, in a sentence or two."""
    said = []
    if standing.offered:
        said.append(_("It has set up something for you, and you have not answered yet."))
    elif standing.declined:
        said.append(_("You have declined what it has set up. You can think better of it."))
    elif standing.agreed:
        said.append(
            ngettext("{n} source comes from it.", "{n} sources come from it.", standing.agreed).format(
                n=standing.agreed
            )
        )
    else:
        said.append(_("It has decided on some settings."))
    if standing.findings:
        said.append(_("Something in what it has stated is not followed."))
    return " ".join(said)


class OrganisationCard(Card):
    """`wanted`: the page with all that is offered and decided."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.said = words("", "muted")
        self.body.addWidget(self.said)
        self.button = QPushButton(_("Show what is decided"))
        theme.set_icon(self.button, "shield-check")
        self.button.clicked.connect(lambda _checked=False: self.wanted.emit())
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands; nothing where nothing is decided."""
        self.set_title(standing.name)
        self.said.setText(standing_words(standing))
        answers = standing.offered or standing.declined
        self.button.setText(_("Look at it again") if answers else _("Show what is decided"))
        self.setVisible(bool(standing.name))
