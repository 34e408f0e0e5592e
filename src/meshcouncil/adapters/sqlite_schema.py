"""Brings the database's tables to what this version of the program expects, or says why it cannot.

A new data folder gets `schema.sql` as it stands, and a current one is left alone, so that a server starts quickly;
only a folder of an older version needs Alembic. A test holds the file and the steps together.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from importlib.resources import as_file, files
from pathlib import Path

from meshcouncil.adapters.sqlite_faults import unavailable
from meshcouncil.application.ports import StoreUnavailable


def prepare(database: Path, migrations: Path | None = None) -> None:
    """Create the tables in a new file, move an older one forward in one transaction.

    `migrations` is the folder of the steps (default: the package's own). Raises StoreUnavailable for a file of a newer
    version, of another program, or one that cannot be read or written.
    """
    if migrations is None:
        with as_file(files("meshcouncil.adapters") / "migrations") as own:
            prepare(database, own)
            return
    try:
        with suppress(OSError):  # the keys of the server are in it; SQLite says it better if there is a fault
            database.touch(mode=0o600)
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            revision = _revision(connection, database)
            if revision is None:
                connection.executescript((migrations / "schema.sql").read_text(encoding="utf-8"))
                revision = _revision(connection, database)
    except sqlite3.Error as error:
        raise unavailable(error) from error
    known = known_revisions(migrations)
    if revision not in known:
        raise StoreUnavailable(
            f"The database {database} was written by a newer Mesh Council (its tables are at step {revision}, this "
            f"version knows steps up to {known[-1]}): update Mesh Council, or name another folder with --data."
        )
    if revision != known[-1]:
        migrate(database, migrations)


def check(database: Path) -> None:
    """See that a database can be read by this version without changing it. Raises StoreUnavailable."""
    if not database.is_file():
        raise StoreUnavailable(f"There is no database {database}: name the data folder of a server with --data.")
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            revision = _revision(connection, database)
    except sqlite3.Error as error:
        raise unavailable(error) from error
    with as_file(files("meshcouncil.adapters") / "migrations") as migrations:
        if revision != known_revisions(migrations)[-1]:
            raise StoreUnavailable(
                f"The database {database} is of another version of Mesh Council: start the server on it once to bring "
                "it up to date, or use the newer version that wrote it."
            )


def known_revisions(migrations: Path) -> list[str]:
    """Name the steps in their order: each file in `versions` begins with its number."""
    return sorted(path.name.partition("_")[0] for path in (migrations / "versions").glob("[0-9]*_*.py"))


def migrate(database: Path, migrations: Path) -> None:
    """Take every step that the database has not taken yet, all in one transaction. Raises StoreUnavailable."""
    # Alembic and SQLAlchemy take most of a second to import; a server that needs no step does without them.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from sqlalchemy import create_engine  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415
    from sqlalchemy.pool import NullPool  # noqa: PLC0415

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(database, isolation_level=None)

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        with create_engine("sqlite://", creator=connect, poolclass=NullPool).connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise unavailable(error.orig) from error
        raise


def _revision(connection: sqlite3.Connection, database: Path) -> str | None:
    """Read which step the tables are at; None for a file without tables. Raises StoreUnavailable for foreign tables."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables >= _TABLES else None
    if row is None:
        raise StoreUnavailable(f"The file {database} belongs to another program: name another data folder with --data.")
    return str(row[0])


_TABLES = {"alembic_version", "events"}
