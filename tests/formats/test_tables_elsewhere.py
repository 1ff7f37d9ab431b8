"""Tables by LibreOffice, which reads ours and writes its own; and lists of 100,000 concepts in bounded memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shuyu.formats.registry import term_format
from shuyu.formats.rows import reshape
from shuyu.model.concept import Concept, Status, Term
from tests.formats.lists import EVERYTHING
from tests.formats.test_contract import WRITING, read, written

OFFICE = shutil.which("soffice")
CSV_OF_OFFICE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
LIST = [
    EVERYTHING,
    Concept(
        "f", (Term("=1+1", "zh-Hans"), Term("@sum; a", "en"), Term("00012", "en", Status.ADMITTED)), note="-1\n  b  c"
    ),
]
MANY = 100_000


def converted(data: bytes, suffix: str, wanted: str, folder: Path) -> bytes:
    source = folder / f"list.{suffix}"
    source.write_bytes(data)
    command = [
        str(OFFICE),
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        wanted,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / f"list.{wanted.split(':')[0]}").read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("ods", "xlsx"), ("xlsx", "ods"), ("ods", CSV_OF_OFFICE), ("xlsx", "xlsx:Calc MS Excel 2007 XML")],
)
def test_what_libreoffice_makes_of_our_tables(ours: str, theirs: str, tmp_path: Path) -> None:
    data = converted(written(term_format(ours), LIST), ours, theirs, tmp_path)
    back = read(term_format(theirs.split(":")[0]), data)
    assert back == [one for concept in LIST for one in reshape(concept, WRITING)]


def many() -> Iterator[Concept]:
    for number in range(MANY):
        terms = (
            Term(f"术语{number}", "zh-Hans"),
            Term(f"term {number}", "en"),
            Term(f"alias {number}", "en", Status.ADMITTED),
        )
        yield Concept(f"c{number}", terms, note=f"=note {number}", definition="定义" * 10)


# Run by itself in a new process, since what a process has once taken is not given back.
MEASURED = """
import sys
from shuyu.formats.base import Reading, Writing
from shuyu.formats.registry import term_format
from tests.formats.test_tables_elsewhere import MANY, many
form, path = term_format(sys.argv[1]), sys.argv[2]
with open(path, "wb") as target:
    form.write(many(), target, Writing())
def peak():
    # Not getrusage: its peak is that of the process that started this one, where that was larger.
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
written = peak()
with open(path, "rb") as source:
    assert sum(1 for _ in form.read(source, Reading("list"))) == MANY
print(written // 1024, peak() // 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is told in other units elsewhere")
@pytest.mark.parametrize("name", ["csv", "tsv", "memoq", "multiterm", "ods", "xlsx"])
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", MEASURED, name, str(tmp_path / "list")]
    # Measured without what measures coverage.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=alone)
    writing, reading = map(int, done.stdout.split())
    # Python with pytest and Hypothesis, which the list comes from, is the most of it.
    assert writing < 200
    assert reading < 350
