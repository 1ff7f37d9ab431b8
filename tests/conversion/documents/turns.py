"""Turns for tests: they show what a format asked about, and what it does with the answer."""

from __future__ import annotations

from collections.abc import Sequence

from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents import format_named
from shuyu.conversion.spread import spread

# Read as one, 头发 is hair; apart, 发 is what is sent. 内存 grows.
WORDS = {"头发": "頭髮", "头": "頭", "发": "發", "王后": "王后", "后": "後", "内存": "記憶體", "简": "簡"}


def converted(text: str) -> str:
    """`text` with the words above turned, the longest first; from `shuyu:off` to `shuyu:on` it stays."""
    made = ""
    at = 0
    while at < len(text):
        word = next((text[at : at + n] for n in (2, 1) if text[at : at + n] in WORDS), text[at])
        made += WORDS.get(word, word)
        at += len(word)
    return made


class Recorder:
    """A job's turn that keeps what it was asked, and the sentences it was warned with."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.warnings: list[str] = []
        self._off = False

    def job(self, target: str = "zh-Hant-TW", path: str | None = None, encoding: str | None = None) -> Job:
        return Job(self.turn, target, path, encoding, self.warnings.append)

    def turn(self, units: Sequence[Unit]) -> list[tuple[str, ...]]:
        self.units += units
        return [self._one(unit) for unit in units]

    def _one(self, unit: Unit) -> tuple[str, ...]:
        made = ""
        for part in unit.text.replace("shuyu:o", "\0shuyu:o").split("\0"):
            self._off = part.startswith("shuyu:off") or (self._off and not part.startswith("shuyu:on"))
            made += part if self._off else converted(part)
        return cut(unit, made)


def cut(unit: Unit, made: str) -> tuple[str, ...]:
    """The new text in as many pieces as the unit has."""
    ends = [0]
    for piece in unit.pieces:
        ends.append(ends[-1] + len(piece))
    places = spread(unit.text, made, ends[1:-1])
    return tuple(made[a:b] for a, b in zip([0, *places], [*places, len(made)], strict=True))


def identity(units: Sequence[Unit]) -> list[tuple[str, ...]]:
    """Every piece as it is, as a new string."""
    return [tuple(piece[:1] + piece[1:] for piece in unit.pieces) for unit in units]


def rewritten(name: str, text: str, target: str = "zh-Hant-TW") -> str:
    """`text` as the format gives it back."""
    return format_named(name).rewrite(text.encode(), Recorder().job(target)).decode()


def asked(name: str, text: str, target: str = "zh-Hant-TW") -> list[Unit]:
    """What the format asks of a turn."""
    recorder = Recorder()
    format_named(name).rewrite(text.encode(), recorder.job(target))
    return recorder.units
