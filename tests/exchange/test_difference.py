"""What differs, by concept."""

from __future__ import annotations

from dataclasses import replace

from shuyu.exchange.difference import Kind, difference
from shuyu.exchange.identity import same_concepts
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term

MODEL = Concept("m", (Term("模型", "zh-Hans"), Term("model", "en"), Term("pattern", "en", Status.ADMITTED)), note="n")
TOKEN = Concept("t", (Term("词元", "zh-Hans"), Term("token", "en")))


def details(before: Concept, after: Concept) -> list[tuple[str, str | None, str | None, str | None]]:
    (found,) = difference([before], [after])
    assert found.kind is Kind.CHANGED
    return [(d.what, d.term.text if d.term else None, d.before, d.after) for d in found.details]


def test_ids_and_order_do_not_count() -> None:
    assert difference([MODEL, TOKEN], [TOKEN, replace(MODEL, id="other")]) == []


def test_what_came_and_went() -> None:
    found = difference([MODEL], [TOKEN])
    assert [(d.kind, d.before, d.after) for d in found] == [(Kind.REMOVED, MODEL, None), (Kind.ADDED, None, TOKEN)]


def test_fields_and_terms() -> None:
    zh, model, pattern = MODEL.terms
    after = replace(MODEL, note=None, terms=(zh, replace(model, part_of_speech=PartOfSpeech.NOUN), Term("mould", "en")))
    assert details(MODEL, after) == [
        ("note", None, "n", None),
        ("part_of_speech", "model", None, "noun"),
        ("term", "pattern", "pattern", None),
        ("term", "mould", None, "mould"),
    ]
    assert details(MODEL, replace(MODEL, terms=(zh, pattern, model))) == [
        ("order", None, "模型; model; pattern", "模型; pattern; model")
    ]


def test_the_other_script_and_number_meet() -> None:
    other = Concept("", (Term("模型", "zh-Hant"), Term("Models", "en"), Term("model", "en")))
    assert same_concepts([TOKEN, MODEL], [other]) == {0: 1}


def test_an_id_alone_is_not_enough() -> None:
    assert same_concepts([MODEL], [replace(TOKEN, id="m")]) == {}


def test_the_one_with_most_in_common() -> None:
    less = Concept("a", MODEL.terms[:2])
    assert same_concepts([less, MODEL], [replace(MODEL, id="")]) == {0: 1}
    assert same_concepts([MODEL], [less, replace(MODEL, id="")]) == {1: 0}
