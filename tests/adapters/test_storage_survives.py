"""What was acknowledged is there: after kill -9, on a full disk, beside another program."""

import asyncio
import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from meshcouncil.adapters import sqlite_database
from meshcouncil.adapters.data_folder import DATABASE, DataFolder
from meshcouncil.adapters.sqlite_database import SqliteDatabase
from meshcouncil.adapters.sqlite_schema import prepare
from meshcouncil.adapters.storage_sqlite import sqlite_storage, sqlite_storage_for_reading
from meshcouncil.application.ports import StoreUnavailable, Write
from tests.adapters.child import payload, start

FULL = (
    "The server's disk is full, so this was not saved: free some space there and try again. "
    "Nothing saved before is lost."
)

HELD = (
    "Another program holds the server's database, so this was not saved: close that program and try again. "
    "Nothing saved before is lost."
)


@contextmanager
def child(program: str, folder: Path) -> Iterator[Any]:
    with start(program, folder) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(output: bytes) -> list[list[Any]]:
    whole, _, _ = output.rpartition(b"\n")  # the last line may have been cut by the kill
    return [json.loads(line) for line in whole.splitlines()]


async def test_everything_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    promised: dict[str, int] = {}
    for acknowledgements in (50, 200, 777, 1_500):
        with child("append_for_ever", tmp_path) as process:
            said = b"".join(process.stdout.readline() for _ in range(acknowledgements))
            os.kill(process.pid, signal.SIGKILL)
            said += process.stdout.read()
        promised |= dict(lines(said))
        with sqlite_storage(tmp_path) as storage:
            assert len(promised) == 11
            for name in set(promised) - {"pad"}:
                seqs = [event.seq for event in await storage.events.load(name)]
                assert seqs == list(range(1, len(seqs) + 1))
                assert len(seqs) >= promised[name]
            pad = await storage.pads.load("pad")
            assert pad == [str(number).encode() for number in range(1, len(pad) + 1)]
            assert len(pad) >= promised["pad"]


async def test_a_disk_that_takes_no_more_is_one_sentence_and_heals(tmp_path: Path) -> None:
    with child("fill_the_disk", tmp_path) as process:
        first, second, kept, after = lines(process.stdout.read())
    assert process.returncode == 0
    assert first[1] > 10
    assert first[2].endswith("look after the disk and try again. Nothing saved before is lost.")
    assert second == first
    assert kept == ["kept", first[1]]
    assert after == ["after", first[1] + 1]
    with sqlite_storage(tmp_path) as storage:
        assert len(await storage.events.load("table")) == first[1] + 1


async def test_a_full_disk_refuses_the_large_and_still_takes_the_small(tmp_path: Path) -> None:
    prepare(tmp_path / DATABASE)
    with closing(SqliteDatabase(tmp_path / DATABASE)) as database:

        def limit(connection: sqlite3.Connection) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 10}")

        def insert(stream: str, size: int) -> sqlite_database.Work[None]:
            def work(connection: sqlite3.Connection) -> None:
                row = (stream, 1, 1, "Said", b"x" * size)
                connection.execute("INSERT INTO events (stream, seq, at_ms, kind, data) VALUES (?, ?, ?, ?, ?)", row)

            return work

        await database.write(limit)
        results = await asyncio.gather(
            *(database.write(insert(f"t{n}", 500_000 if n == 2 else 10)) for n in range(5)), return_exceptions=True
        )
        assert [str(result) for result in results] == ["None", "None", FULL, "None", "None"]
        await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchall())
        await database.write(insert("t2", 500_000))
        kept = await database.read(lambda connection: connection.execute("SELECT stream FROM events").fetchall())
        assert sorted(kept) == [("t0",), ("t1",), ("t2",), ("t3",), ("t4",)]


def test_a_second_server_on_the_folder_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with child("hold", tmp_path) as process:
        process.stdout.readline()
        with pytest.raises(StoreUnavailable) as refusal, sqlite_storage(tmp_path):
            pass
        assert refusal.value.sentence == (
            f"The data folder {tmp_path} is in use by another Mesh Council (process {process.pid}): "
            "stop that one first, or name another folder with --data."
        )
    with sqlite_storage(tmp_path):
        pass


async def test_a_reader_beside_the_server_sees_all_and_stores_nothing(tmp_path: Path) -> None:
    with sqlite_storage(tmp_path) as server, sqlite_storage_for_reading(tmp_path) as beside:
        await server.events.append([Write("t", 0, (payload(1),))], at=1)
        assert len(await beside.events.load("t")) == 1
        with pytest.raises(StoreUnavailable, match="may not write"):
            await beside.events.append([Write("t", 1, (payload(2),))], at=1)


async def test_another_program_on_the_database_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_database, "BUSY_SECONDS", 0.05)
    with sqlite_storage(tmp_path) as storage, closing(sqlite3.connect(tmp_path / DATABASE)) as other:
        other.execute("BEGIN IMMEDIATE")
        requests = [storage.events.append([Write(f"t{n}", 0, (payload(1),))], at=1) for n in range(3)]
        results = await asyncio.gather(*requests, return_exceptions=True)
        assert [str(result) for result in results] == [HELD] * 3
        other.rollback()
        await storage.events.append([Write("t0", 0, (payload(1),))], at=1)


async def test_a_damaged_database_is_one_sentence(tmp_path: Path) -> None:
    with sqlite_storage(tmp_path) as storage:
        await storage.events.append([Write("t", 0, tuple(payload(n, 5_000) for n in range(50)))], at=1)
    with (tmp_path / DATABASE).open("r+b") as file:
        file.seek(4096)
        file.write(b"\x07" * 100_000)
    with pytest.raises(StoreUnavailable) as refusal, sqlite_storage(tmp_path) as storage:
        await storage.events.load("t")
    assert refusal.value.sentence == (
        "The server's database is damaged: stop the server and put back a copy of the data folder."
    )


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_text("Dear diary, this is no database at all. " * 100)
    with pytest.raises(StoreUnavailable, match="is damaged"), sqlite_storage(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable) as refusal:
        DataFolder(tmp_path / "file" / "data")
    assert refusal.value.sentence == (
        f"The data folder {tmp_path / 'file' / 'data'} cannot be used (Not a directory): "
        "mend that, or name another with --data."
    )


def test_a_new_data_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    with closing(DataFolder(tmp_path / "new" / "data")) as folder:
        assert folder.path.stat().st_mode & 0o077 == 0


def test_a_database_in_a_shared_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with sqlite_storage(tmp_path):
        assert (tmp_path / DATABASE).stat().st_mode & 0o077 == 0
