"""TMX 1.4b: a translation memory."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from shuyu.align.output.base import Alignment, OutputFormat, Pair, one_line

# What XML 1.0 cannot hold, not even as a reference.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(alignment: Alignment) -> str:
    """The pairs with both sides as translation units; score and decision stand in properties."""
    zh_tag, en_tag = alignment.languages
    tool, _, version = alignment.program.partition(" ")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
        '<tmx version="1.4">',
        f'<header creationtool={quoteattr(tool)} creationtoolversion={quoteattr(version)} segtype="sentence" '
        f'o-tmf="shuyu align" adminlang="en" srclang={quoteattr(zh_tag)} datatype="plaintext">',
        f"<note>{_text('; '.join(alignment.evidence))}</note>",
        f'<prop type="x-document-zh">{_text(alignment.zh.document)}</prop>',
        f'<prop type="x-document-en">{_text(alignment.en.document)}</prop>',
        "</header>",
        "<body>",
    ]
    for pair in alignment.both_sided():
        lines += _unit(alignment, pair, zh_tag, en_tag)
    return "\n".join([*lines, "</body>", "</tmx>", ""])


def _unit(alignment: Alignment, pair: Pair, zh_tag: str, en_tag: str) -> list[str]:
    marks = [f'<prop type="x-score">{pair.score:.4f}</prop>']
    if pair.kept:
        marks.append('<prop type="x-kept">yes</prop>')
    if alignment.is_low(pair):
        marks.append('<prop type="x-low">yes</prop>')
    return [
        f"<tu>{''.join(marks)}",
        f"<tuv xml:lang={quoteattr(zh_tag)}><seg>{_text(alignment.zh_text(pair))}</seg></tuv>",
        f"<tuv xml:lang={quoteattr(en_tag)}><seg>{_text(alignment.en_text(pair))}</seg></tuv>",
        "</tu>",
    ]


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", one_line(text)))


FORMAT = OutputFormat("tmx", ".tmx", "a translation memory, TMX 1.4b", render)
