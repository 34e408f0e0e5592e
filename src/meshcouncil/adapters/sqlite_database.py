"""One SQLite file for one server: a writer thread that commits in groups, and readers that never wait for it.

Everything that stores anything goes through the one writer: all requests that wait when it comes back from the disk
share the next transaction, and so the next flush of the disk (WAL, synchronous=FULL). Each request has a savepoint of
its own, so that a refused one takes no other with it. A request is answered only after the commit.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from meshcouncil.adapters.sqlite_faults import family, unavailable
from meshcouncil.application.ports import StoreUnavailable

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

BUSY_SECONDS = 5.0
MOST_REQUESTS_IN_A_GROUP = 500
READERS = 2


@dataclass(frozen=True, slots=True)
class _Request:
    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    request: _Request
    result: Any = None
    refusal: Exception | None = None


class SqliteDatabase:
    """The open database. `prepare` (see sqlite_schema) has brought its tables up to date before."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file. Raises StoreUnavailable."""
        self._path = path
        try:
            self._connection = _reading(path) if read_only else _writing(path)
        except sqlite3.Error as error:
            raise unavailable(error) from error
        self._queue: SimpleQueue[_Request | None] = SimpleQueue()
        self._gate = threading.Lock()  # nothing enters the queue behind the end mark
        self._closed = False
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._reading = ThreadPoolExecutor(READERS, thread_name_prefix="meshcouncil-reader")
        self._writing = threading.Thread(target=self._write_all, name="meshcouncil-writer")
        self._writing.start()

    async def write(self, work: Work[T]) -> T:
        """Do the work in the writer's next transaction; return when it would survive a power cut.

        What the work raises is raised here and undoes this work alone. Raises StoreUnavailable.
        """
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        with self._gate:
            self._refuse_if_closed()
            self._queue.put(_Request(work, loop, answer))
        return await answer

    async def read(self, work: Work[T]) -> T:
        """Do the work on a reader's connection, which sees all that was committed. Raises StoreUnavailable."""
        self._refuse_if_closed()
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._read, work)

    def close(self) -> None:
        """Finish what waits, then close. Closing again does nothing."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
            self._queue.put(None)
        self._writing.join()
        self._reading.shutdown()
        for connection in [*self._readers, self._connection]:
            with suppress(sqlite3.Error):  # the last one tidies the log away; if it cannot, the next start does
                connection.close()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise StoreUnavailable("The server is shutting down, so this was not done: try again when it is back.")

    def _read(self, work: Work[T]) -> T:
        try:
            return work(self._reader())
        except sqlite3.Error as error:
            raise unavailable(error) from error

    def _reader(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = _reading(self._path)
            self._readers.append(connection)
        return connection

    # --- The writer's thread -----------------------------------------------------------------------------------------

    def _write_all(self) -> None:
        while (first := self._queue.get()) is not None:
            group, last = self._group(first)
            _answer(self._settle(group))
            if last:
                return

    def _group(self, first: _Request) -> tuple[list[_Request], bool]:
        """Collect what waits behind the first request; say whether the end mark was among it."""
        group = [first]
        with suppress(Empty):
            while len(group) < MOST_REQUESTS_IN_A_GROUP:
                request = self._queue.get_nowait()
                if request is None:
                    return group, True
                group.append(request)
        return group, False

    def _settle(self, group: Sequence[_Request]) -> list[_Outcome]:
        try:
            return self._commit(group)
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            if len(group) == 1 or family(error) == "SQLITE_BUSY":  # waiting once for another program is enough
                return [_Outcome(request, refusal=unavailable(error)) for request in group]
        return [outcome for request in group for outcome in self._settle([request])]  # perhaps only one is too large

    def _commit(self, group: Sequence[_Request]) -> list[_Outcome]:
        self._connection.execute("BEGIN IMMEDIATE")
        outcomes = [self._attempt(request) for request in group]
        self._connection.execute("COMMIT")
        return outcomes

    def _attempt(self, request: _Request) -> _Outcome:
        self._connection.execute("SAVEPOINT request")
        try:
            outcome = _Outcome(request, result=request.work(self._connection))
        except sqlite3.Error:
            raise  # the disk or the file: it concerns the whole transaction
        except Exception as refusal:  # noqa: BLE001 - whatever it is, it belongs to whoever asked
            self._connection.execute("ROLLBACK TO request")
            outcome = _Outcome(request, refusal=refusal)
        self._connection.execute("RELEASE request")
        return outcome


def _answer(outcomes: Sequence[_Outcome]) -> None:
    """Wake each event loop once for all its answers."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for outcome in outcomes:
        by_loop.setdefault(outcome.request.loop, []).append(outcome)
    for loop, own in by_loop.items():
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_deliver, own)


def _deliver(outcomes: Sequence[_Outcome]) -> None:
    for outcome in outcomes:
        answer = outcome.request.answer
        if answer.done():  # whoever asked went away; it is stored all the same
            continue
        if outcome.refusal is not None:
            answer.set_exception(outcome.refusal)
        else:
            answer.set_result(outcome.result)


def _writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only = TRUE")
    return connection
