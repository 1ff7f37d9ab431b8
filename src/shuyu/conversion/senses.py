"""What a character or word may mean (`senses.tsv`, `wording.tsv`), and which meaning the English side speaks for.

The files say for each form which English words speak for it. A form is taken over the one that OpenCC chose only if
the English side has a word for it and none for OpenCC's: a conversion that is right far more often than not is
overruled by evidence on one side, never by a majority.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from shuyu.languages import HANS
from shuyu.text.english import lemma, lemma_tokens, tokens


@dataclass(frozen=True)
class Sense:
    """A character, or a word, and its forms.

    Attributes:
        source: as the text before conversion has it.
        forms: a form, in OpenCC's own standard, to the English lemmas that speak for it; names keep their capital.
        near: a form to the characters that make it thinkable when they stand close by.
        only: the one target that the row is for; empty for all.
        open: whether nothing but the context tells, so that a person should look.
    """

    source: str
    forms: Mapping[str, frozenset[str]]
    near: Mapping[str, frozenset[str]]
    only: str
    open: bool


class English(NamedTuple):
    """An English text, read once for many questions."""

    lemmas: frozenset[str]
    names: frozenset[str]


class Verdict(NamedTuple):
    """A form, and the English word that spoke for it."""

    form: str
    cue: str


def read_english(text: str) -> English:
    """The lemmas of `text` and its words with capitals.

    >>> sorted(read_english("The queens of Fan").lemmas)
    ['fan', 'of', 'queen', 'the']
    """
    return English(frozenset(lemma_tokens(text)), frozenset(word for word in tokens(text) if word[:1].isupper()))


def weigh(forms: Mapping[str, frozenset[str]], chosen: str, english: English) -> Verdict | None:
    """The form that the English side speaks for.

    Args:
        forms: each form with the words that speak for it.
        chosen: the form that stands there.
        english: the English side.

    Returns:
        `chosen` where a word speaks for it, whatever speaks for others; another form where that is the only one with
        a word; None where English does not tell.

    >>> forms = {"後": frozenset({"after"}), "后": frozenset({"queen"})}
    >>> weigh(forms, "後", read_english("Two queens met."))
    Verdict(form='后', cue='queen')
    >>> weigh(forms, "後", read_english("After the queen left, all left.")).form
    '後'
    """
    heard = {form: cue for form, cues in forms.items() if (cue := _heard(cues, english)) is not None}
    if chosen in heard:
        return Verdict(chosen, heard[chosen])
    if len(heard) == 1:
        return Verdict(*next(iter(heard.items())))
    return None


def _heard(cues: Iterable[str], english: English) -> str | None:
    # The first in order, so that the same text always gives the same reason.
    heard = [cue for cue in cues if cue in (english.names if cue[:1].isupper() else english.lemmas)]
    return min(heard, default=None)


@cache
def senses(name: str = "senses") -> dict[str, tuple[Sense, ...]]:
    """A table of this package: a character or word to what is known of it, rows for one target first.

    Args:
        name: `senses` (the forms of characters, and of words by their characters) or `wording` (regional words).

    >>> sorted(senses()["发"][0].forms), senses()["发"][0].open
    (['發', '髮'], True)
    """
    found: dict[tuple[str, str], list[list[str]]] = {}
    for line in files("shuyu.conversion").joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            row = [*line.split("\t"), "", "", "", ""][:6]
            found.setdefault((row[0], row[4]), []).append(row)
    table: dict[str, tuple[Sense, ...]] = {}
    for (source, only), rows in sorted(found.items(), reverse=True):
        sense = Sense(
            source,
            {form: frozenset(map(_cue, english.split())) for _, form, english, *_ in rows},
            {form: frozenset(near) for _, form, _, near, *_ in rows if near},
            only,
            any(row[5] == "open" for row in rows),
        )
        table[source] = (*table.get(source, ()), sense)
    return table


def _cue(word: str) -> str:
    return word if word[0].isupper() else lemma(word)


def sense_of(source: str, target: str, name: str = "senses") -> Sense | None:
    """What is known of a character or word on the way to `target`; None where nothing is.

    >>> sense_of("分布", "zh-Hant-TW") is None, sense_of("分布", "zh-Hant-HK") is None
    (True, False)
    """
    rows = (target,) if target == HANS else ("", target)
    return next((sense for sense in senses(name).get(source, ()) if sense.only in rows), None)
