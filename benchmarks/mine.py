"""Mining against gold: `python -m benchmarks.mine --data DIR [--set NAME] [--jobs N]`.

DIR is the folder with `terms/hkma`, `terms/d2l` and `scale/pairs.tsv`. Recall counts gold pairs whose two sides stand
in some pair of texts; both sides must equal the gold after folding and English lemmatisation. Precision counts what is
in the gold or judged good in `benchmarks/judged/SET.tsv`; what nobody judged counts as wrong, and `?100` is how many of
the first 100 that are. `--scale N` measures time and memory on the first N pairs of `scale/pairs.tsv`.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import re
import resource
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from shuyu import __version__
from shuyu.align.similarity import installed_name
from shuyu.mine.engine import Wish, count, mine, propose
from shuyu.mine.proposals import Proposal
from shuyu.mine.shards import Source
from shuyu.text.english import lemma_key
from shuyu.text.fold import fold
from shuyu.text.segment import default_segmenter

Key = tuple[str, str]
RECALL_AT = (500, 1000, 2000, 5000)
PRECISION_AT = (100, 500, 1000)
JUDGED = Path(__file__).parent / "judged"
_ASIDE = re.compile(r"\s*\(.*?\)")


class Set(NamedTuple):
    """A corpus with its list."""

    name: str
    pairs: list[Source]
    gold: set[Key]


def sets(data: Path) -> Iterator[Set]:
    """The sets below `data`, in order."""
    for path in sorted(data.glob("terms/hkma/*.para.tsv")):
        name = path.name.partition(".")[0]
        pairs = [Source(row[3], row[2], f"{row[0]}:{row[1]}") for row in _rows(path) if len(row) > 3]
        gold = {_key(row[1], row[0]) for row in _rows(path.with_name(f"{name}.terms.tsv")) if len(row) > 1}
        yield Set(f"hkma-{name}", pairs, _attested(gold, pairs))
    blocks = data / "terms/d2l/blocks.tsv"
    if blocks.exists():
        pairs = [
            Source(row[4].replace("\\n", " "), row[3].replace("\\n", " "), f"{row[0]}:{row[1]}")
            for row in _rows(blocks)
            if len(row) > 4
        ]
        rows = [row for row in _rows(data / "terms/d2l/terms.tsv") if len(row) > 1]
        gold = {_key(zh, _ASIDE.sub("", row[0])) for row in rows for zh in row[1].split("/")}
        yield Set("d2l", pairs, _attested(gold, pairs))


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _key(zh: str, en: str) -> Key:
    return fold(zh), lemma_key(en)


def _attested(gold: set[Key], pairs: Sequence[Source]) -> set[Key]:
    texts = [_key(pair.zh, pair.en) for pair in pairs]
    return {(zh, en) for zh, en in gold if zh and en and any(zh in left and en in right for left, right in texts)}


def judgements(name: str) -> dict[Key, str]:
    """What a person said of proposals: `keep`, `edit` (one edit makes it right) or `no`."""
    path = JUDGED / f"{name}.tsv"
    rows = _rows(path)[1:] if path.exists() else []
    return {_key(row[0], row[1]): row[2] for row in rows}


def recall(ranked: Sequence[Key], gold: set[Key], number: int) -> float:
    """The share of the gold among the first `number`."""
    return len(gold & set(ranked[:number])) / max(len(gold), 1)


def first_choice(ranked: Sequence[Key], gold: set[Key]) -> float:
    """Of the gold Chinese terms that are proposed, how many have a gold translation first."""
    first: dict[str, str] = {}
    for zh, en in ranked:
        first.setdefault(zh, en)
    proposed = {zh for zh, _ in gold} & set(first)
    return sum((zh, first[zh]) in gold for zh in proposed) / max(len(proposed), 1)


def precision(ranked: Sequence[Key], good: set[Key], number: int) -> float:
    """The share of good ones among the first `number`."""
    some = ranked[:number]
    return sum(key in good for key in some) / max(len(some), 1)


def report(some: Set, found: Sequence[Proposal], seconds: float, megabytes: float) -> None:
    """Print a row."""
    ranked = [_key(proposal.zh, proposal.en) for proposal in found]
    judged = judgements(some.name)
    good = some.gold | {key for key, verdict in judged.items() if verdict in ("keep", "edit")}
    unjudged = sum(key not in judged and key not in some.gold for key in ranked[:100])
    recalls = " ".join(f"{recall(ranked, some.gold, number):6.3f}" for number in RECALL_AT)
    precisions = " ".join(f"{precision(ranked, good, number):6.3f}" for number in PRECISION_AT)
    print(
        f"{some.name:10} {len(some.pairs):6} {len(some.gold):5} {recalls} {first_choice(ranked[:5000], some.gold):6.3f}"
        f" {precisions} {unjudged:4} {seconds:8.1f} {megabytes:8.0f}",
        flush=True,
    )


class Memory:
    """Watches how much memory this process and its children have together at most; a context.

    Where the system tells the shares of shared pages (Linux), `megabytes` is a sum taken twice a second; elsewhere this
    process at its greatest and, for each job, the greatest child.
    """

    def __init__(self, jobs: int) -> None:
        self._children = jobs if jobs > 1 else 0
        self._most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def megabytes(self) -> float:
        """The most so far."""
        if self._most:
            return self._most
        unit = 1024 * 1024 if sys.platform == "darwin" else 1024
        own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return (own + self._children * child) / unit

    def _watch(self) -> None:
        while not self._done.wait(0.5):
            self._most = max(self._most, sum(map(_share, ["self", *_children()])))


def _children() -> list[str]:
    return [pid for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()]


def _share(pid: str) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def signature(pairs: Sequence[Source]) -> str:
    """What the figures were made with."""
    digest = hashlib.sha256()
    for pair in pairs:
        digest.update(f"{pair.zh}\t{pair.en}\n".encode())
    return (
        f"shuyu {__version__} | {installed_name()} | {default_segmenter().name} | numpy {version('numpy')} | "
        f"Python {platform.python_version()} {platform.machine()} | data sha256 {digest.hexdigest()[:12]}"
    )


def scale(data: Path, number: int, jobs: int) -> None:
    """Print time and memory of the first `number` pairs."""
    from shuyu.build.mine_files import runner

    pairs = [Source(row[2], row[1], row[0]) for row in _rows(data / "scale/pairs.tsv")[:number] if len(row) > 2]
    start = time.perf_counter()
    with Memory(jobs) as memory:
        with runner(jobs) as run:
            counted = count(pairs, run=run)
        counting = time.perf_counter() - start
        found = propose(counted, top=5000)
    seconds = time.perf_counter() - start
    digest = hashlib.sha256("\n".join(p.id for p in found.proposals).encode()).hexdigest()[:12]
    print(
        f"{found.size} pairs, {jobs} jobs: {seconds:.1f} s, {counting:.1f} of it counting, "
        f"peak {memory.megabytes:.0f} MB of all processes, list {digest}"
    )
    print(signature(pairs))


def main() -> None:
    """Read the options and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with terms/ and scale/")
    parser.add_argument("--set", help="this set only")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--scale", type=int, metavar="N", help="time and memory of N pairs")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write each list there")
    options = parser.parse_args()
    if options.scale:
        scale(options.data, options.scale, options.jobs)
        return
    from shuyu.build.mine_files import runner
    from shuyu.mine.proposals import write_json

    some = [one for one in sets(options.data) if options.set in (None, one.name)]
    if not some:
        parser.error(f"no such set below {options.data}")
    columns = [f"r@{number}" for number in RECALL_AT] + ["first"] + [f"p@{number}" for number in PRECISION_AT]
    print(
        f"{'set':10} {'pairs':>6} {'gold':>5} {' '.join(f'{c:>6}' for c in columns)} {'?100':>4} {'seconds':>8} peak MB"
    )
    for one in some:
        start = time.perf_counter()
        with Memory(options.jobs) as memory, runner(options.jobs) as run:
            found = mine(one.pairs, Wish(top=5000), run=run)
        report(one, found.proposals, time.perf_counter() - start, memory.megabytes)
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            (options.write / f"{one.name}.json").write_text(write_json(found.proposals), encoding="utf-8")
    print(signature([pair for one in some for pair in one.pairs]))


if __name__ == "__main__":
    main()
