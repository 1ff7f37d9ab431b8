"""Sentences of Chinese and English text, by their punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shuyu.languages import CHINESE, is_chinese
from shuyu.text import han

_PAIRS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "［": "］", "[": "]", "〔": "〕"}
_BRACKET = re.compile(f"[{re.escape(''.join([*_PAIRS, *_PAIRS.values()]))}]")
_LONGEST_ASIDE = 300

_CHINESE_END = re.compile(
    f"[。！？；!?…]+|;(?=\\s|[{han.HAN}{han.OPENING}])|(?<=[{han.HAN}{han.CLOSING}])\\.(?=\\s|\\Z|[{han.HAN}{han.OPENING}])"
)
_CLOSERS = re.compile(f"[{re.escape(han.CLOSING)}\"'’)\\]]*")
_OPENERS = {"”": "“", "’": "‘", "」": "「", "』": "『", '"': '"', "'": "'"}
# What follows a quoted exclamation that is only a part of its sentence: “为什么？”的答案.
_GOES_ON = re.compile(f"[，、：；,:;）》]|[{han.HAN}]")

_ENGLISH_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?:\[\d{1,3}(?:[-–,]\s?\d{1,3})*\])?(?=\s|\Z)|[。！？][”’」』）]*")
_ABBREVIATION = re.compile(
    r"(?:\A|[\s(\[“‘\"'—–-])(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|Gen|Col|Capt|Lt|Sgt|Rev|Hon|Gov|Sen|Rep|Pres|Messrs|Mt"
    r"|vs|cf|viz|approx|ca|al|ed|eds|trans|resp|incl|est|no|No|nos|Nos|Art|art|Sec|sec|Ch|ch|Fig|fig|Figs|figs|Eq|eq|Eqs|Tab"
    r"|Vol|vol|pp|p|para|paras|Ref|Refs|Thm|Lemma|Prop|Def|App|Appx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
    r"|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|dept|Dept|Univ|univ|Assn|Bros|Ave|Blvd|Rd|min|max|avg|tel|Tel|ext)\Z"
)
# These end a sentence as often as not: what follows decides.
_MAY_END = re.compile(
    r"(?:\A|[\s(\[“‘\"'—–-])(?:etc|Inc|Ltd|Corp|Co|LLC|Esq|a\.m|p\.m|Ph\.D|M\.D|B\.A|M\.A|B\.C|A\.D|U\.S|U\.K|U\.N|E\.U)\Z"
)
_INITIAL = re.compile(r"(?:\A|[\s(“\"'.-])(?:[A-Z]|[a-z]\.[a-z]|[A-Z](?:\.[A-Z])+|e\.g|i\.e)\Z")
_STARTER = re.compile(
    r"(?:The|A|An|This|That|These|Those|It|He|She|We|They|You|I|In|On|At|But|And|Or|However|Although|Though|While|When|If"
    r"|As|For|By|To|From|With|Its|Their|Our|His|Her|There|Here|What|Why|How|Who|Moreover|Furthermore|Meanwhile|Since|After"
    r"|Before|Some|Many|Most|All|Each|Both|No|Not|One|Two|Yet|So|Then|Thus|Such|Under|Over|According)\b"
)
_NEXT = re.compile(r"\s*[\"'“‘(\[—–-]*\s*(\S)")
_LIST = re.compile(r"\s*[(\[]?(?:1|a|i)[.)]\s")
_LATER_NUMBER = re.compile(r"[.!?;]\s+[(\[]?(?:\d{1,2}|[a-z]|[ivx]{1,5})\Z")
_LIST_NUMBER = re.compile(r"(?:\A|\n)\s*[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\Z")
_OF_CHINESE = re.compile(f"[{han.HAN}{han.CHINESE_PUNCTUATION}]")


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of `text`: each with its closing quotation marks and brackets, without the white space around it.

    A line break ends a sentence. Nothing in brackets or in a title's 《》 is cut. In doubt two sentences stay together.

    Args:
        text: running text.
        language: a canonical tag. Text whose tag is neither Chinese nor English is read as what it has more of.

    Returns:
        offsets into `text`, in order; together they hold everything but white space.

    >>> text = "模型开源了。“真的吗？”他问。"
    >>> [text[start:end] for start, end in sentences(text, "zh-Hans")]
    ['模型开源了。', '“真的吗？”他问。']
    >>> text = "Dr. Li released GPT-4.5 vs. 3.5 on Jan. 3. It is open, e.g. under MIT."
    >>> [text[start:end] for start, end in sentences(text, "en")]
    ['Dr. Li released GPT-4.5 vs. 3.5 on Jan. 3.', 'It is open, e.g. under MIT.']
    """
    chinese = is_chinese(language) or (language not in {CHINESE, "en"} and 2 * han.count_han(text) > len(text) // 2)
    found = []
    start = 0
    for line_end in [*(m.end() for m in re.finditer(r"[\n\r\u2028\u2029]+", text)), len(text)]:
        line = text[start:line_end]
        at = 0
        for cut in [*(_chinese_cuts(line) if chinese else _english_cuts(line)), len(line)]:
            piece = line[at:cut]
            stripped = piece.strip()
            if stripped:
                first = start + at + len(piece) - len(piece.lstrip())
                found.append((first, first + len(stripped)))
            at = cut
        start = line_end
    return found


def _chinese_cuts(line: str) -> Iterator[int]:
    asides = _asides(line)
    number = at = 0
    while match := _CHINESE_END.search(line, at):
        closers = _CLOSERS.match(line, match.end())
        end = closers.end() if closers else match.end()
        at = max(end, match.end())
        while number < len(asides) and asides[number][1] <= match.start():
            number += 1
        inside = asides[number] if number < len(asides) and asides[number][0] < match.start() else None
        if inside:
            at = max(inside[1], match.end())
            # A whole sentence in brackets: the cut comes after the closing one.
            if line[inside[0] - 1 : inside[0]] in "。！？；”" and inside[0] > 0:
                yield at
            continue
        if end == len(line):
            return
        closed = line[match.end() : end]
        mark = match.group()
        if set(mark) <= {"…"} and not closed:
            continue
        if closed and not _ends(line, match.start(), mark, closed, end):
            continue
        yield end


def _ends(line: str, at: int, mark: str, closed: str, end: int) -> bool:
    # Whether a mark before a closing quotation mark ends the sentence that the quotation stands in.
    if not _GOES_ON.match(line, end):
        return True
    if line[end] in "，、：；,:;）》":
        return False
    if mark[-1] in "。；.":
        return True
    opener = line.rfind(_OPENERS.get(closed[0], closed[0]), max(0, at - _LONGEST_ASIDE), at)
    if opener < 0:
        return True
    # “……！”他说。 goes on when it is short and the sentence began with it or led up to it without a colon.
    return at - opener > 20 or (opener > 0 and line[opener - 1] in "：:")


def _asides(line: str) -> list[tuple[int, int]]:
    # The outermost brackets that are closed again soon, in order.
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(line):
        at, character = match.start(), match.group()
        while stack and at - stack[0][1] > _LONGEST_ASIDE:
            del stack[0]
        if character in _PAIRS:
            stack.append((_PAIRS[character], at))
            continue
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == character:
                opened = stack[depth][1]
                del stack[depth:]
                while found and found[-1][0] > opened:
                    del found[-1]
                found.append((opened, at + 1))
                break
    return found


def _english_cuts(line: str) -> Iterator[int]:
    listed = _LIST.match(line) is not None
    for match in _ENGLISH_END.finditer(line):
        end = match.end()
        if end == len(line):
            return
        after = _NEXT.match(line, end)
        if after is None:
            return
        mark = match.group()
        if mark[0] in "。！？":
            yield end
            continue
        first = after.group(1)
        before = line[max(0, match.start() - 24) : match.start()]
        if first.islower() or (mark.startswith(("...", "…")) and not (first.isupper() or first.isdigit())):
            continue
        if mark == ".":
            if (len(before) == match.start() and _LIST_NUMBER.search(before)) or _ABBREVIATION.search(before):
                continue
            if _MAY_END.search(before) or _INITIAL.search(before):
                if _STARTER.match(line, after.start(1)) is None:
                    continue
            elif listed and _LATER_NUMBER.search(before):
                continue
        yield end


def join_chinese(parts: Sequence[str]) -> str:
    """Chinese sentences as one text, with a blank only where Latin meets Latin.

    Args:
        parts: in order, without the white space around them.

    >>> join_chinese(["他来了。", "她也来了。", "OK.", "Bye."])
    '他来了。她也来了。OK. Bye.'
    """
    joined = ""
    for sentence in parts:
        apart = joined and sentence and not _OF_CHINESE.match(joined[-1]) and not _OF_CHINESE.match(sentence[0])
        joined += f" {sentence}" if apart else sentence
    return joined
