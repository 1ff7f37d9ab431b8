"""A bar on a terminal after a second of work, silence elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from shuyu.cli import progress

SCRIPT = """
import time
from shuyu.cli.progress import progress_bar
with progress_bar() as tell:
    tell("passages", 0, 4)
    time.sleep(1.1)
    for done in range(4):
        tell("passages", done, 4)
        time.sleep(0.15)
    tell("contexts", 1, 2)
    time.sleep(0.15)
"""


def test_silence_in_a_pipe() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_a_bar_on_a_terminal() -> None:
    import pty

    own, other = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", SCRIPT], stderr=other, stdout=subprocess.PIPE)
    os.close(other)
    seen = b""
    try:
        while chunk := os.read(own, 4096):
            seen += chunk
    except OSError:
        pass  # the other end has closed: all is read
    finally:
        os.close(own)
    stdout, _ = process.communicate()
    assert process.returncode == 0
    assert stdout == b""
    assert b"passages" in seen
    assert b"contexts" in seen


def test_short_work_is_not_worth_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with progress.progress_bar() as tell:
        tell("terms", 1, 2)
    assert capsys.readouterr().err == ""
