"""Reading a terms.toml that has nothing wrong in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from shuyu.formats.terms_toml import Settings, Terms, read_entry, read_terms
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType


def read(text: str) -> Terms:
    return read_terms(text.encode())


def one(text: str) -> Concept:
    (concept,) = read("[[term]]\n" + text).concepts
    return concept


def shape(terms: Sequence[Term]) -> list[tuple[str, str, str]]:
    return [(term.text, term.language, term.status.value) for term in terms]


def test_nothing_is_a_project_with_no_terms() -> None:
    assert read("") == Terms(Settings(None, ("zh-Hans", "en"), None, None, None, ("glossary",)), ())


def test_all_settings() -> None:
    settings = read(
        '[glossary]\ntitle = "T"\nlanguages = ["zh-TW", "zh", "en-GB", "zh-CN"]\nsubject = "s"\nsource = "o"\n'
        'licence = "CC0-1.0"\npassages = ["a", "b/c/", "a"]\n'
    ).settings
    assert settings == Settings("T", ("zh-Hant-TW", "zh-Hans", "en"), "s", "o", "CC0-1.0", ("a", "b/c"))


def test_passages_may_be_one_text_or_none() -> None:
    assert read('[glossary]\npassages = "texts"\n').settings.passages == ("texts",)
    assert read("[glossary]\npassages = []\n").settings.passages == ()


def test_the_rich_case() -> None:
    concept = one(
        'id = "waico"\nsubject = "AI governance"\ndefinition = "d"\nsource = "s"\nnote = "n"\n'
        'zh = ["世界人工智能合作组织", { term = "世界AI合作组织", status = "deprecated" }]\n'
        'zh-Hant = "世界人工智能合作組織"\n'
        'zh-Hant-TW = { term = "世界人工智慧合作組織", status = "admitted", '
        'pinyin = "shìjiè réngōng zhìhuì hézuò zǔzhī" }\n'
        'en = [{ term = "World AI Cooperation Organization", pos = "properNoun" },\n'
        '      { term = "WAICO", type = "acronym", note = "tn", source = "ts" }]\n'
    )
    assert concept == Concept(
        "waico",
        (
            Term("世界人工智能合作组织", "zh-Hans"),
            Term("世界AI合作组织", "zh-Hans", Status.DEPRECATED),
            Term("世界人工智能合作組織", "zh-Hant"),
            Term(
                "世界人工智慧合作組織", "zh-Hant-TW", Status.ADMITTED, pinyin="shì jiè rén gōng zhì huì hé zuò zǔ zhī"
            ),
            Term("World AI Cooperation Organization", "en", part_of_speech=PartOfSpeech.PROPER_NOUN),
            Term("WAICO", "en", Status.ADMITTED, type=TermType.ACRONYM, note="tn", source="ts"),
        ),
        "AI governance",
        "d",
        "n",
        "s",
    )


def test_the_first_of_a_language_is_preferred_and_later_ones_admitted() -> None:
    concept = one(
        'zh = ["甲", "乙", { term = "丙", status = "preferred" }]\nzh-CN = "丁"\n'
        'en = { term = "a", status = "forbidden" }\nen-US = "b"\n'
    )
    assert shape(concept.terms) == [
        ("甲", "zh-Hans", "preferred"),
        ("乙", "zh-Hans", "admitted"),
        ("丙", "zh-Hans", "preferred"),
        ("丁", "zh-Hans", "admitted"),
        ("a", "en", "forbidden"),
        ("b", "en", "admitted"),
    ]


def test_the_characters_of_zh_tell_the_script() -> None:
    concept = one('zh = ["软件", "軟體", "治理"]\n')
    assert [term.language for term in concept.terms] == ["zh-Hans", "zh-Hant", "zh-Hans"]
    assert [term.status.value for term in concept.terms] == ["preferred", "preferred", "admitted"]


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ('["zh-TW", "en"]', ["zh-Hans", "zh-Hant-TW", "zh-Hant-TW"]),
        ('["zh-HK", "zh-TW", "zh-CN"]', ["zh-Hans", "zh-Hant-HK", "zh-Hant-HK"]),
        ('["en"]', ["zh-Hans", "zh-Hant", "zh-Hans"]),
        ('["zh-CN", "zh-HK"]', ["zh-Hans", "zh-Hant-HK", "zh-Hans"]),
    ],
)
def test_the_languages_of_the_project_say_what_zh_means(languages: str, expected: list[str]) -> None:
    concepts = read(f'[glossary]\nlanguages = {languages}\n[[term]]\nzh = ["软件", "軟體", "治理"]\n').concepts
    assert [term.language for term in concepts[0].terms] == expected


def test_the_settings_may_come_after_the_terms() -> None:
    concepts = read('[[term]]\nzh = "治理"\n[glossary]\nlanguages = ["zh-TW"]\n').concepts
    assert concepts[0].terms[0].language == "zh-Hant-TW"


def test_one_language_is_enough() -> None:
    assert shape(one('zh = "术语"\n').terms) == [("术语", "zh-Hans", "preferred")]
    assert shape(one('en = "term"\n').terms) == [("term", "en", "preferred")]


@pytest.mark.parametrize("empty", ['""', '"  "', '"""\n"""'])
def test_an_empty_field_is_an_absent_one(empty: str) -> None:
    concept = one(f'en = {{ term = "a", note = "" }}\nnote = {empty}\nsubject = {empty}\n')
    assert (concept.note, concept.subject, concept.terms[0].note) == (None, None, None)


@pytest.mark.parametrize("term", ["𠮷野家", "術語🈶", "👩‍💻", "C++", "a \"b\" \\ 'c'", "नेपाली", "Ǆ", "ｱ", "X" * 5000])
def test_any_writing_may_be_a_term(term: str) -> None:
    assert read_entry({"zh": term, "en": term}, Settings()).terms[1].text == term


def test_homonyms_are_told_apart_by_their_subjects() -> None:
    concepts = read(
        '[[term]]\nsubject = "AI"\nzh = "模型"\nen = "model"\n[[term]]\nsubject = "toys"\nzh = "模型"\nen = "model"\n'
    ).concepts
    assert len({concept.id for concept in concepts}) == 2


def test_a_term_may_stand_in_two_entries_when_its_partner_differs() -> None:
    assert len(read('[[term]]\nzh = "模型"\nen = "model"\n[[term]]\nzh = "模特"\nen = "model"\n').concepts) == 2
    assert len(read('[[term]]\nzh = "模型"\nen = "model"\n[[term]]\nzh = "模型"\n').concepts) == 2


ENTRIES = [
    'zh = "开源"\nen = "open source"\n',
    'zh = "模型"\nen = ["Model", "pattern"]\n',
    'zh = "模特"\nen = "model"\n',
    'zh = "数据"\n',
    'en = "café’s naïve β test"\n',
    'en = "β"\n',
    'id = "given"\nzh = "术语"\nen = "term"\n',
]


def ids(entries: Sequence[str]) -> dict[str, str]:
    concepts = read("".join(f"[[term]]\n{entry}" for entry in entries)).concepts
    return {concept.terms[0].text: concept.id for concept in concepts}


def test_derived_ids_are_these() -> None:
    # They must never change: what people keep elsewhere names entries by them.
    assert ids(ENTRIES) == {
        "开源": "open-source-b389a9",
        "模型": "model-cf313c",
        "模特": "model-e38193",
        "数据": "term-0e1996659e4d",
        "café’s naïve β test": "cafes-naive-test-ff866b",
        "β": "term-90e1f40cf7f3",
        "术语": "given",
    }


def test_derived_ids_do_not_depend_on_the_neighbours() -> None:
    everything = ids(ENTRIES)
    assert ids(ENTRIES[::-1]) == everything
    for entry in ENTRIES:
        assert ids([entry]).items() <= everything.items()


def test_derived_ids_do_not_depend_on_notes_or_further_terms() -> None:
    before = one('zh = "开源"\nen = "open source"\n').id
    assert (
        one('note = "n"\ndefinition = "d"\nen = ["open source", "OSS"]\nzh-TW = "開放原始碼"\nzh = ["开源", "源"]\n').id
        == before
    )
    assert one('zh = "开源"\nen = "open source"\nsubject = "x"\n').id != before


def test_two_that_would_have_one_id_are_named_by_all_they_hold() -> None:
    entry = 'zh = "模型"\nen = "model"\n'
    taken = one(entry).id
    entries = [entry, f'id = "{taken}"\nen = "x"\n']
    found = [c.id for c in read("".join(f"[[term]]\n{entry}" for entry in entries)).concepts]
    assert len(set(found)) == 2
    assert found[0].startswith("model-")
    assert len(found[0]) > len(found[1])
    turned = [c.id for c in read("".join(f"[[term]]\n{entry}" for entry in entries[::-1])).concepts]
    assert turned == found[::-1]


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_read_in_seconds() -> None:
    import time

    text = "".join(
        f'[[term]]\nzh = "术语{n}"\nen = ["term {n}", {{ term = "t{n}", status = "deprecated" }}]\n\n'
        for n in range(100_000)
    )
    begun = time.process_time()
    assert len(read(text).concepts) == 100_000
    assert time.process_time() - begun < 80
