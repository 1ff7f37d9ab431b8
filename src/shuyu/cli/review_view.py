"""What the review page shows, line by line: a pure function of the candidate and the size of the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuyu.cli.keep import names
from shuyu.cli.layout import Piece, cells, pad, wrap

if TYPE_CHECKING:
    from shuyu.mine.proposals import Proposal, Sighting
    from shuyu.model.concept import Concept

Line = list[Piece]

KEYS = (
    ("a", "accept", "take the pair into terms.toml"),
    ("r", "reject", "turn the pair down for good"),
    ("z", "no term", "the Chinese is no term at all: reject it in every pair"),
    ("x", "", "the English is no term at all: reject it in every pair"),
    ("c", "edit 中", "edit the Chinese; a accepts it then as corrected"),
    ("e", "edit EN", "edit the English; a accepts it then as corrected"),
    ("m", "merge", "accept as further terms of a known entry, chosen from a list"),
    ("f", "forbid", "take the English in as a translation that must not be used"),
    ("1", "", "take the rival with this number as the English (2, 3 …)"),
    ("s", "skip", "leave it for later: it goes to the end"),
    ("u", "undo", "take back what was done last"),
    ("n", "next", "look at the next one without deciding (also ↓)"),
    ("p", "previous", "look at the one before (also ↑)"),
    ("/", "search", "go to the next one with these characters; / Enter: again"),
    ("?", "help", "this list"),
    ("q", "quit", "end; everything is on disk already"),
)
"""Key, word for the foot of the page, explanation."""

MOST_RIVALS = 6
"""So many other translations are shown, and can be taken by their numbers."""

_MOST_SIMILAR = 3
_ENDLESS = 1 << 30
# Of so few rows, a terminal shows one line of a thing where it would show several.
_SMALL = 16
# Lines of the smallest context: an empty one, its place, both sides.
_CONTEXT = 4


@dataclass(frozen=True)
class View:
    """What is to be shown.

    Attributes:
        proposal: the candidate; None when nothing is left.
        number: its place in the queue, from 1.
        total: how many are left.
        tally: what was done in this sitting, in words.
        zh: the Chinese as it would be accepted.
        en: the English as it would be accepted.
        put_off: whether it was skipped before.
        similar: known concepts that are like it.
        message: what was done or went wrong last.
        is_bad: whether the message tells of a fault.
        colour: whether the terminal has colours; terms are marked with «» where not.
    """

    proposal: Proposal | None
    number: int = 0
    total: int = 0
    tally: str = ""
    zh: str = ""
    en: str = ""
    put_off: bool = False
    similar: Sequence[Concept] = ()
    message: str = ""
    is_bad: bool = False
    colour: bool = True


def page(view: View, width: int, height: int, *, foot: bool = True) -> list[Line]:
    """The lines of the page, as many as the terminal has.

    Args:
        view: what is to be shown.
        width: columns.
        height: rows.
        foot: whether the keys are shown, and not something else in their place.
    """
    bottom = [*_message(view, width, height), *(_keys(width, height) if foot else [])]
    top = _top(view, width)
    room = max(0, height - len(top) - len(bottom))
    if view.proposal is None:
        body: list[Line] = [[], [("Nothing is left to review. u takes back, q ends.", "")]]
    else:
        body = _facts(view, view.proposal, width, room)
        body += _contexts(view.proposal.contexts, width, room - len(body), colour=view.colour)
    body = body[:room]
    return [*top, *body, *([[]] * (room - len(body))), *bottom]


def choosing(
    title: str, entries: Sequence[str], chosen: int, width: int, height: int, *, hint: str = "", message: str = ""
) -> list[Line]:
    """A list to choose from.

    Args:
        title: what is chosen.
        entries: what there is, a line each.
        chosen: the number of the one that is marked.
        width: columns.
        height: rows.
        hint: how to choose, where there is room to say it.
        message: what went wrong, if something did.
    """
    lines: list[Line] = [_fitted([(title, "en")], width)]
    if height >= _SMALL:
        lines += [_fitted([(hint, "faint")], width), *_limited([(message, "bad")], width, 3)]
    lines.append([])
    room = max(1, height - len(lines))
    first = max(0, min(chosen - room // 2, len(entries) - room))
    for number, entry in list(enumerate(entries))[first : first + room]:
        sign = "> " if number == chosen else "  "
        lines.append(_fitted([(sign + entry, "chosen" if number == chosen else "")], width))
    return [*lines, *([[]] * (height - len(lines)))][:height]


def help_page(width: int, height: int) -> list[Line]:
    """All keys, explained."""
    lines: list[Line] = [[("Keys", "en")], []]
    lines += [_fitted([(f"  {key}  ", "place"), (why, "")], width) for key, _, why in KEYS]
    lines += [[], _fitted([("Any key goes back.", "faint")], width)]
    return [*lines, *([[]] * (height - len(lines)))][:height]


def entry_label(concept: Concept) -> str:
    """A known concept in one line."""
    more = len(concept.terms) - 2
    return f"{names(concept)}{f' (+{more})' if more > 0 else ''}  [{concept.id}]"


def _top(view: View, width: int) -> list[Line]:
    left = f" {view.number:,} of {view.total:,}" if view.proposal else " shuyu review"
    if view.put_off:
        left += " (skipped before)"
    right = f"{view.tally} "
    gap = width - cells(left) - cells(right)
    bar = left + " " * gap + right if gap > 0 else pad(_cut(left, width), width)
    return [[(bar, "bar")]]


def _message(view: View, width: int, height: int) -> list[Line]:
    # How to mend a fault stands at the end of what is said.
    return _limited([(view.message, "bad" if view.is_bad else "good")], width, 3 if height >= _SMALL else 1) or [[]]


def _limited(pieces: Sequence[Piece], width: int, most: int) -> list[Line]:
    lines = wrap(pieces, max(10, width))
    if len(lines) > most:
        (text, style), left = lines[most - 1][-1], sum(cells(text) for text, _ in lines[most - 1][:-1])
        lines[most - 1][-1] = (_cut(f"{text} …", max(0, width - left - 1)), style)
    return lines[:most]


def _facts(view: View, proposal: Proposal, width: int, room: int) -> list[Line]:
    lines: list[Line] = [[]]
    for now, proposed, style in ((view.zh, proposal.zh, "zh"), (view.en, proposal.en, "en")):
        was = [(f"   (proposed: {proposed})", "faint")] if now != proposed else []
        lines += [[("  ", ""), *line] for line in _limited([(now, style), *was], width - 2, 2)]
    lines.append([])
    counts = (
        f"{proposal.count:,} together, {proposal.zh_count:,} with the Chinese, {proposal.en_count:,} with the English"
    )
    rows: dict[str, list[list[Piece]]] = {"score": [[(f"{proposal.score:.2f}   ", "en"), (counts, "")]]}
    ranked = sorted(proposal.evidence.items(), key=lambda item: (-item[1], item[0]))
    rows["evidence"] = [[(f"{name} {value:.3g}", "")] for name, value in ranked]
    rows["rivals"] = [
        [(f"{number} ", "key"), (f"{rival.en} {rival.share:.0%}", "")]
        for number, rival in enumerate(proposal.rivals[:MOST_RIVALS], 1)
    ]
    rows["known"] = [[(entry_label(concept), "")] for concept in view.similar[:_MOST_SIMILAR]]
    # On a small terminal a context comes before the figures, and what others say before how it was found.
    left = max(1, room - len(lines) - (_CONTEXT if proposal.contexts else 0))
    important = [name for name in ("known", "rivals", "score", "evidence") if rows[name]][:left]
    # A second line only where the context has a second line for each side too.
    left -= len(important) + 2
    shares = {}
    for name in important:
        shares[name] = len(_row(name, rows[name], width, 1 + (left > 0)))
        left -= shares[name] - 1
    for name, items in rows.items():
        if name in shares:
            lines += _row(name, items, width, shares[name])
    return lines


def _row(name: str, items: Sequence[Sequence[Piece]], width: int, most: int) -> list[Line]:
    # As many of the items as there is room for, each whole; the first is cut rather than left out.
    lead = f"  {pad(name, 8)}  "
    for number in range(len(items), 0, -1):
        body: Line = [
            piece for at, item in enumerate(items[:number]) for piece in ([(", ", "")] if at else []) + [*item]
        ]
        if number < len(items):
            body.append((" …", "faint"))
        lines = _hanging(lead, body, width)
        if len(lines) <= most:
            return lines
    return [_fitted([*lines[most - 1], (" …", "")], width)] if most == 1 else lines[:most]


def _hanging(lead: str, body: Sequence[Piece], width: int) -> list[Line]:
    indent = cells(lead)
    wrapped = wrap(body, max(10, width - indent)) or [[]]
    return [[(lead if not number else " " * indent, "faint"), *line] for number, line in enumerate(wrapped)]


def _contexts(contexts: Iterable[Sighting], width: int, room: int, *, colour: bool) -> list[Line]:
    lines: list[Line] = []
    for context in contexts:
        one: list[Line] = [[], *([_fitted([(f"  {context.source}", "place")], width)] if context.source else [])]
        sides = [(context.zh, [context.zh_span]), (context.en, [context.en_span])]
        if context.zh == context.en:
            # A gloss: both terms stand in one sentence.
            sides = [(context.zh, sorted([context.zh_span, context.en_span]))]
        left = room - len(lines) - len(one)
        if left < 2:
            break
        # Where there is not room for all of it, each side has half, around its term.
        for number, (text, spans) in enumerate(sides):
            share = max(1, left // (len(sides) - number))
            whole = _hanging("    ", _marked(text, spans, _ENDLESS, colour=colour), width)
            room_for_it = share * (width - 4)
            while len(whole) > share and room_for_it > 0:
                whole = _hanging("    ", _marked(text, spans, room_for_it, colour=colour), width)
                room_for_it -= 8
            one += whole[:share]
            left -= len(whole[:share])
        lines += one
    return lines


def _marked(text: str, spans: Sequence[tuple[int, int]], room: int, *, colour: bool) -> Line:
    # As many columns of the text as there is room for, around the terms.
    first, last = spans[0][0], max(end for _, end in spans)
    left = room - cells(text[first:last]) - 8
    while left > 0 and (first > 0 or last < len(text)):
        if first > 0:
            first -= 1
            left -= cells(text[first])
        if last < len(text) and left > 0:
            left -= cells(text[last])
            last += 1
    # Not in the middle of a word.
    while first < spans[0][0] and (_is_within_word(text, first) or text[first].isspace()):
        first += 1
    while last > max(end for _, end in spans) and (_is_within_word(text, last) or text[last - 1].isspace()):
        last -= 1
    pieces: Line = [("… " if first else "", "faint")]
    at = first
    for start, end in spans:
        if start >= at:
            term = text[start:end]
            pieces += [(text[at:start], ""), (term if colour else f"«{term}»", "mark")]
            at = end
    return [*pieces, (text[at:last], ""), (" …" if last < len(text) else "", "faint")]


def _is_within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and all(one.isalnum() and one < "\u2e80" for one in text[at - 1 : at + 1])


def _keys(width: int, height: int) -> list[Line]:
    pieces: Line = []
    lines: list[Line] = []
    used = 0
    for key, word, _ in KEYS:
        if not word:
            continue
        need = cells(f" {key} {word} ")
        if used + need > width and pieces:
            lines.append(pieces)
            pieces, used = [], 0
        pieces += [(f" {key}", "key"), (f" {word} ", "faint")]
        used += need
    lines.append(pieces)
    # On a small terminal the candidate comes first: ? tells the keys.
    return lines if len(lines) <= max(1, height // 6) else [[(" ?", "key"), (" help ", "faint")]]


def _fitted(pieces: Sequence[Piece], width: int) -> Line:
    fitted: Line = []
    left = width
    for text, style in pieces:
        cut = _cut(text, left)
        fitted.append((cut, style))
        left -= cells(cut)
    return fitted


def _cut(text: str, width: int) -> str:
    if cells(text) <= width:
        return text
    while text and cells(text) > max(0, width - 1):
        text = text[:-1]
    return text + "…" if width > 0 else ""
