"""Finding places in TOML text, checked against what tomli says of the same text."""

from __future__ import annotations

import time
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from shuyu.formats.terms_lines import Lines, Path, Scanner, entry_line, locate, region_of, regions
from shuyu.formats.terms_write import toml_value


def paths_of(value: Any, path: Path = ()) -> set[Path]:
    """Every path in what tomli gives."""
    found = {path} if path else set()
    if isinstance(value, dict):
        for key, one in value.items():
            found |= paths_of(one, (*path, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            found |= paths_of(one, (*path, number))
    return found


def scanned(text: str) -> set[Path]:
    return {place.path for place in Scanner(text).places()}


ODD = [
    "a = 1\nb.c = 2\n\"d e\".'f.g' = 3\n",
    "[a]\n[a.b.c]\nx = 1\n[[a.list]]\ny = 1\n[[a.list]]\n[a.list.sub]\nz = [1, [2, {q = 3}]]\n",
    "x = 1979-05-27 07:32:00Z\ny = [ 1979-05-27 07:32:00, 07:32:00 ] # c\nz = +1e6\nw = true\n",
    'a = """\n"quotes" ""\n[x]\\"""\n"""\nb = \'\'\'it\'s\'\'\'\nc = """""a"""""\nd = \'\'\'\'\'a\'\'\'\'\'\n',
    "a = [ # [[x]]\n  '#',\n\n  \"]\", # ]\n]\nb = {}\nc = []\n",
    'a = { b = "}", c.d = { e = [ { f = 1 } ] } }\n',
    "[ a . b ]\n  x=1\n\t[[ c ]]\n\ty\t=\t2\n",
    '"\\u00e9" = 1\n"" = 2\n\'\' .x = 3\n'.replace("\n'' .x = 3", ""),
    'a = "x" # no newline at the end',
    "",
    "# nothing\n",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_path_has_a_place(text: str, newline: str) -> None:
    text = text.replace("\n", newline)
    wanted = paths_of(tomli.loads(text))
    found = scanned(text)
    # A list of tables that is built header by header has no place of its own.
    assert {path for path in wanted - found if not any(other[: len(path)] == path for other in found)} == set()
    assert found <= wanted


_keys = st.one_of(st.from_regex(r"[a-z_-]{1,4}\Z"), st.text(min_size=0, max_size=3)).map(
    lambda key: (
        key if key and all(c in "abcdefghijklmnopqrstuvwxyz_-" for c in key) else toml_value(key.replace("\n", ""))
    )
)
_scalars = st.one_of(
    st.text(max_size=8).map(toml_value),
    st.integers().map(str),
    st.sampled_from(["true", "1.5", "1979-05-27 07:32:00", "'lit'", '"""\na\n"""', "'''\n[b]\n'''"]),
)
_spaces = st.sampled_from(["", " ", "\n", " # c ] } \n", "\n\n  "])
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(st.tuples(_spaces, inner, _spaces), max_size=3).map(
        lambda items: "[" + ",".join(f"{a}{value}{b}" for a, value, b in items) + "]"
    ),
    max_leaves=6,
)


@given(st.lists(st.tuples(st.sampled_from(["[[term]]\n", "", "\n# x\n"]), _keys, _values), max_size=6))
def test_every_path_of_random_text_has_a_place(statements: list[tuple[str, str, str]]) -> None:
    text = "[[term]]\n"
    for before, key, value in statements:
        candidate = f"{text}{before}{key} = {value}\n"
        try:
            tomli.loads(candidate)
        except tomli.TOMLDecodeError:
            continue
        text = candidate
    assert scanned(text) | {("term",)} == paths_of(tomli.loads(text))
    assert len(regions(text, "term")) == len(tomli.loads(text)["term"])


@given(st.text(alphabet="[]{}=\"'#\n\\,. atx", max_size=60))
def test_broken_text_does_no_harm(text: str) -> None:
    scanner = Scanner(text)
    for place in scanner.places():
        assert 0 <= place.start <= place.end <= len(text)
    assert scanner.open_at is None or 0 <= scanner.open_at < len(text)


def test_lines_of_what_has_no_place() -> None:
    text = '\n[[term]]\nen = "a"\n'
    assert locate(text, [("term", 0, "zh", 3, "status"), ("glossary", "x")]) == {
        ("term", 0, "zh", 3, "status"): 2,
        ("glossary", "x"): 1,
    }


def test_lines() -> None:
    lines = Lines("a\n\nb")
    assert [lines.of(offset) for offset in range(4)] == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ('a = "x', 4),
        ('a = ["x", "y', 4),
        ("a = [1, [2]\n", 4),
        ("a = {b = [1, 2}", 4),
        ('a = """x"" ', 4),
        ("a = '''x", 4),
        ("a = { b", 4),
        ('"a', 0),
        ("a = [1]", None),
    ],
)
def test_what_is_open_at_the_end(text: str, opened: int | None) -> None:
    scanner = Scanner(text)
    list(scanner.places())
    assert scanner.open_at == opened


def test_regions_take_in_sub_tables_and_leave_comments_out() -> None:
    text = '[[term]]\nzh = "a"\n[term.en] # x\nterm = "b" # y\n# z\n\n[glossary]\n# v\n  [[term]]\nen = "c"'
    found = [text[region.start : region.end] for region in regions(text, "term")]
    assert found == ['[[term]]\nzh = "a"\n[term.en] # x\nterm = "b" # y', '[[term]]\nen = "c"']


@pytest.mark.parametrize(
    "text",
    [
        '# x\n[[term]]\nen = "a"\n  [[ term ]]  # y\nen = "b"\n[term.zh]\nterm = "c"\n# z\n[glossary]\ntitle = "t"',
        '\ufeff[[term]]\nen = "a"\n\n[[term]]\nnote = """\n[[term]]\n"""\nen = "b"',
        '[["term"]]\nen = "a"\n[[term]]\nen = "b"\n',
        'term = [\n  { en = "a" },\n  { en = "b" },\n]\n',
    ],
)
def test_one_region_is_the_same_as_one_of_all(text: str) -> None:
    every = regions(text, "term")
    for place in range(2):
        assert region_of(text, "term", place, 2) == (every[place] if every else None)
        assert entry_line(text, "term", place, 2) == locate(text, [("term", place)])["term", place]


@pytest.mark.parametrize(
    "text",
    [
        "a = [" + "[" * 100_000,
        'a = "' + "\\" * 300_001,
        "a = [" + '"x", ' * 100_000,
        "# " * 300_000,
        "a." * 100_000,
        " " * 500_000,
    ],
    ids=["deep", "escapes", "long list", "comment", "dotted", "blank"],
)
def test_time_is_linear(text: str) -> None:
    begun = time.process_time()
    list(Scanner(text).places())
    assert time.process_time() - begun < 20
