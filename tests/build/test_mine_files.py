"""Counting in parts: what is kept of interrupted work, and what a project knows already."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shuyu.build.mine_files import KEPT_DAYS, known_pairs, marked, runner
from shuyu.errors import TermsError
from shuyu.mine.proposals import Proposal
from shuyu.project import Project


def _ten(number: int) -> int:
    return number * 10


class _Once:
    # Interrupts the first time that it comes to 2.

    def __init__(self) -> None:
        self.called: list[int] = []

    def __call__(self, number: int) -> int:
        self.called.append(number)
        if self.called.count(2) == 1 and number == 2:
            raise KeyboardInterrupt
        return number * 10


def test_interrupted_work_goes_on(tmp_path: Path) -> None:
    keep = tmp_path / "kept"
    once = _Once()
    with pytest.raises(KeyboardInterrupt), runner(1, keep) as run_parts:
        list(run_parts(once, [1, 2, 3]))
    assert (once.called, keep.is_dir()) == ([1, 2], True)
    with runner(1, keep) as run_parts:
        assert list(run_parts(once, [1, 2, 3])) == [10, 20, 30]
    assert once.called == [1, 2, 2, 3]
    assert not keep.exists()


def test_what_cannot_be_kept_is_still_done(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with runner(1, tmp_path / "file" / "kept") as run_parts:
        assert list(run_parts(_ten, [1, 2, 3])) == [10, 20, 30]


@pytest.mark.parametrize("kept", [b"", b"\x80\x04", b"nonsense"])
def test_what_was_kept_and_cannot_be_read_is_done_again(tmp_path: Path, kept: bytes) -> None:
    keep = tmp_path / "kept"
    keep.mkdir()
    (keep / "1-0").write_bytes(pickle.dumps(70))
    (keep / "1-1").write_bytes(kept)
    with runner(1, keep) as run_parts:
        assert list(run_parts(_ten, [1, 2, 3])) == [70, 20, 30]


def test_what_nobody_went_on_with_is_removed(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "1-0").write_bytes(b"")
    long_ago = time.time() - (KEPT_DAYS + 1) * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    with runner(1, tmp_path / "now") as run_parts:
        list(run_parts(_ten, [1]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]


@pytest.mark.parametrize("keeps", [True, False])
def test_other_processes_give_the_same(tmp_path: Path, keeps: bool) -> None:
    with runner(2, tmp_path / "kept" if keeps else None) as run_parts:
        assert list(run_parts(_ten, list(range(9)))) == [number * 10 for number in range(9)]


_LONG = """
import sys, time, os
from pathlib import Path
from shuyu.build.mine_files import runner

def slow(number):
    Path(sys.argv[1], f"{os.getpid()}.pid").touch()
    time.sleep(0 if number < 2 else 60)
    return number

if __name__ == "__main__":
    with runner(2, Path(sys.argv[1], "kept")) as run_parts:
        list(run_parts(slow, list(range(8))))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGKILL"])
def test_no_process_is_left_behind(tmp_path: Path, name: str) -> None:
    script = tmp_path / "long.py"
    script.write_text(_LONG, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    _until(lambda: len(list(tmp_path.glob("*.pid"))) == 2 and (tmp_path / "kept" / "1-1").exists())
    if name == "SIGINT":
        # As a terminal does: all processes are told.
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.kill()
    begun = time.monotonic()
    _, told = process.communicate(timeout=30)
    assert time.monotonic() - begun < 20
    assert told.count("Traceback") == (name == "SIGINT")
    children = [int(path.stem) for path in tmp_path.glob("*.pid")]
    _until(lambda: not any(_is_alive(child) for child in children))


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.1)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # An orphan that has ended waits for whoever adopted it.
    state = Path(f"/proc/{process}/stat")
    return not (state.is_file() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")


def test_what_a_project_knows(tmp_path: Path) -> None:
    terms = '[[term]]\nid = "gauge"\nzh = ["雨量站", "雨量器"]\nen = "rain gauge"\n'
    (tmp_path / "terms.toml").write_text(terms, encoding="utf-8")
    project = Project(tmp_path)
    known = known_pairs(project)
    found = marked(
        [Proposal("1", "雨量器", "Rain gauges", 1, 1, 1, 1), Proposal("2", "雨量", "rain", 1, 1, 1, 1)], known
    )
    assert [one.known for one in found] == ["gauge", None]
    (tmp_path / "terms.toml").write_text(terms + "nonsense\n", encoding="utf-8")
    with pytest.raises(TermsError, match="E201"):
        known_pairs(project)
