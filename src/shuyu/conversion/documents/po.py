"""PO (gettext): translations; message ids, contexts and comments stay.

Fuzzy and obsolete translations are turned too, since translators take them up again. Continuation lines stay where
they are: what a conversion changes is a few characters, and a new wrapping would hide them in the diff.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from shuyu.conversion.base import Job
from shuyu.conversion.documents.html import is_chinese_tag
from shuyu.conversion.documents.markup import broken
from shuyu.conversion.documents.splice import Edit, Span, Stretch, marks, plain_spans, splice
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.conversion.tags import retag
from shuyu.errors import InputError, Problem
from shuyu.languages import HONG_KONG, is_traditional
from shuyu.text.han import has_han

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_PREFIX = re.compile(r"[ \t]*(?:#~\|?|#\|)?[ \t]*")
_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d{1,3})\])?[ \t]*(?=\"|\Z)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"[ \t]*\Z')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|(.))")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_FUZZY = re.compile(r"#,(?:[^\r\n]*,)?[ \t]*fuzzy[ \t]*(?:,|\Z)")
_HEADER_LANGUAGE = re.compile(r"(?m)^Language:[ \t]*([A-Za-z_@-]+)")
_TEAM = re.compile(r"(?m)^Language-Team:[ \t]*([^<\n\\]*)")
_TEAM_WORD = re.compile(
    r"(?i)\b(zh[-_](?:cn|tw|hk|hans|hant)(?:[-_][a-z]{2})?)\b"
    r"|(?<=\()(simplified|traditional|china|taiwan|hong kong)(?=\))"
)
_CHARSET = re.compile(r"(\"?Content-Type:[^\"\n]{0,80}?charset=)([A-Za-z0-9_:.-]{1,40})")
_CHARSET_BYTES = re.compile(rb"Content-Type:[^\"\n]{0,80}?charset=([A-Za-z0-9_:.-]{1,40})")


class Message(NamedTuple):
    """A message of a program, with its translation.

    Attributes:
        source: the text in the program; of one with a plural, the form that the translation is of.
        translation: may be empty.
        line: of the file, where the message begins.
    """

    source: str
    translation: str
    line: int


@dataclass
class _Entry:
    strings: dict[str, list[Span]] = field(default_factory=dict)
    obsolete: bool = False
    fuzzy: bool = False
    line: int = 0

    def text(self, key: str) -> str:
        return "".join(span.text for span in self.strings.get(key, ()))


def declared_charset(data: bytes) -> str | None:
    r"""The encoding that a PO file's header names, or None.

    >>> declared_charset(b'"Content-Type: text/plain; charset=GB2312\\n"')
    'GB2312'
    """
    found = _CHARSET_BYTES.search(data[:65536])
    return found[1].decode("ascii") if found and found[1] != b"CHARSET" else None


def _declare(text: str, name: str) -> str:
    found = _CHARSET.search(text)
    if found is None or found[2].lower() == name.lower() or found[2] == "CHARSET":
        return text
    return text[: found.start(2)] + name + text[found.end(2) :]


def _rewrite(text: str, job: Job) -> str:
    entries = list(_entries(text, job.path))
    stretches: list[Stretch] = []
    edits: list[Edit] = []
    language: str | None = None
    for entry in entries:
        if isinstance(entry, Stretch):
            stretches.append(entry)
        elif not entry.text("msgid") and "msgctxt" not in entry.strings and not entry.obsolete:
            found = _HEADER_LANGUAGE.search(entry.text("msgstr[]"))
            language = found[1] if found else language
            edits += _header(entry.strings.get("msgstr[]", []), job)
        else:
            stretches += _translations(entry, language)
    if language is not None and not is_chinese_tag(language):
        if any(has_han(stretch.text) for stretch in stretches):
            job.warn(f'the header says that the translations are in "{language}": nothing was converted')
        return text
    return splice(text, stretches, job, edits)


def messages(text: str, path: str | None = None) -> Iterator[Message]:
    r"""The messages of a PO file that are in use: neither obsolete nor fuzzy ones, nor the header.

    Args:
        text: of the file.
        path: how errors name it.

    Raises:
        InputError: E108, with every line that is none of a PO file.

    >>> list(messages('msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d 个文件"\n'))
    [Message(source='%d files', translation='%d 个文件', line=1)]
    """
    for entry in _entries(text, path):
        if isinstance(entry, Stretch) or entry.obsolete or entry.fuzzy or not entry.text("msgid"):
            continue
        forms = [key for key in entry.strings if key.startswith("msgstr")]
        for key in forms:
            # A language with one form says with it what is said of many.
            is_plural = "msgid_plural" in entry.strings and (len(forms) == 1 or key != "msgstr[0]")
            yield Message(entry.text("msgid_plural" if is_plural else "msgid"), entry.text(key), entry.line)


def _translations(entry: _Entry, language: str | None) -> Iterator[Stretch]:
    for key, spans in entry.strings.items():
        if not key.startswith("msgstr"):
            continue
        several = "msgid_plural" in entry.strings and key not in ("msgstr[]", "msgstr[0]")
        english = entry.text("msgid_plural" if several else "msgid")
        yield Stretch(spans, english=None if not english or has_han(english) else english, language=language)


def _header(spans: list[Span], job: Job) -> Iterator[Edit]:
    # The header's fields are lines of its text, and each may stand on any number of lines of the file.
    text = "".join(span.text for span in spans)
    found = _HEADER_LANGUAGE.search(text)
    changes = [(found.span(1), retag(found[1], job.target))] if found else []
    team = _TEAM.search(text)
    if team is not None and found is not None and is_chinese_tag(found[1]):
        changes += [
            (word.span(), retag(word[1], job.target) if word[1] else _team_word(word[0], job.target))
            for word in _TEAM_WORD.finditer(text, *team.span(1))
        ]
    at = 0
    for span in spans:
        for (start, end), new in changes:
            inside = at <= start and end <= at + len(span.text)
            if inside and len(span.text) == span.end - span.start and new != text[start:end]:
                yield Edit(span.start + start - at, span.start + end - at, new)
        at += len(span.text)


def _team_word(word: str, target: str) -> str:
    if word.lower() in ("simplified", "traditional"):
        made = "traditional" if is_traditional(target) else "simplified"
    elif not is_traditional(target):
        made = "china"
    else:
        made = "hong kong" if target == HONG_KONG else "taiwan"
    return made.title() if word[0].isupper() else made


def _entries(text: str, path: str | None) -> Iterator[_Entry | Stretch]:
    # Entries, and the marks in comments between them.
    problems: list[Problem] = []
    entry = _Entry()
    key: str | None = None
    fuzzy = False
    for number, line in enumerate(_LINE.finditer(text), 1):
        start, end = line.span(1)
        if text.startswith("#", start) and not text.startswith(("#~", "#|"), start):
            fuzzy = fuzzy or _FUZZY.match(text, start, end) is not None
            found = list(marks(text, start, end))
            if found:
                if "msgid" in entry.strings:
                    yield entry
                    entry, key = _Entry(), None
                yield Stretch(found)
            continue
        previous = text.startswith(("#|", "#~|"), start)
        prefix = _PREFIX.match(text, start, end)
        at = prefix.end() if prefix else start
        if at >= end or previous:
            continue
        word = _KEYWORD.match(text, at, end)
        if word is not None:
            if word[1] in ("msgctxt", "msgid") and any(name.startswith("msgstr") for name in entry.strings):
                yield entry
                entry = _Entry()
            if not entry.strings:
                entry.line, entry.fuzzy, fuzzy = number, fuzzy, False
            entry.obsolete = text.startswith("#~", start)
            key = f"msgstr[{word[2] or ''}]" if word[1] == "msgstr" else word[1]
            entry.strings.setdefault(key, [])
            at = word.end()
            if at >= end:
                continue
        string = _STRING.match(text, at, end)
        if string is None or key is None:
            problems.append(_fault(text[at:end], path, number))
            continue
        entry.strings[key] += _spans(text, *string.span(1))
    if problems:
        raise InputError(*problems)
    if entry.strings:
        yield entry


def _fault(rest: str, path: str | None, line: int) -> Problem:
    what = "this is neither a keyword, a string nor a comment of a PO file"
    if rest.startswith('"'):
        what = "the quotation mark that opens here is not closed, or text follows after it"
    return broken(what, path, line).problems[0]


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    for found in _ESCAPE.finditer(text, start, end):
        yield from plain_spans(text, start, found.start(), _quoted)
        code = int(found[1], 8) if found[1] else int(found[2], 16) if found[2] else None
        # A byte of a longer character says nothing by itself.
        says = _ESCAPES.get(found[3], found[3]) if code is None else chr(code) if code < 128 else "\ufffd"
        yield Span(found.start(), found.end(), says, _quoted)
        start = found.end()
    yield from plain_spans(text, start, end, _quoted)


def _quoted(new: str) -> str:
    made = new.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return made.replace("\r", "\\r")


PO = TextFormat("po", (".po", ".pot"), _rewrite, declared_charset, _declare)
