"""What only the SQLite engine has: its file, and everything that can be wrong with one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from shuyu.errors import StoreError
from shuyu.model.concept import Concept
from shuyu.store import connection as connection_module
from shuyu.store import schema
from shuyu.store.base import DocumentContent
from shuyu.store.sqlite import SqliteStore, open_store
from tests.store.contract import TERMS, concept, pair_context, put, record
from tests.unprivileged import run_unprivileged


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "store.db"


@pytest.fixture
def made(path: Path) -> Path:
    with open_store(path, write=True, create=True) as store:
        put(store, concept("a", "模型", "model"))
    return path


def refused(path: Path, code: str, **options: bool) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(path, **options)
    (problem,) = caught.value.problems
    assert problem.code == code, problem
    assert problem.path == str(path)
    assert problem.how
    return str(problem)


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def files(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


# The file


def test_a_store_is_made_with_its_folder_only_when_asked(path: Path) -> None:
    assert "shuyu build" in refused(path, "E301")
    assert "E301" in refused(path, "E301", write=True)
    assert not path.parent.exists()
    open_store(path, write=True, create=True).close()
    assert files(path) == ["store.db"]


def test_the_header_says_what_it_is(made: Path) -> None:
    connection = raw(made)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()
    assert made.read_bytes()[68:72] == b"ShuY"


def test_a_commit_is_durable_and_foreign_keys_hold(made: Path) -> None:
    with open_store(made, write=True) as store:
        assert isinstance(store, SqliteStore)
        assert store._connection.execute("PRAGMA synchronous").fetchone()[0] >= 2
        assert store._connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_after_writing_the_file_alone_is_the_store(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_store(made, write=True) as store:
        put(store, concept("b", "软件", "software"))
        shutil.copy(made, copy)
    assert files(made) == ["store.db"]
    with open_store(copy) as other:
        assert [hit.concept.id for hit in other.lookup("软件")] == ["b"]


def test_reading_leaves_no_files_behind(made: Path) -> None:
    with open_store(made) as store:
        assert store.lookup("模型")
    assert files(made) == ["store.db"]


def test_a_path_with_strange_characters(tmp_path: Path) -> None:
    path = tmp_path / "我的 100% #1?.db"
    with open_store(path, write=True, create=True) as store:
        put(store, concept("a", "模型", "model"))
    with open_store(path) as store:
        assert store.lookup("模型")
    assert files(path) == [path.name]


# What is not a store


def test_not_sqlite(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"PK\x03\x04" + b"something else altogether " * 100)
    before = path.read_bytes()
    for options in ({}, {"write": True}, {"write": True, "create": True}):
        assert "not an SQLite database" in refused(path, "E302", **options)
    assert path.read_bytes() == before


def test_a_folder(path: Path) -> None:
    path.mkdir(parents=True)
    assert "folder" in refused(path, "E302", write=True, create=True)


def test_the_database_of_another_program(path: Path) -> None:
    path.parent.mkdir()
    connection = raw(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    for options in ({}, {"write": True, "create": True}):
        assert "not a store of shuyu" in refused(path, "E303", **options)
    assert path.read_bytes() == before


def test_an_empty_file(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert "empty" in refused(path, "E303")
    assert "empty" in refused(path, "E303", write=True)
    with open_store(path, write=True, create=True) as store:
        assert store.check() == []


def test_a_newer_schema(made: Path) -> None:
    connection = raw(made)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = made.read_bytes()
    for options in ({}, {"write": True}):
        assert "schema 99" in refused(made, "E304", **options)
        assert "Update shuyu" in refused(made, "E304", **options)
    assert made.read_bytes() == before


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_file_cut_short(made: Path, keep: float) -> None:
    with open_store(made, write=True) as store:
        put(store, *(concept(f"c{n}", f"模型{n}", f"model {n}") for n in range(300)))
    data = made.read_bytes()
    made.write_bytes(data[: int(len(data) * keep)])

    def use() -> None:
        with open_store(made) as store:
            assert store.check()
            list(store.concepts("terms"))
            for number in range(300):
                store.lookup(f"模型{number}")

    with pytest.raises(StoreError, match=r"E305 .*damaged.*shuyu build"):
        use()


def test_overwritten_pages(made: Path) -> None:
    with open_store(made, write=True) as store:
        put(store, *(concept(f"c{n}", f"模型{n}", f"model {n}") for n in range(300)))
    data = bytearray(made.read_bytes())
    data[4096 * 3 :] = b"\xa5" * (len(data) - 4096 * 3)
    made.write_bytes(data)

    def use() -> None:
        with open_store(made) as store:
            assert store.check()
            list(store.concepts("terms"))
            store.lookup("模型1")

    with pytest.raises(StoreError, match="E305"):
        use()


@pytest.mark.parametrize("body", ["[1, 2", "{}", "[]", "null", '["a", "b", "c", "d", [[1]], 1, [7], [], []]'])
def test_a_body_that_is_not_what_was_written(made: Path, body: str) -> None:
    connection = raw(made)
    connection.execute("UPDATE concept SET body = ?", (body,))
    connection.close()
    with open_store(made) as store:
        for use in (
            lambda: store.lookup("模型"),
            lambda: store.concept("terms", "a"),
            lambda: list(store.concepts("terms")),
            store.statistics,
        ):
            with pytest.raises(StoreError, match=r"E305 .*damaged"):
                use()
        assert store.check()


def test_a_missing_table(made: Path) -> None:
    connection = raw(made)
    connection.execute("DROP TABLE context_segment")
    connection.close()
    with open_store(made) as store:
        assert store.check() == ["the index context_segment_segment is missing", "the table context_segment is missing"]


# Soundness


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        ("DELETE FROM key", "1 concepts have no search keys"),
        ("DELETE FROM key WHERE kind = 0 AND term = 0", "1 search keys are missing in a sample of the concepts"),
        ("DELETE FROM concept", "5 search keys belong to no concept"),
        ("UPDATE concept SET collection = 9", "row 1 of concept points to a row of collection that is not there"),
        ("DELETE FROM migration", "the record of migrations is not that of this schema"),
        ("DELETE FROM meta", "the search keys were made by another version of shuyu; any build makes them anew"),
    ],
)
def test_check_says_what_is_wrong(made: Path, harm: str, complaint: str) -> None:
    connection = raw(made)
    connection.execute(harm)
    connection.close()
    with open_store(made) as store:
        assert store.check() == [complaint]


def test_keys_of_another_version_are_made_anew(made: Path) -> None:
    connection = raw(made)
    connection.execute("DELETE FROM key")
    connection.execute("INSERT INTO key VALUES ('旧', 0, 1, 0, 1, 0, 1, NULL)")
    connection.execute("UPDATE meta SET value = 'older' WHERE key = 'store.keys'")
    connection.close()
    with open_store(made) as store:
        assert store.lookup("旧", limit=3)
        assert not store.lookup("模型")
    with open_store(made, write=True) as store:
        assert not store.lookup("旧", limit=3)
        assert [hit.concept.id for hit in store.lookup("moxing")] == ["a"]
        assert store.check() == []


def test_a_key_without_its_concept_is_passed_over(made: Path) -> None:
    connection = raw(made)
    connection.execute("INSERT INTO key VALUES ('模型', 0, 77, 0, 1, 0, 2, NULL)")
    connection.close()
    with open_store(made) as store:
        assert [hit.concept.id for hit in store.lookup("模型")] == ["a"]


# Permissions, locks, disks


needs_posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


@pytest.fixture
def unwritable(made: Path) -> Iterator[Path]:
    made.chmod(0o444)
    made.parent.chmod(0o555)
    yield made
    made.parent.chmod(0o755)
    made.chmod(0o644)


def as_anybody(code: str, path: Path) -> str:
    """Run `code` as somebody whom permissions bind."""
    head = "from pathlib import Path\nfrom shuyu.errors import StoreError\nfrom shuyu.store.sqlite import open_store\n"
    done = run_unprivileged([sys.executable, "-c", f"{head}path = Path({str(path)!r})\n{code}"], {})
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_posix
def test_reading_in_a_folder_that_cannot_be_written(unwritable: Path) -> None:
    code = "with open_store(path) as store: print([hit.concept.id for hit in store.lookup('模型')], store.check())"
    assert as_anybody(code, unwritable) == "['a'] []\n"
    assert files(unwritable) == ["store.db"]


@needs_posix
def test_writing_in_a_folder_that_cannot_be_written(unwritable: Path) -> None:
    before = unwritable.read_bytes()
    code = "try: open_store(path, write=True)\nexcept StoreError as error: print(error)"
    assert "E307" in as_anybody(code, unwritable)
    code = (
        "try: open_store(path.parent / 'new' / 'store.db', write=True, create=True)\nexcept StoreError as e: print(e)"
    )
    assert "E307" in as_anybody(code, unwritable)
    assert unwritable.read_bytes() == before
    assert files(unwritable) == ["store.db"]


@needs_posix
def test_a_file_that_cannot_be_read(made: Path) -> None:
    made.chmod(0)
    code = "try: open_store(path)\nexcept StoreError as error: print(error)"
    assert "E307" in as_anybody(code, made)
    made.chmod(0o644)


@needs_posix
def test_a_log_that_cannot_be_recovered_is_not_passed_over(made: Path) -> None:
    # What a killed writer leaves behind, in a folder that cannot be written: the file alone may be half of something.
    with open_store(made, write=True) as store, open_store(made) as reader:
        assert isinstance(reader, SqliteStore)
        reader._connection.execute("BEGIN")
        reader.collections()
        put(store, concept("b", "软件", "software"))
        log = made.with_name("store.db-wal").read_bytes()
        reader._connection.execute("COMMIT")
    made.with_name("store.db-wal").write_bytes(log)
    made.parent.chmod(0o555)
    made.chmod(0o444)
    try:
        code = "try: open_store(path)\nexcept StoreError as error: print(error)"
        assert "E307" in as_anybody(code, made)
    finally:
        made.parent.chmod(0o755)
        made.chmod(0o644)
    with open_store(made) as store:
        assert [hit.concept.id for hit in store.lookup("软件")] == ["b"]


def test_a_reader_that_holds_on_does_not_stop_a_writer(made: Path) -> None:
    with open_store(made) as reader, open_store(made, write=True) as store:
        old = reader.concepts("terms")
        assert next(old).id == "a"
        put(store, concept("b", "软件", "software"), concept("c", "开源", "open source"))
        assert list(old) == []
        assert [one.id for one in reader.concepts("terms")] == ["a", "b", "c"]


def test_a_locked_store(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "BUSY_SECONDS", 0.05)
    other = raw(made)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("INSERT INTO meta VALUES ('x', 'y')")
    assert "another program" in refused(made, "E306")
    assert "another program" in refused(made, "E306", write=True)
    other.execute("ROLLBACK")
    other.close()
    with open_store(made) as store:
        assert store.lookup("模型")


def test_a_full_disk_in_the_middle_of_a_build(made: Path) -> None:
    with open_store(made, write=True) as store:
        assert isinstance(store, SqliteStore)
        before = list(store.concepts("terms"))
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(StoreError, match=r"E308 .*disk is full\. Nothing was changed"):
            put(store, *(concept(f"c{n}", f"模型{n}", f"model {n}") for n in range(3000)))
        assert list(store.concepts("terms")) == before
        assert store.check() == []
        store._connection.execute("PRAGMA max_page_count = 1000000")
        put(store, concept("b", "软件", "software"))
    with open_store(made) as store:
        assert [one.id for one in store.concepts("terms")] == ["a", "b"]


@needs_posix
def test_a_file_that_may_not_grow(made: Path) -> None:
    # The operating system refuses the write itself (EFBIG), as a failing disk would.
    code = """
