r"""Subtitles: SRT, WebVTT and ASS/SSA. Timing, settings, styles, names and override tags stay.

The lines of a caption are one text, with a line break between them (`\N` in ASS).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from shuyu.conversion.base import Job
from shuyu.conversion.documents.markup import START, TEXT, broken, text_spans, tokens
from shuyu.conversion.documents.splice import Edit, Span, Stretch, fixed, marks, plain_spans, splice
from shuyu.conversion.documents.textfile import TextFormat
from shuyu.conversion.tags import retag

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_TIMING = re.compile(r"[ \t]*(?:\d+:)?\d+:\d\d(?:[,.:]\d+)?[ \t]*-->[ \t]*(?:\d+:)?\d+:\d\d")
_NUMBER = re.compile(r"[ \t\ufeff]*\d+[ \t]*\Z")
_SRT_CODE = re.compile(r"\{\\[^{}\r\n]*\}|</?[A-Za-z][^<>\r\n]{0,200}>")
_VTT_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?=[ \t]|\Z)")
_VTT_LANGUAGE = re.compile(r"Language[ \t]*:[ \t]*([A-Za-z0-9-]+)")
_ASS_CODE = re.compile(r"\{[^{}\r\n]*\}|(\\[Nn])|(\\h)")
_ASS_SECTION = re.compile(r"\[([^\]\r\n]+)\][ \t]*\Z")

_Lines = list[tuple[int, int]]


def _lines(text: str) -> _Lines:
    return [found.span(1) for found in _LINE.finditer(text)]


def _rewrite_srt(text: str, job: Job) -> str:
    lines = _lines(text)
    timed = [at for at, (start, end) in enumerate(lines) if _TIMING.match(text, start, end)]
    if not timed:
        raise broken("this is not SRT: it has no timing such as 00:00:01,000 --> 00:00:02,000", job.path, 1)
    return splice(text, _srt_stretches(text, lines, timed), job)


def _srt_stretches(text: str, lines: _Lines, timed: list[int]) -> Iterator[Stretch]:
    for at, following in zip([-1, *timed], [*timed, len(lines)], strict=True):
        last = following
        # The caption's number stands before its timing; a number beyond a text's last line is part of that text.
        if following < len(lines) and following - 1 > at and _NUMBER.match(text, *lines[following - 1]):
            last = following - 1
        caption = Stretch()
        for start, end in lines[at + 1 : last]:
            if start == end and caption.spans:
                yield caption
                caption = Stretch()
            elif start < end:
                _join(text, caption, start)
                caption.spans += _srt_spans(text, start, end)
        if caption.spans:
            yield caption


def _join(text: str, caption: Stretch, start: int) -> None:
    if caption.spans:
        caption.spans.append(fixed(text, caption.spans[-1].end, caption.spans[-1].end, "\n"))


def _srt_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for code in _SRT_CODE.finditer(text, start, end):
        yield from plain_spans(text, start, code.start())
        start = code.end()
    yield from plain_spans(text, start, end)


def _rewrite_vtt(text: str, job: Job) -> str:
    if not re.match(r"WEBVTT(?=[ \t\r\n]|\Z)", text):
        raise broken('this is not WebVTT: it does not begin with "WEBVTT"', job.path, 1)
    stretches: list[Stretch] = []
    edits: list[Edit] = []
    for number, block in enumerate(_blocks(text)):
        start, end = block[0][0], block[-1][1]
        timing = next((at for at, (a, b) in enumerate(block) if "-->" in text[a:b]), None)
        if number == 0:
            edits += _language(text, start, end, job)
        elif timing is None or _VTT_BLOCK.match(text, *block[0]):
            found = list(marks(text, start, end))
            stretches += [Stretch(found)] if found else []
        elif timing + 1 < len(block):
            stretches += _vtt_cue(text, block[timing + 1][0], end, job, edits)
    return splice(text, stretches, job, edits)


def _blocks(text: str) -> Iterator[_Lines]:
    block: _Lines = []
    for start, end in _lines(text):
        if text[start:end].strip():
            block.append((start, end))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _language(text: str, start: int, end: int, job: Job) -> Iterator[Edit]:
    found = _VTT_LANGUAGE.search(text, start, end)
    if found is not None and retag(found[1], job.target) != found[1]:
        yield Edit(*found.span(1), retag(found[1], job.target))


def _vtt_cue(text: str, start: int, end: int, job: Job, edits: list[Edit]) -> Iterator[Stretch]:
    cue = Stretch()
    glosses: list[Stretch] = []
    now = cue
    for token in tokens(text, xml=False, start=start, end=end, lenient=True):
        name = token.name.split(".")[0]
        if token.kind == TEXT:
            now.spans += text_spans(text, token, wrapped=False)
        elif name == "rt":
            now = cue
            if token.kind == START:
                now = Stretch()
                glosses.append(now)
        elif name == "ruby":
            now = cue
        elif name == "lang" and token.attributes:
            # `<lang zh-CN>`: the annotation is read as an attribute without a value.
            said = token.attributes[0]
            place = text.find(said.name, token.start, token.end)
            if retag(said.name, job.target) != said.name:
                edits.append(Edit(place, place + len(said.name), retag(said.name, job.target)))
    yield from (stretch for stretch in (cue, *glosses) if stretch.spans)


def _rewrite_ass(text: str, job: Job) -> str:
    section = ""
    # The text is the last field of ten unless a Format line says otherwise; it may hold commas.
    fields = 10
    stretches: list[Stretch] = []
    sections = 0
    for start, end in _lines(text):
        found = _ASS_SECTION.match(text, start, end)
        key, _, rest = text[start:end].partition(":")
        if found is not None:
            section = found[1].strip().lower()
            sections += 1
        elif section == "events" and key == "Format":
            fields = rest.count(",") + 1
        elif section == "events" and key == "Dialogue":
            at = start + len(key) + 1
            for _ in range(fields - 1):
                at = text.find(",", at, end) + 1
                if not at:
                    line = 1 + text.count("\n", 0, start)
                    raise broken(f"a Dialogue line needs {fields} fields", job.path, line)
            spans = list(_ass_spans(text, at, end))
            stretches += [Stretch(spans)] if spans else []
        elif text.startswith((";", "!:", "Comment:"), start):
            spans = list(marks(text, start, end))
            stretches += [Stretch(spans)] if spans else []
    if not sections:
        raise broken("this is not ASS or SSA: it has no section such as [Events]", job.path, 1)
    return splice(text, stretches, job)


def _ass_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for code in _ASS_CODE.finditer(text, start, end):
        yield from plain_spans(text, start, code.start())
        if code[1] or code[2]:
            yield fixed(text, *code.span(), "\n" if code[1] else "\u00a0")
        start = code.end()
    yield from plain_spans(text, start, end)


SRT = TextFormat("srt", (".srt",), _rewrite_srt)
VTT = TextFormat("vtt", (".vtt",), _rewrite_vtt, blank=False)
ASS = TextFormat("ass", (".ass", ".ssa"), _rewrite_ass, blank=False)
