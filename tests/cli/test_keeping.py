"""`shuyu init`, `add`, `edit` and `remove`, as they are typed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from shuyu.cli.app import run
from shuyu.cli.editor import editor_command
from shuyu.errors import Problem, StoreError
from shuyu.project import Project

TEXT = """\
# Ours.
[[term]]
id = "oss"
zh = "开源"   # short
en = "open source"

[[term]]
id = "weights"
zh = "权重"
en = ["weights", "model weights"]
"""


def building() -> ModuleType:
    """The module: the package has a function of its name."""
    return import_module("shuyu.build")


class Keeper:
    """A project, and what was printed."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.path = root / "terms.toml"
        self.capsys = capsys
        self.builds: list[Path] = []

    def run(self, *arguments: str, status: int = 0) -> str:
        """Run a command line; gives what it printed, to standard error too when it failed."""
        found = run(list(arguments))
        printed = self.capsys.readouterr()
        assert found == status, printed.err
        return printed.out if status == 0 and not printed.err else printed.out + printed.err

    @property
    def lines(self) -> list[str]:
        """The lines of `terms.toml`."""
        return self.path.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Keeper:
    """A project in the current folder whose store is not really built: building has tests of its own."""
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    (tmp_path / "terms.toml").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    keeper = Keeper(tmp_path, capsys)

    def build(project: Project, **_: object) -> Any:
        keeper.builds.append(project.root)
        return type("Outcome", (), {"problems": ()})

    monkeypatch.setattr(building(), "build", build)
    return keeper


