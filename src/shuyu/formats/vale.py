"""Vale: a rule that finds the terms to avoid, and the two files of a vocabulary.

A rule is one file of a style (`styles/shuyu/Terms.yml`, used as `BasedOnStyles = shuyu`). It has `nonword: true`, since
the word boundaries that Vale puts around a token else never hold inside a Chinese sentence; its patterns bring their
own for Latin terms. It has `vocab: false`, since an accepted word would else switch off every term that holds it.

A vocabulary (`styles/config/vocabularies/NAME/accept.txt`, `reject.txt`) holds regular expressions, a line each, and
Vale puts word boundaries around them, so `reject.txt` is of use for Latin terms only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from shuyu.errors import InputError, Problem, UsageError
from shuyu.formats.avoidance import ONLY_AVOIDED, Avoided, avoided, corrected, escaped, quoted, remark
from shuyu.formats.base import TERMS_ALONE, TermFormat, Writing
from shuyu.formats.pairs import AVOIDED
from shuyu.model.concept import Concept
from shuyu.text import han

_LEVELS = ("suggestion", "warning", "error")
_RULES = ("substitution", "existence")
_LONGEST_KEY = 1000
"""YAML wants a longer key of a mapping marked with `?` (1,024 characters, with the quotes)."""
_OPTIONS = {
    "rule": "substitution (what to write instead; the default) or existence (also what has nothing in its place)",
    "level": "suggestion, warning (the default) or error",
}


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a rule; see `TermFormat.write`."""
    rule, level = _option("rule", _RULES, writing), _option("level", _LEVELS, writing, "warning")
    found, left_out = avoided(concepts)
    lines = [remark(left_out), f"extends: {rule}\n"]
    if rule == "substitution":
        usable = [(one, better) for one in found if (better := _better(one))]
        if found and not usable:
            how = "Export all statuses together, or add --set rule=existence."
            what = "no term to avoid has one beside it that stands in its place"
            raise InputError(Problem("E142", what, how, writing.path or None))
        lines += [
            "message: \"Use '%s' instead of '%s'.\"\n",
            f"level: {level}\nnonword: true\nvocab: false\nignorecase: false\naction:\n  name: replace\n",
            "swap:\n" if usable else "swap: {}\n",
            *(_swap(_pattern(one), better) for one, better in usable),
        ]
    else:
        lines += [
            "message: \"Avoid '%s'.\"\n",
            f"level: {level}\nnonword: true\nvocab: false\nignorecase: false\n",
            "tokens:\n" if found else "tokens: []\n",
            *(f"  - {quoted(_pattern(one))}\n" for one in _longest_first(found)),
        ]
    stream.write("".join(lines).encode())


def _option(name: str, known: tuple[str, ...], writing: Writing, usual: str | None = None) -> str:
    value = writing.options.get(name, usual or known[0])
    if value not in known:
        raise UsageError(Problem("E644", f'"{value}" is no {name} of Vale', f"Use one of: {', '.join(known)}."))
    return value


def _pattern(one: Avoided) -> str:
    return one.pattern() if one.exact else f"(?i:{one.pattern()})"


def _longest_first(found: list[Avoided]) -> list[Avoided]:
    # Of alternatives at one place the first one wins; for a substitution Vale sorts them itself.
    return sorted(found, key=lambda one: -len(one.text))


def _better(one: Avoided) -> str:
    # Vale parts several replacements with a bar, and reads $1 as a part of what was found.
    usable = [text for text in one.better if "|" not in text]
    return "|".join(usable).replace("$", "$$") if _numbered(usable) else "|".join(usable)


def _numbered(texts: list[str]) -> bool:
    return any("$" + digit in text for text in texts for digit in "0123456789")


def _swap(pattern: str, better: str) -> str:
    key = quoted(pattern)
    if len(key) > _LONGEST_KEY:
        return f"  ? {key}\n  : {quoted(better)}\n"
    return f"  {key}: {quoted(better)}\n"


def _reshaped(concept: Concept, writing: Writing) -> Iterable[Concept]:
    if writing.options.get("rule") != "existence":
        return corrected(concept, writing)
    terms = tuple(term for term in concept.terms if term.status in AVOIDED and not term.derived)
    return [replace(concept, terms=terms)] if terms else []


def write_accepted(concepts: Iterable[Concept], stream: BinaryIO, _writing: Writing) -> None:
    """Write `accept.txt`; see `TermFormat.write`."""
    _write_lines({_accepted(text) for concept in concepts for text in _texts(concept, wanted=False)}, stream)


def _accepted(text: str) -> str:
    # Vale makes the writing of an accepted phrase the only right one: small letters would be an error at the beginning
    # of a sentence.
    first = text[0]
    if first.isascii() and first.islower() and text == text.lower():
        return f"[{first.upper()}{first}]{escaped(text[1:])}"
    return _line(text)


def write_rejected(concepts: Iterable[Concept], stream: BinaryIO, _writing: Writing) -> None:
    """Write `reject.txt`; see `TermFormat.write`."""
    listed = list(concepts)
    allowed = {text for concept in listed for text in _texts(concept, wanted=False)}
    rejected = {text for concept in listed for text in _texts(concept, wanted=True)} - allowed
    _write_lines({_rejected(text) for text in rejected if not han.has_han(text)}, stream)


def _rejected(text: str) -> str:
    return f"(?i:{escaped(text)})" if text == text.lower() != text.upper() else _line(text)


def _line(text: str) -> str:
    # A line that begins with "# " is a remark.
    return "\\" + escaped(text) if text.startswith("#") else escaped(text)


def _texts(concept: Concept, *, wanted: bool) -> Iterator[str]:
    yield from (t.text for t in concept.terms if not t.derived and (t.status in AVOIDED) is wanted)


def _write_lines(lines: Iterable[str], stream: BinaryIO) -> None:
    stream.write("".join(f"{line}\n" for line in sorted(lines, key=lambda line: (line.lower(), line))).encode())


def _allowed(concept: Concept, _writing: Writing) -> Iterable[Concept]:
    terms = tuple(term for term in concept.terms if term.status not in AVOIDED)
    return [replace(concept, terms=terms)] if terms else []


def _refused(concept: Concept, _writing: Writing) -> Iterable[Concept]:
    terms = tuple(term for term in concept.terms if term.status in AVOIDED and not han.has_han(term.text))
    return [replace(concept, terms=terms)] if terms else []


FORMAT = TermFormat(
    name="vale",
    title="Vale rule",
    suffixes=(".yml", ".yaml"),
    keeps=replace(TERMS_ALONE, statuses=ONLY_AVOIDED),
    write=write,
    reshape=_reshaped,
    streams=False,
    options=_OPTIONS,
)

ACCEPT = TermFormat(
    name="vale-accept",
    title="Vale vocabulary, accept.txt",
    suffixes=(".txt",),
    keeps=TERMS_ALONE,
    write=write_accepted,
    reshape=_allowed,
    streams=False,
)

REJECT = TermFormat(
    name="vale-reject",
    title="Vale vocabulary, reject.txt",
    suffixes=(".txt",),
    keeps=replace(TERMS_ALONE, statuses=ONLY_AVOIDED),
    write=write_rejected,
    reshape=_refused,
    streams=False,
)
