"""docs/passages.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shuyu.align.place import UNANNOUNCED_SCORE, VOCABULARY_SCORE, counterparts, pair_document
from shuyu.languages import canonical
from shuyu.model.alignment import PairKind
from shuyu.readers import READERS, read_document, suffixes
from shuyu.text.encoding import MAX_FILE_BYTES, MAX_LINE_CHARACTERS
from shuyu.text.passages import passages_of

PAGE = (Path(__file__).parents[2] / "docs" / "passages.md").read_text(encoding="utf-8")
EXAMPLES = [
    re.sub("^    ", "", block, flags=re.MULTILINE) for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, re.M)
]


def test_every_format_and_suffix_is_documented() -> None:
    table = PAGE.partition("## Formats")[2].partition("## ")[0]
    assert set(re.findall(r"`(\.\w+)`", table)) == set(suffixes())
    assert len(re.findall(r"^\| (?!format|---)", table, re.M)) == len(READERS)


def test_every_tag_in_the_table_is_known() -> None:
    table = PAGE.partition("| in the name")[2].partition("\n\n")[0]
    tags = re.findall(r"`([\w-]+)`", table)
    assert len(tags) > 10
    assert all(canonical(tag) for tag in tags)


def test_limits_are_those_of_the_code() -> None:
    assert f"{MAX_LINE_CHARACTERS:,} characters" in PAGE
    assert f"{MAX_FILE_BYTES // 1024**2} MB" in PAGE
    assert f"{VOCABULARY_SCORE} for an entry" in PAGE
    assert f"{UNANNOUNCED_SCORE} for one of a list" in PAGE


def test_every_code_of_input_errors_is_documented() -> None:
    source = Path(__file__).parents[2] / "src" / "shuyu"
    raised = set()
    for part in (source / "readers", source / "text", source / "files.py"):
        for path in [part] if part.is_file() else part.rglob("*.py"):
            raised |= set(re.findall(r'"(E1\d\d)"', path.read_text(encoding="utf-8")))
    assert raised == set(re.findall(r"^\| (E1\d\d) \|", PAGE, re.M))


@pytest.mark.parametrize(
    ("start", "name", "kind", "pairs"),
    [
        ("模型的权重", "a.txt", PairKind.ALTERNATING, 2),
        ("zh\ten", "a.tsv", PairKind.TABLE, 1),
        ("相关词汇", "a.txt", PairKind.VOCABULARY, 3),
    ],
)
def test_the_examples_pair(start: str, name: str, kind: PairKind, pairs: int) -> None:
    (example,) = [text for text in EXAMPLES if text.strip().startswith(start)]
    found = pair_document(passages_of(read_document(example.encode(), name)))
    assert [pair.kind for pair in found.pairs] == [kind] * pairs


def test_the_names_of_the_first_example_are_counterparts() -> None:
    names = re.findall(r"glossary/\S+", EXAMPLES[0])
    assert counterparts(names) == [
        ("glossary/law.zh.md", "glossary/law.en.md"),
        ("glossary/zh/law.md", "glossary/en/law.md"),
    ]
