"""One page with all that it needs inside: two columns, doubtful pairs marked, linked words that light up together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from shuyu.align.output.base import Alignment, OutputFormat, Pair
from shuyu.align.output.page import SCRIPT, STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_NOBODY = '<span class="none" lang="en">no counterpart</span>'


def render(alignment: Alignment) -> str:
    """The page. Everything that comes from the documents is escaped, and nothing is asked of any other place."""
    low = sum(alignment.is_low(pair) for pair in alignment.pairs)
    names = f"{alignment.zh.document} · {alignment.en.document}"
    linked = any(pair.words is not None for pair in alignment.pairs)
    how_to = " Point at a word to see what stands for it on the other side." if linked else ""
    zh_tag, en_tag = (escape(tag) for tag in alignment.languages)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(names)}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            "<header>",
            f"<h1>{escape(names)}</h1>",
            f"<p>{len(alignment.pairs):,} pairs, {low:,} to check.{how_to}</p>",
            '<p class="tools"><label><input type="checkbox" id="only"> Only pairs to check</label>'
            '<button type="button" id="next">Next pair to check</button></p>'
            if low
            else "",
            "</header>",
            "<table>",
            '<thead><tr><th scope="col">No.</th><th scope="col">中文</th><th scope="col">English</th>'
            '<th scope="col">Score</th></tr></thead>',
            "<tbody>",
            *(_row(alignment, pair, number, zh_tag, en_tag) for number, pair in enumerate(alignment.pairs, 1)),
            "</tbody>",
            "</table>",
            f"<footer><p>{escape(alignment.program)}. Evidence: {escape(', '.join(alignment.evidence))}. "
            f"Pairs below {alignment.low:g} are marked.</p></footer>",
            f"<script>{SCRIPT}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _row(alignment: Alignment, pair: Pair, number: int, zh_tag: str, en_tag: str) -> str:
    zh, en = alignment.zh_text(pair), alignment.en_text(pair)
    if pair.words is None:
        zh_cell, en_cell = escape(zh), escape(en)
    else:
        zh_cell = _linked(zh, pair.words.zh, pair.words.links)
        en_cell = _linked(en, pair.words.en, [(j, i) for i, j in pair.words.links])
    low = alignment.is_low(pair)
    score = (
        '<span title="A person decided this pair">kept</span>'
        if pair.kept
        else f'{pair.score:.2f} <b title="Probably not right: check this pair">?</b>'
        if low
        else f"{pair.score:.2f}"
    )
    kind = ' class="low"' if low else ' class="kept"' if pair.kept else ""
    return (
        f'<tr{kind} id="p{number}"><th scope="row"><a href="#p{number}">{number}</a></th>'
        f'<td lang="{zh_tag}">{zh_cell if zh else _NOBODY}</td>'
        f'<td lang="{en_tag}">{en_cell if en else _NOBODY}</td><td class="score">{score}</td></tr>'
    )


def _linked(text: str, words: Sequence[tuple[int, int]], links: Iterable[tuple[int, int]]) -> str:
    # Only words with links are marked; `data-t` gives places among the marked words of the other side.
    links = list(links)
    others = {other: place for place, other in enumerate(sorted({other for _, other in links}))}
    targets: dict[int, list[int]] = {}
    for word, other in links:
        targets.setdefault(word, []).append(others[other])
    parts: list[str] = []
    at = 0
    for word in sorted(targets):
        start, end = words[word]
        named = " ".join(map(str, sorted(targets[word])))
        parts += [escape(text[at:start]), f'<span data-t="{named}">{escape(text[start:end])}</span>']
        at = end
    return "".join([*parts, escape(text[at:])])


FORMAT = OutputFormat("html", ".html", "one page that needs nothing else, with words that light up", render)
