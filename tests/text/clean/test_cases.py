"""What cleaning makes of real dirt, of its opposite, and of what it cannot do yet. The cases are data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shuyu.text.clean import clean

CASES = Path(__file__).resolve().parents[2] / "cases" / "clean"


def cases(name: str) -> list[Any]:
    found = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in found]


@pytest.mark.parametrize("case", [*cases("wild"), *cases("synthetic")])
def test_dirt_goes(case: dict[str, Any]) -> None:
    cleaned = clean(case["before"])
    assert cleaned.text == case["after"]
    assert {step.fixer for step in cleaned.steps} == set(case["fixers"])
    assert clean(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("case", cases("negative"))
def test_what_is_clean_stays(case: dict[str, Any]) -> None:
    cleaned = clean(case["text"])
    assert cleaned.text == case["text"]
    assert cleaned.steps == ()


@pytest.mark.parametrize("case", cases("negative"))
def test_what_is_clean_stays_inside_a_document(case: dict[str, Any]) -> None:
    before = "这一段写在前面，它很完整，没有什么要改。\n\n"
    behind = "\n\n这一段写在后面，它也很完整，没有什么要改。\n"
    if case["text"].startswith("---"):
        pytest.skip("front matter stands at the head of a document")
    assert clean(before + case["text"] + behind).text == before + case["text"] + behind


@pytest.mark.parametrize("case", cases("known-failures"))
def test_known_failures(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    request.applymarker(pytest.mark.xfail(reason=case["why"], strict=True))
    assert clean(case["before"]).text == case["after"]


@pytest.mark.parametrize("path", sorted((CASES / "samples").glob("*.dirty.txt")), ids=lambda path: path.name)
def test_whole_pages(path: Path) -> None:
    dirty = path.read_text(encoding="utf-8")
    wanted = path.with_name(path.name.replace(".dirty.", ".clean.")).read_text(encoding="utf-8")
    cleaned = clean(dirty)
    assert cleaned.text == wanted
    assert clean(cleaned.text).text == cleaned.text


def test_the_cases_are_enough_and_have_names_of_their_own() -> None:
    every = [case.values[0] for name in ("wild", "synthetic", "negative", "known-failures") for case in cases(name)]
    names = [case["name"] for case in every]
    assert len(names) == len(set(names))
    assert len(cases("negative")) >= 60
    assert all(case.values[0]["source"] for case in cases("wild"))
