"""Everything that can be wrong with a terms.toml: each fault said in full, with its line, and all at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import TermsError
from shuyu.formats.terms_toml import read_settings, read_terms

CASES = json.loads((Path(__file__).parents[1] / "cases" / "terms_faults.json").read_text(encoding="utf-8"))["cases"]


def problems(data: str | bytes, path: str = "terms.toml") -> list[str]:
    with pytest.raises(TermsError) as caught:
        read_terms(data.encode() if isinstance(data, str) else data, path)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_said(case: dict[str, Any]) -> None:
    assert problems("\n".join(case["toml"])) == case["problems"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_same_with_windows_line_ends_and_a_byte_order_mark(case: dict[str, Any]) -> None:
    assert problems("\ufeff" + "\r\n".join(case["toml"])) == case["problems"]


def test_every_code_has_a_case() -> None:
    said = {problem.split()[0] for case in CASES for problem in case["problems"]}
    assert said == {*(f"E{number}" for number in range(201, 222)), "E225"} - {"E202"}


def test_the_path_is_the_one_given() -> None:
    assert problems("x = 1\n", "a/b.toml")[0].startswith("E204 a/b.toml:1: ")


def test_lines_that_are_not_utf_8_are_all_named() -> None:
    data = '[[term]]\nzh = "术语"\n'.encode() + 'zh = "术语"\n'.encode("gb18030") + b'en = "a"\nnote = "\xff"\n'
    assert problems(data) == [
        "E202 terms.toml:3: this line is not UTF-8 (byte 0xCA at its byte 7). Save the file as UTF-8.",
        "E202 terms.toml:5: this line is not UTF-8 (byte 0xFF at its byte 9). Save the file as UTF-8.",
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    data = '[[term]]\nen = "a"\n'.encode(encoding)
    said = problems(data)
    assert said[0].startswith("E202" if encoding == "utf-16" else "E201")


def test_a_number_of_thousands_of_digits_and_a_nest_of_brackets() -> None:
    assert problems("x = " + "1" * 5000)[0].startswith("E201 terms.toml: the file cannot be read as TOML: ")
    assert problems("x = " + "[" * 5000)[0].startswith("E201 terms.toml")


def test_after_twenty_syntax_errors_it_is_enough() -> None:
    assert len(problems('[[term]]\nen = x\n\n[[term]]\nen = "a"\n' * 30)) == 20


def test_a_long_file_is_not_parsed_again_and_again() -> None:
    said = problems("[[term]]\nen = x\n" * 10 + "# " + "x" * 8_000_000 + "\n")
    assert 2 <= len(said) <= 6


def test_many_faults_in_a_long_file_are_found_in_one_go() -> None:
    said = problems("".join(f'[[term]]\nen = ["t{n}", {{ term = "u{n}", status = "x" }}]\n' for n in range(3000)))
    assert len(said) == 3000
    assert said[-1].startswith("E203 terms.toml:6000: ")


def test_settings_can_be_read_while_the_terms_have_faults() -> None:
    assert read_settings(b'[glossary]\ntitle = "T"\n[[term]]\nen = ""\n').title == "T"
    assert read_settings(b'[[term]]\nen = ""\n[glossary]\ntitle = "T"\n').title == "T"
    assert read_settings(b'[glossary]\ntitle = "T"\n[[term]]\nen = \n').title == "T"
    text = '[glossary]\ntitle = """\n[[term]]\n"""\n'
    assert read_settings(text.encode()).title == "[[term]]\n"


@pytest.mark.parametrize("text", ["[glossary]\ntitle = 1\n", "[glossary]\ntitle = \n[[term]]\n"])
def test_settings_with_faults(text: str) -> None:
    with pytest.raises(TermsError) as caught:
        read_settings(text.encode())
    assert [problem.line for problem in caught.value.problems] == [2]


GOOD = """\
[glossary]
title = "T"
languages = ["zh-Hans", "en"]

[[term]]  # why
id = "a"
zh = ["术语", { term = "词", status = "deprecated" }]
en = [
    "term",  # one
    'word',
]
note = \"\"\"
two
lines\"\"\"

[[term]]
zh = { term = "重庆", pinyin = "chóng qìng" }
en.term = "Chongqing"
"""


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(GOOD)),
            st.integers(0, 6),
            st.sampled_from(
                ["", '"', "'", '"""', "[", "]", "{", "}", "=", ",", "\n", "#", "[[term]]\n", "\\", "x", "1", "术", "\r"]
            ),
        ),
        max_size=5,
    )
)
def test_whatever_is_broken_it_is_told(breaks: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for start, length, replacement in breaks:
        text = text[:start] + replacement + text[start + length :]
    lines = text.count("\n") + 1
    try:
        read_terms(text.encode())
    except TermsError as error:
        for problem in error.problems:
            assert problem.code.startswith("E2")
            assert problem.line is not None
            assert 1 <= problem.line <= lines
