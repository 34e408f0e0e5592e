"""The folder that holds everything a server must remember: `meshcouncil.sqlite3`, and `server.lock` while it runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from meshcouncil.application.ports import StoreUnavailable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

DATABASE = "meshcouncil.sqlite3"
LOCK = "server.lock"


class DataFolder:
    """A data folder locked for one server. The system lets the lock go when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Make the folder (readable by its owner only) if it is missing, and lock it.

        Raises StoreUnavailable when it cannot be made or written, or another server holds it.
        """
        self.path = path
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = (path / LOCK).open("a+", encoding="ascii")
        except OSError as error:
            raise StoreUnavailable(
                f"The data folder {path} cannot be used ({error.strerror}): mend that, or name another with --data."
            ) from error
        if not _locked(self._lock):
            holder = _holder(self._lock)
            self._lock.close()
            raise StoreUnavailable(
                f"The data folder {path} is in use by another Mesh Council{holder}: "
                "stop that one first, or name another folder with --data."
            )
        self._sign()

    @property
    def database(self) -> Path:
        """Where the database is."""
        return self.path / DATABASE

    def close(self) -> None:
        """Let the lock go; the lock file stays, for removing it would race with the next server."""
        self._lock.close()

    def _sign(self) -> None:
        try:
            self._lock.truncate(0)
            self._lock.write(str(os.getpid()))
            self._lock.flush()
        except OSError:  # the number is a courtesy; on a full disk the lock holds without it
            return


def _locked(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(0x7FFF0000)  # far behind the text, so that others can read who holds it
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holder(file: IO[str]) -> str:
    file.seek(0)
    number = file.read(20).strip()
    return f" (process {number})" if number.isdecimal() else ""
