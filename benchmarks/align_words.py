"""How well words and terms are aligned: `python -m benchmarks.align_words --data DIR [--lexicon FILE] [--limit N]`.

`DIR` holds `words/nist02` (`zh`, `en`, `gold`: links `i-j`, possible ones `i-j-P`), `words/pud-a` (`en-zh.tok`,
`en-zh.gold`, `en-zh.content`), `terms/d2l` and `terms/hkma`; what is not there is left out. Peers (`fast_align` with
`atools`, `eflomal-align`, with `atools` also joined by grow-diag-final-and) run beside shuyu where they are installed.

AER is 1 - (|A and S| + |A and P|) / (|A| + |S|). Projection: a listed term pair that stands exactly once on each side
of a paragraph is projected both ways; the span must be exactly right. Left out are pairs with brackets, and those
where the list has the same term of one side, in that paragraph, with two of the other; "the" does not count.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from shuyu import __version__
from shuyu.align.lexicon import Lexicon
from shuyu.align.projection import Words, project
from shuyu.align.similarity import Embedder, embedder
from shuyu.align.words import align_words, link_weights
from shuyu.text.english import token_spans
from shuyu.text.segment import default_segmenter

Links = frozenset[tuple[int, int]]
Pair = tuple[list[str], list[str]]
Aligner = Callable[[Sequence[Pair]], list[Links]]

_LONGEST_PARAGRAPH = 120


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lexicon", type=Path, help="a dictionary in the format of CC-CEDICT")
    parser.add_argument("--limit", type=int, default=300, help="paragraphs of each term set (drawn by a fixed seed)")
    options = parser.parse_args()
    model = embedder()
    lexicon = None if options.lexicon is None else Lexicon.load(options.lexicon)

    aligners: dict[str, Aligner] = {}
    if model is not None:
        aligners["shuyu"] = _ours(model, None)
    if model is not None and lexicon is not None:
        aligners["shuyu + lexicon"] = _ours(model, lexicon)
    if lexicon is not None:
        aligners["shuyu, lexicon, no model"] = _ours(None, lexicon)
    aligners["shuyu, counts alone"] = _ours(None, None)
    aligners.update(peers())

    print(f"{'set':8} {'aligner':26} {'AER':>6} {'prec':>6} {'rec':>6} {'F1':>6} {'s CPU':>7} {'pairs/s':>7}")
    for name, pairs, score in _sets(options.data):
        for aligner, align in aligners.items():
            before = os.times()
            try:
                found = align(pairs)
            except subprocess.CalledProcessError as error:
                said = (error.stderr or error.stdout or "").strip().splitlines()
                print(
                    f"{name:8} {aligner:26} failed, code {error.returncode}: {said[-1] if said else 'it says nothing'}"
                )
                continue
            seconds = sum(os.times()[:4]) - sum(before[:4])
            figures = score(found)
            row = " ".join(f"{figures[key]:6.3f}" if key in figures else f"{'':6}" for key in ("AER", "p", "r", "F1"))
            print(f"{name:8} {aligner:26} {row} {seconds:7.1f} {len(pairs) / max(seconds, 1e-9):7.0f}", flush=True)
    if model is not None:
        for name, paragraphs in _term_sets(options.data, options.limit):
            _print_projection(name, paragraphs, model, lexicon)
    _print_signature(options.data, model, lexicon)


def _ours(model: Embedder | None, lexicon: Lexicon | None) -> Aligner:
    return lambda pairs: align_words(pairs, embedder=model, lexicon=lexicon)


def peers() -> dict[str, Aligner]:
    """The other programs that are installed, by name."""
    found: dict[str, Aligner] = {}
    joins = bool(shutil.which("atools"))
    if joins and shutil.which("fast_align"):
        found["fast_align, gdfa"] = _fast_align
    if shutil.which("eflomal-align"):
        found["eflomal, intersection"] = functools.partial(_eflomal, grown=False)
        if joins:
            found["eflomal, gdfa"] = functools.partial(_eflomal, grown=True)
    return found


def _fast_align(pairs: Sequence[Pair]) -> list[Links]:
    with tempfile.TemporaryDirectory() as folder:
        source = _bitext(pairs, folder)
        ways = [Path(folder, name) for name in ("forward", "reverse")]
        for path, options in zip(ways, ((), ("-r",)), strict=True):
            path.write_text(_run(["fast_align", "-i", source, "-d", "-o", "-v", *options]), encoding="utf-8")
        return _grown(*ways)


def _eflomal(pairs: Sequence[Pair], *, grown: bool) -> list[Links]:
    with tempfile.TemporaryDirectory() as folder:
        forward, reverse = (Path(folder, name) for name in ("forward", "reverse"))
        _run(["eflomal-align", "-i", _bitext(pairs, folder), "-f", str(forward), "-r", str(reverse)])
        if grown:
            return _grown(forward, reverse)
        ways = [_pharaoh(path.read_text(encoding="utf-8")) for path in (forward, reverse)]
    return [one & other for one, other in zip(*ways, strict=True)]


def _bitext(pairs: Sequence[Pair], folder: str) -> str:
    path = Path(folder, "bitext")
    path.write_text("".join(f"{' '.join(zh)} ||| {' '.join(en)}\n" for zh, en in pairs), encoding="utf-8")
    return str(path)


def _grown(forward: Path, reverse: Path) -> list[Links]:
    return _pharaoh(_run(["atools", "-i", str(forward), "-j", str(reverse), "-c", "grow-diag-final-and"]))


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def _pharaoh(text: str) -> list[Links]:
    return [
        frozenset((int(i), int(j)) for i, j in (link.split("-") for link in line.split())) for line in text.splitlines()
    ]


def _sets(data: Path) -> Iterator[tuple[str, list[Pair], Callable[[list[Links]], dict[str, float]]]]:
    for folder in _word_folders(data):
        if (folder / "gold").exists():
            sides = [_lines(folder / side) for side in ("zh", "en")]
            pairs = [(zh.split(), en.split()) for zh, en in zip(*sides, strict=True)]
            yield folder.name, pairs, _aer(_lines(folder / "gold"))
        elif (folder / "en-zh.tok").exists():
            split = [line.split(" ||| ") for line in _lines(folder / "en-zh.tok")]
            pairs = [(zh.split(), en.split()) for en, zh in split]
            yield folder.name, pairs, _content(_lines(folder / "en-zh.gold"), _lines(folder / "en-zh.content"))


def _word_folders(data: Path) -> list[Path]:
    # A folder of sets, one with such a folder `words`, or one set.
    found = [data, *sorted(data.glob("*")), *sorted((data / "words").glob("*"))]
    return [folder for folder in found if (folder / "gold").is_file() or (folder / "en-zh.tok").is_file()]


def _aer(gold: Sequence[str]) -> Callable[[list[Links]], dict[str, float]]:
    sure: list[set[tuple[int, int]]] = []
    possible: list[set[tuple[int, int]]] = []
    for line in gold:
        links = [link.split("-") for link in line.split()]
        sure.append({(int(link[0]), int(link[1])) for link in links if len(link) == 2})
        possible.append({(int(link[0]), int(link[1])) for link in links})

    def score(found: list[Links]) -> dict[str, float]:
        size = sum(map(len, found))
        in_sure = sum(len(a & s) for a, s in zip(found, sure, strict=True))
        in_possible = sum(len(a & p) for a, p in zip(found, possible, strict=True))
        all_sure = sum(map(len, sure))
        error = 1 - (in_sure + in_possible) / (size + all_sure)
        return {"AER": error, "p": in_possible / max(size, 1), "r": in_sure / all_sure}

    return score


def _content(gold: Sequence[str], content: Sequence[str]) -> Callable[[list[Links]], dict[str, float]]:
    wanted = [{(int(j), int(i)) for i, j in (link.split("-") for link in line.split())} for line in gold]
    annotated = [tuple({int(at) for at in re.findall(r"\d+", side)} for side in line.split(" zh:")) for line in content]

    def score(found: list[Links]) -> dict[str, float]:
        kept = [
            {(i, j) for i, j in links if i in zh and j in en} for links, (en, zh) in zip(found, annotated, strict=True)
        ]
        right = sum(len(a & b) for a, b in zip(kept, wanted, strict=True))
        precision, recall = right / max(sum(map(len, kept)), 1), right / sum(map(len, wanted))
        return {"p": precision, "r": recall, "F1": 2 * precision * recall / max(precision + recall, 1e-9)}

    return score


Terms = list[tuple[tuple[int, int], tuple[int, int]]]


def _term_sets(data: Path, limit: int) -> Iterator[tuple[str, list[tuple[str, str, Terms]]]]:
    d2l, hkma = data / "terms" / "d2l", data / "terms" / "hkma"
    if d2l.exists():
        yield "d2l", _cases(_columns(d2l / "blocks.tsv", 3, 4), _columns(d2l / "terms.tsv", 0, 1), limit)
    if hkma.exists():
        paragraphs = [pair for path in sorted(hkma.glob("*.para.tsv")) for pair in _columns(path, 2, 3)]
        terms = [pair for path in sorted(hkma.glob("*.terms.tsv")) for pair in _columns(path, 0, 1)]
        yield "hkma", _cases(paragraphs, terms, limit)


def _cases(
    paragraphs: Iterable[tuple[str, str]], terms: Iterable[tuple[str, str]], limit: int
) -> list[tuple[str, str, Terms]]:
    listed = sorted(
        {(en, zh) for en, zh in terms if len(en) > 2 and len(zh) > 1 and not re.search("[()（）]", en + zh)}
    )
    found = []
    for en, zh in sorted(set(paragraphs)):
        if len(en.split()) > _LONGEST_PARAGRAPH:
            continue
        here = [pair for pair in listed if pair[1] in zh and pair[0].lower() in en.lower()]
        by_en, by_zh = Counter(pair[0].lower() for pair in here), Counter(pair[1] for pair in here)
        spans: Terms = []
        for term_en, term_zh in here:
            english = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(term_en)}(?:e?s)?(?!\w)", en, re.IGNORECASE)]
            chinese = [m.span() for m in re.finditer(re.escape(term_zh), zh)]
            if len(english) == len(chinese) == by_en[term_en.lower()] == by_zh[term_zh] == 1:
                start, end = english[0]
                spans.append(((start + 4 if en[start:end].lower().startswith("the ") else start, end), chinese[0]))
        if spans:
            found.append((en, zh, spans))
    random.Random(1).shuffle(found)  # noqa: S311
    return found[:limit]


def _print_projection(
    name: str, paragraphs: Sequence[tuple[str, str, Terms]], model: Embedder, lexicon: Lexicon | None
) -> None:
    cut = default_segmenter()
    sides = [(Words(zh, cut.words(zh)), Words(en, token_spans(en))) for en, zh, _ in paragraphs]
    pairs = [tuple([side.text[start:end] for start, end in side.spans] for side in both) for both in sides]
    for label, dictionary in (("shuyu", None), ("shuyu + lexicon", lexicon)):
        if label != "shuyu" and dictionary is None:
            continue
        started = time.process_time()
        right: Counter[str] = Counter()
        total = 0
        found = link_weights([(zh, en) for zh, en in pairs], embedder=model, lexicon=dictionary)
        for (zh, en), (_, _, terms), weights in zip(sides, paragraphs, found, strict=True):
            for english, chinese in terms:
                total += 1
                right["zh-en"] += project(chinese, zh, en, weights) == [english]
                right["en-zh"] += project(english, en, zh, weights.T) == [chinese]
        seconds = time.process_time() - started
        shares = ", ".join(f"{way} {right[way] / max(total, 1):.3f}" for way in ("zh-en", "en-zh"))
        print(
            f"projection {name:5} {label:16} {shares} of {total} term pairs in {len(paragraphs)} paragraphs, "
            f"{len(paragraphs) / max(seconds, 1e-9):.0f} paragraphs/s CPU",
            flush=True,
        )


def _print_signature(data: Path, model: Embedder | None, lexicon: Lexicon | None) -> None:
    digest = hashlib.sha256()
    for folder in _word_folders(data):
        for path in sorted(folder.iterdir()):
            digest.update(path.read_bytes())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"shuyu {__version__} | {'no model' if model is None else model.name} | {default_segmenter().name} | "
        f"lexicon {0 if lexicon is None else len(lexicon)} | data {digest.hexdigest()[:12]} | peak {peak} MB | "
        f"Python {platform.python_version()} {platform.machine()}"
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _columns(path: Path, one: int, other: int) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n"))
    return [(row[one], row[other]) for row in rows if len(row) > other]


if __name__ == "__main__":
    main()
