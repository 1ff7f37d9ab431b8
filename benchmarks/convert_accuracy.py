"""How often a conversion gives the character that people wrote.

`python -m benchmarks.convert_accuracy DATA`: the figures of `shuyu.conversion`, with and without the English side, and
of the converters installed beside it, on text that people wrote in both scripts. Where a text was printed in Hong Kong
or Taiwan, both sides are brought to OpenCC's standard before they are compared (裡 and 裏, 為 and 爲), so that the
choice is measured and not the variant.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import opencc
from rapidfuzz.distance import Levenshtein

from shuyu import __version__
from shuyu.conversion.choose import choose
from shuyu.conversion.probe import forms
from shuyu.languages import HANS, HONG_KONG, TAIWAN
from shuyu.text.fold import simplified_chars
from shuyu.text.segment import default_segmenter

CHARACTERS = {HONG_KONG: "s2hk", TAIWAN: "s2tw", HANS: "t2s"}
WORDS = {TAIWAN: "s2twp"}
PEERS = ("opencc-pyo3", "zhconv-rs", "zhconv")
PEER_TAG = {HONG_KONG: "zh-hk", TAIWAN: "zh-tw", HANS: "zh-cn"}
YEARS = (2015, 2017, 2019, 2021)
# Two characters that print alternates for one word in one meaning (公布 and 公佈): which one is habit, not meaning.
SPELLINGS = str.maketrans(
    "佈瞭週彙滙儘侷釐夥佔註藉遊兇釦譁豔艷菸鑑迴託慾捱崑昇檯臺嚐",
    "布了周匯匯盡局厘伙占注借游凶扣嘩艳艳煙鑒回托欲挨昆升台台嘗",
)
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
        choices: those of them that differ by more than the spelling of one word.
        lines: whole lines without a difference.
        of: lines.
    """

    characters: int
    wrong: int
    ambiguous: int
    missed: int
    choices: int
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


def regional_words(data: Path) -> list[Line]:
    """Names and terms as the mainland and Taiwan have them."""
    rows = (line.split("\t") for line in _lines(data / "convert" / "wiki-regional-terms.tsv"))
    return [Line(row[2], row[3], row[1] or None) for row in rows if len(row) > 3 and row[2] and row[3]]


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
    characters = wrong = ambiguous = missed = choices = whole = of = 0
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
                choices += made[at].translate(SPELLINGS) != wanted[other].translate(SPELLINGS)
        of += 1
        whole += wrong == before
    return Figures(characters, wrong, ambiguous, missed, choices, whole, of)


def comparable(text: str, target: str) -> str:
    """`text` in one standard, quotation marks apart."""
    if target == HANS:
        return text.translate(QUOTES)
    return _opencc("tw2t")(_opencc("hk2t")(text))


@cache
def _opencc(name: str) -> Callable[[str], str]:
    return opencc.OpenCC(name).convert


def converters(configuration: dict[str, str]) -> dict[str, Converter]:
    """Ours, OpenCC, and what else is installed, each with the configuration of a target."""
    found: dict[str, Converter] = {
        "shuyu, characters as OpenCC": lambda line, target: _opencc(configuration[target])(line.source),
        "shuyu, choosing": lambda line, target: _ours(line, target, configuration, None),
        "shuyu, choosing with English": lambda line, target: _ours(line, target, configuration, line.english),
        "opencc": lambda line, target: _opencc(configuration[target])(line.source),
    }
    if find_spec("opencc_pyo3"):
        rust = {target: import_module("opencc_pyo3").OpenCC(name) for target, name in configuration.items()}
        found["opencc-pyo3"] = lambda line, target: str(rust[target].convert(line.source, punctuation=False))
    for name in ("zhconv_rs", "zhconv"):
        if find_spec(name):
            module = import_module(name)
            convert = module.zhconv if name == "zhconv_rs" else module.convert
            found[name.replace("_", "-")] = partial(_peer, convert)
    return found


def _peer(convert: Callable[[str, str], str], line: Line, target: str) -> str:
    return convert(line.source, PEER_TAG[target])


def _ours(line: Line, target: str, configuration: dict[str, str], english: str | None) -> str:
    made = _opencc(configuration[target])(line.source)
    return choose(line.source, made, target=target, english=english)


def main(data: Path) -> None:
    """Print the tables and their signature."""
    sets = {
        "literature, Simplified to Hong Kong": (literature(data), HONG_KONG, False),
        "annual reports of Hong Kong, to Simplified and back": (reports(data), HONG_KONG, False),
        "a program's help, mainland to Taiwan, where both say the same": (manual(data), TAIWAN, True),
        "sentences, Traditional to Simplified": (sentences(data), HANS, False),
    }
    digest = hashlib.sha256()
    for name, (lines, target, loose) in sets.items():
        digest.update("\n".join(line.source + line.wanted for line in lines).encode())
        for half, some in (("first half", lines[: len(lines) // 2]), ("second half", lines[len(lines) // 2 :])):
            _table(f"{name}, {half} ({len(some)} lines)", some, target, loose=loose)
    words = regional_words(data)
    digest.update("\n".join(line.source + line.wanted for line in words).encode())
    print(
        f"\nregional words, mainland to Taiwan ({len(words)} entries)\n\n| converter | whole entries |\n| --- | --- |"
    )
    for converter, convert in converters(WORDS).items():
        right = sum(comparable(convert(line, TAIWAN), TAIWAN) == comparable(line.wanted, TAIWAN) for line in words)
        print(f"| {converter} | {right / len(words):.4f} |")
    peers = [f"{name} {version(name)}" for name in PEERS if find_spec(name.replace("-", "_"))]
    tools = ", ".join([f"shuyu {__version__}", f"opencc {opencc.__version__}", *peers, default_segmenter().name])
    print(f"\n{tools}, data {digest.hexdigest()[:12]}")


def _table(title: str, lines: Sequence[Line], target: str, *, loose: bool) -> None:
    print(f"\n{title}\n")
    print("| converter | characters | ambiguous | wrong of them | by meaning | whole lines |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, convert in converters(CHARACTERS).items():
        if name.endswith("English") and lines[0].english is None:
            continue
        got = measure(lines, target, convert, loose=loose)
        print(
            f"| {name} | {1 - got.wrong / got.characters:.5f} | {1 - got.missed / got.ambiguous:.4f} "
            f"| {got.missed} of {got.ambiguous} | {got.choices} | {got.lines / got.of:.4f} |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
