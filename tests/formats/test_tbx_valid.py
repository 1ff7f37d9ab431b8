"""What is written is valid against the official schemas; and the schemas, as run here, do find faults."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from shuyu.formats.base import Writing
from shuyu.formats.registry import term_format
from shuyu.model.concept import Concept
from tests.formats.lists import EVERYTHING, term_lists
from tests.formats.schemas import LISTS, SCHEMAS, needs_lists, needs_schemas, tbx_faults
from tests.formats.test_contract import written

pytestmark = needs_schemas

WAYS = [
    ("tbx", {}),
    ("tbx-dct", {}),
    ("tbx-min", {}),
    ("tbx-min", {"style": "dct"}),
    ("tbx-core", {}),
    ("tbx", {"tags": "region"}),
]


def made(name: str, options: dict[str, str], concepts: list[Concept]) -> bytes:
    about = Writing(title="T", subject="S", source="us", licence="CC0", date="2026-11-21", options=options)
    return written(term_format(name), concepts, about)


@pytest.mark.parametrize(("name", "options"), WAYS)
def test_everything_and_nothing_are_valid(name: str, options: dict[str, str]) -> None:
    assert tbx_faults(made(name, options, [EVERYTHING])) == []
    assert tbx_faults(made(name, options, [])) == []


@pytest.mark.parametrize(("name", "options"), WAYS[:5])
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(concepts=term_lists(largest=2))
def test_any_list_is_valid(name: str, options: dict[str, str], concepts: list[Concept]) -> None:
    assert tbx_faults(made(name, options, concepts)) == []


BROKEN = [
    ("tbx", '"context"', '"colour"', "Permitted type value"),
    ("tbx", ">noun<", ">nominal<", "/partOfSpeech/ type may be"),
    ("tbx", 'id="everything"', 'id="1"', "attribute id"),
    ("tbx", "<term>大语言模型</term>", "", "termSec"),
    ("tbx-dct", "basic:termType>acronym<", "basic:termType>nice<", "termType"),
    ("tbx-dct", ">noun<", ">nominal<", "partOfSpeech"),
    ("tbx-dct", "http://www.tbxinfo.net/ns/basic", "http://example.com/basic", "of no module"),
    ("tbx-min", 'style="dca"', 'style="dct"', "DCA style elements are not permitted"),
    ("tbx-core", "TBX-Core", "TBX-Kern", "name of this dialect"),
]


@pytest.mark.parametrize(("name", "good", "bad", "said"), BROKEN)
def test_a_fault_is_found(name: str, good: str, bad: str, said: str) -> None:
    text = made(name, {}, [EVERYTHING]).decode()
    assert good in text
    if said == "name of this dialect":
        tree = etree.parse(BytesIO(text.replace(good, bad).encode()))
        from tests.formats.schemas import schematron

        found = list(schematron(tree, SCHEMAS / "tbx" / "TBX-Core.sch"))
    else:
        found = tbx_faults(text.replace(good, bad).encode())
    assert any(said in one for one in found)


@needs_lists
@pytest.mark.slow
def test_the_official_examples_are_valid_here_too() -> None:
    for path in sorted((LISTS / "tbx/v3/good").glob("*.tbx")):
        assert tbx_faults(path.read_bytes()) == [], path.name
    for path in sorted((LISTS / "tbx/v3/official-tests").glob("*_bad.tbx")):
        assert tbx_faults(path.read_bytes()) != [], path.name


def test_version_2_keeps_to_the_constraints_of_tbx_basic() -> None:
    rules = etree.parse(SCHEMAS / "tbx/v2/TBXBasicXCSV02.xcs", etree.XMLParser(load_dtd=False))
    allowed = {
        (str(spec.tag).removesuffix("Spec"), spec.get("name")): spec
        for spec in rules.iterfind("datCatSet/*")
        if isinstance(spec.tag, str)
    }
    tree = etree.fromstring(made("tbx2", {}, [EVERYTHING]))
    assert tree.tag == "martif"
    levels = {"termEntry": "termEntry", "langSet": "langSet", "tig": "term"}
    typed = [element for element in tree.iterfind("text//*") if element.get("type")]
    assert len({element.get("type") for element in typed}) == 8
    for element in typed:
        spec = allowed[(str(element.tag), element.get("type"))]
        contents = spec.find("contents")
        assert contents is not None
        if contents.get("datatype") == "picklist":
            assert element.text in re.split(r"\s+", contents.text or "")
        wanted = (spec.findtext("levels") or "termEntry langSet term").split()
        holder = next(one for one in element.iterancestors() if str(one.tag) in levels)
        assert levels[str(holder.tag)] in wanted
