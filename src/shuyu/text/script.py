"""Chinese script and regional standards, by OpenCC.

OpenCC is imported at the first conversion, and each of its configurations is loaded once.

How a conversion is put together: the source is what `from_` says or what `detect_script` finds. Source and target
name one configuration of OpenCC (zh-Hans to zh-Hant-TW is `s2tw`, or `s2twp` with regional words), or two in a row
where there is none (zh-Hant-TW to zh-Hant-HK is `tw2t`, then `t2hk`). Text that mixes both scripts is converted
sentence by sentence, each by its own script; a sentence that mixes them is brought to Simplified first and then
taken on, because a configuration leaves the other script's characters alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from shuyu.errors import Problem, UsageError
from shuyu.languages import CHINESE, HANS, HANT, HONG_KONG, LANGUAGES, TAIWAN, canonical, is_chinese
from shuyu.text.fold import fold, is_simplified_only_char, is_traditional_char

# (source, target) -> configurations in order: characters and standard only.
_PLAIN: dict[tuple[str, str], tuple[str, ...]] = {
    (HANS, HANT): ("s2t",),
    (HANS, TAIWAN): ("s2tw",),
    (HANS, HONG_KONG): ("s2hk",),
    (HANT, HANS): ("t2s",),
    (HANT, TAIWAN): ("t2tw",),
    (HANT, HONG_KONG): ("t2hk",),
    (TAIWAN, HANS): ("tw2s",),
    (TAIWAN, HANT): ("tw2t",),
    (TAIWAN, HONG_KONG): ("tw2t", "t2hk"),
    (HONG_KONG, HANS): ("hk2s",),
    (HONG_KONG, HANT): ("hk2t",),
    (HONG_KONG, TAIWAN): ("hk2t", "t2tw"),
}

# The same with regional words. Only Simplified (the mainland's words), Taiwan and Hong Kong have words of their own.
_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    (HANS, TAIWAN): ("s2twp",),
    (HANS, HONG_KONG): ("s2hkp",),
    (HANT, HANS): ("tw2sp",),
    (HANT, TAIWAN): ("t2s", "s2twp"),
    (HANT, HONG_KONG): ("t2s", "s2hkp"),
    (TAIWAN, HANS): ("tw2sp",),
    (TAIWAN, HANT): ("tw2sp", "s2t"),
    (TAIWAN, HONG_KONG): ("tw2sp", "s2hkp"),
    (HONG_KONG, HANS): ("hk2sp",),
    (HONG_KONG, HANT): ("hk2sp", "s2t"),
    (HONG_KONG, TAIWAN): ("hk2sp", "s2twp"),
}

MIXED = "mixed"
"""What `detect_script` says of text that has telling characters of both scripts."""

CONFIGURATIONS = (
    *("hk2s", "hk2sp", "hk2t", "jp2t", "s2hk", "s2hkp", "s2t", "s2tw"),
    *("s2twp", "t2hk", "t2jp", "t2s", "t2tw", "tw2s", "tw2sp", "tw2t"),
)
"""The configurations that OpenCC 1.4 brings."""

TARGETS = tuple(tag for tag in LANGUAGES if is_chinese(tag))

# A piece that is converted by its own script when the text mixes both: a sentence with its end, or a line.
_PIECE = re.compile(r"[^\n。！？；]*[\n。！？；]?")
_SURROGATES = re.compile("([\ud800-\udfff]+)")


def convert(text: str, to: str, *, from_: str | None = None, words: bool | None = None) -> str:
    """`text` in another script or regional standard.

    Args:
        text: anything; what is not Chinese stays as it is.
        to: a language tag (`zh-Hans`, `zh-Hant`, `zh-Hant-TW`, `zh-Hant-HK` or an alias of one), or the name of an
            OpenCC configuration (`s2twp`, …), which is then used alone and exactly.
        from_: the language tag of `text`; found from its characters when absent.
        words: whether regional words change too (软件 to 軟體). False and None keep every word and change its
            characters only.

    Returns:
        the converted text.

    Raises:
        UsageError: E602, when `to` is neither a tag nor a configuration, when `from_` is not Chinese, or when `from_`
            or `words` is given with a configuration.

    >>> convert("人工智能软件", "zh-Hant-TW"), convert("人工智能软件", "zh-Hant-TW", words=True)
    ('人工智能軟件', '人工智慧軟體')
    >>> convert("軟體", "tw2sp"), convert("著作", "zh-Hans")
    ('软件', '著作')
    """
    return converter(to, from_=from_, words=words)(text)


def converter(to: str, *, from_: str | None = None, words: bool | None = None) -> Callable[[str], str]:
    """`convert` with everything but the text settled, for many texts; the same arguments and errors.

    >>> to_hong_kong = converter("zh-HK")
    >>> to_hong_kong("里面的线")
    '裏面的線'
    """
    if to in CONFIGURATIONS:
        if words is not None or from_ is not None:
            what = f'"{to}" is an OpenCC configuration, which settles source and words itself'
            raise UsageError(Problem("E602", what, "Leave the other options away, or give a language tag."))
        return lambda text: _run(text, (to,))
    target = canonical(to)
    if target not in TARGETS:
        how = f"Use a language ({', '.join(TARGETS)}) or an OpenCC configuration ({', '.join(CONFIGURATIONS)})."
        raise UsageError(Problem("E602", f'cannot convert to "{to}"', how))
    source = None if from_ is None else canonical(from_)
    if from_ is not None and source != CHINESE and source not in TARGETS:
        raise UsageError(Problem("E602", f'cannot convert from "{from_}"', f"Use one of: zh, {', '.join(TARGETS)}."))
    if source in TARGETS:
        chain = chain_for(source, target, words=bool(words))
        return lambda text: _run(text, chain)
    return lambda text: _detected(text, target, words=bool(words))


def chain_for(source: str, target: str, *, words: bool = False) -> tuple[str, ...]:
    """The OpenCC configurations that take text from `source` to `target`, in order.

    Args:
        source: a canonical Chinese tag, or `MIXED`.
        target: a canonical Chinese tag.
        words: whether regional words change too.

    Returns:
        names of configurations; empty where there is nothing to do.

    >>> chain_for("zh-Hans", "zh-Hant-TW", words=True), chain_for("zh-Hant-TW", "zh-Hant-HK")
    (('s2twp',), ('tw2t', 't2hk'))
    >>> chain_for("mixed", "zh-Hant")
    ('t2s', 's2t')
    """
    if source == MIXED:
        if target == HANS:
            return chain_for(HANT, HANS, words=words)
        return (*_PLAIN[HANT, HANS], *chain_for(HANS, target, words=words))
    if words and (source, target) in _WORDS:
        return _WORDS[source, target]
    return _PLAIN.get((source, target), ())


def detect_script(text: str) -> str | None:
    """The script of `text`, from the characters that only one script has.

    Args:
        text: any text.

    Returns:
        `zh-Hans`, `zh-Hant`, or `MIXED`; None when no character tells.

    >>> detect_script("术语"), detect_script("術語"), detect_script("術语"), detect_script("人工")
    ('zh-Hans', 'zh-Hant', 'mixed', None)
    """
    traditional = any(map(is_traditional_char, text))
    simplified = any(map(is_simplified_only_char, text))
    if traditional:
        return MIXED if simplified else HANT
    return HANS if simplified else None


def variants(text: str, from_: str | None = None) -> frozenset[str]:
    """The spellings of a Chinese term in the words of other regions, in whatever script each region writes.

    They are keys to find the term by, never to show: OpenCC's tables do not know what the term means.

    Args:
        text: a term.
        from_: its language tag; judged from the text when absent.

    Returns:
        the spellings whose fold differs from that of `text`.

    >>> sorted(variants("人工智能软件")), sorted(variants("滑鼠")), sorted(variants("模型"))
    (['人工智慧軟體'], ['鼠标'], [])
    """
    source = from_ if from_ in TARGETS else None
    simplified = _run(text, chain_for(source or HANT, HANS))
    own = fold(text)
    found: set[str] = set()
    if source in (None, HANS, HANT):
        found = {_run(simplified, ("s2twp",)), _run(simplified, ("s2hkp",))}
    # A word that Taiwan replaces is the mainland's: read as a Taiwanese one it would become another (程序, 进程).
    if source != HANS and all(fold(variant) == own for variant in found):
        to_mainland = {HONG_KONG: ("hk2sp",), TAIWAN: ("tw2sp",)}
        for region in [source] if source in to_mainland else [TAIWAN, HONG_KONG]:
            traditional = text if source == region else _run(simplified, chain_for(HANS, region))
            mainland = _run(traditional, to_mainland[region])
            if fold(mainland) != own:
                found |= {mainland, _run(mainland, ("s2twp",)), _run(mainland, ("s2hkp",))}
    return frozenset(variant for variant in found if fold(variant) != own)


def derive(text: str, tag: str) -> dict[str, str]:
    """The forms of a term in the other scripts and standards: characters only, words kept.

    Args:
        text: the term.
        tag: its canonical tag; a region's form is derived from the general one.

    Returns:
        tag to form. A form that is the same as the one it stands under is left out: `zh-Hant-TW` and `zh-Hant-HK`
        stand under `zh-Hant`, and everything under `text`.

    Raises:
        UsageError: E602, when `tag` is not a Chinese tag with a script.

    >>> derive("术语", "zh-Hans"), derive("為", "zh-Hant-TW")
    ({'zh-Hant': '術語'}, {'zh-Hans': '为', 'zh-Hant': '爲', 'zh-Hant-HK': '為'})
    >>> derive("人工", "zh-Hans")
    {}
    """
    if tag not in TARGETS:
        raise UsageError(Problem("E602", f'cannot derive from "{tag}"', f"Use one of: {', '.join(TARGETS)}."))
    forms = {target: _run(text, chain_for(tag, target)) for target in TARGETS}
    kept = {target: forms[target] for target in (HANS, HANT) if forms[target] != text}
    for region in (TAIWAN, HONG_KONG):
        if region != tag and forms[region] != forms[HANT]:
            kept[region] = forms[region]
    return kept


def opencc_version() -> str:
    """The version of the installed OpenCC.

    >>> int(opencc_version().split(".")[0]) >= 1
    True
    """
    import opencc

    return str(opencc.__version__)


def _detected(text: str, target: str, *, words: bool) -> str:
    overall = detect_script(text)
    if overall != MIXED or target == HANS:
        return _run(text, chain_for(overall or HANS, target, words=words))
    traditional = sum(map(is_traditional_char, text))
    # A sentence in which no character tells is taken to be written as most of the text is.
    usual = HANT if 2 * traditional >= traditional + sum(map(is_simplified_only_char, text)) else HANS
    return "".join(
        _run(piece, chain_for(detect_script(piece) or usual, target, words=words)) for piece in _PIECE.findall(text)
    )


def _run(text: str, chain: tuple[str, ...]) -> str:
    for name in chain:
        # A lone surrogate stands for a byte that could not be decoded: it passes through.
        pieces = _SURROGATES.split(text)
        text = "".join(_opencc(name).convert(piece) if at % 2 == 0 else piece for at, piece in enumerate(pieces))
    return text


@cache
def _opencc(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)
