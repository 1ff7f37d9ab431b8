"""The page about terms.toml tells the truth, and leaves nothing out."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from shuyu.errors import TermsError
from shuyu.formats.terms_toml import read_terms
from shuyu.formats.terms_values import (
    CONCEPT_FIELDS,
    GLOSSARY_KEYS,
    LANGUAGE_KEYS,
    PARTS_OF_SPEECH,
    STATUSES,
    TERM_KEYS,
    TERM_TYPES,
)
from shuyu.project import Project

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "terms-toml.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_is_read(block: str) -> None:
    assert read_terms(block.encode()).concepts


def test_there_are_examples() -> None:
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize(
    "word",
    sorted({*GLOSSARY_KEYS, *CONCEPT_FIELDS, *LANGUAGE_KEYS, *TERM_KEYS, *STATUSES, *PARTS_OF_SPEECH, *TERM_TYPES}),
)
def test_every_key_and_value_is_described(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_the_messages_are_those_that_are_given() -> None:
    lines = ["# remark"] * 41
    lines[7:10] = ["[[term]]", 'id = "oss"', 'en = "a"']
    lines[12:15] = ["[[term]]", 'en = { term = "b", status = "prefered" }', 'defintion = "x"']
    lines[38:41] = ["[[term]]", 'id = "oss"', 'en = "c"\n']
    with pytest.raises(TermsError) as caught:
        read_terms("\n".join(lines).encode())
    shown = re.findall(r"^E2\d\d terms\.toml:.*$", PAGE, re.MULTILINE)
    assert shown == [str(problem) for problem in caught.value.problems]


def test_the_python_examples_run() -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    parsed = doctest.DocTestParser().get_doctest(PAGE.replace("```", ""), {}, "terms-toml.md", None, 0)
    assert parsed.examples
    assert doctest.DocTestRunner(optionflags=flags).run(parsed).failed == 0


def test_our_own_terms_have_no_fault() -> None:
    assert len(Project(ROOT).read_terms().concepts) >= 200
