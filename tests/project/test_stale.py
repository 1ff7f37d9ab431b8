"""Whether the store is behind the files: seen without reading any."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from shuyu.errors import ProjectError
from shuyu.model.concept import Collection, Concept, Origin, Term
from shuyu.project import Project
from shuyu.store.base import DocumentContent, DocumentRecord

RUN = ' Run "shuyu build".'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "terms.toml").write_text('[[term]]\nzh = "术语"\nen = "term"\n', encoding="utf-8")
    folder = tmp_path / "glossary"
    folder.mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).write_text(name)
    project = Project(tmp_path)
    remember(project)
    return project


def remember(project: Project, *more: Path) -> None:
    """What a build writes down."""
    status = project.terms_path.stat()
    files = project.passage_files() | {path.as_posix(): path for path in more}
    with project.open_store(write=True) as store, store.writing() as writer:
        writer.set_meta("terms", json.dumps({"size": status.st_size, "mtime_ns": status.st_mtime_ns, "sha256": ""}))
        for name, file in files.items():
            seen = file.stat()
            record = DocumentRecord(name, seen.st_size, seen.st_mtime_ns, "", "markdown", "utf-8")
            writer.put_document(DocumentContent(record))
        writer.put_collection(Collection("terms.toml", Origin.CURATED))
        writer.put_concepts("terms.toml", [Concept("t", (Term("术语", "zh-Hans"), Term("term", "en")))])


def touch(path: Path) -> None:
    later = path.stat().st_mtime + 100
    os.utime(path, (later, later))


def test_nothing_has_changed(project: Project) -> None:
    assert project.stale() == []
    with project.open_store() as store:
        assert project.stale(store) == []


def test_terms_have_changed(project: Project) -> None:
    touch(project.terms_path)
    assert project.stale() == ["terms.toml has changed since the last build." + RUN]
    project.terms_path.unlink()
    assert project.stale() != []


def test_passages_have_changed_come_and_gone(project: Project) -> None:
    touch(project.root / "glossary" / "a.md")
    (project.root / "glossary" / "b.md").unlink()
    for name in ("c.md", "d.md", "e.md"):
        (project.root / "glossary" / name).write_text("x")
    assert project.stale() == [
        "glossary/a.md has changed since the last build.",
        "glossary/c.md and 2 more are new since the last build.",
        "glossary/b.md is gone since the last build." + RUN,
    ]


def test_documents_from_elsewhere(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("else") / "x.md"
    other.write_text("x")
    remember(project, other)
    assert project.stale() == []
    touch(other)
    assert project.stale() == [f"{other.as_posix()} has changed since the last build." + RUN]


def test_folders_that_the_settings_name(project: Project) -> None:
    project.terms_path.write_text('[glossary]\npassages = ["texts"]\n', encoding="utf-8")
    (project.root / "texts").mkdir()
    remember(project)
    (project.root / "texts" / "n.md").write_text("x")
    assert project.stale() == ["texts/n.md is new since the last build." + RUN]
    project.terms_path.write_text("[glossary]\npassages = \n", encoding="utf-8")
    assert project.stale() == ["terms.toml has changed since the last build." + RUN]


def test_a_folder_that_cannot_be_listed_is_no_failure(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", refuse)
    (said,) = project.stale()
    assert "cannot list this folder" in said


def test_a_store_that_was_never_built(tmp_path: Path) -> None:
    (tmp_path / "terms.toml").touch()
    for use in (Project(tmp_path).stale, lambda: Project(tmp_path).lookup("x")):
        with pytest.raises(ProjectError) as caught:
            use()
        assert str(caught.value) == f'E403 {tmp_path}: this project has no store yet. Run "shuyu build".'
    assert not (tmp_path / ".shuyu").exists()


def test_lookup(project: Project) -> None:
    (hit,) = project.lookup("術語", limit=1)
    assert hit.concept.id == "t"
