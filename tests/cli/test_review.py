"""`shuyu review` without its page, as it is typed."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from shuyu.cli.app import run
from shuyu.mine.proposals import proposal_id, write_json, write_tsv
from shuyu.project import Project
from tests.review.sample import MINED, TERMS

MODEL = proposal_id("模型", "model")


class Desk:
    """A project with a file of candidates, and what was printed."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.capsys = capsys
        self.builds = 0

    def run(self, *arguments: str, status: int = 0) -> str:
        found = run(["review", *arguments])
        printed = self.capsys.readouterr()
        assert found == status, printed.err
        return printed.out + printed.err

    def text(self, name: str = "terms.toml") -> str:
        return (self.root / name).read_bytes().decode("utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8", newline="")
    (tmp_path / "mined.json").write_text(write_json(MINED), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = Desk(tmp_path, capsys)

    def build(project: Project, **_: object) -> Any:
        made.builds += 1
        return type("Outcome", (), {"problems": ()})

    monkeypatch.setattr(import_module("shuyu.build"), "build", build)
    return made


def test_list(desk: Desk) -> None:
    assert desk.run("mined.json", "--list", "--top", "2").splitlines() == [
        f"{MODEL}  0.90     3  模型      model",
        f"{proposal_id('开放模型', 'open models')}  0.80     3  开放模型  open models",
    ]
    # The file is remembered.
    assert [one["en"] for one in json.loads(desk.run("--list", "--json"))][:2] == ["model", "open models"]


def test_tsv_as_well(desk: Desk) -> None:
    (desk.root / "mined.tsv").write_text(write_tsv(MINED), encoding="utf-8")
    assert len(desk.run("mined.tsv", "--list").splitlines()) == 6


def test_accept_and_take_back(desk: Desk) -> None:
    assert desk.run("mined.json", "--accept", MODEL[:6], "--subject", "AI") == (
        "Added 模型 / model (model-7fd710) at terms.toml:16\n"
    )
    assert desk.builds == 1
    assert desk.run("--undo") == "Taken back: accepted 模型 / model\n"
    assert desk.text() == TERMS
    assert desk.builds == 2
    assert desk.run("--undo", status=3) == "E425 there is nothing to take back.\n"


def test_accept_corrected_into_an_entry_as_forbidden(desk: Desk) -> None:
    told = desk.run("mined.json", "--accept", MODEL, "--as", "zh=大模型, en=big, open model", "--note", "n")
    assert told.startswith("Added 大模型 / big, open model (")
    assert "模型\tmodel\tcorrected\t" in desk.text("rejected.tsv")
    options = ("--to", "oss", "--forbidden", "--as", "en=weights", "--json")
    [done] = json.loads(desk.run("--accept", proposal_id("权重", "weight"), *options))
    assert (done["id"], done["new"], done["action"]) == ("oss", False, "accepted")
    assert 'term = "weights", status = "forbidden"' in desk.text()


def test_accept_beside_an_entry_with_the_same_english(desk: Desk) -> None:
    told = desk.run("mined.json", "--accept", MODEL, "--as", "en=open source")
    assert "note: 开源 / open source (oss) has the same English. For the same meaning: --to oss" in told


def test_reject(desk: Desk) -> None:
    assert desk.run("mined.json", "--reject", MODEL) == "Rejected 模型 / model (not-a-pair), in rejected.tsv\n"
    [done] = json.loads(desk.run("--reject", proposal_id("的权", "the right"), "--term", "zh", "--json"))
    assert done["decision"] == "not-a-term"
    assert len(desk.run("--list").splitlines()) == 3
    assert "was turned down" in desk.run("--accept", MODEL, status=3)
    assert desk.builds == 0


def test_one_named_twice_and_some_that_cannot_be(desk: Desk) -> None:
    weight, right = proposal_id("权重", "weight"), proposal_id("的权", "the right")
    desk.run("mined.json", "--reject", weight)
    builds = desk.builds
    told = desk.run("--accept", MODEL, "--accept", weight, "--accept", MODEL[:8].upper(), "--accept", right, status=3)
    # What can be done is done, and the rest is told.
    assert [line.split(" (")[0] for line in told.splitlines()] == [
        "Added 模型 / model",
        "Added 的权 / the right",
        'E424 rejected.tsv:4: "权重" with "weight" was turned down on ' + told.split(" on ")[1].strip(),
    ]
    assert desk.builds == builds + 1
    [done] = json.loads(desk.run("--reject", weight, "--reject", MINED[2].id, "--json", status=3).splitlines()[0])
    assert done["candidate"] == MINED[2].id
    # A name that is none: nothing is done.
    before = [desk.text(), desk.text("rejected.tsv")]
    assert "E426" in desk.run("--reject", MINED[0].id, "--reject", "ffff", status=3)
    assert [desk.text(), desk.text("rejected.tsv")] == before


def test_nothing_left(desk: Desk) -> None:
    for one in MINED:
        if one.en != "rights of":
            desk.run("mined.json", "--reject", one.id, "--term", "zh") if one.zh == "的权" else desk.run(
                "mined.json", "--reject", one.id
            )
    assert desk.run("--list") == "Nothing is left to review.\n"


@pytest.mark.parametrize("kind", ["tsv", "xlsx"])
def test_the_round_trip(desk: Desk, kind: str) -> None:
    if kind == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
    sheet = desk.root / f"sheet.{kind}"
    assert desk.run("mined.json", "--export", sheet.name) == (
        f"6 candidates in {sheet.name}. Read it back with --import {sheet.name}\n"
    )
    assert "E406" in desk.run("--export", sheet.name, status=3)
    assert desk.run("--export", sheet.name, "--force", "--top", "5").startswith("5 candidates")
    cells = {"A2": "accept", "A3": "edit", "C3": "open-weight model", "A4": "reject", "A5": "later", "A6": "what"}
    if kind == "xlsx":
        book = openpyxl.load_workbook(sheet)
        for name, value in cells.items():
            book["candidates"][name] = value
        book.save(sheet)
    else:
        rows = [line.split("\t") for line in sheet.read_text(encoding="utf-8-sig").splitlines()]
        for name, value in cells.items():
            rows[int(name[1]) - 1]["ABC".index(name[0])] = value
        sheet.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    assert desk.run("--import", sheet.name, "--dry-run", status=1).splitlines() == [
        "accept  模型 / model",
        "reject  开源 / OSS",
        "later   权重 / weight",
        "accept  开放模型 / open-weight model  (proposed: 开放模型 / open models)",
        f"{sheet.name}: 2 accepted, 1 of them corrected, 1 rejected, 1 for later, 1 not taken. Nothing was written.",
        f'E162 {sheet.name}:6: "what" is no decision. Use one of: accept, reject, edit, later.',
    ]
    assert (desk.text(), desk.builds) == (TERMS, 0)
    values = json.loads(desk.run("--import", sheet.name, "--json", status=1))
    assert (values["accepted"], values["written"], len(values["problems"])) == ([["模型", "model"]], True, 1)
    assert desk.builds == 1
    after = [desk.text(), desk.text("rejected.tsv"), desk.text(".shuyu/review.json")]
    assert "4 known already, 1 not taken." in desk.run("--import", sheet.name, status=1)
    assert [desk.text(), desk.text("rejected.tsv"), desk.text(".shuyu/review.json")] == after
    assert len(desk.run("--list").splitlines()) == 3
    assert "(later)" in desk.run("--list").splitlines()[-1]


def test_a_sheet_is_read_without_candidates(desk: Desk) -> None:
    (desk.root / "new.tsv").write_text("decision\tzh\ten\naccept\t新词\tnew word\n\t旧词\told\n", encoding="utf-8")
    assert desk.run("--import", "new.tsv") == "new.tsv: 1 accepted, 1 undecided.\n"
    (desk.root / "none.tsv").write_text("decision\tzh\ten\n", encoding="utf-8")
    assert desk.run("--import", "none.tsv") == "none.tsv: no rows.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--accept", MODEL, "--reject", MODEL], "E661 --accept and --reject do not go together"),
        (["--as", "en=x"], "E661 --as goes with --accept only"),
        (["--reject", MODEL, "--dry-run"], "E661 --dry-run goes with --import only"),
        (["--reject", MODEL, "--term", "fr"], 'E661 --term is zh or en, not "fr"'),
        (["--accept", MODEL, "--accept", "0000", "--as", "en=x"], "E661 --as is about one candidate"),
        (["--accept", MODEL, "--to", "oss", "--new"], "E661 --to and --new do not go together"),
        (["--list", "--note", "x"], "E661 --note goes with --accept, --reject only"),
        (["mined.json", "--json"], "E661 --json goes with --accept, --reject, --undo, --list, --import only"),
        (["mined.json", "--accept", MODEL, "--as", "model"], 'E661 "model" is no correction'),
        (["mined.json", "--accept", MODEL, "--as", "the en=model"], "is no correction"),
        (["mined.json", "--export", "a.pdf"], "E663 a.pdf: this is no kind of sheet"),
        (["mined.json"], "E664 the review page needs a terminal"),
    ],
)
def test_wrong_usage(desk: Desk, arguments: list[str], told: str) -> None:
    assert told in desk.run(*arguments, status=2)


