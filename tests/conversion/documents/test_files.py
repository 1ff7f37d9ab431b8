"""Whole files: what is text is turned, and nothing else, and other programs still read them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.conversion.base import Job, Unit
from shuyu.conversion.documents import format_for, format_named
from shuyu.errors import InputError
from shuyu.text.han import is_han

from .turns import Recorder, identity

FILES = Path(__file__).resolve().parents[2] / "data" / "conversion"
SOURCES = sorted(path for path in FILES.iterdir() if ".turned" not in path.name)
TEXT_FORMATS = "plain markdown html xhtml po xliff tmx srt vtt ass json jsonl csv tsv tex".split()
GREW = "𪚥"
# The added character as itself, as a numeric reference and as an escape.
ADDED = re.compile(f"{GREW}|&#x2A6A5;|&#x2a6a5;|&#173733;|\\\\ud869\\\\udea5|\\\\uD869\\\\uDEA5")


def grow(units: Sequence[Unit]) -> list[tuple[str, ...]]:
    """A character more after each Han character."""
    return [tuple("".join(c + GREW * is_han(c) for c in piece) for piece in unit.pieces) for unit in units]


def test_every_format_has_a_file() -> None:
    found = {format_for(path.name) for path in SOURCES}
    assert {kind.name for kind in found if kind} == set(TEXT_FORMATS)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
class TestFile:
    def test_text_is_turned_and_nothing_else(self, path: Path) -> None:
        kind = format_for(path.name)
        assert kind is not None
        made = kind.rewrite(path.read_bytes(), Recorder().job())
        wanted = path.with_name(f"{path.stem}.turned{path.suffix}")
        assert made.decode() == wanted.read_bytes().decode()
        assert made != path.read_bytes()

    def test_what_is_not_changed_comes_back_byte_for_byte(self, path: Path) -> None:
        kind = format_for(path.name)
        assert kind is not None
        made = kind.rewrite(path.read_bytes(), Job(identity, "zh-Hant-TW"))
        assert _untagged(made.decode()) == _untagged(path.read_bytes().decode())

    @pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
    def test_in_other_encodings(self, path: Path, codec: str) -> None:
        kind = format_for(path.name)
        assert kind is not None
        text = path.read_bytes().decode().replace("�", "")
        wanted = path.with_name(f"{path.stem}.turned{path.suffix}").read_bytes().decode()
        made = kind.rewrite(text.encode(codec), Recorder().job())
        assert _undeclared(made.decode(codec)) == _undeclared(wanted)

    def test_what_grows_grows_in_text_only(self, path: Path) -> None:
        kind = format_for(path.name)
        assert kind is not None
        text = path.read_bytes().decode()
        made = kind.rewrite(path.read_bytes(), Job(grow, "zh-Hant-TW")).decode()
        assert GREW in made
        back = ADDED.sub("", made)
        # Markdown's texts that were their own labels name them now.
        assert _untagged(back).replace("[头发][头发]", "[头发]").replace("[发][发]", "[发][]") == _untagged(text)


def _undeclared(text: str) -> str:
    return re.sub(r"(?i) encoding=['\"][\w-]+['\"]|charset=['\"]?[\w-]+", "", text)


def _untagged(text: str) -> str:
    text = re.sub(r"(?i)zh[-_](?:hans|hant|cn|tw)(?:[-_]tw|[-_]cn)?\b", "zh", text)
    return re.sub(r"(?i)simplified|traditional|简体|繁體|简體", "?", text)


# Parted by spaces; ␣ is a space in a piece.
PIECES = {
    "plain": "头 发 \r\n \n https://a.com/头 \t shuyu:off shuyu:on",
    "markdown": "头 发 \n \r\n # > - 1. ` `` ``` ~~~ * ** _ ~~ [ ] ( ) ![ | --- <b> </b> <br> <!-- --> $ $$ \\ { } "
    "&amp; &#x5934; ␣␣␣␣ \t [^头] https://a.com/头 <https://头> : <p␣title='头'>",
    "html": "头 发 \n \r\n <p> </p> <b> </b> <br> <br/> <code> </code> <pre> </pre> <ruby> <rt> </ruby> <li> <ul> "
    "</ul> <table> <td> </table> <!-- --> & &amp; &#x5934; &#21457; &nbsp; < > <p␣title='头'> <img␣alt=头> <textarea> "
    "</textarea> <x:y> <![CDATA[ ]]> <? ?> <div␣translate=no> </div> <!DOCTYPE␣html>",
    "po": 'msgid␣"a"\nmsgstr␣ msgid msgstr[0] msgctxt ␣ " "头" "发\\n" \n \n\n # #~ #| 头',
    "srt": "1 \n \n\n \r\n 00:00:01,000␣-->␣00:00:02,000 头 发 <i> </i> {\\an8} { <",
    "vtt": "\n \n\n 00:01.000␣-->␣00:02.000\n 头 发 <i> </i> <v␣头> NOTE STYLE & < <rt> <lang␣ja>",
    "ass": "[Events] \n Format:␣A,B Dialogue:␣, 头 发 , {\\b1} { } \\N \\h ; Dialogue: \nDialogue:␣头",
    "csv": '头 发 , ; \t " "" \n \r\n a # en zh \r',
    "tsv": '头 发 , \t " "" \n \r\n a # en zh \r',
    "tex": "头 发 \n \n\n \\ { } [ ] $ $$ \\( \\) \\[ \\] % & \\\\ \\textbf{ \\section{ \\ref{ \\href{ \\item "
    "\\footnote{ \\verb|| \\begin{verbatim} \\end{verbatim} \\begin{itemize} \\end{itemize} \\% * <1> \\newcommand \\x",
}
BEGINNINGS = {"srt": "1\n00:00:01,000 --> 00:00:02,000\n", "vtt": "WEBVTT\n", "ass": "[Events]\nFormat: Text\n"}


@pytest.mark.parametrize("name", PIECES)
@given(data=st.data())
def test_whatever_is_put_together_comes_back_or_is_refused(name: str, data: st.DataObject) -> None:
    pieces = [piece.replace("␣", " ") for piece in PIECES[name].split(" ")]
    text = BEGINNINGS.get(name, "") + "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=40)))
    raw = text.encode()
    kind = format_named(name)
    try:
        kept = kind.rewrite(raw, Job(identity, "zh-Hans"))
    except InputError as error:
        assert {problem.code for problem in error.problems} <= {"E104", "E108"}  # noqa: PT017
        return
    assert kept == raw
    grown = kind.rewrite(raw, Job(grow, "zh-Hans")).decode()
    assert ADDED.sub("", grown) == text
    recorder = Recorder()
    kind.rewrite(raw, recorder.job("zh-Hans"))
    for unit in recorder.units:
        assert unit.line is not None
        assert 1 <= unit.line <= len(text.splitlines())


JSON_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(
    ["头发", "a/b/头.md", "头\n"]
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | JSON_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(value=JSON_VALUES, escaped=st.booleans(), indent=st.sampled_from([None, 0, 2]))
def test_any_json(value: object, escaped: bool, indent: int | None) -> None:
    import json

    raw = json.dumps(value, ensure_ascii=escaped, indent=indent).encode()
    assert format_named("json").rewrite(raw, Job(identity, "zh-Hans")) == raw
    grown = json.loads(format_named("json").rewrite(raw, Job(grow, "zh-Hans")))
    assert json.loads(json.dumps(grown, ensure_ascii=False).replace(GREW, "")) == json.loads(
        json.dumps(value, ensure_ascii=False).replace(GREW, "")
    )


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_reads_what_was_turned(tmp_path: Path) -> None:
    source = (FILES / "app.po").read_bytes()
    for number, encoding in enumerate([None, "gb18030", "utf-16"]):
        made = format_named("po").rewrite(source, Recorder().job(encoding=encoding))
        if encoding == "utf-16":
            assert b"UTF-16" in made.replace(b"\0", b"")
            continue
        path = tmp_path / f"{number}.po"
        path.write_bytes(made)
        done = subprocess.run(["msgfmt", "--check", "-o", tmp_path / "x.mo", path], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", [p for p in SOURCES if p.suffix in (".xlf", ".tmx", ".xhtml")], ids=lambda p: p.name)
def test_an_xml_parser_reads_what_was_turned(path: Path) -> None:
    from lxml import etree

    kind = format_for(path.name)
    assert kind is not None
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    for encoding in (None, "gb18030", "big5", "utf-16"):
        recorder = Recorder()
        made = kind.rewrite(path.read_bytes(), recorder.job(encoding=encoding))
        root = etree.fromstring(made, parser)
        assert "頭" in "".join(map(str, root.itertext()))
