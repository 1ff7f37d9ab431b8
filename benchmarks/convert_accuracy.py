"""How often a conversion gives the character that people wrote.

The figures are of `shuyu.conversion`, with and without the English side, and of the converters installed beside it, on
text that people wrote in both scripts. Where a text was printed in Hong Kong or Taiwan, both sides are brought to
OpenCC's standard before they are compared (裡 and 裏, 為 and 爲), so that the choice is measured and not the variant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import opencc
from rapidfuzz.distance import Levenshtein

from shuyu.conversion.choose import choose
from shuyu.conversion.probe import forms
from shuyu.languages import HANS, HONG_KONG, TAIWAN
from shuyu.text.fold import simplified_chars

CONFIGURATION = {HONG_KONG: "s2hk", TAIWAN: "s2tw", HANS: "t2s"}
PEER_TAG = {HONG_KONG: "zh-hk", TAIWAN: "zh-tw", HANS: "zh-cn"}
YEARS = (2015, 2017, 2019, 2021)
QUOTES = str.maketrans("「」『』", "“”‘’")


@dataclass(frozen=True)
class Line:
    """A text to convert, what people wrote for it, and what it says in English."""

    source: str
    wanted: str
    english: str | None = None


@dataclass(frozen=True)
class Figures:
    """What a converter reached on a set.

    Attributes:
        characters: characters compared.
        wrong: those that differ.
        ambiguous: characters with more than one form.
        missed: those of them that differ.
        lines: whole lines without a difference.
        of: lines.
    """

    characters: int
    wrong: int
    ambiguous: int
    missed: int
    lines: int
    of: int


Converter = Callable[[Line, str], str]


def literature(data: Path) -> list[Line]:
    """Hong Kong literature, Simplified and as printed."""
    rows = (line.split("\t") for line in _lines(data / "convert" / "hk_lit.tsv"))
    return [Line(row[0], row[1]) for row in rows]


def sentences(data: Path) -> list[Line]:
    """Traditional sentences and their corrected Simplified."""
    rows = (line.split("\t") for line in _lines(data / "convert" / "gsd-dev.tsv"))
    return [Line(row[2], row[3]) for row in rows]


def reports(data: Path) -> list[Line]:
    """Annual reports, as printed in Traditional, from their Simplified."""
    to_simplified = opencc.OpenCC("hk2s").convert
    rows = (line.split("\t") for year in YEARS for line in _lines(data / "terms" / "hkma" / f"{year}.para.tsv"))
    return [Line(to_simplified(row[3]), row[3], row[2]) for row in rows]


def manual(data: Path) -> list[Line]:
    """A program's help, translated for the mainland and for Taiwan."""
    rows = (line.split("\t") for line in _lines(data / "convert" / "libreoffice-help.tsv"))
    return [Line(row[4], row[5], row[3]) for row in rows if len(row) > 5 and row[4] and row[5]]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def same_words(source: str, wanted: str) -> Iterator[tuple[int, int]]:
    """The places where two translations say the same: offsets of runs of two or more characters in both."""
    for step in Levenshtein.opcodes(simplified_chars(source), simplified_chars(wanted)):
        if step.tag == "equal" and step.src_end - step.src_start > 1:
            yield from zip(range(step.src_start, step.src_end), range(step.dest_start, step.dest_end), strict=True)


def measure(lines: Sequence[Line], target: str, convert: Converter, *, loose: bool = False) -> Figures:
    """The figures of a converter on a set; `loose` compares only where both translations say the same."""
    several = forms(target)
    characters = wrong = ambiguous = missed = whole = of = 0
    for line in lines:
        made, wanted = (comparable(text, target) for text in (convert(line, target), line.wanted))
        if len(made) != len(line.source) or (not loose and len(wanted) != len(made)):
            continue
        places = same_words(line.source, wanted) if loose else ((at, at) for at in range(len(made)))
        before = wrong
        for at, other in places:
            characters += 1
            differs = made[at] != wanted[other]
            wrong += differs
            if line.source[at] in several:
                ambiguous += 1
                missed += differs
        of += 1
        whole += wrong == before
    return Figures(characters, wrong, ambiguous, missed, whole, of)


def comparable(text: str, target: str) -> str:
    """`text` in one standard, quotation marks apart."""
    if target == HANS:
        return text.translate(QUOTES)
    return _opencc("tw2t")(_opencc("hk2t")(text))


@cache
def _opencc(name: str) -> Callable[[str], str]:
    return opencc.OpenCC(name).convert


def converters() -> dict[str, Converter]:
    """Ours, OpenCC, and what else is installed."""
    found: dict[str, Converter] = {
        "opencc": lambda line, target: _opencc(CONFIGURATION[target])(line.source),
        "shuyu": lambda line, target: _ours(line, target, None),
        "shuyu, with English": lambda line, target: _ours(line, target, line.english),
    }
    if find_spec("opencc_pyo3"):
        import opencc_pyo3

        rust = {target: opencc_pyo3.OpenCC(name) for target, name in CONFIGURATION.items()}
        found["opencc-pyo3"] = lambda line, target: rust[target].convert(line.source, punctuation=False)
    if find_spec("zhconv_rs"):
        import zhconv_rs

        found["zhconv-rs"] = lambda line, target: zhconv_rs.zhconv(line.source, PEER_TAG[target])
    if find_spec("zhconv"):
        import zhconv

        found["zhconv"] = lambda line, target: zhconv.convert(line.source, PEER_TAG[target])
    return found


def _ours(line: Line, target: str, english: str | None) -> str:
    made = _opencc(CONFIGURATION[target])(line.source)
    return choose(line.source, made, target=target, english=english)


def main(data: Path) -> None:
    """Print the tables and their signature."""
    sets = {
        "literature, to Hong Kong": (literature(data), HONG_KONG, False),
        "annual reports, to Simplified and back": (reports(data), HONG_KONG, False),
        "help, mainland to Taiwan": (manual(data), TAIWAN, True),
        "sentences, to Simplified": (sentences(data), HANS, False),
    }
    digest = hashlib.sha256()
    for name, (lines, target, loose) in sets.items():
        digest.update("\n".join(line.source + line.wanted for line in lines).encode())
        print(f"\n{name} ({len(lines)} lines)\n")
        print("| converter | characters | ambiguous characters | wrong of them | whole lines |")
        print("| --- | --- | --- | --- | --- |")
        for converter, convert in converters().items():
            if converter.endswith("English") and lines[0].english is None:
                continue
            got = measure(lines, target, convert, loose=loose)
            print(
                f"| {converter} | {1 - got.wrong / got.characters:.5f} | {1 - got.missed / got.ambiguous:.4f} "
                f"| {got.missed} of {got.ambiguous} | {got.lines / got.of:.4f} |"
            )
    print(f"\nshuyu {version('shuyu')}, opencc {opencc.__version__}, data {digest.hexdigest()[:12]}")
