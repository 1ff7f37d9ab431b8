"""Reading `terms.toml`: the settings of a project and its curated concepts.

The file is described, key by key, in `docs/terms-toml.md` and in `terms.schema.json` beside this module.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from shuyu.errors import Problem, TermsError
from shuyu.formats.terms_ids import same_pair, settle_language, with_ids
from shuyu.formats.terms_lines import Path, locate
from shuyu.formats.terms_syntax import decode, parse
from shuyu.formats.terms_values import (
    CONCEPT_FIELDS,
    GLOSSARY_KEYS,
    PARTS_OF_SPEECH,
    STATUSES,
    TERM_KEYS,
    TERM_TYPES,
    Fault,
    choice,
    date_fault,
    field_fault,
    folder_fault,
    id_fault,
    key_fault,
    language_fault,
    language_of_key,
    shown,
    term_fault,
    wrong_type,
)
from shuyu.languages import CHINESE, ENGLISH, HANS, LANGUAGES, canonical, is_chinese
from shuyu.model.concept import Concept, Status, Term

DEFAULT_LANGUAGES = (HANS, ENGLISH)
DEFAULT_PASSAGES = ("glossary",)

_FIRST_TERM = re.compile(r"^[ \t]*\[\[[ \t]*term", re.MULTILINE)
_Kind = TypeVar("_Kind")


@dataclass(frozen=True)
class Settings:
    """What `[glossary]` says of a project.

    Attributes:
        title: for people.
        languages: canonical tags; the first Chinese one is what `zh = "…"` means when the text itself does not tell.
        subject: what the glossary is about.
        source: where its terms come from.
        licence: under which others may use the terms.
        passages: folders (or files) of passages, with `/`, relative to the project.
    """

    title: str | None = None
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    subject: str | None = None
    source: str | None = None
    licence: str | None = None
    passages: tuple[str, ...] = DEFAULT_PASSAGES


@dataclass(frozen=True)
class Terms:
    """What a `terms.toml` says: its settings, and its concepts in the order of the file."""

    settings: Settings = Settings()
    concepts: tuple[Concept, ...] = ()


def read_terms(data: bytes, path: str = "terms.toml") -> Terms:
    r"""Read a `terms.toml`.

    A byte order mark and CRLF are accepted. An entry without `id` gets one made from its content (`derived_id`).

    Args:
        data: the bytes of the file.
        path: how errors name it.

    Returns:
        its settings and concepts.

    Raises:
        TermsError: E201 to E225, every problem of the file, each with its line.

    >>> terms = read_terms('[[term]]\nzh = "术语"\nen = ["term", { term = "word", status = "deprecated" }]'.encode())
    >>> [(t.text, t.language, t.status.value) for t in terms.concepts[0].terms]
    [('术语', 'zh-Hans', 'preferred'), ('term', 'en', 'preferred'), ('word', 'en', 'deprecated')]
    """
    return read_document(data, path)[0]


def read_document(data: bytes, path: str) -> tuple[Terms, dict[str, Any]]:
    """As `read_terms`, with what `tomli` gave."""
    text = decode(data, path).replace("\r\n", "\n")
    with no_collection():
        document, problems, text = parse(text, path)
        reader = _Reader()
        terms = reader.terms(document)
    if reader.findings or problems:
        raise TermsError.collected([*problems, *_placed(reader.findings, text, path)])
    return terms, document


def read_settings(data: bytes, path: str = "terms.toml") -> Settings:
    r"""The settings alone, without looking at the terms where that can be helped.

    Raises:
        TermsError: with everything that is wrong in `[glossary]`, or with the syntax of the file.

    >>> read_settings(b'[glossary]\ntitle = "AI"').title
    'AI'
    """
    text = decode(data, path).replace("\r\n", "\n")
    first = _FIRST_TERM.search(text)
    head = text[: first.start()] if first and "glossary" not in text[first.end() :] else text
    document, problems, _ = parse(head, path)
    if problems and head is not text:
        document, problems, _ = parse(text, path)
    reader = _Reader()
    settings = reader.settings(document.get("glossary", {}))
    if reader.findings or problems:
        raise TermsError.collected([*problems, *_placed(reader.findings, text, path)])
    return settings


@contextmanager
def no_collection() -> Iterator[None]:
    """For reading: it makes a million objects and no garbage, and looking for some takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def parsed(text: str) -> dict[str, Any]:
    """What `tomli` gives for a text that has been read before.

    Raises:
        ValueError: when it is no TOML.
    """
    import tomli

    with no_collection():
        return tomli.loads(text.removeprefix("\ufeff"))


def read_entry(entry: dict[str, Any], settings: Settings) -> Concept:
    """One entry of a `terms.toml`, as `tomli` gives it; its id is empty where it names none.

    Raises:
        TermsError: with everything that is wrong in it, without a place.

    >>> read_entry({"zh": "术语", "en": "term"}, Settings()).terms[0].language
    'zh-Hans'
    """
    reader = _Reader(settings.languages)
    concept = reader.concept(0, entry)
    if concept is None or reader.findings:
        raise TermsError(*(Problem(*finding.fault) for finding in reader.findings))
    return concept


