"""The review page without a terminal: what its keys do, and what it shows at any size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.cli.layout import cells
from shuyu.cli.review_desk import Desk
from shuyu.cli.review_view import KEYS, Line, View, choosing, help_page, page
from shuyu.mine.proposals import Proposal, Rival, Sighting
from tests.review.sample import MINED, TERMS, candidate, project_at, review_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(review_of(project_at(tmp_path)))


def shown(desk: Desk, width: int = 80, height: int = 24, *, colour: bool = True) -> str:
    return "\n".join(line(one) for one in desk.lines(width, height, colour=colour))


def line(pieces: Line) -> str:
    return "".join(text for text, _ in pieces)


def shown_keys() -> set[str]:
    return {word for key, label, _ in KEYS for word in (key, *label.split())}


def terms(desk: Desk) -> str:
    return (desk.review.project.root / "terms.toml").read_text(encoding="utf-8")


class TestKeys:
    def test_moving(self, desk: Desk) -> None:
        desk.act("p")
        assert desk.message == "This is the first one."
        for _ in range(5):
            desk.act("n")
        assert (desk.proposal and desk.proposal.en, desk.message) == ("rights of", "")
        desk.act("n")
        assert desk.message == "This is the last one."
        desk.act("p")
        assert desk.at == 4

    def test_deciding(self, desk: Desk) -> None:
        desk.act("a")
        assert desk.message == "Accepted: 模型 / model, in terms.toml:16"
        desk.act("f")
        assert desk.message.startswith("Forbidden: 开放模型 / open models, in terms.toml:")
        desk.act("a")
        assert desk.message == "Accepted: 开源 / OSS, in the entry oss"
        desk.act("s")
        assert desk.message == "Skipped: 权重 / weight"
        desk.act("z")
        assert desk.message == "Rejected: 的权 (1 more candidates with it)"
        assert "(skipped before)" in shown(desk)
        desk.act("x")
        assert desk.message == "Rejected: weight"
        assert str(desk.tally) == "3 accepted, 2 rejected, 1 skipped"
        assert "Nothing is left to review." in shown(desk)
        desk.act("a")
        desk.finish("x")
        for _ in range(6):
            desk.act("u")
        assert str(desk.tally) == "0 accepted, 0 rejected, 0 skipped"
        assert (terms(desk), len(desk.review.queue)) == (TERMS, 6)
        desk.act("u")
        assert desk.message == "There is nothing to take back."

    def test_editing(self, desk: Desk) -> None:
        desk.act("e")
        assert (desk.mode, desk.typed) == ("en", "model")
        desk.finish(" AI  model ")
        assert desk.message == "a accepts 模型 / AI model"
        desk.act("c")
        desk.finish("人工智能模型")
        assert "(proposed: model)" in shown(desk)
        desk.act("n")
        desk.act("p")
        desk.act("a")
        assert desk.message.startswith("Accepted: 人工智能模型 / AI model")
        desk.act("e")
        desk.finish("  ")
        assert (desk.message, desk.is_bad) == ("A term cannot be empty.", True)
        desk.act("r")
        assert desk.message == "Rejected: 开放模型 / open models"

    def test_an_edit_that_changes_nothing(self, desk: Desk) -> None:
        desk.act("e")
        desk.finish("model")
        assert desk.message == ""

    def test_merging(self, desk: Desk) -> None:
        desk.act("n")
        desk.act("n")
        desk.act("m")
        assert "> 开源 / open source  [oss]" in shown(desk)
        desk.typed = "licen"
        assert "许可证" in shown(desk)
        desk.choose(5)
        assert desk.chosen == 1
        assert "> + an entry of its own" in shown(desk)
        desk.choose(-5)
        desk.finish("许可")
        assert desk.message == "Accepted: 开源 / OSS, in the entry license"

    def test_merging_with_an_entry_that_is_not_there(self, desk: Desk) -> None:
        desk.act("m")
        desk.typed = "nowhere"
        desk.choose(1)
        assert "an entry of its own" not in shown(desk)
        desk.finish("nowhere")
        assert (desk.mode, desk.typed, len(desk.review.queue)) == ("merge", "nowhere", 6)
        assert 'No entry has "nowhere".' in shown(desk)
        desk.back()
        assert (desk.mode, desk.message) == ("decide", "")

    def test_a_rival_takes_the_place_of_the_english(self, desk: Desk) -> None:
        desk.act("2")
        assert (desk.message, desk.is_bad) == ("There is no rival 2.", True)
        desk.act("1")
        assert desk.message == "a accepts 模型 / something else"
        desk.act("a")
        assert desk.message.startswith("Accepted: 模型 / something else")

    def test_what_was_edited_is_kept(self, desk: Desk) -> None:
        desk.act("e")
        desk.finish("AI model")
        # The page is killed, and opened again.
        desk = Desk(review_of(desk.review.project))
        assert desk.terms() == ("模型", "AI model")
        desk.act("a")
        desk.act("u")
        assert desk.terms() == ("模型", "AI model")
        desk.act("e")
        desk.finish("model")
        assert Desk(review_of(desk.review.project)).terms() == ("模型", "model")

    def test_what_others_have_decided_waits_no_more(self, desk: Desk) -> None:
        review_of(desk.review.project).accept(MINED[1])
        desk.act("a")
        assert desk.message.startswith('E407 terms.toml:16: "模型" with "model" is known already')
        assert desk.proposal is not None
        assert (desk.proposal.zh, len(desk.review.queue)) == ("开放模型", 5)

    def test_an_entry_of_its_own(self, desk: Desk) -> None:
        desk.act("n")
        desk.act("n")
        desk.act("m")
        desk.choose(9)
        desk.finish("")
        assert desk.message.startswith("Accepted: 开源 / OSS, in terms.toml:")

    def test_several_entries_are_meant(self, tmp_path: Path) -> None:
        text = TERMS + '\n[[term]]\nid = "income"\nzh = "开源"\nsubject = "money"\nen = "more income"\n'
        desk = Desk(review_of(project_at(tmp_path, text), (MINED[2],)))
        desk.act("a")
        assert desk.mode == "merge"
        assert "E408" in shown(desk, width=200)
        desk.choose(1)
        desk.finish("")
        assert desk.message == "Accepted: 开源 / OSS, in the entry oss"

    def test_faults_are_shown(self, desk: Desk) -> None:
        review_of(desk.review.project).reject(MINED[1])
        desk.act("a")
        assert desk.is_bad
        assert desk.message.startswith('E424 rejected.tsv:4: "模型" with "model" was turned down')
        desk.act("m")
        desk.review.project.terms_path.write_text("[[term]]\n", encoding="utf-8")
        desk.finish("")
        assert desk.message.startswith("E213")

    def test_searching(self, desk: Desk) -> None:
        for text, found in (("WEIGHT", "weight"), ("的權", "the right"), ("", "rights of"), ("", "the right")):
            desk.act("/")
            desk.finish(text)
            assert desk.proposal is not None
            assert desk.proposal.en == found
        desk.act("/")
        desk.finish("absent")
        assert desk.message == 'No candidate has "absent".'

    def test_help(self, desk: Desk) -> None:
        desk.act("?")
        assert all(f"  {key}  " in shown(desk) for key, _, _ in KEYS)

    def test_other_keys_do_nothing(self, desk: Desk) -> None:
        desk.act("A")
        assert (desk.mode, desk.at, len(desk.review.queue)) == ("decide", 0, 6)
        assert desk.message == '"A" does nothing here. ? lists the keys.'


class TestView:
    def test_the_page(self, desk: Desk) -> None:
        desk.act("n")
        assert shown(desk, colour=False).rstrip().splitlines() == [
            " 2 of 6                                       0 accepted, 0 rejected, 0 skipped ",
            "",
            "  开放模型",
            "  open models",
            "",
            "  score     0.80 3 together, 4 with the Chinese, 5 with the English",
            "  evidence  gloss 2",
            "  rivals    1 something else 25%",
            "",
            "  glossary/a.zh.md:3",
            "    我们看«开放模型»怎么样。",
            "    We look at the «open models» here.",
            *[""] * 10,
            " a accept  r reject  z no term  c edit 中  e edit EN  m merge  f forbid  s skip ",
            " u undo  n next  p previous  / search  ? help  q quit",
        ]

    @given(
        st.integers(20, 120), st.integers(5, 40), st.integers(0, 5), st.sampled_from(["decide", "help", "merge", "en"])
    )
    def test_it_fits_every_terminal(self, width: int, height: int, times: int, mode: str) -> None:
        zh, en = "很长的术语" * times + "模型", "a very long term " * times + "model"
        zh_text, en_text = f"{'前面的话，' * 30}{zh}{'后面。' * 30}", f"{'before ' * 40}{en}{' after' * 40}"
        at, begin = zh_text.index(zh), en_text.index(en)
        seen = Sighting(zh_text, en_text, (at, at + len(zh)), (begin, begin + len(en)), "a" * 90)
        proposal = Proposal("x", zh, en, 0.5, 1, 1, 1, {"gloss": 1.0}, contexts=(seen, seen))
        view = View(proposal, 1, 1, "t" * 30, zh, en, message="m" * 100)
        if mode == "help":
            lines = help_page(width, height)
        elif mode == "merge":
            lines = choosing("which?" * 9, [zh, en] * 20, 33, width, height)
            assert any(style == "chosen" for pieces in lines for _, style in pieces)
        else:
            lines = page(view, width, height, foot=mode == "decide")
        assert len(lines) <= height
        for pieces in lines:
            assert sum(cells(text) for text, _ in pieces) <= width + 1
        if mode == "decide" and height >= 24 and width >= 60 and not times:
            assert any(style == "mark" for pieces in lines for _, style in pieces)

    @pytest.mark.parametrize(("width", "height"), [(40, 14), (60, 16), (80, 20)])
    def test_the_context_comes_before_the_figures(self, width: int, height: int) -> None:
        text = "rainfall " * 60 + "open weights" + " sunshine" * 60
        seen = Sighting("看" * 200 + "开放权重" + "完" * 200, text, (200, 204), (540, 552), "a:1")
        rivals = tuple(Rival(f"another long rival {number}", 0.5) for number in range(9))
        evidence = dict.fromkeys(("likelihood", "gloss", "dice", "share", "links"), 0.123)
        proposal = Proposal("x", "开放权重", "open weights", 0.5, 1, 1, 1, evidence, rivals, (seen,))
        view = View(proposal, 1, 1, zh="开放权重", en="open weights", colour=False)
        lines = list(map(line, page(view, width, height)))
        assert "  rivals    1 another long rival 0" in "\n".join(lines)
        context = lines[lines.index("  a:1") + 1 : -1]
        assert "«开放权重»" in "".join(one.strip() for one in context)
        # Words are not cut, and what is left out is marked.
        words = " ".join(one for one in context if "看" not in one and "完" not in one).split()
        assert set(words) <= {"…", "rainfall", "«open", "weights»", "sunshine", "?", "help"} | {*shown_keys()}
        assert {"…", "«open", "weights»"} <= set(words)

    def test_a_long_fault_says_how_to_mend_it(self) -> None:
        message = "E423 rejected.tsv:5: " + "a merge is not settled here, " * 4 + "Keep the lines of both sides."
        lines = list(map(line, page(View(MINED[0], 1, 1, message=message, is_bad=True), 80, 24)))
        assert message in " ".join(lines)
        [short] = (one for one in map(line, page(View(MINED[0], message=message), 80, 10)) if "merge" in one)
        assert short.endswith("…")

    def test_a_gloss_is_shown_once(self) -> None:
        text = "开放权重（open weights）可以下载。"
        seen = Sighting(text, text, (0, 4), (5, 17), "a:1")
        proposal = Proposal("x", "开放权重", "open weights", 0.5, 1, 1, 1, contexts=(seen,))
        lines = list(map(line, page(View(proposal, 1, 1, colour=False), 80, 24)))
        assert lines.count("    «开放权重»（«open weights»）可以下载。") == 1
        assert sum("可以下载" in one for one in lines) == 1
        whole = Sighting(text, text, (0, 4), (0, 4))
        lines = list(map(line, page(View(replace(proposal, contexts=(whole,)), 1, 1, colour=False), 80, 24)))
        assert "    «开放权重»（open weights）可以下载。" in lines

    def test_no_context_and_no_evidence(self) -> None:
        proposal = Proposal("x", "模型", "model", 0.5, 1, 1, 1)
        assert "score" in "\n".join(map(line, page(View(proposal, 1, 1), 80, 24)))


def test_similar_entries_are_found_as_they_come(desk: Desk) -> None:
    desk.review.accept(candidate("开放权重模型", "open-weight model"))
    desk.act("n")
    assert "known     开放权重模型 / open-weight model" in shown(desk)
