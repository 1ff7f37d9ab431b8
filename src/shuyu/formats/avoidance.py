"""What a linter is to find: terms that must not be used, what stands in their place, where they may stand.

Chinese has no spaces between words, so a term to avoid is looked for everywhere but inside a longer term of the list:
where 模型 is to become 大模型, the text 大模型 is right already. A Latin term is looked for as a whole word, in lower
case in any case of letters, and as it is written where it has a capital. The plural of an English
term is looked for too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shuyu.formats.base import Writing
from shuyu.formats.pairs import AVOIDED
from shuyu.languages import ENGLISH
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term

_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")
_LETTER = "0-9A-Za-zÀ-ÖØ-öø-ɏ"
_IS_LETTER = re.compile(f"[{_LETTER}]")
_ANY_SPACE = r"\s+"
_SPACE = re.compile(r"\s+")
_NO_PLURAL = ("s", "x", "z", "man", "fe", "lf")


@dataclass(frozen=True)
class Avoided:
    """A term that a text must not have.

    Attributes:
        text: the term.
        better: what to write in its place, best first; may be empty.
        inside: (before, after) of each longer term of the list with `text` in it, where it may stand.
        exact: whether only this case of letters is wrong.
    """

    text: str
    better: tuple[str, ...]
    inside: tuple[tuple[str, str], ...]
    exact: bool

    def pattern(self) -> str:
        r"""A regular expression that Vale (.NET's kind) and JavaScript both understand, without flags.

        >>> Avoided("模型", ("大模型",), (("大", ""),), True).pattern()
        '(?!(?<=大)模型)模型'
        >>> Avoided("big model", (), (), False).pattern()
        '(?<![0-9A-Za-zÀ-ÖØ-öø-ɏ])big\\s+model(?![0-9A-Za-zÀ-ÖØ-öø-ɏ])'
        """
        body = _spaced(self.text)
        guards = "".join(_guard(before, body, after) for before, after in self.inside)
        first = f"(?<![{_LETTER}])" if _IS_LETTER.match(self.text) else ""
        last = f"(?![{_LETTER}])" if _IS_LETTER.match(self.text[-1]) else ""
        return f"{first}{guards}{body}{last}"


def _guard(before: str, body: str, after: str) -> str:
    # Of a fixed length, as some engines want what they look back at.
    behind = "".join(r"\s" if character.isspace() else escaped(character) for character in before)
    return f"(?!{f'(?<={behind})' if behind else ''}{body}{_spaced(after)})"


def _spaced(text: str) -> str:
    return _ANY_SPACE.join(escaped(piece) for piece in _SPACE.split(text))


def escaped(text: str) -> str:
    r"""`text` as a regular expression that finds it; only what has a meaning is escaped, as JavaScript wants it.

    >>> escaped("C++ (a-b)")
    'C\\+\\+ \\(a-b\\)'
    """
    return _SPECIAL.sub(r"\\\g<0>", text)


def avoided(concepts: Iterable[Concept]) -> tuple[list[Avoided], list[str]]:
    """What a linter is to find.

    Returns:
        the terms to avoid, in the order of the list, and those that are left out since another concept allows them:
        a linter cannot tell the two apart.

    >>> terms = (Term("大模型", "zh-Hans"), Term("巨模型", "zh-Hans", Status.FORBIDDEN))
    >>> avoided([Concept("a", terms)])[0]
    [Avoided(text='巨模型', better=('大模型',), inside=(), exact=True)]
    """
    allowed: dict[str, None] = {}
    betters: dict[str, dict[str, None]] = {}
    for concept in concepts:
        allowed.update((term.text, None) for term in concept.terms if not term.derived and term.status not in AVOIDED)
        for term, better in _pairs(concept):
            betters.setdefault(term.text, {}).update(dict.fromkeys(one.text for one in better))
            many = _plural(term)
            if many is not None:
                plurals = [text for one in better if (text := _plural(one)) is not None]
                if plurals or not better:
                    betters.setdefault(many, {}).update(dict.fromkeys(plurals))
    folded = {text.casefold() for text in allowed}
    left_out = [text for text in betters if text in allowed]
    wanted = [text for text in betters if text not in allowed]
    inside = _inside(wanted, [*allowed, *wanted])
    return [
        Avoided(
            text, tuple(betters[text]), tuple(inside[text]), text != text.lower() or not _cased(text) or text in folded
        )
        for text in wanted
    ], left_out


def _cased(text: str) -> bool:
    return text != text.upper()


def _pairs(concept: Concept) -> Iterator[tuple[Term, list[Term]]]:
    own = [term for term in concept.terms if not term.derived]
    for term in own:
        if term.status in AVOIDED:
            same = [one for one in own if one.language == term.language and one.status not in AVOIDED]
            best = min((one.status.rank for one in same), default=0)
            yield term, [one for one in same if one.status.rank == best]


def _plural(term: Term) -> str | None:
    # Of regular nouns whose plural is certain; what may be no noun has no harm from it.
    text = term.text
    if term.language != ENGLISH or term.part_of_speech not in (None, PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN):
        return None
    if not (text[-1].isascii() and text[-1].isalpha()) or text.endswith(_NO_PLURAL):
        return None
    if text.endswith(("ch", "sh")):
        return f"{text}es"
    if text.endswith("y") and text[-2:-1] not in tuple("aeiou"):
        return f"{text[:-1]}ies"
    return f"{text}s"


def _inside(wanted: Iterable[str], texts: Iterable[str]) -> defaultdict[str, dict[tuple[str, str], None]]:
    from ahocorasick_rs import AhoCorasick

    known: dict[str, list[str]] = defaultdict(list)
    for text in wanted:
        known[text.lower()].append(text)
    forms = list(known)
    automaton = AhoCorasick(forms)
    found: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for text in texts:
        lower = text.lower()
        if len(lower) != len(text):
            continue
        for form, start, end in automaton.find_matches_as_indexes(lower, overlapping=True):
            sides = (text[:start], text[end:])
            if end - start < len(text):
                for term in known[forms[form]]:
                    if not _within_word(term, *sides):
                        found[term][sides] = None
    return found


def _within_word(term: str, before: str, after: str) -> bool:
    # There a word goes on, and whole words are looked for anyway.
    left = before[-1:] + term[0]
    right = term[-1] + after[:1]
    return any(len(side) > 1 and all(map(_IS_LETTER.match, side)) for side in (left, right))


def corrected(concept: Concept, _writing: Writing) -> Iterable[Concept]:
    """What a rule keeps of a concept: each term to avoid with what stands in its place (`TermFormat.reshape`)."""
    from dataclasses import replace

    for term, better in _pairs(concept):
        if better:
            yield replace(concept, terms=(*better, term))


def quoted(text: str) -> str:
    r"""`text` as YAML, in single quotes where it can.

    >>> print(quoted("it's \\s"), quoted("\ufffe"))
    'it''s \s' "\ufffe"
    """
    import json

    if all(character == " " or character.isprintable() for character in text):
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text)


def remark(left_out: Iterable[str]) -> str:
    """What stands at the head of a file of rules."""
    lines = ["# Made by shuyu from the term list: change the list, not this file.\n"]
    lines += [f"# Not here, since the list allows it elsewhere: {text}\n" for text in left_out]
    return "".join(lines)


ONLY_AVOIDED = {Status.PREFERRED: Status.PREFERRED, Status.FORBIDDEN: Status.FORBIDDEN} | {
    Status.DEPRECATED: Status.FORBIDDEN
}
"""The statuses that a rule keeps: it knows right and wrong."""
