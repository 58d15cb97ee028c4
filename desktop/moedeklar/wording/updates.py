"""What is said of newer versions of the program, in the window and on the command line."""

from __future__ import annotations

from datetime import datetime

from moedeklar.model.organisation import UpdateMode
from moedeklar.model.updates import Offer, Outcome, Step, UpdateState
from moedeklar.wording.dates import moment_ago
from moedeklar.wording.errors import problem_sentence, sentence
from moedeklar.wording.language import _, pgettext


def mode_words(mode: UpdateMode) -> str:
    """The mode, as a choice."""
    return {
        UpdateMode.OFF: lambda: _("Don't look for newer versions"),
        UpdateMode.NOTIFY: lambda: _("Tell me about newer versions"),
        UpdateMode.AUTO: lambda: _("Install newer versions by itself"),
    }[mode]()


def looked_words(state: UpdateState, running: str, now: datetime) -> str:
    """When was looked last, and what came of it."""
    if state.looked is None:
        return _("Nothing has been looked for yet.")
    when = moment_ago(state.looked, now)
    said = {
        Outcome.NEVER: lambda: _("Looked {when}."),
        Outcome.CURRENT: lambda: _("Looked {when}: this is the newest version ({running})."),
        Outcome.FOUND: lambda: _("Looked {when}: version {version} is here."),
        Outcome.NOTHING: lambda: _("Looked {when}: there is a newer version, but not for this kind of installation."),
        Outcome.FAILED: lambda: _("Looked {when}, without success."),
    }[state.outcome]()
    return said.format(when=when, running=running, version=state.offer.version if state.offer else "")


def idle_words(state: UpdateState) -> str:
    """What keeps this copy from ever looking; "" where nothing does."""
    return sentence(state.idle_reason, {"url": state.address}) if state.idle_reason else ""


def locked_words(state: UpdateState) -> str:
    """Who decided, where the person can't; "" where they can."""
    if not state.locked:
        return ""
    code = "update_locked" if state.organisation else "update_locked_here"
    return sentence(code, {"organisation": state.organisation})


def problem_words(state: UpdateState) -> str:
    """What stood in the way; "" where nothing did."""
    return problem_sentence(state.problem) if state.problem is not None else ""


def offer_words(offer: Offer, running: str) -> str:
    """That there is a newer version; urging where this one is too old."""
    if offer.urgent:
        return _(
            "Version {version} is here, and this one ({running}) is no longer good enough: errors in it were found that"
            " may matter to you. Please update."
        ).format(version=offer.version, running=running)
    return _("Version {version} of Mødeklar is here.").format(version=offer.version)


def step_words(state: UpdateState) -> str:
    """What is being done; "" where nothing is."""
    version = state.offer.version if state.offer is not None else ""
    said = {
        Step.WAITING: lambda: _("Waiting until the agendas have been fetched …"),
        Step.LOOKING: lambda: _("Looking for a newer version …"),
        Step.DOWNLOADING: lambda: _("Fetching version {version}: {far}"),
        Step.TRYING: lambda: _("Version {version} is being tried out …"),
        Step.READY: lambda: _("Version {version} has been fetched and checked."),
        Step.DONE: lambda: _("Version {version} is ready: Mødeklar starts again."),
    }.get(state.step, lambda: "")()
    return said.format(version=version, far=far_words(state.done, state.total))


def ready_words(state: UpdateState) -> str:
    """What becomes of an installer that is here."""
    if state.mode is UpdateMode.AUTO:
        return step_words(state) + " " + _("It is installed when you quit Mødeklar.")
    return step_words(state)


def far_words(done: int, total: int) -> str:
    """How far a download has come, in megabytes."""
    if not total:
        return "…"
    point = pgettext("decimal point", ".")
    counted = [f"{count / 1e6:.1f}".replace(".", point) for count in (done, total)]
    return _("{done} of {total} MB").format(done=counted[0], total=counted[1])
