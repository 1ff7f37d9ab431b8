"""docs/cleaning.md names every fixer, and no other."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from shuyu.text.clean import FIXERS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "cleaning.md"


def test_every_fixer_is_documented_in_its_order() -> None:
    table = PAGE.read_text(encoding="utf-8").split("## The fixers")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.M) == [fixer.name for fixer in FIXERS]


def test_the_examples_run() -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    assert doctest.testfile(str(PAGE), module_relative=False, optionflags=flags).failed == 0
