"""Candidates become concepts."""

from __future__ import annotations

from shuyu.build.mined import mined_concepts
from shuyu.model.alignment import Candidate, Evidence
from shuyu.model.concept import Concept, Status, Term, TermType


def candidate(zh: str, en: str, evidence: Evidence = Evidence.GLOSS, score: float = 0.9, where: str = "a") -> Candidate:
    return Candidate(zh, "zh-Hans", en, evidence, score, where)


def test_what_is_curated_is_not_proposed() -> None:
    curated = [Concept("c", (Term("開源模型", "zh-Hant"), Term("open model", "en")))]
    (concept,) = mined_concepts(
        [candidate("开源模型", "open models"), candidate("开源模型", "open-source model")], curated
    )
    assert [term.text for term in concept.terms] == ["开源模型", "open-source model"]


def test_one_concept_for_a_chinese_term_best_attested_english_first() -> None:
    found = [
        candidate("世界卫生组织", "WHO", where="c"),
        candidate("世界卫生组织", "World Health Organization", where="a"),
        candidate("世界卫生组织", "World Health Organization", where="b"),
    ]
    (concept,) = mined_concepts(found, [])
    assert [term.text for term in concept.terms] == ["世界卫生组织", "World Health Organization", "WHO"]
    assert {term.status for term in concept.terms} == {Status.PROPOSED}
    assert concept.source == "mined: gloss in a, b, c"
    assert mined_concepts(reversed(found), []) == [concept]


def test_the_commonest_spelling_is_kept() -> None:
    found = [
        candidate("标注", "Annotation"),
        candidate("标注", "annotation"),
        candidate("标注", "annotations", score=0.95),
    ]
    assert mined_concepts(found, [])[0].terms[1].text == "annotations"
    found.append(candidate("标注", "annotation"))
    assert mined_concepts(found, [])[0].terms[1].text == "annotation"


def test_a_short_form_is_a_term_of_its_name() -> None:
    found = [candidate("晨星软件有限公司", "晨星", Evidence.ALIAS), candidate("晨星软件有限公司", "Morning Star Ltd")]
    (concept,) = mined_concepts(found, [])
    assert [(t.text, t.language, t.type) for t in concept.terms] == [
        ("晨星软件有限公司", "zh-Hans", None),
        ("Morning Star Ltd", "en", None),
        ("晨星", "zh-Hans", TermType.SHORT_FORM),
    ]


def test_many_documents_are_counted() -> None:
    found = [candidate("标注", "annotation", where=name) for name in "fedcba"]
    assert mined_concepts(found, [])[0].source == "mined: gloss in a, b, c and 3 more"
