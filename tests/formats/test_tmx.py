"""TMX: a concept as a unit, valid, and other tools' memories read."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings

from shuyu.errors import InputError
from shuyu.formats.base import Reading, Writing
from shuyu.formats.tmx import FORMAT, read
from shuyu.model.concept import Concept, Status, Term
from tests.formats.lists import EVERYTHING, term_lists
from tests.formats.schemas import needs_schemas, tmx_faults
from tests.formats.test_contract import written


def found(body: str, header: str = "<header/>") -> tuple[list[Concept], Reading]:
    reading = Reading("a.tmx")
    text = f'<tmx version="1.4">\n{header}<body>\n{body}\n</body></tmx>'
    return list(read(BytesIO(text.encode()), reading)), reading


def unit(
    seg: str = "model", of_unit: str = "", of_variant: str = "", tag: str = 'xml:lang="en"', more: str = ""
) -> str:
    return f"<tu{more}>{of_unit}<tuv {tag}>{of_variant}<seg>{seg}</seg></tuv></tu>"


@needs_schemas
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(concepts=term_lists(largest=2))
def test_any_list_is_valid(concepts: list[Concept]) -> None:
    about = Writing(title="T", subject="S", source="us", licence="CC0")
    assert tmx_faults(written(FORMAT, [*concepts, EVERYTHING], about)) == []


@needs_schemas
def test_a_fault_is_found() -> None:
    assert tmx_faults(written(FORMAT, [EVERYTHING]).replace(b"<seg>", b"<segment>").replace(b"</seg>", b"</segment>"))


def test_deprecated_and_forbidden_terms_are_no_ones_translation() -> None:
    text = written(FORMAT, [EVERYTHING]).decode()
    units = text.split("<tu")
    for term in EVERYTHING.terms:
        (home,) = [
            one for one in text.split("</tu>") if f"<seg>{term.text}</seg>" in one and f'"{term.language}"' in one
        ]
        assert (home.count("<tuv") == 1) == (term.status in {Status.DEPRECATED, Status.FORBIDDEN})
    assert len(units) > 3


@pytest.mark.parametrize(
    "terms",
    [
        (Term("a", "en", Status.FORBIDDEN),),
        (Term("a", "en", Status.FORBIDDEN), Term("b", "en", Status.DEPRECATED), Term("甲", "zh-Hans")),
        (
            Term("甲", "zh-Hans"),
            Term("乙", "zh-Hans", Status.FORBIDDEN),
            Term("b", "en"),
            Term("c", "en", Status.ADMITTED),
        ),
    ],
)
def test_terms_that_stand_apart_come_back_to_their_places(terms: tuple[Term, ...]) -> None:
    concepts = [Concept("a", terms, note="n"), Concept("b", terms, subject="s")]
    data = written(FORMAT, concepts)
    assert list(read(BytesIO(data), Reading("a.tmx"))) == concepts


def test_the_head() -> None:
    about = Writing(title="T", subject="S", source="us", licence="CC0", date="2026-11-21")
    reading = Reading("a.tmx")
    assert list(read(BytesIO(written(FORMAT, [], about)), reading)) == []
    assert reading.about == {"title": "T", "subject": "S", "source": "us", "licence": "CC0", "date": "2026-11-21"}


def test_the_memory_of_another_tool() -> None:
    body = (
        '<tu tuid="1" changedate="20200102T030405Z"><note>n</note><tuv xml:lang="EN-US"><seg>a <bpt i="1">x</bpt>big'
        '<ept i="1">x</ept> <hi>model</hi></seg></tuv><tuv lang="zh_CN"><seg>大\n  模型<ph>x</ph></seg></tuv></tu>'
    )
    concepts, reading = found(body)
    terms = (Term("a big model", "en"), Term("大 模型", "zh-Hans"))
    assert concepts == [Concept("1", terms, note="n", modified="2020-01-02")]
    assert reading.losses["mark-up in a segment"].times == 2


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (unit(tag='xml:lang="de"'), "terms in de"),
        (unit(tag=""), "terms that do not say their language"),
        (unit(of_unit='<prop type="x-domain">d</prop>'), '"x-domain" of a unit'),
        (unit(of_variant='<prop type="x-domain">d</prop>'), '"x-domain" of a variant'),
        (unit(of_variant='<prop type="x-status">nice</prop>'), '"x-status" of a variant'),
        (unit(more=' creationid="me"'), '"creationid" of a unit'),
        (unit(tag='xml:lang="en" changeid="me"'), '"changeid" of a variant'),
        (unit(more=' tuid="a b"'), "an id with white space in it"),
        (unit(more=' tuid="1"') + unit(more=' tuid="1"'), "an id that stands twice"),
        (unit(seg=" "), "an empty term"),
        (unit(seg="a\u200bb"), "an invisible character in a term"),
        (unit(of_unit="<note>a\u0085b</note>"), "a control character in a text"),
        (unit().replace("<seg>model</seg>", ""), "a variant without a segment"),
        (
            unit().replace("</tu>", '<tuv xml:lang="en-GB"><seg>model</seg></tuv></tu>'),
            "a term that its unit has already",
        ),
    ],
)
def test_what_is_not_kept_is_told_with_its_line(body: str, told: str) -> None:
    _, reading = found(body)
    assert reading.losses[told].line == 3


def test_several_notes_are_one() -> None:
    concepts, _ = found(unit(of_unit="<note>a</note><note>b</note><note/>", of_variant="<note>c</note>"))
    assert (concepts[0].note, concepts[0].terms[0].note) == ("a\nb", "c")


def test_a_unit_that_stands_apart_without_its_concept_is_one_of_its_own() -> None:
    apart = '<prop type="x-concept">gone</prop><prop type="x-place">99999</prop>'
    concepts, _ = found(unit("a", more=' tuid="1"') + unit("b", of_unit=apart))
    assert [(concept.id, concept.terms[0].text) for concept in concepts] == [("1", "a"), ("", "b")]
    hostile = apart.replace("99999", "9" * 5000)
    assert '"x-place" of a unit' in found(unit("b", of_unit=hostile))[1].losses


def test_what_is_no_tmx() -> None:
    with pytest.raises(InputError, match=r"^E141 a:1: this is no TMX"):
        list(read(BytesIO(b"<tbx/>"), Reading("a")))
    with pytest.raises(InputError, match=r"^E144 a:1: the file declares XML entities"):
        list(read(BytesIO(b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>'), Reading("a")))
    with pytest.raises(InputError, match=r"^E141 a:3: the XML is broken"):
        list(read(BytesIO(b"<tmx>\n<body>\n</tmx>"), Reading("a")))


def test_what_cannot_be_written() -> None:
    with pytest.raises(InputError, match=r"^E142 the concept \"a\" has a character that XML cannot hold \(U\+FFFF\)"):
        written(FORMAT, [Concept("a", (Term("b", "en", note="\uffff"),))], Writing())
