"""What stands in a printed list, before it becomes a file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from shuyu.errors import UsageError
from shuyu.formats.base import Writing, losses
from shuyu.formats.printed.arrange import arrange
from shuyu.formats.printed.model import Entry, Ink, Printed, Section
from shuyu.formats.registry import term_format
from shuyu.model.concept import Concept, Status, Term
from tests.formats.lists import term_lists
from tests.formats.printed.lists import SMALL, WRITING, contexts


def words(section: Section) -> list[tuple[str, list[str]]]:
    return [(group.heading, [entry.guide for entry in group.entries]) for group in section.groups]


def shown(entry: Entry) -> list[str]:
    return [
        " / ".join("".join(run.text for run in line.runs) for line in cell) for strip in entry.strips for cell in strip
    ]


def entry(printed: Printed, guide: str, section: int = 0) -> Entry:
    return next(one for one in printed.sections[section].entries() if one.guide == guide)


def inks(printed: Printed) -> set[tuple[str, Ink]]:
    return {
        (run.text, run.ink)
        for section in printed.sections
        for one in section.entries()
        for strip in one.strips
        for cell in strip
        for line in cell
        for run in line.runs
    }


def test_chinese_stands_by_pinyin_and_english_by_letters() -> None:
    printed = arrange(SMALL, WRITING)
    assert [section.name for section in printed.sections] == ["zh-en", "en-zh"]
    assert words(printed.sections[0]) == [
        ("A", ["AI治理", "叆叇"]),
        ("B", ["标记", "标记"]),
        ("C", ["重庆"]),
        ("D", ["大模型", "大语言模型"]),
        ("J", ["巨模型"]),
    ]
    assert words(printed.sections[1]) == [
        ("A", ["AI governance"]),
        ("B", ["big model"]),
        ("C", ["Chongqing"]),
        ("L", ["label", "large language model", "LLM"]),
        ("N", ["no Chinese yet"]),
        ("T", ["token"]),
    ]


def test_chinese_stands_by_strokes() -> None:
    printed = arrange(SMALL, replace(WRITING, order="strokes"))
    assert [heading for heading, _ in words(printed.sections[0])] == ["A–Z", "3 画", "4 画", "9 画", "14 画"]
    assert ("Chinese sorted by", "strokes") in printed.facts


def test_an_entry_has_both_scripts_pinyin_and_what_else_it_is_called() -> None:
    found = shown(entry(arrange(SMALL, WRITING), "大语言模型"))
    assert found == [
        "大语言模型",
        "大語言模型 / 大型語言模型 TW",
        "dà yǔ yán mó xíng",
        "large language model; LLM; × big model / also 大模型; × 巨模型 / Not every 大模型 is one.",
    ]


def test_another_name_leads_to_the_entry() -> None:
    printed = arrange(SMALL, WRITING)
    assert shown(entry(printed, "大模型"))[3] == "large language model → 大语言模型"
    anchors = {one.anchor for section in printed.sections for one in section.entries()}
    links = {
        run.link
        for section in printed.sections
        for one in section.entries()
        for strip in one.strips
        for cell in strip
        for line in cell
        for run in line.runs
        if run.link
    }
    assert links
    assert links <= anchors
    assert len(anchors) == sum(1 for section in printed.sections for _ in section.entries())


def test_from_english_each_chinese_term_has_its_own_pinyin() -> None:
    found = [strip[1:] for strip in entry(arrange(SMALL, WRITING), "large language model", 1).strips]
    texts = [["".join(run.text for line in cell for run in line.runs) for cell in cells] for cells in found]
    assert [row[0] for row in texts] == ["大语言模型", "大模型", "× 巨模型"]
    assert [row[2] for row in texts] == ["dà yǔ yán mó xíng", "dà mó xíng", "jù mó xíng"]


def test_one_word_for_two_meanings_names_their_subjects() -> None:
    printed = arrange(SMALL, WRITING)
    heads = [shown(one)[0] for one in printed.sections[0].entries() if one.guide == "标记"]
    assert sorted(heads) == ["标记 (AI)", "标记 (Trade)"]


def test_marks_are_explained_where_they_are_used() -> None:
    used = {run.ink for runs, _ in arrange(SMALL, WRITING).key for run in runs} - {Ink.LABEL}
    assert used == {
        Ink.PREFERRED, Ink.ADMITTED, Ink.PROPOSED, Ink.DEPRECATED, Ink.FORBIDDEN, Ink.DERIVED,
    }  # fmt: skip
    plain = arrange(SMALL[1:2], replace(WRITING, languages=("zh-Hans", "en")))
    assert [meaning for _, meaning in plain.key] == ["preferred"]


def test_a_form_that_conversion_made_says_so() -> None:
    assert ("重慶", Ink.DERIVED) in inks(arrange(SMALL, WRITING))
    given = [Concept("c", (Term("重庆", "zh-Hans"), Term("重慶", "zh-Hant"), Term("Chongqing", "en")))]
    assert ("重慶", Ink.ADMITTED) in inks(arrange(given, WRITING))


def test_the_other_script_has_no_column_where_nobody_wants_it_or_nothing_differs() -> None:
    only = arrange(SMALL, replace(WRITING, languages=("zh-Hans", "en")))
    assert [column.heading for column in only.sections[0].columns] == ["汉语 Chinese", "拼音 Pīnyīn", "English"]
    same = arrange([Concept("c", (Term("人工", "zh-Hans"), Term("manual", "en")))], WRITING)
    for section in same.sections:
        assert len(section.columns) == 3
        assert sum(column.share for column in section.columns) == pytest.approx(1)


def test_headwords_in_traditional_are_all_traditional() -> None:
    printed = arrange(SMALL, replace(WRITING, languages=("zh-Hant-TW", "en", "zh-Hans")))
    guides = {one.guide for one in printed.sections[0].entries()}
    assert {"重慶", "大型語言模型", "標記"} <= guides
    assert "重庆" not in guides
    assert printed.sections[0].own_title == "漢英"
    assert printed.sections[0].columns[1].heading == "简体 Simplified"


def test_subjects_as_headings() -> None:
    printed = arrange(SMALL, replace(WRITING, options={"subjects": "yes"}))
    assert words(printed.sections[0]) == [
        ("AI", ["AI治理", "标记", "大模型", "大语言模型", "巨模型"]),
        ("Places", ["重庆"]),
        ("Trade", ["标记"]),
        ("Other subjects", ["叆叇"]),
    ]


def test_one_direction() -> None:
    for name in ("zh-en", "en-zh"):
        printed = arrange(SMALL, replace(WRITING, options={"directions": name}))
        assert [section.name for section in printed.sections] == [name]


def test_definitions_and_contexts_on_request() -> None:
    usual = str(shown(entry(arrange(SMALL, WRITING), "大语言模型")))
    assert "many parameters" not in usual
    asked = arrange(SMALL, replace(WRITING, options={"definitions": "yes"}, contexts=contexts))
    assert "many parameters" in str(shown(entry(asked, "大语言模型")))
    assert ("本文讲“", Ink.QUOTE) in inks(asked)
    assert ("大语言模型", Ink.FOUND) in inks(asked)
    without = arrange(SMALL, replace(WRITING, options={"notes": "no"}))
    assert "Not every" not in str(shown(entry(without, "大语言模型")))


def test_a_context_that_a_person_gave_is_quoted() -> None:
    given = [Concept("c", (Term("模型", "zh-Hans"), Term("model", "en", context="A Model learns.\nOne more.")))]
    asked = inks(arrange(given, replace(WRITING, contexts=lambda _: [])))
    assert {("Model", Ink.FOUND), (" learns.", Ink.QUOTE), ("One more.", Ink.QUOTE)} <= asked


def test_what_is_lost_depends_on_what_is_asked_for() -> None:
    form = term_format("html")
    assert losses(SMALL, form, WRITING) == {"definition": 1, "subject": 5}
    asked = replace(WRITING, options={"definitions": "yes", "subjects": "yes"})
    assert losses(SMALL, form, asked) == {}


@pytest.mark.parametrize("option", [{"subjects": "maybe"}, {"directions": "up"}, {"definitions": "1"}, {"notes": ""}])
def test_an_unknown_value_is_an_error_that_lists_the_known_ones(option: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"E644 .* is not known\. Use one of: "):
        arrange(SMALL, replace(WRITING, options=option))


def test_an_empty_list_and_one_without_a_title() -> None:
    printed = arrange([], Writing())
    assert printed.sections == ()
    assert printed.title == "Term list"
    assert dict(printed.facts)["Contents"] == "0 concepts, 0 Chinese terms, 0 English terms"


def test_only_traditional_and_only_forbidden() -> None:
    odd = [
        Concept("a", (Term("術語", "zh-Hant-HK", Status.FORBIDDEN), Term("term", "en", Status.DEPRECATED))),
        Concept("b", (Term("詞", "zh-Hant"),)),
    ]
    printed = arrange(odd, Writing(languages=("en",)))
    assert words(printed.sections[0]) == [("C", ["詞"]), ("S", ["術語"])]
    assert words(printed.sections[1]) == [("T", ["term"])]


@given(term_lists())
def test_every_term_of_the_headword_languages_has_an_entry(concepts: list[Concept]) -> None:
    printed = arrange(concepts, WRITING)
    guides = {one.guide for section in printed.sections for one in section.entries()}
    for concept in concepts:
        for term in concept.terms:
            if term.language in ("zh-Hans", "en"):
                assert " ".join(term.text.split()) in guides
    for section in printed.sections:
        for one in section.entries():
            assert all(len(strip) == len(section.columns) for strip in one.strips)
