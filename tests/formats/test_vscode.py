"""Snippets of Visual Studio Code."""

from __future__ import annotations

import json
from typing import Any

from shuyu.formats.base import Writing, losses
from shuyu.formats.vscode import FORMAT
from shuyu.model.concept import Concept, Status, Term
from tests.formats.test_contract import written

LLM = Concept(
    "llm",
    (
        Term("大语言模型", "zh-Hans"),
        Term("large language model", "en"),
        Term("LLM", "en", Status.ADMITTED),
        Term("big model", "en", Status.FORBIDDEN),
    ),
    definition="A model.",
)


def snippets(*concepts: Concept, **how: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(FORMAT, list(concepts), Writing(**how)))
    return found


def test_chinese_by_its_pinyin_and_initials() -> None:
    assert snippets(LLM)["llm"] == {
        "prefix": ["大语言模型", "dayuyanmoxing", "dyymx"],
        "body": ["${1|large language model,LLM|}"],
        "description": "大语言模型 = large language model, LLM: A model.",
        "scope": "markdown,plaintext",
    }


def test_english_by_its_words_and_their_first_letters() -> None:
    found = snippets(LLM, languages=("en", "zh-Hans"))["llm"]
    assert found["prefix"] == [
        "large language model",
        "large-language-model",
        "llm",
        "LLM",
        "big model",
        "big-model",
        "bm",
    ]
    assert found["body"] == ["大语言模型"]


def test_a_reading_that_a_person_gave() -> None:
    terms = (Term("重", "zh-Hans", pinyin="chóng"), Term("again", "en"))
    assert snippets(Concept("a", terms))["a"]["prefix"] == ["重", "chong"]


def test_what_a_snippet_takes_for_a_sign() -> None:
    one = Concept("a", (Term("X", "zh-Hans"), Term("a$1\\b}c,d|e", "en")))
    assert snippets(one)["a"]["body"] == ["a\\$1\\\\b\\}c,d|e"]
    two = Concept("a", (Term("X", "zh-Hans"), Term("a,b|c}", "en"), Term("d", "en")))
    assert snippets(two)["a"]["body"] == ["${1|a\\,b\\|c\\},d|}"]


def test_names_are_of_their_own() -> None:
    one = Concept("", (Term("甲", "zh-Hans"), Term("a", "en")))
    assert list(snippets(one, one, one)) == ["甲", "甲 2", "甲 3"]


def test_scope() -> None:
    assert "scope" not in snippets(LLM, options={"scope": ""})["llm"]
    assert snippets(LLM, options={"scope": "latex"})["llm"]["scope"] == "latex"


def test_a_concept_in_one_language_has_none() -> None:
    assert snippets(Concept("a", (Term("甲", "zh-Hans"),))) == {}
    assert losses([Concept("a", (Term("甲", "zh-Hans"),))], FORMAT, Writing()) == {"further terms": 1}


def test_what_a_snippet_keeps() -> None:
    told = losses([LLM], FORMAT, Writing())
    assert told == {"further terms": 1}
