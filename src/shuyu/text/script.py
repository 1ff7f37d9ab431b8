"""Chinese script and regional standards, by OpenCC.

How a conversion is put together: the source is what `from_` says or what `detect_script` finds. Source and target
name one configuration of OpenCC (zh-Hans to zh-Hant-TW is `s2tw`, or `s2twp` with regional words), or two in a row
where there is none (zh-Hant-TW to zh-Hant-HK is `tw2t`, then `t2hk`). Text that mixes both scripts is converted
sentence by sentence, each by its own script; a sentence that mixes them is brought to Simplified first and then
taken on, because a configuration leaves the other script's characters alone.

Traditional text whose region nobody names is read as Taiwan's where that can be told apart only there (看著 is 看着 in
Simplified), and as anybody's else. Plain `zh-Hant` as a target is OpenCC's own standard, which writes 爲, 羣, 峯 and
裏: name a region for text that people will read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from shuyu.errors import Problem, UsageError
from shuyu.languages import CHINESE, HANS, HANT, HONG_KONG, LANGUAGES, TAIWAN, canonical, is_chinese
from shuyu.text.chain import ANY_TO_HONG_KONG, ANY_TO_SIMPLIFIED, CONFIGURATIONS, run
from shuyu.text.fold import fold, is_simplified_only_char, is_traditional_char

# (source, target) -> configurations in order: characters and standard only.
_PLAIN: dict[tuple[str, str], tuple[str, ...]] = {
    (HANS, HANT): ("s2t",),
    (HANS, TAIWAN): ("s2tw",),
    (HANS, HONG_KONG): ("s2hk",),
    (HANT, HANS): (ANY_TO_SIMPLIFIED,),
    (HANT, TAIWAN): ("t2tw",),
    (HANT, HONG_KONG): (ANY_TO_HONG_KONG,),
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
    (HANT, TAIWAN): (ANY_TO_SIMPLIFIED, "s2twp"),
    (HANT, HONG_KONG): (ANY_TO_SIMPLIFIED, "s2hkp"),
    (TAIWAN, HANS): ("tw2sp",),
    (TAIWAN, HANT): ("tw2sp", "s2t"),
    (TAIWAN, HONG_KONG): ("tw2sp", "s2hkp"),
    (HONG_KONG, HANS): ("hk2sp",),
    (HONG_KONG, HANT): ("hk2sp", "s2t"),
    (HONG_KONG, TAIWAN): ("hk2sp", "s2twp"),
}

MIXED = "mixed"
"""What `detect_script` says of text that has telling characters of both scripts."""

TARGETS = tuple(tag for tag in LANGUAGES if is_chinese(tag))

# What text is cut at when it mixes both scripts: each sentence, or line, is converted by its own.
_ENDS = "\n。！？；"
_END = re.compile(f"[{_ENDS}]")


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
        return lambda text: run(text, (to,))
    target = canonical(to)
    if target not in TARGETS:
        how = f"Use a language ({', '.join(TARGETS)}) or an OpenCC configuration ({', '.join(CONFIGURATIONS)})."
        raise UsageError(Problem("E602", f'cannot convert to "{to}"', how))
    source = None if from_ is None else canonical(from_)
    if from_ is not None and source != CHINESE and source not in TARGETS:
        raise UsageError(Problem("E602", f'cannot convert from "{from_}"', f"Use one of: zh, {', '.join(TARGETS)}."))
    if source in TARGETS:
        chain = chain_for(source, target, words=bool(words))
        return lambda text: run(text, chain)
    return lambda text: convert_detected(text, target, words=bool(words))


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
    ('any2s', 's2t')
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
    # Long texts repeat their characters: each is looked at once.
    characters = set(text)
    traditional = any(map(is_traditional_char, characters))
    simplified = any(map(is_simplified_only_char, characters))
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
    simplified = run(text, chain_for(source or HANT, HANS))
    own = fold(text)
    found: set[str] = set()
    if source in (None, HANS, HANT):
        found = {run(simplified, ("s2twp",)), run(simplified, ("s2hkp",))}
    # A word that Taiwan replaces is the mainland's: read as a Taiwanese one it would become another (程序, 进程).
    if source != HANS and all(fold(variant) == own for variant in found):
        to_mainland = {HONG_KONG: ("hk2sp",), TAIWAN: ("tw2sp",)}
        for region in [source] if source in to_mainland else [TAIWAN, HONG_KONG]:
            traditional = text if source == region else run(simplified, chain_for(HANS, region))
            mainland = run(traditional, to_mainland[region])
            if fold(mainland) != own:
                found |= {mainland, run(mainland, ("s2twp",)), run(mainland, ("s2hkp",))}
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
    forms = {target: run(text, chain_for(tag, target)) for target in TARGETS}
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


def convert_detected(
    text: str, target: str, *, words: bool = False, run: Callable[[str, tuple[str, ...]], str] = run
) -> str:
    """`text` converted by the script it is found to be in, or sentence by sentence where it mixes both.

    Args:
        text: any text.
        target: a canonical Chinese tag.
        words: whether regional words change too.
        run: takes a text through a chain of configurations.

    >>> convert_detected("看著這書", "zh-Hans"), convert_detected("這裡面", "zh-Hant-HK")
    ('看着这书', '這裏面')
    """
    overall = detect_script(text)
    if overall == HANT and target == HANS and not words and "着" in text:
        # Who writes 着 for the particle means 著 where it stands, as Hong Kong does.
        overall = HONG_KONG
    if overall != MIXED or target == HANS:
        return run(text, chain_for(overall or HANS, target, words=words))
    # A sentence in which no character tells is taken to be written as most of the text is; only those in which one of
    # the rarer script stands need a look of their own.
    counts = Counter(text)
    traditional = sum(count for char, count in counts.items() if is_traditional_char(char))
    simplified = sum(count for char, count in counts.items() if is_simplified_only_char(char))
    usual, rarer = (HANT, is_simplified_only_char) if traditional >= simplified else (HANS, is_traditional_char)
    telling = re.compile(f"[{''.join(filter(rarer, counts))}]")
    parts, at = [], 0
    for start, end in _sentences(text, telling):
        parts.append(run(text[at:start], chain_for(usual, target, words=words)))
        sentence = text[start:end]
        parts.append(run(sentence, chain_for(detect_script(sentence) or usual, target, words=words)))
        at = end
    return "".join([*parts, run(text[at:], chain_for(usual, target, words=words))])


def _sentences(text: str, telling: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    # The sentences, or lines, in which something tells, with their ends.
    done = 0
    for found in telling.finditer(text):
        if found.start() < done:
            continue
        start = max(text.rfind(end, done, found.start()) + 1 for end in _ENDS)
        close = _END.search(text, found.end())
        start, done = max(start, done), close.end() if close else len(text)
        yield start, done
