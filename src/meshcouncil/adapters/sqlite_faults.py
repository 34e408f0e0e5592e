"""SQLite's error codes, said to people."""

from __future__ import annotations

import sqlite3

from meshcouncil.application.ports import StoreUnavailable

_KEPT = "Nothing saved before is lost."

_SENTENCES = {
    "SQLITE_FULL": f"The server's disk is full, so this was not saved: free some space there and try again. {_KEPT}",
    "SQLITE_READONLY": "The server may not write to its data folder, so this was not saved: "
    f"give it the right to write there and try again. {_KEPT}",
    "SQLITE_BUSY": "Another program holds the server's database, so this was not saved: "
    f"close that program and try again. {_KEPT}",
    "SQLITE_IOERR": "The server's disk took or gave no data (it may be full or failing), so this was not done: "
    f"look after the disk and try again. {_KEPT}",
    "SQLITE_CORRUPT": "The server's database is damaged: stop the server and put back a copy of the data folder.",
    "SQLITE_CANTOPEN": "The server's database cannot be opened: "
    "see that the data folder exists and that the server may read and write it.",
}
_SENTENCES["SQLITE_LOCKED"] = _SENTENCES["SQLITE_BUSY"]
_SENTENCES["SQLITE_PERM"] = _SENTENCES["SQLITE_READONLY"]
_SENTENCES["SQLITE_NOTADB"] = _SENTENCES["SQLITE_CORRUPT"]


def family(error: sqlite3.Error) -> str:
    """Give the primary code of an error, such as SQLITE_IOERR for SQLITE_IOERR_WRITE."""
    return "_".join(getattr(error, "sqlite_errorname", "SQLITE_ERROR").split("_")[:2])


def unavailable(error: sqlite3.Error) -> StoreUnavailable:
    """Turn an error of SQLite into the one sentence that people see."""
    other = f"The server's database refused the work ({error}), so this was not done. {_KEPT}"
    return StoreUnavailable(_SENTENCES.get(family(error), other))
