"""`shuyu import`, `export`, `diff` and `merge`, as they are typed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shuyu.cli.app import run

TEXT = """\
[glossary]
title = "Ours"

# First.
[[term]]
id = "oss"
subject = "Software"
zh = "开源"   # short
en = "open source"

[[term]]
id = "model"
zh = "模型"
en = ["model", { term = "mould", status = "forbidden" }]
definition = "What was learned."
"""


class Desk:
    """A project, and what is printed in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capsys = capsys
        self.out = self.err = ""

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run a command line; gives what it printed to standard output."""
        found = run(list(arguments))
        printed = self._capsys.readouterr()
        self.out, self.err = printed.out, printed.err
        assert found == status, self.err
        return self.out

    def write(self, name: str, text: str) -> Path:
        """A file of the project."""
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return path

    def terms(self) -> str:
        """The text of terms.toml."""
        return (self.root / "terms.toml").read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    (tmp_path / "terms.toml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    return Desk(tmp_path, capsys)


THEIRS = (
    TEXT.replace('"Ours"', '"Theirs"').replace("What was learned.", "Something else.")
    + '\n[[term]]\nzh = "词元"\nen = "token"\n'
)


# Import


def test_a_list_becomes_a_collection_and_is_found(desk: Desk) -> None:
    desk.write("client.toml", THEIRS)
    assert desk.run("import", "client.toml") == "client.toml (terms.toml of shuyu): 3 concepts: 3 added. In client.\n"
    hits = json.loads(desk.run("lookup", "--json", "词元"))["hits"]
    assert [(hit["collection"]["name"], hit["collection"]["origin"]) for hit in hits] == [("client", "imported")]
    before = (desk.root / ".shuyu/collections/client.json").read_bytes()
    assert "3 known already" in desk.run("import", "client.toml")
    assert (desk.root / ".shuyu/collections/client.json").read_bytes() == before


def test_a_collection_outlives_the_store(desk: Desk) -> None:
    desk.write("client.toml", THEIRS)
    desk.run("import", "client.toml", "--priority", "4", "--licence", "CC0-1.0")
    for path in (desk.root / ".shuyu").glob("store.db*"):
        path.unlink()
    desk.run("build")
    assert "词元" in desk.run("lookup", "token")
    (desk.root / ".shuyu/collections/client.json").unlink()
    desk.run("build")
    desk.run("lookup", "token", status=1)


def test_what_differs_is_told_and_waits(desk: Desk) -> None:
    desk.write("theirs.toml", THEIRS)
    desk.run("import", "--curated", "theirs.toml", status=1)
    assert "conflict in 模型 = model (model): definition: ours What was learned.; theirs Something else." in desk.err
    assert "Nothing was written" in desk.err
    assert desk.terms() == TEXT
    desk.run("import", "--curated", "--merge", "both", "theirs.toml")
    assert 'definition = "What was learned.\\nSomething else."' in desk.terms() or '"""' in desk.terms()
    assert 'en = "token"' in desk.terms()
    assert "# First." in desk.terms()
    changed = desk.terms()
    desk.run("import", "--curated", "--merge", "both", "theirs.toml")
    assert desk.terms() == changed


def test_a_dry_run_shows_and_changes_nothing(desk: Desk) -> None:
    desk.write("theirs.toml", THEIRS)
    out = desk.run("import", "--curated", "--dry-run", "--merge", "theirs", "theirs.toml")
    assert "~ 模型 = model  model\n    definition: What was learned. → Something else.\n" in out
    assert "+ 词元 = token" in out
    assert desk.terms() == TEXT
    (values,) = map(json.loads, desk.run("import", "--dry-run", "--json", "theirs.toml").splitlines())
    assert (values["added"], values["written"], len(values["differences"])) == (3, False, 3)
    assert not (desk.root / ".shuyu/collections").exists()


def test_replace_makes_the_collection_what_the_file_says(desk: Desk) -> None:
    desk.write("client.toml", THEIRS)
    desk.run("import", "client.toml")
    desk.write("client.toml", TEXT.replace("What was learned.", "New."))
    desk.run("import", "client.toml", status=1)
    assert "1 changed, 1 removed" in desk.run("import", "--replace", "client.toml")
    kept = json.loads((desk.root / ".shuyu/collections/client.json").read_text(encoding="utf-8"))
    assert [one.get("definition") for one in kept["concepts"]] == [None, "New."]


