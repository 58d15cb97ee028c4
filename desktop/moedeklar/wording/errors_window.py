"""Sentences for errors of the window itself."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    "no_screen": lambda: _(
        "There is no screen to show the window on. Everything that needs none works from here: try "
        "“moedeklar meetings”, “moedeklar show” or “moedeklar --help”."
    ),
    "window_silent": lambda: _(
        "This profile is open in another window (process {process}) that does not answer. Close that one, or wait "
        "until it has finished, and try again. Nothing is lost."
    ),
}