class TestAdd:
    def test_a_new_entry(self, keeper: Keeper) -> None:
        assert keeper.run("add", "数据", "data", "--id", "data", "--subject", "IT", "--note", "n") == (
            "Added 数据 / data (data) at terms.toml:12\n"
        )
        assert keeper.lines[:11] == [*TEXT.splitlines(), ""]
        assert keeper.lines[11:] == [
            "[[term]]",
            'id = "data"',
            'subject = "IT"',
            'zh = "数据"',
            'en = "data"',
            'note = "n"',
        ]
        assert keeper.builds == [keeper.root]

    def test_every_option(self, keeper: Keeper) -> None:
        options = {
            "--status": "proposed", "--source": "s", "--definition": "d", "--pinyin": "ruǎnjiàn",
            "--zh-hant": "軟件", "--tw": "軟體", "--hk": "軟件",
        }  # fmt: skip
        keeper.run("add", "软件", "software", *(word for pair in options.items() for word in pair))
        assert keeper.lines[12:] == [
            'definition = "d"',
            'zh = { term = "软件", status = "proposed", pinyin = "ruǎnjiàn" }',
            'zh-Hant = { term = "軟件", status = "proposed" }',
            'zh-Hant-TW = { term = "軟體", status = "proposed" }',
            'zh-Hant-HK = { term = "軟件", status = "proposed" }',
            'en = { term = "software", status = "proposed" }',
            'source = "s"',
        ]

    def test_another_english_term(self, keeper: Keeper) -> None:
        assert keeper.run("add", "开源", "OSS") == "Added to 开源 / open source: 开源 / OSS (oss) at terms.toml:2\n"
        assert keeper.lines[4] == 'en = ["open source", "OSS"]'

    def test_an_entry_of_its_own(self, keeper: Keeper) -> None:
        assert keeper.run("add", "开源", "increasing income", "--new").startswith("Added 开源 / increasing income (")

    def test_another_chinese_term(self, keeper: Keeper) -> None:
        assert keeper.run("add", "开放源码", "open source") == (
            "Added 开放源码 / open source (open-source-508716) at terms.toml:12\n"
            "note: 开源 / open source (oss) has the same English. For the same meaning: --to oss\n"
        )
        assert keeper.run("add", "开放源代码", "open source", "--to", "oss").startswith("Added to 开源 / open source")
        assert keeper.lines[3] == 'zh = ["开源", "开放源代码"]   # short'

    def test_what_is_known_is_refused_with_its_place(self, keeper: Keeper) -> None:
        assert keeper.run("add", "开源", "Open Source", status=3).startswith("E407 terms.toml:2: ")
        assert keeper.path.read_text(encoding="utf-8") == TEXT
        assert keeper.builds == []

    def test_faults_of_the_terms_have_no_line(self, keeper: Keeper) -> None:
        assert keeper.run("add", "数据", "data", "--pinyin", "shu4", status=3).startswith("E217 the pinyin")

    def test_bytes_that_are_no_text(self, keeper: Keeper) -> None:
        printed = keeper.run("add", "数\udcff", "data", status=3)
        assert printed.startswith('E210 the term "数\\udcff" has a broken character (U+DCFF) in it.')
        assert keeper.run("add", "数据", "data", "--note", "\udcff", status=3).startswith(
            "E210 note has a broken character"
        )

    def test_json(self, keeper: Keeper) -> None:
        assert json.loads(keeper.run("add", "数据", "data", "--id", "data", "--json")) == {
            "action": "added",
            "id": "data",
            "path": str(keeper.path),
            "line": 12,
            "subject": None,
            "terms": [
                {"text": "数据", "language": "zh-Hans", "status": "preferred"},
                {"text": "data", "language": "en", "status": "preferred"},
            ],
            "new": True,
        }

    def test_what_was_written_is_told_before_the_store_fails(
        self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def build(project: Project, **_: object) -> None:
            raise StoreError(Problem("E301", "the store is broken"))

        monkeypatch.setattr(building(), "build", build)
        printed = keeper.run("add", "数据", "data", "--id", "data", status=3)
        assert printed == "Added 数据 / data (data) at terms.toml:12\nE301 the store is broken.\n"

    def test_problems_of_passages_are_told_and_no_failure(
        self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        outcome = type("Outcome", (), {"problems": (Problem("E104", "the file is empty", path="glossary/x.md"),)})
        monkeypatch.setattr(building(), "build", lambda project, **_: outcome)
        assert "E104 glossary/x.md: the file is empty." in keeper.run("add", "数据", "data")

    def test_from_a_folder_below_the_place_is_given_in_full(
        self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (keeper.root / "sub").mkdir()
        monkeypatch.chdir(keeper.root / "sub")
        assert f"at {keeper.path}:12" in keeper.run("add", "数据", "data")


class TestEdit:
    def test_an_entry_named_by_a_term(self, keeper: Keeper) -> None:
        assert keeper.run("edit", "model weights", "--status", "deprecated", "--text", "weights of a model") == (
            "Changed 权重 / weights (weights) at terms.toml:7\n"
        )
        assert keeper.lines[9] == 'en = ["weights", { term = "weights of a model", status = "deprecated" }]'
        assert keeper.builds == [keeper.root]

    def test_an_entry_named_by_its_id(self, keeper: Keeper) -> None:
        keeper.run(
            "edit", "oss", "--add-en", "OSS", "--add-zh", "开放源码", "--tw", "開放原始碼", "--subject", "software",
            "--pinyin", "kāi yuán", "--id", "open-source",
        )  # fmt: skip
        assert keeper.lines[2:9] == [
            'id = "open-source"',
            'zh = [{ term = "开源", pinyin = "kāi yuán" }, "开放源码"]   # short',
            'en = ["open source", "OSS"]',
            'zh-Hant-TW = "開放原始碼"',
            'subject = "software"',
            "",
            "[[term]]",
        ]

    def test_a_term_that_is_named_apart(self, keeper: Keeper) -> None:
        keeper.run("edit", "oss", "--term", "open source", "--note", "n", "--pos", "noun", "--type", "fullForm")
        assert keeper.lines[4] == 'en = { term = "open source", pos = "noun", type = "fullForm", note = "n" }'

    def test_terms_go_and_fields_go(self, keeper: Keeper) -> None:
        keeper.run("edit", "weights", "--remove-term", "weights", "--note", "x")
        assert keeper.lines[9:] == ['en = ["model weights"]', 'note = "x"']
        keeper.run("edit", "weights", "--note", "")
        assert keeper.lines[9:] == ['en = ["model weights"]']

    def test_first_terms_are_replaced(self, keeper: Keeper) -> None:
        keeper.run("edit", "oss", "--zh", "开放源码", "--en", "open-source software")
        assert keeper.lines[3:5] == ['zh = "开放源码"   # short', 'en = "open-source software"']

    def test_json(self, keeper: Keeper) -> None:
        told = json.loads(keeper.run("edit", "oss", "--subject", "s", "--json"))
        assert (told["action"], told["id"], told["line"], told["subject"]) == ("changed", "oss", 2, "s")

    @pytest.mark.parametrize(
        ("arguments", "status", "said"),
        [
            (["none", "--note", "x"], 3, 'E409 terms.toml: there is no entry "none".'),
            (["--note", "x"], 2, "E613 it is not said which entry to change."),
            (["weights", "--status", "admitted", "--term", "x"], 3, 'E223 terms.toml:7: this entry has no term "x".'),
            (["oss", "--status", "admitted"], 2, "E610 it is not said which term of the entry is meant."),
            (["oss"], 2, "E614 it is not said what to change. Say it with options"),
            ([], 2, "E614"),
            (["oss", "--status", "good"], 2, ""),
        ],
    )
    def test_what_is_refused(self, keeper: Keeper, arguments: list[str], status: int, said: str) -> None:
        assert keeper.run("edit", *arguments, status=status).startswith(said)
        assert keeper.path.read_text(encoding="utf-8") == TEXT


class TestRemove:
    def test_an_entry_goes(self, keeper: Keeper) -> None:
        assert keeper.run("remove", "开源", "--yes") == (
            "Removed 开源 / open source (oss), which stood at terms.toml:2\n"
        )
        assert keeper.lines == ["# Ours.", *TEXT.splitlines()[5:]]
        assert keeper.builds == [keeper.root]

    def test_json(self, keeper: Keeper) -> None:
        assert json.loads(keeper.run("remove", "oss", "-y", "--json"))["action"] == "removed"

    def test_in_a_pipe_it_wants_a_word(self, keeper: Keeper) -> None:
        assert keeper.run("remove", "oss", status=2) == (
            "E612 this would remove 开源 / open source (oss) at terms.toml:2, and nobody can be asked. Add --yes.\n"
        )
        assert keeper.path.read_text(encoding="utf-8") == TEXT

    @pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("\n", 1)])
    def test_on_a_terminal_it_asks(
        self, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
    ) -> None:
        terminal(monkeypatch, answer)
        printed = keeper.run("remove", "oss", status=status)
        assert "Remove 开源 / open source (oss) at terms.toml:2? [y/N]" in printed
        assert ("oss" in keeper.path.read_text(encoding="utf-8")) == bool(status)

    def test_several_entries_are_listed(self, keeper: Keeper) -> None:
        keeper.run("add", "开源", "x", "--new", "--id", "x")
        said = keeper.run("remove", "开源", "--yes", status=3)
        assert said.startswith('E408 terms.toml: "开源" stands in 2 entries: oss (line 2), x (line 12).')


def terminal(monkeypatch: pytest.MonkeyPatch, typed: str = "") -> None:
    """Make standard input and output look like a terminal."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)


class TestEditor:
    @pytest.fixture
    def started(self, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
        commands: list[list[str]] = []

        def start(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            commands.append(command)
            return subprocess.CompletedProcess(command, 0)

        monkeypatch.setattr("subprocess.run", start)
        monkeypatch.setenv("EDITOR", "nano")
        monkeypatch.delenv("VISUAL", raising=False)
        return commands

    def test_the_entry_is_opened_at_its_line(
        self, keeper: Keeper, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal(monkeypatch)
        assert keeper.run("edit", "权重") == "2 entries in terms.toml\n"
        assert started == [["nano", "+7", str(keeper.path)]]
        assert keeper.builds == [keeper.root]
        keeper.run("edit")
        assert started[1] == ["nano", "+1", str(keeper.path)]

    def test_a_file_with_faults_is_opened_at_the_first(
        self, keeper: Keeper, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal(monkeypatch)
        keeper.path.write_text(TEXT + "status = 1\n", encoding="utf-8")
        assert "E204 terms.toml:11" in keeper.run("edit", "oss", status=3)
        assert started == [["nano", "+11", str(keeper.path)]]
        assert keeper.builds == []

    def test_an_editor_that_fails(
        self, keeper: Keeper, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terminal(monkeypatch)
        monkeypatch.setattr("subprocess.run", lambda command, **_: subprocess.CompletedProcess(command, 1))
        assert keeper.run("edit", status=2).startswith('E615 the editor "nano" ended with status 1.')

        def refuse(command: list[str], **_: object) -> None:
            raise FileNotFoundError(2, "No such file or directory")

        monkeypatch.setattr("subprocess.run", refuse)
        said = 'E615 the editor "nano" cannot be started: No such file or directory. Name one in the variable EDITOR.\n'
        assert keeper.run("edit", status=2) == said

    @pytest.mark.parametrize(
        ("environment", "windows", "command"),
        [
            ({}, False, ["vi", "+3", "t.toml"]),
            ({}, True, ["notepad", "t.toml"]),
            ({"EDITOR": "  "}, False, ["vi", "+3", "t.toml"]),
            ({"EDITOR": "vim", "VISUAL": "emacs -nw"}, False, ["emacs", "-nw", "+3", "t.toml"]),
            ({"EDITOR": "'/opt/my editor/vim' -u NONE"}, False, ["/opt/my editor/vim", "-u", "NONE", "+3", "t.toml"]),
            (
                {"EDITOR": '"C:\\Program Files\\Microsoft VS Code\\Code.exe" -w'},
                True,
                ["C:\\Program Files\\Microsoft VS Code\\Code.exe", "-w", "--goto", "t.toml:3"],
            ),
            ({"EDITOR": "codium"}, False, ["codium", "--wait", "--goto", "t.toml:3"]),
            ({"EDITOR": "hx"}, False, ["hx", "t.toml:3"]),
            ({"EDITOR": "notepad++.exe"}, True, ["notepad++.exe", "-n3", "t.toml"]),
            ({"EDITOR": "open -e"}, False, ["open", "-e", "t.toml"]),
        ],
    )
    def test_each_editor_is_told_the_line_its_way(
        self, environment: dict[str, str], windows: bool, command: list[str]
    ) -> None:
        assert editor_command(Path("t.toml"), 3, environment, windows=windows) == command


class TestInit:
    def test_a_new_project(self, keeper: Keeper) -> None:
        printed = keeper.run("init", "p", "--title", "Law", "--languages", "zh-HK, en")
        assert printed.startswith(
            f"Made a project in {keeper.root / 'p'}: terms.toml, glossary/welcome.zh-Hant.md, glossary/welcome.en.md."
        )
        settings = Project(keeper.root / "p").settings()
        assert (settings.title, settings.languages) == ("Law", ("zh-Hant-HK", "en"))
        assert keeper.builds == []

    def test_a_title_that_is_no_text(self, keeper: Keeper) -> None:
        keeper.run("init", "p", "--title", "a\udcff\nb")
        assert Project(keeper.root / "p").settings().title == "a? b"

    def test_nothing_is_overwritten(self, keeper: Keeper) -> None:
        assert keeper.run("init", status=3).startswith(f"E406 {keeper.path}: this file is there already.")
        assert keeper.path.read_text(encoding="utf-8") == TEXT
        told = json.loads(keeper.run("init", "--force", "--json"))
        assert told["files"][0] == str(keeper.path)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without any project, with a data folder of their own."""
    # Set, not deleted: what the option --project sets is then undone too.
    monkeypatch.setenv("SHUYU_PROJECT", "")
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path / "data")
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    return tmp_path / "data"


