"""What every exchange format promises: reading what was written gives what the format keeps of it.

A format joins by standing in the registry; nothing is written here for it.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuyu.formats.base import Reading, TermFormat, Writing, losses, restricted
from shuyu.formats.registry import format_of, names, readable, term_format, writable
from shuyu.languages import HANS, LANGUAGES
from shuyu.model.concept import Concept
from tests.formats.lists import EVERYTHING, term_lists

BOTH_WAYS = [name for name in readable() if name in writable()]
WRITING = Writing(path="list", languages=tuple(LANGUAGES), title="A list", date="2026-11-21")


def written(form: TermFormat, concepts: list[Concept], writing: Writing = WRITING) -> bytes:
    assert form.write is not None
    stream = BytesIO()
    form.write(iter(concepts), stream, writing)
    return stream.getvalue()


def read(form: TermFormat, data: bytes, **how: object) -> list[Concept]:
    assert form.read is not None
    return list(form.read(BytesIO(data), Reading("list", tuple(LANGUAGES), **how)))  # type: ignore[arg-type]


def expected(form: TermFormat, concepts: list[Concept]) -> list[Concept]:
    return [back for concept in concepts for back in restricted(concept, form, WRITING)]


def bare(form: TermFormat, concepts: list[Concept]) -> list[Concept]:
    # An id that a format does not keep is made by whoever reads, and so is no part of the promise.
    return concepts if "id" in form.keeps.concept_fields else [replace(concept, id="") for concept in concepts]


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_written_comes_back(name: str, data: st.DataObject) -> None:
    form = term_format(name)
    concepts = data.draw(term_lists(languages=sorted(form.keeps.languages)))
    assert bare(form, read(form, written(form, concepts))) == expected(form, concepts)


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_concept_with_everything_comes_back(name: str) -> None:
    form = term_format(name)
    assert bare(form, read(form, written(form, [EVERYTHING]))) == expected(form, [EVERYTHING])


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_what_came_back_is_written_to_the_same_bytes(name: str) -> None:
    form = term_format(name)
    once = written(form, [EVERYTHING])
    assert written(form, read(form, once)) == once


@pytest.mark.parametrize("name", names())
def test_a_declared_loss_is_told_and_nothing_else(name: str) -> None:
    form = term_format(name)
    told = losses([EVERYTHING], form, WRITING)
    unchanged = [replace(one, id=EVERYTHING.id) for one in expected(form, [EVERYTHING])] == [EVERYTHING]
    assert bool(told) != unchanged


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_a_file_is_known_by_its_content(name: str) -> None:
    form = term_format(name)
    data = written(form, [EVERYTHING])
    assert format_of(f"list{form.suffixes[0]}", data[: 64 * 1024]).name == name


@pytest.mark.parametrize("name", writable())
def test_an_empty_list_is_written(name: str) -> None:
    form = term_format(name)
    data = written(form, [])
    if form.read is not None:
        assert read(form, data) == []


@pytest.mark.parametrize("name", names())
def test_a_format_declares_what_is_known(name: str) -> None:
    form = term_format(name)
    assert form.name == name
    assert form.read or form.write
    assert all(suffix.startswith(".") and suffix.islower() for suffix in form.suffixes)
    assert form.keeps.languages <= set(LANGUAGES)
    assert HANS in form.keeps.languages


def test_the_reference_is_what_the_formats_declare() -> None:
    command = [sys.executable, "tools/make_formats_reference.py", "--check"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
