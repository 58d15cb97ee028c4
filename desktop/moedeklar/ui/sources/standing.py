"""How a source stands, in words; finer than how its last run ended, as each state has its own way out. No widgets."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from moedeklar.member.schedule import SourcePlan
from moedeklar.model.reports import Problem
from moedeklar.model.views import SourceState
from moedeklar.ui.lines import Tone
from moedeklar.wording.dates import moment_ago
from moedeklar.wording.errors import problem_sentence
from moedeklar.wording.language import _, pgettext


class Standing(StrEnum):
    """Where a source stands after its last run."""

    NEVER = "never"
    OK = "ok"
    PARTLY = "partly"
    FAILED = "failed"
    ATTENTION = "attention"
    SIGN_IN = "sign_in"
    EXPIRED = "expired"
    LOCKED = "locked"
    OFFLINE = "offline"


_BY_CODE = {
    "sign_in_needed": Standing.SIGN_IN,
    "sign_in_expired": Standing.EXPIRED,
    "sign_in_refused": Standing.EXPIRED,
    "sign_in_failed": Standing.EXPIRED,
    "sign_in_denied": Standing.EXPIRED,
    "sign_in_locked": Standing.LOCKED,
    "sign_in_no_keyring": Standing.LOCKED,
    "keyring_locked": Standing.LOCKED,
    "keyring_gone": Standing.LOCKED,
    "net_offline": Standing.OFFLINE,
    "net_unreachable": Standing.OFFLINE,
}
ASKING = frozenset({Standing.SIGN_IN, Standing.EXPIRED})  # where signing in, or in anew, is the way out


def standing(plan: SourcePlan) -> Standing:
    """Where the source of *plan* stands. What kept the run from anything counts before what failed in it."""
    state = plan.source.state
    if state in (SourceState.FAILED, SourceState.PARTLY):
        for problem in plan.failed:
            if problem.code in _BY_CODE:
                return _BY_CODE[problem.code]
    return Standing(state.value)


def standing_words(found: Standing) -> str:
    """What it means."""
    return {
        Standing.NEVER: lambda: _("Not fetched yet"),
        Standing.OK: lambda: _("Everything is fetched"),
        Standing.PARTLY: lambda: _("Fetched, except for what is listed below"),
        Standing.FAILED: lambda: _("Could not be reached. What was fetched before is still here"),
        Standing.ATTENTION: lambda: _("Stopped, because something looks wrong. Nothing here was changed"),
        Standing.SIGN_IN: lambda: _("Wants to know who you are. What was fetched before is still here"),
        Standing.EXPIRED: lambda: _("No longer accepts your sign-in. What was fetched before is still here"),
        Standing.LOCKED: lambda: _("The keyring with your sign-in is locked. What was fetched before is still here"),
        Standing.OFFLINE: lambda: _("There is no network. What was fetched before is still here"),
    }[found]()


def standing_tag(found: Standing) -> str:
    """The same in a word or two."""
    return {
        Standing.NEVER: lambda: pgettext("source", "Not fetched"),
        Standing.OK: lambda: pgettext("source", "Fetched"),
        Standing.PARTLY: lambda: pgettext("source", "Partly fetched"),
        Standing.FAILED: lambda: pgettext("source", "Failed"),
        Standing.ATTENTION: lambda: pgettext("source", "Needs attention"),
        Standing.SIGN_IN: lambda: pgettext("source", "Sign in"),
        Standing.EXPIRED: lambda: pgettext("source", "Sign in again"),
        Standing.LOCKED: lambda: pgettext("source", "Keyring locked"),
        Standing.OFFLINE: lambda: pgettext("source", "No network"),
    }[found]()


def standing_tone(found: Standing) -> Tone:
    """Green where all is well, amber where a person should look, red where nothing came."""
    return {
        Standing.NEVER: Tone.PLAIN,
        Standing.OK: Tone.GOOD,
        Standing.OFFLINE: Tone.PLAIN,
        Standing.FAILED: Tone.LATE,
    }.get(found, Tone.WARN)


def next_words(plan: SourcePlan, now: datetime, *, paused: bool) -> str:
    """When the source is fetched by itself the next time, or why not."""
    if paused:
        return _("fetching by itself is paused")
    if plan.next_run is None:
        return _("fetched only when you ask for it")
    if plan.next_run <= now:
        return _("next in a moment")
    return _("next {when}").format(when=moment_ago(plan.next_run, now))


def whole_problems(plan: SourcePlan) -> tuple[Problem, ...]:
    """What failed of the source as a whole, and not of a thing in it."""
    failed = plan.report.failed if plan.report is not None else plan.failed
    return tuple(problem for problem in failed if problem.what in ("", plan.source.name))


def trouble_words(plan: SourcePlan) -> str:
    """Why the source as a whole could not be fetched, "" where it could."""
    return " ".join(dict.fromkeys(problem_sentence(problem) for problem in whole_problems(plan)))
