"""Errors: the tree, and a page that knows every code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shuyu.errors import InputError, Problem, ShuyuError, TermsError, UsageError

ROOT = Path(__file__).resolve().parents[1]


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    used: set[str] = set()
    for module in (ROOT / "src").rglob("*.py"):
        used |= set(re.findall(r'"(E\d{3})"', module.read_text(encoding="utf-8")))
    documented = re.findall(r"^\| (E\d{3}) \|", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.M)
    assert documented == sorted(set(documented))
    assert used == set(documented)


def test_problems_are_told_in_the_order_of_their_places() -> None:
    later, sooner = Problem("E204", "b", path="t", line=9), Problem("E203", "a", path="t", line=2)
    error = TermsError.collected([later, sooner])
    assert isinstance(error, TermsError)
    assert error.problems == (sooner, later)
    assert str(error) == "E203 t:2: a.\nE204 t:9: b."


def test_an_error_has_a_problem() -> None:
    with pytest.raises(ValueError, match="at least one problem"):
        ShuyuError()


def test_exit_statuses() -> None:
    assert (InputError.exit_status, UsageError.exit_status) == (3, 2)


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (Problem("E104", "the file is empty", path="a.txt"), "E104 a.txt: the file is empty."),
        (Problem("E103", "bad byte", "Mend it.", "a.txt", 3, 7), "E103 a.txt:3:7: bad byte. Mend it."),
        (Problem("E601", "no place。", ""), "E601 no place。"),
    ],
)
def test_a_problem_is_one_line(problem: Problem, line: str) -> None:
    assert str(problem) == line
