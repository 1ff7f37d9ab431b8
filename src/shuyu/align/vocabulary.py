"""Vocabulary lists: alternating lines under a heading, or both languages on each line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shuyu.languages import ENGLISH, HANS, HANT, is_chinese
from shuyu.model.passage import Kind, Passage
from shuyu.text.detect import detect_script
from shuyu.text.han import CHINESE_PUNCTUATION, HAN, HANGUL, KANA, count_han, has_han

MAX_TERM_HAN = 30
"""A longer Chinese side is a sentence, not a term."""
MAX_LATIN_WORDS = 3
"""More of them in the Chinese side, and it is a sentence that was cut."""
MAX_TERM_WORDS = 15
"""The same for English."""
LEAST_ENTRIES = 4
"""A list that no heading announces needs as many entries, one after another."""

_HEADING = re.compile(
    r"(?:相关|相關|重点|重點|核心|常用|热点|熱點|主要|关键|關鍵|专业|專業|本课|本課|本期|本文|课文|課文|双语|雙語|中英文?|英汉|汉英|"
    r"英漢|漢英|新|学习|學習|知识|拓展|延伸){0,3}"
    r"(?:词汇|詞匯|詞彙|辞汇|辭彙|词语|詞語|术语|術語|生词|生詞|单词|單詞|词组|詞組|表达|表達)"
    r"(?:表|一览|一覽|列表|汇总|匯總|对照|對照|对照表|對照表|积累|積累|卡|学习|學習|解释|解釋)?"
    r"|(?:(?:related|key|useful|relevant|core|new|technical|important|bilingual)\s+)?"
    r"(?:vocabulary|glossary|glossary of terms|terms|terminology|words|words and expressions|words & expressions|"
    r"expressions|word list|vocabulary list)",
    re.IGNORECASE,
)
_BETWEEN_LANGUAGES = re.compile(f"\\s*[/／|｜（(]\\s*|(?<=[{HAN}])\\s+(?=[A-Za-z])|(?<=[A-Za-z])\\s+(?=[{HAN}])")
_SEPARATOR = re.compile(r"\s*(?:[：:=＝|｜\t→]|——|\s[-–—]{1,2}\s|\s[/／]\s)\s*")
_BRACKETED = re.compile(r"([^（）()]+?)\s*[（(]([^（）()]+)[)）]$")
_TWO_LANGUAGES = re.compile(f"[{HAN}]\\s+[A-Za-z]|[A-Za-z]\\s+[{HAN}]")
_FOREIGN = re.compile(f"[{KANA.replace('ー', '')}{HANGUL}]")
_ADDRESS = re.compile(r"https?:|www\.|@")
_WORD = re.compile(r"[A-Za-z]+(?:['’.-][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[。！？；!?;]$")
_ENGLISH_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!\betc)(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)\.$")
_PART_OF_SPEECH = re.compile(r"(?:(?:n|v|vt|vi|adj|adv|a|ad|phr|prep|conj|abbr)\.\s*(?:[/&]\s*)?){1,3}(?=\w)")
# Words with a tone mark: pinyin between the Chinese and the English.
_TONED = re.compile(r"(?:[a-zü'’-]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ'’-]*\s+)+", re.IGNORECASE)
_TONED_ASIDE = re.compile(
    r"\s*[（(][a-zü'’ -]{0,40}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ'’ -]{0,60}[)）]\s*", re.IGNORECASE
)
_FIRST_HAN = re.compile(f"[{HAN}]")
_TRIM = " \t\u3000,，、;；:：/／"


@dataclass(frozen=True)
class Entry:
    """An entry of a list: its two sides as passages, and those it was made from.

    Attributes:
        zh: kind ENTRY, column 0.
        en: kind ENTRY, column 1.
        sources: one passage that held both sides, or two.
        announced: whether a heading announces the list.
    """

    zh: Passage
    en: Passage
    sources: tuple[Passage, ...]
    announced: bool


def is_list_heading(text: str) -> bool:
    """Whether a line announces a vocabulary list.

    >>> is_list_heading("相关词汇："), is_list_heading("Key vocabulary"), is_list_heading("词汇量")
    (True, True, False)
    """
    parts = _BETWEEN_LANGUAGES.split(text.strip().strip("【】[]:： \u3000)）"))
    return len(parts) <= 2 and all(_HEADING.fullmatch(part.strip(" :：")) for part in parts)


def split_entry(text: str) -> tuple[str, str] | None:
    """The Chinese and the English of a line that holds one term in both, or None.

    >>> split_entry("数字鸿沟：digital divide"), split_entry("AI芯片 AI chip"), split_entry("open weights - 开放权重")
    (('数字鸿沟', 'digital divide'), ('AI芯片', 'AI chip'), ('开放权重', 'open weights'))
    >>> split_entry("我们使用 Linux 系统。") is None
    True
    """
    if len(text) > 300 or not has_han(text) or not _WORD.search(text) or _ADDRESS.search(text):
        return None
    text = _TONED_ASIDE.sub(" ", text)
    for left, right in _cuts(text):
        left, right = left.strip(_TRIM), right.strip(_TRIM)
        if has_han(left) == has_han(right):
            continue
        zh, en = (left, right) if has_han(left) else (right, left)
        en = _PART_OF_SPEECH.sub("", _TONED.sub("", en + " ", count=1), count=1).strip()
        if is_chinese_term(zh) and is_english_term(en):
            return zh, en
    return None


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    # From the surest mark to the least: a separator, brackets around the end, a space.
    for found in _SEPARATOR.finditer(text):
        yield text[: found.start()], text[found.end() :]
    bracketed = _BRACKETED.match(text)
    # 智能体 agent (AI) has its two sides before the brackets.
    if bracketed and not _TWO_LANGUAGES.search(bracketed[1]):
        yield bracketed[1], bracketed[2]
    first = _FIRST_HAN.search(text)
    if first is None:
        return
    last = max(at for at, character in enumerate(text) if _FIRST_HAN.match(character))
    # A Latin letter that touches the Chinese belongs to it: AI芯片, 维生素C.
    end = re.compile(r"\s|\Z").search(text, last + 1)
    yield text[: end.start()] if end else text, text[end.end() :] if end else ""
    start = max(text.rfind(" ", 0, first.start()), text.rfind("\u3000", 0, first.start())) + 1
    yield text[:start], text[start:]


def is_chinese_term(text: str) -> bool:
    """Whether `text` may be the Chinese side of an entry.

    >>> is_chinese_term("人工智能大模型"), is_chinese_term("这是一句话。")
    (True, False)
    """
    han = count_han(text)
    if not 0 < han <= MAX_TERM_HAN or _SENTENCE_END.search(text) or _FOREIGN.search(text):
        return False
    if len(_WORD.findall(text)) > min(han, MAX_LATIN_WORDS):
        return False
    # A comma parts clauses; a list of synonyms has its own marks.
    return "，" not in text or han <= 16


def is_english_term(text: str) -> bool:
    """Whether `text` may be the English side of an entry.

    >>> is_english_term("large-scale AI models"), is_english_term("This is a sentence.")
    (True, False)
    """
    words = len(_WORD.findall(text))
    if not 0 < words <= MAX_TERM_WORDS or has_han(text) or _SENTENCE_END.search(text):
        return False
    if _ADDRESS.search(text) or _FOREIGN.search(text):
        return False
    return _ENGLISH_SENTENCE_END.search(text) is None


def entries(passages: Sequence[Passage]) -> list[Entry]:
    """The entries of the vocabulary lists among the passages of one document.

    A list stands under a line such as 相关词汇 or Glossary, and ends where its pattern breaks; or it is a run of at
    least `LEAST_ENTRIES` lines that hold both languages; or the whole document is alternating terms.

    Args:
        passages: in the order of the document; cells of tables do not count.

    >>> lines = ["相关词汇", "数字鸿沟", "digital divide", "算力", "computing power", "本文首次发表于去年。"]
    >>> found = entries([Passage(t, "zh-Hans" if has_han(t) else "en", "a.txt", i, i) for i, t in enumerate(lines, 1)])
    >>> [(entry.zh.text, entry.en.text) for entry in found]
    [('数字鸿沟', 'digital divide'), ('算力', 'computing power')]
    """
    lines = [passage for passage in passages if passage.kind is not Kind.CELL]
    table = max((passage.table for passage in passages if passage.row is not None), default=-1) + 1
    found: list[Entry] = []
    at = 0
    while at < len(lines):
        if is_list_heading(lines[at].text):
            while at < len(lines) and is_list_heading(lines[at].text):
                at += 1
            taken = list(_run(lines, at, announced=True))
        else:
            taken = list(_run(lines, at, announced=False, inline=True))
            if len(taken) < LEAST_ENTRIES:
                taken = []
        found.extend(taken)
        at += max(sum(len(entry.sources) for entry in taken), 0 if taken else 1)
    if not found:
        found = _whole_document(lines)
    return [_numbered(entry, row, table) for row, entry in enumerate(found)]


def _run(lines: Sequence[Passage], at: int, *, announced: bool, inline: bool = False) -> Iterator[Entry]:
    # Entries from `at` on, until a line breaks the pattern; the first entry of two lines sets their order.
    chinese_first: bool | None = None
    while at < len(lines):
        split = split_entry(lines[at].text)
        if split is not None:
            yield Entry(_side(lines[at], split[0], 0), _side(lines[at], split[1], 1), (lines[at],), announced)
            at += 1
            continue
        if inline or at + 1 >= len(lines):
            return
        first, second = lines[at], lines[at + 1]
        order = has_han(first.text)
        zh, en = (first, second) if order else (second, first)
        if chinese_first not in (None, order) or not (is_chinese_term(zh.text) and is_english_term(en.text)):
            return
        chinese_first = order
        yield Entry(_side(zh, zh.text, 0), _side(en, en.text, 1), (first, second), announced)
        at += 2


def _whole_document(lines: Sequence[Passage]) -> list[Entry]:
    # Nothing but terms, perhaps under a title: every line must fit, and none may look like a sentence.
    for skipped in range(min(3, len(lines))):
        if skipped and lines[skipped - 1].kind is not Kind.HEADING:
            break
        found = list(_run(lines, skipped, announced=False))
        if (
            len(found) >= LEAST_ENTRIES
            and skipped + sum(len(entry.sources) for entry in found) == len(lines)
            and all(count_han(entry.zh.text) <= 12 and len(_WORD.findall(entry.en.text)) <= 8 for entry in found)
            and not any(re.search(f"[{CHINESE_PUNCTUATION}]", entry.zh.text) for entry in found)
        ):
            return found
    return []


def _side(passage: Passage, text: str, column: int) -> Passage:
    if column:
        return replace(passage, text=text, language=ENGLISH, kind=Kind.ENTRY, column=1)
    language = passage.language
    if not is_chinese(language):
        language = detect_script(text).tag or HANS
    elif text != passage.text and detect_script(text).tag == HANT and language == HANS:
        language = HANT
    return replace(passage, text=text, language=language, kind=Kind.ENTRY, column=0)


def _numbered(entry: Entry, row: int, table: int) -> Entry:
    return replace(entry, zh=replace(entry.zh, row=row, table=table), en=replace(entry.en, row=row, table=table))
