"""Lossless JSON: every field of the model under its own name; the schema is `list.schema.json` beside this module.

Written with a concept a line, so that a list of any length is written and read in bounded memory, and a version control
system shows what changed. A file laid out in another way is read whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Reading, TermFormat, Writing
from shuyu.formats.terms_ids import settle_language
from shuyu.formats.terms_values import date_fault, field_fault, id_fault, kind_of, shown, term_fault
from shuyu.languages import LANGUAGES, canonical
from shuyu.model.concept import Concept, PartOfSpeech, Status, Term, TermType

NAME = "shuyu terms"
VERSION = 1

_ABOUT = ("title", "subject", "source", "licence", "date", "priority")
_CONCEPT = ("id", "subject", "definition", "note", "source", "modified")
_PROSE = ("note", "source", "context")
_CHOICES: dict[str, tuple[str, Mapping[str, Any]]] = {
    "status": ("status", {one.value: one for one in Status}),
    "partOfSpeech": ("part_of_speech", {one.value: one for one in PartOfSpeech}),
    "type": ("type", {one.value: one for one in TermType}),
}
_TERM = ("term", "language", *_CHOICES, "pinyin", *_PROSE)
_OPENING = b'"concepts": ['
_MOST_PROBLEMS = 100


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    about: dict[str, Any] = {name: value for name in _ABOUT if (value := getattr(writing, name, None)) is not None}
    about["languages"] = list(writing.languages)
    if "priority" in writing.options:
        about["priority"] = writing.options["priority"]
    head = {"format": NAME, "version": VERSION, "about": about}
    stream.write(_line(head)[:-1] + b",\n" + _OPENING)
    between = b"\n"
    for concept in concepts:
        stream.write(between + _line(_entry(concept)))
        between = b",\n"
    stream.write(b"\n]}\n")


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _entry(concept: Concept) -> dict[str, Any]:
    entry: dict[str, Any] = {name: value for name in _CONCEPT if (value := getattr(concept, name))}
    entry["terms"] = [_term(term) for term in concept.terms if not term.derived]
    return entry


def _term(term: Term) -> dict[str, str]:
    entry = {"term": term.text, "language": term.language, "status": term.status.value}
    if term.part_of_speech:
        entry["partOfSpeech"] = term.part_of_speech.value
    if term.type:
        entry["type"] = term.type.value
    return entry | {name: value for name in ("pinyin", *_PROSE) if (value := getattr(term, name)) is not None}


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`."""
    reader = _Reader(reading)
    first, second = stream.readline(), stream.readline()
    if second.rstrip() == _OPENING and first.rstrip().endswith(b","):
        reader.head(reader.parse(first.rstrip()[:-1] + b"}", 1), 1)
        yield from _lines(stream, reader)
    else:
        document = reader.parse(first + second + stream.read(), 1)
        reader.head(document, 1)
        listed = document.get("concepts") if isinstance(document, dict) else None
        if not isinstance(listed, list) and not reader.problems:
            reader.note("the list of concepts is missing", 'Give the file a list "concepts".', None)
        for number, entry in enumerate(listed if isinstance(listed, list) else (), 1):
            concept = reader.concept(entry, None, f"concept {number}: ")
            if concept is not None:
                yield concept
    if reader.problems:
        raise InputError(*reader.problems)


