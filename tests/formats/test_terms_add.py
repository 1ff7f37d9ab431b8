"""Adding a pair where it belongs, naming entries, and turning wishes into changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from shuyu.errors import ProjectError, ShuyuError, UsageError
from shuyu.formats.terms_add import Pair, add_pair, find_entry
from shuyu.formats.terms_edit import edit_concept
from shuyu.formats.terms_entry import AddTerm, Change, ChangeTerm, RemoveTerm, SetField
from shuyu.formats.terms_revise import Revision, changes_for
from shuyu.formats.terms_toml import read_terms
from shuyu.model.concept import Status, Term

TEXT = """\
[[term]]
id = "oss"
subject = "software"
zh = "开源"
en = "open source"

[[term]]
id = "model-ai"
subject = "AI"
zh = ["模型", "大模型"]
en = "model"
definition = "weights"

[[term]]
id = "model-toy"
subject = "toys"
zh = "模型"
en = "scale model"
"""


def added_lines(pair: Pair, text: str = TEXT) -> list[str]:
    before = text.splitlines()
    return [line for line in add_pair(text, pair).edited.text.splitlines() if line not in before]


def said(pair: Pair, text: str = TEXT) -> str:
    with pytest.raises(ShuyuError) as caught:
        add_pair(text, pair)
    return str(caught.value)


@pytest.mark.parametrize(
    ("pair", "lines"),
    [
        (Pair("数据", "data"), ['zh = "数据"', 'en = "data"']),
        (Pair("data", "数据"), ['zh = "数据"', 'en = "data"']),
        (Pair("API", "application programming interface"), ['zh = "API"', 'en = "application programming interface"']),
        (
            Pair(
                "软件", "software", id="sw", subject="IT", definition="d", note="n", source="s", pinyin="ruan3 jian4",
                forms={"zh-Hant-TW": "軟體", "zh-Hans": "软体"},
            ),
            [
                'id = "sw"', 'subject = "IT"', 'definition = "d"',
                'zh = [{ term = "软件", pinyin = "ruan3 jian4" }, "软体"]', 'zh-Hant-TW = "軟體"', 'en = "software"',
                'source = "s"', 'note = "n"',
            ],
        ),
        (
            Pair("数据", "datas", status=Status.FORBIDDEN),
            ['zh = { term = "数据", status = "forbidden" }', 'en = { term = "datas", status = "forbidden" }'],
        ),
        (Pair("开源", "OSS"), ['en = ["open source", "OSS"]']),
        (Pair("開源", "OSS"), ['en = ["open source", "OSS"]']),
        (Pair("开源", "OSS", subject="software"), ['en = ["open source", "OSS"]']),
        (
            Pair("开源", "OSS", status=Status.DEPRECATED, note="n", source="s"),
            ['en = ["open source", { term = "OSS", status = "deprecated", note = "n", source = "s" }]'],
        ),
        (
            Pair("开源", "OSS", definition="d", pinyin="kāiyuán", forms={"zh-Hant-TW": "開放原始碼"}),
            [
                'zh = { term = "开源", pinyin = "kāiyuán" }', 'en = ["open source", "OSS"]',
                'definition = "d"', 'zh-Hant-TW = "開放原始碼"',
            ],
        ),
        (Pair("开源", "OSS", as_new=True), ['en = "OSS"']),
        (Pair("开源", "water source", subject="hydrology"), ['subject = "hydrology"', 'en = "water source"']),
        (Pair("模型", "AI model", to="model-ai"), ['en = ["model", "AI model"]']),
        (Pair("开放源码", "open source", to="oss"), ['zh = ["开源", "开放源码"]']),
        (Pair("模型", "AI model", subject="AI"), ['en = ["model", "AI model"]']),
        (Pair("模型", "model", subject="maths"), ['subject = "maths"']),
    ],
)  # fmt: skip
def test_where_a_pair_goes(pair: Pair, lines: list[str]) -> None:
    assert added_lines(pair) == lines


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (
            Pair("开源", "Open Source"),
            'E407 terms.toml:1: "开源" with "Open Source" is known already (id oss). '
            "shuyu edit changes it; a different --subject makes another meaning of it.",
        ),
        (Pair("開源", "open-source", as_new=True), 'E407 terms.toml:1: "開源" with "open-source" is known already'),
        (Pair("开源", "open source", to="oss"), "E407 terms.toml:1: "),
        (
            Pair("模型", "miniature"),
            'E408 terms.toml: "模型" stands in 2 entries: model-ai (line 7), model-toy (line 14). '
            "Say to which one with --to ID, or --new for an entry of its own.",
        ),
        (Pair("模型", "x", to="none"), 'E409 terms.toml: there is no entry "none". Name it by its id.'),
        (
            Pair("大模型", "LLM", definition="other"),
            'E410 terms.toml: the entry model-ai has another definition: "weights". '
            "Change it with shuyu edit, or add the pair with --new.",
        ),
        (
            Pair("模型", "AI model", to="model-toy", subject="AI"),
            "E410 terms.toml: the entry model-toy has another subject",
        ),
        (Pair("数据", "data", id="oss"), 'E212 terms.toml:1: the id "oss" is taken. Choose another.'),
        (Pair("", "x"), "E209 this term is empty."),
        (Pair("数据", "data", pinyin="shu4"), "E217 the pinyin"),
    ],
)
def test_what_is_not_added(pair: Pair, message: str) -> None:
    assert said(pair).startswith(message)


def test_entries_with_the_same_english_are_told() -> None:
    added = add_pair(TEXT, Pair("模特儿", "Model"))
    assert added.is_new
    assert [concept.id for concept in added.others] == ["model-ai"]
    assert add_pair(TEXT, Pair("开源", "OSS")).others == ()


def named(name: str, text: str = TEXT) -> tuple[str, str | None]:
    found = find_entry(read_terms(text.encode()), name, text)
    return found.concept.id, found.term


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("oss", ("oss", None)),
        ("开源", ("oss", "开源")),
        ("開 源", ("oss", "开源")),
        ("Open-Source", ("oss", "open source")),
        ("大模型", ("model-ai", "大模型")),
        ("model", ("model-ai", "model")),
    ],
)
def test_an_entry_is_named(name: str, expected: tuple[str, str | None]) -> None:
    assert named(name) == expected


def test_the_exact_term_wins_over_one_that_folds_alike() -> None:
    text = '[[term]]\nid = "a"\nen = "Model"\n[[term]]\nid = "b"\nen = "model"\n'
    assert named("model", text) == ("b", "model")
    with pytest.raises(ProjectError, match=re.escape("E408")):
        named("MODEL", text)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "模型",
            'E408 terms.toml: "模型" stands in 2 entries: model-ai (line 7), model-toy (line 14). Name one by its id.',
        ),
        ("open sourse", 'E409 terms.toml: there is no entry "open sourse". Did you mean "open source"?'),
        ("全然不同", 'E409 terms.toml: there is no entry "全然不同". Name an entry by its id or by one of its terms.'),
    ],
)
def test_an_entry_that_cannot_be_found(name: str, message: str) -> None:
    with pytest.raises(ProjectError) as caught:
        named(name)
    assert str(caught.value) == message


def changes(revision: Revision, concept_id: str = "model-ai") -> Sequence[Change]:
    terms = read_terms(TEXT.encode())
    concept = next(concept for concept in terms.concepts if concept.id == concept_id)
    made = changes_for(concept, revision, terms.settings.languages)
    edit_concept(TEXT, concept_id, made)
    return made


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        (Revision(fields={"note": "n", "definition": ""}), [SetField("note", "n"), SetField("definition", None)]),
        (
            Revision(term="模型", about_term={"term": "模组", "status": "admitted", "note": ""}),
            [
                ChangeTerm("模型", "status", "admitted"),
                ChangeTerm("模型", "note", None),
                ChangeTerm("模型", "term", "模组"),
            ],
        ),
        (Revision(replace={"zh": "模式"}), [ChangeTerm("模型", "term", "模式", "zh-Hans")]),
        (Revision(replace={"en": "models"}), [ChangeTerm("model", "term", "models", "en")]),
        (Revision(replace={"en": "model"}), []),
        (Revision(replace={"zh-Hant": "模型"}), [AddTerm(Term("模型", "zh-Hant"))]),
        (
            Revision(add=[("zh", "資料模型"), ("zh", "数据模型"), ("en", "AI model")]),
            [
                AddTerm(Term("資料模型", "zh-Hant")),
                AddTerm(Term("数据模型", "zh-Hans", Status.ADMITTED)),
                AddTerm(Term("AI model", "en", Status.ADMITTED)),
            ],
        ),
        (
            Revision(remove=["model"], add=[("en", "AI model")]),
            [RemoveTerm("model"), AddTerm(Term("AI model", "en", Status.PREFERRED))],
        ),
        (Revision(remove=["大模型"], about_term={"pinyin": "mó xíng"}, term="模型"), None),
    ],
)
def test_wishes_become_changes(revision: Revision, expected: list[Change] | None) -> None:
    made = changes(revision)
    assert expected is None or made == expected


def test_a_wish_that_does_not_say_about_what() -> None:
    with pytest.raises(UsageError) as caught:
        changes(Revision(about_term={"status": "admitted"}))
    assert str(caught.value) == (
        'E610 it is not said which term of the entry is meant. Name it with --term: "模型", "大模型", "model".'
    )
    assert changes(Revision(about_term={"pinyin": "kāi yuán"}), "oss") == [ChangeTerm("开源", "pinyin", "kāi yuán")]


def test_a_term_that_is_there_is_not_added_again() -> None:
    with pytest.raises(UsageError, match='E611 "model" is a term of this entry already'):
        changes(Revision(add=[("en", "model")]))


def test_an_empty_wish() -> None:
    assert not Revision(term="x")
    assert Revision(remove=["x"])
