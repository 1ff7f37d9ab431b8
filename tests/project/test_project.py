"""Finding, reading and changing projects."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shuyu.errors import InputError, Problem, ProjectError, ShuyuError, TermsError, UsageError
from shuyu.project import Project, create_project, find_project


@pytest.fixture(autouse=True)
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No project around, none named, and a data folder of its own."""
    data = tmp_path / "person" / "shuyu"
    monkeypatch.delenv("SHUYU_PROJECT", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: data)
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    monkeypatch.chdir(outside)
    return data


def make(folder: Path, text: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "terms.toml").write_text(text, encoding="utf-8")
    return folder


class TestFinding:
    def test_walking_up(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        root = make(tmp_path / "p")
        (root / "a" / "b").mkdir(parents=True)
        assert find_project(start=root / "a" / "b") == Project(root)
        monkeypatch.chdir(root / "a")
        assert find_project() == Project(root)

    def test_the_nearest_one(self, tmp_path: Path) -> None:
        make(tmp_path / "p")
        inner = make(tmp_path / "p" / "inner")
        assert find_project(start=inner).root == inner

    def test_a_folder_called_terms_toml_is_none(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p")
        (root / "sub" / "terms.toml").mkdir(parents=True)
        assert find_project(start=root / "sub").root == root

    def test_the_variable_wins_over_the_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(make(tmp_path / "here"))
        named = make(tmp_path / "named")
        monkeypatch.setenv("SHUYU_PROJECT", str(named))
        assert find_project().root == named

    def test_the_option_wins_over_the_variable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SHUYU_PROJECT", str(make(tmp_path / "named")))
        chosen = make(tmp_path / "chosen")
        assert find_project(chosen).root == chosen
        assert find_project(str(chosen / "terms.toml")).root == chosen
        monkeypatch.chdir(tmp_path)
        assert find_project(Path("chosen")).root == chosen

    def test_a_chosen_folder_must_be_a_project_itself(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        root = make(tmp_path / "p")
        (root / "sub").mkdir()
        with pytest.raises(ProjectError) as caught:
            find_project(root / "sub")
        sub = root / "sub"
        assert str(caught.value) == (
            f'E402 {sub}: there is no terms.toml in this folder. "shuyu init {sub}" makes a project there.'
        )
        monkeypatch.setenv("SHUYU_PROJECT", str(tmp_path / "none"))
        with pytest.raises(ProjectError) as caught:
            find_project()
        assert "there is no such folder (named by SHUYU_PROJECT)" in str(caught.value)

    def test_the_person_s_own_is_made_on_first_use(self, nobody: Path) -> None:
        project = find_project()
        assert project == Project(nobody, is_personal=True)
        assert project.read_terms().concepts == ()
        assert project.settings().title == "My glossary"
        project.terms_path.write_text('[[term]]\nen = "a"\n', encoding="utf-8")
        assert len(find_project().read_terms().concepts) == 1

    @pytest.mark.skipif(os.name == "nt", reason="Windows does not let a folder in use go")
    def test_the_current_folder_is_gone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nobody: Path) -> None:
        (tmp_path / "gone").mkdir()
        monkeypatch.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        assert find_project().root == nobody

    def test_the_person_s_own_has_a_store_from_the_start(self) -> None:
        assert find_project().lookup("x") == ()

    def test_the_person_s_own_cannot_be_made(self, nobody: Path) -> None:
        nobody.parent.write_text("a file")
        with pytest.raises(ProjectError, match="E401"):
            find_project()

    def test_nothing_heavy_is_imported(self, tmp_path: Path) -> None:
        make(tmp_path / "p")
        code = (
            "import sys\nfrom shuyu.project import find_project\n"
            f"find_project({str(tmp_path / 'p')!r})\n"
            "print(*sorted(m for m in sys.modules if m.split('.')[0] in "
            "{'tomli', 'tomlkit', 'platformdirs', 'filelock', 'tempfile', 'json', 'typer'} or m.startswith('shuyu')))"
        )
        # Without what measures coverage in this process, which would be imported there too.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        assert done.stdout.split() == ["shuyu", "shuyu.errors", "shuyu.project", "shuyu.walk"]


class TestReading:
    def test_faults_name_the_file(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p", "x = 1\n"))
        with pytest.raises(TermsError, match=r"E204 terms\.toml:1: "):
            project.read_terms()
        assert project.settings().title is None

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"E101 terms\.toml: cannot read"):
            Project(tmp_path).read_terms()


class TestPassages:
    def test_files_by_their_path_in_the_project(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p")
        for name in (
            "b.md",
            "a.txt",
            "sub/c.html",
            ".hidden.md",
            ".git/x.md",
            "x.md~",
            "~$d.docx",
            "Thumbs.db",
            "sub/.y",
        ):
            path = root / "glossary" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x")
        files = Project(root).passage_files()
        assert list(files) == ["glossary/a.txt", "glossary/b.md", "glossary/sub/c.html"]
        assert files["glossary/sub/c.html"] == root / "glossary" / "sub" / "c.html"

    def test_no_passages_at_all(self, tmp_path: Path) -> None:
        assert Project(make(tmp_path / "p")).passage_files() == {}

    def test_the_folders_of_the_settings(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p", '[glossary]\npassages = ["texts", "one.md", "texts/sub"]\n')
        (root / "texts" / "sub").mkdir(parents=True)
        (root / "texts" / "sub" / "a.md").write_text("x")
        (root / "one.md").write_text("x")
        assert list(Project(root).passage_files()) == ["one.md", "texts/sub/a.md"]

    def test_the_whole_project_may_be_the_folder(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p", '[glossary]\npassages = "."\n')
        (root / "a.md").write_text("x")
        Project(root).make_hidden_folder()
        assert list(Project(root).passage_files()) == ["a.md"]

    def test_a_folder_that_is_named_and_not_there(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p", '[glossary]\npassages = ["texts", "glossary"]\n')
        with pytest.raises(InputError) as caught:
            Project(root).passage_files()
        assert [problem.path for problem in caught.value.problems] == [str(root / "texts"), str(root / "glossary")]

    def test_paths_that_are_given(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        root = make(tmp_path / "p")
        (root / "in.md").write_text("x")
        outside = tmp_path / "out"
        outside.mkdir()
        (outside / "o.md").write_text("x")
        monkeypatch.chdir(tmp_path)
        files = Project(root).passage_files(["out", root / "in.md", "p/../p/in.md"])
        assert files.keys() == {"in.md", (outside / "o.md").as_posix()}
        with pytest.raises(InputError, match=r"E101 .*none: there is no such file or folder"):
            Project(root).passage_files(["none"])

    def test_links(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p")
        folder = root / "glossary"
        folder.mkdir()
        (folder / "a.md").write_text("x")
        try:
            (folder / "loop").symlink_to(root, target_is_directory=True)
            (folder / "self").symlink_to(folder, target_is_directory=True)
            (folder / "broken.md").symlink_to(folder / "none")
        except OSError:
            pytest.skip("this system makes no links")
        # A link to nowhere is kept, so that the build can say that it cannot be read.
        assert list(Project(root).passage_files()) == ["glossary/a.md", "glossary/broken.md"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_what_is_no_file_is_left_out(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p")
        (root / "glossary").mkdir()
        os.mkfifo(root / "glossary" / "pipe")
        assert Project(root).passage_files() == {}

    def test_a_folder_that_cannot_be_listed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        root = make(tmp_path / "p")
        (root / "glossary").mkdir()

        def refuse(path: Path) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("os.scandir", refuse)
        with pytest.raises(InputError, match=r"E101 .*glossary: cannot list this folder: Permission denied"):
            Project(root).passage_files()

    def test_names_are_composed(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p")
        (root / "glossary").mkdir()
        (root / "glossary" / "cafe\u0301.md").write_text("x")
        assert list(Project(root).passage_files()) == ["glossary/caf\u00e9.md"]

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes as a name")
    def test_a_name_that_is_no_text(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p")
        (root / "glossary").mkdir()
        Path(os.fsdecode(os.fsencode(root / "glossary") + b"/\xff.md")).write_text("x")
        (name,) = Project(root).passage_files()
        assert name == "glossary/\ufffd.md"


class TestChanging:
    def test_what_is_changed_is_written(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p", "# 一\n"))
        assert project.change_terms(lambda text: (text + "# 二\n", 5)) == 5
        assert project.terms_path.read_bytes() == "# 一\n# 二\n".encode()

    def test_line_ends_and_the_byte_order_mark_stay(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p"))
        data = "\ufeff# 一\r\n# 二".encode()
        project.terms_path.write_bytes(data)
        project.change_terms(lambda text: (text + "!", None))
        assert project.terms_path.read_bytes() == data + b"!"

    def test_nothing_to_change(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p", "# x\n"))
        before = project.terms_path.stat()
        project.change_terms(lambda text: (text, None))
        assert project.terms_path.stat() == before

    def test_somebody_else_was_quicker(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p", "# x\n"))

        def change(text: str) -> tuple[str, None]:
            project.terms_path.write_text("# y\n", encoding="utf-8")
            return text + "# z\n", None

        with pytest.raises(ProjectError, match=r"E405 terms\.toml: the file was changed by somebody else just now"):
            project.change_terms(change)
        assert project.terms_path.read_text(encoding="utf-8") == "# y\n"

    def test_a_change_that_fails_changes_nothing(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p", "# x\n"))

        def change(text: str) -> tuple[str, None]:
            raise TermsError(Problem("E200", "no"))

        with pytest.raises(TermsError):
            project.change_terms(change)
        assert project.terms_path.read_text(encoding="utf-8") == "# x\n"
        project.change_terms(lambda text: (text + "# y\n", None))

    def test_one_at_a_time(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        project = Project(make(tmp_path / "p"))
        monkeypatch.setattr("shuyu.project._PATIENCE_SECONDS", 0.1)
        code = (
            "import sys\nfrom pathlib import Path\nfrom shuyu.project import Project\n"
            "with Project(Path(sys.argv[1])).lock():\n    print('held', flush=True)\n    sys.stdin.read()\n"
        )
        other = subprocess.Popen(
            [sys.executable, "-c", code, str(project.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(ProjectError, match=r"E404 .*another shuyu is changing"):
            project.change_terms(lambda text: (text, None))
        other.communicate("", timeout=20)
        project.change_terms(lambda text: (text, None))

    def test_many_at_once_lose_nothing(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p"))
        code = (
            "import sys\nfrom pathlib import Path\nfrom shuyu.project import Project\n"
            "for n in range(5):\n"
            "    Project(Path(sys.argv[1])).change_terms(lambda text: (text + f'# {sys.argv[2]}{n}\\n', None))\n"
        )
        others = [subprocess.Popen([sys.executable, "-c", code, str(project.root), name]) for name in "abc"]
        assert [other.wait(timeout=60) for other in others] == [0, 0, 0]
        lines = project.terms_path.read_text(encoding="utf-8").splitlines()
        assert sorted(lines) == sorted(f"# {name}{n}" for name in "abc" for n in range(5))

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not hold for this user")
    def test_a_read_only_folder(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p"))
        project.root.chmod(0o555)
        try:
            with pytest.raises(ProjectError, match="E401"):
                project.change_terms(lambda text: (text + "# x\n", None))
        finally:
            project.root.chmod(0o755)

    def test_the_hidden_folder_cannot_be_made(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p"))
        (project.root / ".shuyu").write_text("a file")
        with pytest.raises(ProjectError, match="E401"):
            project.change_terms(lambda text: (text + "# x\n", None))

    def test_the_lock_file_cannot_be_made(self, tmp_path: Path) -> None:
        project = Project(make(tmp_path / "p"))
        (project.make_hidden_folder() / "terms.lock").mkdir()
        with pytest.raises(ProjectError, match=r"E401|E404"), project.lock():
            pass

    def test_the_hidden_folder_is_kept_out_of_version_control(self, tmp_path: Path) -> None:
        folder = Project(make(tmp_path / "p")).make_hidden_folder()
        assert (folder / ".gitignore").read_text() == "*\n"
        (folder / "terms.schema.json").write_text("old")
        Project(tmp_path / "p").make_hidden_folder()
        assert '"$schema"' in (folder / "terms.schema.json").read_text(encoding="utf-8")


class TestMaking:
    def test_a_new_project(self, tmp_path: Path) -> None:
        project, files = create_project(tmp_path / "new" / "p", title='Law "and" order')
        assert [file.relative_to(project.root).as_posix() for file in files] == [
            "terms.toml",
            "glossary/welcome.zh-Hans.md",
            "glossary/welcome.en.md",
        ]
        terms = project.read_terms()
        assert terms.settings.title == 'Law "and" order'
        assert [t.text for t in terms.concepts[0].terms] == ["术语表", "glossary"]
        assert project.terms_path.read_text(encoding="utf-8").startswith("#:schema .shuyu/terms.schema.json\n")
        assert (project.root / ".shuyu" / "terms.schema.json").is_file()

    @pytest.mark.parametrize("languages", [["zh-Hans", "en"], ["zh-TW", "en"], ["en", "zh-HK"], ["zh"]])
    def test_everything_that_the_comments_show_can_be_read(self, tmp_path: Path, languages: list[str]) -> None:
        project, files = create_project(tmp_path / "p", languages=languages)
        text = project.terms_path.read_text(encoding="utf-8")
        lines = text.splitlines()
        rich = [line.removeprefix("# ") for line in lines[lines.index("# [[term]]") :]]
        settings = [line.removeprefix("# ") for line in lines if line.startswith("# ") and " = " in line][:4]
        at = lines.index(next(line for line in lines if line.startswith("languages")))
        project.terms_path.write_text(
            "\n".join([*lines[: at + 1], *settings, *lines[at + 1 :], *rich]), encoding="utf-8"
        )
        terms = project.read_terms()
        assert len(terms.concepts) == 2
        assert terms.settings.licence == "CC-BY-4.0"
        assert terms.concepts[1].terms[1].pinyin
        traditional = languages[0] == "zh-TW" or "zh-HK" in languages
        assert any("術" in file.read_text(encoding="utf-8") for file in files) == traditional or not traditional
        assert files[1].name == ("welcome.zh-Hant.md" if traditional else "welcome.zh-Hans.md")

    def test_the_folder_s_name_is_the_title(self, tmp_path: Path) -> None:
        assert create_project(tmp_path / "合同法")[0].settings().title == "合同法"

    def test_nothing_is_overwritten_unasked(self, tmp_path: Path) -> None:
        root = make(tmp_path / "p", "# mine\n")
        with pytest.raises(ProjectError) as caught:
            create_project(root)
        assert str(caught.value) == (
            f"E406 {root / 'terms.toml'}: this file is there already. Nothing was written. "
            "Take another folder, or add --force to begin anew and lose what it says."
        )
        assert [path.name for path in root.iterdir()] == ["terms.toml"]
        create_project(root, force=True)
        assert Project(root).settings().title == "p"

    def test_a_folder_with_passages_gets_no_sample(self, tmp_path: Path) -> None:
        (tmp_path / "p" / "glossary").mkdir(parents=True)
        (tmp_path / "p" / "glossary" / "mine.md").write_text("x")
        (tmp_path / "p" / "README").write_text("x")
        _, files = create_project(tmp_path / "p")
        assert [file.name for file in files] == ["terms.toml"]

    def test_a_language_that_is_not_known(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match='E601 language "tlh" is not known'):
            create_project(tmp_path / "p", languages=["tlh"])
        assert not (tmp_path / "p").exists()

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(ShuyuError, match="E401"):
            create_project(tmp_path / "file" / "p")
