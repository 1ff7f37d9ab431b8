"""Schemas: a frozen database of each one that was released is opened, migrated and used."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from shuyu.errors import StoreError
from shuyu.model.hit import Match
from shuyu.store import schema
from shuyu.store.sqlite import open_store
from tests.store.contract import concept, put

ASSETS = Path(__file__).parent / "assets"
FROZEN = sorted(ASSETS.glob("schema-*.db"))


def _next(run: object = None) -> schema.Migration:
    def add(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE review (concept INTEGER PRIMARY KEY, decision TEXT NOT NULL)")
        connection.execute("INSERT INTO review SELECT id, 'kept' FROM concept")

    return schema.Migration(schema.SCHEMA + 1, "remember_decisions", run or add)  # type: ignore[arg-type]


@pytest.fixture
def with_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _next()))
    monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    return Path(shutil.copy(FROZEN[-1], tmp_path / "store.db"))


def test_every_schema_is_frozen_and_numbered() -> None:
    assert [path.name for path in FROZEN] == [f"schema-{number}.db" for number in range(1, schema.SCHEMA + 1)]
    assert [migration.number for migration in schema.MIGRATIONS] == list(range(1, schema.SCHEMA + 1))
    assert len({migration.name for migration in schema.MIGRATIONS}) == schema.SCHEMA


@pytest.mark.parametrize("asset", FROZEN, ids=lambda path: path.stem)
def test_a_frozen_store_is_opened_and_used(asset: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(asset, tmp_path / "store.db"))
    with open_store(path) as store:
        assert store.statistics().schema == schema.SCHEMA
        assert {one.name for one in store.collections()} == {"terms", "dictionary"}
        assert [one.id for one in store.concepts("terms")] == ["model", "software", "ai-governance"]
        hit = store.lookup("模型")[0]
        assert (hit.concept.id, hit.match) == ("model", Match.EXACT)
        assert hit.contexts[0].segments[0].text == "这个模型是开源的。"
        assert list(store.documents()) == ["notes.md"]
        assert [pair.en.text for pair in store.pairs()] == ["This model is open source."]
        assert [candidate.en for candidate in store.candidates()] == ["open weights"]
        assert [passage.language for passage in store.passages()] == ["zh-Hans", "en"]
        assert store.meta("made") == "for the tests"
    with open_store(path, write=True) as store:
        put(store, concept("new", "词元", "token"))
        assert [one.concept.id for one in store.lookup("tokens")] == ["new"]
        assert store.check() == []


def test_days_are_kept_since_schema_2() -> None:
    with open_store(ASSETS / "schema-2.db") as store:
        software = store.concept("terms", "software")
        assert software is not None
        assert (software.modified, software.in_language("en")[0].context) == ("2026-11-21", "Free software.")
        assert {one.name: one.date for one in store.collections()} == {"terms": None, "dictionary": "2026-11-21"}


@pytest.mark.usefixtures("with_next")
@pytest.mark.parametrize("write", [False, True])
def test_an_older_store_is_migrated_with_a_record(frozen: Path, write: bool) -> None:
    with open_store(frozen, write=write) as store:
        assert store.statistics().schema == schema.SCHEMA
        assert store.lookup("模型")
        assert store.check() == []
    connection = sqlite3.connect(frozen)
    assert [row[0] for row in connection.execute("SELECT name FROM migration ORDER BY number")][
        -1
    ] == "remember_decisions"
    assert connection.execute("SELECT count(*) FROM review").fetchone()[0] > 0
    connection.close()


@pytest.mark.parametrize("write", [False, True])
def test_a_migration_that_fails_leaves_the_old_store(
    frozen: Path, monkeypatch: pytest.MonkeyPatch, write: bool
) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE context")
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, _next(fail)))
        patched.setattr(schema, "SCHEMA", schema.SCHEMA + 1)
        with pytest.raises(StoreError) as caught:
            open_store(frozen, write=write)
    assert caught.value.problems[0].code == ("E308" if write else "E312")
    assert "disk is full" in str(caught.value)
    with open_store(frozen) as store:
        assert store.lookup("模型")[0].contexts
        assert store.check() == []


@pytest.mark.usefixtures("with_next")
def test_two_that_migrate_at_once(frozen: Path) -> None:
    first = sqlite3.connect(frozen, isolation_level=None)
    second = sqlite3.connect(frozen, isolation_level=None)
    assert schema.migrate(first) == ["remember_decisions"]
    assert schema.migrate(second) == []
    first.close()
    second.close()
