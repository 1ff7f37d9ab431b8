"""Bad input: every one a clear message with file and line, a status that is not 0, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shuyu.build import build
from shuyu.cli.app import run
from shuyu.project import Project
from tests.build.snapshot import snapshot
from tests.unprivileged import run_unprivileged

TERMS = '[glossary]\ntitle = "Test"\n\n[[term]]\nzh = "开放权重"\nen = "open weights"\n'

# What is put where in a good project, and what the message must hold.
TERMS_FAULTS = {
    "broken TOML": (TERMS + 'note = "open\n', "E201 terms.toml:7"),
    "unknown key": (TERMS + 'titel = "x"\n', 'E204 terms.toml:7: key "titel" is not known'),
    "unknown status": (
        TERMS + '\n[[term]]\nzh = [{ term = "术语", status = "prefered" }]\n',
        'E203 terms.toml:9: status "prefered" is not known. Use one of: preferred, admitted,',
    ),
    "duplicate id": (
        TERMS + 'id = "a"\n[[term]]\nid = "a"\nzh = "术语"\nen = "term"\n',
        'E212 terms.toml:9: the id "a" stands twice',
    ),
}
PASSAGE_FAULTS: dict[str, tuple[str, bytes, str]] = {
    "binary": ("scan.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "E102 glossary/scan.txt: this is not text but a PNG image"),
    "empty": ("empty.md", b"", "E104 glossary/empty.md: the file is empty."),
    "a very long line": ("long.txt", b"x" * 100_000_000, "E105 glossary/long.txt:1: the line has more than 1,000,000"),
    "invalid UTF-8": (
        "bad.txt",
        "第一行没有问题。\n第二行有".encode() + b"\xff\xfe" + "问题。\n第三行没有问题。\n".encode(),
        "E103 glossary/bad.txt:2",
    ),
    "an unknown kind": ("notes.xyz", "术语".encode(), "E107 glossary/notes.xyz"),
    "broken TMX": ("memory.tmx", b"<tmx version='1.4'><body><tu><tuv>", "E108 glossary/memory.tmx:1"),
    "entities": (
        "bomb.tmx",
        b'<?xml version="1.0"?>\n<!DOCTYPE tmx [<!ENTITY a "aaaa">]>\n<tmx version="1.4"><body/></tmx>\n',
        "E109 glossary/bomb.tmx",
    ),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "terms.toml").write_text(TERMS, encoding="utf-8")
    (tmp_path / "glossary" / "a.zh.md").write_text("它以开放权重的方式发布。\n", encoding="utf-8")
    (tmp_path / "glossary" / "a.en.md").write_text("It is released with open weights.\n", encoding="utf-8")
    made = Project(tmp_path)
    build(made)
    monkeypatch.setenv("SHUYU_PROJECT", str(tmp_path))
    yield made
    assert made.terms_path.exists()


@pytest.mark.parametrize("fault", TERMS_FAULTS)
def test_terms_that_cannot_be_read(fault: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(project)
    text, message = TERMS_FAULTS[fault]
    project.terms_path.write_text(text, encoding="utf-8")
    assert run(["build"]) == 3
    assert message in capsys.readouterr().err
    assert snapshot(project) == before
    assert run(["lookup", "开放权重"]) == 0
    assert "terms.toml has changed since the last build" in capsys.readouterr().err


def test_all_faults_of_a_file_are_told_at_once(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.terms_path.write_text(TERMS + 'zhh = "x"\n[[term]]\nzh = ""\nen = 3\n', encoding="utf-8")
    assert run(["build"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[1] for line in lines] == ["7", "9", "10"]


@pytest.mark.parametrize("fault", PASSAGE_FAULTS)
def test_passages_that_cannot_be_read(fault: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(project)
    name, data, message = PASSAGE_FAULTS[fault]
    (project.root / "glossary" / name).write_bytes(data)
    assert run(["build"]) == 3
    output = capsys.readouterr()
    assert message in output.err
    assert output.err.count("\n") == 1
    assert snapshot(project) == before


def _unfinished(path: Path) -> None:
    path.write_bytes(b"")


def _another_program_s(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()


def _damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data)):
        data[at] = 0x5A
    path.write_bytes(bytes(data))


STORE_FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "not SQLite": (lambda path: path.write_text("this is a letter\n" * 300), "E302"),
    "empty": (_unfinished, "E303"),
    "of another program": (_another_program_s, "E303"),
    "of a newer version": (_newer, "E304"),
    "damaged": (_damaged, "E305"),
}


@pytest.mark.parametrize("fault", STORE_FAULTS)
def test_stores_that_cannot_be_used(fault: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    spoil, code = STORE_FAULTS[fault]
    spoil(project.store_path)
    spoiled = project.store_path.read_bytes()
    assert run(["lookup", "开放权重"]) == 3
    message = capsys.readouterr().err
    assert message.startswith(code)
    assert "store.db" in message
    # It may be somebody's: nothing is written over it.
    assert project.store_path.read_bytes() == spoiled
    assert run(["doctor"]) == 3
    assert code in capsys.readouterr().out
    # And the way out is the one that the message names.
    project.store_path.unlink()
    assert run(["build"]) == 0


SHUYU = [sys.executable, "-m", "shuyu"]


def test_a_file_that_may_not_be_read(project: Project) -> None:
    secret = project.root / "glossary" / "secret.txt"
    secret.write_text("保密。\n", encoding="utf-8")
    secret.chmod(0o000)
    try:
        done = run_unprivileged([*SHUYU, "build"], {"SHUYU_PROJECT": str(project.root)})
    finally:
        secret.chmod(0o600)
    assert done.returncode == 3
    assert done.stderr.startswith("E101 glossary/secret.txt: cannot read: Permission denied.")


def test_a_folder_that_may_not_be_written(project: Project) -> None:
    before = snapshot(project)
    project.terms_path.write_text(TERMS.replace("open weights", "open-weight"), encoding="utf-8")
    hidden = project.store_path.parent
    for path in hidden.iterdir():
        path.chmod(0o444)
    for folder in (hidden, project.root):
        folder.chmod(0o555)
    try:
        environment = {"SHUYU_PROJECT": str(project.root)}
        found = run_unprivileged([*SHUYU, "lookup", "开放权重"], environment)
        built = run_unprivileged([*SHUYU, "build"], environment)
        added = run_unprivileged([*SHUYU, "add", "术语", "term"], environment)
    finally:
        for path in (project.root, hidden, *hidden.iterdir()):
            path.chmod(0o755)
    assert (found.returncode, found.stdout.splitlines()[0]) == (0, "开放权重  open weights  [exact]")
    assert built.returncode == 3
    assert "Traceback" not in built.stderr
    assert "store.db" in built.stderr
    assert added.returncode == 3
    assert "E401" in added.stderr
    assert snapshot(project) == before


def test_a_full_disk(project: Project) -> None:
    resource = pytest.importorskip("resource")
    before = snapshot(project)
    more = "".join(f'\n[[term]]\nzh = "第{n}号模型"\nen = "model number {n}"\n' for n in range(3000))
    project.terms_path.write_text(TERMS + more, encoding="utf-8")
    limit = project.store_path.stat().st_size + 200_000

    def no_room() -> None:
        import signal

        # A file that may not grow is the nearest thing to a full disk that needs no disk of its own.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [*SHUYU, "build"],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        preexec_fn=no_room,
    )
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "store.db" in done.stderr
    assert snapshot(project) == before
    assert run(["build"]) == 0


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None,
    reason="needs the right to mount a small disk",
)
def test_a_disk_that_is_really_full(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    disk = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(disk)], check=False)
    if mounted.returncode != 0:
        pytest.skip("this sandbox does not let root mount a disk")
    try:
        shutil.copytree(project.root, disk, dirs_exist_ok=True)
        small = Project(disk)
        before = snapshot(small)
        more = "".join(f'\n[[term]]\nzh = "第{n}号模型"\nen = "model number {n}"\n' for n in range(4000))
        small.terms_path.write_text(TERMS + more, encoding="utf-8")
        done = subprocess.run(
            [*SHUYU, "build", "--project", str(disk)], capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 3
        assert "E308" in done.stderr
        assert snapshot(small) == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)
