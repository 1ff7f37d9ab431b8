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


LONG_CHINESE = """\
# 借书的办法

图书馆每天九点开门。新来的读者先办一张借书卡，不收费。

模型登记处设在二楼。那里有三台电脑，登记过的模型都有开放权重。晚上没有人值班。
"""

LONG_ENGLISH = """\
# How to borrow

The library opens at nine every day. New readers first get a library card. It is free of charge.

The model registry is on the second floor. It has three computers, and every model in it has open weights. \
Nobody is on duty at night.
"""
