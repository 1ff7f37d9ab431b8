"""Headings in the wild, and what a mapping may say."""

from __future__ import annotations

import pytest

from shuyu.formats.columns import FIELDS, Column, heading_of, mapped
from shuyu.languages import LANGUAGES
from shuyu.model.concept import Status


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh_tw", "zh-Hant-TW"),
        ("EN", "en"),
        ("English (US)", "en"),
        ("English_United_States", "en"),
        ("Chinese (PRC)", "zh-Hans"),
        ("Chinese (Simplified, China)", "zh-Hans"),
        ("Chinese_Taiwan", "zh-Hant-TW"),
        ("Chinese (Hong Kong S.A.R.)", "zh-Hant-HK"),
        ("Chinese", "zh"),
        ("中文", "zh"),
        ("简体中文", "zh-Hans"),
        ("繁體", "zh-Hant"),
        ("繁體中文（台灣）", "zh-Hant-TW"),
        ("英文术语", "en"),
        ("术语（英文）", "en"),
        ("Term [zh-TW]", "zh-Hant-TW"),
        ("translation_zh_cn", "zh-Hans"),
        ("英文同义词", "en (admitted)"),
        ("Forbidden term (EN)", "en (forbidden)"),
        ("Part of Speech [en]", "en.pos"),
        ("English Definition", "en.definition"),
        ("Chinese_PRC_Def", "zh-Hans.definition"),
        ("en (forbidden).note", "en (forbidden).note"),
        ("词性", "pos"),
        ("備註", "note"),
        ("Notes/Comments", "note"),
        ("定义", "definition"),
        ("领域", "subject"),
        ("来源", "source"),
        ("状态", "status"),
        ("编号", "id"),
        ("拼音", "pinyin"),
        ("例句", "context"),
        ("Last modified", "modified"),
        ("术语", "term"),
        ("Translation", "term"),
    ],
)
def test_headings_in_the_wild(heading: str, said: str) -> None:
    found = heading_of(heading)
    assert found is not None
    assert found.heading == said


@pytest.mark.parametrize(
    "heading",
    ["", "model", "Frequency", "中英文对照表格", "中文英文", "Forbidden", "简体 繁體", "Note Source", "x" * 100],
)
def test_what_is_no_heading(heading: str) -> None:
    assert heading_of(heading) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [None, *Status])
@pytest.mark.parametrize("field", ["term", "pos", "type", "pinyin", "note", "source", "context"])
def test_own_headings_are_understood(language: str, status: Status | None, field: str) -> None:
    column = Column(field, language, status)
    assert heading_of(column.heading) == column
    assert field == "term" or mapped(column.heading) == column


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_mapped_and_named(field: str) -> None:
    assert mapped(field) == heading_of(field) == Column(field)


@pytest.mark.parametrize("what", ["", "tlh", "en.colour", "en (nice)", "zh.id", "colour"])
def test_what_cannot_be_mapped(what: str) -> None:
    assert mapped(what) is None
