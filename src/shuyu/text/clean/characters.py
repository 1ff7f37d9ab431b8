"""Line ends, characters that cannot be seen, and characters that were lost."""

from __future__ import annotations

import re
from unicodedata import category

from shuyu.text.clean.fixer import Fixer, Shield, without_line
from shuyu.text.han import CHINESE_PUNCTUATION, HAN
from shuyu.text.spans import Edit

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")


def _find_line_ends(text: str) -> list[Edit]:
    return [Edit(m.start(), m.end(), "\n") for m in _LINE_END.finditer(text)]


# Joiners, selectors and bidirectional marks mean something in emoji, Persian, Hindi, Hebrew …: kept there.
_JOINERS = "\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(
    "(?P<always>(?:\x1b\\[[0-9;?]{0,16}[@-~]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0001])+)"
    "|(?P<hyphen>\u00ad+(?:[ \t]*\n\\s{0,8}(?=[a-z]))?)"
    f"|(?P<joiner>[{_JOINERS}]+)|(?P<bidi>[{_BIDI}]+)"
)
# One class is searched several times faster than the alternatives; most texts have none of it.
_ANY_UNSEEN = re.compile(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc"
    f"\ufdd0-\ufdef\ufffe\uffff\U000e0001{_JOINERS}{_BIDI}]"
)
_SEEN_BEFORE_JOINER = re.compile(f"[\\s!-~{HAN}{CHINESE_PUNCTUATION}]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_KEYCAP = "\u20e3"


def _find_unseen(text: str) -> list[Edit]:
    edits: list[Edit] = []
    if not _ANY_UNSEEN.search(text):
        return edits
    right_to_left: bool | None = None
    for match in _UNSEEN.finditer(text):
        start, end = match.span()
        if match["joiner"]:
            if (start and not _SEEN_BEFORE_JOINER.match(text, start - 1)) or text[end : end + 1] == _KEYCAP:
                continue
        elif match["bidi"]:
            if right_to_left is None:
                right_to_left = _RIGHT_TO_LEFT.search(text) is not None
            if right_to_left:
                continue
        edits.append(Edit(start, end, ""))
    return edits


# What Symbol and Wingdings put at the start of a list item (Word, PowerPoint, PDF).
_BULLETS = "\uf0a7\uf0a8\uf0b7\uf0b2\uf0d8\uf0e0\uf0fc\uf06c\uf06e\uf071\uf075\uf076\uf077\uf09f"
# GB18030-2000 had no code point for these yet; GB18030-2022 moved them (its annex D).
_MOVED = {
    **dict(zip(range(0xE78D, 0xE797), "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19", strict=True)),
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE832: "\u9fb8",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE864: "\u9fbb",
}
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_LOST = re.compile(f"[\ufffd\ud800-\udfff{_PRIVATE}]+")
_LOST_LINE = re.compile(
    f"^[ \t\u3000]*[\ufffd\ud800-\udfff{_PRIVATE}][\ufffd\ud800-\udfff{_PRIVATE} \t\u3000]*$", re.MULTILINE
)
_LETTER = re.compile(f"[{HAN}A-Za-z0-9]")


def _find_lost(text: str) -> list[Edit]:
    edits = [Edit(*without_line(text, *match.span()), "") for match in _LOST_LINE.finditer(text)]
    lines = Shield((edit.start, edit.end) for edit in edits)
    for match in _LOST.finditer(text):
        start, end = match.span()
        if lines.touches(start, end):
            continue
        before, after = text[start - 1 : start], text[end : end + 1]
        if len(match[0]) == 1 and ord(match[0]) in _MOVED:
            replacement = _MOVED[ord(match[0])]
        elif match[0] in _BULLETS and before in ("", "\n") and after.strip():
            replacement = "• "
        elif match[0] in _BULLETS and before in ("", "\n") and after in (" ", "\t"):
            replacement = "•"
        else:
            # Something stood here: what it parted must not become one word.
            replacement = " " if _LETTER.match(before) and _LETTER.match(after) else ""
        edits.append(Edit(start, end, replacement))
    return sorted(edits, key=lambda edit: edit.start)


# Radicals that are drawn as a whole character but are none: the part of Unicode's EquivalentUnifiedIdeograph property
# that turns up in text taken from PDFs. The KangXi radicals have a compatibility decomposition and need no table.
_RADICALS = dict(
    zip(
        "⺒⺓⺠⺩⺬⺶⺽⻁⻄⻅⻆⻇⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "巳幺民王示羊臼虎西见角角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_RADICAL = re.compile("[⺀-⻳⼀-⿕\uf900-\ufaff\U0002f800-\U0002fa1f]")
_CHINESE_BESIDE = re.compile(f"[{HAN}{CHINESE_PUNCTUATION}⺀-⻳⼀-⿕]")


def unified(character: str) -> str:
    r"""The unified ideograph that `character`, a radical or compatibility ideograph, stands for; else itself.

    >>> unified("⼈"), unified("⻓"), unified("\ufa1b"), unified("长")
    ('人', '长', '福', '长')
    """
    if character in _RADICALS:
        return _RADICALS[character]
    from unicodedata import normalize

    form = normalize("NFKC", character)
    return form if len(form) == 1 and category(form) == "Lo" else character


def _find_radicals(text: str) -> list[Edit]:
    edits = []
    for match in _RADICAL.finditer(text):
        at = match.start()
        # A radical by itself is one that is talked about.
        beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        form = unified(match[0])
        if form != match[0] and _CHINESE_BESIDE.search(beside):
            edits.append(Edit(at, at + 1, form))
    return edits


FIXERS = (
    Fixer("line-ends", "CR LF, CR, form feeds and Unicode line separators become LF.", _find_line_ends),
    Fixer("invisible", "Zero-width and control characters, byte order marks and soft hyphens go.", _find_unseen),
    Fixer("lost-characters", "Replacement and private-use characters go; words that they part stay apart.", _find_lost),
    Fixer(
        "radicals", "Radicals and compatibility ideographs among Chinese become the unified character.", _find_radicals
    ),
)
