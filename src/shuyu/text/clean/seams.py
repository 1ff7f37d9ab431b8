"""What two halves of a line are joined with: nothing, a space, a hyphen or none."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from shuyu.text.clean.lines import Line
from shuyu.text.spans import Edit

_ADDRESS_END = re.compile(r"(?:https?|ftp)://[!-~]*[-/_.?&=%#]\Z")
_ADDRESS_TAIL = re.compile(r"[!-~]")
_LATIN_END = re.compile("[!-~\u00c0-\u024f€£]\\Z")
# A curly quote belongs to either script: what it quotes tells.
_LATIN_START = re.compile("[!-~\u00c0-\u024f€£]|[“‘][A-Za-z]")
_HYPHENATED = re.compile(r"([A-Za-z\u00c0-\u024f]+)-\Z")
_COMPOUND = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:-[A-Za-z\u00c0-\u024f]+)*")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_DASH_END = re.compile(r"(?<=\S)-\Z")

# What begins and ends a compound that keeps its hyphen. Parts of closed compounds (soft-ware) and syllables that look
# like a word (in-formation, sur-face) are left out on purpose: most hyphens at a line end only divide.
_FIRST = frozenset(
    "bottom case class client close closed community computer consumer content context cost cross cutting"
    " decision deep domain double eight energy error evidence fast feature few fine first five fixed four full"
    " general goal good government ground half heavy high higher human ill industry knowledge labor labour"
    " language large last late law long low lower machine market medium mixed model more most multi nine non"
    " object one open people policy present privacy private problem public quality quasi question quick real"
    " reinforcement resource result risk role rule self server seven short single six slow small so state still"
    " task ten third three token tool top trade tree twenty two user value vice well whole year zero".split()
)
_LAST = frozenset(
    "agnostic aided art assisted aware backed based bearing centered centred centric compliant dependent driven"
    " edge efficient enabled fledged focused free friendly funded generated growing intensive known leading level"
    " minded neutral only oriented owned powered preserving processing purpose quality related resistant saving"
    " scale sensitive shaped sided sized specific trained training tuned tuning".split()
)
_PREFIX = frozenset("co de dis en em ex il im in inter ir mis out over pre re sub super trans un under up".split())
_SUFFIX = re.compile(
    "(?:ab|ib)(?:le|ly|ility)|[ae]nc(?:e|es|y)|[ae]nts?|al|ally|ated?|ating|ations?|ed|en|ers?|est|ful|ible|ic|ical|ified|ify"
    "|ings?|ions?|ish|ism|ists?|ities|ity|ive|iz(?:ed?|ing|ation|er|es)|less|ly|ments?|ness|ors?|ous|s?sions?|tions?|ty|ual"
)


def seam(text: str, line: Line, following: Line) -> Edit:
    r"""The edit that joins `following` to `line`.

    >>> for lines in ("术\n语", "open\nsource", "infor-\nmation", "GLM-\n4.5", "large-\nscale", "AI\n模型"):
    ...     first, second = lines.split("\n")
    ...     edit = seam(lines, Line(0, first, 0, 0), Line(len(first) + 1, second, 0, 0))
    ...     print(lines[: edit.start] + edit.replacement + lines[edit.end :])
    术语
    open source
    information
    GLM-4.5
    large-scale
    AI模型
    """
    left, right = line.text, following.text
    start, end = line.end, following.start
    if _ADDRESS_END.search(left) and _ADDRESS_TAIL.match(right):
        return Edit(start, end, "")
    hyphenated = _HYPHENATED.search(left)
    tail = _WORD.match(right)
    if hyphenated and tail and right[0].islower():
        # state-of-the- + art
        chained = left[: hyphenated.start()].endswith("-") or right[tail.end() :].startswith("-")
        if chained or _keeps_hyphen(text, hyphenated[1], tail[0]):
            return Edit(start, end, "")
        return Edit(start - 1, end, "")
    if _DASH_END.search(left) and not left.endswith(("--", " -")) and _LATIN_START.match(right):
        return Edit(start, end, "")
    if left.endswith("/") and _LATIN_END.search(left) and not left.endswith(" /"):
        return Edit(start, end, "")
    spaced = _LATIN_END.search(left) and _LATIN_START.match(right)
    return Edit(start, end, " " if spaced else "")


@lru_cache(maxsize=2)
def _vocabulary(text: str) -> Counter[str]:
    return Counter(word.lower() for word in _COMPOUND.findall(text))


def _keeps_hyphen(text: str, first: str, second: str) -> bool:
    first, second = first.lower(), second.lower()
    # The text itself knows best: another place where the word stands whole.
    known = _vocabulary(text)
    whole, parted = known[first + second], known[f"{first}-{second}"]
    if whole != parted:
        return parted > whole
    if _SUFFIX.fullmatch(second):
        return False
    if first in _PREFIX:
        return second in ("trained", "training")
    if first in _FIRST or second in _LAST:
        return True
    # The seam itself counts each half once.
    return known[first] > 1 and known[second] > 1 and len(second) > 2
