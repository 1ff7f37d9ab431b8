"""How fast lookup is, cold and warm: `python -m benchmarks.lookup [--concepts N] [--runs N] [--keep FOLDER]`.

Two ratios: a whole process `shuyu lookup 人工智能` against `python -c "import typer"` in the same environment (median
of runs that take turns), and the time of 10,000 exact lookups in one process against one second. The store is
synthetic: words of jieba's dictionary put together, with English glosses put together from a list; the same for the
same number of concepts.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from shuyu import __version__
from shuyu.model.concept import Collection, Concept, Origin, Status, Term
from shuyu.store.sqlite import open_store
from shuyu.text.han import HAN

QUERY = "人工智能"
LOOKUPS = 10_000

_HEADS = """
analysis architecture array assembly assessment association audit authority balance barrier benchmark board boundary
branch bridge budget buffer cache capital carrier channel charter circuit claim class clause cluster code collection
committee community component concept condition conference contract control cooperation core corpus council course
cycle database dataset debate decision declaration defence demand design device dialogue distribution document domain
economy education effect element energy engine engineer enterprise environment equation error evaluation event
evidence exchange export factor failure feature field filter finance flow force forecast format foundation framework
function fund gateway governance grant graph grid group growth guarantee guide harbour heritage identity image impact
income index indicator industry inference information initiative input inquiry institute instrument insurance interest
interface inventory investment issue journal judgment kernel knowledge label labour language layer leader learning
ledger level library licence limit list loan logic loss machine maintenance management manager manual margin market
material matrix meaning measure mechanism medium memory merger message method mining ministry mission mode model
module motion network node norm notice number object office operator option order organisation output panel parameter
partner pattern payment people performance permit phase plan plant platform policy pool power practice principle
priority procedure process product program project property proposal protocol province quality quantity query quota
range rate ratio record reform region register regulation relation report repository request research reserve resource
response result review revision right risk role route rule safety sample scale scenario schedule schema science scope
sector security sequence series server service session share signal site society software source space species
specification stage standard state station statistic status stock storage strategy structure study subject supply
support survey symbol system table target tariff tax technology term test theory threshold token tool track trade
tradition training transfer treaty trend trial trust unit university update user utility validation value variable
vector vehicle version village vocabulary volume warning water weight worker workshop zone
""".split()

_MODIFIERS = """
abstract active adaptive advanced aerial annual applied artificial atomic automatic basic binary central civil
classical clinical closed coastal common complex computational cultural current deep dense digital direct distributed
domestic dual dynamic early ecological economic elastic electric emergency ethical external federal final financial
fixed flexible foreign formal free functional general generative global gradual heavy historical hybrid imperial
independent industrial inner integrated internal international joint large-scale late lateral legal light linear
liquid local logical long-term low-carbon main marginal marine maximum medical mental middle military minimum mixed
mobile modern modular mutual national natural neural neutral nominal northern nuclear open open-source optical optimal
oral organic parallel partial passive permanent personal physical polar political popular portable positive potential
practical primary private public quantum radial random rapid rational real-time recent reduced regional relative
remote renewable responsible rural scientific secondary selective semantic serial shared short-term simple single
social soft solar special stable standard static statistical strategic structural sustainable symbolic synthetic
temporary thermal total traditional transparent tropical uniform universal upper urban virtual visual vocational
western wide wild young
""".split()

_STEMS = """
aero agro anthro astro audio auto bio carbo cardio chromo chrono cosmo crypto cyber cyto demo dermo electro endo ferro
fibro geo gyro helio hemo hetero holo homo hydro hyper infra iso kilo litho macro mega meso meta micro mono morpho multi
nano neo neuro omni ortho oxy paleo petro phono photo physio poly proto pseudo psycho pyro quasi radio retro rheo seismo
socio spectro stereo super supra techno tele theo thermo topo trans tribo turbo ultra uni vibro visco xeno zoo
""".split()

_ENDS = """
chemistry clave cline cracy cycle derm drome dyne fluid form gamy gen genesis gon gram graph grapher kinesis lith logy
lysis mancy mass mer meter metry morph mycin nomy pathy phage phone phony phore phyte plasm plex pod scope section
sphere stasis stat taxis therapy thermy tone trophy tropy type valve wave zyme
""".split()


def synthetic(number: int) -> Iterator[Concept]:
    """`number` concepts, always the same ones: Chinese compounds of two to eight characters with made-up glosses."""
    import re

    import jieba

    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        frequencies = {word: int(count) for word, count, _ in (line.split(" ") for line in lines)}
    han = re.compile(f"[{HAN}]{{2,4}}\\Z")
    words = sorted((w for w in frequencies if han.match(w)), key=lambda w: (-frequencies[w], w))[:40_000]
    # Some words are common, most are rare, as in a real list.
    heads = _HEADS + [stem + end for end in _ENDS for stem in _STEMS]
    chance = random.Random(20_000)  # noqa: S311
    seen = {QUERY}
    yield Concept(
        "c0", (Term(QUERY, "zh-Hans"), Term("artificial intelligence", "en"), Term("AI", "en", Status.ADMITTED))
    )
    made = 1
    while made < number:
        # A third are single words; frequent words make more compounds, as in a real list.
        parts = [words[min(int(chance.expovariate(1 / 6000)), len(words) - 1)] for _ in range(chance.choice((1, 2, 2)))]
        zh = "".join(parts)
        if zh in seen:
            parts.append(chance.choice(words))
            zh = "".join(parts)
        if zh in seen:
            continue
        seen.add(zh)
        nouns = [heads[int(chance.random() ** 2 * len(heads))] for _ in parts]
        en = " ".join([*chance.sample(_MODIFIERS, chance.choice((0, 1, 1, 2))), *nouns])
        yield Concept(f"c{made}", (Term(zh, "zh-Hans"), Term(en, "en")), subject=chance.choice(_HEADS))
        made += 1


def _maker(number: int) -> str:
    return f"{number} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"


def _is_made(path: Path, number: int) -> bool:
    if not path.exists():
        return False
    with open_store(path) as store:
        return store.meta("made by") == _maker(number)


def make_project(folder: Path, number: int) -> float:
    """Make a project in `folder` whose store holds `number` concepts; returns the seconds that the store took."""
    (folder / "terms.toml").write_text('[glossary]\ntitle = "synthetic"\n', encoding="utf-8")
    concepts = list(synthetic(number))
    start = time.perf_counter()
    with open_store(folder / ".shuyu" / "store.db", write=True, create=True) as store, store.writing() as writer:
        writer.put_collection(Collection("synthetic", Origin.IMPORTED))
        writer.put_concepts("synthetic", concepts)
        writer.set_meta("made by", _maker(number))
    return time.perf_counter() - start


def exact_lookups(path: Path, number: int, language: str) -> tuple[float, float]:
    """Seconds for `LOOKUPS` exact lookups of different terms, with default arguments, and hits a lookup."""
    chance = random.Random(1)  # noqa: S311
    queries = [term.text for concept in synthetic(number) for term in concept.terms if term.language == language]
    chosen = chance.sample(queries, min(LOOKUPS, len(queries)))
    chosen *= -(-LOOKUPS // len(chosen))
    hits = 0
    with open_store(path) as store:
        start = time.perf_counter()
        for query in chosen[:LOOKUPS]:
            hits += len(store.lookup(query))
        return time.perf_counter() - start, hits / LOOKUPS


def _once(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def cold(folder: Path, runs: int) -> tuple[float, float]:
    """Median seconds of the whole process `shuyu lookup`, and of `import typer`, taking turns."""
    environment = os.environ | {"SHUYU_PROJECT": str(folder), "PYTHONUTF8": "1"}
    ours = [sys.executable, "-m", "shuyu", "lookup", QUERY]
    theirs = [sys.executable, "-c", "import typer"]
    _once(ours, environment), _once(theirs, environment)  # byte code and file cache
    times = [(_once(ours, environment), _once(theirs, environment)) for _ in range(runs)]
    return statistics.median(t for t, _ in times), statistics.median(t for _, t in times)


def signature(concepts: int, runs: int) -> str:
    """What the figures were made with."""
    versions = f"shuyu {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{versions}, {platform.machine()} {os.cpu_count()} CPUs, {concepts:,} synthetic concepts, {runs} cold runs"


def main() -> None:
    """Make the store, measure, print."""
    parser = argparse.ArgumentParser(description="How fast lookup is, cold and warm.")
    parser.add_argument("--concepts", type=int, default=120_000)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--keep", type=Path, help="make the project here and leave it; used again when it is there")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="shuyu-benchmark-"))
    try:
        store = folder / ".shuyu" / "store.db"
        if not _is_made(store, options.concepts):
            folder.mkdir(parents=True, exist_ok=True)
            store.unlink(missing_ok=True)
            seconds = make_project(folder, options.concepts)
            print(f"build: {seconds:.1f} s for the store alone, {store.stat().st_size / 1e6:.0f} MB")
        ours, theirs = cold(folder, options.runs)
        print(f"cold: shuyu lookup {QUERY} {ours * 1000:.0f} ms, import typer {theirs * 1000:.0f} ms")
        print(f"ratio cold: {ours / theirs:.2f} (at most 2)")
        for language in ("zh-Hans", "en"):
            lookups, hits = exact_lookups(store, options.concepts, language)
            print(f"warm, {language}: {LOOKUPS:,} exact lookups in {lookups:.2f} s, {hits:.1f} hits each")
            print(f"ratio warm, {language}: {lookups:.2f} (at most 1)")
        print(signature(options.concepts, options.runs))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