@pytest.mark.parametrize("name", ["ffff", MODEL[:3], ""])
def test_an_id_that_names_none(desk: Desk, name: str) -> None:
    assert "E426 there is no candidate" in desk.run("mined.json", "--accept", name, status=3)


def test_an_id_that_names_two(desk: Desk) -> None:
    twins = [{**one.to_json(), "id": f"aaaa{number}"} for number, one in enumerate(MINED)]
    (desk.root / "twins.json").write_text(json.dumps(twins), encoding="utf-8")
    assert 'the id "aaaa" is of 6 candidates' in desk.run("twins.json", "--reject", "aaaa", status=3)


def test_what_the_store_knows_from_elsewhere_is_not_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHUYU_PROJECT", str(tmp_path))
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    (tmp_path / "mined.json").write_text(write_json(MINED), encoding="utf-8")
    (tmp_path / "theirs.tsv").write_text("zh\ten\n模型\tmodels\n", encoding="utf-8")
    desk = Desk(tmp_path, capsys)
    assert run(["import", str(tmp_path / "theirs.tsv")]) == 0
    capsys.readouterr()
    listed = desk.run(str(tmp_path / "mined.json"), "--list")
    assert (MODEL in listed, "weight" in listed) == (False, True)
    # terms.toml itself counts as it is now, not as it was when the store was built.
    (tmp_path / "terms.toml").write_text(TERMS.replace("open source", "OSS"), encoding="utf-8")
    assert run(["build"]) == 0
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    assert "OSS" in desk.run("--list")