def test_the_store_follows(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the real build, from the first `init` to the last `remove`."""
    assert run(["init", "p"]) == 0
    project = Project(Path("p").absolute())
    assert run(["-C", "p", "add", "数据", "data"]) == 0
    assert [hit.concept.in_language("en")[0].text for hit in project.lookup("數據")] == ["data"]
    assert run(["-C", "p", "edit", "数据", "--en", "datum"]) == 0
    assert [hit.concept.in_language("en")[0].text for hit in project.lookup("数据")] == ["datum"]
    assert run(["-C", "p", "remove", "数据", "--yes"]) == 0
    assert project.lookup("数据") == ()
    assert project.stale() == []
    assert capsys.readouterr().err == ""


def test_outside_any_project_the_person_s_own_is_used(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "数据", "data"]) == 0
    assert f"at {home / 'terms.toml'}:" in capsys.readouterr().out
    assert run(["lookup", "数据"]) == 0
    assert "data" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_a_real_terminal_is_asked_and_edits(tmp_path: Path) -> None:
    import pty

    (tmp_path / "terms.toml").write_text(TEXT, encoding="utf-8")
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\nline, path = sys.argv[1:]\ntext = open(path, encoding='utf-8').read()\n"
        "open(path, 'w', encoding='utf-8').write(text + '# ' + line + '\\n')\n"
    )
    environment = {
        **os.environ,
        "SHUYU_PROJECT": str(tmp_path),
        "VISUAL": f"{sys.executable} {editor}",
        "PYTHONUTF8": "1",
        "TERM": "dumb",
    }

    def on_a_terminal(*arguments: str, typed: bytes = b"") -> tuple[int, str]:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "shuyu", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
        )
        os.close(theirs)
        os.write(ours, typed)
        shown = b""
        try:
            while chunk := os.read(ours, 4096):
                shown += chunk
        except OSError:
            pass  # Linux says so when the other end is closed.
        status = process.wait(timeout=60)
        os.close(ours)
        return status, shown.decode()

    status, shown = on_a_terminal("edit", "weights")
    assert status == 0, shown
    assert (tmp_path / "terms.toml").read_text(encoding="utf-8").endswith("# +7\n")
    status, shown = on_a_terminal("remove", "oss", typed=b"y\n")
    assert status == 0, shown
    assert "[y/N]" in shown
    assert "oss" not in (tmp_path / "terms.toml").read_text(encoding="utf-8")
