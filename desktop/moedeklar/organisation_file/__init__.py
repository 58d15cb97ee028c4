"""organisation.toml, what an organisation decides beforehand: read, checked against the schema that ships, and made.

A member's side reads it where it lies, a secretary's puts it into a kit, and neither may import the other; so it stands
beside `request_document`, below both. Nothing here connects anywhere.
"""

from moedeklar.organisation_file.addresses import host_of
from moedeklar.organisation_file.reading import (
    FILE_NAME,
    LARGEST,
    ReadPreset,
    examine,
    examine_document,
    known_keys,
    look,
    organisation_schema,
    parse,
    read,
)

__all__ = [
    "FILE_NAME",
    "LARGEST",
    "ReadPreset",
    "examine",
    "examine_document",
    "host_of",
    "known_keys",
    "look",
    "organisation_schema",
    "parse",
    "read",
]
