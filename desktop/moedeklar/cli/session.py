"""What one run of the command line shares: profile, language, output, and the workspace while a verb needs it."""

from __future__ import annotations

import getpass
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from moedeklar.cli.streams import Output
from moedeklar.cli.use import one_of
from moedeklar.member.clock import clock_of_environment
from moedeklar.member.environment import PASSPHRASE_FILE
from moedeklar.model.errors import Cancelled, SecretsError, StoreError
from moedeklar.model.links import Wanted
from moedeklar.model.moments import Clock
from moedeklar.wording.errors import error_sentence
from moedeklar.wording.language import LANGUAGES, _, set_language
from moedeklar.wording.secrets import same_passphrase

if TYPE_CHECKING:
    from moedeklar.member.profile import Profile
    from moedeklar.member.workspace import Workspace
    from moedeklar.store.keys import StoreKeys

WindowOpener = Callable[["Session", Wanted], int]
"""Opens the window of the session's profile, at what is wanted; returns the exit status."""

WindowCheck = Callable[[Path], str]
"""Builds the window over a profile without showing it to anyone; returns what it saw, raises where it cannot."""


@dataclass
class Session:
    """The state of one run. The two functions that need Qt are handed in, since this room may not import it."""

    output: Output
    open_window: WindowOpener | None = None
    check_window: WindowCheck | None = None
    folder: Path | None = None
    language: str = ""
    verbose: bool = False

    def take(self, *, profile: Path | None, language: str | None, verbose: bool) -> None:
        """The common options as they stood before or after the verb; what is not given stays as it was."""
        if profile is not None:
            self.folder = profile
        if language is not None:
            self.speak(language)
        if verbose and not self.verbose:
            self.verbose = True
            logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(name)s: %(message)s")

    def speak(self, language: str) -> None:
        """Use *language* from here on, whatever the settings in the profile say."""
        self.language = set_language(one_of("--language", language, LANGUAGES))

    def profile(self) -> Profile:
        """The profile asked for, or the person's own."""
        from moedeklar.member.profile import Profile  # noqa: PLC0415 (loads the store, which `inspect` does without)

        return Profile(self.folder.absolute()) if self.folder is not None else Profile.default()

    @staticmethod
    def clock() -> Clock:
        """The clock of this run."""
        return clock_of_environment()

    def keys(self) -> StoreKeys:
        """The profile's keys, for what needs no store. Raises SecretsError, StoreError."""
        from moedeklar.member.accounts import open_keys  # noqa: PLC0415 (loads the store)

        profile, secrets = self.profile(), TerminalSecrets(self.output)
        try:
            return open_keys(profile, secrets)
        except SecretsError as error:
            return secrets.recover(profile, error)

    @contextmanager
    def workspace(self, *, damaged: bool = False) -> Iterator[Workspace]:
        """The profile's workspace, closed at the end. Speaks the language of its settings unless one was asked for.

        With *damaged* also that of a database that is not whole.
        """
        from moedeklar.member.workspace import Workspace  # noqa: PLC0415 (as above)

        profile, secrets = self.profile(), TerminalSecrets(self.output)
        try:
            workspace = Workspace.open(profile, secrets, self.clock(), damaged=damaged)
        except SecretsError as error:
            keys = secrets.recover(profile, error)
            workspace = Workspace.open(profile, secrets, self.clock(), keys=keys, damaged=damaged)
        try:
            chosen = workspace.settings.get("language", "")
            if not self.language and chosen in LANGUAGES:
                set_language(str(chosen))
            if workspace.store.full:
                self.output.tell(error_sentence(StoreError("store_full", path=str(profile.folder))))
            yield workspace
        finally:
            workspace.close()


class TerminalSecrets:
    """Asks on the terminal for what opens the store; where there is none, says what to do instead."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._chosen: str | None = None

    def passphrase(self, new: bool, wrong: bool) -> str:
        """The passphrase, of a *new* profile twice. SecretsError("secrets_nowhere") where nobody can answer."""
        self._must_be_terminal()
        if wrong:
            self._output.tell(_("That passphrase does not open this profile. Try again, or press Ctrl+C."))
        if not new and not wrong and self._chosen is not None:
            return self._chosen  # just chosen, after the recovery code
        if not new:
            return getpass.getpass(_("Passphrase: "))
        while True:
            first = getpass.getpass(_("Choose a passphrase for this profile: "))
            if first and first == getpass.getpass(_("The same once more: ")):
                self._chosen = first
                return first
            self._output.tell(_("The two were not the same, or empty. Once more."))

    def recovery_code(self) -> str:
        """The recovery code, as printed when the profile was made. Cancelled where none is given."""
        self._must_be_terminal()
        code = getpass.getpass(_("Recovery code (or Enter to give up): ")).strip()
        if not code:
            raise Cancelled
        return code

    def recover(self, profile: Profile, error: SecretsError) -> StoreKeys:
        """The keys, by the recovery code, where *error* kept the profile shut; raises *error* where it cannot help."""
        from moedeklar.member.accounts import RECOVERABLE, passphrase_file, recover_keys  # noqa: PLC0415 (the store)

        if error.code not in RECOVERABLE or not self._is_terminal():
            raise error
        self._output.tell(error_sentence(error))
        keys = recover_keys(profile, self)
        if passphrase_file() is not None:
            self._output.tell(same_passphrase())
        return keys

    def show_recovery_code(self, code: str) -> None:
        """Show it once, on standard error. SecretsError where that is no terminal: a code in a log is no secret."""
        if not self._output.shows_progress:
            raise SecretsError("secrets_nowhere", variable=PASSPHRASE_FILE)
        self._output.tell(
            _(
                "The recovery code of this profile is\n\n    {code}\n\n"
                "Print it or write it down. It opens your notes should the passphrase or the keyring be lost; "
                "it is shown only now."
            ).format(code=code)
        )

    @staticmethod
    def _is_terminal() -> bool:
        return sys.stdin is not None and sys.stdin.isatty()

    def _must_be_terminal(self) -> None:
        if not self._is_terminal():
            raise SecretsError("secrets_nowhere", variable=PASSPHRASE_FILE)
