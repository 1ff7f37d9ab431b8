"""Nothing that a person decided is proposed again when the passages have changed and are mined anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shuyu.build import build
from shuyu.cli.app import run
from shuyu.mine.decisions import pair_key
from shuyu.project import Project

CHINESE = """\
# 开放权重

开放权重（open weights）让任何人都能下载模型。

我们公布了开放权重，也公布了训练数据。

训练数据（training data）不一定公开。

评测基准（benchmark）要说明训练数据从哪里来。

许可协议（license agreement）写明了谁可以使用开放权重。

发布之前要写好模型卡（model card）。

测试集（test set）不能用来训练。
"""
ENGLISH = """\
# Open weights

Open weights let anybody download a model.

We published the open weights, and the training data too.

Training data are not always public.

A benchmark must say where the training data come from.

The license agreement says who may use the open weights.

A model card has to be written before the release.

The test set must not be used for training.
"""


def propose(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert run(["review", ".", "--list", "--json"] if not arguments else list(arguments)) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_after_the_passages_have_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUYU_PROJECT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "terms.toml").write_text("# Ours.\n", encoding="utf-8")
    (tmp_path / "glossary").mkdir()
    for tag, text in (("zh", CHINESE), ("en", ENGLISH)):
        (tmp_path / "glossary" / f"a.{tag}.md").write_text(text, encoding="utf-8")
    build(Project(tmp_path))
    first = propose(capsys)
    assert len(first) >= 4
    decided = {}
    for number, one in enumerate(first[:4]):
        way = [["--accept"], ["--reject"], ["--reject"], ["--accept"]][number]
        more = [[], [], ["--term", "zh"], ["--as", "en=something of our own"]][number]
        assert run(["review", *way, str(one["id"]), *more]) == 0
        decided[pair_key(str(one["zh"]), str(one["en"]))] = way
    not_a_term = str(first[2]["zh"])
    capsys.readouterr()

    # A sheet that comes back only when all has changed.
    assert run(["review", "--export", "sheet.tsv"]) == 0
    rows = (tmp_path / "sheet.tsv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "sheet.tsv").write_text("\n".join([rows[0], "reject" + rows[1], *rows[2:]]), encoding="utf-8")
    capsys.readouterr()

    # Another script, other inflections, other sentences around them.
    traditional = (
        CHINESE.replace("开", "開").replace("权", "權").replace("训练数据", "訓練數據").replace("许可协议", "許可協議")
    )
    (tmp_path / "glossary" / "a.zh.md").write_text(traditional + "\n\n再說一次：開放權重。\n", encoding="utf-8")
    english = ENGLISH.replace("benchmark", "Benchmarks").replace("agreement", "agreements")
    (tmp_path / "glossary" / "a.en.md").write_text(english + "\n\nOnce more: Open Weights.\n", encoding="utf-8")
    build(Project(tmp_path))
    again = propose(capsys)
    assert again
    for found in (again, propose(capsys, "mine", "--format", "json")):
        keys = {pair_key(str(one["zh"]), str(one["en"])) for one in found}
        assert not keys & decided.keys()
        assert pair_key(not_a_term, "")[0] not in {zh for zh, _ in keys}

    terms = (tmp_path / "terms.toml").read_text(encoding="utf-8")
    assert run(["review", "--import", "sheet.tsv"]) == 0
    assert capsys.readouterr().out == f"sheet.tsv: 1 rejected, {len(rows) - 2} undecided.\n"
    assert (tmp_path / "terms.toml").read_text(encoding="utf-8") == terms
