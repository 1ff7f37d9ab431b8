"""A conversion in place that is killed leaves each file old or new, whole, and takes up its work again."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shuyu.cli.app import run
from tests.conversion.samples import docx_of, text_of_docx

FILES = 16


def _fill(folder: Path) -> None:
    for n in range(FILES):
        (folder / f"{n}.txt").write_text(f"第{n}個檔案裡有軟體。\n" * 400, encoding="utf-8")
    (folder / "book.docx").write_bytes(docx_of(["頭|髮"] * 50))


def _content(path: Path) -> object:
    # An archive holds the time at which it was packed; what counts is in it.
    return text_of_docx(path.read_bytes()) if path.suffix == ".docx" else path.read_bytes()


def _start(folder: Path, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "shuyu", "convert", "-r", "--in-place", str(folder), "--jobs", str(jobs)]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1"},
        start_new_session=True,
    )


@pytest.mark.skipif(os.name == "nt", reason="needs process groups")
@pytest.mark.parametrize(("kills", "jobs"), [(3, 1), (1, 2), pytest.param(30, 1, marks=pytest.mark.slow)])
def test_killed_at_any_moment_a_file_is_old_or_new(
    kills: int, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    _fill(old)
    shutil.copytree(old, new)
    begun = time.monotonic()
    assert _start(new, jobs).wait() == 0
    whole = time.monotonic() - begun
    names = sorted(path.name for path in old.iterdir())
    assert all(_content(old / name) != _content(new / name) for name in names)

    chance = random.Random(4)  # noqa: S311
    for number in range(kills):
        folder = tmp_path / f"killed{number}"
        shutil.copytree(old, folder)
        process = _start(folder, jobs)
        time.sleep(whole * chance.uniform(0.3, 1.0))
        os.killpg(process.pid, 9)
        process.wait()
        for name in names:
            left = _content(folder / name)
            backup = folder / f"{name}.bak"
            if left != _content(old / name):
                assert left == _content(new / name)
                assert backup.read_bytes() == (old / name).read_bytes()
            elif backup.exists():
                assert backup.read_bytes() == (old / name).read_bytes()
        # What else is there are unfinished files, hidden, which no command reads.
        others = {path.name for path in folder.iterdir()} - {*names, *(f"{name}.bak" for name in names)}
        assert all(name.startswith(".") for name in others)
        assert run(["convert", "-r", "--in-place", str(folder)]) == 0
        for name in names:
            assert _content(folder / name) == _content(new / name)
            assert (folder / f"{name}.bak").read_bytes() == (old / name).read_bytes()
