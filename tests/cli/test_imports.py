"""What `shuyu lookup` imports: it starts forty times an hour, and every module costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shuyu.build import build
from shuyu.project import Project

OURS = {
    "shuyu",
    "shuyu.cli",
    "shuyu.cli.app",
    "shuyu.cli.commands",
    "shuyu.cli.common",
    "shuyu.cli.layout",
    "shuyu.cli.lookup",
    "shuyu.cli.render",
    "shuyu.errors",
    "shuyu.languages",
    "shuyu.model",
    "shuyu.model.alignment",
    "shuyu.model.concept",
    "shuyu.model.hit",
    "shuyu.model.passage",
    "shuyu.project",
    "shuyu.store",
    "shuyu.store.base",
    "shuyu.store.connection",
    "shuyu.store.keys",
    "shuyu.store.kinds",
    "shuyu.store.record",
    "shuyu.store.schema",
    "shuyu.store.search",
    "shuyu.store.sqlite",
    "shuyu.text",
    "shuyu.text._fold_table",
    "shuyu.text.fold",
    "shuyu.text.han",
    "shuyu.walk",
}
# Only for a query in Latin script: it may be English, or pinyin.
LATIN = {"shuyu.text._english_data", "shuyu.text._syllables", "shuyu.text.english", "shuyu.text.pinyin"}
# Typer brings what it needs itself; beyond that nothing from outside the standard library.
TYPER = {"typer", "annotated_doc", "shellingham", "typing_extensions", "click", "colorama"}

SCRIPT = """
import json, sys
from shuyu.cli.app import run
status = run(["lookup", sys.argv[1]])
sys.stderr.write(json.dumps([status, sorted(sys.modules)]))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "terms.toml").write_text(
        '[[term]]\nzh = "人工智能"\nen = "artificial intelligence"\n', encoding="utf-8"
    )
    build(Project(tmp_path))
    return tmp_path


@pytest.fixture
def imported(root: Path) -> Callable[[str], set[str]]:
    def look(query: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-S", "-c", _with_site(SCRIPT), query],
            env={**os.environ, "SHUYU_PROJECT": str(root), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        status, modules = json.loads(done.stderr)
        assert status == 0
        return set(modules)

    return look


def _with_site(script: str) -> str:
    # Without `site`, so that what coverage or an editable install start up with is not counted.
    return f"import sys\nsys.path[:] = {sys.path!r}\n{script}"


@pytest.mark.parametrize(
    ("query", "allowed"),
    [
        ("人工智能", OURS),
        ("人工", OURS),
        ("人工智慧", OURS),
        ("artificial intelligences", OURS | LATIN),
        ("rgzn", OURS | LATIN),
    ],
)
def test_a_lookup_imports_this_and_no_more(query: str, allowed: set[str], imported: Callable[[str], set[str]]) -> None:
    modules = imported(query)
    assert {name for name in modules if name.split(".")[0] == "shuyu"} <= allowed
    outside = {name.split(".")[0] for name in modules} - set(sys.stdlib_module_names) - TYPER
    assert {name for name in outside if not name.startswith(("_", "shuyu"))} == set()
    assert not modules & {"asyncio", "email", "http", "xml", "importlib.metadata", "unittest", "logging", "decimal"}
