"""Term lists from outside: official test files, and what tools exported. They stand beside the repository."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading
from shuyu.formats.registry import SNIFFED_BYTES, format_of
from shuyu.model.concept import Concept, Status
from tests.formats.schemas import LISTS, needs_lists

pytestmark = needs_lists


def read(name: str) -> tuple[list[Concept], Reading, str]:
    path = LISTS / name
    form = format_of(path.name, path.read_bytes()[:SNIFFED_BYTES])
    reading = Reading(path.name)
    assert form.read is not None
    with path.open("rb") as stream:
        return list(form.read(stream, reading)), reading, form.name


GOOD = [
    ("tbx/v3/good/astronomy-basic-dca.tbx", "tbx", 39),
    ("tbx/v3/good/astronomy-basic-dct.tbx", "tbx-dct", 39),
    ("tbx/v3/good/astronomy-min-dca.tbx", "tbx-min", 39),
    ("tbx/v3/good/astronomy-min-dct.tbx", "tbx-dct", 39),
    ("tbx/v3/official-tests/basic_good.tbx", "tbx", 39),
    ("tbx/v3/official-tests/min_good.tbx", "tbx-min", 39),
    ("tbx/v3/official-tests/core_structure_good.tbx", "tbx-core", 39),
    ("tbx/v2/suse-glossary.xml", "tbx2", 1349),
    ("tbx/v2/heartsome-en-zh.tbx", "tbx2", 314),
    ("tbx/v2/ibm_tbx.tbx", "tbx2", 5),
    ("tbx/v2/sdl_tbx.tbx", "tbx2", 223),
    ("tbx/v2/test01.tbx", "tbx2", 1),
    ("tbx/v2/test02_win1254.tbx", "tbx2", 1),
    ("utx/Sample.tbx", "tbx2", 3),
]


@pytest.mark.parametrize(("name", "form", "concepts"), GOOD)
def test_good_files_are_read(name: str, form: str, concepts: int) -> None:
    found, _, used = read(name)
    assert (used, len(found)) == (form, concepts)
    assert all(concept.terms for concept in found)


BAD = {
    "basic_bad.tbx": {26: "theWrongType", 69: "nominal", 97: "definition", 140: "wrongType"},
    "core_structure_bad.tbx": {
        15: "<p>",
        21: "<admin>",
        27: "first",
        32: "second <term>",
        45: "",
        46: "second <descrip>",
    },
    "min_bad.tbx": {21: "source", 41: "error", 803: "not an allowed value"},
    "poorly_formed_xml.tbx": {42: "mismatch"},
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_with_the_lines_that_their_authors_name(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read(f"tbx/v3/official-tests/{name}")
    found = caught.value.problems
    assert {problem.path for problem in found} == {Path(name).name}
    assert {problem.line for problem in found} == set(BAD[name])
    for line, said in BAD[name].items():
        assert any(said in problem.what for problem in found if problem.line == line)


def test_a_termbase_of_a_software_house_loses_nothing_that_is_not_named() -> None:
    concepts, reading, _ = read("tbx/v2/suse-glossary.xml")
    for language in ("zh-Hans", "zh-Hant-TW"):
        assert sum(1 for concept in concepts if concept.in_language(language)) == 540
    statuses = Counter(term.status for concept in concepts for term in concept.terms)
    assert statuses[Status.DEPRECATED] > 300
    assert statuses[Status.ADMITTED] > 200
    assert sum(1 for concept in concepts if concept.definition) == 1345
    # Every term of the file is a term, was one already, or is named with its language.
    terms = sum(len(concept.terms) for concept in concepts)
    others = sum(loss.times for what, loss in reading.losses.items() if what.startswith("terms in "))
    assert terms + others + reading.losses["a term that its entry has already"].times == 9453
    named = {what for what in reading.losses if not what.startswith("terms in ")}
    assert named == {
        '"Translation needed" of a concept',
        '"cross-reference" of a concept',
        '"cross-reference" of a term',
        '"externalCrossReference" of a concept',
        '"externalCrossReference" of a term',
        "a term that its entry has already",
        "an invisible character in a term",
        'the status "Obsolete", read as deprecated',
    }


def test_a_file_that_is_invalid_in_the_wild_is_read_whole() -> None:
    concepts, reading, _ = read("tbx/v2/heartsome-en-zh.tbx")
    assert sum(len(concept.terms) for concept in concepts) == 628
    assert {what: loss.times for what, loss in reading.losses.items()} == {
        '"Txt::Text Field" of a concept': 127,
        "an invisible character in a term": 2,
    }


def test_windows_1254() -> None:
    (concept,), _, _ = read("tbx/v2/test02_win1254.tbx")
    assert concept.terms[0].text.endswith("İı")
