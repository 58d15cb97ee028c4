"""What is asked once more before something is taken from readers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from moedeklar.secretary.publishing.plan import Plan
from moedeklar.ui.publishing.words import publish_words, undo_words, withdrawn_names
from moedeklar.ui.widgets.dialog import Question
from moedeklar.wording.language import _


def ask(question: Question, yes: Callable[[], object]) -> Question:
    """Ask it, and do *yes* where the answer is yes."""
    question.accepted.connect(lambda: yes())  # noqa: PLW0108 (`accepted` is told of what it calls by its number)
    question.finished.connect(question.deleteLater)
    question.open()
    return question


def publish_question(plan: Plan, window: QWidget) -> Question:
    """Whether to publish something that takes meetings back."""
    said = _("Readers will find in their place that the meeting was withdrawn:\n{meetings}")
    return Question(
        _("Withdraw with this publish?"), said.format(meetings=withdrawn_names(plan)), publish_words(plan), window
    )


def withdraw_question(plan: Plan, window: QWidget) -> Question:
    """Whether to take a meeting back at once."""
    said = _(
        "It is taken back at once, with its files, and stays so until you put it out again. Nothing else changes."
        "\n{meetings}"
    )
    return Question(_("Withdraw the meeting?"), said.format(meetings=withdrawn_names(plan)), _("Withdraw"), window)


def undo_question(plan: Plan, window: QWidget) -> Question:
    """Whether to go back to before the last publish."""
    return Question(_("Undo the last publish?"), undo_words(plan), _("Undo the publish"), window)


def again_question(what: str, window: QWidget) -> Question:
    """Whether something that was held back by hand goes out."""
    said = _("“{what}” was held back by hand. With the next publish everybody can read it.")
    return Question(_("Let it out again?"), said.format(what=what), _("Let it out"), window)


def remove_question(name: str, window: QWidget) -> Question:
    """Whether a feed is no longer looked after from here."""
    said = _(
        "“{name}” is no longer looked after from here. What is published stays where it is; to take it back, empty"
        " that place. Added once more, the feed goes on where it was."
    )
    return Question(_("Remove the feed?"), said.format(name=name), _("Remove the feed"), window)
