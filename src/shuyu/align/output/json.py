"""One JSON object on one line."""

from __future__ import annotations

from typing import Any

from shuyu.align.output.base import Alignment, OutputFormat, Pair, Side


def render(alignment: Alignment) -> str:
    """The alignment as an object; spans are code points of the pair's text."""
    import json

    value = {
        "program": alignment.program,
        "evidence": list(alignment.evidence),
        "low": alignment.low,
        "zh": _side(alignment.zh),
        "en": _side(alignment.en),
        "pairs": [_pair(alignment, pair) for pair in alignment.pairs],
    }
    return json.dumps(value, ensure_ascii=False) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {"document": side.document, "language": side.language, "sentences": list(side.sentences)}


def _pair(alignment: Alignment, pair: Pair) -> dict[str, Any]:
    value: dict[str, Any] = {
        "zh": list(pair.zh),
        "en": list(pair.en),
        "score": pair.score,
        "kept": pair.kept,
        "low": alignment.is_low(pair),
        "zh_text": alignment.zh_text(pair),
        "en_text": alignment.en_text(pair),
    }
    if pair.words is not None:
        value |= {
            "zh_words": [list(span) for span in pair.words.zh],
            "en_words": [list(span) for span in pair.words.en],
            "links": pair.words.pharaoh(),
        }
    return value


FORMAT = OutputFormat("json", ".json", "one object, with the spans of linked words", render)
