"""A lookup imports nothing that it does not use: the list of what it may import is held here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shuyu.model.alignment import Context
from shuyu.store.sqlite import open_store
from tests.store.contract import concept, pair_context, put

ALWAYS = {
    "shuyu",
    "shuyu.errors",
    "shuyu.model",
    "shuyu.model.concept",
    "shuyu.model.hit",
    "shuyu.store",
    "shuyu.store.base",
    "shuyu.store.connection",
    "shuyu.store.kinds",
    "shuyu.store.record",
    "shuyu.store.schema",
    "shuyu.store.search",
    "shuyu.store.sqlite",
    "shuyu.text",
    "shuyu.text._fold_table",
    "shuyu.text.fold",
}
LATIN = ALWAYS | {"shuyu.text.english", "shuyu.text._english_data", "shuyu.text.han"}
PINYIN = LATIN | {"shuyu.text.pinyin", "shuyu.text._syllables"}
CONTEXTS = {"shuyu.store.documents", "shuyu.model.alignment", "shuyu.model.passage"}

CASES = [
    ("人工智能", ALWAYS),
    ("人工智慧", ALWAYS),
    ("智能", ALWAYS),
    ("artificial intelligence", LATIN),
    ("rengongzhineng", LATIN),
    ("rgzn", LATIN),
    ("rén gōng zhì néng", PINYIN),
]


def make(path: Path, contexts: list[Context]) -> Path:
    with open_store(path, write=True, create=True) as store:
        put(store, concept("a", "人工智能", "artificial intelligence"))
        with store.writing() as writer:
            writer.put_contexts("terms", "a", contexts)
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("light") / "store.db", [])


def imported(path: Path, query: str) -> set[str]:
    code = """
import json, sys
from pathlib import Path
before = set(sys.modules)
from shuyu.store.sqlite import open_store
with open_store(Path(sys.argv[1])) as store:
    assert store.lookup(sys.argv[2])
print(json.dumps(sorted(set(sys.modules) - before)))
"""
    done = subprocess.run([sys.executable, "-c", code, str(path), query], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(("query", "allowed"), CASES)
def test_what_a_lookup_imports(path: Path, query: str, allowed: set[str]) -> None:
    found = imported(path, query)
    assert {name for name in found if name.split(".")[0] == "shuyu"} <= allowed
    outside = {name.split(".")[0] for name in found} - set(sys.stdlib_module_names) - {"shuyu"}
    assert {name for name in outside if not name.startswith("_")} == set()


def test_what_contexts_import(tmp_path: Path) -> None:
    path = make(tmp_path / "store.db", [pair_context("人工智能", "Artificial")])
    assert {name for name in imported(path, "人工智能") if name.split(".")[0] == "shuyu"} == ALWAYS | CONTEXTS


def test_only_a_fuzzy_lookup_imports_rapidfuzz(path: Path) -> None:
    found = imported(path, "人工只能")
    assert "rapidfuzz" in found
    assert not found & {"numpy", "jieba", "pypinyin", "opencc"}
