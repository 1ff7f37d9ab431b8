"""ASCII punctuation in Chinese, and quotation marks that face the wrong way."""

from __future__ import annotations

import re

from shuyu.text.clean.fixer import Fixer, Shield, shield
from shuyu.text.han import HAN
from shuyu.text.spans import Edit

MAX_BRACKET = 200
"""Characters; what is longer is no remark in brackets."""

_TO_CHINESE = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_CLOSED = "”’」』）》】〉％"
_OPEN = "“‘「『（《【〈"
_HAN_OR_CLOSED = f"[{HAN}{_CLOSED}]"
_HAN_OR_OPEN = f"[{HAN}{_OPEN}]"
_STOP = re.compile(
    f"(?<={_HAN_OR_CLOSED})(?P<stop>[,:;])(?P<space> {{0,3}})(?=[{HAN}{_OPEN}A-Za-z0-9\"'(]|$)"
    f"|(?<=[0-9%)A-Za-z])(?P<latin>[,;])(?={_HAN_OR_OPEN})"
    f"|(?<={_HAN_OR_CLOSED})(?P<end>[?!]{{1,3}})(?P<gap> ?)(?=[{HAN}{_OPEN}{_CLOSED}\"')]|$)",
    re.MULTILINE,
)
_FULL_STOP = re.compile(f'(?<=[{HAN}{_CLOSED}])\\.(?=[”"]?[ \t]*$)')
# A full stop ends a Chinese sentence only where the line has clauses, and no abbreviation or reference.
_CLAUSES = re.compile(f"[，；：、。]|(?<=[{HAN}]),")
_HAS_OTHER_STOP = re.compile(f'[{HAN}A-Za-z0-9]\\. |[{HAN}]\\.[^”"\\s]|\\.\\.')
_ANY = re.compile("[,:;?!.()\"']")
# The document types of GB/T 7714: such a line is punctuated by a rule of its own.
_REFERENCE = re.compile(r"\[[JMCDNRSPAGZ](?:/(?:OL|CD|DK))?\]|\[(?:EB|DB|CP)/OL\]")
_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile("[A-Za-z][A-Za-z'-]*")
_NO_PROSE = re.compile(r"https?://[!-~]+|`[^`]*`")
_SENTENCE_MARK = re.compile("[。！？；，、：]")
_CODE_LIKE = re.compile(r"[\"'] ?:|[\"'],\s?[\"']|[=(\[{] ?[\"']|[\"'][)\]}]|::|[{};]\s*$|^\s*[{}]|\w\(\)")
_BRACKETS = re.compile("[()（）]")
_IN_CODE = re.compile(r"[_=<>\\{}\[\]]")
_BESIDE_BRACKET = re.compile(f"[{HAN}，。、；：？！…—“”‘’《》【】,:;?!\\s0-9%]|\\Z")
_QUOTED = re.compile('"([^"\n]{1,400})"')
_SINGLE = re.compile(
    f"(?<=[{HAN}{_OPEN}，。、；：\"])'([{HAN}A-Za-z0-9，、·“”—-]{{1,30}})'(?=[{HAN}{_CLOSED}，。、；：？！\"])"
)
_BESIDE_QUOTE = re.compile(f"[{HAN}，。、；：？！…—“”‘’（）《》【】,:;?!()\\s0-9A-Za-z*-]|\\Z")


def _find_ascii(text: str) -> list[Edit]:
    kept_out = shield(text)
    edits: list[Edit] = []
    lines = text.split("\n")
    at = 0
    commas: list[int] = []
    for i, line in enumerate(lines):
        if _ANY.search(line) and _is_chinese(line):
            if not commas:
                commas = [other.count(",") for other in lines]
            edits += _in_line(line, at, kept_out, listed=_is_csv(lines, commas, i))
        at += len(line) + 1
    return edits


def _is_chinese(line: str) -> bool:
    line = _NO_PROSE.sub("", line)
    han = len(line) - len(_HAN.sub("", line))
    return han >= 2 and han >= 2 * sum(1 for _ in _LATIN_WORD.finditer(line))


def _is_csv(lines: list[str], commas: list[int], i: int) -> bool:
    if not commas[i] or "。" in lines[i]:
        return False
    near = [j for j in (i - 1, i + 1) if 0 <= j < len(lines) and commas[j] == commas[i] and "。" not in lines[j]]
    return bool(near) and max(map(len, lines[i].split(","))) <= 40


