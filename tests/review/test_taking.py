"""The round trip through a spreadsheet: what is clear is done once, what is not is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuyu.errors import ProjectError
from shuyu.mine.decisions import pair_key
from shuyu.project import Project
from shuyu.review.draft import Choice
from shuyu.review.session import Review
from shuyu.review.sheet import Row, Verdict, read_rows, sheet_rows
from shuyu.review.taking import Report, take_sheet
from tests.review.sample import MINED, TERMS, candidate, project_at, review_of


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_at(tmp_path)


def sheet(review: Review, *decisions: str) -> list[Row]:
    """The rows of an export with decisions, each `decision` or `decision|zh|en`, in the order of the queue."""
    rows = [[str(cell) for cell in row] for row in sheet_rows(review.queue)]
    for number, decision in enumerate(decisions, 1):
        for column, cell in enumerate(decision.split("|")):
            rows[number][column] = cell
    read, problems = read_rows(rows, "s", review.proposals)
    assert problems == []
    return read


def told(report: Report) -> list[str]:
    return [str(problem) for problem in report.problems]


def state(project: Project) -> list[bytes | None]:
    paths = (project.terms_path, project.root / "rejected.tsv", project.root / ".shuyu" / "review.json")
    return [path.read_bytes() if path.exists() else None for path in paths]


EVERYTHING = ("accept", "edit|开放模型|open-weight model", "|开源|OSS software", "reject", "later", "")


def test_every_decision_and_doing_it_twice_changes_nothing(project: Project) -> None:
    review = review_of(project)
    rows = sheet(review, *EVERYTHING)
    dry = take_sheet(review, rows, "s", dry_run=True)
    assert state(project)[:2] == [TERMS.encode(), None]
    report = take_sheet(review, rows, "s")
    assert dry == report
    assert report.accepted == [("模型", "model")]
    assert report.corrected == [
        ("开放模型", "open-weight model", "开放模型", "open models"),
        ("开源", "OSS software", "开源", "OSS"),
    ]
    assert (report.rejected, report.put_off) == ([("权重", "weight")], [("的权", "the right")])
    assert (report.already, report.undecided, report.problems) == (0, 1, [])
    assert [one.en for one in review.queue] == ["rights of", "the right"]

    review = review_of(project)
    after = state(project)
    for again in (review, review_of(project)):
        report = take_sheet(again, rows, "s")
        assert (report.already, report.undecided, report.problems) == (5, 1, [])
        assert state(project) == after


def test_an_import_is_taken_back_in_one(project: Project) -> None:
    review = review_of(project)
    take_sheet(review, sheet(review, *EVERYTHING), "s")
    assert review.undo() is not None
    assert (state(project)[:2], len(review.queue)) == ([TERMS.encode(), None], 6)


def test_contexts_come_from_the_candidate_or_from_the_row(project: Project) -> None:
    review = review_of(project)
    rows = sheet(review, "accept", "accept")
    # Mined anew meanwhile: one of the two is not found any more.
    later = review_of(project, (replace(MINED[1], contexts=candidate("模型", "model", source="b:1").contexts),))
    take_sheet(later, rows, "s")
    text = project.terms_path.read_text(encoding="utf-8")
    assert 'source = "b:1"' in text
    assert 'source = "glossary/a.zh.md:3"' in text
    assert "我们看开放模型怎么样。" in text


def test_notes_go_where_the_decision_goes(project: Project) -> None:
    review = review_of(project)
    rows = [replace(row, note="so says Li") for row in sheet(review, "accept", "reject")]
    take_sheet(review, rows, "s")
    assert 'note = "so says Li"' in project.terms_path.read_text(encoding="utf-8")
    assert "so says Li" in (project.root / "rejected.tsv").read_text(encoding="utf-8")


def test_rows_that_colleagues_add(project: Project) -> None:
    review = review_of(project)
    rows, _ = read_rows([["decision", "zh", "en"], ["accept", "新词", "new word"], ["reject", "旧词", "old"]], "s", {})
    report = take_sheet(review, rows, "s")
    assert (report.accepted, report.rejected) == ([("新词", "new word")], [("旧词", "old")])
    assert take_sheet(review, rows, "s").already == 2


class TestConflicts:
    """Decisions made meanwhile stand; the sheet's is told."""

    @pytest.mark.parametrize(
        ("meanwhile", "row", "said"),
        [
            (
                "reject",
                "accept",
                'it says accept, but "模型" with "model" was turned down on 2026-11-22 (rejected.tsv:4)',
            ),
            ("reject zh", "accept", 'it says accept, but "模型" was found to be no term'),
            ("reject", "edit|模型|mould", "it says edit, but"),
            ("accept", "reject", "it says reject, but the pair was accepted (id model-060441) (terms.toml:16)"),
            ("accept", "edit|模型|mould", "it says edit, but the pair was accepted"),
            ("correct", "accept", 'it says accept, but "模型" with "model" was corrected to 模型 = AI model'),
            ("correct", "reject", "it says reject, but"),
            ("correct", "edit|模型|mould", "it says edit, but"),
            ("forbid", "accept", "it says accept, but the pair was forbidden"),
            (
                "inflect",
                "edit|模型|Model",
                'terms.toml spells it otherwise (id models-77c1f1): not "模型" with "Model"',
            ),
        ],
    )
    def test_otherwise(self, project: Project, meanwhile: str, row: str, said: str) -> None:
        rows = sheet(review_of(project), row, "accept")
        one = MINED[1]
        other = review_of(project)
        ways: dict[str, Callable[[], object]] = {
            "reject": lambda: other.reject(one),
            "reject zh": lambda: other.reject(one, term="zh"),
            "accept": lambda: other.accept(one),
            "correct": lambda: other.accept(one, Choice(en="AI model")),
            "forbid": lambda: other.accept(one, Choice(forbidden=True)),
            "inflect": lambda: other.accept(one, Choice(en="models")),
        }
        ways[meanwhile]()
        before = review_of(project)
        report = take_sheet(before, rows, "s")
        assert report.accepted == [("开放模型", "open models")]
        [problem] = told(report)
        assert problem.startswith("E424 s:2: ")
        assert said.partition(" (id ")[0] in problem
        left = take_sheet(review_of(project), rows, "s")
        assert (told(left), left.already) == ([problem], 1)

    @pytest.mark.parametrize(
        ("meanwhile", "row"),
        [("reject", "reject"), ("reject zh", "reject"), ("accept", "accept"), ("correct", "edit|模型|AI model"),
         ("reject", "later"), ("accept", "later"), ("forbid", "reject"), ("put off", "later")],
    )  # fmt: skip
    def test_the_same(self, project: Project, meanwhile: str, row: str) -> None:
        rows = sheet(review_of(project), row)
        other, one = review_of(project), MINED[1]
        ways: dict[str, Callable[[], object]] = {
            "reject": lambda: other.reject(one),
            "reject zh": lambda: other.reject(one, term="zh"),
            "accept": lambda: other.accept(one),
            "correct": lambda: other.accept(one, Choice(en="AI model")),
            "forbid": lambda: other.accept(one, Choice(forbidden=True)),
            "put off": lambda: other.put_off(one),
        }
        ways[meanwhile]()
        before = state(project)
        report = take_sheet(review_of(project), rows, "s")
        assert (report.already, told(report)) == (1, [])
        assert state(project)[:2] == before[:2]

    def test_two_rows_that_contradict_each_other(self, project: Project) -> None:
        review = review_of(project)
        rows = sheet(review, "accept", "accept", "accept")
        rows += [replace(rows[0], line=20, verdict=Verdict.REJECT), replace(rows[1], line=21)]
        report = take_sheet(review, rows, "s")
        assert told(report) == [
            "E162 s:2: line 20 decides otherwise on the same pair. Keep one of the two.",
            "E162 s:20: line 2 decides otherwise on the same pair. Keep one of the two.",
        ]
        assert (len(report.accepted), report.already) == (2, 1)

    def test_what_terms_toml_refuses_is_told_with_its_row(self, project: Project) -> None:
        project.terms_path.write_text(
            TERMS + '\n[[term]]\nzh = "开源"\nsubject = "money"\nen = "more income"\n', encoding="utf-8"
        )
        review = review_of(project)
        report = take_sheet(review, sheet(review, "", "", "accept", "edit|权重|bad\u200bterm"), "s")
        assert any(one.startswith('E408 s:4: "开源" stands in 2 entries') for one in told(report))

    def test_a_correction_to_what_is_forbidden(self, project: Project) -> None:
        review = review_of(project)
        review.accept(candidate("模型", "mould"), Choice(forbidden=True))
        report = take_sheet(review, sheet(review, "edit|模型|mould"), "s")
        assert '"模型" with "mould" is forbidden already' in told(report)[0]
        # Nor does what is forbidden by a correction pass for what it is not.
        with pytest.raises(ProjectError, match=r'E407 .*"开源" with "open source" is known already'):
            review.accept(MINED[2], Choice(en="open source", forbidden=True))

    def test_a_correction_to_what_was_turned_down(self, project: Project) -> None:
        review = review_of(project)
        review.reject(candidate("模型", "mould"))
        report = take_sheet(review, sheet(review, "edit|模型|mould"), "s")
        assert '"模型" with "mould" was turned down' in told(report)[0]


