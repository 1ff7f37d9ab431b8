"""CC-CEDICT: `Traditional Simplified [pin1 yin1] /sense/sense/`, one headword a line, and `#!` lines about the file.

Both versions of the format are read, `[pin1 yin1]` and `[[pin1yin1]]`; the first is written. A sense is split at `; `
into terms. What is said of the headword and not of its meaning (`CL:…`, `variant of …`, `see …`, `Taiwan pr. …`)
becomes the note of the concept, a line each; any other note is written as `note: …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from shuyu.errors import InputError, Problem
from shuyu.formats.base import Keeps, Reading, TermFormat, Writing
from shuyu.formats.cedict_pinyin import marked, numbered, parted
from shuyu.formats.pairs import AVOIDED
from shuyu.formats.terms_values import shown, term_fault
from shuyu.languages import ENGLISH, HANS, HANT
from shuyu.model.concept import Concept, Status, Term
from shuyu.text import han

_ENTRY = re.compile(r"(\S+) (\S+) (?:\[\[([^\]]*)\]\]|\[([^\]]*)\])\s*/(.*)/")
_ABOUT = {"date": "date", "license": "licence", "publisher": "source"}
_NOTE = "note: "
_REFERENCE = re.compile(
    r"CL:|(?:Taiwan|Beijing|Mainland|PRC|also|old|formerly) pr\.|"
    r"(?:\((?:Tw|old|archaic)\) )?(?:(?:old |archaic |erhua |Japanese |Taiwan |erroneous |dialectal )?variant of|"
    r"abbr\. (?:for|to|of)|see(?: also)?|also (?:written|called)|same as|used in|cf\.?|now written) "
)
_TO_WIDE = str.maketrans({"/": "／", ";": "；"})
_MOST_PROBLEMS = 100


def write(concepts: Iterable[Concept], stream: BinaryIO, writing: Writing) -> None:
    """Write a list; see `TermFormat.write`."""
    head = [f"# {_one_line(writing.title)}"] if writing.title else []
    head += ["#! version=1", "#! subversion=0", "#! format=ts", "#! charset=UTF-8"]
    if writing.source:
        head.append(f"#! publisher={_one_line(writing.source)}")
    if writing.licence:
        head.append(f"#! license={_one_line(writing.licence)}")
    head.append(f"#! date={writing.date}T00:00:00Z")
    stream.write("".join(f"{line}\n" for line in head).encode())
    for concept in concepts:
        for entry in entries(concept, writing):
            stream.write(_line(entry).encode())


def _line(entry: Concept) -> str:
    simplified, traditional, *english = entry.terms
    senses = [term.text for term in english]
    senses += [_said(line) for line in (entry.note or "").split("\n") if line]
    return f"{traditional.text} {simplified.text} [{numbered(simplified.pinyin or '')}] /{'/'.join(senses)}/\n"


def _said(line: str) -> str:
    return line if _is_reference(line) else _NOTE + line


def entries(concept: Concept, _writing: Writing) -> Iterator[Concept]:
    """The concepts that come back for one: an entry for each headword, in both scripts and with its pinyin.

    A script or a reading that nobody gave is derived, since every line has them. Chinese headwords have no spaces;
    a slash or a semicolon, which part senses, are written full-width. English that must not be used is left out.

    >>> made = next(entries(Concept("c", (Term("软件", "zh-Hans"), Term("and/or; software", "en"))), Writing()))
    >>> [term.text for term in made.terms], made.terms[0].pinyin
    (['软件', '軟件', 'and／or； software'], 'ruǎn jiàn')
    """
    english: dict[str, None] = {}
    for term in concept.terms:
        if term.language == ENGLISH and not term.derived and term.status not in AVOIDED:
            text = term.text.translate(_TO_WIDE)
            if not _is_note(text):
                english[text] = None
    lines = [_one_line(line).translate(_TO_WIDE) for line in (concept.note or "").split("\n")]
    note = "\n".join(line for line in lines if line) or None
    if not english and note is None:
        return
    for simplified, traditional, reading in _headwords(concept):
        # What comes back is what the numbers of the line say.
        # Twice: what is no syllable may be read as some once it has marks.
        pinyin = marked(numbered(marked(numbered(reading)))) or None
        chinese = (Term(simplified, HANS, pinyin=pinyin), Term(traditional, HANT, pinyin=pinyin))
        yield replace(concept, terms=(*chinese, *_english(english)), note=note)


def _english(texts: Iterable[str]) -> Iterator[Term]:
    for place, text in enumerate(texts):
        yield Term(text, ENGLISH, Status.ADMITTED if place else Status.PREFERRED)


def _headwords(concept: Concept) -> Iterator[tuple[str, str, str]]:
    from shuyu.text.script import converter

    simplified = [t for t in concept.terms if t.language == HANS and not t.derived]
    traditional = [t for t in concept.terms if t.language == HANT and not t.derived]
    partners = dict(zip(simplified, traditional, strict=False)) if len(simplified) == len(traditional) == 1 else {}
    left = [] if partners else list(traditional)
    for term in simplified:
        partner = partners.get(term)
        if partner is None:
            made = converter(HANT, from_=HANS)(term.text)
            partner = next(
                (t for t in left if t.text == made or converter(HANS, from_=HANT)(t.text) == term.text), None
            )
            if partner is not None:
                left.remove(partner)
        other = partner.text if partner else made
        yield from _headword(term.text, other, term.pinyin or (partner.pinyin if partner else None))
    for term in left:
        yield from _headword(converter(HANS, from_=HANT)(term.text), term.text, term.pinyin)


def _headword(simplified: str, traditional: str, reading: str | None) -> Iterator[tuple[str, str, str]]:
    from shuyu.text.pinyin import pinyin

    simple, full = ("".join(text.split()) for text in (simplified, traditional))
    # A line that begins with # is a remark.
    full = "＃" + full[1:] if full.startswith("#") else full
    yield simple, full, _one_line(reading or (pinyin(simple) if han.has_han(simple) else simple))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_reference(text: str) -> bool:
    return _REFERENCE.match(text) is not None and (text.startswith("CL:") or "pr." in text or han.has_han(text))


def _is_note(text: str) -> bool:
    return text.startswith(_NOTE) or _is_reference(text)


def read(stream: BinaryIO, reading: Reading) -> Iterator[Concept]:
    """Read a list; see `TermFormat.read`."""
    problems: list[Problem] = []
    for number, raw in enumerate(stream, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError:
            problems.append(_problem("this line is not UTF-8", "Save the file as UTF-8.", reading, number))
            line = ""
        if line.startswith("#"):
            _about(line, reading, number)
        elif line:
            found = _concept(line, reading, number)
            if isinstance(found, Concept):
                yield found
            else:
                problems += found
        if len(problems) >= _MOST_PROBLEMS:
            break
    if problems:
        raise InputError(*problems[:_MOST_PROBLEMS])


def _problem(what: str, how: str, reading: Reading, number: int) -> Problem:
    return Problem("E141", what, how, reading.path, number)


def _about(line: str, reading: Reading, number: int) -> None:
    if not line.startswith("#!"):
        if number == 1 and len(line) > 1:
            reading.about["title"] = line[1:].strip()
        return
    key, _, value = line[2:].strip().partition("=")
    if key in _ABOUT and value:
        reading.about[_ABOUT[key]] = value[:10] if key == "date" else value


def _concept(line: str, reading: Reading, number: int) -> Concept | list[Problem]:
    found = _ENTRY.fullmatch(line)
    if found is None:
        how = "Write Traditional Simplified [pin1 yin1] /sense/sense/."
        return [_problem("this line is no entry of CC-CEDICT", how, reading, number)]
    traditional, simplified, joined, spaced, body = found.groups()
    english: dict[str, None] = {}
    notes: list[str] = []
    for sense in body.split("/"):
        text = sense.strip()
        if _is_note(text):
            notes.append(text.removeprefix(_NOTE).strip())
        else:
            english.update((term, None) for part in _split(text) if (term := part.strip()))
    texts = (traditional, simplified, *english)
    faults = [fault for text in texts if (fault := term_fault(text)) is not None]
    if faults:
        return [_problem(fault.what, fault.how, reading, number) for fault in faults]
    if not english and not notes:
        return [_problem(f'the entry "{shown(simplified)}" has no sense', "Write /sense/ after it.", reading, number)]
    pinyin = marked(parted(joined) if joined is not None else spaced) or None
    chinese = (Term(simplified, HANS, pinyin=pinyin), Term(traditional, HANT, pinyin=pinyin))
    return Concept("", (*chinese, *_english(english)), note="\n".join(filter(None, notes)) or None)


def _split(sense: str) -> Iterator[str]:
    # At semicolons that stand outside brackets.
    if "; " not in sense:
        yield sense
        return
    depth = start = 0
    for at, character in enumerate(sense):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif depth <= 0 and sense.startswith("; ", at):
            yield sense[start:at]
            start = at + 2
    yield sense[start:]


def _looks_so(head: bytes) -> bool:
    lines = head.decode("utf-8", "ignore").removeprefix("\ufeff").split("\n")
    said = [line.strip() for line in lines[:200] if line.strip() and not line.startswith("#")]
    if said:
        return _ENTRY.fullmatch(said[0]) is not None
    return any(line.startswith("#! format=ts") for line in lines)


FORMAT = TermFormat(
    name="cedict",
    title="CC-CEDICT dictionary",
    suffixes=(".u8", ".txt"),
    keeps=Keeps(
        languages=frozenset({HANS, HANT, ENGLISH}),
        statuses={},
        parts_of_speech={},
        types={},
        term_fields=frozenset({"pinyin"}),
        concept_fields=frozenset({"note"}),
    ),
    read=read,
    write=write,
    sniff=_looks_so,
    reshape=entries,
)
