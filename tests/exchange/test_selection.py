"""Which part of a list is wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shuyu.exchange.selection import Selection, select, since
from shuyu.model.concept import Concept, Status, Term

SOFTWARE = Concept(
    "software",
    (
        Term("软件", "zh-Hans"),
        Term("軟體", "zh-Hant-TW"),
        Term("software", "en"),
        Term("wares", "en", Status.FORBIDDEN),
    ),
    subject="Computing",
)
TERM = Concept("term", (Term("术语", "zh-Hans"), Term("term", "en")), modified="2026-11-02")
LIST = [SOFTWARE, TERM]


def ids(selection: Selection) -> list[str]:
    return [concept.id for concept in select(LIST, selection)]


def test_nothing_asked_for_is_everything() -> None:
    assert select(LIST, Selection()) == LIST


def test_subject_in_any_case() -> None:
    assert ids(Selection(subjects=frozenset({"computing"}))) == ["software"]


def test_status_is_asked_of_terms() -> None:
    (found,) = select(LIST, Selection(statuses=frozenset({Status.FORBIDDEN})))
    assert [term.text for term in found.terms] == ["wares"]


@pytest.mark.parametrize(
    ("tag", "texts", "derived"),
    [
        ("zh-Hant-TW", ["軟體", "術語"], [False, True]),
        ("zh-Hant", ["軟體", "術語"], [True, True]),
        ("zh-Hans", ["软件", "术语"], [False, False]),
    ],
)
def test_a_language_that_is_asked_for_is_filled(tag: str, texts: list[str], derived: list[bool]) -> None:
    found = [concept.terms[0] for concept in select(LIST, Selection(languages=(tag,)))]
    assert ([term.text for term in found], [term.derived for term in found]) == (texts, derived)


def test_english_is_not_made_up() -> None:
    chinese = Concept("a", (Term("术语", "zh-Hans"),))
    assert select([chinese], Selection(languages=("en",))) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("這些軟體很好。", "zh-Hant", ["software"]),
        ("这些術語很好。", None, ["term"]),
        ("Terms and conditions", "en", ["term"]),
        ("termination", "en", []),
    ],
)
def test_only_what_stands_in_a_document(text: str, language: str | None, found: list[str]) -> None:
    assert ids(Selection(texts=((text, language),))) == found


def test_since_a_day() -> None:
    assert since("2026-11-01", LIST) == [TERM]
    assert since("2026-11-03", LIST) == []
    before = [replace(SOFTWARE, note="was"), TERM]
    assert since("2026-11-03", LIST, before) == [SOFTWARE]
    assert since("2026-11-03", LIST, []) == LIST
