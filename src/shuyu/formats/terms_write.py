"""Writing a fresh `terms.toml`. One that a person has written is edited instead: `terms_edit`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from shuyu.formats.terms_ids import derived_id, settle_language
from shuyu.formats.terms_toml import DEFAULT_PASSAGES, Settings, read_terms
from shuyu.languages import CHINESE, is_chinese
from shuyu.model.concept import Concept, Status, Term

_WIDEST = 100
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f]')
# A bare key may have these; every language tag and every key of ours does.
_ESCAPED_IN_BLOCK = re.compile('[\x00-\x08\x0b-\x1f\\\\\x7f]|"""|"\\Z')


def write_terms(settings: Settings, concepts: Iterable[Concept]) -> str:
    """A `terms.toml` that says just this, in one fixed layout: reading it gives the same again.

    What is not kept: derived terms (they are made again), and terms of one language that stand apart are brought
    together. An id that the reader would derive by itself is left out.

    Args:
        settings: for `[glossary]`.
        concepts: in the order they will stand in.

    Returns:
        the text, lines ended by LF.

    Raises:
        TermsError: when there is something that a `terms.toml` cannot hold (a line break in a term, the same id
            twice); lines are those of the text that would have been written.

    >>> concept = Concept("", (Term("开源", "zh-Hans"), Term("open source", "en"), Term("OSS", "en", Status.ADMITTED)))
    >>> print(write_terms(Settings(title="Open"), [concept]))
    [glossary]
    title = "Open"
    languages = ["zh-Hans", "en"]
    <BLANKLINE>
    [[term]]
    zh = "开源"
    en = ["open source", "OSS"]
    <BLANKLINE>
    """
    listed = list(concepts)
    derived = [derived_id(own_terms(concept)) for concept in listed]
    times: dict[str, int] = {}
    for name in [*derived, *(concept.id for concept, own in zip(listed, derived, strict=True) if concept.id != own)]:
        times[name] = times.get(name, 0) + 1
    pieces = [_settings_text(settings)]
    for concept, own in zip(listed, derived, strict=True):
        keep_id = concept.id and (concept.id != own or times[own] > 1)
        entry = raw_entry(concept, settings.languages, with_id=bool(keep_id))
        pieces.append("[[term]]\n" + "".join(f"{key} = {toml_value(value)}\n" for key, value in entry.items()))
    text = "\n".join(pieces)
    read_terms(text.encode("utf-8", "surrogatepass"), "the terms.toml to be written")
    return text


def own_terms(concept: Concept) -> Concept:
    """`concept` without the forms that script conversion made."""
    if not any(term.derived for term in concept.terms):
        return concept
    return replace(concept, terms=tuple(term for term in concept.terms if not term.derived))


def _settings_text(settings: Settings) -> str:
    lines = ["[glossary]"]
    for name, value in (
        ("title", settings.title),
        ("languages", list(settings.languages)),
        ("subject", settings.subject),
        ("source", settings.source),
        ("licence", settings.licence),
        ("passages", list(settings.passages) if settings.passages != DEFAULT_PASSAGES else None),
    ):
        if value is not None:
            lines.append(f"{name} = {toml_value(value)}")
    return "\n".join(lines) + "\n"


def raw_entry(concept: Concept, languages: tuple[str, ...], *, with_id: bool = True) -> dict[str, Any]:
    """The keys and values of the entry that says what `concept` says, in the order they stand in.

    Args:
        concept: its derived terms are left out.
        languages: of the project; `zh` is written for its first Chinese one.
        with_id: whether to write the id.
    """
    entry: dict[str, Any] = {}
    if with_id and concept.id:
        entry["id"] = concept.id
    entry |= _given(subject=concept.subject, definition=concept.definition)
    by_language: dict[str, list[Any]] = {}
    texts: dict[str, list[str]] = {}
    for term in concept.terms:
        if not term.derived:
            known = by_language.setdefault(term.language, [])
            known.append(raw_term(term, Status.ADMITTED if known else Status.PREFERRED))
            texts.setdefault(term.language, []).append(term.text)
    for language, values in by_language.items():
        key = language_key(language, texts[language], languages)
        entry[key] = values[0] if len(values) == 1 else values
    return entry | _given(source=concept.source, note=concept.note, modified=concept.modified)


def _given(**fields: str | None) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value is not None}


def language_key(language: str, texts: Iterable[str], languages: tuple[str, ...]) -> str:
    """The key under which terms of `language` stand: `zh` where the project and the texts make that plain."""
    first = next((own for own in languages if is_chinese(own)), None)
    if language == first and all(settle_language(CHINESE, text, languages) == language for text in texts):
        return CHINESE
    return language


def raw_term(term: Term, usual: Status) -> str | dict[str, str]:
    """A term as it stands in an entry: its text, or a table where there is more to say.

    Args:
        term: the term.
        usual: the status that it has unless something is said.
    """
    table = {"term": term.text}
    if term.status is not usual:
        table["status"] = term.status.value
    table |= _given(
        pos=term.part_of_speech.value if term.part_of_speech else None,
        type=term.type.value if term.type else None,
        pinyin=term.pinyin,
        note=term.note,
        source=term.source,
        context=term.context,
    )
    return table if len(table) > 1 else term.text


def toml_value(value: Any, *, in_line: bool = False) -> str:
    r"""A text, a table of texts, or a list of both, as TOML.

    >>> toml_value(["a", {"term": 'b"', "note": "c"}])
    '["a", { term = "b\\"", note = "c" }]'
    """
    if isinstance(value, str):
        return _text(value, in_line=in_line)
    if isinstance(value, dict):
        # The line breaks of a value stay escaped here: TOML 1.0 keeps an inline table on one line.
        return "{ " + ", ".join(f"{key} = {_text(one, in_line=True)}" for key, one in value.items()) + " }"
    items = [toml_value(one, in_line=True) for one in value]
    line = f"[{', '.join(items)}]"
    if len(line) <= _WIDEST or len(items) < 2:
        return line
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _text(value: str, *, in_line: bool) -> str:
    if "\n" in value and not in_line:
        return '"""\n' + _ESCAPED_IN_BLOCK.sub(_escape, value) + '"""'
    return '"' + _ESCAPED.sub(_escape, value) + '"'


def _escape(found: re.Match[str]) -> str:
    characters = found.group()
    if characters == '"""':
        return '""\\"'
    return _ESCAPES.get(characters) or f"\\u{ord(characters):04X}"
