"""What the columns of a table hold, by their headings in Chinese and English, or as `--map` says.

A heading is read phrase by phrase (`Definition (EN)`, `英文术语`, `zh-Hant-TW (admitted).note`, `Term [zh-CN]`), so
that any order and any brackets will do; a heading with anything else in it is not understood, and its column is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from shuyu.languages import ALIASES, CHINESE, ENGLISH, HANS, HANT, HONG_KONG, TAIWAN, canonical, is_chinese
from shuyu.model.concept import Status

TERM = "term"
TERM_FIELDS = ("pos", "type", "pinyin", "note", "source", "context", "status")
"""What a term has beside its text; with a language, a column may hold each."""
CONCEPT_FIELDS = ("id", "subject", "definition", "note", "source", "modified")
FIELDS = (*CONCEPT_FIELDS, "status", "pos", "type", "pinyin", "context")
"""What a column may hold beside terms, as `--map` has it."""
IGNORED = "-"


@dataclass(frozen=True)
class Column:
    """What one column holds.

    Attributes:
        field: `TERM`, one of `FIELDS`, or `IGNORED`.
        language: of the terms that it holds or speaks of; None: of all, or not said.
        status: of the terms that it holds or speaks of; None: not said.
    """

    field: str
    language: str | None = None
    status: Status | None = None

    @property
    def heading(self) -> str:
        """How it is called in the tables that are written, which is how `heading_of` understands it.

        >>> Column("note", "en", Status.FORBIDDEN).heading, Column("id").heading, Column("term", "zh-Hans").heading
        ('en (forbidden).note', 'id', 'zh-Hans')
        """
        said = self.language or ""
        if self.status is not None:
            said += f" ({self.status.value})"
        return f"{said}.{self.field}" if said and self.field != TERM else said or self.field


_LANGUAGE_WORDS = {
    ENGLISH: "english|英文|英语|英語|英译|英譯|英",
    CHINESE: "chinese|mandarin|中文|汉语|漢語|华文|華文|中译|中譯|汉|漢|中",
    HANS: "simplified|simplified chinese|chinese simplified|prc|chinese prc"
    "|people s republic of china|china|mainland"
    "|mainland china|cn|简体|簡體|简体中文|簡體中文|简中|簡中|简|中国|中國|中国大陆|中國大陸|大陆|大陸"
    "|singapore|chinese singapore",
    HANT: "traditional|traditional chinese|chinese traditional|繁体|繁體|繁体中文|繁體中文|繁中|繁|正體|正體中文",
    TAIWAN: "taiwan|chinese taiwan|tw|台湾|台灣|臺灣|台|臺|taiwanese",
    HONG_KONG: "hong kong|hong kong sar|hong kong s a r|hk|香港|港|macao|macao sar|macau|macau sar",
}
_FIELD_WORDS = {
    "id": "id|entry id|concept id|term id|编号|編號|条目编号|條目編號|术语编号|術語編號|代码|代碼",
    "subject": "subject|subject field|subject area|domain|field|topic|category|领域|領域|学科|學科|专业|專業|分类|分類"
    "|类别|類別|主题|主題|专业领域|專業領域|所属领域|學科領域|学科领域",
    "definition": "definition|def|meaning|description|explanation|gloss|定义|定義|释义|釋義|解释|解釋|含义|含義|描述",
    "note": "note|notes|comment|comments|remark|remarks|usage note|usage notes|备注|備註|备考|注释|註釋|注解|註解"
    "|附注|附註"
    "|说明|說明|批注|批註|注|註|评论|評論",
    "source": "source|sources|reference|references|来源|來源|出处|出處|参考|參考|参考文献|參考文獻|文献来源|资料来源",
    "status": "status|usage status|usage|term status|administrative status|状态|狀態|术语状态|術語狀態|使用状态|用法",
    "pos": "pos|part of speech|word class|词性|詞性|词类|詞類",
    "type": "type|term type|术语类型|術語類型|类型|類型",
    "pinyin": "pinyin|hanyu pinyin|拼音|汉语拼音|漢語拼音",
    "context": "context|contexts|example|examples|term example|example sentence|sample sentence|语境|語境|例句|例子"
    "|示例|例|上下文|用例",
    "modified": "modified|last modified|date modified|updated|last updated|修改日期|更新日期|修改时间|修改時間|"
    "更新时间|更新時間"
    "|最后修改|最後修改",
}
_STATUS_WORDS = {
    Status.PREFERRED: "preferred|首选|首選",
    Status.ADMITTED: "admitted|allowed|synonym|synonyms|同义词|同義詞|允许|允許|别名|別名",
    Status.PROPOSED: "proposed|建议|建議",
    Status.DEPRECATED: "deprecated|弃用|棄用|不推荐|不推薦",
    Status.FORBIDDEN: "forbidden|prohibited|禁用|禁止|do not use",
}
_TERM_WORDS = (
    "term|terms|word|words|phrase|expression|name|entry|translation|translations|target|target term"
    "|source term|original"
    "|术语|術語|词条|詞條|词汇|詞彙|词语|詞語|词|詞|名称|名稱|名|名词|名詞|译文|譯文|译名|譯名|译法|譯法|译|譯|翻译|翻譯|原文|对照|對照"
)
# What only makes a language or a place more precise than shuyu has need of.
_REGION_WORDS = (
    "us|usa|u s|uk|gb|united states|united kingdom|american|british|america|australia|canada|国际|美国|美國|美式"
    "|英国|英國|英式"
    "|lang|language|text|value"
)
_BREAKS = re.compile(r"[\s_\-./\\()\[\]{}<>:*,#&|'\"“”‘’、，：／]+")
_WORDY = re.compile("[a-z0-9]")


@cache
def _phrases() -> dict[str, tuple[str, object]]:
    found: dict[str, tuple[str, object]] = {}
    for word in _REGION_WORDS.split("|"):
        found[word] = ("region", None)
    for word in _TERM_WORDS.split("|"):
        found[word] = (TERM, None)
    for field, words in _FIELD_WORDS.items():
        found |= dict.fromkeys(words.split("|"), ("field", field))
    for status, words in _STATUS_WORDS.items():
        found |= dict.fromkeys(words.split("|"), ("status", status))
    for tag, words in _LANGUAGE_WORDS.items():
        found |= dict.fromkeys(words.split("|"), ("language", tag))
    for tag in (*ALIASES, *(language.lower() for language in ALIASES.values()), "zh", "zho", "chi", "cmn"):
        found[tag.replace("-", " ")] = ("language", canonical(tag))
    return found


@cache
def _longest() -> int:
    return max(map(len, _phrases()))


def heading_of(text: str) -> Column | None:
    """What a column with this heading holds, or None when that is not understood.

    A heading that says "term" without a language gives a column of terms without a language.

    >>> heading_of("English (US)"), heading_of("繁體中文（台灣）")
    (Column(field='term', language='en', status=None), Column(field='term', language='zh-Hant-TW', status=None))
    >>> heading_of("备注").field, heading_of("Definition [zh-CN]"), heading_of("Frequency")
    ('note', Column(field='definition', language='zh-Hans', status=None), None)
    """
    if len(text) > 80:
        return None
    plain = _BREAKS.sub(" ", normalize("NFKC", text).casefold()).strip()
    languages: list[str] = []
    fields: list[str] = []
    statuses: list[Status] = []
    terms = False
    at = 0
    while at < len(plain):
        if plain[at] == " ":
            at += 1
            continue
        found = _phrase_at(plain, at)
        if found is None:
            return None
        length, kind, value = found
        at += length
        if kind == "language":
            languages.append(str(value))
        elif kind == "field":
            fields.append(str(value))
        elif isinstance(value, Status):
            statuses.append(value)
        terms = terms or kind == TERM
    return _column(languages, fields, statuses, terms=terms)


def _phrase_at(plain: str, at: int) -> tuple[int, str, object] | None:
    known = _phrases()
    for end in range(min(len(plain), at + _longest()), at, -1):
        phrase = plain[at:end]
        if phrase not in known:
            continue
        # Latin words end where they end; Chinese has no spaces.
        if end < len(plain) and _WORDY.match(plain[end]) and _WORDY.match(phrase[-1]):
            continue
        return end - at, *known[phrase]
    return None


def _column(languages: list[str], fields: list[str], statuses: list[Status], *, terms: bool) -> Column | None:
    language = _narrowest(languages)
    if len(set(fields)) > 1 or len(set(statuses)) > 1 or (languages and language is None):
        return None
    status = statuses[0] if statuses else None
    if fields:
        return Column(fields[0], language, status) if status is None or language else None
    if language or (terms and status is None):
        return Column(TERM, language, status)
    return None


def _narrowest(tags: list[str]) -> str | None:
    # 中文（台灣）, and 繁體中文 with both words apart: the longest says most, if the others agree with it.
    chosen = max(tags, key=len, default=None)
    if chosen is None or all(chosen == tag or chosen.startswith(tag + "-") for tag in tags):
        return chosen
    if CHINESE in tags and chosen == CHINESE:
        return next((tag for tag in tags if is_chinese(tag) and tag != CHINESE), None)
    return None


def mapped(what: str) -> Column | None:
    """What `--map COLUMN=what` says that a column holds, or None when it says nothing that is known.

    >>> mapped("zh-TW"), mapped("en.note"), mapped("-")
    (Column(field='term', language='zh-Hant-TW', status=None), Column(field='note', language='en', status=None),
     Column(field='-', language=None, status=None))
    >>> mapped("en.forbidden"), mapped("colour")
    (Column(field='term', language='en', status=<Status.FORBIDDEN: 'forbidden'>), None)
    """
    if what == IGNORED:
        return Column(IGNORED)
    if what in FIELDS:
        return Column(what)
    found = re.fullmatch(r"([A-Za-z_-]+)(?: *\((\w+)\))?(?:\.(\w+))?", what)
    language = canonical(found[1]) if found else None
    if found is None or language is None:
        return None
    said, field = found[2], found[3] or TERM
    statuses = {status.value: status for status in Status}
    if said is None and field in statuses:
        said, field = field, TERM
    if (said is not None and said not in statuses) or field not in {TERM, *TERM_FIELDS, "definition"}:
        return None
    return Column(field, language, statuses[said] if said else None)


def how_to_map() -> str:
    """What `--map` may say, for messages."""
    return f"It may be a language (zh, en, zh-TW), LANGUAGE.FIELD (en.note), one of {', '.join(FIELDS)}, or {IGNORED}."
