"""Writing a fresh terms.toml: reading it gives the same again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import TermsError
from shuyu.formats.terms_toml import Settings, read_terms
from shuyu.formats.terms_values import field_fault, id_fault, term_fault
from shuyu.formats.terms_write import toml_value, write_terms
from shuyu.languages import LANGUAGES
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType

SCRIPTS = "术語语𠮷㐂𰻝〇々AaÀβяあア한नि☃👩‍💻🈶\"'\\#=[]{},.;:-+_/<>%&|$~^?!()（）「」《》·　 "
_characters = st.one_of(st.sampled_from(SCRIPTS), st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))
_terms = st.text(_characters, min_size=1, max_size=12).map(str.strip).filter(lambda text: term_fault(text) is None)
_prose = st.text(st.one_of(_characters, st.sampled_from("\n\t\"'\\")), min_size=1, max_size=30).filter(
    lambda text: text.strip() != "" and field_fault("note", text) is None
)
_maybe = st.one_of(st.none(), _prose)
_days = st.one_of(st.none(), st.dates().map(str))


@st.composite
def _concepts(draw: st.DrawFn) -> list[Concept]:
    concepts = []
    for number in range(draw(st.integers(0, 3))):
        listed: list[Term] = []
        for language in draw(st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, max_size=4, unique=True)):
            # The number keeps entries apart: two that share a pair are refused.
            texts = draw(st.lists(_terms, min_size=1, max_size=3, unique=True))
            listed += [draw(_term_of(f"{text}{number}", language)) for text in texts]
        name = draw(st.text(max_size=4))
        concept_id = f"{number}{name}" if id_fault(f"{number}{name}") is None else f"c{number}"
        subject, definition, note, source = (draw(_maybe) for _ in range(4))
        concepts.append(Concept(concept_id, tuple(listed), subject, definition, note, source, draw(_days)))
    return concepts


def _term_of(text: str, language: str) -> st.SearchStrategy[Term]:
    return st.builds(
        Term,
        st.just(text),
        st.just(language),
        st.sampled_from(Status),
        st.one_of(st.none(), st.sampled_from(PartOfSpeech)),
        st.one_of(st.none(), st.sampled_from(TermType)),
        note=_maybe,
        source=_maybe,
        context=_maybe,
    )


_settings = st.builds(
    Settings,
    title=_maybe,
    languages=st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, unique=True).map(tuple),
    subject=_maybe,
    source=_maybe,
    licence=_maybe,
    passages=st.sampled_from([("glossary",), (), ("a", "b/c d"), ("文本",)]),
)


@given(_settings, _concepts())
def test_what_is_written_is_read(configured: Settings, concepts: list[Concept]) -> None:
    text = write_terms(configured, concepts)
    terms = read_terms(text.encode())
    assert terms.settings == configured
    assert list(terms.concepts) == concepts
    assert write_terms(terms.settings, terms.concepts) == text


@given(_concepts())
def test_windows_line_ends_change_nothing(concepts: list[Concept]) -> None:
    text = write_terms(Settings(), concepts)
    assert list(read_terms(text.replace("\n", "\r\n").encode()).concepts) == concepts


@given(st.one_of(st.text(), st.text('"\\\n\r\t\x00\x7f')))
def test_any_text_is_a_toml_value(text: str) -> None:
    assert tomli.loads(f"x = {toml_value(text)}")["x"] == text
    assert tomli.loads(f"x = {toml_value([text, {'term': text}])}")["x"] == [text, {"term": text}]


def test_the_layout() -> None:
    concept = Concept(
        "waico",
        (
            Term("世界人工智能合作组织", "zh-Hans", pinyin="shì jiè rén gōng zhì néng hé zuò zǔ zhī"),
            Term("世界AI合作组织", "zh-Hans", Status.DEPRECATED),
            Term("世界人工智能合作組織", "zh-Hant"),
            Term("世界人工智慧合作組織", "zh-Hant-TW", derived=True),
            Term("World AI Cooperation Organization", "en", part_of_speech=PartOfSpeech.PROPER_NOUN),
            Term("WAICO", "en", Status.ADMITTED, type=TermType.ACRONYM),
        ),
        "AI governance",
        "An organization.",
        'two\n"lines"',
        "the web",
    )
    assert write_terms(Settings("T", ("zh-Hans", "en"), passages=("a",)), [concept]) == (
        """\
[glossary]
title = "T"
languages = ["zh-Hans", "en"]
passages = ["a"]

