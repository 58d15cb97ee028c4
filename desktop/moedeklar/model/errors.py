"""Errors of the environment, told in words; anything else that is raised is a bug of ours and is reported as one."""

from __future__ import annotations


class MoedeklarError(Exception):
    """Something outside the program stands in the way: a wrong passphrase, a full disk, a damaged file.

    `code` names the sentence in `moedeklar.wording.errors`, `params` fill it. No text for people is made here.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        """For logs: the code and its parameters."""
        return self.code + (f" {self.params}" if self.params else "")


class SecretsError(MoedeklarError):
    """The keys of the store could not be had: no keyring, wrong passphrase, locked keyring."""


class StoreError(MoedeklarError):
    """The database or the files of the profile could not be opened, read or written."""


class DocumentError(MoedeklarError):
    """One document could not be read. The rest goes on."""


class ParseError(DocumentError):
    """A record of a source is not what it should be; the parameters say where: a line, an element."""


class SourceError(MoedeklarError):
    """A source as a whole could not be reached or listed."""


class PresetError(MoedeklarError):
    """What an organisation decides beforehand can't be read, or does not allow what was asked for."""


class AttentionNeeded(MoedeklarError):
    """A guard stopped a run before anything local changed; a person must say that it may go on."""


class SignatureError(MoedeklarError):
    """Data bear no signature of anybody who is trusted."""


class UpdateError(MoedeklarError):
    """A newer version can't be looked for, fetched or installed. What is installed goes on working."""


class NotFound(MoedeklarError):
    """An id that nothing bears."""


class Cancelled(MoedeklarError):
    """The person, or the end of the program, cancelled the work. Nothing half-done is kept."""

    def __init__(self) -> None:
        super().__init__("cancelled")
