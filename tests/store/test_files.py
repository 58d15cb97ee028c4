from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from moedeklar.model.errors import NotFound, StoreError
from moedeklar.store.files import FileStore
from moedeklar.store.keys import StoreKeys

CONTENT = bytes(range(256)) * 5000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    """An empty file store."""
    return FileStore(tmp_path / "files", StoreKeys.generate().files)


def kept(tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("how", ["bytes", "stream", "path"])
def test_what_is_put_is_read(files: FileStore, tmp_path: Path, how: str) -> None:
    (tmp_path / "source").write_bytes(CONTENT)
    source = {"bytes": CONTENT, "stream": io.BytesIO(CONTENT), "path": tmp_path / "source"}[how]
    assert files.put(source, SHA256) == (SHA256, len(CONTENT))
    assert files.exists(SHA256)
    assert files.read(SHA256) == CONTENT
    assert kept(tmp_path) == [tmp_path / "files" / SHA256[:2] / f"{SHA256}.age"]
    assert kept(tmp_path)[0].read_bytes().startswith(b"age-encryption.org/v1")


def test_an_empty_file_is_a_file(files: FileStore) -> None:
    sha256, size = files.put(b"")
    assert size == 0
    assert files.read(sha256) == b""


def test_a_stream_can_be_read_in_parts_and_left_early(files: FileStore) -> None:
    files.put(CONTENT)
    with files.open(SHA256) as stream:
        assert stream.read(1000) == CONTENT[:1000]
        assert stream.read() == CONTENT[1000:]
    with files.open(SHA256) as stream:
        assert stream.read(10) == CONTENT[:10]


def test_other_content_than_expected_is_refused_and_not_kept(files: FileStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        files.put(CONTENT + b"x", SHA256)
    assert caught.value.code == "file_changed"
    assert kept(tmp_path) == []


def test_a_source_that_fails_is_told_and_leaves_nothing(files: FileStore, tmp_path: Path) -> None:
    class Vanishing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the stick was pulled out")

    with pytest.raises(StoreError) as caught:
        files.put(Vanishing())
    assert caught.value.code == "file_unreadable"
    with pytest.raises(StoreError) as caught:
        files.put(tmp_path / "not there.pdf")
    assert caught.value.code == "file_unreadable"
    assert caught.value.params["name"] == "not there.pdf"
    assert kept(tmp_path) == []


def test_a_damaged_file_is_told_and_healed_by_putting_it_again(files: FileStore, tmp_path: Path) -> None:
    files.put(CONTENT)
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    flipped = whole[:700_000] + bytes([whole[700_000] ^ 1]) + whole[700_001:]
    for spoiled in (whole[: len(whole) // 2], flipped, b"", b"nothing of ours"):
        path.write_bytes(spoiled)
        with pytest.raises(StoreError) as caught:
            files.read(SHA256)
        assert caught.value.code == "file_damaged"
        assert not files.exists(SHA256), "what is damaged is to be fetched again"
        path.write_bytes(spoiled)
        with files.open(SHA256) as stream, pytest.raises(StoreError):
            stream.read()
        assert not files.exists(SHA256)
    files.put(CONTENT)
    assert files.read(SHA256) == CONTENT


def test_a_file_under_the_wrong_name_is_damaged(files: FileStore, tmp_path: Path) -> None:
    other, _ = files.put(b"other")
    files.put(CONTENT)
    paths = {path.stem: path for path in kept(tmp_path)}
    paths[other].replace(paths[SHA256])
    with pytest.raises(StoreError) as caught:
        files.read(SHA256)
    assert caught.value.code == "file_damaged"


def test_what_is_not_here_is_not_found_and_removing_it_is_harmless(files: FileStore) -> None:
    for ask in (files.read, files.open, files.sealed):
        with pytest.raises(NotFound):
            ask(SHA256)
    assert not files.exists(SHA256)
    files.remove(SHA256)
    files.put(CONTENT)
    files.remove(SHA256)
    assert not files.exists(SHA256)


def test_a_name_that_is_no_hash_reaches_no_file(files: FileStore) -> None:
    for name in ("../../etc/passwd", "", SHA256.upper(), SHA256 + "\n"):
        with pytest.raises(ValueError, match="SHA-256"):
            files.exists(name)


def test_leftovers_are_swept_and_work_in_progress_is_not(files: FileStore, tmp_path: Path) -> None:
    files.put(b"something")
    left = tmp_path / "files" / "0123.part"
    left.write_bytes(b"half")
    seen: list[int] = []

    class Sweeping(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 500_000 and not seen:
                seen.append(files.sweep())
            return super().read(size)

    files.put(Sweeping(CONTENT))
    assert seen == [1]
    assert not left.exists()
    assert files.read(SHA256) == CONTENT


def test_what_is_missing_of_many_is_told_at_once(files: FileStore) -> None:
    kept_hash, _ = files.put(b"her")
    gone, _ = files.put(b"fordi")
    files.remove(gone)
    assert files.missing([kept_hash, gone, "0" * 64]) == {gone, "0" * 64}
    assert files.missing([]) == set()
