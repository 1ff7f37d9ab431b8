"""What XLIFF and TMX share: elements with their places, and text with codes in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from shuyu.conversion.documents.html import is_chinese_tag
from shuyu.conversion.documents.markup import (
    CDATA,
    COMMENT,
    EMPTY,
    END,
    START,
    TEXT,
    Attribute,
    Token,
    escaped,
    text_spans,
    tokens,
    value,
)
from shuyu.conversion.documents.splice import Span, apart, marks
from shuyu.languages import HANT, canonical, is_chinese, is_traditional
from shuyu.text.han import has_han

# Elements in a text that stand for something in it; the others only say how it looks.
_PLACEHOLDERS = frozenset({"x", "ph", "cp", "ut"})


@dataclass
class Element:
    """An element, or what of it was read: attributes by local name, children, and the spans of its text."""

    name: str
    start: int
    attributes: dict[str, Attribute]
    values: dict[str, str]
    spans: list[Span] = field(default_factory=list)
    skipped: bool = False

    @property
    def language(self) -> str | None:
        """What `xml:lang` or `lang` says."""
        return self.values.get("lang")

    @property
    def text(self) -> str:
        """What its spans say, without what stands for codes."""
        return "".join(span.text for span in self.spans if span.start < span.end)


@dataclass(frozen=True)
class Event:
    """An element that opens, closes (`opens` is False), or marks in a comment (`element` is None)."""

    opens: bool
    element: Element | None
    marks: tuple[Span, ...] = ()


def events(text: str, path: str | None, holders: frozenset[str], codes: frozenset[str]) -> Iterator[Event]:
    """The elements of an XML file, opening and closing; names are local, attributes too.

    Args:
        text: well-formed XML.
        path: how an error names the file.
        holders: elements whose text is text; other elements inside belong to their text.
        codes: elements inside them whose contents are no text.
    """
    stack: list[Element] = []
    holder: Element | None = None
    inside_code = 0
    for token in tokens(text, xml=True, path=path):
        if token.kind == COMMENT:
            found = tuple(marks(text, token.start, token.end))
            if found:
                yield Event(True, None, found)
        elif token.kind in (START, EMPTY):
            element = _element(text, token)
            if holder is not None:
                element.skipped = element.name in codes or element.values.get("translate") == "no"
                if not inside_code and (element.name in _PLACEHOLDERS or element.values.get("translate") == "no"):
                    holder.spans.append(apart(text, token.start, token.start, escaped))
                inside_code += element.skipped and token.kind == START
            if holder is None and element.name in holders:
                holder = element
            yield Event(True, element)
            if token.kind == START:
                stack.append(element)
            else:
                holder = None if holder is element else holder
                yield Event(False, element)
        elif token.kind == END:
            element = stack.pop()
            if holder is element:
                holder = None
            elif holder is not None:
                inside_code -= element.skipped
            yield Event(False, element)
        elif token.kind in (TEXT, CDATA) and holder is not None and not inside_code:
            holder.spans += text_spans(text, token, wrapped=False)


def _element(text: str, token: Token) -> Element:
    attributes = {attribute.name.rpartition(":")[2]: attribute for attribute in token.attributes}
    # `xml:lang` wins over a plain `lang` beside it.
    attributes |= {a.name[4:]: a for a in token.attributes if a.name == "xml:lang"}
    values = {name: value(text, attribute) for name, attribute in attributes.items()}
    return Element(token.name.rpartition(":")[2], token.start, attributes, values)


def is_target(tag: str | None, target: str) -> bool:
    """Whether text under a language tag is already what it would be turned into.

    >>> is_target("zh_TW", "zh-Hant-TW"), is_target("zh-HK", "zh-Hant"), is_target("zh", "zh-Hans")
    (True, True, False)
    """
    found = canonical(tag or "")
    return found is not None and (found == target or (target == HANT and is_traditional(found)))


def is_convertible(tag: str | None, target: str) -> bool:
    """Whether text under a language tag is Chinese, or may be, and not yet what it would be turned into."""
    return is_chinese_tag(tag or "") and not is_target(tag, target)


def english_of(tag: str | None, text: str) -> str | None:
    """`text`, where its tag or, without one, its letters say that it is English."""
    if not text.strip() or has_han(text):
        return None
    said = (tag or "en").replace("_", "-").split("-")[0].lower()
    return text if said in ("en", "eng") else None


def names_chinese(tag: str | None) -> bool:
    """Whether a tag is there and says Chinese."""
    found = canonical(tag or "")
    return found is not None and is_chinese(found)
