"""From bytes to what `tomli` gives, with every syntax error of the file instead of only the first."""

from __future__ import annotations

import re
from typing import Any

from shuyu.errors import Problem, TermsError
from shuyu.formats.terms_lines import Scanner

# After so many syntax errors a file is something else, and what is said of it no longer helps.
_MOST_SYNTAX_ERRORS = 20
# The text is parsed once more after each; of a very long one this much is parsed.
_MOST_CHARACTERS = 40_000_000


def decode(data: bytes, path: str) -> str:
    """The text of `data`, without its byte order mark.

    Raises:
        TermsError: E202, a problem for each line that is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        how = "Save the file as UTF-8."
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise TermsError(Problem("E202", "the file is UTF-16", how, path=path, line=1)) from None
    problems = []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            what = f"this line is not UTF-8 (byte 0x{line[error.start]:02X} at its byte {error.start + 1})"
            problems.append(Problem("E202", what, how, path=path, line=number))
    raise TermsError.collected(problems)


def parse(text: str, path: str) -> tuple[dict[str, Any], list[Problem], str]:
    """What `tomli` gives for `text`.

    An entry whose TOML is broken is blanked out (its lines stay, empty), so that the others are looked at too.

    Args:
        text: with LF line ends.
        path: how problems name the file.

    Returns:
        the document, the syntax errors (E201), and the text that the document was read from.
    """
    import tomli

    problems: list[Problem] = []
    while True:
        try:
            return tomli.loads(text), problems, text
        except tomli.TOMLDecodeError as error:
            opened = _open_construct(text, error.pos)
            problems.append(_syntax_problem(text, path, error.msg, error.pos, opened))
            start, end = _entry_around(text, error.pos if opened is None else opened, error.pos)
            text = text[:start] + "\n" * text.count("\n", start, end) + text[end:]
        except (RecursionError, ValueError) as error:
            # Numbers of thousands of digits, arrays nested hundreds deep: nothing that a term list has.
            what = f"the file cannot be read as TOML: {error}"
            problems.append(Problem("E201", what, "A term list needs no such value.", path=path))
            return {}, problems, text
        if len(problems) >= _MOST_SYNTAX_ERRORS or len(problems) * len(text) > _MOST_CHARACTERS:
            return {}, problems, text


def _open_construct(text: str, at: int) -> int | None:
    scanner = Scanner(text[:at])
    for _ in scanner.places():
        pass
    return scanner.open_at


def _syntax_problem(text: str, path: str, message: str, at: int, opened: int | None) -> Problem:
    line = text.count("\n", 0, at) + 1
    if at >= len(text) and opened is not None:
        line = text.count("\n", 0, opened) + 1
    what = f"the file is not TOML here: {message[:1].lower()}{message[1:]}"
    how = _how(message, text, at)
    if opened is not None:
        begins = text.count("\n", 0, opened) + 1
        quote = text[opened : opened + 3]
        mark = {"[": "]", "{": "}"}.get(text[opened]) or (quote if quote in {'"""', "'''"} else text[opened])
        if begins != line or at >= len(text):
            how = f"What begins in line {begins} has no closing {mark}."
    return Problem("E201", what, how, path=path, line=line)


def _how(message: str, text: str, at: int) -> str:
    start = text.rfind("\n", 0, at) + 1
    if text.startswith(("<<<<<<<", "=======", ">>>>>>>"), start):
        return "Settle the conflict that git has left here."
    for beginning, how in _REMEDIES.items():
        if message.startswith(beginning):
            return how
    return "Nothing was read from this entry."


_LINE = 'A line is a key in plain letters, "=" and a value in straight quotes: zh = "…".'
_REMEDIES = {
    "Cannot overwrite": 'The same key stands twice in this entry: write a list, such as en = ["…", "…"].',
    "Cannot declare": "Only [[term]] may stand more than once.",
    "Invalid statement": _LINE,
    "Expected '='": _LINE,
    "Invalid value": 'Put the value in straight quotes: "…".',
    "Illegal character '\\n'": 'Close the quotes on the same line; a text over several lines stands in """…""".',
    "Expected newline": 'Several values are a list, in square brackets: en = ["…", "…"].',
    "Unescaped": "Write \\\\ for a backslash.",
}

_HEADER = re.compile(r"^[ \t]*\[\[?[ \t]*[A-Za-z\"']", re.MULTILINE)


def _entry_around(text: str, start: int, end: int) -> tuple[int, int]:
    begins = 0
    for found in _HEADER.finditer(text, 0, min(len(text), start + 1)):
        begins = found.start()
    line_end = text.find("\n", end)
    line_start = text.rfind("\n", 0, end) + 1
    next_header = _HEADER.search(text, line_start if line_start > start else (line_end if line_end >= 0 else len(text)))
    return begins, next_header.start() if next_header else len(text)
