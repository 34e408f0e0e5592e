"""Write adapters/migrations/schema.sql anew from the migration steps: `uv run python -m tools.schema`."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from meshcouncil.adapters.sqlite_schema import migrate

MIGRATIONS = Path(__file__).parents[1] / "src/meshcouncil/adapters/migrations"


def schema() -> str:
    """Take every step in an empty database and write down where it led."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "schema.sqlite3"
        migrate(database, MIGRATIONS)
        with closing(sqlite3.connect(database)) as connection:
            statements = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
            body = "\n".join(f"{_tidy(sql)};" for (sql,) in statements)
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    stamp = f"INSERT INTO alembic_version VALUES ('{revision}');"  # noqa: S608 - text for a file
    return (
        f"-- Where the migration steps lead; written by tools/schema.py.\nBEGIN IMMEDIATE;\n{body}\n{stamp}\nCOMMIT;\n"
    )


def _tidy(sql: str) -> str:
    return "\n".join(line.rstrip().replace("\t", "    ") for line in sql.splitlines())


if __name__ == "__main__":
    (MIGRATIONS / "schema.sql").write_text(schema(), encoding="utf-8")
