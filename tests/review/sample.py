"""A project with a few terms, and candidates that were mined from it."""

from __future__ import annotations

from pathlib import Path

from shuyu.mine.proposals import Proposal, Rival, Sighting, proposal_id
from shuyu.project import Project
from shuyu.review.session import Review

TERMS = """\
# Ours.
[glossary]
languages = ["zh-Hans", "en"]

[[term]]
id = "oss"
zh = "开源"  # short
en = "open source"

# Of two minds.
[[term]]
id = "license"
zh = "许可证"
en = "licence"
"""
TODAY = "2026-11-22"


def candidate(zh: str, en: str, score: float = 0.5, *, source: str = "glossary/a.zh.md:3") -> Proposal:
    """A candidate with a context of its own."""
    zh_text, en_text = f"我们看{zh}怎么样。", f"We look at the {en} here."
    seen = Sighting(zh_text, en_text, (3, 3 + len(zh)), (15, 15 + len(en)), source)
    rivals = (Rival("something else", 0.25),)
    return Proposal(proposal_id(zh, en), zh, en, score, 3, 4, 5, {"gloss": 2.0}, rivals, (seen,))


MINED = (
    candidate("开放模型", "open models", 0.8),
    candidate("模型", "model", 0.9),
    candidate("开源", "OSS", 0.7),
    candidate("权重", "weight", 0.6),
    candidate("的权", "the right", 0.5),
    candidate("的权", "rights of", 0.4),
)


def project_at(root: Path, terms: str = TERMS) -> Project:
    """A project in a folder."""
    (root / "terms.toml").write_text(terms, encoding="utf-8", newline="")
    return Project(root)


def review_of(project: Project, mined: tuple[Proposal, ...] = MINED, **options: object) -> Review:
    """A review of the sample, on a day that does not pass."""
    return Review(project, mined, today=TODAY, **options)  # type: ignore[arg-type]
