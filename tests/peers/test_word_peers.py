from __future__ import annotations

from benchmarks.align_words import Links, Pair, peers

from tests.peers.programs import Install, install, needs

__all__ = ["install"]

PAIRS: list[Pair] = [(["我", "爱", "猫"], ["I", "love", "cats"]), (["好"], ["fine"])]
BITEXT = "我 爱 猫 ||| I love cats\n好 ||| fine\n"
BOTH: list[Links] = [frozenset({(0, 0), (2, 2)}), frozenset()]
GROWN: list[Links] = [frozenset({(0, 0), (1, 1), (2, 2)}), frozenset({(0, 0)})]

READ = f"""
import sys
options = sys.argv[1:]
assert open(options[options.index("-i") + 1], encoding="utf-8").read() == {BITEXT!r}
"""
FAST_ALIGN = f"""{READ}
switches = [option for option in options if option.startswith("-")]
assert switches in (["-i", "-d", "-o", "-v"], ["-i", "-d", "-o", "-v", "-r"]), switches
print("iteration 1", file=sys.stderr)
print("0-0 2-2 0-1" if "-r" in options else "0-0 1-1 2-2")
print()
"""
EFLOMAL = f"""{READ}
for option, links in (("-f", "0-0 1-1 2-2"), ("-r", "0-0 2-2 0-1")):
    with open(options[options.index(option) + 1], "w", encoding="utf-8") as file:
        file.write(links + chr(10) + chr(10))
"""
ATOOLS = """
import sys
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
assert options["-c"] == "grow-diag-final-and", options
ways = [open(options[name], encoding="utf-8").read() for name in ("-i", "-j")]
assert ways == ["0-0 1-1 2-2" + chr(10) * 2, "0-0 2-2 0-1" + chr(10) * 2], ways
print("0-0 1-1 2-2")
print("0-0")
"""


def test_without_programs_there_are_no_rows(install: Install) -> None:
    assert peers() == {}
    install("fast_align", FAST_ALIGN)
    assert peers() == {}, "without atools its two directions stay apart"


def test_fast_align(install: Install) -> None:
    install("fast_align", FAST_ALIGN)
    install("atools", ATOOLS)
    found = peers()
    assert list(found) == ["fast_align, gdfa"]
    assert found["fast_align, gdfa"](PAIRS) == GROWN


def test_eflomal(install: Install) -> None:
    install("eflomal-align", EFLOMAL)
    found = peers()
    assert list(found) == ["eflomal, intersection"]
    assert found["eflomal, intersection"](PAIRS) == BOTH


def test_eflomal_joined_by_atools(install: Install) -> None:
    install("eflomal-align", EFLOMAL)
    install("atools", ATOOLS)
    assert peers()["eflomal, gdfa"](PAIRS) == GROWN


def repeated(name: str) -> float:
    """Which part of words that always meet the program itself links."""
    pairs = [([f"词{at % 7}", "的", f"字{at % 5}"], [f"word{at % 7}", f"sign{at % 5}"]) for at in range(70)]
    found = peers()[name](pairs)
    return sum({(0, 0), (2, 1)} <= links for links in found) / len(pairs)


@needs("fast_align", "atools")
def test_the_real_fast_align() -> None:
    assert repeated("fast_align, gdfa") > 0.5


@needs("eflomal-align")
def test_the_real_eflomal() -> None:
    assert repeated("eflomal, intersection") > 0.5
