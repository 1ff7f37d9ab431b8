"""What OpenCC's dictionaries know: the forms of a character, and which characters of a text an entry settled."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from shuyu.conversion._forms import FORMS, TO_SIMPLIFIED
from shuyu.languages import HANS, HANT
from shuyu.text.script import converter

_MARK = "\ue000"
_HAN = "".join(map(chr, range(0x4E00, 0xA000)))
_PRIVATE = range(0xE000, 0xF900)
_MASK = {ord("\n"): " ", **dict.fromkeys(_PRIVATE, " ")}
_ENTRIES = {
    HANT: ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases"),
    HANS: ("TSPhrases",),
}


def forms(target: str) -> dict[str, tuple[str, ...]]:
    """Characters that have several forms on the way to `target`, the usual one first, in OpenCC's own standard.

    >>> forms("zh-Hant")["后"], forms("zh-Hans")["乾"]
    (('後', '后'), ('干', '乾'))
    """
    return _forms(HANS if target == HANS else HANT)


@lru_cache(maxsize=2)
def _forms(script: str) -> dict[str, tuple[str, ...]]:
    rows = TO_SIMPLIFIED if script == HANS else FORMS
    return {row[0]: tuple(row[1:]) for row in rows.split()}


def to_traditional(text: str) -> str:
    """`text` as OpenCC's own standard writes it."""
    return converter(HANT, from_=HANS)(text)


def to_simplified(text: str) -> str:
    """Traditional `text` in Simplified."""
    return converter(HANS, from_=HANT)(text)


def uncovered(texts: Sequence[str], target: str) -> list[set[int]]:
    """The characters with several forms that no entry of OpenCC's phrase dictionary covers, by their places.

    >>> uncovered(["头发", "发"], "zh-Hant")
    [set(), {0}]
    """
    several = "".join(forms(target))
    marked = _marked(texts, HANS if target == HANS else HANT, several)
    return [{at for at, character in enumerate(text) if ord(character) in _PRIVATE} for text in marked]


def entries(texts: Sequence[str]) -> list[bool]:
    """Whether each text is an entry of OpenCC's phrase dictionary on the way to Traditional, or several in a row.

    >>> entries(["头发", "并发布"])
    [True, False]
    """
    return [not any(ord(character) in _PRIVATE for character in text) for text in _marked(texts, HANT, _HAN)]


def _marked(texts: Sequence[str], script: str, characters: str) -> list[str]:
    # Private characters and line ends of the text itself must not be taken for marks and for ends of texts.
    if not texts:
        return []
    return _marker(script, characters)("\n".join(text.translate(_MASK) for text in texts)).split("\n")


@lru_cache(maxsize=3)
def _marker(script: str, characters: str) -> Callable[[str], str]:
    # A converter that knows OpenCC's entries, and to which each of `characters` alone is a mark.
    import opencc

    share = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
    phrases = [{"type": "ocd2", "file": str(share / f"{name}.ocd2")} for name in _ENTRIES[script]]
    with tempfile.TemporaryDirectory() as folder:
        marks = Path(folder, "marks.txt")
        marks.write_text("".join(f"{one}\t{_MARK}\n" for one in characters), encoding="utf-8", newline="\n")
        group = {"type": "group", "match_policy": "union", "dicts": phrases}
        both = {
            "type": "group",
            "match_policy": "short_circuit",
            "dicts": [group, {"type": "text", "file": str(marks)}],
        }
        configuration = Path(folder, "marks.json")
        configuration.write_text(json.dumps({"name": "marks", "conversion_chain": [{"dict": both}]}), encoding="utf-8")
        # Lone surrogates, which stand for bytes that could not be decoded, are no text to OpenCC.
        convert = opencc.OpenCC(str(configuration)).convert
        return lambda text: str(convert(text.encode("utf-8", "replace").decode("utf-8")))
