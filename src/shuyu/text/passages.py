"""From the blocks of a document to its passages: cleaned, cut into paragraphs, each with its language and place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from shuyu.languages import CHINESE, ENGLISH, HANS, HANT, is_chinese, is_traditional
from shuyu.model.passage import Block, Document, Kind, Passage
from shuyu.text.clean import clean
from shuyu.text.detect import ScriptShare, detect_language, detect_script
from shuyu.text.han import CHINESE_PUNCTUATION, HAN, count_han, has_han

MAX_HEADING_HAN = 30
"""A longer line of Chinese is no heading unless it is marked as one."""
MAX_HEADING_WORDS = 14
"""The same for English."""
SHORTEST_WRAPPED = 40
"""Columns: a shorter line ends where its author ended it."""

_MARKED_HEADING = re.compile(r"#{1,6}\s+(\S.*?)\s*#*$")
_BRACKETED_HEADING = re.compile(r"【\s*([^【】]{1,40}?)\s*】$")
_QUOTE = re.compile(r"(?:>\s?){1,20}")
_BULLET = re.compile(r"(?:[-*+·▶►]\s+|[•●▪◦‣○■□◆◇➢✓√]\s*)(?=\S)")
_NUMBER = re.compile(r"(?:\d{1,3}(?:[.．](?![\d.])\s*|[)）、]\s*)|[(（]\d{1,3}[)）]\s*|[①-⑳]\s*)(?=\S)")
_WORD = re.compile(r"[A-Za-z]+")
_OPEN_END = re.compile(r"[。！？；：…，、.!?;:,]['\"”’」』）)\]]*$")
_SENTENCE = re.compile(r"[。！？；]|[.!?](?:['\"”’)\]]*\s|['\"”’)\]]*$)")
_BROKEN_OFF = re.compile(r"[A-Za-z,-]$")
_BROKEN_WORD = re.compile(r"[A-Za-z]-$")
_CHINESE_EDGE = re.compile(f"[{HAN}{CHINESE_PUNCTUATION}]")
_BREAK_IN_CHINESE = re.compile(f"(?<=[{HAN}{CHINESE_PUNCTUATION}])\\s*\\n\\s*(?=[{HAN}{CHINESE_PUNCTUATION}])")

# Lines that belong to a picture, or say who wrote, printed or may print the text.
_CAPTION = re.compile(
    r"(?:图|圖|表|图表|圖表)\s*[\d一二三四五六七八九十]{1,4}\s*[:：.．、\s]"
    r"|[上下左右]?[图圖]\s*[:：]|[上下左右][图圖]为"
    r"|(?:Figure|Fig\.|Table|Photo|Image|Source|Credit)\s*\d{0,3}\s*[:：.]"
    r"|(?:本[报報刊])?(?:作者|记者|記者|编辑|編輯|责编|責編|责任编辑|責任編輯|编译|編譯|校对|校對|来源|來源|原文链接|原文鏈接|"
    r"发布时间|發布時間|摄影|攝影|供图|供圖)(?:单位|單位)?\s*[:：]"
    r"|新华社(?:发|记者)|新華社(?:發|記者)|[▶►]\s*[^\s，。]{1,12}$"
    r"|(?:By|Photo by|Photos by|Written by|Edited by)\s+[A-Z][\w.'-]{0,30}(?:\s+[A-Z][\w.'-]{0,30}){0,4}$"
)
_CREDIT = re.compile(
    r".{0,40}[（(/／][^（）()/／]{1,20}(?:[摄攝]|供图|供圖|制图|製圖)[)）]?$|[（(][^（）()]{1,60}[)）]$|(?:——|―|—)[^。！？]{1,80}$"
)


class CleanedText(Protocol):
    """What a cleaner gives: the text, and a way back to its source."""

    @property
    def text(self) -> str:
        """The cleaned text."""
        ...

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that `text[start:end]` came from."""
        ...


@dataclass
class _Piece:
    text: str
    kind: Kind
    block: Block
    line: int
    end_line: int
    apart: bool
    """Whether an empty line, or nothing, stands before it."""
    share: ScriptShare


