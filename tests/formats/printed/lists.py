"""Term lists for the tests of printed lists."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from shuyu.formats.base import Writing
from shuyu.formats.registry import term_format
from shuyu.model.alignment import Context, Mark, Segment
from shuyu.model.concept import Concept, Status, Term

SMALL = [
    Concept(
        "model",
        (
            Term("大语言模型", "zh-Hans"),
            Term("大模型", "zh-Hans", Status.ADMITTED),
            Term("巨模型", "zh-Hans", Status.DEPRECATED),
            Term("大型語言模型", "zh-Hant-TW"),
            Term("large language model", "en"),
            Term("LLM", "en", Status.ADMITTED),
            Term("big model", "en", Status.FORBIDDEN),
        ),
        subject="AI",
        definition="A model of language with many parameters.",
        note="Not every 大模型 is one.",
    ),
    Concept("city", (Term("重庆", "zh-Hans"), Term("Chongqing", "en")), subject="Places"),
    Concept("governance", (Term("AI治理", "zh-Hans"), Term("AI governance", "en")), subject="AI"),
    Concept("mark", (Term("标记", "zh-Hans"), Term("token", "en", Status.PROPOSED)), subject="AI"),
    Concept("label", (Term("标记", "zh-Hans"), Term("label", "en", note="On a box.")), subject="Trade"),
    Concept("bare", (Term("叆叇", "zh-Hans", pinyin="ài dài"),)),
    Concept("english", (Term("no Chinese yet", "en"),)),
]
WRITING = Writing(
    languages=("zh-Hans", "en", "zh-Hant", "zh-Hant-TW"),
    title="A small list",
    subject="Testing",
    source="our own work",
    licence="CC0-1.0",
    date="2026-11-21",
)
HOSTILE = [
    Concept(
        f"h{number}",
        (Term(text, "en"), Term(f"词{text}", "zh-Hans"), Term(f"{text}译", "zh-Hans", Status.FORBIDDEN)),
        note=f"note {text}\nsecond line",
        subject=text,
    )
    for number, text in enumerate(
        (
            "<script>alert(1)</script>",
            "a|b",
            "`code` **bold** ~~gone~~ _em_",
            "=1+1",
            "&amp; \"quoted\" 'single'",
            "](javascript:alert(1))",
            "\u202eturned",
            "]]> {{x}} $y$ #z",
            "𠮷 👩‍💻 ﷽",
        )
    )
]
LONG = [
    Concept("long", (Term("超" * 300, "zh-Hans"), Term("very" * 75, "en"), Term("long term " * 30 + "x", "en"))),
    Concept("note", (Term("注", "zh-Hans"), Term("note", "en")), note="so long a note " * 900),
]


def contexts(concept: Concept) -> list[Context]:
    zh, en = f"本文讲“{concept.terms[0].text}”。", "Nothing to see."
    marks = (Mark(0, 4, 4 + len(concept.terms[0].text), "zh"),)
    return [Context((Segment(zh, "zh-Hans", "a.md", 1), Segment(en, "en", "a.md", 2)), marks)]


def written(name: str, concepts: list[Concept], **how: object) -> bytes:
    form = term_format(name)
    assert form.write is not None
    stream = BytesIO()
    form.write(iter(concepts), stream, replace(WRITING, **how))  # type: ignore[arg-type]
    return stream.getvalue()