def _lines(stream: BinaryIO, reader: _Reader) -> Iterator[Concept]:
    number = 2
    ended = False
    for number, raw in enumerate(stream, 3):
        line = raw.strip()
        if line == b"]}":
            ended = True
            continue
        entry = reader.parse(line[:-1] if line.endswith(b",") else line, number)
        if entry is None:
            continue
        concept = reader.concept(entry, number, "")
        if concept is not None:
            yield concept
    if not ended:
        reader.note("the file ends before its list does", "It was cut off: get it anew.", number)


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.problems: list[Problem] = []

    def note(self, what: str, how: str, line: int | None) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem("E141", what, how, path=self._reading.path, line=line))

    def parse(self, data: bytes, line: int) -> Any:
        try:
            return json.loads(data.decode("utf-8-sig"))
        except json.JSONDecodeError as error:
            self.note(f"this is not JSON: {error.msg}", "Mend it, or export it anew.", line + error.lineno - 1)
        except UnicodeDecodeError:
            self.note("this is not UTF-8", "Save the file as UTF-8.", line)
        except RecursionError:
            self.note("lists nested too deeply", "This is not a term list.", line)
        return None

    def head(self, document: Any, line: int) -> None:
        if self.problems:
            return
        if not isinstance(document, dict) or document.get("format") != NAME:
            self.note("this JSON is no term list of shuyu", f'Such a file says "format": "{NAME}".', line)
        elif document.get("version") != VERSION:
            what = f"version {document.get('version')!r} of the format is not known"
            self.note(what, f"This shuyu reads version {VERSION}; use a newer one.", line)
        else:
            about = document.get("about", {})
            for name in _ABOUT:
                if isinstance(about, dict) and isinstance(about.get(name), str):
                    self._reading.about[name] = about[name]

    def concept(self, entry: Any, line: int | None, where: str) -> Concept | None:
        if not isinstance(entry, dict):
            self.note(f"{where}a concept must be an object, not {kind_of(entry)}", "", line)
            return None
        before = len(self.problems)
        self._unknown(entry, (*_CONCEPT, "terms"), line, where)
        fields = {name: self._prose(name, entry.get(name), line, where) for name in _CONCEPT}
        listed = entry.get("terms")
        if not isinstance(listed, list) or not listed:
            self.note(f"{where}a concept needs a list of terms", "", line)
            return None
        terms = [self._term(one, line, where) for one in listed]
        known = tuple(term for term in terms if term is not None)
        if len(self.problems) > before:
            return None
        return Concept(**{**fields, "id": fields["id"] or "", "terms": known})  # type: ignore[arg-type]

    def _term(self, entry: Any, line: int | None, where: str) -> Term | None:
        if not isinstance(entry, dict):
            self.note(f"{where}a term must be an object, not {kind_of(entry)}", "", line)
            return None
        self._unknown(entry, _TERM, line, where)
        text: Any = entry.get("term")
        if (fault := term_fault(text)) is not None:
            self.note(where + fault.what, fault.how, line)
            return None
        tag = entry.get("language")
        language = canonical(tag) if isinstance(tag, str) else None
        if language is None:
            what = f'{where}the language {shown(str(tag))} of "{shown(str(text))}" is not known'
            self.note(what, f"Use one of: {', '.join(LANGUAGES)}.", line)
            return None
        values: dict[str, Any] = {}
        for key, (name, known) in _CHOICES.items():
            if key not in entry:
                continue
            if not isinstance(entry[key], str) or entry[key] not in known:
                self.note(
                    f'{where}{key} "{shown(str(entry[key]))}" is not known', f"Use one of: {', '.join(known)}.", line
                )
            else:
                values[name] = known[entry[key]]
        for name in ("pinyin", *_PROSE):
            values[name] = self._prose(name, entry.get(name), line, where)
        return Term(text, settle_language(language, text, self._reading.languages), **values)

    def _prose(self, name: str, value: Any, line: int | None, where: str) -> str | None:
        if value is None:
            return None
        check: Callable[[Any], Any] = {"id": id_fault, "modified": date_fault}.get(
            name, lambda text: field_fault(name, text)
        )
        if (fault := check(value)) is not None:
            self.note(where + fault.what, fault.how, line)
            return None
        return str(value)

    def _unknown(self, entry: dict[str, Any], known: Iterable[str], line: int | None, where: str) -> None:
        for key in entry.keys() - set(known):
            self.note(f'{where}key "{shown(key)}" is not known here', f"Use one of: {', '.join(known)}.", line)


FORMAT = TermFormat(
    name="json",
    title="JSON of shuyu, lossless",
    suffixes=(".json",),
    read=read,
    write=write,
    options={"priority": "the place of the collection among others, 0 first"},
    sniff=lambda head: f'"format": "{NAME}"'.encode() in head or f'"format":"{NAME}"'.encode() in head,
)