def test_forgetting_a_collection(desk: Desk) -> None:
    desk.write("client.toml", THEIRS)
    desk.run("import", "client.toml")
    assert desk.run("import", "--remove", "client") == "client is forgotten.\n"
    desk.run("lookup", "token", status=1)
    desk.run("import", "--remove", "client", status=3)
    assert desk.err.startswith("E411")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "E616 there is nothing to import"),
        (["no.tbx"], 3, "E101 no.tbx: cannot read"),
        (["odd.xyz"], 3, "E107 odd.xyz: the format of this term list is not known"),
        (["theirs.toml", "--format", "nonsense"], 2, "E641"),
        (["theirs.toml", "--collection", "a/b"], 2, "E643"),
        (["theirs.toml", "--collection", "mined"], 2, "E643"),
        (["theirs.toml", "--curated", "--priority", "2"], 2, "E616"),
        (["theirs.toml", "--replace", "--merge", "ours"], 2, "E616"),
        (["theirs.toml", "--map", "nonsense"], 2, "E643"),
        (["theirs.toml", "--lang", "tlh"], 2, "E601"),
        (["broken.toml"], 3, "E201 broken.toml:1"),
    ],
)
def test_what_cannot_be_imported(desk: Desk, arguments: list[str], status: int, said: str) -> None:
    desk.write("theirs.toml", THEIRS)
    desk.write("odd.xyz", "nothing known")
    desk.write("broken.toml", "[[term\n")
    desk.run("import", *arguments, status=status)
    assert desk.err.startswith(said)
    assert not (desk.root / ".shuyu/collections").exists()


# Export


def test_a_list_goes_out_and_comes_back(desk: Desk) -> None:
    assert desk.run("export", "-o", "list.json") == "list.json: 2 concepts, JSON of shuyu, lossless.\n"
    assert desk.run("diff", "terms.toml", "list.json") == ""
    assert desk.run("export", "--format", "json").startswith('{"format": "shuyu terms"')


def test_nothing_is_overwritten_unasked(desk: Desk) -> None:
    desk.write("list.json", "mine")
    desk.run("export", "-o", "list.json", status=3)
    assert desk.err.startswith("E406 list.json")
    assert (desk.root / "list.json").read_text() == "mine"
    desk.run("export", "-o", "list.json", "--force")
    assert (desk.root / "list.json").read_text() != "mine"


def exported(desk: Desk, *arguments: str) -> list[list[str]]:
    document = json.loads(desk.run("export", "--format", "json", *arguments))
    return [[term["term"] for term in concept["terms"]] for concept in document["concepts"]]


def test_only_what_is_asked_for(desk: Desk) -> None:
    desk.write("page.md", "这是開源的。")
    assert exported(desk, "--subject", "software") == [["开源", "open source"]]
    assert exported(desk, "--status", "forbidden") == [["mould"]]
    assert exported(desk, "--for", "page.md") == [["开源", "open source"]]
    assert exported(desk, "--lang", "en,zh-TW") == [["open source", "開源"], ["model", "mould", "模型"]]
    assert "made by script conversion" in desk.err


def test_an_imported_collection_goes_out(desk: Desk) -> None:
    desk.write("client.toml", THEIRS)
    desk.run("import", "client.toml")
    assert len(exported(desk, "--collection", "client")) == 3
    assert len(exported(desk, "--collection", "client", "--collection", "terms.toml")) == 5


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_since_a_day_asks_version_control(desk: Desk) -> None:
    def git(*arguments: str, day: str = "2026-11-01") -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        stamp = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00"}
        subprocess.run(
            ["git", *who, *arguments], cwd=desk.root, check=True, capture_output=True, env={**os.environ, **stamp}
        )

    git("init")
    git("add", "terms.toml")
    git("commit", "-m", "one")
    desk.write("terms.toml", TEXT.replace("What was learned.", "New."))
    assert exported(desk, "--since", "2026-11-02") == [["模型", "model", "mould"]]
    assert len(exported(desk, "--since", "2026-10-01")) == 2


def test_since_a_day_without_version_control(desk: Desk) -> None:
    desk.write("terms.toml", TEXT + 'modified = "2026-11-02"\n')
    assert exported(desk, "--since", "2026-11-01") == [["模型", "model", "mould"]]
    assert "not under version control" in desk.err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "E642 it is not said in which format to write"),
        (["-o", "list.xyz"], 3, "E107 list.xyz"),
        (["--format", "nonsense"], 2, "E641"),
        (["--format", "json", "--status", "good"], 2, "E644"),
        (["--format", "json", "--since", "yesterday"], 2, "E644"),
        (["--format", "json", "--sort", "length"], 2, "E644"),
        (["--format", "json", "--set", "colour=red"], 2, "E644"),
        (["--format", "json", "--lang", "tlh"], 2, "E601"),
        (["--format", "json", "--subject", "Nothing"], 3, "E412 there is nothing to export"),
        (["--format", "json", "--for", "no.md"], 3, "E101 no.md"),
    ],
)
def test_what_cannot_be_exported(desk: Desk, arguments: list[str], status: int, said: str) -> None:
    desk.run("export", *arguments, status=status)
    assert desk.err.startswith(said)


