"""Sentence alignment against gold: `python -m benchmarks.align_sentences --data DIR [--set NAME] [--repeat N [M]]`.

DIR has a folder a set, each with `zh/`, `en/` (a sentence a line) and `gold/NNN.align` (a bead a line, `[0]:[0,1]`).
Strict precision, recall and F1: a bead counts when exactly it stands in the gold, omissions included. Peers run in the
same table where they are installed: `galechurch` (a Python package) and `hunalign` (a program). `--repeat N` measures
time and memory only, on the texts of a set laid end to end until they have N sentences a side, or N Chinese and M
English ones.
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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shuyu import __version__
from shuyu.align.sentences import align, rests_on
from shuyu.align.similarity import embedder

Numbers = tuple[int, ...]
Pair = tuple[Numbers, Numbers]
Aligner = Callable[[Sequence[str], Sequence[str]], list[Pair]]


@dataclass(frozen=True)
class Text:
    """A document of a set, with its gold beads."""

    set: str
    name: str
    zh: list[str]
    en: list[str]
    gold: list[Pair]


def texts(data: Path, only: str | None) -> Iterator[Text]:
    """The documents below `data`, in order."""
    for gold in sorted(data.glob("*/gold/*.align")):
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


def _shuyu(zh: Sequence[str], en: Sequence[str], *, vectors: bool) -> list[Pair]:
    return [(bead.zh, bead.en) for bead in align(zh, en, embedder=embedder() if vectors else None)]


def _galechurch(zh: Sequence[str], en: Sequence[str]) -> list[Pair]:
    block = importlib.import_module("galechurch").align(list(zh), list(en))
    return [
        (tuple(range(bead.source_start, bead.source_end)), tuple(range(bead.target_start, bead.target_end)))
        for bead in block.beads
    ]


def _hunalign(zh: Sequence[str], en: Sequence[str]) -> list[Pair]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("dictionary", "zh", "en")]
        for path, lines in zip(paths, ([], [" ".join(text) for text in zh], en), strict=True):
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        done = subprocess.run(["hunalign", *map(str, paths)], capture_output=True, check=True, text=True)
    steps = [tuple(int(field) for field in line.split("\t")[:2]) for line in done.stdout.splitlines()]
    return [(tuple(range(a[0], b[0])), tuple(range(a[1], b[1]))) for a, b in itertools.pairwise(steps)]


def aligners() -> dict[str, Aligner]:
    """What is installed, by name."""
    found: dict[str, Aligner] = {}
    if embedder() is not None:
        found["shuyu"] = functools.partial(_shuyu, vectors=True)
    found["shuyu, no embeddings"] = functools.partial(_shuyu, vectors=False)
    if importlib.util.find_spec("galechurch"):
        found["galechurch"] = _galechurch
    if shutil.which("hunalign"):
        found["hunalign"] = _hunalign
    return found


def scores(found: Sequence[tuple[list[Pair], list[Pair]]]) -> tuple[float, float, float]:
    """Strict precision, recall and F1 of (beads, gold) of some documents together."""
    right = sum(len(set(beads) & set(gold)) for beads, gold in found)
    beads, gold = sum(len(beads) for beads, _ in found), sum(len(gold) for _, gold in found)
    return right / max(beads, 1), right / max(gold, 1), 2 * right / max(beads + gold, 1)


def signature(data: Sequence[Text]) -> str:
    """What the figures were made with."""
    digest = hashlib.sha256()
    for text in data:
        for line in (text.set, text.name, *text.zh, *text.en, *map(str, text.gold)):
            digest.update(f"{line}\n".encode())
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "default")
    return (
        f"shuyu {__version__} | {'; '.join(rests_on(embedder()))} | Python {platform.python_version()} | "
        f"BLAS threads {threads} | strict beads, omissions count | data sha256 {digest.hexdigest()[:12]}"
    )


def _peak() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def table(data: Sequence[Text]) -> None:
    """Print a row for each aligner and set."""
    measures = "".join(f" {name:>8}" for name in ("seconds", "CPU s", "sent./s", "peak MB"))
    print(f"{'aligner':22} {'set':12} {'P':>6} {'R':>6} {'F1':>6}{measures}")
    for name, aligner in aligners().items():
        aligner(["热身。"], ["Warm up."])
        for set_name in dict.fromkeys(text.set for text in data):
            some = [text for text in data if text.set == set_name]
            start, cpu = time.perf_counter(), time.process_time()
            found = [(aligner(text.zh, text.en), text.gold) for text in some]
            seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
            size = sum(len(text.zh) + len(text.en) for text in some)
            numbers = " ".join(f"{number:6.4f}" for number in scores(found))
            print(
                f"{name:22} {set_name:12} {numbers} {seconds:8.2f} {cpu:8.2f} {size / seconds:8.0f} {_peak():8.0f}",
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
    parser.add_argument("--repeat", type=int, nargs="+", metavar="N", help="time and memory of N sentences a side")
    options = parser.parse_args()
    data = list(texts(options.data, options.set))
    if not data:
        parser.error(f"no gold/*.align below {options.data}")
    if options.repeat:
        repeated(data, options.repeat[0], options.repeat[-1])
    else:
        table(data)
    print(signature(data))


if __name__ == "__main__":
    main()
