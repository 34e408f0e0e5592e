"""One writer, many callers."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from meshcouncil.adapters.event_store_sqlite import SqliteEventStore
from meshcouncil.adapters.pad_store_sqlite import SqlitePadStore
from meshcouncil.adapters.sqlite_database import SqliteDatabase, Work
from meshcouncil.adapters.sqlite_schema import prepare
from meshcouncil.application.ports import StoreUnavailable, Write
from tests.adapters.child import payload


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    prepare(tmp_path / "d.sqlite3")
    with closing(SqliteDatabase(tmp_path / "d.sqlite3")) as database:
        yield database


def keep(name: str) -> Work[None]:
    def work(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO secrets VALUES (?, ?)", (name, b""))

    return work


async def names(database: SqliteDatabase) -> list[str]:
    rows = await database.read(lambda connection: connection.execute("SELECT name FROM secrets").fetchall())
    return sorted(name for (name,) in rows)


async def test_what_waits_together_is_committed_together_events_and_pads_alike(database: SqliteDatabase) -> None:
    events, pads = SqliteEventStore(database), SqlitePadStore(database)
    statements: list[str] = []
    gate = threading.Event()
    database._connection.set_trace_callback(statements.append)
    busy = asyncio.ensure_future(database.write(lambda _: gate.wait(5)))
    requests = [events.append([Write(f"t{n}", 0, (payload(1),))], at=1) for n in range(100)]
    requests += [pads.append("p", b"x") for _ in range(100)]
    waiting = asyncio.gather(*requests)
    await asyncio.sleep(0)  # everybody has asked
    gate.set()
    await asyncio.gather(busy, waiting)
    assert statements.count("COMMIT") <= 2  # of the first, and of all who came while the writer was busy
    assert len(await events.streams()) == 100
    assert len(await pads.load("p")) == 100


async def test_a_refused_request_takes_no_other_with_it(database: SqliteDatabase) -> None:
    def half(connection: sqlite3.Connection) -> None:
        keep("half")(connection)
        raise LookupError("refused")

    results = await asyncio.gather(
        database.write(keep("before")), database.write(half), database.write(keep("after")), return_exceptions=True
    )
    assert [repr(result) for result in results] == ["None", "LookupError('refused')", "None"]
    assert await names(database) == ["after", "before"]


async def test_a_faulty_statement_takes_no_other_with_it(database: SqliteDatabase) -> None:
    results = await asyncio.gather(
        database.write(keep("before")),
        database.write(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)").fetchall()),
        database.write(keep("after")),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), StoreUnavailable, type(None)]
    assert await names(database) == ["after", "before"]


async def test_whoever_asked_may_go_away_and_it_is_stored_all_the_same(database: SqliteDatabase) -> None:
    request = asyncio.ensure_future(database.write(keep("left")))
    await asyncio.sleep(0)
    request.cancel()
    await database.write(keep("stayed"))
    assert request.cancelled()
    assert await names(database) == ["left", "stayed"]


def test_an_event_loop_that_has_ended_does_not_stop_the_writer(database: SqliteDatabase) -> None:
    gate = threading.Event()

    async def ask_and_leave() -> None:
        asyncio.ensure_future(database.write(lambda _: gate.wait(5)))  # noqa: RUF006
        await asyncio.sleep(0)

    asyncio.run(ask_and_leave())
    gate.set()
    asyncio.run(database.write(keep("later")))
    assert asyncio.run(names(database)) == ["later"]


async def test_closing_stores_what_waits_and_then_refuses(database: SqliteDatabase) -> None:
    gate = threading.Event()
    busy = asyncio.ensure_future(database.write(lambda _: gate.wait(5)))
    waiting = asyncio.gather(*(database.write(keep(str(n))) for n in range(3)))
    await asyncio.sleep(0)
    threading.Timer(0.05, gate.set).start()
    database.close()
    database.close()
    await asyncio.gather(busy, waiting)
    for request in (database.write(keep("late")), database.read(lambda _: None)):
        with pytest.raises(StoreUnavailable, match="shutting down"):
            await request


async def test_a_reader_sees_at_once_what_was_acknowledged(database: SqliteDatabase) -> None:
    for n in range(50):
        await database.write(keep(f"{n:02}"))
        assert len(await names(database)) == n + 1


async def test_the_database_is_safe_from_power_cuts(database: SqliteDatabase) -> None:
    def pragmas(connection: sqlite3.Connection) -> tuple[str, int]:
        (mode,), (level,) = (
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("journal_mode", "synchronous")
        )
        return mode, level

    assert await database.write(pragmas) == ("wal", 2)
