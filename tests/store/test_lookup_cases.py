"""Every way of looking up that is promised, as data: tests/cases/lookup.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shuyu.model.concept import Collection, Concept, Origin, Status, Term
from shuyu.model.hit import Match
from shuyu.store.base import Store
from shuyu.store.sqlite import open_store

CASES: dict[str, Any] = json.loads((Path(__file__).parents[1] / "cases" / "lookup.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("lookup") / "store.db"
    with open_store(path, write=True, create=True) as writing, writing.writing() as writer:
        for one in CASES["collections"]:
            writer.put_collection(Collection(one["name"], Origin(one["origin"]), one["priority"]))
            concepts = [concept(c) for c in CASES["concepts"] if c["collection"] == one["name"]]
            assert writer.put_concepts(one["name"], concepts) == len(concepts)
    with open_store(path) as reading:
        yield reading


def concept(case: dict[str, Any]) -> Concept:
    terms = tuple(
        Term(text, language, Status(*status) if status else Status.PREFERRED)
        for language, text, *status in case["terms"]
    )
    return Concept(case["id"], terms)


def test_there_are_enough_cases() -> None:
    assert len(CASES["concepts"]) >= 60
    assert len(CASES["cases"]) >= 150
    assert {case["match"] for case in CASES["cases"]} == {match.value for match in Match} | {None}


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: f"{case['query']}-{case['match']}")
def test_lookup(store: Store, case: dict[str, Any]) -> None:
    hits = store.lookup(case["query"])
    if case["first"] is None:
        assert hits == ()
        return
    found = [hit.concept.id for hit in hits]
    assert hits, "nothing was found"
    first = hits[0]
    assert (first.concept.id, first.match.value) == (case["first"], case["match"]), found
    assert first.distance == case.get("distance")
    if "term" in case:
        assert first.term.text == case["term"]
    if "status" in case:
        assert first.term.status.value == case["status"]
    if "hits" in case:
        assert found == case["hits"]


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: f"{case['query']}-{case['match']}")
def test_hits_are_whole_and_ranked(store: Store, case: dict[str, Any]) -> None:
    hits = store.lookup(case["query"], limit=100)
    assert len({(hit.collection.name, hit.concept.id) for hit in hits}) == len(hits)
    for hit in hits:
        assert hit.term in hit.concept.terms
        assert hit.concept == store.full_concept(hit.collection.name, hit.concept.id)
        assert (hit.distance is not None) == (hit.match is Match.FUZZY)
    ranks = [
        (hit.match.rank, hit.distance or 0, hit.collection.origin.rank, hit.collection.priority, hit.term.status.rank)
        for hit in hits
    ]
    assert ranks == sorted(ranks)
    assert store.lookup(case["query"], limit=3) == hits[:3]


def test_each_way_alone(store: Store) -> None:
    for case in CASES["cases"]:
        if case["first"] is not None:
            match = Match(case["match"])
            hits = store.lookup(case["query"], matches=frozenset({match}))
            assert hits[0].concept.id == case["first"], case
            assert {hit.match for hit in hits} == {match}
