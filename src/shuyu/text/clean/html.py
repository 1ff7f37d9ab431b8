"""HTML that was left in a text: tags and entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shuyu.text.clean.fixer import Fixer, Shield, shield
from shuyu.text.spans import Edit

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 head header html legend li main nav ol option p pre section select summary table tbody"
    " tfoot thead title tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INLINE = frozenset(
    "a abbr acronym audio b bdi bdo big button cite code data del dfn em font i iframe ins kbd label map mark meter"
    " noscript object output picture progress q rb rp rt rtc ruby s samp script small span strike strong style sub sup"
    " svg td template textarea th time tt u var video".split()
)
_KNOWN = _BLOCKS | _VOID | _INLINE
_WITH_CONTENT = frozenset({"script", "style", "svg", "template", "rt", "rp"})
_BARE_ATTRIBUTES = frozenset(
    "allowfullscreen async autoplay checked controls defer disabled hidden loop multiple muted nowrap open readonly"
    " required reversed selected".split()
)
# Their end tag may be left out (HTML 13.1.2.4).
_MAY_STAY_OPEN = frozenset("p li dt dd td th tr option tbody thead rt rp".split())

_TAG = re.compile(
    r"<(?:/(?P<close>[A-Za-z][A-Za-z0-9]{0,15})\s{0,8}"
    r"|(?P<open>[A-Za-z][A-Za-z0-9]{0,15})"
    r"(?P<attributes>(?:\s+[A-Za-z_:@][-A-Za-z0-9_:.@]*(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=`]+))?)*)"
    r"\s{0,8}/?)>"
)
_DECLARATION = re.compile(r"<!doctype\b[^<>]{0,400}>|<\?xml\b[^<>]{0,400}\?>|<!\[CDATA\[|\]\]>", re.IGNORECASE)
_TALKED_ABOUT = re.compile(r"\s?(?:tags?\b|elements?\b|标签|標籤|标记|標記|元素)", re.IGNORECASE)
_NEXT_CELL = re.compile(r"\s*<t[dh]\b", re.IGNORECASE)
_SMALL_DIGITS = re.compile(r"\s*[\[(（]?\s*(\d{1,3})\s*[\])）]?\s*\Z")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass
class _Tag:
    name: str
    start: int
    end: int
    closes: bool
    telling: bool
    """Whether it has attributes: nobody talks about a tag with its attributes in running text."""
    partner: int = -1


def _find_tags(text: str) -> list[Edit]:
    if "<" not in text:
        return []
    kept_out = shield(text)
    comments = [span for span in _comments(text) if not kept_out.touches(*span)]
    hidden = Shield([*kept_out, *comments])
    tags = _tags(text, hidden)
    _pair(tags)
    sure = sum(tag.partner >= 0 or tag.telling for tag in tags) >= 2 or sum(tag.name in _VOID for tag in tags) > 2
    edits = [Edit(start, end, "") for start, end in comments]
    edits += [Edit(*match.span(), "") for match in _DECLARATION.finditer(text) if not hidden.touches(*match.span())]
    done = 0
    broken = False
    for i, tag in enumerate(tags):
        if tag.start < done or not _removable(text, tag, sure):
            continue
        # Blocks inside blocks break the line once.
        broken = (broken and tag.start == done) or _at_edge(text, tag)
        edit = _edit(text, tags, i, broken)
        broken = broken or edit.replacement == "\n"
        done = edit.end
        edits.append(edit)
    return _disjoint(edits)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            return
        yield start, end + 3
        start = text.find("<!--", end + 3)


def _tags(text: str, hidden: Shield) -> list[_Tag]:
    tags = []
    for match in _TAG.finditer(text):
        name = (match["close"] or match["open"]).lower()
        if name not in _KNOWN or hidden.touches(*match.span()) or _TALKED_ABOUT.match(text, match.end()):
            continue
        # `a <b and c> d` compares; attributes have values, or are one of a few words.
        telling = "=" in (match["attributes"] or "")
        if match["attributes"] and not telling and not set(match["attributes"].lower().split()) <= _BARE_ATTRIBUTES:
            continue
        tags.append(_Tag(name, match.start(), match.end(), match["close"] is not None, telling))
    return tags


def _pair(tags: list[_Tag]) -> None:
    open_tags: dict[str, list[int]] = {}
    for i, tag in enumerate(tags):
        if tag.name in _VOID:
            continue
        if not tag.closes:
            open_tags.setdefault(tag.name, []).append(i)
        elif open_tags.get(tag.name):
            tag.partner = open_tags[tag.name].pop()
            tags[tag.partner].partner = i


def _removable(text: str, tag: _Tag, sure: bool) -> bool:
    if tag.partner >= 0 or tag.telling:
        return True
    if tag.name in _VOID:
        # `use <br> to break a line`: one among words is talked about.
        return sure or text[tag.start - 1 : tag.start] != " " or text[tag.end : tag.end + 1] != " "
    return sure and (tag.closes or tag.name in _MAY_STAY_OPEN)


def _at_edge(text: str, tag: _Tag) -> bool:
    return tag.start == 0 or text[tag.start - 1] == "\n" or text[tag.end : tag.end + 1] in ("", "\n")


def _edit(text: str, tags: list[_Tag], i: int, broken: bool) -> Edit:
    tag = tags[i]
    if not tag.closes and tag.partner >= 0:
        end = tags[tag.partner]
        inside = text[tag.end : end.start]
        if tag.name in _WITH_CONTENT:
            return Edit(tag.start, end.end, "")
        if tag.name in ("sup", "sub"):
            digits = _SMALL_DIGITS.match(inside)
            if digits:
                return Edit(tag.start, end.end, digits[1].translate(_RAISED if tag.name == "sup" else _LOWERED))
    if tag.name in ("td", "th"):
        return Edit(tag.start, tag.end, "\t" if tag.closes and _NEXT_CELL.match(text, tag.end) else "")
    if tag.name in ("br", "hr") or tag.name in _BLOCKS:
        return Edit(tag.start, tag.end, "" if broken else "\n")
    return Edit(tag.start, tag.end, "")


def _disjoint(edits: list[Edit]) -> list[Edit]:
    edits.sort(key=lambda edit: (edit.start, -edit.end))
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


_ENTITY = re.compile(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def _find_entities(text: str) -> list[Edit]:
    if "&" not in text or ";" not in text:
        return []
    from html import unescape
    from html.entities import html5

    kept_out = shield(text)
    edits = []
    for match in _ENTITY.finditer(text):
        # unescape() also reads `&notit;` as `&not` and `it;`: here an entity is whole or none.
        known = match[1].startswith("#") or f"{match[1]};" in html5
        if known and not kept_out.touches(*match.span()):
            edits.append(Edit(match.start(), match.end(), unescape(f"&{match[1]};")))
    return edits


FIXERS = (
    Fixer("html-tags", "HTML tags and comments go; paragraphs, rows and <br> become lines.", _find_tags),
    Fixer("html-entities", "HTML entities become the characters they stand for.", _find_entities),
)
