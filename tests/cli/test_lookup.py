"""`shuyu lookup`, `stats`, `doctor` and `build` as they are typed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from shuyu.build import build
from shuyu.cli.app import run
from shuyu.cli.render import TSV_COLUMNS
from shuyu.project import Project

TERMS = """\
[glossary]
title = "Test"

[[term]]
id = "large-model"
zh = ["人工智能大模型", { term = "AI巨模型", status = "forbidden" }]
zh-Hant-TW = "人工智慧大模型"
en = "large-scale AI model"
subject = "AI"

[[term]]
zh = "开源"
en = "open source"

[[term]]
zh = "模型"
en = "model"
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.zh.txt").write_text("县里引进人工智能大模型。\n", encoding="utf-8")
    (tmp_path / "glossary" / "a.en.txt").write_text("The county brings in large-scale AI models.\n", encoding="utf-8")
    made = Project(tmp_path)
    build(made)
    monkeypatch.setenv("SHUYU_PROJECT", str(tmp_path))
    return made


# Every way that a person may type the first term, and how it is met.
WAYS = [
    ("人工智能大模型", "exact"),
    ("large-scale AI model", "exact"),
    ("人工智慧大模型", "exact"),
    ("人工智能大模型".replace("人", "人 "), "folded"),
    ("人 工 智 能 大 模 型", "folded"),
    ("Ｌａｒｇｅ-scale AI model", "folded"),
    ("large scale AI model", "folded"),
    ("LARGE SCALE ai MODEL", "folded"),
    ("large-scale AI models", "inflected"),
    ("rengongzhinengdamoxing", "pinyin"),
    ("ren gong zhi neng da mo xing", "pinyin"),
    ("rén gōng zhì néng dà mó xíng", "pinyin"),
    ("ren2gong1zhi4neng2da4mo2xing2", "pinyin"),
    ("rgzndmx", "initials"),
    ("人工智能大", "prefix"),
    ("rengongzhinengda", "prefix"),
    ("large-scale", "prefix"),
    ("智能大", "part"),
    ("AI model", "part"),
    ("人工智障大模型", "fuzzy"),
    ("large-scale AI modle", "fuzzy"),
]