@dataclass
class _Finding:
    where: Path
    fault: Fault
    other: Path | None = None


def _placed(findings: list[_Finding], text: str, path: str) -> Iterator[Problem]:
    if not findings:
        return
    wanted = [f.where for f in findings] + [f.other for f in findings if f.other is not None]
    lines = locate(text, wanted)
    for finding in findings:
        code, what, how = finding.fault
        if finding.other is not None:
            what += f" (the other is in line {lines[finding.other]})"
        yield Problem(code, what, how, path=path, line=lines[finding.where])


class _Reader:
    """Turns what tomli gives into the model, and notes everything that is wrong on the way."""

    def __init__(self, languages: tuple[str, ...] = DEFAULT_LANGUAGES) -> None:
        self.findings: list[_Finding] = []
        self._languages = languages
        # Keys repeat a hundred thousand times: each is looked at once.
        self._tags: dict[str, str | None] = {}

    def terms(self, document: dict[str, Any]) -> Terms:
        for key in document:
            if key not in {"glossary", "term"}:
                self._note((key,), key_fault(key, "top"))
        settings = self.settings(document.get("glossary", {}))
        self._languages = settings.languages
        entries = document.get("term", [])
        if isinstance(entries, dict):
            self._note(
                ("term",),
                Fault("E208", "[term] is one table, not a list of entries", "Write [[term]], with two brackets."),
            )
            entries = []
        elif not isinstance(entries, list):
            self._note(("term",), wrong_type("term", entries, "a list of entries"))
            entries = []
        read = [(number, concept) for number, entry in enumerate(entries) if (concept := self.concept(number, entry))]
        concepts = with_ids([concept for _, concept in read])
        self._compare([(number, concept) for (number, _), concept in zip(read, concepts, strict=True)], entries)
        return Terms(settings, tuple(concepts))

    def _note(self, where: Path, fault: Fault | None, other: Path | None = None) -> bool:
        if fault is not None:
            self.findings.append(_Finding(where, fault, other))
        return fault is not None

    def settings(self, table: Any) -> Settings:
        if not isinstance(table, dict):
            self._note(("glossary",), wrong_type("glossary", table, "a table"))
            return Settings()
        for key in table:
            if key not in GLOSSARY_KEYS:
                self._note(("glossary", key), key_fault(key, "glossary"))
        fields = {}
        for name in ("title", "subject", "source", "licence"):
            if name in table:
                fields[name] = self._field(("glossary", name), name, table[name])
        languages: list[str] = []
        for where, tag in self._listed(table, "languages"):
            if not self._note(where, language_fault(tag)):
                languages.append(HANS if canonical(tag) == CHINESE else canonical(tag) or tag)
        folders = [
            folder.strip("/")
            for where, folder in self._listed(table, "passages")
            if not self._note(where, folder_fault(folder))
        ]
        return Settings(
            **fields,
            languages=tuple(dict.fromkeys(languages)) or DEFAULT_LANGUAGES,
            passages=tuple(dict.fromkeys(folders)) if "passages" in table else DEFAULT_PASSAGES,
        )

    def _listed(self, table: dict[str, Any], name: str) -> Iterator[tuple[Path, Any]]:
        value = table.get(name, [])
        if isinstance(value, list):
            yield from ((("glossary", name, number), one) for number, one in enumerate(value))
        elif name == "passages":
            yield ("glossary", name), value
        else:
            self._note(
                ("glossary", name), wrong_type(name, value, 'a list of language tags, such as ["zh-Hans", "en"]')
            )

    def _field(self, where: Path, name: str, value: Any) -> str | None:
        if self._note(where, field_fault(name, value)) or not value.strip():
            return None
        text: str = value
        return text

    def concept(self, number: int, entry: Any) -> Concept | None:
        if not isinstance(entry, dict):
            self._note(("term", number), wrong_type("an entry", entry, "a table that begins with [[term]]"))
            return None
        fields: dict[str, str | None] = {}
        terms: list[Term] = []
        wheres: list[Path] = []
        has_language = False
        for key, value in entry.items():
            if key in CONCEPT_FIELDS:
                if key == "modified":
                    value = value.isoformat() if type(value) is date else value
                    if not self._note(("term", number, key), date_fault(value)):
                        fields[key] = value
                elif key != "id":
                    fields[key] = self._field(("term", number, key), key, value)
                elif not self._note(("term", number, key), id_fault(value)):
                    fields[key] = value
                continue
            try:
                tag = self._tags[key]
            except KeyError:
                tag = self._tags[key] = language_of_key(key)
            # A key that is not known was probably meant to be a language: one thing is wrong, not two.
            has_language = True
            if tag is None:
                self._note(("term", number, key), key_fault(key, "concept"))
                continue
            values = value if isinstance(value, list) else [value]
            if not values:
                self._note(
                    ("term", number, key),
                    Fault("E209", f"the list of {key} is empty", "Write a term into it, or take the line away."),
                )
            for place, one in enumerate(values):
                where: Path = ("term", number, key, place) if values is value else ("term", number, key)
                term = self._term(where, tag, one, terms)
                if term is not None:
                    terms.append(term)
                    wheres.append(where)
        if not has_language:
            self._note(
                ("term", number),
                Fault("E213", "this entry has no term", 'Give it zh = "…" and en = "…", or one of them.'),
            )
        if len(terms) > 1:
            self._twice(terms, wheres)
        if not terms:
            return None
        return Concept(
            fields.get("id") or "",
            tuple(terms),
            fields.get("subject"),
            fields.get("definition"),
            fields.get("note"),
            fields.get("source"),
            fields.get("modified"),
        )

    def _term(self, where: Path, tag: str, value: Any, before: list[Term]) -> Term | None:
        table = value if isinstance(value, dict) else None
        if table is not None:
            for key in table:
                if key not in TERM_KEYS:
                    self._note((*where, key), key_fault(key, "term"))
            if "term" not in table:
                self._note(where, Fault("E219", "this table has no term in it", 'Write { term = "…" }.'))
                return None
            value = table["term"]
        fault = term_fault(value)
        if fault is not None:
            self._note((*where, "term") if table is not None else where, fault)
            return None
        text: str = value
        language = settle_language(tag, text, self._languages)
        status = Status.PREFERRED
        for term in before:
            if term.language == language:
                status = Status.ADMITTED
                break
        if table is None or len(table) == 1:
            return Term(text, language, status)
        return Term(
            text,
            language,
            self._choice(where, table, "status", STATUSES, "E203") or status,
            self._choice(where, table, "pos", PARTS_OF_SPEECH, "E205"),
            self._choice(where, table, "type", TERM_TYPES, "E206"),
            self._pinyin(where, text, language, table) if "pinyin" in table else None,
            self._field((*where, "note"), "note", table["note"]) if "note" in table else None,
            self._field((*where, "source"), "source", table["source"]) if "source" in table else None,
            context=self._field((*where, "context"), "context", table["context"]) if "context" in table else None,
        )

    def _choice(self, where: Path, table: dict[str, Any], key: str, known: dict[str, _Kind], code: str) -> _Kind | None:
        if key not in table or self._note((*where, key), choice(key, table[key], known, code)):
            return None
        return known[table[key]]

    def _pinyin(self, where: Path, text: str, language: str, table: dict[str, Any]) -> str | None:
        from shuyu.formats.terms_pinyin import read_pinyin

        where = (*where, "pinyin")
        given = self._field(where, "pinyin", table["pinyin"])
        if given is None:
            return None
        if not is_chinese(language):
            self._note(where, Fault("E216", f'pinyin on "{shown(text)}", which is not Chinese', "Take it away."))
            return None
        result = read_pinyin(given, text)
        if isinstance(result, Fault):
            self._note(where, result)
            return None
        return result

    def _twice(self, terms: list[Term], wheres: list[Path]) -> None:
        first: dict[tuple[str, str], Path] = {}
        for term, where in zip(terms, wheres, strict=True):
            other = first.setdefault((term.text, term.language), where)
            if other is not where:
                what = f'the {LANGUAGES[term.language].name} term "{shown(term.text)}" stands twice in this entry'
                self._note(where, Fault("E214", what, "Take one away."), other)

    def _compare(self, concepts: list[tuple[int, Concept]], entries: list[Any]) -> None:
        ids: dict[str, int] = {}
        by_term: dict[str, list[tuple[int, Concept]]] = {}
        for number, concept in concepts:
            if entries[number].get("id") == concept.id:
                if concept.id in ids:
                    how = "Each entry needs an id of its own, or none."
                    other: Path = ("term", ids[concept.id], "id")
                    self._note(
                        ("term", number, "id"), Fault("E212", f'the id "{shown(concept.id)}" stands twice', how), other
                    )
                else:
                    ids[concept.id] = number
            # Entries meet by a Chinese term; those that have none, by an English one.
            chinese = {term.text for term in concept.terms if term.language != ENGLISH}
            for text in sorted(chinese or {term.text for term in concept.terms}):
                known = by_term.get(text)
                if known is None:
                    by_term[text] = [(number, concept)]
                    continue
                for other_number, other_concept in known:
                    pair = same_pair(other_concept, concept)
                    if pair is not None:
                        how = "Make them one entry, or tell them apart by a subject each."
                        fault = Fault("E215", f"{pair} stands in two entries", how)
                        self._note(("term", number), fault, ("term", other_number))
                        break
                known.append((number, concept))
