"""What a person writes as a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedeklar.secretary.publishing.targets.base import TargetError
from moedeklar.secretary.publishing.targets.places import target_of


@pytest.mark.parametrize("place", ["s3://name:word@nordlund/x", "az://nordlund/x?sig=word", "gs://word@nordlund"])
def test_an_address_with_a_secret_is_refused_and_not_repeated(place: str) -> None:
    with pytest.raises(TargetError) as error:
        target_of(place, {})
    assert error.value.code == "target_secret"
    assert "word" not in str(error.value.params)


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    assert target_of(str(tmp_path / "a@b?c"), {}).name == str(tmp_path / "a@b?c")


def test_storage_by_plain_http_has_to_be_allowed() -> None:
    options = {"endpoint": "http://127.0.0.1:9", "region": "x", "access_key_id": "a", "secret_access_key": "b"}
    with pytest.raises(TargetError) as error:
        target_of("s3://nordlund/ud", options).check()
    assert error.value.code == "target_http"