def passages_of(document: Document, *, cleaner: Callable[[str], CleanedText] = clean) -> list[Passage]:
    r"""The passages of `document` in the order of their places.

    Every block is cleaned as a whole, since a sentence may be wrapped over many lines; then a line is a paragraph.
    Headings, list items and captions are told from paragraphs, list markers are taken away, and what holds no
    letter is dropped.

    Args:
        document: as its reader made it.
        cleaner: what cleans a block, `shuyu.text.clean.clean` unless something counts or chooses the fixes.

    Returns:
        Passages of one line each. Chinese without a telling character has the script of its column or its document.

    >>> flow = Block("# 开源\n\n- 模型的权重是公开的。\n- The weights are public.\n", 1, Kind.FLOW)
    >>> for passage in passages_of(Document("a.md", "markdown", "utf-8", (flow,))):
    ...     print(passage.line, passage.kind.value, passage.language, passage.text)
    1 heading zh-Hans 开源
    3 item zh-Hans 模型的权重是公开的。
    4 item en The weights are public.
    """
    pieces: list[_Piece] = []
    for block in document.blocks:
        if block.kind is Kind.FLOW:
            pieces.extend(_continued(_flow(block, cleaner(block.text)), markdown=document.format == "markdown"))
        else:
            pieces.extend(_single(block, cleaner))
    _find_headings(pieces)
    columns: defaultdict[tuple[int, int], ScriptShare] = defaultdict(lambda: ScriptShare(0, 0, 0))
    whole = ScriptShare(0, 0, 0)
    for piece in pieces:
        whole += piece.share
        if piece.block.row is not None:
            columns[piece.block.table, piece.block.column] += piece.share
    claim = document.language if document.language and document.language != CHINESE else None
    usual = claim if claim and is_chinese(claim) else whole.tag or HANS
    return [
        Passage(
            piece.text,
            _language(piece, document.language, columns[piece.block.table, piece.block.column].tag, usual),
            document.path,
            piece.line,
            piece.end_line,
            piece.kind,
            piece.block.row,
            piece.block.column,
            piece.block.table,
        )
        for piece in pieces
    ]


def _language(piece: _Piece, of_document: str | None, of_column: str | None, usual: str) -> str:
    found = detect_language(piece.text, of_column or usual)
    claim = piece.block.language
    if claim is None:
        # A file's name or a page's `lang` says what most of it is in, not this paragraph.
        return _refined(found, of_document, piece.share)
    if is_chinese(claim):
        if is_chinese(found):
            return _refined(found, claim, piece.share)
        # "ModelScope" in a Chinese column is what the Chinese say; a sentence of English there is a mistake.
        if has_han(piece.text) or len(_WORD.findall(piece.text)) < 5:
            return claim if claim != CHINESE else of_column or usual
        return found
    return found if is_chinese(found) and count_han(piece.text) > 1 else ENGLISH


def _refined(found: str, claim: str | None, share: ScriptShare) -> str:
    # A claim names the region, which the text does not show, and the script where the text shows none.
    if claim is None or claim == CHINESE or not (is_chinese(found) and is_chinese(claim)):
        return found
    if share.tag is None:
        return claim
    return claim if is_traditional(claim) == (share.tag == HANT) else share.tag


def _single(block: Block, cleaner: Callable[[str], CleanedText]) -> Iterator[_Piece]:
    # The format itself says what this block is.
    cleaned = cleaner(block.text)
    text = " ".join(part.strip() for part in _BREAK_IN_CHINESE.sub("", cleaned.text).split("\n")).strip()
    kind = block.kind
    if kind is Kind.PARAGRAPH:
        kind, text = _kind_and_text(text)
    if any(map(str.isalpha, text)):
        end = block.line + block.text.rstrip().count("\n")
        yield _Piece(text, kind, block, block.line, end, True, detect_script(text))


