"""What the argument parser complains of, as a sentence in the language spoken. The parser's own texts are English."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from typer.exceptions import TyperException

from moedeklar.wording.language import _

_EXTRA = re.compile(r"extra argument\(s\) \((.+)\)$")


def misuse_sentence(error: TyperException) -> str:
    """What is wrong with the command line that *error* refused.

    The kinds are told apart by name, since the parser's module is private; one that is unknown here keeps its own text.
    """
    told = _SENTENCES.get(type(error).__name__)
    if told is not None:
        return told(error)
    message = error.format_message()
    extra = _EXTRA.search(message)
    if extra:
        return _("There is no place for “{words}” in this verb. Words with spaces need quotation marks.").format(
            words=extra[1]
        )
    return _("A verb is missing.") if message == "Missing command." else message


def help_hint(error: TyperException) -> str:
    """Which help to read after *error*; "" where the help itself was printed."""
    context: Any = getattr(error, "ctx", None)
    if context is None or type(error).__name__ == "NoArgsIsHelpError":
        return ""
    return _("See: {command} --help").format(command=context.command_path)


def _name(error: Any) -> str:
    param = error.param
    if param is None:
        return str(error.param_hint or "")
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar or param.name.upper())


def _bad_option(error: Any) -> str:
    if "does not take" in error.message:
        return _("{name} takes no value.").format(name=error.option_name)
    return _("{name} needs a value after it.").format(name=error.option_name)


def _no_option(error: Any) -> str:
    text = _("There is no option {name} here.").format(name=error.option_name)
    if error.possibilities:
        text += " " + _("Did you mean {near}?").format(near=", ".join(sorted(error.possibilities)))
    return text


_SENTENCES: dict[str, Callable[[Any], str]] = {
    "NoArgsIsHelpError": lambda error: str(error.format_message()),
    "NoSuchOption": _no_option,
    "BadOptionUsage": _bad_option,
    "MissingParameter": lambda error: _("{name} is missing.").format(name=_name(error)),
    "BadParameter": lambda error: _("{name}: that value cannot be used.").format(name=_name(error)),
}
