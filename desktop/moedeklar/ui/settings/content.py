"""Where the keys are, in words that say what that means for the person. No widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moedeklar.model.errors import MoedeklarError
from moedeklar.ui.settings.closed_key import NAME
from moedeklar.ui.settings.organisation import Standing, standing_of
from moedeklar.ui.shell.news import ON_DESKTOP
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import _

if TYPE_CHECKING:
    from moedeklar.member.profile import Profile
    from moedeklar.member.workspace import Workspace

SMALLEST, LARGEST, STEP = 80, 200, 10


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person has chosen, and what is said of the keys ("" where it isn't known).

    `minutes` is how often is fetched, 0 for never by itself; `on_desktop` whether news are told there.
    `locked` are settings that an organisation has decided on; `standing` says how its presets stand.
    `public_key` is the member's own for closed items, `key_name` what the member is called beside it.
    """

    language: str
    theme: str
    reading_size: int
    keys: str
    minutes: int = 60
    paused: bool = False
    on_desktop: bool = False
    locked: frozenset[str] = frozenset()
    standing: Standing = field(default_factory=Standing)
    public_key: str = ""
    key_name: str = ""


def load(workspace: Workspace, profile: Profile | None) -> Choices:
    """Read the settings. Blocks; any thread."""
    settings = workspace.settings
    try:
        size = int(settings.get("reading_size", 100) or 100)
    except (TypeError, ValueError):
        size = 100
    return Choices(
        str(settings.get("language", "") or ""),
        str(settings.get("theme", "") or ""),
        max(SMALLEST, min(LARGEST, size)),
        keys_words(profile) if profile is not None else "",
        workspace.schedule.minutes(),
        workspace.schedule.is_paused,
        bool(settings.get(ON_DESKTOP, False)),
        frozenset(key for key in ("language", "theme") if settings.is_locked(key)),
        standing_of(workspace),
        workspace.keys.member_public,
        str(settings.get(NAME, "") or ""),
    )


def keys_words(profile: Profile) -> str:
    """Where the keys of *profile* are, and whether there is a recovery code."""
    # Loaded here: the settings are rarely opened, and the room behind the keys is a heavy one.
    from moedeklar.member.accounts import kept_keys  # noqa: PLC0415

    try:
        known = kept_keys(profile)
    except MoedeklarError as error:
        return error_sentence(error)
    if known is None:
        return ""
    if known.kept == "keyring":
        said = _("The key is kept in this computer's own keyring, so nothing has to be typed at the start.")
    else:
        said = _("The key is protected by your passphrase, which is asked for at the start.")
    if known.recovery is None:
        return said + " " + _("There is no recovery code.")
    return (
        said
        + " "
        + _(
            "The recovery code that you were shown when Mødeklar was started for the first time opens everything if"
            " that is lost. Keep it on paper, away from this computer."
        )
    )
