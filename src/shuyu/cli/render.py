"""Hits as text for people, and as TSV and JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shuyu.cli.layout import Look, Piece, cells, hanging, pad
from shuyu.languages import CHINESE, ENGLISH, LANGUAGES
from shuyu.model.concept import Origin, Status
from shuyu.text.han import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shuyu.model.alignment import Context, Mark
    from shuyu.model.concept import Concept, Term
    from shuyu.model.hit import Hit

TSV_COLUMNS = (
    "query", "match", "distance", "zh", "en", "zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK",
    "pinyin", "status", "subject", "collection", "origin", "id", "document", "line",
)  # fmt: skip
"""The columns of `--tsv`, a row a hit. Several terms of a language are joined by "; "."""

# A context is a whole paragraph where no sentence boundary was known; more than this is noise beside a term.
_CONTEXT_CELLS = 240


def _best(concept: Concept, tag: str) -> Term | None:
    terms = concept.in_language(tag)
    return min(terms, key=lambda t: (t.derived, t.status.rank), default=None)


def headline(hit: Hit) -> tuple[Term | None, Term | None]:
    """The Chinese and the English term to show first: the one that was met, and the best of the other side."""
    if hit.term.language == ENGLISH:
        return _best(hit.concept, CHINESE), hit.term
    return hit.term, _best(hit.concept, ENGLISH)


def _remarks(term: Term) -> str:
    words = [] if term.status in {Status.PREFERRED, Status.PROPOSED} else [term.status.value]
    if term.type is not None:
        words.append(term.type.value)
    if term.derived:
        words.append("derived")
    return ", ".join(words)


def _terms(terms: Sequence[Term]) -> list[Piece]:
    pieces: list[Piece] = []
    for term in terms:
        if pieces:
            pieces.append(("; ", ""))
        pieces.append((term.text, "avoid" if term.status in {Status.FORBIDDEN, Status.DEPRECATED} else ""))
        if remarks := _remarks(term):
            pieces.append((f" ({remarks})", "faint"))
    return pieces


def _pinyin(hit: Hit) -> str | None:
    chinese, _ = headline(hit)
    if chinese is not None and chinese.pinyin:
        return chinese.pinyin
    return next((t.pinyin for t in hit.concept.in_language(CHINESE) if t.pinyin), None)


def hit_lines(hit: Hit, look: Look) -> list[str]:
    """One hit, as lines of text for a person."""
    chinese, english = headline(hit)
    how = hit.match.value if hit.distance is None else f"{hit.match.value}, distance {hit.distance}"
    if hit.term.status in {Status.FORBIDDEN, Status.DEPRECATED}:
        how += f", {hit.term.status.value}"
    lines = hanging(
        [],
        [
            (chinese.text if chinese else "—", "zh"),
            ("  ", ""),
            (english.text if english else "—", "en"),
            (f"  [{how}]", "faint"),
        ],
        look,
    )
    rows: list[tuple[str, list[Piece]]] = []
    if pinyin := _pinyin(hit):
        rows.append(("pinyin", [(pinyin, "")]))
    for tag in LANGUAGES:
        terms = [t for t in hit.concept.terms if t.language == tag]
        if len(terms) == 1 and terms[0] in (chinese, english) and not _remarks(terms[0]):
            continue
        if terms:
            rows.append((tag, _terms(terms)))
    for name in ("subject", "definition", "note", "source", "context", "modified"):
        if value := getattr(hit.concept, name, None):
            rows.append((name, [(value, "")]))
        rows += [
            (name, [(f"{term.text}: {value}", "")])
            for term in hit.concept.terms
            if name in {"note", "source", "context"} and (value := getattr(term, name))
        ]
    origin = "" if hit.collection.origin is Origin.CURATED else f" ({hit.collection.origin.value})"
    rows.append(("from", [(f"{hit.collection.name}{origin}, {hit.concept.id}", "")]))
    label = max(cells(name) for name, _ in rows)
    for name, body in rows:
        lines += hanging([(f"  {pad(name, label)}  ", "faint")], body, look)
    for context in hit.contexts:
        lines += context_lines(context, look)
    return lines


def context_lines(context: Context, look: Look) -> list[str]:
    """A context: its place, then each side with the terms marked."""
    lines: list[str] = []
    shown = None
    for number, segment in enumerate(context.segments):
        if segment.document != shown:
            lines.append(look.paint([(f"  {segment.document}:{segment.line}", "place")]))
        shown = segment.document
        marks = sorted((m for m in context.marks if m.segment == number), key=lambda m: m.start)
        lines += hanging([("    ", "")], _marked(segment.text, marks, look), look)
    return lines


def _window(text: str, marks: Sequence[Mark]) -> tuple[int, int]:
    # The whole text when it is short; else the sentences around the marks, and of those no more than fits.
    if cells(text) <= _CONTEXT_CELLS:
        return 0, len(text)
    room = _CONTEXT_CELLS if text.isascii() else _CONTEXT_CELLS // 2
    if not marks:
        return 0, room
    first, last = marks[0].start, max(marks[0].end, min(marks[-1].end, marks[0].start + room))
    start = max(text.rfind(mark, 0, first) + len(mark) for mark in (*SENTENCE_END, ". "))
    if not any(mark in text[:first] for mark in (*SENTENCE_END, ". ")):
        start = 0
    ends = [at + 1 for mark in (*SENTENCE_END, ". ") if (at := text.find(mark, last)) >= 0]
    end = min(ends, default=len(text))
    if first - start > room:
        start = first - room // 2
    return start, min(end, max(last, start + room))


def _marked(text: str, marks: Sequence[Mark], look: Look) -> list[Piece]:
    start, end = _window(text, marks)
    pieces: list[Piece] = [("… ", "faint")] if start else []
    at = start
    for mark in marks:
        if mark.start < at or mark.end > end:
            continue
        pieces.append((text[at : mark.start], ""))
        term = text[mark.start : mark.end]
        pieces.append((term if look.colour else f"«{term}»", "mark"))
        at = mark.end
    pieces.append((text[at:end], ""))
    if end < len(text):
        pieces.append((" …", "faint"))
    return pieces


def _json_term(term: Term) -> dict[str, Any]:
    return {
        "text": term.text,
        "language": term.language,
        "status": term.status.value,
        "partOfSpeech": term.part_of_speech.value if term.part_of_speech else None,
        "type": term.type.value if term.type else None,
        "pinyin": term.pinyin,
        "note": term.note,
        "source": term.source,
        "derived": term.derived,
        "context": term.context,
    }


def _json_context(context: Context) -> dict[str, Any]:
    return {
        "segments": [
            {"text": s.text, "language": s.language, "document": s.document, "line": s.line} for s in context.segments
        ],
        "marks": [{"segment": m.segment, "start": m.start, "end": m.end, "role": m.role} for m in context.marks],
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit as JSON values; the shape is documented in docs/lookup.md."""
    concept = hit.concept
    return {
        "id": concept.id,
        "match": hit.match.value,
        "distance": hit.distance,
        "matched": _json_term(hit.term),
        "collection": {"name": hit.collection.name, "origin": hit.collection.origin.value},
        "subject": concept.subject,
        "definition": concept.definition,
        "note": concept.note,
        "source": concept.source,
        "modified": concept.modified,
        "terms": [_json_term(t) for t in concept.terms],
        "contexts": [_json_context(c) for c in hit.contexts],
    }


def hit_row(query: str, hit: Hit) -> str:
    """One hit as a line of TSV, with the columns of `TSV_COLUMNS`."""
    chinese, english = headline(hit)
    place = hit.contexts[0].segments[0] if hit.contexts else None
    values: dict[str, object] = {
        "query": query,
        "match": hit.match.value,
        "distance": hit.distance,
        "zh": chinese and chinese.text,
        "en": english and english.text,
        "pinyin": _pinyin(hit),
        "status": hit.term.status.value,
        "subject": hit.concept.subject,
        "collection": hit.collection.name,
        "origin": hit.collection.origin.value,
        "id": hit.concept.id,
        "document": place and place.document,
        "line": place and place.line,
    }
    for tag in LANGUAGES:
        if tag != ENGLISH:
            values[tag] = "; ".join(t.text for t in hit.concept.terms if t.language == tag)
    return "\t".join("" if (v := values[c]) is None else " ".join(str(v).split()) for c in TSV_COLUMNS)
