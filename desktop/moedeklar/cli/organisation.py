"""What an organisation has decided for its members: organisation show, accept, decline, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moedeklar.cli.session import Session
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb, new_group
from moedeklar.model.organisation import Finding
from moedeklar.wording.errors import finding_sentence
from moedeklar.wording.language import _
from moedeklar.wording.presets import connects_to, decided_lines, looks_at, no_longer_named, source_words

if TYPE_CHECKING:
    from moedeklar.member.presets import Offer, Presets

PROBLEM = 1


def register(app: typer.Typer) -> None:
    """Add the verbs to *app*."""
    organisation = new_group(
        app,
        "organisation",
        about=_("What your organisation has decided beforehand, in organisation.toml or by policy."),
    )
    add_verb(
        organisation,
        "show",
        show,
        about=_("Show what is decided, where each part of it stands, and what you have not agreed to yet."),
        examples=("moedeklar organisation show", "moedeklar organisation show --json"),
    )
    add_verb(
        organisation,
        "accept",
        accept,
        about=_("Agree to the sources that your organisation has set up. They are fetched from at the next sync."),
        examples=("moedeklar organisation accept", "moedeklar sync"),
    )
    add_verb(
        organisation,
        "decline",
        decline,
        about=_("Decline them. It can be taken back with accept."),
        examples=("moedeklar organisation decline",),
    )
    add_verb(
        organisation,
        "check",
        check,
        about=_("Check an organisation.toml. Exit status 1 where it has an error; a warning is only told."),
        examples=("moedeklar organisation check organisation.toml",),
    )


def show(session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False) -> None:
    """The verb `organisation show`."""
    with session.workspace() as workspace:
        presets = workspace.presets
        if as_json:
            session.output.json(_shape(presets))
        else:
            _say(session, presets)


def accept(session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False) -> None:
    """The verb `organisation accept`."""
    with session.workspace() as workspace:
        presets = workspace.presets
        offers = [offer for offer in (presets.pending(), presets.declined()) if offer is not None]
        added = [source for offer in offers for source in presets.accept(offer)]
    if as_json:
        session.output.json([{"id": one.id, "kind": one.kind, "name": one.name} for one in added])
    elif not offers:
        session.output.say(_("There is nothing to agree to."))
    elif not added:
        session.output.say(_("Agreed."))
    for one in () if as_json else added:
        session.output.say(_("Added {name} ({id}). Now: moedeklar sync").format(name=one.name, id=one.id))


def decline(session: Session, as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False) -> None:
    """The verb `organisation decline`."""
    with session.workspace() as workspace:
        offer = workspace.presets.pending()
        if offer is not None:
            workspace.presets.decline(offer)
    if as_json:
        session.output.json({"declined": list(offer.hosts) if offer else []})
    elif offer is None:
        session.output.say(_("There is nothing to decline."))
    else:
        session.output.say(_("Declined. Nothing is connected to. To take it back: moedeklar organisation accept"))


def check(
    session: Session,
    file: Annotated[str, typer.Argument(metavar=_("FILE"), help=_("The organisation.toml."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> int:
    """The verb `organisation check`."""
    from moedeklar.organisation_file import look  # noqa: PLC0415 (only what is used is loaded)

    if not file.strip():
        raise WrongUse("use_path_empty")
    found = look(Path(file).expanduser())
    if as_json:
        session.output.json({"file": file, "ok": found.error is None, "findings": [*map(_finding, found.findings)]})
    else:
        for finding in found.findings:
            session.output.tell(finding_sentence(finding))
        if found.error is None:
            session.output.say(_("{file} can be used.").format(file=file))
    return PROBLEM if found.error is not None else 0


def _say(session: Session, presets: Presets) -> None:
    say, found, preset = session.output.say, presets.merged(), presets.current()
    if found is None:
        say(_("Nothing is decided: no organisation.toml was found, and no policy."))
        return
    say(presets.organisation())
    for place in found.places:
        say(_("  read from {place}").format(place=place))
    for one, state, source_id in presets.standing():
        words = connects_to(one.source, one.host)
        say(f"{words}\n  {source_words(one.source)}\n  {_state(state, source_id)}")
    pending = presets.pending()
    if pending is not None and pending.updates is not None:
        say(f"{looks_at(pending.updates.host)}\n  {_state('pending', '')}")
    for dropped in presets.dropped():
        say(no_longer_named(dropped.organisation, [f"{dropped.source.name} ({dropped.source.id})"]))
    for key, name, value in decided_lines(preset):
        lock = _(" (locked)") if preset.is_locked(key) else ""
        say(f"{name}: {value}{lock}\n  " + _("stated in {place}").format(place=found.origins.get(key, "")))
    if preset.is_locked("sources"):
        say(_("Sources are locked: none can be added or removed."))
    for finding in found.findings:
        session.output.tell(finding_sentence(finding))


def _state(state: str, source_id: str) -> str:
    return {
        "agreed": lambda: _("agreed to: {id}").format(id=source_id),
        "pending": lambda: _("not agreed to yet: moedeklar organisation accept"),
        "declined": lambda: _("declined; to take it back: moedeklar organisation accept"),
    }[state]()


def _shape(presets: Presets) -> dict[str, Any]:
    found, preset = presets.merged(), presets.current()
    pending: Offer | None = presets.pending()
    return {
        "name": presets.organisation(),
        "places": list(found.places) if found else [],
        "pending": list(pending.hosts) if pending else [],
        "sources": [
            {
                "kind": one.source.kind,
                "location": one.source.location,
                "name": one.source.name,
                "host": one.host,
                "committees": list(one.source.committees),
                "state": state,
                "id": source_id or None,
            }
            for one, state, source_id in presets.standing()
        ],
        "decided": [
            {
                "key": key,
                "what": name,
                "value": value,
                "locked": preset.is_locked(key),
                "place": found.origins.get(key, "") if found else "",
            }
            for key, name, value in decided_lines(preset)
        ],
        "locked": sorted(preset.locked),
        "findings": [_finding(finding) for finding in presets.findings()],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "level": finding.level,
        "code": finding.code,
        "place": finding.place,
        "why": finding_sentence(finding),
    }
