"""HTML and XHTML: text and the attributes that people read; scripts, styles, code and addresses stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from shuyu.conversion.base import Job
from shuyu.conversion.documents.markup import (
    CDATA,
    COMMENT,
    EMPTY,
    END,
    RAW,
    START,
    TEXT,
    Attribute,
    Token,
    broken,
    declare,
    escaped,
    refer,
    refuse_unsound,
    set_value,
    text_spans,
    tokens,
    value,
    value_spans,
)
from shuyu.conversion.documents.splice import Edit, Stretch, apart, applied, fixed, marks, turned
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.conversion.tags import retag
from shuyu.readers.html import declared_encoding
from shuyu.text.han import has_han

MAX_DEPTH = 2_000
"""A page whose elements stand deeper in one another is refused (E108)."""

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i img input ins kbd label mark nobr "
    "q ruby rb rp rt rtc s samp small span strike strong sub sup time tt u var wbr math".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements whose text is none for people, and those that stand in a sentence like a word.
_CODE = frozenset("script style code math xmp iframe noembed noframes plaintext".split())
_APART = frozenset("img input".split())
# An element that closes others when it begins, and the elements beyond which it closes none.
_P_CLOSERS = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul".split()
)
_SCOPE = frozenset("html table td th caption button template object marquee applet".split())
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"}) | _SCOPE),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPE)),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table", "tr"}))),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (frozenset({"tbody", "thead", "tfoot"}), frozenset({"table"}))),
    **dict.fromkeys(("option", "optgroup"), (frozenset({"option"}), frozenset({"select", "datalist"}))),
    **dict.fromkeys(("rt", "rp"), (frozenset({"rt", "rp"}), frozenset({"ruby"}))),
    **dict.fromkeys(_P_CLOSERS, (frozenset({"p"}), _SCOPE)),
}
_READ_ATTRIBUTES = frozenset(
    "alt title placeholder aria-label aria-description aria-placeholder aria-roledescription aria-valuetext summary "
    "label".split()
)
_META_NAMES = frozenset(
    "description keywords author subject abstract application-name apple-mobile-web-app-title og:title og:description "
    "og:site_name og:image:alt twitter:title twitter:description twitter:image:alt dc.title dc.description "
    "dc.subject".split()
)
_META_LANGUAGES = frozenset("content-language language og:locale dc.language dcterms.language".split())
_BUTTONS = frozenset({"submit", "button", "reset"})
_CHINESE = frozenset("zh zho chi cmn yue wuu lzh gan hak nan hsn cdo cjy mnp cpx czh czo".split())
_TAG_IN_LIST = re.compile(r"[A-Za-z0-9_-]+")


def is_chinese_tag(tag: str) -> bool:
    """Whether text under a language tag may be converted: a kind of Chinese, or a language that is not said.

    >>> is_chinese_tag("zh_TW"), is_chinese_tag("yue-Hant"), is_chinese_tag(""), is_chinese_tag("ja")
    (True, True, True, False)
    """
    primary = tag.strip().replace("_", "-").split("-")[0].lower()
    return primary in _CHINESE or primary in ("", "und", "mul", "x-default")


def rewrite_html(text: str, job: Job, *, xml: bool) -> str:
    """A page with its human text turned and its language marks set; of the rest not a character changes.

    Untouched are the contents of `script`, `style`, `code` and `math`, all attributes but those that people read,
    what says `translate="no"` or has the class `notranslate`, and what is in another language by its `lang`.

    Args:
        text: the page; its word about its encoding is not looked at.
        job: what to do.
        xml: whether it is XHTML.

    Raises:
        InputError: E108 for mark-up that is broken, never closed or nested beyond `MAX_DEPTH`; E109 for XHTML that
            declares entities.

    >>> job = Job(lambda units: [tuple(p.replace("头", "頭") for p in unit.pieces) for unit in units], "zh-Hant")
    >>> rewrite_html('<p lang="zh-CN" id="头">头<b>发</b><code>头</code>', job, xml=False)
    '<p lang="zh-TW" id="头">頭<b>发</b><code>头</code>'
    """
    if xml:
        refuse_unsound(text, job.path, foreign=True)
    page = Page(text, job, xml=xml)
    page.read(tokens(text, xml=xml, path=job.path))
    return applied(text, [*turned(text, page.stretches, job), *page.edits])


@dataclass
class _Open:
    name: str
    skipped: bool
    preformatted: bool
    language: str | None
    # What was being gathered when an annotation over it began.
    outer: Stretch | None = None


@dataclass
class Page:
    """The stretches of a page or a part of one, gathered token by token.

    Attributes:
        text: the file's text.
        job: for its target, its path and its `warn`.
        xml: whether it is XHTML.
        stretches: what was found, in the order of the page.
        edits: of language marks.
    """

    text: str
    job: Job
    xml: bool = False
    stretches: list[Stretch] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=lambda: [_Open("", False, False, None)])
    _counts: dict[str, int] = field(default_factory=dict)
    _now: Stretch = field(default_factory=Stretch)
    _warned: bool = False

    def read(self, found: Iterator[Token]) -> None:
        """Take the tokens; what is open at their end is closed."""
        for token in found:
            top = self._stack[-1]
            if token.kind in (TEXT, CDATA) and not top.skipped:
                self._now.language = top.language
                self._now.spans += text_spans(self.text, token, wrapped=not top.preformatted)
                self._now.wrapped = not top.preformatted
            elif token.kind == COMMENT:
                found_marks = list(marks(self.text, token.start, token.end))
                if found_marks:
                    # A stretch of its own: attributes are texts too, and are told before the text they stand in.
                    self.flush()
                    self.stretches.append(Stretch(found_marks))
            elif token.kind in (START, EMPTY):
                self._start(token)
            elif token.kind == END:
                self._end(self._local(token.name))
            elif token.kind == RAW and top.name == "plaintext":
                return
        self.flush()

    def flush(self) -> None:
        """End the stretch that is being gathered."""
        if self._now.spans:
            self.stretches.append(self._now)
        self._now = Stretch(language=self._stack[-1].language)

    def _local(self, name: str) -> str:
        return name.rpartition(":")[2] if self.xml else name

    def _start(self, token: Token) -> None:
        name = self._local(token.name)
        if not self.xml and name in _CLOSES:
            self._close(*_CLOSES[name])
        if name not in _INLINE and name != "br":
            self.flush()
        values = {attribute.name.lower(): attribute for attribute in token.attributes}
        opened = self._opened(name, values)
        if not opened.skipped or name in _CODE:
            self._attributes(name, values, opened)
        # `<style/>` is whole in the SVG of a page; where the page goes on as a style, no text is lost.
        whole = name in _VOID or (name in _CODE and self.text.endswith("/>", 0, token.end))
        if token.kind == EMPTY or (not self.xml and whole):
            self._void(token, name)
            return
        if len(self._stack) > MAX_DEPTH:
            line = 1 + self.text.count("\n", 0, token.start)
            raise broken(f"more than {MAX_DEPTH:,} elements stand in one another", self.job.path, line)
        if name in _CODE and not self._stack[-1].skipped:
            self._now.spans.append(apart(self.text, token.start, token.start, escaped))
        if name in ("rt", "rp"):
            # A reading or a gloss over a word is a text of its own; the words go on below it.
            opened.outer, self._now = self._now, Stretch(language=opened.language)
        self._stack.append(opened)
        self._counts[name] = self._counts.get(name, 0) + 1

    def _void(self, token: Token, name: str) -> None:
        if self._stack[-1].skipped:
            return
        if name == "br":
            self._now.spans.append(fixed(self.text, token.start, token.end, "\n", escaped))
        elif name in _APART or name in _CODE:
            # Before the tag: its attributes may be text themselves.
            self._now.spans.append(apart(self.text, token.start, token.start, escaped))

    def _opened(self, name: str, values: dict[str, Attribute]) -> _Open:
        top = self._stack[-1]
        opened = _Open(name, top.skipped, top.preformatted or name == "pre", top.language)
        tag = values.get("lang") or values.get("xml:lang")
        if tag is not None:
            opened.language = value(self.text, tag).strip() or None
            chinese = is_chinese_tag(opened.language or "")
            if name == "html" and not chinese and (opened.language or "").lower()[:2] not in ("ja", "ko"):
                # The root's word is often a template's, and says nothing of the text.
                self._doubt(opened.language or "")
                opened.language, chinese = None, True
            opened.skipped = not chinese
        classes = value(self.text, values["class"]).split() if "class" in values else ()
        told = value(self.text, values["translate"]).strip().lower() if "translate" in values else ""
        if told == "no" or "notranslate" in classes or name in _CODE:
            opened.skipped = True
        elif told == "yes" and tag is None and top.name not in _CODE:
            opened.skipped = False
        return opened

    def _doubt(self, tag: str) -> None:
        if not self._warned and has_han(self.text):
            self._warned = True
            self.job.warn(f'the page says that it is in "{tag}"; its Chinese text was converted, its mark stays')

    def _attributes(self, name: str, values: dict[str, Attribute], opened: _Open) -> None:
        kind = value(self.text, values["type"]).strip().lower() if "type" in values else ""
        named = [
            value(self.text, values[key]).strip().lower() for key in ("name", "property", "http-equiv") if key in values
        ]
        for key, attribute in values.items():
            content = name == "meta" and key == "content"
            if key in ("lang", "xml:lang") or (content and not _META_LANGUAGES.isdisjoint(named)):
                self._retag(attribute)
            elif opened.skipped:
                continue
            elif (
                key in _READ_ATTRIBUTES
                or (content and not _META_NAMES.isdisjoint(named))
                or (name == "input" and key == "value" and kind in _BUTTONS)
            ):
                spans = list(value_spans(self.text, attribute))
                if spans:
                    self.stretches.append(Stretch(spans, place=key, language=opened.language))

    def _retag(self, attribute: Attribute) -> None:
        said = value(self.text, attribute)
        made = _TAG_IN_LIST.sub(lambda found: retag(found[0], self.job.target), said)
        if made != said:
            self.edits.append(set_value(attribute, made))

    def _end(self, name: str) -> None:
        if name in ("br", "p") and not self._counts.get(name):
            self.flush()
        elif self._counts.get(name):
            self._close(frozenset({name}), frozenset())
        if name not in _INLINE:
            self.flush()

    def _close(self, names: frozenset[str], beyond: frozenset[str]) -> None:
        # Close the innermost of these elements, and what is open in it.
        if not any(self._counts.get(name) for name in names):
            return
        for depth in range(len(self._stack) - 1, 0, -1):
            name = self._stack[depth].name
            if name in names:
                break
            if name in beyond:
                return
        else:
            return
        while len(self._stack) > depth:
            closed = self._stack.pop()
            self._counts[closed.name] -= 1
            if closed.name not in _INLINE:
                self.flush()
            if closed.outer is not None:
                self.flush()
                self._now = closed.outer


def _rewrite(text: str, job: Job) -> str:
    return rewrite_html(text, job, xml=False)


def _rewrite_xml(text: str, job: Job) -> str:
    return rewrite_html(text, job, xml=True)


HTML = TextFormat("html", (".html", ".htm"), _rewrite, declared_encoding, declare, refer, markup=True)
XHTML = TextFormat(
    "xhtml", (".xhtml", ".xht"), _rewrite_xml, declared_encoding, declare, refer, markup=True, blank=False
)
