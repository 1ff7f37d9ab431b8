"""Markdown that running text does not need: images, links, emphasis, rules. Headings and list markers stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuyu.text.clean.fixer import Fixer, Shield, shield, without_line
from shuyu.text.han import HAN, is_han
from shuyu.text.spans import Edit

_TITLE = r"(?:[ \t]{1,8}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?"
_TARGET = rf"\([ \t]{{0,4}}(<[^<>\n]{{0,2000}}>|[^()\s]*(?:\([^()\s]{{0,500}}\)[^()\s]*){{0,8}}){_TITLE}[ \t]{{0,4}}\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,1000}}\](?:{_TARGET}|\[[^\[\]\n]{{0,200}}\])")
_LINK = re.compile(
    rf"(?<![!\\])\[((?:[^\[\]\n]|\[[^\[\]\n]{{0,200}}\]){{0,1000}})\](?:{_TARGET}|\[([^\[\]\n]{{0,200}})\])"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\[\]\n]{1,200})\]:[ \t]{1,8}<?((?:https?:|ftp:|mailto:|/|#|\.{1,2}/)[^\s<>]{1,2000})>?"
    r"(?:[ \t]{1,8}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|\([^()\n]{0,500}\)))?[ \t]*$",
    re.MULTILINE,
)
# What stands in the brackets of a link: an address, a path or an anchor; `见[3](附录)` has none.
_ADDRESS = re.compile(
    r"<?(?:[A-Za-z][A-Za-z0-9+.-]{1,20}:|www\.|/|#|\.{1,2}/|[\w%.-]+/|[\w%-]+\.[A-Za-z][A-Za-z0-9]{1,5}(?:[#?]|>?\Z)|>?\Z)"
)


def _find_images(text: str) -> list[Edit]:
    if "![" not in text:
        return []
    kept_out = shield(text)
    # An address lies inside the image: only code keeps one, which begins before it.
    images = [m.span() for m in _IMAGE.finditer(text) if not kept_out.touches(m.start(), m.start() + 1)]
    return [Edit(*without_line(text, start, end), "") for start, end in images]


def _find_links(text: str) -> list[Edit]:
    if "](" not in text and "][" not in text:
        return []
    kept_out = shield(text)
    defined: dict[str, tuple[int, int]] = {}
    for match in _DEFINITION.finditer(text):
        if not kept_out.touches(match.start(), match.start() + 1):
            defined.setdefault(match[1].lower(), match.span())
    edits = []
    used = set()
    for match in _LINK.finditer(text):
        if kept_out.touches(match.start(), match.start() + 1):
            continue
        if match[2] is None:
            label = (match[3] or match[1]).lower()
            if label not in defined:
                continue
            used.add(label)
        elif not _ADDRESS.match(match[2]):
            continue
        edits += [Edit(match.start(), match.start() + 1, ""), Edit(match.start() + 1 + len(match[1]), match.end(), "")]
    edits += [Edit(*defined[label], "") for label in used]
    return sorted(edits, key=lambda edit: edit.start)


_RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]{0,8}\1){2,}[ \t]*$", re.MULTILINE)


def _find_rules(text: str) -> list[Edit]:
    kept_out = shield(text)
    edits = []
    for match in _RULE.finditer(text):
        start, end = match.span()
        # Right under a line it makes that line a heading.
        alone_above = start < 2 or text[start - 2] == "\n"
        alone_below = text[end : end + 2] in ("", "\n", "\n\n")
        if alone_above and alone_below and not kept_out.touches(start, end):
            edits.append(Edit(*without_line(text, start, end), ""))
    return edits


_MARKS = re.compile(r"\*{1,4}(?!\*)|_{1,2}(?!_)")
_STARTS_BLOCK = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|[-+*][ \t]|\d{1,3}[.)][ \t]|\||\Z)")
_WORD = re.compile(r"[A-Za-z0-9_]")
_FIRST_INSIDE = re.compile(rf"[\w{HAN}\[(（“‘「『《\"'$]")
_LAST_INSIDE = re.compile(rf"[\w{HAN}\])）”’」』》\"'$.!?,。！？，%％]\Z")
_BEFORE = re.compile(r"[\s(\[（“‘《：，。；、—\"']|\Z")
_BEHIND = re.compile(r"[\s)\]）”’》：，。；、？！—.,:;?!\"']|\Z")
# `北京市**区**街道**号` hides names, it does not stress words.
_HIDDEN_NAME = re.compile(rf"(?<=[{HAN}])\*\*[省市区县區縣镇鎮乡鄉村路街号號某年月日元]\*\*(?=[{HAN}])")


def _find_emphasis(text: str) -> list[Edit]:
    if "*" not in text and "_" not in text:
        return []
    kept_out = shield(text)
    edits: list[Edit] = []
    for start, end in _blocks(text):
        edits += _in_block(text, start, end, kept_out)
    return sorted(edits, key=lambda edit: edit.start)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    # Lines that have marks, each together with the lines that continue it.
    start = at = 0
    while at < len(text):
        newline = text.find("\n", at)
        end = len(text) if newline < 0 else newline
        at = end + 1
        if _STARTS_BLOCK.match(text, at) or text[at : at + 1] == "\n":
            yield start, end
            start = at
    if start < len(text):
        yield start, len(text)


def _in_block(text: str, start: int, end: int, kept_out: Shield) -> list[Edit]:
    stacks: dict[str, list[tuple[int, int]]] = {"*": [], "**": [], "***": [], "_": [], "__": []}
    for match in _MARKS.finditer(text, start, end):
        at, to = match.span()
        if (at > start and text[at - 1] in "*_\\/") or text[to : to + 1] in ("_", "*", "/") or kept_out.touches(at, to):
            continue
        if _WORD.match(text[at - 1 : at]) and at > start and _WORD.match(text[to : to + 1]):
            continue
        # Four asterisks close one and open the next.
        for mark, here in (("**", at), ("**", at + 2)) if to - at == 4 else ((match[0], at),):
            stacks[mark].append((here, here + len(mark)))
    edits: list[Edit] = []
    if stacks["**"] and _HIDDEN_NAME.search(text, start, end):
        stacks["**"] = []
    for mark, places in stacks.items():
        if len(places) > 1:
            edits += _pairs(text, mark, places, end)
    return edits


def _pairs(text: str, mark: str, places: list[tuple[int, int]], block_end: int) -> Iterator[Edit]:
    opened: tuple[int, int] | None = None
    for place in places:
        if opened is not None and _is_pair(text, mark, opened, place, block_end):
            yield Edit(*opened, "")
            yield Edit(*place, "")
            opened = None
        elif not text[place[1] : place[1] + 1].isspace():
            opened = place


def _is_pair(text: str, mark: str, opened: tuple[int, int], closed: tuple[int, int], block_end: int) -> bool:
    inside = text[opened[1] : closed[0]]
    if not inside.strip("*_ \t\n") or inside[0].isspace() or inside[-1].isspace():
        return False
    if len(mark) >= 2 and mark[0] == "*":
        return True
    # One mark is also a sign of multiplication, a footnote or part of a name: nothing may stick to its outside.
    before, after = text[opened[0] - 1 : opened[0]] if opened[0] else "", text[closed[1] : closed[1] + 1]
    if "\n" in inside or not _BEFORE.match(before) or not _BEHIND.match(after):
        return False
    if not _FIRST_INSIDE.match(inside) or not _LAST_INSIDE.search(inside):
        return False
    return mark == "*" or " " in inside or any(map(is_han, inside))


FIXERS = (
    Fixer("markdown-images", "Markdown images go.", _find_images),
    Fixer("markdown-links", "Markdown links become their text.", _find_links),
    Fixer("markdown-rules", "Rules between paragraphs (---, ***) go.", _find_rules),
    Fixer("markdown-emphasis", "Markdown's asterisks and underscores of stress go.", _find_emphasis),
)
