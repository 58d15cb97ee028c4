"""What an organisation has decided and what it offers, in words; the same in window and terminal."""

from __future__ import annotations

from collections.abc import Sequence

from moedeklar.model.organisation import Preset, PresetSource, UpdateMode
from moedeklar.wording.dates import capitalised, plain_date
from moedeklar.wording.language import _, ngettext
from moedeklar.wording.names import kind_name, quoted
from moedeklar.wording.requests import rule_sentence


def decided_by(organisation: str) -> str:
    """ "Bestemt af Nordlund Kommune"."""
    return _("Decided by {name}").format(name=organisation)


def connects_to(source: PresetSource, host: str) -> str:
    """What agreeing to *source* means: which host is connected to, or what is read on this computer."""
    if host:
        return _("This app will connect to {host}").format(host=host)
    return _("This app will read {place}").format(place=source.location)


def looks_at(host: str) -> str:
    """What agreeing to an address of newer versions means."""
    return _("This app will look for newer versions of itself at {host}").format(host=host)


def no_longer_named(organisation: str, sources: Sequence[str]) -> str:
    """That *organisation* has these sources no longer, and what becomes of them."""
    said = ngettext(
        "{organisation} no longer names the source {names}. It stays until you remove it.",
        "{organisation} no longer names the sources {names}. They stay until you remove them.",
        len(sources),
    )
    return said.format(organisation=organisation, names=", ".join(quoted(name) for name in sources))


def source_words(source: PresetSource) -> str:
    """ "OParl · Nordlund · Kun Byrådet · de seneste 4 år"."""
    return " · ".join(filter(None, (kind_name(source.kind), source.name, *_how_much(source))))


def _how_much(source: PresetSource) -> tuple[str, str]:
    """Which committees, and from when on."""
    which = _("All committees")
    if source.committees:
        which = _("Only {committees}").format(committees=", ".join(source.committees))
    if source.since is not None:
        return which, _("meetings from {date} on").format(date=plain_date(source.since))
    if source.years is not None:
        return which, ngettext("the last year", "the last {n} years", source.years).format(n=source.years)
    return which, _("all years")


def decided_lines(preset: Preset) -> tuple[tuple[str, str, str], ...]:
    """Everything that *preset* decides: the key, its name, and what is decided. Sources are left out."""
    rules = [(one.name, one.rule) for one in preset.committees if one.rule is not None]
    lines = [
        ("language", _("Language"), {"da": "Dansk", "en": "English"}.get(preset.language, "")),
        ("theme", _("Theme"), {"light": _("Light"), "dark": _("Dark")}.get(preset.theme, "")),
        *(
            (
                "committees",
                _("Deadline for requests to {committee}").format(committee=name),
                capitalised(rule_sentence(rule)),
            )
            for name, rule in rules
        ),
        ("requests.recipient", _("Requests are addressed to"), preset.requests.recipient),
        ("requests.mail", _("Requests are sent by e-mail to"), preset.requests.mail),
        ("requests.folder", _("Requests are put into"), preset.requests.folder),
        ("templates.text", _("A new request's text begins with"), _short(preset.templates.get("text", ""))),
        (
            "templates.recommendation",
            _("A new request's recommendation begins with"),
            _short(preset.templates.get("recommendation", "")),
        ),
        ("templates.reason", _("A new request's reason begins with"), _short(preset.templates.get("reason", ""))),
        ("retention.closed_days", _("Closed material is removed from this computer"), _days(preset.closed_days)),
        ("updates.mode", _("New versions of the program"), _mode(preset.updates.mode)),
        ("updates.url", _("New versions are looked for at"), preset.updates.url),
    ]
    return tuple(line for line in lines if line[2])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:80]} …" if len(line) > 80 else line


def _days(days: int | None) -> str:
    if days is None:
        return ""
    return ngettext("{n} day after the meeting", "{n} days after the meeting", days).format(n=days)


def _mode(mode: UpdateMode | None) -> str:
    if mode is None:
        return ""
    return {
        UpdateMode.OFF: lambda: _("are not looked for"),
        UpdateMode.NOTIFY: lambda: _("are told of"),
        UpdateMode.AUTO: lambda: _("are installed by themselves"),
    }[mode]()
