"""The memory of decisions: what it says, how it grows, what is wrong with it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import ProjectError
from shuyu.mine.decisions import (
    COLUMNS,
    Decision,
    Kind,
    Memory,
    add_decisions,
    pair_key,
    read_decisions,
    remove_decisions,
    undecided,
)
from tests.review.sample import MINED, candidate

HEADER = "\t".join(COLUMNS) + "\n"


class TestMemory:
    def test_a_pair_is_known_in_every_spelling(self) -> None:
        memory = Memory([Decision("開源模型", "Open-Source Models")])
        assert memory.about("开源模型", "open source model") is not None
        assert memory.about("开源模型", "open model") is None

    def test_a_side_alone_covers_all_its_pairs(self) -> None:
        memory = Memory([Decision("的权", "", Kind.NOT_A_TERM), Decision("", "the right", Kind.NOT_A_TERM)])
        assert memory.about("的權", "rights of") is not None
        assert memory.about("权利", "the rights") is not None
        assert memory.about("", "the right") is not None
        assert memory.about("的权", "") is not None
        assert memory.about("权利", "right") is None
        assert memory.about("", "") is None

    def test_terms_of_marks_alone_are_not_all_the_same(self) -> None:
        assert pair_key("——", "--") != pair_key("——", "++")

    def test_only_the_undecided_are_left(self) -> None:
        memory = Memory([Decision("的权", "", Kind.NOT_A_TERM)])
        left = undecided(MINED, memory, {pair_key("模型", "models")})
        assert [one.zh for one in left] == ["开放模型", "开源", "权重"]


class TestReading:
    def test_columns_in_any_order_and_unknown_ones(self) -> None:
        text = "note\tDecision\ten\tzh\tweight\nwhy\tNOT-A-PAIR\tmould\t模型\t7\n"
        [one] = read_decisions(text).decisions
        assert (one, one.line) == (Decision("模型", "mould", Kind.NOT_A_PAIR, "", "why"), 2)

    def test_what_a_spreadsheet_makes_of_it(self) -> None:
        text = '\ufeff# ours\r\nzh\ten\tdecision\r\n\r\n"模""型"\t mould \tnot-a-pair\r\n'
        assert read_decisions(text).decisions == (Decision('模"型', "mould"),)

    def test_no_file_and_an_empty_one(self) -> None:
        assert read_decisions("").decisions == read_decisions("# nothing yet\n\n").decisions == ()

    def test_lines_that_stand_twice_do_no_harm(self) -> None:
        line = "模型\tmould\tnot-a-pair\n"
        assert read_decisions("zh\ten\tdecision\n" + line + line).about("模型", "mould") is not None

    def test_a_header_that_stands_twice(self) -> None:
        text = HEADER + "模型\tmould\tnot-a-pair\n# theirs\n" + HEADER + "权重\tweigh\tnot-a-pair\n"
        assert [one.zh for one in read_decisions(text).decisions] == ["模型", "权重"]

    def test_every_fault_is_told_with_its_line(self) -> None:
        lines = [
            "模型\tmould\tnever",
            "模型\tmould",
            "模型\tmould\tnot-a-term",
            "\t\tnot-a-term",
            "模型\t\tnot-a-pair",
            "模型\t\tcorrected",
            "模型\tmould\tnot-a-pair\t22.11.2026",
            "<<<<<<< ours",
            "模型\tmould\tnot-a-pair",
            "=======",
            ">>>>>>> theirs",
        ]
        with pytest.raises(ProjectError) as caught:
            read_decisions(HEADER + "\n".join(lines))
        assert [str(problem).split(". ")[0] for problem in caught.value.problems] == [
            'E422 rejected.tsv:2: "never" is no decision',
            "E422 rejected.tsv:3: the decision is missing",
            "E422 rejected.tsv:4: not-a-term is about one side",
            "E422 rejected.tsv:5: not-a-term is about one side",
            "E422 rejected.tsv:6: not-a-pair needs both a zh and an en",
            "E422 rejected.tsv:7: corrected needs both a zh and an en",
            'E422 rejected.tsv:8: "22.11.2026" is no day',
            "E423 rejected.tsv:9: a merge is not settled here",
            "E423 rejected.tsv:11: a merge is not settled here",
            "E423 rejected.tsv:12: a merge is not settled here",
        ]

    def test_no_header(self) -> None:
        with pytest.raises(ProjectError, match=r"E421 rejected.tsv:2: there is no column decision\."):
            read_decisions("# x\nzh\ten\n")


class TestWriting:
    def test_a_new_file_says_what_it_is(self) -> None:
        text = add_decisions("", [Decision("模型", "mould", date="2026-11-22")])
        assert text.endswith(HEADER + "模型\tmould\tnot-a-pair\t2026-11-22\n")
        assert text.startswith("# ")

    def test_in_alphabetical_order_and_nothing_else_touched(self) -> None:
        text = (
            "\ufeffdecision\ten\tzh\tlater\r\n"
            "not-a-pair\taye\t丙\tkept\r\n"
            "# about the last one\r\n"
            "\r\n"
            "# and this too\r\n"
            "not-a-pair\tbee\t戊\r\n"
            "# the end"
        )
        new = add_decisions(text, [Decision("己", "x"), Decision("丁", "x", note="no"), Decision("一", "x")])
        lines = new.split("\r\n")
        assert [line for line in lines if "\tx\t" not in line] == [*text.split("\r\n"), ""]
        order = [line.split("\t")[2] for line in lines if line.startswith("not-a-pair")]
        assert order == sorted(order)
        assert lines[lines.index("not-a-pair\tbee\t戊") - 1] == "# and this too"

    def test_an_unsorted_file_stays_as_it_is(self) -> None:
        text = HEADER + "丙\tx\tnot-a-pair\n一\tx\tnot-a-pair\n"
        assert add_decisions(text, [Decision("己", "x")]) == text + "己\tx\tnot-a-pair\n"
        assert add_decisions(text, [Decision("七", "x")]).split("\n")[1].startswith("七")

    def test_nothing_to_add(self) -> None:
        assert add_decisions("as it is", []) == "as it is"

    def test_taking_out_what_was_added_gives_what_was_there(self) -> None:
        text = HEADER + "丙\tx\tnot-a-pair\n# why\n己\tx\tnot-a-pair\n"
        new = [Decision("丁", "models"), Decision("丙", "", Kind.NOT_A_TERM)]
        assert remove_decisions(add_decisions(text, new), new) == text

    def test_two_branches_merge(self) -> None:
        base = HEADER + "".join(f"{zh}\tx\tnot-a-pair\n" for zh in "一丁三")
        ours, theirs = (add_decisions(base, [Decision(zh, "x")]) for zh in ("七", "上"))
        merged = sorted({*ours.split("\n"), *theirs.split("\n")} - {"", HEADER.strip()})
        assert {one.zh for one in read_decisions(HEADER + "\n".join(merged)).decisions} == set("一丁三七上")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("base", ["", "丁", "一丁三"])
@pytest.mark.parametrize("end", ["\n", ""])
def test_git_merges_line_by_line(tmp_path: Path, base: str, end: str) -> None:
    # What `rejected.tsv merge=union` in .gitattributes makes git do.
    def written(name: str, text: str) -> str:
        (tmp_path / name).write_text(text.removesuffix("\n") + end, encoding="utf-8", newline="")
        return str(tmp_path / name)

    text = add_decisions("", [Decision(zh, "x") for zh in base])
    ours = add_decisions(text, [Decision(zh, "x") for zh in "七上四"])
    theirs = add_decisions(
        text, [Decision("上", "x", note="why"), Decision("四", "x"), Decision("", "y", Kind.NOT_A_TERM)]
    )
    command = ["git", "merge-file", "-p", "--union"]
    files = [written("ours", ours), written("base", text), written("theirs", theirs)]
    done = subprocess.run([*command, *files], capture_output=True, check=True)
    merged = read_decisions(done.stdout.decode())
    assert {one.zh or one.en for one in merged.decisions} == {*base, *"七上四y"}
    # It grows as before.
    grown = read_decisions(add_decisions(done.stdout.decode(), [Decision("八", "x")]))
    assert len(grown.decisions) == len(merged.decisions) + 1


terms = st.text(st.sampled_from("模型開开 \"#<=>'Aab-s.é"), min_size=1, max_size=6).filter(
    lambda text: bool(text.strip())
)
decisions = st.one_of(
    st.builds(
        Decision, terms, terms, st.sampled_from([Kind.NOT_A_PAIR, Kind.CORRECTED]), note=st.text('xé "#', max_size=5)
    ),
    st.builds(Decision, terms, st.just(""), st.just(Kind.NOT_A_TERM)),
    st.builds(Decision, st.just(""), terms, st.just(Kind.NOT_A_TERM)),
)


@given(st.lists(st.lists(decisions, max_size=3), max_size=5))
def test_what_is_written_is_remembered(batches: list[list[Decision]]) -> None:
    text = ""
    for batch in batches:
        text = add_decisions(text, batch)
    written = [one for batch in batches for one in batch]
    memory = read_decisions(text)
    assert len(memory.decisions) == len(written)
    for one in written:
        assert memory.about(one.zh, one.en) is not None
    read = {(" ".join(one.zh.split()), " ".join(one.en.split()), one.kind) for one in written}
    assert {(one.zh, one.en, one.kind) for one in memory.decisions} == read


@given(
    st.lists(decisions, min_size=1, max_size=4),
    st.lists(decisions, min_size=1, max_size=4, unique_by=lambda one: one.key),
)
def test_what_is_taken_out_again_leaves_no_trace(old: list[Decision], new: list[Decision]) -> None:
    known = {one.key for one in old}
    new = [one for one in new if one.key not in known]
    text = add_decisions("", old)
    assert remove_decisions(add_decisions(text, new), new) == text


def test_candidates_have_spans() -> None:
    one = candidate("模型", "model").contexts[0]
    assert (one.zh[slice(*one.zh_span)], one.en[slice(*one.en_span)]) == ("模型", "model")
