"""The table of proposals, on terminals of any width."""

from __future__ import annotations

import pytest

from shuyu.cli.layout import Look, cells
from shuyu.cli.mine_table import cut, proposal_lines, term_lines
from shuyu.mine.monolingual import TermCandidate
from shuyu.mine.proposals import Proposal, Rival

_LONG = ("大型太阳能水泵灌溉系统管理办法", "measures on the management of large solar pumping systems")
SHOWN = [
    Proposal("1", "水库", "reservoir", 0.914, 1234, 9, 9, rivals=(Rival("basin", 0.25), Rival("lake", 0.1))),
    Proposal("2", *_LONG, 0.5, 2, 2, 2, known="c-1"),
]


def test_without_a_width_everything_stands_on_its_line() -> None:
    head, *lines = proposal_lines(SHOWN, Look())
    assert head.split() == ["score", "Chinese", "English", "count", "others"]
    assert [line.split(maxsplit=2)[:2] for line in lines] == [["0.91", "水库"], ["0.50", _LONG[0]]]
    assert lines[0].endswith("  1,234  basin 25%; lake 10%")
    assert lines[1].endswith(f"  {_LONG[1]}       2  known: c-1")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal_and_no_term_is_cut(width: int) -> None:
    lines = list(proposal_lines(SHOWN, Look(width=width), {"1": {"dice": 1.0, "share of zh": -0.25, "links": 0.5}}))
    assert max(map(cells, lines)) <= width
    text = "".join("".join(lines).split())
    assert all(one in text for one in ("水库", "reservoir", "dice+1.00", "links+0.50"))
    assert all(character in text for character in SHOWN[1].zh)
    assert all(word in text for word in ("measures", "management", "systems"))
    assert ("basin" in text) == (width >= 80)


def test_colours_and_none() -> None:
    assert "\x1b[" in "".join(proposal_lines(SHOWN, Look(colour=True, width=80)))
    assert "\x1b" not in "".join(proposal_lines(SHOWN, Look(width=80)))


def test_nothing() -> None:
    assert list(proposal_lines([], Look(width=80))) == []


@pytest.mark.parametrize("width", [60, 100])
def test_terms_of_one_language(width: int) -> None:
    found = [TermCandidate("太阳能水泵", 73.923, 21, 28.7, 0.9, 1.8, ("水库旁边安装了太阳能水泵，" * 9,))]
    head, line = term_lines(found, Look(width=width), "zh")
    assert head.split() == ["score", "Chinese", "count", "context"]
    assert line.startswith(" 73.9  太阳能水泵      21  水库旁边")
    assert line.endswith("…")
    assert cells(line) <= width


def test_what_is_cut() -> None:
    assert cut("水库旁边安装了水泵", 8) == "水库旁…"
    assert cut("水库", 4) == "水库"
