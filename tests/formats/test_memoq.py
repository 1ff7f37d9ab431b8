"""memoQ's term base: columns by their place, and what its marks mean."""

from __future__ import annotations

from io import BytesIO

import pytest

from shuyu.errors import InputError
from shuyu.formats.base import Reading, Writing, losses
from shuyu.formats.memoq import FORMAT, read
from shuyu.formats.registry import format_of
from shuyu.model.concept import Concept, Status, Term
from tests.formats.lists import EVERYTHING
from tests.formats.test_contract import written

ENTRY = "Entry_ID Entry_Subject Entry_Domain Entry_ClientID Entry_Created Entry_LastModified Entry_Note".split()
ENGLISH = ["English_United_States", "Term_Info", "Term_Example"]
CHINESE = ["Chinese_PRC_Def", "Chinese_PRC", "Term_Info", "Term_Example"]
BASE = "".join(
    ";".join(f'"{cell}"' if ";" in cell else cell for cell in row) + "\r\n"
    for row in (
        [*ENTRY, "English_United_States_Def", *ENGLISH, *ENGLISH, "German", "Term_Info", *CHINESE],
        [
            *["0", "AI", "IT", "acme", "1/2/2020 3:04:05 PM", "11/21/2026 3:04:05 PM", "=n"],
            *["A map.", "model|s", "CaseSense", "A model learns.", "mould", "CasePermissive", "", "Modell", ""],
            *["图。", "模型", "CasePermissive", ""],
        ],
        [
            *["1", "", "IT", "", "", "2026-11-21", "", "", "data|*", "Custom", "", "pictures", "CasePermissive", ""],
            *["", "", "", "数据", "CasePermissive;HalfPrefix;NonTerm", ""],
        ],
        ["2", *[""] * 13, "Netz", *[""] * 5],
    )
)


def test_what_memoq_exports() -> None:
    reading = Reading("a.csv")
    first, second = read(BytesIO(BASE.encode()), reading)
    assert first == Concept(
        "0",
        (
            Term("model|s", "en", context="A model learns."),
            Term("mould", "en", Status.ADMITTED),
            Term("模型", "zh-Hans"),
        ),
        subject="AI",
        definition="A map.\n图。",
        note="=n",
        modified="2026-11-21",
    )
    assert second.terms[0] == Term("data", "en")
    assert second.terms[2] == Term("数据", "zh-Hans", Status.FORBIDDEN)
    assert (second.subject, second.modified) == ("IT", "2026-11-21")
    assert {what: loss.line for what, loss in reading.losses.items()} == {
        'the column "German"': 2,
        'the column "Entry_Domain"': 2,
        'the column "Entry_ClientID"': 2,
        'the column "Entry_Created"': 2,
        "marks of how far a term is inflected": 3,
        "an entry without a term in Chinese or English": 4,
    }


def test_a_bad_day_and_id_are_told() -> None:
    text = "Entry_ID,Entry_LastModified,English\na b,13/45/2026,model\n,soon,data\n"
    reading = Reading("a.csv")
    found = list(read(BytesIO(text.encode()), reading))
    assert [(one.id, one.modified) for one in found] == [("", None), ("", None)]
    assert set(reading.losses) == {'the column "Entry_ID"', 'the column "Entry_LastModified"'}


def test_columns_are_as_many_as_there_are_terms() -> None:
    writing = Writing(languages=("en", "zh-Hans"))
    concept = Concept(
        "12",
        (
            Term("模型", "zh-Hans"),
            Term("=model", "en", context="c"),
            Term("mould", "en", Status.DEPRECATED),
        ),
        definition="d",
        modified="2026-01-02",
    )
    other = Concept("x", (Term("数据", "zh-Hans"),), definition="e")
    lines = written(FORMAT, [concept, other], writing).decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[10:] == [
        *["English_Def", "English", "Term_Info", "Term_Example", "English", "Term_Info", "Term_Example"],
        *["Chinese_PRC_Def", "Chinese_PRC", "Term_Info", "Term_Example"],
    ]
    assert lines[1] == (
        "12,,,,,,,1/2/2026 12:00:00 AM,,,d,=model,CasePermissive;HalfPrefix,c,"
        "mould,CasePermissive;HalfPrefix;NonTerm,,,模型,CasePermissive;HalfPrefix,"
    )
    assert lines[2] == ",,,,,,,,,,,,,,,,,e,数据,CasePermissive;HalfPrefix,"


def test_what_memoq_has_no_place_for_is_told() -> None:
    told = losses([EVERYTHING], FORMAT)
    assert told["terms in zh-Hant"] == 1
    assert told["status deprecated"] == 1
    assert "status forbidden" not in told


def test_it_is_told_from_other_tables() -> None:
    assert format_of("a.csv", BASE.encode()).name == "memoq"
    assert format_of("a.csv", BASE.encode("utf-16")).name == "memoq"
    assert format_of("a.csv", "中文,English\n".encode()).name == "csv"
    assert format_of("a.csv").name == "csv"


def test_a_table_without_terms_is_refused() -> None:
    with pytest.raises(InputError, match="E141"):
        list(read(BytesIO(b"Entry_ID,German,Term_Info\n1,Netz,\n"), Reading("a.csv")))
