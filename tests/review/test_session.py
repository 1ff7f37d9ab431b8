"""The review itself: decisions reach the files, are taken back, survive whatever happens in between."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shuyu.errors import Problem, ProjectError, TermsError
from shuyu.files import write_whole
from shuyu.mine.decisions import FILE, Kind, read_decisions
from shuyu.mine.proposals import Sighting
from shuyu.project import Project
from shuyu.review.draft import Choice
from shuyu.review.session import Review, project_state
from tests.review.sample import MINED, TERMS, candidate, project_at, review_of


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return project_at(tmp_path)


def texts(project: Project) -> tuple[str, str | None]:
    """The two files."""
    rejected = project.root / "rejected.tsv"
    terms = project.terms_path.read_bytes().decode()
    return terms, rejected.read_bytes().decode() if rejected.exists() else None


def waiting(review: Review) -> list[str]:
    return [f"{one.zh} {one.en}" for one in review.queue]


class TestTheQueue:
    def test_best_first_without_what_is_known(self, project: Project) -> None:
        review = review_of(project, (*MINED, candidate("開源", "Open Sources", 1.0), MINED[0]))
        assert waiting(review) == [
            "模型 model", "开放模型 open models", "开源 OSS", "权重 weight", "的权 the right", "的权 rights of",
        ]  # fmt: skip

    def test_the_best_few(self, project: Project) -> None:
        review = review_of(project, top=2)
        review.reject(review.queue[0])
        assert waiting(review) == ["开放模型 open models"]
        review.undo()
        assert waiting(review) == ["模型 model", "开放模型 open models"]

    def test_it_keeps_its_place(self, project: Project) -> None:
        review = review_of(project, source="mined.json")
        review.keep_place(review.queue[3])
        again = review_of(project)
        assert again.queue[again.place()].zh == "权重"
        again.keep_place(None)
        assert review_of(project).place() == 0
        assert project_state(project).source == "mined.json"
        assert review_of(project, source="").journal.source is None

    def test_after_a_decision_the_place_is_the_next_one(self, project: Project) -> None:
        review = review_of(project)
        review.reject(review.queue[2])
        again = review_of(project)
        assert again.queue[again.place()].zh == "权重"

    def test_deciding_another_one_leaves_the_place(self, project: Project) -> None:
        review = review_of(project)
        review.keep_place(review.queue[3])
        review.reject(review.queue[0])
        again = review_of(project)
        assert again.queue[again.place()].zh == "权重"
        again.accept(again.queue[again.place()])
        assert again.queue[again.place()].en == "the right"

    def test_what_is_put_off_comes_last_until_it_is_decided(self, project: Project) -> None:
        review = review_of(project)
        review.put_off(review.queue[0])
        review.put_off(review.queue[0])
        assert waiting(review)[-2:] == ["模型 model", "开放模型 open models"]
        review = review_of(project)
        assert waiting(review)[-2:] == ["模型 model", "开放模型 open models"]
        assert review.is_put_off(review.queue[-1])
        review.accept(review.queue[-1])
        assert not review.is_put_off(MINED[0])
        review.undo()
        assert review.is_put_off(MINED[0])
        assert waiting(review)[-2:] == ["模型 model", "开放模型 open models"]


class TestAccepting:
    def test_a_new_entry_with_source_context_and_day(self, project: Project) -> None:
        review = review_of(project, subject="AI")
        accepted = review.accept(review.queue[0])
        assert accepted.is_new
        assert texts(project)[0] == TERMS + (
            '\n[[term]]\nsubject = "AI"\nzh = { term = "模型", context = "我们看模型怎么样。" }\n'
            'en = { term = "model", context = "We look at the model here." }\n'
            'source = "glossary/a.zh.md:3"\nmodified = "2026-11-22"\n'
        )
        assert accepted.line == len(TERMS.splitlines()) + 2

    def test_a_sentence_with_both_terms_is_the_second_choice(self, project: Project) -> None:
        gloss = Sighting("模型（model）开放。", "模型（model）开放。", (0, 2), (3, 8), "a:1")
        review = review_of(project)
        review.accept(replace(MINED[1], contexts=(gloss, *MINED[1].contexts)))
        assert 'context = "We look at the model here."' in texts(project)[0]
        review.accept(replace(MINED[0], contexts=(gloss,)))
        assert 'zh = { term = "开放模型", context = "模型（model）开放。" }\nen = "open models"\n' in texts(project)[0]

    def test_another_term_of_a_known_entry(self, project: Project) -> None:
        review = review_of(project)
        assert review.accept(MINED[2]).concept.id == "oss"
        text = texts(project)[0]
        assert 'zh = "开源"  # short' in text
        assert '{ term = "OSS", source = "glossary/a.zh.md:3", context = "We look at the OSS here." }' in text

    def test_a_subject_does_not_stand_in_the_way_of_the_entry_that_is_named(self, project: Project) -> None:
        text = TERMS.replace('id = "license"', 'id = "license"\nsubject = "law"')
        project.terms_path.write_text(text, encoding="utf-8")
        review = review_of(project, subject="AI")
        accepted = review.accept(candidate("授权书", "license"), Choice(to="license"))
        assert accepted.concept.subject == "law"

    def test_merged_into_the_entry_that_is_named(self, project: Project) -> None:
        review = review_of(project)
        accepted = review.accept(candidate("授权书", "license"), Choice(to="license"))
        assert [term.text for term in accepted.concept.terms] == ["许可证", "授权书", "licence", "license"]

    def test_forbidden(self, project: Project) -> None:
        review = review_of(project)
        review.accept(candidate("开源", "free"), Choice(forbidden=True))
        assert 'term = "free", status = "forbidden"' in texts(project)[0]
        review.accept(candidate("权利", "rightz"), Choice(forbidden=True, note="a slip"))
        assert 'en = { term = "rightz", status = "forbidden"' in texts(project)[0]
        assert 'note = "a slip"' in texts(project)[0]

    def test_corrected_what_was_proposed_is_not_proposed_again(self, project: Project) -> None:
        review = review_of(project)
        review.accept(MINED[0], Choice(en="open-weight  model"))
        rejected = texts(project)[1]
        assert rejected is not None
        [decision] = read_decisions(rejected).decisions
        assert (decision.kind, decision.note) == (Kind.CORRECTED, "开放模型 = open-weight model")
        assert "开放模型 open models" not in waiting(review_of(project))
        assert review_of(project).curated.having("开放模型", "open-weight models") is not None

    def test_another_inflection_is_no_correction(self, project: Project) -> None:
        review_of(project).accept(MINED[0], Choice(en="open model"))
        assert texts(project)[1] is None

    def test_corrected_to_what_is_known(self, project: Project) -> None:
        review = review_of(project)
        accepted = review.accept(MINED[2], Choice(en="open source"))
        assert (accepted.concept.id, accepted.is_new, accepted.line) == ("oss", False, 5)
        assert texts(project)[0] == TERMS
        assert "开源 OSS" not in waiting(review_of(project))

    def test_what_was_decided_meanwhile(self, project: Project) -> None:
        review, other = review_of(project), review_of(project)
        other.reject(MINED[1], note="no")
        with pytest.raises(
            ProjectError, match=r'E424 rejected.tsv:4: "模型" with "model" was turned down on 2026-11-22'
        ):
            review.accept(MINED[1])
        other.accept(MINED[0])
        with pytest.raises(ProjectError, match=r"E407 terms.toml:\d+: .* is known already"):
            review.accept(MINED[0])
        with pytest.raises(ProjectError, match="E407"):
            review.reject(MINED[0])
        other.reject(MINED[4], term="zh")
        with pytest.raises(ProjectError, match='"的权" was found to be no term'):
            review.reject(MINED[5])
        other.accept(MINED[3], Choice(en="parameter"))
        with pytest.raises(ProjectError, match="was corrected to 权重 = parameter"):
            review.accept(MINED[3])
        assert waiting(review_of(project)) == ["开源 OSS"]

    def test_a_term_that_cannot_be_one(self, project: Project) -> None:
        review = review_of(project)
        with pytest.raises(TermsError):
            review.accept(MINED[1], Choice(en=""))
        assert (texts(project), len(review.queue)) == ((TERMS, None), 6)


class TestRejecting:
    def test_a_pair(self, project: Project) -> None:
        review = review_of(project)
        review.reject(MINED[4], note="cut")
        assert waiting(review) == waiting(review_of(project))
        assert "的权 rights of" in waiting(review)
        assert str(texts(project)[1]).endswith("\n的权\tthe right\tnot-a-pair\t2026-11-22\tcut\n")

    def test_one_side_altogether(self, project: Project) -> None:
        review = review_of(project)
        review.reject(MINED[4], term="zh")
        review.reject(MINED[3], term="en")
        assert waiting(review) == ["模型 model", "开放模型 open models", "开源 OSS"]
        assert str(texts(project)[1]).endswith("\n\tweight\tnot-a-term\t2026-11-22\n的权\t\tnot-a-term\t2026-11-22\n")

    @pytest.mark.parametrize(("one", "term"), [(MINED[2], "zh"), (candidate("开门", "open source"), "en")])
    def test_a_side_that_is_a_term_of_ours(self, project: Project, one: Any, term: str) -> None:
        with pytest.raises(ProjectError, match=r"E424 terms.toml:5: .* is a term of the entry oss"):
            review_of(project).reject(one, term=term)

    def test_a_memory_with_faults_is_not_written_over(self, project: Project) -> None:
        (project.root / "rejected.tsv").write_text("zh\ten\tdecision\nx\ty\tmaybe\n", encoding="utf-8")
        with pytest.raises(ProjectError, match=r"E422 rejected.tsv:2"):
            review_of(project)
        (project.root / "rejected.tsv").write_bytes(b"zh\ten\tdecision\n\xff\n")
        with pytest.raises(ProjectError, match=r"E422 rejected.tsv:2: bytes that are not UTF-8"):
            review_of(project)


DECISIONS: dict[str, Callable[[Review], object]] = {
    "accept": lambda review: review.accept(MINED[1]),
    "extend": lambda review: review.accept(MINED[2]),
    "merge": lambda review: review.accept(MINED[1], Choice(to="license")),
    "forbid": lambda review: review.accept(MINED[1], Choice(forbidden=True)),
    "correct": lambda review: review.accept(MINED[0], Choice(zh="公开模型")),
    "reject": lambda review: review.reject(MINED[4]),
    "reject a side": lambda review: review.reject(MINED[4], term="zh"),
    "put off": lambda review: review.put_off(MINED[1]),
}


def test_what_a_person_takes_out_of_the_terms_is_a_candidate_again(project: Project) -> None:
    review = review_of(project)
    review.accept(MINED[1])
    review.accept(MINED[0], Choice(en="open-weight model"))
    project.terms_path.write_text(TERMS, encoding="utf-8")
    # Not what was corrected: that was found to be wrong.
    assert waiting(review_of(project))[:2] == ["模型 model", "开源 OSS"]


class TestUndo:
    @pytest.mark.parametrize("terms", [TERMS, "\ufeff" + TERMS.replace("\n", "\r\n"), TERMS.rstrip()])
    @pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)
    def test_it_takes_back_exactly(self, tmp_path: Path, decide: Callable[[Review], object], terms: str) -> None:
        project = project_at(tmp_path, terms)
        before, queue = texts(project), waiting(review_of(project))
        decide(review_of(project))
        assert (texts(project), waiting(review_of(project))) != (before, queue)
        review = review_of(project)
        assert review.undo() is not None
        assert (texts(project), waiting(review), waiting(review_of(project))) == (before, queue, queue)
        assert review.undo() is None

    def test_all_the_way_back(self, project: Project) -> None:
        review = review_of(project)
        states = [texts(project)]
        for decide in (DECISIONS["correct"], DECISIONS["extend"], DECISIONS["reject"], DECISIONS["accept"]):
            decide(review)
            states.append(texts(project))
        for state in reversed(states[:-1]):
            review.undo()
            assert texts(project) == state

    def test_what_others_wrote_since_stays(self, project: Project) -> None:
        review = review_of(project)
        DECISIONS["correct"](review)
        terms, rejected = texts(project)
        project.terms_path.write_text("# new\n" + terms, encoding="utf-8")
        (project.root / "rejected.tsv").write_text(f"{rejected}龙\tlong\tnot-a-pair\n", encoding="utf-8")
        review.undo()
        terms, rejected = texts(project)
        assert terms == "# new\n" + TERMS
        assert str(rejected).endswith("note\n龙\tlong\tnot-a-pair\n")

    def test_what_was_changed_since_is_not_guessed_at(self, project: Project) -> None:
        review = review_of(project)
        review.accept(MINED[1])
        changed = texts(project)[0].replace('term = "model"', 'term = "models"')
        project.terms_path.write_text(changed, encoding="utf-8")
        with pytest.raises(ProjectError, match='E425 "accepted 模型 / model" cannot be taken back'):
            review.undo()
        assert texts(project)[0] == changed

    def test_a_text_that_would_not_be_one(self, project: Project) -> None:
        review = review_of(project)
        review.accept(MINED[1])
        project.terms_path.write_text(texts(project)[0] + "[[term]]\n", encoding="utf-8")
        with pytest.raises(TermsError):
            review.undo()


class Killed(BaseException):
    """What a kill looks like from inside."""


class TestKills:
    """After any number of files written, nothing is lost, and nothing is there twice."""

    @pytest.mark.parametrize("decide", DECISIONS.values(), ids=DECISIONS)
    @pytest.mark.parametrize("undoing", [False, True], ids=["decide", "undo"])
    def test_killed_between_any_two_writes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decide: Callable[[Review], object], undoing: bool
    ) -> None:
        def act(review: Review) -> object:
            return review.undo() if undoing else decide(review)

        def prepared(name: str) -> Project:
            (tmp_path / name).mkdir()
            project = project_at(tmp_path / name)
            if undoing:
                review = review_of(project)
                decide(review)
            return project

        def seen(project: Project) -> tuple[object, object]:
            # Opening mends what a kill has left.
            queue = waiting(review_of(project))
            return texts(project), queue

        whole = prepared("whole")
        old = seen(whole)
        act(review_of(whole))
        new = seen(whole)
        for allowed in range(8):
            project = prepared(str(allowed))
            review = review_of(project)
            left = allowed

            def write(path: Path, data: bytes) -> None:
                nonlocal left
                if left == 0:
                    raise Killed
                left -= 1
                write_whole(path, data)

            with monkeypatch.context() as patched:
                for module in ("shuyu.review.session", "shuyu.review.journal", "shuyu.files"):
                    patched.setattr(f"{module}.write_whole", write)
                # A process that is killed does not clean up behind itself.
                patched.setattr(Review, "_recover", lambda self, text: (_ for _ in ()).throw(Killed))
                try:
                    act(review)
                    died = False
                except Killed:
                    died = True
            assert seen(project) in (old, new)
            # And again: what was mended stays mended.
            assert seen(project) in (old, new)
            if not died:
                assert seen(project) == new
                break
        else:
            pytest.fail("more writes than there are files")

    def test_a_line_that_a_person_deletes_stays_deleted(self, project: Project) -> None:
        review = review_of(project)
        DECISIONS["correct"](review)
        review.keep_place(None)
        (project.root / "rejected.tsv").unlink()
        assert "开放模型 open models" in waiting(review_of(project))

    def test_a_place_that_was_changed_since_the_kill_is_left_alone(self, project: Project) -> None:
        review = review_of(project)
        DECISIONS["correct"](review)
        terms, rejected = texts(project)
        project.terms_path.write_text(terms.replace("公开模型", "公开的模型"), encoding="utf-8")
        assert texts(project)[1] == rejected
        assert "开放模型 open models" not in waiting(review_of(project))

    def test_a_disk_that_is_full(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        review = review_of(project)

        def full(path: Path, data: bytes) -> None:
            if path.name == "terms.toml":
                raise ProjectError(Problem("E401", "cannot write: no space"))
            write_whole(path, data)

        with monkeypatch.context() as patched:
            patched.setattr("shuyu.files.write_whole", full)
            with pytest.raises(ProjectError, match="E401"):
                DECISIONS["correct"](review)
        assert texts(project) == (TERMS, None)
        assert len(review.queue) == 6
        assert review.undo() is None
        DECISIONS["correct"](review)
        assert len(review.queue) == 5

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 99}', '{"version": 1, "entries": [{}]}'])
    def test_a_journal_that_cannot_be_read_is_begun_anew(self, project: Project, text: str) -> None:
        review_of(project).reject(MINED[1])
        path = project.root / ".shuyu" / "review.json"
        path.write_text(text, encoding="utf-8")
        review = review_of(project)
        assert len(review.queue) == 5
        assert review.undo() is None
        review.reject(MINED[0])
        assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1

    def test_only_the_latest_can_be_taken_back(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("shuyu.review.journal.KEPT_ENTRIES", 2)
        review = review_of(project)
        for one in MINED[:4]:
            review.reject(one)
        assert [review.undo() is not None for _ in range(3)] == [True, True, False]


def test_the_day_is_today(project: Project) -> None:
    assert len(Review(project)._today) == len("2026-11-22")


def test_there_is_one_memory(project: Project) -> None:
    assert Review(project).rejected_path == project.root / FILE
