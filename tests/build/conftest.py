"""A small project to build, and a way to see a whole store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from shuyu.project import Project

TERMS = """\
[glossary]
title = "Test"
languages = ["zh-Hans", "en"]

[[term]]
zh = "开放权重"
en = "open weights"

[[term]]
id = "registry"
zh = "模型登记处"
en = ["model registry", { term = "register of models", status = "deprecated" }]
"""

CHINESE = """\
# 登记办法

市图书馆下周启用模型登记处，凡有开放权重的模型都可以登记。

登记由晨星工坊（Morning Star Workshop）负责，每月公布一次。
"""

ENGLISH = """\
# How to register

The city library opens its model registry next week; any model with open weights may be registered.

Morning Star Workshop is in charge of it and publishes the list every month.
"""


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """Makes a project from the text of terms.toml and of passages by name."""

    def make(terms: str = TERMS, **passages: str) -> Project:
        (tmp_path / "terms.toml").write_text(terms, encoding="utf-8")
        (tmp_path / "glossary").mkdir(exist_ok=True)
        for name, text in (passages or {"rules.zh.md": CHINESE, "rules.en.md": ENGLISH}).items():
            path = tmp_path / "glossary" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Project(tmp_path)

    return make


@pytest.fixture
def project(make_project: Callable[..., Project]) -> Project:
    """A project with two concepts and one passage in two languages."""
    return make_project()
