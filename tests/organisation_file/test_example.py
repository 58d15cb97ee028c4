"""The example that secretaries begin with says everything that there is to say, and nothing is to be said of it."""

from __future__ import annotations

from moedeklar.organisation_file import examine, known_keys
from moedeklar.resources import resource_path


def test_the_example_has_every_key_and_no_fault() -> None:
    data = resource_path("organisation.example.toml").read_bytes()
    read = examine(data, "organisation.example.toml", None)
    assert read.findings == ()
    stated = read.stated | {key.partition(".")[0] for key in read.stated}
    assert known_keys() - stated == {"logo"}, "which it can't name before there is one"
    assert b"# logo = " in data
