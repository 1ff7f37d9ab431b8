"""The table that a person corrects, and what is read back from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.align.output import Alignment, Pair, Side
from shuyu.align.output.table import COLUMNS, decisions, render
from shuyu.errors import InputError
from tests.align.output.sample import ALIGNMENT, EN, ZH

WRITTEN = render(ALIGNMENT)


def _read(
    table: str, zh: tuple[str, ...] = ZH, en: tuple[str, ...] = EN
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(one.zh, one.en) for one in decisions(table, "fix.tsv", zh, en)]


def test_the_columns() -> None:
    assert WRITTEN.splitlines()[0].split("\t") == list(COLUMNS)
    assert WRITTEN.splitlines()[2].split("\t")[:4] == ["[1]", "[1,2]", "0.9000", ""]


def test_a_row_that_nobody_touched_is_no_decision() -> None:
    assert _read(WRITTEN) == [((4,), (4,))]


def test_changed_numbers_are_a_decision() -> None:
    assert _read(WRITTEN.replace("[2]\t[3]\t", "[2,3]\t[3]\t")) == [((2, 3), (3,)), ((4,), (4,))]


@pytest.mark.parametrize("word", ["yes", "x", "Y", "1", "是", " yes "])
def test_a_row_may_be_confirmed(word: str) -> None:
    assert ((0,), (0,)) in _read(WRITTEN.replace("[0]\t[0]\t0.9900\t\t", f"[0]\t[0]\t0.9900\t{word}\t"))


def test_a_decision_may_be_taken_back() -> None:
    assert _read(WRITTEN.replace("\tyes\t", "\tno\t")) == []


@pytest.mark.parametrize("cell", ["2, 3", "[2，3]", "2 3", "[3,2]", '"[2,3]"', "[2, 3, ]"])
def test_numbers_as_people_and_spreadsheets_write_them(cell: str) -> None:
    assert _read(f"zh_numbers\ten_numbers\n{cell}\t[]\n") == [((2, 3), ())]


def test_a_table_without_checks_is_all_decisions() -> None:
    assert _read("\ufeffen_numbers\tzh_numbers\r\n[0]\t[0]\r\n\r\n[]\t[]\r\n[1]\t[]\r\n") == [((0,), (0,)), ((), (1,))]


def test_what_a_spreadsheet_would_run_is_kept_from_running() -> None:
    cells = [line.split("\t")[4:6] for line in WRITTEN.splitlines()]
    assert cells[4][0] == "'=1+1"
    assert cells[5][1] == "'-- nobody answered."


def test_kept_rows_are_found_again_when_sentences_came_before_them() -> None:
    assert _read(WRITTEN, zh=("新的一句。", *ZH), en=("New.", "Newer.", *EN)) == [((5,), (6,))]


def test_kept_rows_of_several_sentences_are_found_again() -> None:
    table = WRITTEN.replace("0.9000\t\t", "0.9000\tyes\t")
    assert ((3,), (1, 2)) in _read(table, zh=("一。", "二。", *ZH))


def test_what_is_not_found_again_stays_where_it_was() -> None:
    assert _read(WRITTEN, zh=(*ZH[:4], "另一句。")) == [((4,), (4,))]


FAULTS = {
    "no list": (
        "a\t[0]\t\t\t\t",
        'E121 fix.tsv:2: "a" in zh_numbers is no list of sentences. Write numbers with commas',
    ),
    "a word that is not known": ("[0]\t[0]\t\tmaybe\t\t", 'E121 fix.tsv:2: "maybe" in kept is not known. Use yes,'),
    "a sentence that is not there": ("[7]\t[]\t\t\t\t", "E121 fix.tsv:2: there is no zh sentence 7. The last is 4."),
    "one sentence twice": (
        "[0]\t[0]\t\t\t\t\n[1]\t[0]\t\t\t\t",
        "E121 fix.tsv:3: en sentence 0 stands in line 2 too. Leave it in one of them.",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_told_with_their_line(fault: str) -> None:
    rows, message = FAULTS[fault]
    with pytest.raises(InputError) as raised:
        _read("\t".join(COLUMNS[:6]) + f"\n{rows}\n")
    assert message in str(raised.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(InputError) as raised:
        _read("zh_numbers\ten_numbers\nx\t[]\n[99]\t[]\n")
    assert [problem.line for problem in raised.value.problems] == [2, 3]


def test_a_table_of_something_else() -> None:
    with pytest.raises(InputError, match="there is no column zh_numbers and no column en_numbers"):
        _read("a\tb\n1\t2\n")


def test_a_cell_without_end() -> None:
    with pytest.raises(InputError, match="the table cannot be read: field larger than field limit"):
        _read('zh_numbers\ten_numbers\n"' + "x" * 2_100_000)


_SENTENCES = st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=5)


@given(_SENTENCES, _SENTENCES)
def test_every_kept_pair_is_read_back(zh: list[str], en: list[str]) -> None:
    pairs = tuple(
        Pair((i,) if i < len(zh) else (), (i,) if i < len(en) else (), 0.5, kept=True)
        for i in range(max(len(zh), len(en)))
    )
    made = Alignment(Side("a", "zh-Hans", tuple(zh)), Side("b", "en", tuple(en)), pairs, (), 0.5, "shuyu")
    assert _read(render(made), tuple(zh), tuple(en)) == [(pair.zh, pair.en) for pair in pairs]
