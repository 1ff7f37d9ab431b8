"""Programs that stand in for those that the benchmarks run beside shuyu."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a program, given as Python, on a path of programs that has no others."""
    if os.name == "nt":
        pytest.skip("a script that is run by its first line")
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name: str, code: str) -> None:
        (folder / name).write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
        (folder / name).chmod(0o755)

    return add


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips a test where a program is missing, and says which."""
    missing = [program for program in programs if shutil.which(program) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")
