"""What a secretary hands to members: kit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moedeklar.cli.files import write_whole
from moedeklar.cli.session import Session
from moedeklar.cli.table import table
from moedeklar.cli.use import WrongUse
from moedeklar.cli.verbs import add_verb
from moedeklar.wording.errors import finding_sentence
from moedeklar.wording.errors_kit import trust_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.model.organisation import Finding
    from moedeklar.secretary.kit.making import MadeKit
    from moedeklar.secretary.kit.ordering import KitOrder, Organisation

PACKAGE = ".deb"


def register(app: typer.Typer) -> None:
    """Add the verb to *app*."""
    add_verb(
        app,
        "kit",
        kit,
        about=_(
            "Make a kit for members: the installer as it was released, your organisation's preset beside it, and a "
            "page in Danish that says what to do. The installer is never changed; what isn't Mødeklar as it was "
            "released is refused."
        ),
        examples=(
            "moedeklar kit --organisation organisation.toml --setup Moedeklar-0.1.0-x64-setup.exe --out kit.zip",
            'moedeklar kit --organisation organisation.toml --setup moedeklar.deb --out kit.zip --contact "IT, 1234"',
            "moedeklar kit --organisation organisation.toml --out nordlund.deb",
        ),
    )


def kit(
    session: Session,
    organisation: Annotated[
        str, typer.Option("--organisation", metavar=_("FILE"), help=_("The preset, organisation.toml."))
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out",
            metavar=_("FILE"),
            help=_("The ZIP to write; without --setup a .deb (or a folder for it) that holds the preset alone."),
        ),
    ],
    setup: Annotated[
        str | None,
        typer.Option("--setup", metavar=_("FILE"), help=_("The installer: setup.exe, .msi, .deb, .rpm or AppImage.")),
    ] = None,
    contact: Annotated[
        str, typer.Option(metavar=_("TEXT"), help=_("Whom members ask; else the address that requests go to."))
    ] = "",
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help=_("Take an installer of which nothing shows that it was released."))
    ] = False,
    force: Annotated[bool, typer.Option("--force", help=_("Replace a file that is there."))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print JSON."))] = False,
) -> None:
    """The verb `kit`."""
    # Here, since it loads the store's errors and the PDF client, which most verbs do without.
    from moedeklar.pdf.client import PdfClient  # noqa: PLC0415
    from moedeklar.secretary.kit.installers import look_at  # noqa: PLC0415
    from moedeklar.secretary.kit.making import make_kit, must_be_free  # noqa: PLC0415
    from moedeklar.secretary.kit.ordering import order_kit, read_organisation  # noqa: PLC0415
    from moedeklar.secretary.kit.proof import program_keys, prove  # noqa: PLC0415

    preset, target = Path(organisation).expanduser(), Path(out).expanduser()
    if setup is None and not (out.casefold().endswith(PACKAGE) or target.is_dir()):
        raise WrongUse("use_kit")
    given = read_organisation(preset)
    if setup is None:
        package = given.package()
        target = target / package.name if target.is_dir() else target
        must_be_free(target, preset, replace=force)
        write_whole(target, package.data)
        _say_package(session, given, target, len(package.data), as_json=as_json)
        return
    must_be_free(target, preset, Path(setup).expanduser(), replace=force)
    installer = look_at(Path(setup).expanduser())
    order = order_kit(given, installer, prove(installer, program_keys), contact=contact)
    pdf = PdfClient()
    try:
        made = make_kit(
            order, pdf, target, unchecked=unchecked, replace=force,
            told=lambda done: session.output.progress(f"{done * 100 // max(order.installer.size, 1)} %"),
        )  # fmt: skip
    finally:
        pdf.close()
        session.output.end_progress()
    _say(session, order, made, as_json=as_json)


def _say(session: Session, order: KitOrder, made: MadeKit, *, as_json: bool) -> None:
    _warn(session, order.findings)
    if as_json:
        session.output.json(_shape(order, made))
        return
    said = session.output.say
    if order.proof.trust.value != "signed":
        session.output.tell(trust_sentence(order.proof.trust.value, order.installer.name))
    else:
        said(trust_sentence(order.proof.trust.value, order.installer.name))
    said(_("The kit for {name} is {path}:").format(name=order.organisation.preset.name, path=made.path))
    said(table([["  " + name, f"{size:,}".replace(",", ".")] for name, size in made.files]))


def _say_package(session: Session, given: Organisation, path: Path, size: int, *, as_json: bool) -> None:
    _warn(session, given.findings)
    if as_json:
        session.output.json(
            {
                "out": str(path), "bytes": size, "organisation": given.preset.name,
                "findings": [_finding(one) for one in given.findings],
            }
        )  # fmt: skip
    else:
        session.output.say(_("The preset of {name} is the package {path}.").format(name=given.preset.name, path=path))


def _warn(session: Session, findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        session.output.tell(finding_sentence(finding))


def _shape(order: KitOrder, made: MadeKit) -> dict[str, Any]:
    return {
        "out": str(made.path),
        "bytes": made.size,
        "sha256": made.sha256,
        "organisation": order.organisation.preset.name,
        "setup": {
            "name": order.installer.name,
            "kind": order.installer.kind.value,
            "sha256": order.installer.sha256,
            "trust": order.proof.trust.value,
        },
        "files": [{"name": name, "bytes": size} for name, size in made.files],
        "findings": [_finding(one) for one in order.findings],
    }


def _finding(found: Finding) -> dict[str, str]:
    return {"level": found.level, "code": found.code, "text": finding_sentence(found)}
