"""Statuses, parts of speech and term types as tools and people write them, in English and Chinese."""

from __future__ import annotations

from shuyu.formats.tbx.categories import part_of, status_of, type_of
from shuyu.model.concept import PartOfSpeech, Status, TermType

_STATUSES = {
    Status.PREFERRED: "首选 首選 推荐 推薦 优选 優選 批准 已批准 审定 審定 标准 標準 released",
    Status.ADMITTED: "允许 允許 可用 备选 備選 许用 許用 认可 認可",
    Status.PROPOSED: "建议 建議 待审 待審 待定 草稿 新建 new reviewed",
    Status.DEPRECATED: "弃用 棄用 不推荐 不推薦 废弃 廢棄 过时 過時 旧称 舊稱",
    Status.FORBIDDEN: "禁用 禁止 不可用 banned",
}
_PARTS = {
    PartOfSpeech.NOUN: "n 名词 名詞 名",
    PartOfSpeech.PROPER_NOUN: "pn propn 专有名词 專有名詞 专名 專名",
    PartOfSpeech.VERB: "v 动词 動詞 动 動",
    PartOfSpeech.ADJECTIVE: "a adj 形容词 形容詞 形",
    PartOfSpeech.ADVERB: "adv 副词 副詞 副",
    PartOfSpeech.OTHER: "其他 其它",
}
_TYPES = {
    TermType.FULL_FORM: "全称 全稱 full",
    TermType.ACRONYM: "首字母缩略词 首字母縮略詞",
    TermType.ABBREVIATION: "缩写 縮寫 缩略语 縮略語 abbr abbreviated",
    TermType.SHORT_FORM: "简称 簡稱 short",
    TermType.VARIANT: "变体 變體 异体 異體",
    TermType.PHRASE: "短语 短語 词组 詞組",
}


def _words(words: dict[Status, str] | dict[PartOfSpeech, str] | dict[TermType, str]) -> dict[str, object]:
    return {word: value for value, listed in words.items() for word in listed.split()}


_KNOWN: dict[str, dict[str, object]] = {
    "status": _words(_STATUSES),
    "pos": _words(_PARTS),
    "type": _words(_TYPES),
}


def value_of(field: str, text: str) -> tuple[object | None, bool]:
    """What a status (`status`), part of speech (`pos`) or term type (`type`) means, and whether it says more than that.

    >>> value_of("status", "禁用"), value_of("pos", "n."), value_of("type", "Acronym")
    ((<Status.FORBIDDEN: 'forbidden'>, False), (<PartOfSpeech.NOUN: 'noun'>, False),
     (<TermType.ACRONYM: 'acronym'>, False))
    >>> value_of("status", "obsolete"), value_of("pos", "blue")
    ((<Status.DEPRECATED: 'deprecated'>, True), (None, False))
    """
    found = _KNOWN[field].get(text.strip().strip(".。").casefold())
    if found is not None:
        return found, False
    if field == "status":
        return status_of(text)
    return (part_of(text) if field == "pos" else type_of(text)), False
