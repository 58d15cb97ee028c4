"""The language in use, and the functions that translate.

Call `_` and `ngettext` when the sentence is shown, never at import, and fill in values afterwards:
`_("Page {n}").format(n=3)`. The state is one per process and is set by the window or the command line.
"""

from __future__ import annotations

import gettext
import locale
import os
import sys
from collections.abc import Mapping

from moedeklar.resources import resource_path

LANGUAGES = ("da", "en")
_current: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_name: list[str] = ["en"]


def set_language(language: str) -> str:
    """Speak *language* ("da" or "en") from here on; "" follows the system. Returns the language now spoken."""
    chosen = language if language in LANGUAGES else system_language(os.environ)
    if chosen == "da":
        with resource_path("translations/da.mo").open("rb") as catalogue:
            _current[0] = gettext.GNUTranslations(catalogue)
    else:
        _current[0] = gettext.NullTranslations()
    _name[0] = chosen
    return chosen


def language() -> str:
    """The language spoken now: "da" or "en"."""
    return _name[0]


def system_language(environment: Mapping[str, str]) -> str:
    """Danish where the system speaks a Scandinavian language, English where it speaks another; Danish where unsaid.

    Reads the POSIX variables in their order of precedence; on Windows, which has none, the locale of the process.
    """
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        stated = environment.get(variable, "").split(":")[0]
        if stated and stated.split(".")[0] not in ("C", "POSIX"):
            return _supported(stated)
    # Not elsewhere: Python calls the C locale "en_US", which nobody has chosen.
    stated = (locale.getlocale()[0] or "") if sys.platform == "win32" else ""
    return _supported(stated) if stated else "da"


def _supported(stated: str) -> str:
    return "da" if stated[:2].lower() in ("da", "nb", "nn", "no", "sv", "fo", "kl") else "en"


def _(message: str) -> str:
    """*message* in the language spoken now."""
    return _current[0].gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The right form for *count*, in the language spoken now; the caller fills in `{n}`."""
    return _current[0].ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """*message* as it is meant in *context*, for words that Danish has several of."""
    return _current[0].pgettext(context, message)