[[term]]
id = "waico"
subject = "AI governance"
definition = "An organization."
zh = [
    { term = "世界人工智能合作组织", pinyin = "shì jiè rén gōng zhì néng hé zuò zǔ zhī" },
    { term = "世界AI合作组织", status = "deprecated" },
]
zh-Hant = "世界人工智能合作組織"
en = [
    { term = "World AI Cooperation Organization", pos = "properNoun" },
    { term = "WAICO", type = "acronym" },
]
source = "the web"
note = \"\"\"
two
"lines\\"\"\"\"
"""
    )


def test_zh_is_written_only_where_it_would_be_read_back() -> None:
    concepts = [
        Concept("a", (Term("軟體", "zh-Hans"),)),
        Concept("b", (Term("治理", "zh-Hans"),)),
        Concept("c", (Term("数据", "zh-Hant"),)),
    ]
    text = write_terms(Settings(), concepts)
    assert [line for line in text.splitlines() if line.startswith("zh")] == [
        'zh-Hans = "軟體"',
        'zh = "治理"',
        'zh-Hant = "数据"',
    ]


def test_an_id_that_would_be_derived_is_not_written() -> None:
    (concept,) = read_terms('[[term]]\nzh = "开源"\nen = "open source"\n'.encode()).concepts
    assert "id" not in write_terms(Settings(), [concept])
    twin = Concept(concept.id, (Term("x", "en"),))
    with pytest.raises(TermsError, match="E212"):
        write_terms(Settings(), [concept, twin])


def test_terms_of_one_language_are_brought_together() -> None:
    concept = Concept("a", (Term("b", "en"), Term("术语", "zh-Hans"), Term("c", "en", Status.ADMITTED)))
    (read,) = read_terms(write_terms(Settings(), [concept]).encode()).concepts
    assert [term.text for term in read.terms] == ["b", "c", "术语"]


@pytest.mark.parametrize(
    ("concept", "code"),
    [
        (Concept("a", (Term("a\nb", "en"),)), "E210"),
        (Concept("a", (Term(" a", "en"),)), "E211"),
        (Concept("a b", (Term("a", "en"),)), "E220"),
        (Concept("a", ()), "E213"),
        (Concept("a", (Term("a", "en"), Term("a", "en"))), "E214"),
    ],
)
def test_what_cannot_be_read_back_is_not_written(concept: Concept, code: str) -> None:
    with pytest.raises(TermsError, match=f"^{code} the terms.toml to be written:[0-9]+: "):
        write_terms(Settings(), [concept])


ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "src/shuyu/formats/terms.schema.json").read_text(encoding="utf-8"))


def test_the_published_schema_is_the_one_that_is_shipped() -> None:
    published = (ROOT / "docs" / "terms.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == SCHEMA


def _valid(document: object) -> bool:
    from jsonschema import Draft7Validator

    Draft7Validator.check_schema(SCHEMA)
    return bool(Draft7Validator(SCHEMA).is_valid(document))


@given(_settings, _concepts())
def test_the_schema_takes_what_is_written(configured: Settings, concepts: list[Concept]) -> None:
    assert _valid(tomli.loads(write_terms(configured, concepts)))


# What a schema cannot say: it looks at one value, and not at what the value means together with others.
BEYOND_A_SCHEMA = {"E201", "E202", "E210", "E212", "E213", "E214", "E215", "E216", "E217", "E218"}


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    cases = json.loads((ROOT / "tests/cases/terms_faults.json").read_text(encoding="utf-8"))["cases"]
    looked = 0
    for case in cases:
        codes = {problem.split()[0] for problem in case["problems"]}
        if codes & BEYOND_A_SCHEMA or "languages" in case["name"] or "language of the glossary" in case["name"]:
            continue
        looked += 1
        assert not _valid(tomli.loads("\n".join(case["toml"]))), case["name"]
    assert looked > 30


def test_the_schema_has_every_choice() -> None:
    table = SCHEMA["definitions"]["table"]["properties"]
    assert table["status"]["enum"] == [status.value for status in Status]
    assert table["pos"]["enum"] == [part.value for part in PartOfSpeech]
    assert table["type"]["enum"] == [kind.value for kind in TermType]
    assert set(LANGUAGES) < set(SCHEMA["definitions"]["concept"]["properties"])


@pytest.mark.parametrize("key", ["zh-TW", "zh_tw", "ZH-hk", "en-GB", "EN", "zho"])
def test_aliases_are_keys_too(key: str) -> None:
    text = f'[[term]]\n{key} = "a"\n'
    assert read_terms(text.encode()).concepts
    assert _valid(tomli.loads(text))
