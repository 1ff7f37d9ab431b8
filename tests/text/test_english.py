"""English: every inflection of a word gets one lemma, and different words keep theirs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.text._english_data import BRITISH, INVARIANT, IRREGULAR
from shuyu.text.english import lemma, lemma_key, lemma_tokens, token_spans, tokens
from shuyu.text.fold import fold

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "english.json").read_text("utf-8"))
DOUBLING = set(CASES["doubling"])


def forms(verb: str) -> list[str]:
    """The regular forms of a verb, by the rules of spelling."""
    if verb.endswith("ee"):
        return [verb, verb + "s", verb + "d", verb + "ing"]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if re.search("[^aeiou]y$", verb):
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if verb in DOUBLING else verb
    return [verb, verb + ("es" if re.search("(s|x|z|ch|sh)$", verb) else "s"), stem + "ed", stem + "ing"]


@pytest.mark.parametrize("verb", CASES["verbs"])
def test_regular_verbs_get_their_dictionary_form(verb: str) -> None:
    assert {form: lemma(form) for form in forms(verb)} == dict.fromkeys(forms(verb), verb)


@pytest.mark.parametrize("family", CASES["families"], ids=lambda family: family[0])
def test_all_forms_meet(family: list[str]) -> None:
    first, *others = family
    assert [lemma(form) for form in others] == [first] * len(others)


@pytest.mark.parametrize(("one", "other"), CASES["apart"])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert lemma(one) != lemma(other)


@pytest.mark.parametrize("word", CASES["stay"])
def test_words_that_only_look_inflected_stay(word: str) -> None:
    assert lemma(word) in {word.lower(), "base"} or word == "basis2"


@pytest.mark.parametrize(("one", "other"), CASES["keys"])
def test_terms_meet(one: str, other: str) -> None:
    assert lemma_key(one) == lemma_key(other)


@pytest.mark.parametrize(("text", "wanted"), CASES["tokens"])
def test_tokens(text: str, wanted: list[str]) -> None:
    assert tokens(text) == wanted
    assert [text[start:end] for start, end in token_spans(text)] == wanted


def test_a_key_is_folded_and_joined() -> None:
    assert lemma_key("Large-scale AI Models") == "largescaleaimodel"
    assert lemma_tokens("policies' effects") == ["policy", "effect"]


def test_the_tables_do_not_contradict_each_other() -> None:
    assert not [form for form, base in IRREGULAR.items() if form in INVARIANT and form != base]
    assert not [form for form, base in BRITISH.items() if base in BRITISH and BRITISH[base] != base]


@pytest.mark.parametrize("base", sorted({*IRREGULAR.values(), *BRITISH.values()}))
def test_the_lemma_of_a_lemma_is_itself(base: str) -> None:
    assert lemma(base) == base


@given(st.sampled_from(CASES["verbs"] + CASES["stay"]))
def test_lemmas_are_stable(word: str) -> None:
    assert lemma(lemma(word)) == lemma(word)


@given(st.text())
def test_any_text_has_tokens_and_a_key(text: str) -> None:
    assert all(tokens(text))
    assert lemma_key(text) == fold(lemma_key(text))


def test_a_very_long_word_is_left_alone() -> None:
    assert lemma("a" * 5000 + "ing") == "a" * 5000 + "ing"