CHINESE = ("模型", "開源", "开源", "权重", "数据", "許可證")
ENGLISH = ("model", "models", "open source", "Open Sources", "weight", "data", "licence", "license")
words, english = st.sampled_from(CHINESE), st.sampled_from(ENGLISH)
verdicts = st.sampled_from(["accept", "reject", "edit", "later", "", "z", "x", "undo"])


@given(st.lists(st.tuples(words, english, verdicts, english), max_size=10))
def test_nothing_that_was_decided_is_proposed_again_or_lost(steps: list[tuple[str, str, str, str]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        project = project_at(Path(folder))
        decided: list[dict[tuple[str, str], str]] = [{}]
        for zh, en, verdict, other in steps:
            # Mined anew each time, in whatever spelling the passages have now.
            one = candidate(zh, en)
            review = review_of(project, (one,))
            if verdict == "undo":
                if review.undo() is not None:
                    decided.pop()
                continue
            row = Row(2, Verdict(verdict) if verdict in ("accept", "reject", "edit", "later") else None, zh, en, zh, en)
            if not review.queue:
                continue
            now = dict(decided[-1])
            if verdict in ("z", "x"):
                before = state(project)[1]
                try:
                    review.reject(one, term="zh" if verdict == "z" else "en")
                except Exception:
                    assert state(project)[1] == before
                    continue
                now[pair_key(zh, en)] = verdict
            else:
                report = take_sheet(review, [replace(row, en=other) if verdict == "edit" else row], "s")
                if report.problems or report.already or report.undecided:
                    continue
                if verdict != "later":
                    now[pair_key(zh, en)] = verdict
            decided.append(now)
        again = tuple(candidate(zh, en) for zh in CHINESE for en in ENGLISH)
        left = {pair_key(one.zh, one.en) for one in review_of(project, again).queue}
        assert not left & decided[-1].keys()
