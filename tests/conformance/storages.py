"""The two ways a server keeps things, as fixtures: every conformance suite runs on both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.adapters.storage_sqlite import sqlite_storage
from meshcouncil.application.storage import Storage


class InMemory:
    """Mix in to run a suite on the memory adapters."""

    @pytest.fixture
    def storage(self) -> Storage:
        return memory_storage()


class InSqlite:
    """Mix in to run a suite on the SQLite adapters."""

    @pytest.fixture
    def storage(self, tmp_path: Path) -> Iterator[Storage]:
        with sqlite_storage(tmp_path) as storage:
            yield storage
