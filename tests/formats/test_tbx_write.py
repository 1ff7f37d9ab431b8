"""Writing TBX: its layout, ids, options, and what other tools are told."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import InputError, UsageError
from shuyu.formats.base import Reading, Writing, losses
from shuyu.formats.registry import term_format
from shuyu.formats.tbx.ids import plain_id, xml_id
from shuyu.formats.terms_values import id_fault
from shuyu.model.alignment import Context, Mark, Segment
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term
from tests.formats.lists import EVERYTHING
from tests.formats.test_contract import read, written

MODEL = Concept("c", (Term("模型", "zh-Hans"), Term("model", "en")))


def text(name: str, *concepts: Concept, **writing: object) -> str:
    return written(term_format(name), list(concepts), Writing(**writing)).decode()  # type: ignore[arg-type]


def test_the_layout() -> None:
    concept = Concept("7", (Term("model", "en", note="a\n  b"),), definition="<d>")
    assert text("tbx", concept, title="T & U", licence="CC0", source="us", subject="AI", date="2026-11-21") == (
        """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="zh-Hans" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader>
  <fileDesc>
    <publicationStmt>
      <p type="date">2026-11-21</p>
      <p type="licence">CC0</p>
    </publicationStmt>
    <titleStmt>
      <title>T &amp; U</title>
      <note>AI</note>
    </titleStmt>
    <sourceDesc>
      <p>us</p>
    </sourceDesc>
  </fileDesc>
</tbxHeader>
<text>
<body>
<conceptEntry id="_x0037_">
  <descrip type="definition">&lt;d&gt;</descrip>
  <langSec xml:lang="en">
    <termSec>
      <term>model</term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote><note>a
  b</note>
    </termSec>
  </langSec>
</conceptEntry>
</body>
</text>
</tbx>
"""
    )


def test_the_head_is_read_again() -> None:
    data = text("tbx", MODEL, title="T", licence="CC0", source="us", subject="AI", date="2026-11-21").encode()
    reading = Reading("a.tbx")
    form = term_format("tbx")
    assert form.read is not None
    list(form.read(BytesIO(data), reading))
    assert reading.about == {"title": "T", "licence": "CC0", "source": "us", "subject": "AI", "date": "2026-11-21"}
    assert reading.losses == {}


def test_what_a_status_cannot_say_a_note_does() -> None:
    terms = tuple(Term(status.value, "en", status) for status in Status)
    concept = Concept("c", terms)
    for name in ("tbx", "tbx-min", "tbx-dct", "tbx2"):
        assert read(term_format(name), text(name, concept).encode()) == [concept]
        assert text(name, concept).count('<note xml:lang="en">') == 2
    assert text("tbx-core", concept).count('<note xml:lang="en">') == 3


def test_a_note_that_a_person_wrote_stays_a_note() -> None:
    concept = Concept("c", (Term("model", "en", Status.DEPRECATED, note="Forbidden: do not use."),))
    assert read(term_format("tbx"), text("tbx", concept).encode()) == [concept]


def test_contexts_of_a_term_stand_apart() -> None:
    concept = Concept("c", (Term("model", "en", context="one\ntwo"), Term("b", "en", Status.ADMITTED, context="a\n a")))
    found = text("tbx", concept)
    assert found.count('type="context"') == 3
    assert read(term_format("tbx"), found.encode()) == [concept]


def test_proper_nouns_are_of_version_2() -> None:
    concept = Concept("c", (Term("Peking", "en", part_of_speech=PartOfSpeech.PROPER_NOUN),))
    assert losses([concept], term_format("tbx")) == {"part of speech properNoun": 1}
    assert '"partOfSpeech">noun<' in text("tbx", concept)
    assert losses([concept], term_format("tbx2")) == {}
    assert '"partOfSpeech">properNoun<' in text("tbx2", concept)


def test_regions_for_tools_that_know_no_scripts() -> None:
    for name in ("tbx", "tbx-core", "tbx2"):
        found = text(name, EVERYTHING, options={"tags": "region"})
        assert all(f'xml:lang="{tag}"' in found for tag in ("zh-CN", "zh-TW", "zh-HK", "zh-Hant", "en"))
        assert read(term_format(name), found.encode()) == read(term_format(name), text(name, EVERYTHING).encode())


def test_the_style_is_an_option() -> None:
    assert text("tbx", EVERYTHING, options={"style": "dct"}) == text("tbx-dct", EVERYTHING)
    assert "<min:administrativeStatus>" in text("tbx-min", EVERYTHING, options={"style": "dct"})
    with pytest.raises(UsageError, match=r'^E645 style "xml" is not known'):
        text("tbx", options={"style": "xml"})


def test_contexts_that_were_asked_for() -> None:
    sides = (Segment("一个模型。", "zh-Hans", "a.md", 3), Segment("Models are many.", "en", "a.md", 4))
    context = Context(sides, (Mark(0, 2, 4, "zh"), Mark(1, 0, 6, "en")))
    found = text("tbx", MODEL, contexts=lambda _: [context] * 5)
    assert found.count('<descrip type="context">一个模型。</descrip>\n        <admin type="source">a.md:3</admin>') == 1
    assert found.count('<descrip type="context">Models are many.</descrip>') == 1
    (back,) = read(term_format("tbx"), found.encode())
    assert back.terms[0].context == "一个模型。"
    chinese = replace(MODEL, terms=MODEL.terms[:1])
    assert text("tbx", chinese, contexts=lambda _: [context]).count('type="context"') == 1


def test_what_cannot_be_written_is_told_all_at_once() -> None:
    odd = [replace(MODEL, id=name, note="a\ufffe") for name in "ab"]
    with pytest.raises(InputError) as caught:
        text("tbx", *odd, MODEL, MODEL, path="a.tbx")
    assert [str(problem) for problem in caught.value.problems] == [
        'E142 a.tbx: the concept "a" has a character that XML cannot hold (U+FFFE). Take the character away.',
        'E142 a.tbx: the concept "b" has a character that XML cannot hold (U+FFFE). Take the character away.',
        'E142 a.tbx: two concepts have the id "c". Give each an id of its own.',
    ]


def test_concepts_without_an_id_or_without_terms() -> None:
    nameless = replace(MODEL, id="")
    found = read(term_format("tbx"), text("tbx", nameless, nameless, Concept("x", ())).encode())
    assert len({concept.id for concept in found}) == 2
    assert text("tbx", Concept("x", (Term("a", "en", derived=True),))) == text("tbx")


@given(st.text(min_size=1, max_size=8).filter(lambda one: id_fault(one) is None))
def test_any_id_comes_back(name: str) -> None:
    assert plain_id(xml_id(name)) == name


@given(st.text("_x0041F:/a术𠮷", min_size=1, max_size=14))
def test_ids_that_look_escaped_come_back(name: str) -> None:
    assert plain_id(xml_id(name)) == name
    assert xml_id(plain_id(name)) == name or plain_id(name) == name