import resource, signal
from tests.store.contract import concept, put
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(path, write=True) as store:
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 65536, resource.RLIM_INFINITY))
    try:
        put(store, *(concept(f"c{n}", f"模型{n}", f"model {n}") for n in range(3000)))
    except StoreError as error:
        print(error.problems[0].code)
    print([one.id for one in store.concepts("terms")])
"""
    head = "from pathlib import Path\nfrom shuyu.errors import StoreError\nfrom shuyu.store.sqlite import open_store\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{head}path = Path({str(made)!r})\n{code}"],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    code_, rest = done.stdout.split("\n", 1)
    assert code_ in ("E308", "E309")
    assert rest == "['a']\n"
    with open_store(made) as store:
        assert store.check() == []


def test_a_disk_that_is_full_at_the_first_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: sqlite3.Connection) -> list[str]:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(schema, "migrate", fail)
    assert "disk is full" in refused(path, "E308", write=True, create=True)
    assert files(path) == []


# Contents


def test_segments_are_kept_once_and_go_with_the_last_that_needs_them(made: Path) -> None:
    with open_store(made, write=True) as store:
        put(store, concept("b", "软件", "software"))
        context = pair_context("模型和软件", "The model and the software")
        with store.writing() as writer:
            writer.put_document(DocumentContent(record("a.zh.md")))
            writer.put_contexts("terms", "a", [context])
            writer.put_contexts("terms", "b", [context])
        count = raw(made)
        assert count.execute("SELECT count(*) FROM segment").fetchone()[0] == 2
        with store.writing() as writer:
            writer.drop_concepts("terms", ["a"])
        assert count.execute("SELECT count(*) FROM segment").fetchone()[0] == 2
        with store.writing() as writer:
            writer.drop_concepts("terms", ["b"])
        assert count.execute("SELECT count(*) FROM segment").fetchone()[0] == 0
        assert count.execute("SELECT path FROM path").fetchall() == [("a.zh.md",)]
        count.close()


def test_nested_writing_is_refused(made: Path) -> None:
    with (
        open_store(made, write=True) as store,
        store.writing(),
        pytest.raises(StoreError, match="E306"),
        store.writing(),
    ):
        pass


def test_a_stream_is_not_held_in_memory(path: Path) -> None:
    alive: weakref.WeakSet[Concept] = weakref.WeakSet()
    most = 0

    def stream() -> Iterator[Concept]:
        nonlocal most
        for number in range(5500):
            one = concept(f"c{number}", f"模型{number}", f"model {number}")
            alive.add(one)
            most = max(most, len(alive))
            yield one

    with open_store(path, write=True, create=True) as store, store.writing() as writer:
        writer.put_collection(TERMS)
        assert writer.put_concepts("terms", stream()) == 5500
    assert most < 3000
