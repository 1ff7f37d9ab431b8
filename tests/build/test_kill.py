"""A build that is killed leaves the old store or the new one, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shuyu.build import build
from shuyu.project import Project
from tests.build.conftest import CHINESE, ENGLISH, TERMS
from tests.build.snapshot import snapshot

COMMAND = [sys.executable, "-m", "shuyu", "build"]


def _start(root: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"SHUYU_PROJECT": str(root), "PYTHONUTF8": "1"}
    return subprocess.Popen(COMMAND, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.parametrize("kills", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_killed_at_any_moment_the_store_is_old_or_new(
    kills: int, make_project: Callable[..., Project], tmp_path_factory: pytest.TempPathFactory
) -> None:
    project = make_project()
    build(project)
    old = snapshot(project)
    more = "".join(f'\n[[term]]\nzh = "第{n}号模型"\nen = "model number {n}"\n' for n in range(300))
    project.terms_path.write_text(TERMS + more, encoding="utf-8")
    for n in range(30):
        (project.root / "glossary" / f"n{n}.zh.md").write_text(CHINESE * 3, encoding="utf-8")
        (project.root / "glossary" / f"n{n}.en.md").write_text(ENGLISH * 3, encoding="utf-8")

    finished = tmp_path_factory.mktemp("finished")
    shutil.copytree(project.root, finished, dirs_exist_ok=True)
    begun = time.monotonic()
    assert _start(finished).wait() == 0
    whole = time.monotonic() - begun
    new = snapshot(Project(finished))
    assert new != old

    seen: list[dict[str, Any]] = []
    for number in range(kills):
        root = tmp_path_factory.mktemp("killed")
        shutil.copytree(project.root, root, dirs_exist_ok=True)
        process = _start(root)
        time.sleep(whole * (number + 1) / (kills + 1))
        process.kill()
        process.wait()
        left = snapshot(Project(root))
        assert left in (old, new)
        seen.append(left)
        # And nothing stands in the way of the next build.
        if number % 4 == 0:
            build(Project(root))
            assert snapshot(Project(root)) == new
        shutil.rmtree(root)
    assert old in seen
