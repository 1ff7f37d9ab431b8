"""JSON and JSON Lines: string values, never keys; layout and the style of escapes stay.

Values that are for programs (addresses, paths, names of files, identifiers, code) stay. An ARB file's `@@locale` is
set to what comes out; other values that name a language are the program's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from shuyu.conversion.base import Job
from shuyu.conversion.documents._machine import is_machine_text
from shuyu.conversion.documents.markup import broken
from shuyu.conversion.documents.splice import Edit, Span, Stretch, fixed, plain_spans, splice
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.conversion.tags import retag

_TOKEN = re.compile(r'"(?P<string>[^"\\]*(?:\\.[^"\\]*)*)"(?P<key>\s*:)?|[\[\]{},]')
_ESCAPES = re.compile(
    r"(?P<unicode>(?:\\u(?:[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?![dD][89a-fA-F])[0-9a-fA-F]{4}))+)"
    r'|(?P<half>\\u[0-9a-fA-F]{4})|\\(?P<letter>["\\/bfnrt])'
)
_LETTERS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
# Values of these keys are addresses and names, whatever they look like.
_MACHINE_KEYS = frozenset({"$ref", "$schema", "$id", "@id", "@type", "@context"})


def _rewrite(text: str, job: Job) -> str:
    _refuse_unsound(text, job.path, 1)
    stretches: list[Stretch] = []
    edits: list[Edit] = []
    _read(text, 0, len(text), job, stretches, edits)
    return splice(text, stretches, job, edits)


def _rewrite_lines(text: str, job: Job) -> str:
    stretches: list[Stretch] = []
    edits: list[Edit] = []
    for number, line in enumerate(re.finditer(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)", text), 1):
        if line[1].strip():
            _refuse_unsound(line[1], job.path, number)
            _read(text, *line.span(1), job, stretches, edits)
    return splice(text, stretches, job, edits)


def _refuse_unsound(text: str, path: str | None, line: int) -> None:
    import json

    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        raise broken(f"the JSON is broken: {error.msg}", path, line + error.lineno - 1) from error
    except RecursionError as error:
        raise broken("the JSON is nested too deeply", path, line) from error
    except ValueError as error:
        raise broken(f"the JSON holds a number that cannot be read: {error}", path, line) from error


def _read(text: str, start: int, end: int, job: Job, stretches: list[Stretch], edits: list[Edit]) -> None:
    ascii_only = text.isascii()
    path: list[str | int] = []
    key = ""
    for found in _TOKEN.finditer(text, start, end):
        mark = found[0]
        if found["key"] is not None:
            key = _says(found["string"])
            if path:
                path[-1] = key
        elif found["string"] is not None:
            spans = list(_spans(text, *found.span("string"), ascii_only))
            says = "".join(span.text for span in spans)
            if key == "@@locale":
                if retag(says, job.target) != says:
                    edits.append(Edit(*found.span("string"), retag(says, job.target)))
            elif key not in _MACHINE_KEYS and not is_machine_text(says):
                stretches.append(Stretch(spans, place=_shown(path)))
        elif mark in "[{":
            path.append(0 if mark == "[" else "")
            key = "" if mark == "[" and key not in _MACHINE_KEYS else key
        elif mark in "]}":
            path.pop()
            key = ""
        elif isinstance(path[-1], int):
            path[-1] += 1


def _shown(path: list[str | int]) -> str:
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def _spans(text: str, start: int, end: int, ascii_only: bool) -> Iterator[Span]:
    # Text that is escaped comes back escaped: a run of escapes is a piece.
    plain = _writer(ascii_only, False)
    for found in _ESCAPES.finditer(text, start, end):
        yield from plain_spans(text, start, found.start(), plain)
        raw = found["unicode"]
        if found["half"]:
            # Half a character is no text.
            yield fixed(text, *found.span(), "\ufffd", plain)
            start = found.end()
            continue
        write = plain if raw is None else _writer(True, raw != raw.lower())
        yield Span(found.start(), found.end(), _says(found[0]), write)
        start = found.end()
    yield from plain_spans(text, start, end, plain)


def _says(raw: str) -> str:
    def letter(found: re.Match[str]) -> str:
        if found["letter"]:
            return _LETTERS.get(found["letter"], found["letter"])
        if found["half"]:
            return "\ufffd"
        units = b"".join(int(unit, 16).to_bytes(2, "big") for unit in found["unicode"].split("\\u")[1:])
        return units.decode("utf-16-be")

    return _ESCAPES.sub(letter, raw)


def _writer(escapes: bool, upper: bool) -> Callable[[str], str]:
    import json

    def write(new: str) -> str:
        made = json.dumps(new, ensure_ascii=escapes)[1:-1]
        return re.sub(r"\\u[0-9a-f]{4}", lambda found: "\\u" + found[0][2:].upper(), made) if upper else made

    return write


JSON = TextFormat("json", (".json", ".arb"), _rewrite, markup=True, blank=False, unicode=True)
JSONL = TextFormat("jsonl", (".jsonl", ".ndjson"), _rewrite_lines, markup=True, blank=False, unicode=True)
