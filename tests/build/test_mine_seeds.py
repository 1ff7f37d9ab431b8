"""Mining five real documents. They stand beside the repository, not in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from shuyu.build import build
from shuyu.build.mine_files import sources_of_project
from shuyu.mine.engine import mine
from shuyu.mine.proposals import Proposal, proposal_id
from shuyu.project import Project
from tests.build.test_seeds import PAIRS, SEEDS

pytestmark = [
    pytest.mark.seeds,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the real documents (../shared/seeds) are not here"),
]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Proposal]:
    root = tmp_path_factory.mktemp("seeds")
    (root / "terms.toml").write_text('[glossary]\ntitle = "Seeds"\n', encoding="utf-8")
    shutil.copytree(SEEDS, root / "glossary")
    project = Project(Path(root))
    build(project)
    sources, candidates = sources_of_project(project)
    return mine(sources, candidates=candidates).proposals


def test_the_pairs_stand_at_the_top(found: list[Proposal]) -> None:
    top = [one.id for one in found[:10]]
    assert [(zh, en) for zh, en, _ in PAIRS if proposal_id(zh, en) not in top] == []


def test_no_bylines_dates_or_fragments_among_the_first(found: list[Proposal]) -> None:
    for one in found[:40]:
        assert not re.search("记者|記者|来源|來源|作者|编辑|編輯|\\d+[年月日]", one.zh)
        assert not re.search(r"\b(?:by|of|the|and)\Z|\A(?:by|of|the|and)\b", one.en, re.I)
        assert one.contexts
