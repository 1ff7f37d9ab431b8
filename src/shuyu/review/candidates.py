"""The proposals of a file that `shuyu mine` wrote, JSON, TSV or XLSX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from shuyu.errors import InputError, Problem
from shuyu.files import read_bytes
from shuyu.formats.cells import unguarded
from shuyu.mine.proposals import Proposal, Rival, Sighting, proposal_id
from shuyu.text.encoding import decode
from shuyu.text.english import lemma_of_token, lemma_tokens, token_spans
from shuyu.text.fold import fold, fold_mapped

_LISTED = re.compile(r"(.+?)\s+([0-9.]+)(%?)\Z")
_HOW = "It is what shuyu mine writes with --format json, tsv or xlsx."


def read_proposals(path: Path, shown: str | None = None) -> list[Proposal]:
    """The proposals of a file, best first.

    Args:
        path: of the file; XLSX is known by its name, JSON by its first character.
        shown: how errors name it; `path` itself when absent.

    Raises:
        InputError: with everything that is wrong: E101, E103, when it cannot be read; E163, when it is no list of
            candidates; E130 to E135, when it is no workbook.
        MissingExtraError: E501, when it is a workbook and openpyxl is not installed.
    """
    name = shown or str(path)
    if path.suffix.lower() == ".xlsx":
        from shuyu.review.sheet_files import read_cells

        return ranked(_from_rows(read_cells(path, name), name))
    text = decode(read_bytes(path, name), name, long_lines=True).text.lstrip("\ufeff")
    found = _from_json(text, name) if text.lstrip().startswith("[") else _from_rows(_split(text), name)
    return ranked(found)


def ranked(proposals: Iterable[Proposal]) -> list[Proposal]:
    """The proposals best first, one of each id."""
    best: dict[str, Proposal] = {}
    for one in sorted(proposals, key=lambda one: (-one.score, -one.count, one.id)):
        best.setdefault(one.id, one)
    return list(best.values())


def _from_json(text: str, path: str) -> list[Proposal]:
    import json

    try:
        data = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise InputError(
            Problem("E163", f"this is no JSON: {getattr(error, 'msg', error)}", _HOW, path, line)
        ) from error
    found: list[Proposal] = []
    problems: list[Problem] = []
    for number, entry in enumerate(data, 1):
        try:
            found.append(_checked(Proposal.from_json(entry)))
        except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
            what = (
                f"candidate {number} lacks {error}" if isinstance(error, KeyError) else f"candidate {number}: {error}"
            )
            problems.append(Problem("E163", what, _HOW, path))
    if problems:
        raise InputError(*problems)
    return found


def _checked(proposal: Proposal) -> Proposal:
    if not proposal.zh.strip() or not proposal.en.strip():
        raise ValueError("a side is empty")
    return proposal


def _split(text: str) -> list[list[str]]:
    return [line.rstrip("\r").split("\t") for line in text.split("\n")]


def _from_rows(rows: Sequence[Sequence[str]], path: str) -> list[Proposal]:
    header = [name.strip().casefold() for name in rows[0]]
    missing = [name for name in ("zh", "en") if name not in header]
    if missing:
        how = f"Its first line names the columns. {_HOW}"
        raise InputError(Problem("E163", f"there is no column {' and no column '.join(missing)}", how, path, 1))
    found: list[Proposal] = []
    problems: list[Problem] = []
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(header, (unguarded(cell.strip()) for cell in row), strict=False))
        try:
            found.append(_checked(_proposal(cells)))
        except ValueError as error:
            problems.append(Problem("E163", str(error), _HOW, path, line))
    if problems:
        raise InputError(*problems)
    return found


def _proposal(cells: dict[str, str]) -> Proposal:
    zh, en = cells.get("zh", ""), cells.get("en", "")
    count = int(cells.get("count") or 0)
    rivals = tuple(Rival(name, share) for name, share in _listed(cells.get("rivals", "")))
    seen = sighting(zh, en, cells.get("zh_context", ""), cells.get("en_context", ""), cells.get("source", ""))
    return Proposal(
        proposal_id(zh, en),
        zh,
        en,
        float(cells.get("score") or 0),
        count,
        int(cells.get("zh_count") or count),
        int(cells.get("en_count") or count),
        dict(_listed(cells.get("evidence", ""))),
        rivals,
        (seen,) if seen else (),
        known=cells.get("known") or None,
        subject=cells.get("subject") or None,
    )


def _listed(cell: str) -> list[tuple[str, float]]:
    # "gloss 3, meaning 0.71" and "open model 40%, free model 3%"; a comma inside a name keeps its parts together.
    found: list[tuple[str, float]] = []
    name = ""
    for part in cell.split(", "):
        name = f"{name}, {part}" if name else part
        match = _LISTED.match(name)
        if match:
            found.append((match[1], float(match[2]) / (100 if match[3] else 1)))
            name = ""
    return found


def sighting(zh: str, en: str, zh_text: str, en_text: str, source: str = "") -> Sighting | None:
    """A context with the places of both terms; the whole of a text in which its term is not found is marked.

    >>> sighting("模型", "open model", "这个模型开放。", "Open models.").en_span
    (0, 11)
    """
    if not zh_text or not en_text:
        return None
    zh_span = _chinese_span(zh, zh_text) or (0, len(zh_text))
    en_span = english_span(en, en_text) or (0, len(en_text))
    return Sighting(zh_text, en_text, zh_span, en_span, source)


def _chinese_span(term: str, text: str) -> tuple[int, int] | None:
    folded, wanted = fold_mapped(text), fold(term)
    at = folded.text.find(wanted) if wanted else -1
    return folded.to_source(at, at + len(wanted)) if at >= 0 else None


def english_span(term: str, text: str) -> tuple[int, int] | None:
    """Where an English term stands in a text, in whatever inflection; None where it does not.

    >>> english_span("open model", "Two open models.")
    (4, 15)
    """
    wanted = lemma_tokens(term)
    spans = token_spans(text)
    lemmas = [lemma_of_token(text[start:end], first=False) for start, end in spans]
    width = len(wanted)
    for at in range(len(spans) - width + 1 if width else 0):
        if lemmas[at : at + width] == wanted:
            return spans[at][0], spans[at + width - 1][1]
    return None


def has_chinese(term: str, text: str) -> bool:
    """Whether a Chinese term stands in a text, in either script."""
    return _chinese_span(term, text) is not None
