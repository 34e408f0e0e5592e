"""A data folder with one gathering in it, for the commands that work on stored ones."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from meshcouncil.application.gatherings import Hosted, Hosting
from meshcouncil.bootstrap import Application, opened
from meshcouncil.cli import app
from meshcouncil.council import commands as at_table
from meshcouncil.gathering import commands as in_hall
from meshcouncil.settings import Settings

RUNNER = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})


@dataclass(frozen=True)
class StoredGathering:
    """Where it is kept, and how it was hosted."""

    data: Path
    hosted: Hosted

    @property
    def code(self) -> str:
        return self.hosted.code

    @property
    def table_stream(self) -> str:
        return f"table:{self.hosted.gathering}:1"

    def change(self, statement: str, *values: object) -> None:
        """Change the database behind the product's back."""
        with closing(sqlite3.connect(self.data / "meshcouncil.sqlite3")) as connection, connection:
            connection.execute(statement, values)


def store_gathering(data: Path) -> StoredGathering:
    """Keep a gathering with one table: Ada, five bots, and a few words."""
    with opened(Settings(data=data)) as application:
        return StoredGathering(data, asyncio.run(_played(application)))


async def _played(application: Application) -> Hosted:
    gatherings = application.gatherings
    hosted = await gatherings.host(Hosting("rainbow-road", "", title="An evening"))
    await gatherings.in_hall(hosted.gathering, in_hall.EnterHall("ada", "Ada", gatherings.now()))
    await gatherings.in_hall(hosted.gathering, in_hall.TakeSeat("ada", 1, 5))
    names = ("Fern", "Ivy", "Oak", "Elm", "Ash", "Yew", "Fir", "Bay", "Sage", "Rue")
    await gatherings.in_hall(hosted.gathering, in_hall.FillWithBots(1, names))
    await gatherings.in_hall(hosted.gathering, in_hall.CallHelp(1, 5, "Which link is mine?", gatherings.now()))
    await gatherings.in_hall(hosted.gathering, in_hall.StartAgenda(gatherings.now()))
    await gatherings.at_table(hosted.gathering, 1, at_table.Say(5, "council", "Good evening."))
    await gatherings.at_table(hosted.gathering, 1, at_table.Say(5, "team", "Let us keep this to ourselves."))
    return hosted


def run(*arguments: object) -> tuple[int, str, str]:
    """Run the command line: its exit code, what it says, and what it complains of."""
    ran = RUNNER.invoke(app, [str(argument) for argument in arguments], prog_name="meshcouncil")
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, ran.stdout, ran.stderr