# Diff


def test_a_difference_is_told_by_concept(desk: Desk) -> None:
    desk.write("theirs.toml", THEIRS)
    out = desk.run("diff", "terms.toml", "theirs.toml", status=1)
    assert out.splitlines()[:2] == ["~ 模型 = model  model", "    definition: What was learned. → Something else."]
    assert out.splitlines()[2].startswith("+ 词元 = token  ")
    assert desk.err == "1 concept added, 1 concept changed\n"
    lines = [
        json.loads(line) for line in desk.run("diff", "--json", "theirs.toml", "terms.toml", status=1).splitlines()
    ]
    assert [(one["kind"], one["concept"]) for one in lines] == [
        ("changed", "模型 = model"),
        ("removed", "词元 = token"),
    ]


# Merge


def test_both_sides_changes_are_taken(desk: Desk) -> None:
    desk.write("base.toml", TEXT)
    desk.write("ours.toml", TEXT.replace('en = "open source"', 'en = ["open source", "OSS"]'))
    desk.write("theirs.toml", TEXT.replace("What was learned.", "New."))
    merged = desk.run("merge", "base.toml", "ours.toml", "theirs.toml")
    assert merged == TEXT.replace('en = "open source"', 'en = ["open source", "OSS"]').replace(
        "What was learned.", "New."
    )


def test_a_conflict_stands_above_its_entry(desk: Desk) -> None:
    desk.write("base.toml", TEXT)
    desk.write("ours.toml", TEXT.replace("What was learned.", "A."))
    desk.write("theirs.toml", TEXT.replace("What was learned.", "B."))
    remark = '# conflict in 模型 = model (model): definition: ours A.; theirs B.\n[[term]]\nid = "model"'
    merged = desk.run("merge", "base.toml", "ours.toml", "theirs.toml", status=1)
    assert remark in merged
    assert "1 conflict to settle" in desk.err
    desk.run("merge", "--merge", "theirs", "-o", "merged.toml", "base.toml", "ours.toml", "theirs.toml")
    assert 'definition = "B."' in (desk.root / "merged.toml").read_text(encoding="utf-8")


def test_other_formats_merge_too(desk: Desk) -> None:
    desk.run("export", "-o", "base.json")
    shutil.copy("base.json", "ours.json")
    desk.write("theirs.toml", THEIRS)
    out = desk.run("merge", "base.json", "ours.json", "theirs.toml")
    assert [one.get("definition") for one in json.loads(out)["concepts"]] == [None, "Something else.", None]


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_as_git_s_merge_driver(desk: Desk) -> None:
    def git(*arguments: str, check: bool = True) -> int:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        return subprocess.run(["git", *who, *arguments], cwd=desk.root, check=check, capture_output=True).returncode

    git("init", "-b", "main")
    git("config", "merge.shuyu.driver", f'"{sys.executable}" -m shuyu merge --in-place %O %A %B')
    desk.write(".gitattributes", "terms.toml merge=shuyu\n")
    git("add", "-A")
    git("commit", "-m", "one")
    git("checkout", "-b", "other")
    desk.write("terms.toml", TEXT + '\n[[term]]\nzh = "词元"\nen = "token"\n')
    git("commit", "-am", "two")
    git("checkout", "main")
    desk.write("terms.toml", TEXT + '\n[[term]]\nzh = "权重"\nen = "weights"\n')
    git("commit", "-am", "three")
    assert git("merge", "other", check=False) == 0
    assert '"weights"' in desk.terms()
    assert '"token"' in desk.terms()


def test_options_that_exclude_each_other(desk: Desk) -> None:
    desk.run("merge", "terms.toml", "terms.toml", "terms.toml", "--in-place", "-o", "x.toml", status=2)
    desk.write("x.toml", "mine")
    desk.run("merge", "terms.toml", "terms.toml", "terms.toml", "-o", "x.toml", status=3)
    assert desk.err.startswith("E406 x.toml")
