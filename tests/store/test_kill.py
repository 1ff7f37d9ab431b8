"""A process that writes is killed at many moments: the store is the old one or the new one, whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shuyu.errors import StoreError
from shuyu.model.hit import Match
from shuyu.store.sqlite import open_store

# Every transaction rewrites everything to the next generation and says so in `meta`.
_WRITER = """
import sys
from pathlib import Path
from tests.store.contract import TERMS, concept, pair_context, record
from shuyu.model.passage import Passage
from shuyu.store.base import DocumentContent
from shuyu.store.sqlite import open_store
from shuyu.store.derived import records
import shuyu.store.writer
records([concept("c", "软件", "software")])  # OpenCC and pypinyin load their tables
print("ready", flush=True)
while True:
    with open_store(Path(sys.argv[1]), write=True, create=True) as store, store.writing() as writer:
        number = int(store.meta("generation") or 0) + 1
        writer.put_collection(TERMS)
        made = [concept(f"c{n}", f"模型{number}号{n}", f"model {number} no {n}", note=str(number)) for n in range(150)]
        writer.put_concepts("terms", made)
        for n in range(3):
            content = DocumentContent(record(f"{n}.md", size=number), (Passage(str(number), "en", f"{n}.md", 1, 1),))
            writer.put_document(content)
            writer.put_contexts("terms", f"c{n}", [pair_context("模型很大", f"The {number}", f"{n}.md", f"{n}.md")])
        writer.set_meta("generation", str(number))
    print(number, flush=True)
"""


def generation(path: Path) -> int:
    """The generation that the whole store is at; fails when it is a mixture."""
    try:
        store = open_store(path)
    except StoreError as error:
        if error.problems[0].code in ("E301", "E303"):
            return 0  # killed before there was a store
        raise
    with store:
        number = int(store.meta("generation") or 0)
        assert store.check() == []
        concepts = list(store.concepts("terms"))
        assert len(concepts) == (150 if number else 0)
        assert {one.note for one in concepts} <= {str(number)}
        assert {one.size for one in store.documents().values()} <= {number}
        assert {one.text for one in store.passages()} <= {str(number)}
        for n in range(3 if number else 0):
            (context,) = store.contexts("terms", f"c{n}")
            assert context.segments[1].text == f"The {number}"
            (hit,) = store.lookup(f"模型{number}号{n}", limit=1)
            assert hit.concept == store.full_concept("terms", f"c{n}")
            assert not store.lookup(f"模型{number - 1}号{n}", matches=frozenset({Match.EXACT}))
        return number


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "store.db"
    chance = random.Random(3)  # noqa: S311
    reached = [0]
    for attempt in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        # The first ones while the store is being made, the others in a transaction after the first.
        committed = 0 if attempt < 5 else int(writer.stdout.readline())
        time.sleep(chance.uniform(0, 0.04 if attempt < 5 else 0.25))
        writer.kill()
        committed = max([committed, *map(int, writer.stdout)])
        writer.wait()
        writer.stdout.close()
        reached.append(generation(path))
        assert reached[-1] >= max(committed, reached[-2]), "what was committed is lost"
    assert reached[-1] > 6
