"""MultiTerm XML: what termbases say in their own words, and what is told of the rest."""

from __future__ import annotations

from io import BytesIO

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading, losses
from shuyu.formats.multiterm import FORMAT, read
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType
from tests.formats.lists import EVERYTHING
from tests.formats.test_contract import written

TERMBASE = """<?xml version="1.0" encoding="{}"?>
<mtf>
<conceptGrp>
<concept>7</concept>
<system type="entryClass">1</system>
<transacGrp><transac type="origination">li</transac><date>2020-01-01T08:00:00</date></transacGrp>
<transacGrp><transac type="modification">wang</transac><date>2021-02-03T08:00:00</date></transacGrp>
<descripGrp><descrip type="Domain">AI</descrip></descripGrp>
<descripGrp><descrip type="Project">X</descrip></descripGrp>
<languageGrp><language lang="EN-US" type="English"/>
<descripGrp><descrip type="DEFINITION">A map of <xref Tlink="x">data</xref>.</descrip>
<descripGrp><descrip type="Source">a book</descrip></descripGrp></descripGrp>
<termGrp><term>model</term>
<descripGrp><descrip type="status">Approved</descrip></descripGrp>
<descripGrp><descrip type="Part Of Speech">Noun</descrip></descripGrp>
<descripGrp><descrip type="Example">A model learns.</descrip>
<descripGrp><descrip type="Source">a web page</descrip></descripGrp></descripGrp>
<descripGrp><descrip type="Gender">f</descrip></descripGrp>
</termGrp>
<termGrp><term>AI model</term>
<transacGrp><transac type="modification">wang</transac><date>2021-02-03T08:00:00</date></transacGrp>
<descripGrp><descrip type="Type">short form</descrip></descripGrp>
<descripGrp><descrip type="Note">one</descrip></descripGrp>
<descripGrp><descrip type="Comment">two</descrip></descripGrp>
</termGrp>
</languageGrp>
<languageGrp><language lang="ZH" type="Chinese (Taiwan)"/>
<descripGrp><descrip type="定义">图。</descrip></descripGrp>
<termGrp><term>模型</term><descripGrp><descrip type="术语状态">禁用</descrip></descripGrp>
<descripGrp><descrip type="Status">nice</descrip></descripGrp></termGrp>
</languageGrp>
<languageGrp><language lang="DE" type="German"/><termGrp><term>Modell</term></termGrp></languageGrp>
</conceptGrp>
<conceptGrp><concept>8</concept><languageGrp><language lang="DE" type="German"/><termGrp><term>Netz</term></termGrp>
</languageGrp></conceptGrp>
</mtf>
"""


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-8"])
def test_a_termbase_of_somebody_else(encoding: str) -> None:
    reading = Reading("a.xml")
    (concept,) = read(BytesIO(TERMBASE.format(encoding).encode(encoding)), reading)
    english = Term("model", "en", Status.PREFERRED, PartOfSpeech.NOUN, context="A model learns.", source="a web page")
    assert concept == Concept(
        "7",
        (
            english,
            Term("AI model", "en", Status.ADMITTED, type=TermType.SHORT_FORM, note="one\ntwo"),
            Term("模型", "zh-Hant-TW", Status.FORBIDDEN),
        ),
        subject="AI",
        definition="A map of data.\n图。",
        source="a book",
        modified="2021-02-03",
    )
    assert {what: loss.times for what, loss in reading.losses.items()} == {
        "system of an entry or term": 1,
        "origination of an entry or term": 1,
        "modification of an entry or term": 1,
        'the field "Project"': 1,
        'the field "Gender"': 1,
        '"nice" in the field "Status"': 1,
        "a term in German": 2,
        "an entry without a term": 1,
    }


def test_nothing_of_ours_is_lost() -> None:
    assert losses([EVERYTHING], FORMAT) == {}
    assert written(FORMAT, [EVERYTHING]).startswith('\ufeff<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16-le"))


def test_numbers_of_multiterm_stay_and_others_get_one() -> None:
    listed = [Concept(name, (Term("模型", "zh-Hans"),)) for name in ("ai", "1", "1", "007", "4294967296", "9", "")]
    text = written(FORMAT, listed).decode("utf-16")
    assert [part.split("<")[0] for part in text.split("<concept>")[1:]] == ["1", "2", "3", "4", "5", "9", "7"]
    assert [concept.id for concept in read(BytesIO(text.encode("utf-16")), Reading("a"))] == [
        "ai",
        "1",
        "1",
        "007",
        "4294967296",
        "9",
        "7",
    ]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("<tbx></tbx>", "E141", 1),
        ("<mtf>\n<conceptGrp>\n</mtf>", "E141", 3),
        ("", "E104", None),
        ('<!DOCTYPE mtf [<!ENTITY a "b">]><mtf/>', "E144", 1),
    ],
)
def test_what_is_no_termbase(text: str, code: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        list(read(BytesIO(text.encode()), Reading("a.xml")))
    assert [(problem.code, problem.line) for problem in caught.value.problems] == [(code, line)]


def test_odd_entries_do_no_harm() -> None:
    text = (
        "<mtf><conceptGrp><concept>a b</concept><languageGrp><termGrp><term>x</term></termGrp></languageGrp>"
        '<languageGrp><language type="English Term note"/><termGrp><term>y</term></termGrp></languageGrp>'
        '<languageGrp><language lang="EN"/><descripGrp><descrip type="Note"> </descrip><b/></descripGrp><a/>'
        "<termGrp><term> </term></termGrp><termGrp><term>model</term></termGrp></languageGrp></conceptGrp></mtf>"
    )
    reading = Reading("a.xml")
    (concept,) = read(BytesIO(text.encode()), reading)
    assert (concept.id, [term.text for term in concept.terms]) == ("", ["model"])
    assert "an id with white space in it" in reading.losses
    assert "a term in no language" in reading.losses


def test_what_xml_cannot_hold_is_told() -> None:
    listed = [Concept("c", (Term("模型", "zh-Hans"),), note="\ufffe")] * 2
    with pytest.raises(InputError) as caught:
        written(FORMAT, listed)
    assert [problem.code for problem in caught.value.problems] == ["E142", "E142"]