def _in_line(line: str, at: int, kept_out: Shield, *, listed: bool) -> list[Edit]:
    edits: list[Edit] = []
    if _REFERENCE.search(line):
        return edits
    code = _CODE_LIKE.search(line) is not None
    for match in _STOP.finditer(line):
        start, end = match.span()
        if kept_out.touches(at + start, at + end) or (listed and "," in match[0]):
            continue
        if code and (match["stop"] or match["latin"]):
            continue
        if match["latin"] == ";" and re.search(r"&#?\w{1,20}\Z", line[max(0, start - 22) : start]):
            continue
        if match["stop"] and _is_vocabulary(line, start, end):
            continue
        mark = match["stop"] or match["latin"] or match["end"]
        edits.append(Edit(at + start, at + end, "".join(_TO_CHINESE[one] for one in mark)))
    stop = _FULL_STOP.search(line)
    if stop and not listed and not _HAS_OTHER_STOP.search(line) and _CLAUSES.search(line):
        edits.append(Edit(at + stop.start(), at + stop.end(), "。"))
    edits += [edit for edit in _brackets(line, at) if not kept_out.touches(edit.start, edit.end)]
    if not code:
        edits += [edit for edit in _quotes(line, at) if not kept_out.touches(edit.start, edit.end)]
    return sorted(edits, key=lambda edit: edit.start)


def _is_vocabulary(line: str, start: int, end: int) -> bool:
    # `人工智能,artificial intelligence`: an entry, not a clause.
    return (
        not _HAN.search(line, end) and bool(_LATIN_WORD.search(line, end)) and not _SENTENCE_MARK.search(line[:start])
    )


def _brackets(line: str, at: int) -> list[Edit]:
    edits = []
    stack: list[int] = []
    for match in _BRACKETS.finditer(line):
        here = match.start()
        if match[0] in "(（":
            stack.append(here)
        elif stack:
            opened = stack.pop()
            if (line[opened] == "（" and line[here] == "）") or here - opened > MAX_BRACKET:
                continue
            if _is_chinese_bracket(line, opened, here):
                edits += [Edit(at + i, at + i + 1, _TO_CHINESE[line[i]]) for i in (opened, here) if line[i] in "()"]
    return edits


def _is_chinese_bracket(line: str, opened: int, closed: int) -> bool:
    inside = line[opened + 1 : closed]
    before, after = line[opened - 1 : opened] if opened else "", line[closed + 1 : closed + 2]
    if not inside or not _HAN.search(inside) or _IN_CODE.search(inside):
        return False
    if sum(1 for _ in _HAN.finditer(inside)) < sum(1 for _ in _LATIN_WORD.finditer(inside)):
        return False
    return bool(_BESIDE_BRACKET.match(before)) and bool(_BESIDE_BRACKET.match(after) or after in "（）()")


def _quotes(line: str, at: int) -> list[Edit]:
    edits: list[Edit] = []
    if line.count('"') and line.count('"') % 2 == 0:
        for match in _QUOTED.finditer(line):
            if _is_chinese_quote(line, match):
                edits += [
                    Edit(at + match.start(), at + match.start() + 1, "“"),
                    Edit(at + match.end() - 1, at + match.end(), "”"),
                ]
    if line.count("'") >= 2:
        for match in _SINGLE.finditer(line):
            if _HAN.search(match[1]):
                edits += [
                    Edit(at + match.start(), at + match.start() + 1, "‘"),
                    Edit(at + match.end() - 1, at + match.end(), "’"),
                ]
    return edits


def _is_chinese_quote(line: str, match: re.Match[str]) -> bool:
    inside = match[1]
    before, after = (
        line[match.start() - 1 : match.start()] if match.start() else "",
        line[match.end() : match.end() + 1],
    )
    if not _HAN.search(inside) or inside[0] == " " or inside[-1] == " ":
        return False
    return bool(_BESIDE_QUOTE.match(before)) and bool(_BESIDE_QUOTE.match(after))


_QUOTE = re.compile("[“”\n]")
_TURNED = re.compile(f"(?<=[{HAN}A-Za-z0-9])“(?=[{HAN}，。、；：？！）])")


def _find_turned(text: str) -> list[Edit]:
    # `“小题大做“的办法`: the second opens where the first was never closed, and nothing closes either.
    if "“" not in text:
        return []
    edits = []
    opened: list[int] = []
    for match in _QUOTE.finditer(text + "\n"):
        if match[0] == "“":
            opened.append(match.start())
            continue
        if match[0] == "\n" and len(opened) == 2:
            first, second = opened
            if second - first <= 21 and _TURNED.match(text, second):
                edits.append(Edit(second, second + 1, "”"))
        opened = []
    return edits


FIXERS = (
    Fixer("quote-direction", "A closing quotation mark that faces the wrong way is turned.", _find_turned),
    Fixer("ascii-punctuation", "ASCII punctuation between Chinese becomes Chinese punctuation.", _find_ascii),
)
