"""Markdown: prose as flows, tables as cells; front matter, code and comments are left out."""

from __future__ import annotations

import re

from shuyu.model.passage import Block, Document, Kind
from shuyu.readers.base import Cell, Reader, table_blocks
from shuyu.text.encoding import Decoded

_FENCE = re.compile(r"\s*(`{3,}|~{3,})[^`]*$")
_DELIMITER = re.compile(r"\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*){0,200}\|?\s*$")
_QUOTE = re.compile(r"(?: {0,3}> ?){1,20}")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:\s*<?(?:https?:|mailto:|\.{0,2}/|#)")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\n]{1,100}\]:\s*")
_CODE_SPAN_OR_PIPE = re.compile(r"\\.|`[^`\n]*`|\|")
_FRONT_MATTER = {"---": ("---", "..."), "+++": ("+++",)}


def read(decoded: Decoded, path: str) -> Document:
    r"""The document of a Markdown text.

    Headings, lists and emphasis stay in the prose: they are recognised when it is cleaned and cut.

    Args:
        decoded: its text.
        path: where it is.

    >>> text = "# 开源\n\n| zh | en |\n| --- | --- |\n| 模型 | model |\n"
    >>> [(block.kind.value, block.text, block.line) for block in read(Decoded(text, "utf-8"), "a.md").blocks]
    [('flow', '# 开源\n', 1), ('cell', '模型', 5), ('cell', 'model', 5)]
    """
    return Document(path, READER.name, decoded.encoding, tuple(blocks_of(decoded.text)))


def blocks_of(text: str) -> list[Block]:
    r"""The blocks of a Markdown text; see `read`.

    Args:
        text: with `\n` as its only line end.
    """
    lines = text.split("\n")
    _blank_comments(lines)
    blocks: list[Block] = []
    flow: list[str] = []
    flow_line = 1
    tables = 0
    at = _front_matter(lines)
    while at <= len(lines):
        line = lines[at] if at < len(lines) else None
        fence = _FENCE.match(line) if line is not None else None
        table = line is not None and _starts_table(lines, at)
        if line is None or fence or table:
            if any(piece.strip() for piece in flow):
                blocks.append(Block("\n".join(flow), flow_line, Kind.FLOW))
            flow = []
        if line is None:
            break
        if fence:
            at = _after_fence(lines, at, fence[1])
        elif table:
            at, rows = _table(lines, at)
            blocks.extend(table_blocks(rows, tables))
            tables += 1
        else:
            if not flow:
                flow_line = at + 1
            flow.append(_prose(line))
            at += 1
    return blocks


def _prose(line: str) -> str:
    if _FOOTNOTE.match(line):
        return _FOOTNOTE.sub("", line, count=1)
    if _REFERENCE.match(line):
        return ""
    return _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line


def _front_matter(lines: list[str]) -> int:
    closing = _FRONT_MATTER.get(lines[0].rstrip())
    if closing is None:
        return 0
    for at in range(1, min(len(lines), 500)):
        if lines[at].rstrip() in closing:
            # A rule, some prose and another rule are no front matter: that has keys.
            body = [line for line in lines[1:at] if line.strip() and not line.startswith((" ", "\t", "#", "-"))]
            return at + 1 if all(":" in line or "=" in line for line in body) else 0
    return 0


def _blank_comments(lines: list[str]) -> None:
    # Comments and their line breaks go, the count of lines stays. In code they are blanked too: it is not read.
    opened: int | None = None
    for at, line in enumerate(lines):
        kept = ""
        rest = line
        while rest:
            if opened is None:
                before, mark, rest = rest.partition("<!--")
                kept += before
                if mark:
                    opened = at
            else:
                _, mark, rest = rest.partition("-->")
                if mark:
                    opened = None
        if opened == at and not any("-->" in later for later in lines[at + 1 : at + 200]):
            # Never closed: it is text.
            opened, kept = None, line
        lines[at] = kept


def _after_fence(lines: list[str], at: int, mark: str) -> int:
    close = re.compile(rf"\s*{re.escape(mark[0])}{{{len(mark)},}}\s*$")
    for end in range(at + 1, len(lines)):
        if close.match(lines[end]):
            return end + 1
    return len(lines)


def _starts_table(lines: list[str], at: int) -> bool:
    if at + 1 >= len(lines) or "|" not in lines[at] or not _DELIMITER.match(lines[at + 1]):
        return False
    return "-" in lines[at + 1] and len(_cells(lines[at])) == len(_cells(lines[at + 1]))


def _table(lines: list[str], at: int) -> tuple[int, list[list[Cell]]]:
    rows: list[list[Cell]] = []
    first = at
    while at < len(lines) and lines[at].strip() and (at <= first + 1 or "|" in lines[at]):
        if at != first + 1:
            rows.append([Cell(text, at + 1, column) for column, text in enumerate(_cells(lines[at]))])
        at += 1
    return at, rows


def _cells(line: str) -> list[str]:
    # A pipe inside a code span or after a backslash does not part cells.
    cells: list[str] = []
    start = 0
    for found in _CODE_SPAN_OR_PIPE.finditer(line):
        if found[0] == "|":
            cells.append(line[start : found.start()])
            start = found.end()
    cells.append(line[start:])
    if not cells[0].strip():
        del cells[0]
    if cells and not cells[-1].strip():
        del cells[-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]


READER = Reader("markdown", "Markdown", (".md", ".markdown"), read)
