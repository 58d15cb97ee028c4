"""How verbs are added: with the options that every verb has, help in the language spoken, and examples below it."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from moedeklar.cli.session import Session
from moedeklar.cli.use import WrongUse
from moedeklar.wording.language import _, pgettext

VerbFunction = Callable[..., int | None]


@dataclass(frozen=True, slots=True)
class Group:
    """Verbs that stand together in the help."""

    heading: str
    verbs: tuple[str, ...]


class Verb(TyperCommand):
    """A verb whose help is set in the language spoken."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows the order of words."""
        formatter.write_usage(ctx.command_path, " ".join(_usage(self, ctx)), prefix=_("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments first, then options."""
        _write_parameters(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (typer calls it so)
        """The examples, as they would be typed."""
        _write_examples(self.epilog, formatter)


class Verbs(TyperGroup):
    """A group of verbs; the first level shows them under headings."""

    groups: tuple[Group, ...] = ()

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line that shows the order of words."""
        formatter.write_usage(ctx.command_path, _("[OPTIONS] VERB …"), prefix=_("Usage: "))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The options, then the verbs."""
        _write_parameters(self, ctx, formatter)
        for group in self.groups or (Group(_("Verbs"), tuple(self.commands)),):
            rows = [(name, self.commands[name].get_short_help_str(limit=200)) for name in group.verbs]
            with formatter.section(group.heading):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (typer calls it so)
        """The examples, as they would be typed."""
        _write_examples(self.epilog, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The verb named, or WrongUse that says which one may have been meant."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            from difflib import get_close_matches  # noqa: PLC0415 (needed for a slip of the pen only)

            near = get_close_matches(args[0], self.commands, n=1)
            if near:
                raise WrongUse("use_verb_near", verb=args[0], near=near[0], help=f"{ctx.command_path} --help")
            raise WrongUse("use_verb", verb=args[0], help=f"{ctx.command_path} --help")
        return super().resolve_command(ctx, args)


def add_verb(app: typer.Typer, name: str, function: VerbFunction, *, about: str, examples: Sequence[str] = ()) -> None:
    """Make *function* a verb of *app*: its first parameter is the `Session`, the others are its options.

    *about* begins with a sentence that also stands in the list of verbs. *examples* are lines as typed.
    """
    app.command(name, cls=Verb, help=about, epilog="\n".join(examples), context_settings=CONTEXT)(with_common(function))


def new_group(app: typer.Typer, name: str, *, about: str) -> typer.Typer:
    """A group of verbs under *name*; alone, it shows its help and that is wrong use."""
    group = typer.Typer(cls=Verbs, no_args_is_help=True, rich_markup_mode=None, context_settings=CONTEXT)
    group.callback()(with_common(_nothing))
    app.add_typer(group, name=name, help=about)
    return group


def _nothing(session: Session) -> None:
    """A group by itself does nothing."""


CONTEXT: dict[str, Any] = {"help_option_names": ["--help", "-h"], "max_content_width": 100}


def common_parameters() -> list[inspect.Parameter]:
    """The options of every verb, with their texts in the language spoken now."""
    kinds: dict[str, Any] = {
        "profile": Annotated[
            Path | None,
            typer.Option("--profile", metavar=_("DIR"), help=_("Keep everything of this run under this folder.")),
        ],
        "language": Annotated[
            str | None, typer.Option("--language", metavar="da|en", help=_("Speak Danish or English."))
        ],
        "verbose": Annotated[bool, typer.Option("--verbose", "-v", help=_("Tell more on standard error."))],
    }
    return [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=False if name == "verbose" else None, annotation=kind
        )
        for name, kind in kinds.items()
    ]


def with_common(function: VerbFunction) -> Callable[..., int]:
    """*function* with the common options beside its own, its session taken from the context that the program made.

    The texts in its annotations are evaluated here, in the language spoken now. A parameter that is a dataclass stands
    for options that several verbs share: each field is one, and the function gets them together.
    """
    common = common_parameters()
    hints = typing.get_type_hints(function, include_extras=True)
    own = list(inspect.signature(function).parameters.values())[1:]
    wants_context = any(parameter.name == "ctx" for parameter in own)
    shared = {name: hint for name, hint in hints.items() if isinstance(hint, type) and is_dataclass(hint)}
    shared.pop("session", None)
    options = [p.replace(annotation=hints[p.name]) for p in own if p.name != "ctx" and p.name not in shared]
    at = next((n for n, p in enumerate(own) if p.name in shared), len(options))
    options[at:at] = [option for kind in shared.values() for option in _options_of(kind)]

    def run(ctx: typer.Context, **values: Any) -> int:
        session: Session = ctx.find_root().obj
        session.take(**{parameter.name: values.pop(parameter.name) for parameter in common})
        for name, kind in shared.items():
            values[name] = kind(**{field.name: values.pop(field.name) for field in fields(kind)})
        if wants_context:
            values["ctx"] = ctx
        return function(session, **values) or 0

    for hint in (parameter.annotation for parameter in (*options, *common)):
        for info in getattr(hint, "__metadata__", ()):
            # Else the parser looks first, and says no more than that the value cannot be used.
            info.readable = False
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    shown = [option.replace(kind=inspect.Parameter.KEYWORD_ONLY) for option in options]
    parameters = [context, *shown, *common]
    run.__doc__ = function.__doc__
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    setattr(run, "__signature__", inspect.Signature(parameters))  # noqa: B010 (a function has it, its type does not)
    return run


def _options_of(kind: type) -> list[inspect.Parameter]:
    """The options that the fields of a dataclass are, in their order."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(kind)
    ]


def _usage(command: TyperCommand, ctx: Any) -> list[str]:
    arguments = [
        param.metavar or param.name.upper() if param.required else f"[{param.metavar or param.name.upper()}]"
        for param in command.get_params(ctx)
        if param.param_type_name == "argument"
    ]
    return [*arguments, _("[OPTIONS]")]


def _write_parameters(command: Any, ctx: Any, formatter: Any) -> None:
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    common: list[tuple[str, str]] = []
    shared = {"profile", "language", "verbose", "help"}
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is None:
            continue
        if param.name == "help":
            common.append((record[0], _("Show this help.")))
        elif param.param_type_name == "argument":
            arguments.append((param.metavar or param.name.upper(), param.help or ""))
        else:
            text = param.help or ""
            text = _("{text} (required)").format(text=text) if param.required else text
            (common if param.name in shared else options).append((record[0], text))
    for heading, rows in (
        (pgettext("help", "What"), arguments),
        (_("Options"), options),
        (_("Options of every verb"), common),
    ):
        if rows:
            with formatter.section(heading):
                formatter.write_dl(rows)


def _write_examples(examples: str | None, formatter: Any) -> None:
    if examples:
        with formatter.section(_("Examples")):
            for line in examples.splitlines():
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
