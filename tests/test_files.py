"""Files are written whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from shuyu import files
from shuyu.errors import InputError, ProjectError


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write_whole(path, "新的".encode())
    assert path.read_text(encoding="utf-8") == "新的"
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    files.write_whole(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ProjectError, match=r"E401 .*No space left on device\. Nothing was changed"):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="E401"):
        files.write_whole(tmp_path / "no" / "a.txt", b"new")
    with pytest.raises(InputError, match=r"E101 shown\.txt: cannot read"):
        files.read_bytes(tmp_path / "no" / "a.txt", "shown.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="umask is of POSIX")
def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_whole(tmp_path / "a.txt", b"new")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


def test_what_is_written_in_pieces_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    with files.whole_file(path) as stream:
        stream.write(b"[1,")
        assert not path.exists()
        stream.write(b"2]")
    assert path.read_bytes() == b"[1,2]"
    with pytest.raises(ValueError, match="bad"), files.whole_file(path) as stream:  # noqa: PT012
        stream.write(b"[3,")
        raise ValueError("bad")
    assert path.read_bytes() == b"[1,2]"
    assert [file.name for file in tmp_path.iterdir()] == ["list.json"]


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev/null here")
def test_what_is_no_file_is_not_replaced_by_one() -> None:
    null = Path(os.devnull)
    files.write_whole(null, b"gone")
    assert null.is_char_device()
