"""Two lists into one: what only one side says is taken, what both say differently is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.exchange.difference import difference
from shuyu.exchange.merge import Policy, merge
from shuyu.model.concept import Concept, Status, Term
from tests.formats.lists import term_lists


def concept(name: str, zh: str, en: str, **more: str) -> Concept:
    return Concept(name, (Term(zh, "zh-Hans"), Term(en, "en")), **more)


MODEL = concept("m", "模型", "model")
ADMITTED = Term("pattern", "en", Status.ADMITTED)


@pytest.mark.parametrize("policy", Policy)
def test_what_only_one_side_says_is_taken(policy: Policy) -> None:
    ours = replace(MODEL, note="n")
    theirs = replace(MODEL, id="x", definition="d", terms=(*MODEL.terms, ADMITTED))
    merged = merge([ours], [theirs, concept("t", "词元", "token")], policy=policy)
    assert merged.conflicts == ()
    assert merged.concepts == (replace(theirs, id="m", note="n"), concept("t", "词元", "token"))
    assert (merged.added, merged.changed, merged.removed) == (1, 1, 0)


@pytest.mark.parametrize(("policy", "kept"), [("ours", "a"), ("theirs", "b"), ("both", "a\nb")])
def test_two_definitions_are_a_conflict(policy: str, kept: str) -> None:
    merged = merge([replace(MODEL, definition="a")], [replace(MODEL, id="", definition="b")], policy=Policy(policy))
    assert merged.concepts[0].definition == kept
    (conflict,) = merged.conflicts
    assert (conflict.what, conflict.ours, conflict.theirs, conflict.concept.id) == ("definition", "a", "b", "m")


@pytest.mark.parametrize(
    ("policy", "statuses"),
    [
        ("ours", {"model": "preferred", "pattern": "admitted"}),
        ("both", {"model": "preferred", "pattern": "admitted"}),
        ("theirs", {"model": "admitted", "pattern": "preferred"}),
    ],
)
def test_two_preferred_terms_are_a_conflict(policy: str, statuses: dict[str, str]) -> None:
    chinese = Term("模型", "zh-Hans")
    theirs = Concept("x", (chinese, Term("pattern", "en"), replace(Term("model", "en"), status=Status.ADMITTED)))
    merged = merge([MODEL], [theirs], policy=Policy(policy))
    assert {term.text: term.status.value for term in merged.concepts[0].in_language("en")} == statuses
    assert ("preferred term", "model", "pattern") in [(c.what, c.ours, c.theirs) for c in merged.conflicts]
    assert merge(merged.concepts, [theirs], policy=Policy(policy)).changed == 0


def test_an_id_that_is_taken_is_changed() -> None:
    merged = merge([MODEL], [concept("m", "词元", "token")])
    assert [one.id for one in merged.concepts] == ["m", "m-2"]


def test_a_homonym_with_another_subject_stays_apart() -> None:
    merged = merge([replace(MODEL, subject="AI")], [replace(MODEL, id="x", subject="toys")])
    assert len(merged.concepts) == 2


# Three ways


def three(base: Concept | None, ours: Concept | None, theirs: Concept | None, policy: str = "ours"):  # type: ignore[no-untyped-def]
    lists = [[] if one is None else [one] for one in (base, ours, theirs)]
    return merge(lists[1], lists[2], base=lists[0], policy=Policy(policy))


def test_what_only_one_side_changed_is_no_conflict() -> None:
    base = replace(MODEL, note="old", definition="old")
    merged = three(base, replace(base, note="ours"), replace(base, definition=None))
    assert merged.conflicts == ()
    assert merged.concepts == (replace(MODEL, note="ours"),)


def test_what_one_side_took_away_goes() -> None:
    assert three(MODEL, MODEL, None).concepts == ()
    assert three(MODEL, None, MODEL).concepts == ()
    grown = replace(MODEL, terms=(*MODEL.terms, ADMITTED))
    assert three(grown, grown, MODEL).concepts == (MODEL,)
    assert three(grown, MODEL, grown).concepts == (MODEL,)


@pytest.mark.parametrize(("policy", "stays"), [("ours", True), ("theirs", False), ("both", True)])
def test_taken_away_there_and_changed_here(policy: str, stays: bool) -> None:
    changed = replace(MODEL, note="n")
    merged = three(MODEL, changed, None, policy)
    assert merged.concepts == ((changed,) if stays else ())
    assert [c.what for c in merged.conflicts] == ["concept"]


@pytest.mark.parametrize(("policy", "stays"), [("ours", False), ("theirs", True), ("both", True)])
def test_taken_away_here_and_changed_there(policy: str, stays: bool) -> None:
    changed = replace(MODEL, note="n")
    merged = three(MODEL, None, changed, policy)
    assert merged.concepts == ((changed,) if stays else ())
    assert [c.what for c in merged.conflicts] == ["concept"]


@pytest.mark.parametrize(("policy", "stays"), [("ours", True), ("theirs", False), ("both", True)])
def test_a_term_changed_here_and_taken_away_there(policy: str, stays: bool) -> None:
    base = replace(MODEL, terms=(*MODEL.terms, ADMITTED))
    ours = replace(MODEL, terms=(*MODEL.terms, replace(ADMITTED, note="n")))
    merged = three(base, ours, MODEL, policy)
    assert merged.concepts == (ours if stays else MODEL,)
    assert [c.what for c in merged.conflicts] == ["term"]


@pytest.mark.parametrize(("policy", "stays"), [("ours", False), ("theirs", True), ("both", True)])
def test_a_term_changed_there_and_taken_away_here(policy: str, stays: bool) -> None:
    base = replace(MODEL, terms=(*MODEL.terms, ADMITTED))
    theirs = replace(MODEL, terms=(*MODEL.terms, replace(ADMITTED, note="n")))
    merged = three(base, MODEL, theirs, policy)
    assert merged.concepts == (theirs if stays else MODEL,)
    assert [c.what for c in merged.conflicts] == ["term"]


# Properties


@given(term_lists(), term_lists(), st.sampled_from(Policy))
def test_merging_again_changes_nothing(ours: list[Concept], theirs: list[Concept], policy: Policy) -> None:
    once = merge(ours, theirs, policy=policy)
    again = merge(once.concepts, theirs, policy=policy)
    assert (again.concepts, again.added, again.changed) == (once.concepts, 0, 0)


@given(term_lists(), st.sampled_from(Policy))
def test_a_list_with_itself_is_itself(ours: list[Concept], policy: Policy) -> None:
    merged = merge(ours, ours, policy=policy)
    assert (list(merged.concepts), merged.conflicts, merged.changed) == (ours, (), 0)
    assert difference(ours, ours) == []


@given(term_lists(), term_lists())
def test_a_side_that_changed_nothing_yields(base: list[Concept], theirs: list[Concept]) -> None:
    merged = merge(base, theirs, base=base)
    assert merged.conflicts == ()
    assert [d for d in difference(merged.concepts, theirs) if any(x.what != "order" for x in d.details)] == []
