"""OpenCC's configurations, one after another, on any text that Python can hold.

OpenCC is imported at the first conversion, and each of its configurations is loaded once. What it cannot take passes
through as it is: a NUL (some configurations end there) and a lone surrogate (which stands for a byte that could not be
decoded).
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shuyu.text.swift import Swift

CONFIGURATIONS = (
    *("hk2s", "hk2sp", "hk2t", "jp2t", "s2hk", "s2hkp", "s2t", "s2tw"),
    *("s2twp", "t2hk", "t2jp", "t2s", "t2tw", "tw2s", "tw2sp", "tw2t"),
)
"""The configurations that OpenCC 1.4 brings."""

ANY_TO_HONG_KONG = "any2hk"
"""A configuration of ours: Traditional text of whatever region to Hong Kong's standard. OpenCC's `t2hk` expects text
in OpenCC's standard and leaves Taiwan's 裡 and 看著 as they are; `tw2t` before it also turns 群, 峰 and 啟, which
Hong Kong writes as Taiwan does."""

ANY_TO_SIMPLIFIED = "any2s"
"""A configuration of ours: Traditional text of whatever region to Simplified. It is OpenCC's `tw2s` (`t2s` leaves
Taiwan's 看著 as it is) with more of the words in which 著 is no particle."""

LARGE = 1 << 17
"""Characters from which on a text may go through tables of our own."""

WORTH = 1 << 19
"""Characters of such texts in one process after which the tables are loaded: that costs as much as converting some
megabytes."""

_come = 0

# tw2s knows 著作, 著名, 名著, 顯著 and some more.
_WRITTEN = "專著 原著 編著 譯著 論著 遺著 拙著 土著 卓著 鉅著 新著 著錄 著述 所著《 所著〈 所著「".split()

# OpenCC ends at a NUL, and UTF-8 has no surrogates.
_FOREIGN = re.compile("([\0\ud800-\udfff]+)")


def run(text: str, chain: tuple[str, ...]) -> str:
    r"""`text` taken through the configurations of `chain`, in order.

    >>> run("软件\0軟件\udcff", ("s2twp",)), run("头发", ())
    ('軟體\x00軟體\udcff', '头发')
    """
    for name in chain:
        converter = (swift(name) if large(text) else None) or load(name)
        convert = converter.convert
        # Looking for what is foreign costs as much as a fast conversion: only where it is there.
        if "\0" not in text:
            try:
                text = convert(text)
                continue
            except UnicodeEncodeError:
                pass
        text = apart(text, convert, _FOREIGN)
    return text


def apart(text: str, convert: Callable[[str], str], foreign: re.Pattern[str]) -> str:
    """`text` converted but for what `foreign` finds; it has one group, around all of it."""
    pieces = foreign.split(text)
    return "".join(convert(piece) if at % 2 == 0 else piece for at, piece in enumerate(pieces))


def large(text: str) -> bool:
    """Whether tables of our own convert `text` faster than OpenCC.

    It is long, most of it is not ASCII, and with what has been asked about before it is worth loading them.
    """
    global _come
    if len(text) < LARGE or not _dense(text):
        return False
    _come += len(text)
    return _come > WORTH


def _dense(text: str) -> bool:
    # OpenCC passes over ASCII at a bound; tables look at every character.
    try:
        return len(text.encode()) >= 1.8 * len(text)
    except UnicodeEncodeError:
        return True


@cache
def swift(name: str) -> Swift | None:
    """The configuration `name` for large texts; None where tables cannot be had, or where OpenCC is as fast."""
    from shuyu.text.tables import tables

    # Between Traditional standards there are few phrases.
    if "s" not in name:
        return None
    return tables(json.dumps(document(name), ensure_ascii=False), load(name).convert)


@cache
def load(name: str) -> Any:
    """The configuration `name`: an object whose `convert` takes text that has no NUL and no lone surrogate."""
    import opencc

    return opencc.OpenCC(name) if name in CONFIGURATIONS else load_document(document(name))


def document(name: str) -> dict[str, Any]:
    """The configuration `name` as OpenCC writes it, its dictionaries named by their whole paths."""
    found: dict[str, Any] = json.loads((share() / f"{_BASE.get(name, name)}.json").read_text(encoding="utf-8"))
    for dictionary in dictionaries(found):
        dictionary["file"] = str(share() / dictionary["file"])
    written = inline({word: word for word in _WRITTEN})
    if name == ANY_TO_HONG_KONG:
        phrases = {"type": "ocd2", "file": str(share() / "TWVariantsRevPhrases.ocd2")}
        group = {
            "type": "group",
            "match_policy": "short_circuit",
            "dicts": [written, phrases, inline({"裡": "裏", "著": "着"})],
        }
        found["conversion_chain"].insert(0, {"dict": group})
    elif name == ANY_TO_SIMPLIFIED:
        found["conversion_chain"][0]["dict"]["dicts"].insert(0, written)
    return found


_BASE = {ANY_TO_HONG_KONG: "t2hk", ANY_TO_SIMPLIFIED: "tw2s"}


def inline(entries: dict[str, str]) -> dict[str, Any]:
    """A dictionary that stands in its configuration; neither side may be empty."""
    return {"type": "inline", "entries": entries}


def dictionaries(node: Any) -> Iterator[dict[str, Any]]:
    """The dictionaries below `node` of a configuration that are files."""
    if isinstance(node, dict):
        if "file" in node:
            yield node
        for value in node.values():
            yield from dictionaries(value)
    elif isinstance(node, list):
        for value in node:
            yield from dictionaries(value)


def load_document(configuration: dict[str, Any]) -> Any:
    """A configuration of our own, loaded; OpenCC reads one only from a file, which is gone when this returns."""
    import opencc

    with tempfile.TemporaryDirectory(prefix="shuyu-") as folder:
        path = Path(folder, "configuration.json")
        path.write_text(json.dumps(configuration, ensure_ascii=False), encoding="utf-8")
        return opencc.OpenCC(str(path))


def share() -> Path:
    """Where the installed OpenCC keeps its configurations and dictionaries."""
    import opencc

    return Path(opencc.__file__).parent / "clib" / "share" / "opencc"
