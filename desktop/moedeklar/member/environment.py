"""The variables of the environment that steer the program, in one place and light to import."""

from __future__ import annotations

PASSPHRASE_FILE = "MOEDEKLAR_PASSPHRASE_FILE"  # noqa: S105 (the name of a variable)
"""Names a file whose first line (UTF-8) is the passphrase of the profile; then no keyring is touched."""

NOW = "MOEDEKLAR_NOW"
"""A moment (ISO 8601) at which the program's clock stands."""

ORGANISATION = "MOEDEKLAR_ORGANISATION"
"""Names one more organisation.toml, which counts less than those of the system: for tests and scripts."""
