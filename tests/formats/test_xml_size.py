"""XML lists of any size: memory does not grow with the file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# Runs alone, since memory that was once taken is not given back.
PROGRAM = """
import resource, sys
from shuyu.formats.base import Reading, Writing
from shuyu.formats.registry import term_format
from shuyu.model.concept import Concept, Status, Term

def concepts(times):
    for n in range(times):
        terms = (Term(f"术语{n}", "zh-Hans"), Term(f"term {n}", "en", note="n" * 200))
        yield Concept(f"c{n}", terms, definition="d" * 400)

form, path, times = term_format(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if sys.argv[4] == "write":
    with open(path, "wb") as stream:
        form.write(concepts(times), stream, Writing())
else:
    with open(path, "rb") as stream:
        assert sum(1 for _ in form.read(stream, Reading(path))) == times
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(form: str, path: Path, times: int, what: str) -> int:
    """Kilobytes."""
    pytest.importorskip("resource")
    arguments = [sys.executable, "-c", PROGRAM, form, str(path), str(times), what]
    return int(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["tbx", "tmx"])
def test_memory_does_not_grow_with_the_list(form: str, tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    for what in ("write", "read"):
        small = peak(form, few, 1_000, what)
        large = peak(form, many, 30_000, what)
        # All that may stay are the ids, to tell one that stands twice: 30,000 times less than 200 bytes.
        assert large - small < 10_000
    assert many.stat().st_size > 25_000_000
