"""The SQLite engine keeps the promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuyu.store import connection
from shuyu.store.base import Store
from shuyu.store.sqlite import open_store
from tests.store.contract import Opener, StoreContract


class TestSqlite(StoreContract):
    @pytest.fixture
    def opener(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
        monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)

        def open_it(*, write: bool = False) -> Store:
            return open_store(tmp_path / "store.db", write=write, create=write)

        return open_it
