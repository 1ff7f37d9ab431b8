"""Lossless JSON: its schema, its layout, and what is said of a file that is none."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from shuyu.errors import InputError
from shuyu.formats.base import Reading, losses
from shuyu.formats.json_format import FORMAT, read
from shuyu.model.concept import Concept
from tests.formats.lists import EVERYTHING, term_lists
from tests.formats.test_contract import written

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/list.schema.json").read_text(encoding="utf-8"))


def problems(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputError) as caught:
        list(read(BytesIO(data), Reading("list.json")))
    return [str(problem) for problem in caught.value.problems]


def test_the_published_schema_is_the_one_that_is_installed() -> None:
    assert (ROOT / "src/shuyu/formats/list.schema.json").read_bytes() == (ROOT / "docs/list.schema.json").read_bytes()


@given(term_lists())
def test_what_is_written_fits_the_schema(concepts: list[Concept]) -> None:
    jsonschema.validate(json.loads(written(FORMAT, concepts)), SCHEMA)


def test_nothing_is_lost() -> None:
    assert losses([EVERYTHING], FORMAT) == {}


def test_a_concept_is_a_line() -> None:
    assert len(written(FORMAT, [EVERYTHING, EVERYTHING]).splitlines()) == 5


def test_any_layout_is_read() -> None:
    document = json.loads(written(FORMAT, [EVERYTHING]))
    for text in (json.dumps(document), json.dumps(document, indent=2), "\ufeff" + json.dumps(document)):
        reading = Reading("list.json")
        assert list(read(BytesIO(text.encode()), reading)) == [EVERYTHING]
        assert reading.about["title"] == "A list"


HEAD = '{"format": "shuyu terms", "version": 1, "about": {},\n"concepts": [\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["E141 list.json:1: this is not JSON"]),
        ("[]", ["no term list of shuyu"]),
        ('{"format": "shuyu terms", "version": 2}', ["version 2 of the format is not known"]),
        ('{"format": "shuyu terms", "version": 1}', ["the list of concepts is missing"]),
        ('{"format": "shuyu terms",\n"version": 1\n"concepts": []}', ["list.json:3: this is not JSON"]),
        (HEAD + "]", ["list.json:3: this is not JSON", "the file ends before its list does"]),
        (HEAD, ["the file ends before its list does"]),
        (HEAD + "3\n]}", ["list.json:3: a concept must be an object, not a number"]),
        (HEAD + '{"terms": []}\n]}', ["list.json:3: a concept needs a list of terms"]),
        (HEAD + '{"terms": [1]}\n]}', ["a term must be an object, not a number"]),
        (HEAD + '{"terms": [{"term": "a", "language": "tlh"}]}\n]}', ['the language tlh of "a" is not known']),
        (HEAD + '{"terms": [{"term": "a", "language": "en", "status": "good"}]}\n]}', ['status "good" is not known']),
        (HEAD + '{"terms": [{"term": " ", "language": "en"}]}\n]}', ["this term is empty"]),
        (HEAD + '{"terms": [{"term": "a", "language": "en", "note": 3}]}\n]}', ["note must be text"]),
        (HEAD + '{"terms": [{"term": "a", "language": "en", "colour": 3}]}\n]}', ['key "colour" is not known']),
        (HEAD + '{"id": "a b", "terms": [{"term": "a", "language": "en"}]}\n]}', ["white space"]),
        (HEAD + '{"modified": "now", "terms": [{"term": "a", "language": "en"}]}\n]}', ["is not a day"]),
        (HEAD + '{"a"\n{"b"\n]}', ["list.json:3: this is not JSON", "list.json:4: this is not JSON"]),
    ],
)
def test_what_is_said(text: str, said: list[str]) -> None:
    found = problems(text)
    assert len(found) == len(said)
    for one, wanted in zip(found, said, strict=True):
        assert wanted in one


def test_bytes_that_are_no_text() -> None:
    assert "not UTF-8" in problems(b"\xff\xfe{}")[0]


def test_not_every_fault_of_a_broken_file_is_told() -> None:
    assert len(problems(HEAD + "x\n" * 500 + "]}")) == 100


def test_a_pit_of_brackets() -> None:
    assert len(problems("[" * 200_000)) == 1
