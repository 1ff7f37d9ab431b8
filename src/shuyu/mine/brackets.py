"""Brackets in running text, and which of what stands in them may be a name or term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from shuyu.mine._words import FINITE, NOTE, REMARKS, UNITS, WEAK_END
from shuyu.text import han

_BRACKET = re.compile(r"[（(]([^（）()\n]{1,160})[）)]")
_SEPARATOR = re.compile(r"\s*[，,；;、]\s*|(?<=[A-Za-z])\s*(?:或者?|亦作)\s*(?=[A-Za-z])")
_SAME_BELOW = re.compile(r"(?:以下同|下同|以下简同|以下均同|下略|后同|同下|以下同此)\Z")
_QUOTES = "“”‘’\"'「」『』《》〈〉"

_LABEL = re.compile(
    r"(?P<short>(?:以下|下文|下面|后文|此后|之后|以後|下文統|以下统|以下統|文中|本文)?(?:统|統|均|皆|都)?(?:简称|簡稱|下称|下稱|缩写|縮寫|缩略语|簡寫|简写|缩称|称|稱)(?:为|為|作|是)?)"
    r"|(?P<other>又称|又稱|亦称|亦稱|也称|也稱|也叫|又叫|又名|亦名|或称|或稱|别称|別稱|别名|別名|俗称|俗稱|即|或)(?:为|為|作)?"
    r"|(?P<english>(?:英文|英语|英語|外文|西文)?(?:名称|名稱|全名|全称|全稱|原名|原文|译名|譯名|名|译|譯|简称|簡稱|缩写|縮寫|缩略语)?(?:为|為|是|作)?(?=\s*[:：“\"A-Za-z])"
    r"|英(?=[:：]))"
)
_COLON = re.compile(r"\s*[:：]?\s*")

_LATIN = "A-Za-zÀ-ɏḀ-ỿ"
_NAME = re.compile(f"[{_LATIN}0-9][{_LATIN}0-9 \\-–‑'’.&/+,:·!]*[{_LATIN}0-9.+]|[{_LATIN}]+")
_LETTER = re.compile(f"[{_LATIN}]")
_ADDRESS = re.compile(
    r"://|\bwww\.|@|\.(?:com|org|net|cn|hk|tw|edu|gov|io|ai|html?|pdf|docx?|xlsx?|txt|py|js|json|png|jpe?g|zip|exe|md|c|h|cpp)\b",
    re.I,
)
_KEYS = re.compile(r"\b(?:ctrl|shift|alt|cmd|command|option)\b|\bF\d{1,2}\b", re.I)
_DOTTED = re.compile(r"[a-z]\.[a-z]")
_VERSION = re.compile(r"\bv?\d+(?:\.\d+)+\b|\bv\d+\b", re.I)
_CAPITAL_UNITS = frozenset({"KB", "MB", "GB", "TB", "PB", "KG", "KM", "CM", "MM", "AM", "PM"})
_ROMAN = re.compile(r"[ivx]+\Z", re.I)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_COMPANY = re.compile(r"(?:Inc|Ltd|Co|Corp|LLC|PLC|S\.A|Bros|Jr|Sr|U\.S|Dept)\.\Z")
_AFTER_COMMA = re.compile(r",\s*(?:Ltd|Inc|LLC|Co|and|[A-Z])")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Za-z0-9]*[A-Z][A-Z0-9&./+\-]*s?\Z")


class Shape(str, Enum):
    """What a Latin name looks like."""

    ACRONYM = "acronym"
    """Letters of the words it stands for: WHO, IoT."""
    COINED = "coined"
    """One word that begins with or holds a capital: ModelScope, Python."""
    WORDS = "words"
    """English words: overfitting, World Health Organization."""


class Aside(NamedTuple):
    """A pair of brackets: `start` is the place of the opening one, `end` is behind the closing one."""

    start: int
    end: int


class Item(NamedTuple):
    """A name in brackets, and what introduced it: `short` (简称), `other` (又称, 即), `english` (英文：), or ""."""

    start: int
    end: int
    latin: bool
    label: str


def asides(text: str) -> Iterator[Aside]:
    """The brackets of `text` that hold no other brackets.

    >>> [text[a.start : a.end] for text in ["术语（term）(二)"] for a in asides(text)]
    ['（term）', '(二)']
    """
    for match in _BRACKET.finditer(text):
        yield Aside(match.start(), match.end())


def items(text: str, aside: Aside) -> list[Item]:
    """The names in the brackets, without their labels and quotation marks; none when they hold anything else.

    >>> text = "世界人工智能大会（英文：World AI Conference，简称“WAIC”，下同）"
    >>> [text[i.start : i.end] for a in asides(text) for i in items(text, a)]
    ['World AI Conference', 'WAIC']
    """
    found: list[Item] = []
    for start, end, mark in _parts(text, aside.start + 1, aside.end - 1):
        if _SAME_BELOW.match(text[start:end].strip()):
            continue
        item = _item(text, start, end)
        if item is None or (found and found[-1].latin and not item.latin and not item.label):
            # （dendrite，输入终端）: what follows the name explains it.
            if found and found[-1].latin and han.has_han(text[start:end]):
                break
            return []
        if found and item.latin and found[-1].latin and item.label != "short":
            first = text[found[-1].start : found[-1].end]
            second = text[item.start : item.end]
            if (
                item.label
                or (" " not in second and re.search("[A-Z0-9]", second) and not second[0].isupper())
                or mark.startswith(("或", "亦"))
                or shape(second) is Shape.ACRONYM
                or (shape(first) is Shape.ACRONYM and " " in second)
            ):
                found.append(item)
            elif mark == "," and shape(second) is Shape.COINED and sum(map(str.isupper, second)) > 1:
                # Severe Acute Respiratory Syndrome Coronavirus 2, SARS-CoV-2
                found.append(item)
            elif mark == "," and second[0].isupper() and first[0].isupper():
                # University of California, Berkeley
                found[-1] = Item(found[-1].start, item.end, True, found[-1].label)
            else:
                return []
            continue
        found.append(item)
    return found


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    at, mark = start, ""
    for match in _SEPARATOR.finditer(text, start, end):
        if match.group().strip() == "," and re.match(r"(?:Ltd|Inc|LLC)\b", text[match.end() : end]):
            continue
        yield at, match.start(), mark
        at, mark = match.end(), match.group().strip()
    yield at, end, mark


def _item(text: str, start: int, end: int) -> Item | None:
    start, end = _trim(text, start, end)
    introduced = ""
    label = _LABEL.match(text, start, end)
    if label and label.end() > start:
        introduced = label.lastgroup or ""
        colon = _COLON.match(text, label.end(), end)
        start = colon.end() if colon else label.end()
    start, end = _trim(text, start, end)
    name = text[start:end]
    if not name:
        return None
    if han.has_han(name):
        plain = re.fullmatch(f"[{han.HAN}A-Za-z0-9·]{{1,20}}", name)
        return Item(start, end, False, introduced) if plain and introduced != "english" else None
    return Item(start, end, True, introduced) if is_name(name) else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _QUOTES):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _QUOTES):
        end -= 1
    return start, end


def is_name(text: str) -> bool:
    """Whether a Latin string in brackets may be a term or name.

    References, units, addresses, code, numbers and sentences are none.

    >>> [is_name(s) for s in ["ModelScope", "insular vanguardism", "CNBC", "Play with", "Table 1", "kg", "v2.0"]]
    [True, True, True, False, False, False, False]
    """
    if (
        not _NAME.fullmatch(text)
        or _ADDRESS.search(text)
        or _VERSION.search(text)
        or _KEYS.search(text)
        or _DOTTED.search(text)
    ):
        return False
    letters = len(_LETTER.findall(text))
    if letters < 2 or (letters == 2 and text.islower()) or _ROMAN.match(text):
        return False
    words = text.split()
    lower = [word.lower().strip(".,:'’") for word in words]
    if text.lower() in REMARKS or text.startswith(("the ", "a ", "an ")) or text.lower().startswith("all rights "):
        return False
    if "/" in text and (" /" in text or not text.replace("/", "").replace(" ", "").isupper()):
        return False
    if words[-1].isdigit() and text.islower():
        return False
    if len(words) == 1 and text.lower() in UNITS and (not text.isupper() or text in _CAPITAL_UNITS):
        return False
    if (lower[0] in NOTE or lower[-1] in WEAK_END or "al" in lower[1:]) and not text.isupper():
        return False
    if len(words) >= 3 and any(word in FINITE for word in lower):
        return False
    if len(words) > (12 if text[0].isupper() else 7):
        return False
    if text.endswith((".", "!")) and not _COMPANY.search(text) and len(words) > 1:
        return False
    if text[0].isdigit() and len(_LETTER.findall(words[0])) == 0 and len(words) < 3:
        return False
    if re.search(r":(?! )", text) or ("+" in text.rstrip("+")):
        return False
    if "," in text and not all(_AFTER_COMMA.match(text, match.start()) for match in re.finditer(",", text)):
        return False
    return not (_YEAR.search(text) and "," in text)


def shape(name: str) -> Shape:
    """What a Latin name looks like.

    >>> [shape(s).value for s in ["WHO", "IoT", "LLMs", "ModelScope", "overfitting", "World Bank"]]
    ['acronym', 'acronym', 'acronym', 'coined', 'words', 'words']
    """
    if " " in name.strip():
        return Shape.WORDS
    capitals = sum(map(str.isupper, name))
    if _ACRONYM.match(name) and (2 * capitals > len(name.rstrip("s")) or len(name) <= 4):
        return Shape.ACRONYM
    return Shape.COINED if capitals else Shape.WORDS
