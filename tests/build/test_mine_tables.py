"""Tables, translation memories and PO files, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from shuyu.build.mine_tables import in_pairs, rows_of
from shuyu.errors import InputError, ShuyuError, UsageError
from shuyu.mine.shards import Source
from shuyu.text import opening

ROWS = [
    ("水库旁边安装了太阳能水泵。", "A solar water pump was installed beside the reservoir."),
    ("灌溉系统去年修好了。", 'The irrigation system, or "system", was repaired last year.'),
    ("没有雨水收集池，就谈不上灌溉。", "Without a rainwater basin there can be no irrigation."),
]
PAIRS = [Source(zh, en) for zh, en in ROWS]


def _bare(found: list[Source]) -> list[Source]:
    return [Source(one.zh, one.en) for one in found]


def _read(path: Path, columns: tuple[str, str] | None = None, notes: list[str] | None = None) -> list[Source]:
    return in_pairs(rows_of(path, columns, notes), path, notes)


def _table(
    path: Path, rows: Sequence[tuple[str, ...]], delimiter: str = "\t", end: str = "\n", code: str = "utf-8"
) -> Path:
    path.write_bytes("".join(delimiter.join(row) + end for row in rows).encode(code))
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("size", ["whole", "streamed"])
def test_line_ends_and_encodings(
    tmp_path: Path, end: str, code: str, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if size == "streamed":
        monkeypatch.setattr(opening, "SMALL", 1)
    found = _read(_table(tmp_path / "a.tsv", list(ROWS), end=end, code=code))
    assert _bare(found) == PAIRS
    assert [one.place for one in found] == ["a.tsv:1", "a.tsv:2", "a.tsv:3"]


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_quoted_tables(tmp_path: Path, name: str, delimiter: str) -> None:
    quoted = [(f'"{en}"'.replace('"system"', '""system""'), zh) for zh, en in ROWS]
    found = _read(_table(tmp_path / name, [("English", "中文"), *quoted], delimiter, "\r\n"))
    assert _bare(found) == PAIRS
    assert found[0].place == f"{name}:2"


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.csv", [("en", "zh"), ('"open', "开"), *[("x", "水库")] * 200], ",")
    with pytest.raises(InputError, match=r"E108 .*a\.csv:2"):
        _read(path)


@pytest.mark.parametrize(
    "head",
    [("id", "English", "简体中文"), ("id", "en-US", "zh_CN"), ("编号", "英文", "中文")],
)
def test_the_first_row_names_the_columns(tmp_path: Path, head: tuple[str, ...]) -> None:
    rows = [(str(number), en, zh) for number, (zh, en) in enumerate(ROWS)]
    notes: list[str] = []
    assert _bare(_read(_table(tmp_path / "a.tsv", [head, *rows]), notes=notes)) == PAIRS
    assert notes == []


@pytest.mark.parametrize(
    "columns",
    [("中文", "English"), ("zh", "en"), ("中文", "ENGLISH"), ("3", "2"), ("chinese", "2")],
)
def test_columns_by_name_language_and_number(tmp_path: Path, columns: tuple[str, str]) -> None:
    rows = [("1", en, zh, "a note of many more words than the sentence itself has") for zh, en in ROWS]
    path = _table(tmp_path / "a.tsv", [("no", "English", "中文", "note"), *rows])
    assert _bare(_read(path, columns)) == PAIRS


def test_numbers_where_no_row_names_columns(tmp_path: Path) -> None:
    assert _bare(_read(_table(tmp_path / "a.tsv", [("x", zh, en) for zh, en in ROWS]), ("2", "3"))) == PAIRS


@pytest.mark.parametrize(
    ("columns", "messages"),
    [
        (("3", "4"), ['there is no column "3"', 'there is no column "4"']),
        (("甲", "en"), ['there is no column "甲"']),
        (("zh", "1"), ['"zh" and "1" are one column']),
        (("0", "-1"), ['there is no column "0"', 'there is no column "-1"']),
    ],
)
def test_columns_that_are_not_there(tmp_path: Path, columns: tuple[str, str], messages: list[str]) -> None:
    path = _table(tmp_path / "a.tsv", [("zh", "en"), *ROWS])
    with pytest.raises(UsageError) as caught:
        _read(path, columns)
    assert [problem.what for problem in caught.value.problems] == messages
    assert {problem.code for problem in caught.value.problems} == {"E652"}


def test_what_the_cells_hold_says_which_columns(tmp_path: Path) -> None:
    # Neither an address nor a mark that every row has is what the Chinese says in English.
    rows = [(f"W-{n}", "approved by all", zh, f"https://example.org/a/b/c/{n}", en) for n, (zh, en) in enumerate(ROWS)]
    notes: list[str] = []
    path = _table(tmp_path / "a.tsv", rows)
    assert _bare(_read(path, notes=notes)) == PAIRS
    assert notes == [f"{path}: the Chinese is taken from column 3, the English from column 5; --columns names others"]


def test_rows_with_one_side_are_told(tmp_path: Path) -> None:
    rows = [*ROWS, ("只有中文。", ""), ("", "English only."), ("短",), ("数字", "123")]
    notes: list[str] = []
    path = _table(tmp_path / "a.tsv", [("zh", "en"), *rows])
    assert _bare(_read(path, notes=notes)) == PAIRS
    assert notes == [
        f"{path}: left out 4 rows with one side only (1 without Chinese and 3 without English), the first at a.tsv:5"
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.tsv", b"", "E104"),
        ("a.tsv", b"\n \n", "E104"),
        ("a.tmx", b" \n", "E104"),
        ("a.po", b"", "E104"),
        ("a.tsv", b"one\ttwo\n", "E120 .* there is no Chinese"),
        ("a.tsv", "水库\t\n".encode(), "E120 .* no column beside the Chinese has English"),
        ("a.tsv", "水库\t水库\n".encode(), "E120 .* no column beside the Chinese has English"),
        ("a.tsv", "zh\ten\n水库\t\n\treservoir\n".encode(), "E120 .* no row has both"),
        ("a.tsv", bytes(range(256)), "E102"),
        ("a.po", b'msgid "a"\nmsgstr "b"\n', "E120"),
        ("a.po", b'nonsense\nmsgid "a"\nmsgstr "b\n', r"(?s)E108 .*:1:.*E108 .*:3:"),
        ("a.tmx", b"<tmx><body><tu>", "E108"),
        ("a.tmx", b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx><body/></tmx>', "E109"),
        ("a.tmx", b"<tmx><body/></tmx>", "E120"),
    ],
)
def test_files_that_cannot_be_mined(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        _read(path)


@pytest.mark.parametrize("name", ["a.tsv", "a.tmx", "a.po"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="E101"):
        _read(tmp_path / name)


def test_one_column_is_enough_for_one_language(tmp_path: Path) -> None:
    path = _table(tmp_path / "a.tsv", [("水库", ""), ("水泵", "")])
    assert [one.zh for one in rows_of(path, only="zh")] == ["水库", "水泵"]
    path = _table(tmp_path / "b.tsv", [("reservoir",), ("pump",)])
    assert [one.en for one in rows_of(path, only="en")] == ["reservoir", "pump"]
    with pytest.raises(ShuyuError, match="E120"):
        list(rows_of(path, only="zh"))


@pytest.mark.parametrize(("code", "size"), [("utf-8", 1), ("utf-16", 1), ("gb18030", 1 << 20)])
def test_translation_memories(tmp_path: Path, code: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SMALL", size)
    path = tmp_path / "a.tmx"
    units = "".join(
        f'<tu><tuv xml:lang="en-US"><seg>{en}</seg></tuv><tuv xml:lang="de"><seg>Deutsch</seg></tuv>'
        f'<tuv xml:lang="zh-CN"><seg>{zh[:2]}<bpt i="1">&lt;b></bpt>{zh[2:]}</seg></tuv></tu>\n'
        for zh, en in ROWS
    )
    lone = '<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu><tu/>'
    text = f'<?xml version="1.0" encoding="{code}"?>\n<tmx version="1.4"><header/><body>\n{units}{lone}</body></tmx>'
    path.write_bytes(text.encode(code))
    notes: list[str] = []
    found = _read(path, notes=notes)
    assert _bare(found) == PAIRS
    assert [one.place for one in found] == ["a.tmx:3", "a.tmx:4", "a.tmx:5"]
    assert len(notes) == 1


PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: zh_CN\n"

#. A note for translators: this is not fuzzy.
#: a.c:1
#, c-format
#| msgid "Open the old reservoir"
msgctxt "menu"
msgid "Open \"%s\""
msgstr ""
"打开"
"“%s”"

#, c-format, fuzzy
msgid "Close"
msgstr "靠近"

#~ msgid "Gone"
#~ msgstr "没有了"

msgid "%d pump"
msgid_plural "%d pumps"
msgstr[0] "%d 台水泵"

msgid "a pump"
msgid_plural "pumps"
msgstr[0] "一台水泵"
msgstr[1] "多台水泵"

msgid "Empty"
msgstr ""

msgid "&Save\tnow"
msgstr "保存(&S)"

msgid "水库"
msgstr "Reservoir"
"""


@pytest.mark.parametrize("code", ["UTF-8", "GB18030", "UTF-16"])
def test_po(tmp_path: Path, code: str) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(PO.replace("charset=UTF-8", f"charset={code}").encode(code))
    notes: list[str] = []
    found = _read(path, notes=notes)
    assert _bare(found) == [
        Source("打开“%s”", 'Open "%s"'),
        Source("%d 台水泵", "%d pumps"),
        Source("一台水泵", "a pump"),
        Source("多台水泵", "pumps"),
        Source("保存", "Save\tnow"),
        Source("水库", "Reservoir"),
    ]
    assert found[0].place == "a.po:11"
    assert notes == [f"{path}: left out 1 row with one side only (1 without Chinese), the first at a.po:33"]
