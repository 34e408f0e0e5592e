"""The tables of a new folder, of an old one brought up to date, and as declared, are the same."""

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from meshcouncil.adapters.sqlite_schema import check, known_revisions, migrate, prepare
from meshcouncil.adapters.tables import metadata
from meshcouncil.application.ports import StoreUnavailable
from meshcouncil.pack.policy_library import shipped_library_folder
from tools.schema import MIGRATIONS, schema

ROOT = Path(__file__).parents[2]

NEXT_STEP = '''"""A step that a later version might take."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{last}"


def upgrade() -> None:
    with op.batch_alter_table("gatherings") as table:
        table.add_column(sa.Column("closed_at", sa.BigInteger))
    {more}
'''


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "d.sqlite3"


def later_version(folder: Path, more: str = "") -> Path:
    """The steps of a version that has one more of them."""
    migrations = folder / "migrations"
    shutil.copytree(MIGRATIONS, migrations, dirs_exist_ok=True)
    step = NEXT_STEP.format(last=known_revisions(MIGRATIONS)[-1], more=more)
    (migrations / "versions" / "9999_later.py").write_text(step, encoding="utf-8")
    return migrations


def revision(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        (number,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(number)


def differences(database: Path) -> list[object]:
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)
    engine.dispose()
    return list(found)


def add_gathering(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO gatherings VALUES ('g1', 'BLUE-FOX', 'An evening', 'd1', 1, x'')")


def test_the_steps_lead_to_the_declared_tables(database: Path) -> None:
    migrate(database, MIGRATIONS)
    assert differences(database) == []


def test_a_new_folder_has_the_declared_tables(database: Path) -> None:
    prepare(database)
    assert differences(database) == []
    assert revision(database) == known_revisions(MIGRATIONS)[-1]


def test_the_schema_of_new_folders_is_where_the_steps_lead() -> None:
    assert (MIGRATIONS / "schema.sql").read_text(encoding="utf-8") == schema()  # else: python -m tools.schema


def test_preparing_again_changes_nothing(database: Path) -> None:
    prepare(database)
    add_gathering(database)
    before = database.read_bytes()
    prepare(database)
    assert database.read_bytes() == before


def test_a_current_folder_opens_without_the_migration_library(database: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from meshcouncil.adapters.storage_sqlite import sqlite_storage\n"
        "with sqlite_storage(Path(sys.argv[1])): pass\n"
        "assert not {'alembic', 'sqlalchemy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(database.parent)], check=True)


def test_an_older_database_is_brought_forward_with_what_it_holds(database: Path, tmp_path: Path) -> None:
    prepare(database)
    add_gathering(database)
    prepare(database, later_version(tmp_path))
    assert revision(database) == "9999"
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT id, code, closed_at FROM gatherings").fetchall()
    assert rows == [("g1", "BLUE-FOX", None)]


def test_a_step_that_fails_leaves_the_database_as_it_was(database: Path, tmp_path: Path) -> None:
    prepare(database)
    add_gathering(database)
    with pytest.raises(StoreUnavailable):
        prepare(database, later_version(tmp_path, more='op.execute("DELETE FROM nowhere")'))
    assert revision(database) == known_revisions(MIGRATIONS)[-1]
    assert differences(database) == []


def test_a_newer_database_is_refused_with_one_sentence(database: Path, tmp_path: Path) -> None:
    prepare(database, later_version(tmp_path))
    with pytest.raises(StoreUnavailable) as refusal:
        prepare(database)
    assert refusal.value.sentence == (
        f"The database {database} was written by a newer Mesh Council (its tables are at step 9999, this version knows "
        f"steps up to {known_revisions(MIGRATIONS)[-1]}): update Mesh Council, or name another folder with --data."
    )
    with pytest.raises(StoreUnavailable, match="of another version"):
        check(database)


def test_the_database_of_another_program_is_refused(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreUnavailable) as refusal:
        prepare(database)
    assert refusal.value.sentence == (
        f"The file {database} belongs to another program: name another data folder with --data."
    )


def test_a_missing_database_is_not_made_by_a_reader(database: Path) -> None:
    with pytest.raises(StoreUnavailable, match="There is no database"):
        check(database)
    assert not database.exists()


def test_steps_are_numbered_as_their_files_say() -> None:
    for path in sorted((MIGRATIONS / "versions").glob("[0-9]*.py")):
        assert f'revision = "{path.name[:4]}"' in path.read_text(encoding="utf-8")


def test_a_wheel_holds_the_steps_the_schema_and_the_policy_library(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT, check=True
    )
    (wheel,) = tmp_path.glob("*.whl")
    folder = "meshcouncil/adapters/migrations"
    names = zipfile.ZipFile(wheel).namelist()
    held = {name.removeprefix(f"{folder}/") for name in names if name.startswith(folder)}
    kept = {
        str(path.relative_to(MIGRATIONS))
        for path in MIGRATIONS.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == kept
    cards = {f"meshcouncil/pack/library/{path.name}" for path in shipped_library_folder().iterdir()}
    assert len(cards & set(names)) == len(cards) == 4
