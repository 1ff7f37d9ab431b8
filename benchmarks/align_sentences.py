"""Sentence alignment against gold: `python -m benchmarks.align_sentences --data DIR [--set NAME]`.

DIR has a folder a set, each with `zh/`, `en/` (a sentence a line) and `gold/NNN.align` (a bead a line, `[0]:[0,1]`).
Strict precision, recall and F1: a bead counts when exactly it stands in the gold, omissions included. Peers run in the
same table where they are installed: `galechurch` (a Python package), `hunalign` (a program) and `vecalign` (a program,
a package, or the checkout that `--vecalign` names; its vectors are shuyu's, written in its format). `--repeat N
[M]` measures time and memory only, on the texts of a set laid end to end until they have N sentences a side, or N
Chinese and M English ones; `--lexicon FILE` adds rows with a dictionary.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import importlib
import importlib.util
import itertools
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from shuyu import __version__
from shuyu.align.lexicon import Lexicon
from shuyu.align.sentences import align, rests_on
from shuyu.align.similarity import Embedder, embedder
from shuyu.text.english import lemma_tokens, tokens
from shuyu.text.fold import simplified_chars
from shuyu.text.segment import default_segmenter

Numbers = tuple[int, ...]
Pair = tuple[Numbers, Numbers]
Aligner = Callable[[Sequence[str], Sequence[str]], list[Pair]]

_VECALIGN_SIZE = 8
_VECALIGN_LONGEST = 10_000


@dataclass(frozen=True)
class Text:
    """A document of a set, with its gold beads."""

    set: str
    name: str
    zh: list[str]
    en: list[str]
    gold: list[Pair]


def texts(data: Path, only: str | None) -> Iterator[Text]:
    """The documents of `data`, in order: a folder of sets, one with such a folder `sentences`, or one set."""
    found = (data.glob(f"{above}gold/*.align") for above in ("", "*/", "sentences/*/"))
    for gold in sorted(path for paths in found for path in paths):
        folder, name = gold.parent.parent, gold.stem
        if only and folder.name != only:
            continue
        zh, en = (_lines(folder / language / name) for language in ("zh", "en"))
        yield Text(folder.name, name, zh, en, [_bead(line) for line in _lines(gold)])


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _bead(line: str) -> Pair:
    zh, en = (tuple(int(number) for number in re.findall(r"\d+", side)) for side in line.split(":"))
    return zh, en


def _shuyu(zh: Sequence[str], en: Sequence[str], *, vectors: bool, lexicon: Lexicon | None = None) -> list[Pair]:
    return [(bead.zh, bead.en) for bead in align(zh, en, embedder=embedder() if vectors else None, lexicon=lexicon)]


def _galechurch(zh: Sequence[str], en: Sequence[str]) -> list[Pair]:
    block = importlib.import_module("galechurch").align(list(zh), list(en))
    return [
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in block.beads
    ]


def _hunalign(zh: Sequence[str], en: Sequence[str], *, lexicon: Lexicon | None = None) -> list[Pair]:
    cut = default_segmenter()
    chinese = [[simplified_chars(line[start:end]) for start, end in cut.words(line)] for line in zh]
    english = [(tokens if lexicon is None else lemma_tokens)(line) for line in en]
    items = [] if lexicon is None else _hunalign_dictionary(lexicon, {word for words in chinese for word in words})
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("dictionary", "zh", "en")]
        sides = ([" ".join(words) for words in side] for side in (chinese, english))
        for path, lines in zip(paths, (items, *sides), strict=True):
            # What follows the last line break would be a sentence more to it.
            path.write_text("\n".join(lines), encoding="utf-8")
        # Lengths must be alike for it: three bytes are near to what a Chinese character takes in English, one is not.
        ladder = _output(["hunalign", "-onebyteencoding", "-realign", *map(str, paths)], Path(folder))
    steps = [tuple(int(field) for field in line.split("\t")[:2]) for line in ladder.splitlines()]
    steps.append((len(zh), len(en)))
    return [(tuple(range(a[0], b[0])), tuple(range(a[1], b[1]))) for a, b in itertools.pairwise(steps)]


def _hunalign_dictionary(lexicon: Lexicon, words: Iterable[str]) -> list[str]:
    return [f"{' '.join(meaning)} @ {word}" for word in sorted(words) for meaning in sorted(lexicon.meanings(word))]


def _vecalign(
    zh: Sequence[str], en: Sequence[str], *, command: Sequence[str], folder: Path | None, model: Embedder
) -> list[Pair]:
    with tempfile.TemporaryDirectory() as scratch:
        options = ["--alignment_max_size", str(_VECALIGN_SIZE)]
        for name, lines in (("src", zh), ("tgt", en)):
            text, spans, vectors = (Path(scratch, f"{name}.{kind}") for kind in ("text", "spans", "vectors"))
            text.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            found = _vecalign_spans(lines)
            spans.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
            vectors.write_bytes(model.sentences(found).astype("<f4").tobytes())
            options += [f"--{name}", str(text), f"--{name}_embed", str(spans), str(vectors)]
        printed = _output([*command, *options], folder)
    return [_bead(":".join(line.split(":")[:2])) for line in printed.splitlines()]


def _vecalign_spans(lines: Sequence[str]) -> list[str]:
    """What it looks up the vectors of: one to `_VECALIGN_SIZE` lines on end, and the word that pads."""
    filled = [line.strip() or "BLANK_LINE" for line in lines]
    found = {"PAD"}
    for size in range(1, _VECALIGN_SIZE + 1):
        found.update(" ".join(filled[at : at + size])[:_VECALIGN_LONGEST] for at in range(len(filled) - size + 1))
    return sorted(found)


def vecalign_command(checkout: Path | None) -> tuple[list[str], Path | None] | None:
    """How to call vecalign, 1 or 2, and in which folder; None where there is none."""
    if checkout is not None:
        inside = "vecalign.vecalign" if (checkout / "vecalign" / "vecalign.py").exists() else "vecalign"
        found = checkout.joinpath(*inside.split(".")).with_suffix(".py").exists()
        return ([sys.executable, "-m", inside], checkout.resolve()) if found else None
    if program := shutil.which("vecalign"):
        return [program], None
    if spec := importlib.util.find_spec("vecalign"):
        return [sys.executable, "-m", "vecalign.vecalign" if spec.submodule_search_locations else "vecalign"], None
    return None


def _output(command: Sequence[str], folder: Path | None = None) -> str:
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, encoding="utf-8").stdout


def aligners(
    lexicon: Lexicon | None = None, vecalign: tuple[list[str], Path | None] | None = None
) -> dict[str, Aligner]:
    """What is installed, by name."""
    found: dict[str, Aligner] = {}
    model = embedder()
    if model is not None:
        found["shuyu"] = functools.partial(_shuyu, vectors=True)
        if lexicon is not None:
            found["shuyu + lexicon"] = functools.partial(_shuyu, vectors=True, lexicon=lexicon)
    found["shuyu, no embeddings"] = functools.partial(_shuyu, vectors=False)
    if importlib.util.find_spec("galechurch"):
        found["galechurch"] = _galechurch
    if shutil.which("hunalign"):
        found["hunalign, no dictionary"] = _hunalign
        if lexicon is not None:
            found["hunalign + lexicon"] = functools.partial(_hunalign, lexicon=lexicon)
    if vecalign is not None and model is not None:
        command, folder = vecalign
        found["vecalign, shuyu's vectors"] = functools.partial(_vecalign, command=command, folder=folder, model=model)
    return found


def scores(found: Sequence[tuple[list[Pair], list[Pair]]]) -> tuple[float, float, float]:
    """Strict precision, recall and F1 of (beads, gold) of some documents together."""
    right = sum(len(set(beads) & set(gold)) for beads, gold in found)
    beads, gold = sum(len(beads) for beads, _ in found), sum(len(gold) for _, gold in found)
    return right / max(beads, 1), right / max(gold, 1), 2 * right / max(beads + gold, 1)


def signature(data: Sequence[Text], lexicon: Lexicon | None = None) -> str:
    """What the figures were made with."""
    digest = hashlib.sha256()
    for text in data:
        for line in (text.set, text.name, *text.zh, *text.en, *map(str, text.gold)):
            digest.update(f"{line}\n".encode())
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "default")
    peers = "".join(f"{name} {found} | " for name in ("galechurch", "vecalign") if (found := _version(name)))
    evidence = "; ".join(rests_on(embedder(), lexicon))
    return (
        f"shuyu {__version__} | {evidence} | {peers}Python {platform.python_version()} | BLAS threads {threads} | "
        f"strict beads, omissions count | data sha256 {digest.hexdigest()[:12]}"
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _peak() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def table(data: Sequence[Text], found: Mapping[str, Aligner]) -> None:
    """Print a row for each aligner and set; the peak is of this process, so a program of its own has none."""
    measures = "".join(f" {name:>8}" for name in ("seconds", "CPU s", "sent./s", "peak MB"))
    print(f"{'aligner':26} {'set':12} {'P':>6} {'R':>6} {'F1':>6}{measures}")
    for name, aligner in found.items():
        try:
            aligner(["热身。", "再来。"], ["Warm up.", "Again."])
            _rows(data, name, aligner)
        except subprocess.CalledProcessError as error:
            said = (error.stderr or error.stdout or "").strip().splitlines()
            print(f"{name:26} failed, code {error.returncode}: {said[-1] if said else 'it says nothing'}", flush=True)


def _rows(data: Sequence[Text], name: str, aligner: Aligner) -> None:
    for set_name in dict.fromkeys(text.set for text in data):
        some = [text for text in data if text.set == set_name]
        start, before = time.perf_counter(), os.times()
        found = [(aligner(text.zh, text.en), text.gold) for text in some]
        seconds, after = time.perf_counter() - start, os.times()
        spent = [now - then for now, then in zip(after[:4], before[:4], strict=True)]
        peak = f"{_peak():8.0f}" if not any(spent[2:]) else f"{'':8}"
        size = sum(len(text.zh) + len(text.en) for text in some)
        numbers = " ".join(f"{number:6.4f}" for number in scores(found))
        print(
            f"{name:26} {set_name:12} {numbers} {seconds:8.2f} {sum(spent):8.2f} {size / seconds:8.0f} {peak}",
            flush=True,
        )


def repeated(data: Sequence[Text], zh_number: int, en_number: int) -> None:
    """Print time and memory of one document of so many sentences."""
    zh = [line for text in data for line in text.zh]
    en = [line for text in data for line in text.en]
    # A mark of its own for each turn keeps equal sentences from being read once only.
    zh = [f"{line}{at // len(zh)}" for at, line in zip(range(zh_number), zh * (zh_number // len(zh) + 1), strict=False)]
    en = [
        f"{line} {at // len(en)}" for at, line in zip(range(en_number), en * (en_number // len(en) + 1), strict=False)
    ]
    align(zh[:2], en[:2], embedder=embedder())
    start, cpu = time.perf_counter(), time.process_time()
    beads = align(zh, en, embedder=embedder())
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"{len(zh)} + {len(en)} sentences: {seconds:.1f} s, {cpu:.1f} s of CPU, "
        f"{(len(zh) + len(en)) / seconds:.0f} sentences/s, {len(beads)} beads, peak {_peak():.0f} MB"
    )


def main() -> None:
    """Read the options and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of sets")
    parser.add_argument("--set", help="this set only")
    parser.add_argument("--lexicon", type=Path, help="a dictionary in the format of CC-CEDICT")
    parser.add_argument("--vecalign", type=Path, metavar="DIR", help="a checkout of vecalign that this Python can run")
    parser.add_argument("--repeat", type=int, nargs="+", metavar="N", help="time and memory of N sentences a side")
    options = parser.parse_args()
    data = list(texts(options.data, options.set))
    if not data:
        parser.error(f"no gold/*.align below {options.data}")
    vecalign = vecalign_command(options.vecalign)
    if options.vecalign and vecalign is None:
        parser.error(f"no vecalign.py in {options.vecalign}")
    lexicon = Lexicon.load(options.lexicon) if options.lexicon else None
    if options.repeat:
        repeated(data, options.repeat[0], options.repeat[-1])
    else:
        table(data, aligners(lexicon, vecalign))
    print(signature(data, lexicon))


if __name__ == "__main__":
    main()