@pytest.mark.parametrize(("query", "match"), WAYS)
def test_every_way_of_asking(query: str, match: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lookup", query, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["query"] == query
    assert (answer["hits"][0]["id"], answer["hits"][0]["match"]) == ("large-model", match)
    assert (answer["hits"][0]["distance"] is not None) == (match == "fuzzy")
    assert answer["hits"][0]["contexts"][0]["segments"][0]["document"] == "glossary/a.zh.txt"


def test_text_shows_the_context_with_both_terms_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lookup", "人工智能大模型", "--limit", "1"]) == 0
    output = capsys.readouterr()
    assert output.out == (
        "人工智能大模型  large-scale AI model  [exact]\n"
        "  pinyin      rén gōng zhì néng dà mó xíng\n"
        "  zh-Hans     人工智能大模型; AI巨模型 (forbidden)\n"
        "  zh-Hant-TW  人工智慧大模型\n"
        "  subject     AI\n"
        "  from        terms.toml, large-model\n"
        "  glossary/a.zh.txt:1\n"
        "    县里引进«人工智能大模型»。\n"
        "  glossary/a.en.txt:1\n"
        "    The county brings in «large-scale AI models».\n"
    )
    assert output.err == ""


def test_a_forbidden_term_is_found_and_said_to_be_forbidden(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lookup", "AI巨模型"]) == 0
    assert capsys.readouterr().out.startswith("AI巨模型  large-scale AI model  [exact, forbidden]\n")


def test_words_of_a_phrase_need_no_quotes_and_are_tried_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lookup", "open", "source", "--tsv", "--limit", "1"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == list(TSV_COLUMNS)
    assert [row[:5] for row in rows[1:]] == [["open source", "exact", "", "开源", "open source"]]
    assert run(["lookup", "kaiyuan", "moxing", "人工智能大模型", "--tsv", "--limit", "1"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("kaiyuan", "pinyin"),
        ("moxing", "pinyin"),
        ("人工智能大模型", "exact"),
    ]


def test_queries_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("开源\n\n没有这个词呀\nopen sources\n"))
    assert run(["lookup", "-", "--json", "--limit", "1"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(a["query"], [h["match"] for h in a["hits"]]) for a in answers] == [
        ("开源", ["exact"]),
        ("没有这个词呀", []),
        ("open sources", ["inflected"]),
    ]


def test_nothing_found_is_status_1_and_says_where_was_looked(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lookup", "没有这个词呀"]) == 1
    output = capsys.readouterr()
    assert (output.out, output.err) == ("", f"没有这个词呀: not found in {project.root}\n")
    assert run(["lookup", "没有这个词呀", "--tsv"]) == 1
    assert capsys.readouterr().out == "\t".join(TSV_COLUMNS) + "\n"


def test_choosing_matches_and_collections(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lookup", "大模型", "--match", "exact"]) == 1
    assert run(["lookup", "大模型", "--match", "exact", "--match", "part", "--collection", "terms.toml"]) == 0
    assert run(["lookup", "大模型", "--collection", "mined"]) == 1
    capsys.readouterr()
    assert run(["lookup", "大模型", "--match", "sounds-like"]) == 2
    assert "Use one or more of: exact, folded, variant" in capsys.readouterr().err
    assert run(["lookup", "大模型", "--collection", "client"]) == 2
    assert 'collection "client" is not known. This store has: terms.toml, mined.' in capsys.readouterr().err
    assert run(["lookup", "大模型", "--json", "--tsv"]) == 2


def test_the_project_is_chosen_before_or_behind_the_command(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SHUYU_PROJECT")
    assert run(["lookup", "开源", "--project", str(project.root)]) == 0
    assert run(["lookup", "开源", "-C", str(project.root / "nowhere")]) == 3
    assert "E402" in capsys.readouterr().err
    monkeypatch.setenv("SHUYU_PROJECT", "nowhere")
    assert run(["--project", str(project.root), "lookup", "开源"]) == 0


def test_a_store_that_is_behind_is_said_to_be(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.root / "glossary" / "b.txt").write_text("新的一段。\n", encoding="utf-8")
    assert run(["lookup", "开源", "--limit", "1"]) == 0
    assert capsys.readouterr().err == 'note: glossary/b.txt is new since the last build. Run "shuyu build".\n'


def test_a_project_that_was_never_built(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.store_path.unlink()
    assert run(["lookup", "开源"]) == 3
    assert capsys.readouterr().err.endswith('this project has no store yet. Run "shuyu build".\n')


def test_stats(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["concepts"] == {"terms.toml": 3, "mined": 0}
    assert (values["documents"], values["pairs"]) == (2, {"parallel": 1})
    assert values["terms"]["en"] == 3
    (project.root / "glossary" / "a.en.txt").unlink()
    assert run(["stats"]) == 0
    output = capsys.readouterr()
    assert "  concepts in terms.toml" in output.out
    assert "glossary/a.en.txt is gone since the last build" in output.err


def test_doctor(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert values["faults"] == []
    assert values["installation"]["opencc"]
    assert values["store"]["up to date"] == "yes"
    assert run(["doctor"]) == 0
    assert capsys.readouterr().out.endswith("All is well.\n")
    project.terms_path.write_text(TERMS + "zzz = 1\n", encoding="utf-8")
    assert run(["doctor"]) == 3
    assert "wrong: E207 terms.toml:" in capsys.readouterr().out


def test_build_says_what_it_did(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build"]) == 0
    assert capsys.readouterr().out == "Nothing has changed: 3 concepts, 0 mined pairs, 1 segment pair.\n"
    (project.root / "glossary" / "a.en.txt").unlink()
    (project.root / "glossary" / "b.txt").write_text("新的一段。\n", encoding="utf-8")
    assert run(["build"]) == 0
    said = "Read 2 documents, removed 1. The store has 3 concepts, 0 mined pairs, 0 segment pairs.\n"
    assert capsys.readouterr().out == said
    assert run(["build", "--force", "--json"]) == 0
    values = json.loads(capsys.readouterr().out)
    assert (values["read"], values["worked"]) == (["glossary/a.zh.txt", "glossary/b.txt"], True)


def test_a_person_s_own_glossary_is_there_when_it_is_first_asked(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.delenv("SHUYU_PROJECT")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *args, **kwargs: home / "shuyu")
    monkeypatch.chdir(home)
    assert run(["lookup", "术语"]) == 1
    assert "This is your own glossary" in capsys.readouterr().err
    assert run(["add", "术语", "term"]) == 0
    assert run(["lookup", "terms"]) == 0
    assert "术语  term  [inflected]" in capsys.readouterr().out
