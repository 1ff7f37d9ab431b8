"""A terms.toml is made to say what a list says, and everything else stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from shuyu.errors import TermsError
from shuyu.formats.terms_apply import apply_concepts
from shuyu.formats.terms_toml import Settings, read_terms
from shuyu.formats.terms_write import write_terms
from shuyu.languages import LANGUAGES
from shuyu.model.concept import Concept, Status, Term
from tests.formats.lists import term_lists

TEXT = """\
# Ours.
[glossary]
title = "T"

# First.
[[term]]
id = "oss"
zh = "开源"      # odd spacing stays
en = ["open source", { term = "OSS", status = "deprecated" }]

# Second.
[[term]]
id = "model"
zh = "模型"
en = "model"

[[term]]
en = "token"
"""


def concepts() -> list[Concept]:
    return list(read_terms(TEXT.encode()).concepts)


def test_the_same_list_changes_nothing() -> None:
    assert apply_concepts(TEXT, concepts()) == TEXT


def test_an_entry_is_edited_where_it_stands() -> None:
    oss, model, token = concepts()
    new = [replace(oss, note="n"), replace(model, terms=(*model.terms, Term("mould", "en", Status.FORBIDDEN))), token]
    assert apply_concepts(TEXT, new) == TEXT.replace(
        'status = "deprecated" }]\n', 'status = "deprecated" }]\nnote = "n"\n'
    ).replace('en = "model"', 'en = ["model", { term = "mould", status = "forbidden" }]')


def test_an_entry_goes_and_comments_stay() -> None:
    oss, _, token = concepts()
    assert apply_concepts(TEXT, [oss, token]) == TEXT.replace('[[term]]\nid = "model"\nzh = "模型"\nen = "model"\n', "")
    assert [c.id for c in read_terms(apply_concepts(TEXT, [token]).encode()).concepts] == [token.id]


def test_new_entries_come_at_the_end() -> None:
    new = Concept("x", (Term("词元", "zh-Hans"), Term("lexeme", "en")))
    assert apply_concepts(TEXT, [*concepts(), new]) == TEXT + '\n[[term]]\nid = "x"\nzh = "词元"\nen = "lexeme"\n'
    assert apply_concepts("", [new]) == '[[term]]\nid = "x"\nzh = "词元"\nen = "lexeme"\n'


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    oss, model, token = concepts()
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    new = apply_concepts(text, [replace(oss, note="n"), model, token])
    assert new == text.replace('"deprecated" }]\r\n', '"deprecated" }]\r\nnote = "n"\r\n')


def test_an_order_that_changed_is_written_anew() -> None:
    oss, model, token = concepts()
    zh, first, second = oss.terms
    swapped = replace(oss, terms=(zh, replace(second, status=Status.PREFERRED), replace(first, status=Status.ADMITTED)))
    text = apply_concepts(TEXT, [swapped, model, token])
    assert read_terms(text.encode()).concepts[0] == swapped
    assert "# Second." in text


def test_what_cannot_be_edited_is_named_with_its_line() -> None:
    text = 'term = [{ id = "a", en = "a" }]\n'
    with pytest.raises(TermsError) as caught:
        apply_concepts(text, [replace(read_terms(text.encode()).concepts[0], note="n")])
    assert caught.value.problems[0].code == "E224"


@given(term_lists(), term_lists())
def test_whatever_it_said_it_says_what_is_wanted(before: list[Concept], after: list[Concept]) -> None:
    text = write_terms(Settings(languages=tuple(LANGUAGES)), before)
    result = read_terms(apply_concepts(text, after).encode()).concepts
    assert {concept.id: _grouped(concept) for concept in result} == {c.id: _grouped(c) for c in after}


def _grouped(concept: Concept) -> Concept:
    # A terms.toml keeps the order of terms within a language, not between languages.
    return replace(concept, terms=tuple(sorted(concept.terms, key=lambda term: list(LANGUAGES).index(term.language))))