def test_the_place_is_kept_when_a_sheet_is_read(desk: Desk) -> None:
    desk.run("mined.json", "--reject", MODEL)
    place = json.loads(desk.text(".shuyu/review.json"))["place"]
    assert place
    (desk.root / "mined.json").unlink()
    (desk.root / "new.tsv").write_text("decision\tzh\ten\naccept\t新词\tnew word\n", encoding="utf-8")
    desk.run("--import", "new.tsv")
    assert json.loads(desk.text(".shuyu/review.json"))["place"] == place


def test_without_a_file_the_passages_are_mined_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "E403" in desk.run("--list", status=3)
    calls: list[int] = []

    def mine(pairs: Any, *arguments: Any, **options: Any) -> Any:
        calls.append(len(pairs))
        return type("Mined", (), {"proposals": list(MINED)})

    from shuyu.mine.shards import Source

    sources = [Source("开源模型。", "Open models.", "a:1")]
    monkeypatch.setattr("shuyu.build.mine_files.sources_of_project", lambda _: (sources, []))
    monkeypatch.setattr("shuyu.mine.engine.mine", mine)
    monkeypatch.setattr(Project, "stale", lambda *_: ["a.md is new."])
    assert desk.run("--list").startswith(MODEL)
    assert "a.md is new." in desk.run("--list")
    # As with shuyu mine, what scores little is left out; it can be decided all the same.
    assert "rights of" not in desk.run("--list")
    assert "rights of" in desk.run("--list", "--min-score", "0")
    desk.run("--accept", proposal_id("的权", "rights of"))
    desk.run("--undo")
    assert calls == [1]
    sources.append(Source("权重。", "Weights.", "a:2"))
    desk.run("--list")
    assert calls == [1, 2]
    assert len(list((desk.root / ".shuyu").glob("mined-*.json"))) == 1
    # A file, then the passages again.
    desk.run("mined.json", "--list", "--top", "1")
    (desk.root / "mined.json").unlink()
    assert "mined.json, which was reviewed last, is gone" in desk.run("--list")
    desk.run(".", "--list")
    assert calls == [1, 2]