def _flow(block: Block, cleaned: CleanedText) -> Iterator[_Piece]:
    ends = [found.start() for found in re.finditer("\n", block.text)]
    at = 0
    apart = True
    for line in cleaned.text.split("\n"):
        start, at = at, at + len(line) + 1
        stripped = line.strip()
        if not stripped:
            apart = True
            continue
        kind, text = _kind_and_text(stripped)
        if any(map(str.isalpha, text)):
            first = start + line.index(stripped)
            source, source_end = cleaned.to_source(first, first + len(stripped))
            line_number = block.line + bisect_left(ends, source)
            end_number = block.line + bisect_left(ends, max(source, source_end - 1))
            yield _Piece(text, kind, block, line_number, end_number, apart, detect_script(text))
        apart = False


def _continued(pieces: Iterable[_Piece], *, markdown: bool) -> Iterator[_Piece]:
    # In Markdown a line break is a space. Elsewhere cleaning has joined what was wrapped, where enough lines showed it;
    # an English line that breaks off before a small letter needs no others to show it.
    last: _Piece | None = None
    for piece in pieces:
        if last is not None and _continues(last, piece, markdown=markdown):
            last = replace(last, text=_joined(last.text, piece.text), end_line=piece.end_line)
            continue
        if last is not None:
            yield replace(last, share=detect_script(last.text))
        last = piece
    if last is not None:
        yield replace(last, share=detect_script(last.text))


def _continues(last: _Piece, piece: _Piece, *, markdown: bool) -> bool:
    if piece.apart or piece.kind is not Kind.PARAGRAPH or last.kind not in {Kind.PARAGRAPH, Kind.ITEM}:
        return False
    if has_han(last.text) != has_han(piece.text) or len(last.text) + count_han(last.text) < SHORTEST_WRAPPED:
        return False
    if not has_han(last.text) and _BROKEN_OFF.search(last.text) and piece.text[0].islower():
        return True
    source = last.block.text.split("\n")[last.end_line - last.block.line]
    return markdown and not source.endswith(("  ", "\\"))


def _joined(first: str, second: str) -> str:
    if _CHINESE_EDGE.match(first[-1]) or _CHINESE_EDGE.match(second[0]) or _BROKEN_WORD.search(first):
        return first + second
    return f"{first} {second}"


def _kind_and_text(line: str) -> tuple[Kind, str]:
    line = _QUOTE.sub("", line, count=1) if line.startswith(">") else line
    heading = _MARKED_HEADING.match(line) or _BRACKETED_HEADING.match(line)
    if heading:
        return Kind.HEADING, heading[1]
    if _CAPTION.match(line) or (len(line) <= 90 and _CREDIT.match(line)):
        return Kind.CAPTION, _BULLET.sub("", line, count=1)
    item = _BULLET.match(line) or _NUMBER.match(line)
    if item:
        return Kind.ITEM, line[item.end() :]
    return Kind.PARAGRAPH, line


def _find_headings(pieces: list[_Piece]) -> None:
    # Backwards, so that a title in two languages is found from its second line to its first.
    following: _Piece | None = None
    for number in range(len(pieces) - 1, -1, -1):
        piece = pieces[number]
        if piece.kind is Kind.PARAGRAPH and piece.block.kind is Kind.FLOW and _may_be_heading(piece, pieces, number):
            leads = following is not None and (
                (following.kind is Kind.PARAGRAPH and _SENTENCE.search(following.text) is not None)
                or (following.kind is Kind.HEADING and has_han(following.text) != has_han(piece.text))
            )
            if leads:
                pieces[number] = piece = replace(piece, kind=Kind.HEADING)
        following = piece


def _may_be_heading(piece: _Piece, pieces: list[_Piece], number: int) -> bool:
    if "://" in piece.text or _OPEN_END.search(piece.text) or _SENTENCE.search(piece.text[:-1]):
        return False
    han, words = count_han(piece.text), len(_WORD.findall(piece.text))
    if han > MAX_HEADING_HAN or words > MAX_HEADING_WORDS:
        return False
    return piece.apart or number == 0 or _SENTENCE.search(pieces[number - 1].text) is not None
