"""What a build leaves in the store, and what it does again and does not."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable

import pytest

from shuyu.build import CURATED, MINED, build
from shuyu.errors import TermsError
from shuyu.model.hit import Match
from shuyu.project import Project
from tests.build.conftest import CHINESE, ENGLISH, LONG_CHINESE, LONG_ENGLISH, TERMS
from tests.build.snapshot import snapshot


def test_a_first_build_makes_everything(project: Project) -> None:
    report = build(project)
    assert report.worked
    assert report.read == ("glossary/rules.en.md", "glossary/rules.zh.md")
    assert (report.concepts, report.mined, report.pairs, report.problems) == (2, 1, 3, ())
    with project.open_store() as store:
        (hit,) = store.lookup("开放权重", limit=1)
        assert (hit.match, hit.collection.name) == (Match.EXACT, CURATED)
        (context,) = hit.contexts
        assert [segment.document for segment in context.segments] == ["glossary/rules.zh.md", "glossary/rules.en.md"]
        assert [context.segments[m.segment].text[m.start : m.end] for m in context.marks] == [
            "开放权重",
            "open weights",
        ]
        (mined,) = store.lookup("晨星工坊")
        assert mined.collection.name == MINED
        assert [term.text for term in mined.concept.terms if not term.derived] == ["晨星工坊", "Morning Star Workshop"]
        assert mined.contexts[0].segments[0].document == "glossary/rules.zh.md"


def test_a_second_build_does_nothing(project: Project) -> None:
    build(project)
    before = project.store_path.read_bytes()
    report = build(project)
    assert not report.worked
    assert (report.read, report.kept, report.concepts, report.mined, report.pairs) == ((), 2, 2, 1, 3)
    _age(project)
    build(project)  # the times are settled now: no file is opened
    settled = build(project)
    assert not settled.worked
    assert len(before) == len(project.store_path.read_bytes())


def test_a_file_that_was_only_touched_is_not_read(project: Project) -> None:
    build(project)
    later = time.time_ns() + 5_000_000_000
    os.utime(project.root / "glossary" / "rules.zh.md", ns=(later, later))
    assert build(project).read == ()
    assert project.stale() == []


def test_a_change_within_the_same_instant_is_seen(project: Project) -> None:
    build(project)
    path = project.root / "glossary" / "rules.en.md"
    status = path.stat()
    path.write_text(ENGLISH.replace("next", "this"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert "glossary/rules.en.md" in build(project).read


def test_pairs_over_two_files_are_made_anew_when_either_changes(project: Project) -> None:
    build(project)
    english = project.root / "glossary" / "rules.en.md"
    english.write_text(ENGLISH + "\nEverybody may read it.\n", encoding="utf-8")
    (project.root / "glossary" / "rules.zh.md").write_text(CHINESE + "\n人人都可以查阅。\n", encoding="utf-8")
    assert build(project).pairs == 4
    english.unlink()
    report = build(project)
    assert (report.removed, report.pairs) == (("glossary/rules.en.md",), 0)


def test_broken_terms_leave_the_store_as_it_was(project: Project) -> None:
    build(project)
    before = snapshot(project)
    project.terms_path.write_text(TERMS + '\n[[term]]\nzh = "术语"\nstatus = 3\n', encoding="utf-8")
    (project.root / "glossary" / "rules.zh.md").unlink()
    with pytest.raises(TermsError, match=r"terms\.toml:16"):
        build(project)
    assert snapshot(project) == before


def test_what_cannot_be_read_is_told_and_the_rest_is_built(make_project: Callable[..., Project]) -> None:
    project = make_project(**{"a.txt": "甲社区（Alpha Commons）成立。\n", "b.txt": "乙社区成立。\n"})
    build(project)
    folder = project.root / "glossary"
    (folder / "a.txt").write_bytes(b"%PDF-1.7\n\x00\x01")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.txt").write_text("丁社区成立，已有三年。\n", encoding="utf-8")
    report = build(project)
    assert report.read == ("glossary/d.txt",)
    assert [(problem.code, problem.path) for problem in report.problems] == [
        ("E102", "glossary/a.txt"),
        ("E104", "glossary/c.txt"),
    ]
    with project.open_store() as store:
        # What was read of a.txt before it broke is kept.
        assert [passage.text for passage in store.passages("glossary/a.txt")] == ["甲社区（Alpha Commons）成立。"]


def test_paths_on_the_command_line_replace_the_project_s_own(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "note.txt"
    elsewhere.write_text("远山研究所（Far Hills Institute）发布报告。\n", encoding="utf-8")
    build(project)
    report = build(project, paths=[elsewhere])
    assert report.read == (elsewhere.as_posix(),)
    assert report.removed == ("glossary/rules.en.md", "glossary/rules.zh.md")
    assert build(project).read == ("glossary/rules.en.md", "glossary/rules.zh.md")


def test_a_place_is_shown_once(make_project: Callable[..., Project]) -> None:
    project = make_project(**{"a.txt": "在城东，远山研究所（Far Hills Institute）发布报告。远山研究所今年满十岁。\n"})
    build(project)
    with project.open_store() as store:
        (hit,) = store.lookup("远山研究所")
    assert [context.segments[0].text for context in hit.contexts] == [
        "在城东，远山研究所（Far Hills Institute）发布报告。"
    ]


def test_progress_is_told(project: Project) -> None:
    told: list[tuple[str, int, int]] = []
    build(project, progress=lambda stage, done, total: told.append((stage, done, total)))
    assert {stage for stage, _, _ in told} == {"terms", "passages", "glosses", "contexts"}
    assert all(0 <= done <= total for _, done, total in told)


# A file of the project, and what it says from then on; None: it is gone.
STEPS: list[tuple[str, str | None]] = [
    ("glossary/new.zh.txt", "长河实验室（Long River Lab）公布开放权重。\n"),
    ("glossary/new.en.txt", "Long River Lab publishes open weights.\n"),
    ("glossary/new.zh.txt", "长河实验室（Long River Lab）关闭。\n"),
    ("glossary/rules.zh.md", CHINESE.replace("每月", "每年")),
    ("glossary/list.txt", "相关词汇\n晨星工坊\nMorning Star Workshop\n"),
    ("terms.toml", TERMS.replace("open weights", "open-weight release")),
    ("terms.toml", TERMS + '\n[[term]]\nzh = "晨星工坊"\nen = "Morning Star Workshop"\n'),
    ("terms.toml", TERMS),
    ("glossary/rules.en.md", None),
    ("glossary/rules.en.md", ENGLISH),
    ("glossary/rules.zh.md", LONG_CHINESE),
    ("glossary/rules.en.md", LONG_ENGLISH),
    ("glossary/rules.en.md", LONG_ENGLISH.replace(" It is free", "\n\nIt is free")),
    ("glossary/new.zh.txt", None),
    ("glossary/list.txt", None),
]


@pytest.mark.parametrize("seed", range(6))
def test_a_store_built_step_by_step_equals_one_built_at_once(seed: int, project: Project) -> None:
    chance = random.Random(seed)  # noqa: S311
    build(project)
    for _ in range(6):
        for name, text in chance.sample(STEPS, chance.randint(1, 2)):
            if text is None:
                (project.root / name).unlink(missing_ok=True)
            else:
                (project.root / name).write_text(text, encoding="utf-8")
        build(project)
    by_steps = snapshot(project)
    project.store_path.unlink()
    build(project)
    assert by_steps == snapshot(project)


def _age(project: Project) -> None:
    # As if every file had been written an hour ago.
    before = time.time_ns() - 3_600_000_000_000
    for path in [project.terms_path, *(project.root / "glossary").iterdir()]:
        os.utime(path, ns=(before, before))
