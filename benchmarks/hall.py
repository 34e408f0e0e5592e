"""A gathering in full swing, stored in a data folder: tables of ten people each, all at the table step, a vote open."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from meshcouncil.application.gatherings import Gatherings, Hosting
from meshcouncil.bootstrap import opened
from meshcouncil.council import commands as at_table
from meshcouncil.council.definition import Definition
from meshcouncil.council.matters import AddPolicy
from meshcouncil.gathering import commands as in_hall
from meshcouncil.settings import Settings

SEATS = 10
STEP = "cs2"
"""The step in which the council deliberates: every form of the table is open."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at a table, and the cookie that proves it."""

    code: str
    person: str
    table: int
    number: int
    cookie: str

    @property
    def page(self) -> str:
        """Path of their page at the table."""
        return f"/g/{self.code}/p/{self.person}/table"

    def command(self, name: str) -> str:
        """Path of one of their commands."""
        return f"/g/{self.code}/p/{self.person}/do/{name}"


@dataclass(frozen=True, slots=True)
class Hall:
    """A gathering as its facilitator and its seats reach it.

    `ballot`: the motion that every table is voting on; `chair`: the number of the seat that calls votes.
    """

    code: str
    facilitator: str
    seats: tuple[Seat, ...]
    ballot: str
    chair: int

    def command(self, name: str) -> str:
        """Path of one of the facilitator's commands."""
        return f"/g/{self.code}/f/do/{name}"


def prepare(data: Path, tables: int, title: str) -> Hall:
    """Host a gathering in the data folder, seat people at all its tables and lead it to the council session."""
    with opened(Settings(data=data)) as application:
        return asyncio.run(_prepared(application.gatherings, tables, title))


async def _prepared(gatherings: Gatherings, tables: int, title: str) -> Hall:
    definition = gatherings.shelf.definition("rainbow-road")
    hosted = await gatherings.host(Hosting("rainbow-road", "", title, tables=tables, bots=False))
    seats = [
        await _seated(gatherings, hosted.gathering, hosted.code, table, number)
        for table in range(1, tables + 1)
        for number in teams_first(definition)
    ]
    await gatherings.in_hall(hosted.gathering, in_hall.StartAgenda(gatherings.now()))
    while (await gatherings.hall(hosted.gathering)).step != STEP:
        await gatherings.in_hall(hosted.gathering, in_hall.NextStep(gatherings.now()))
    chair = next(role.number for role in definition.roles if definition.is_chair(role.number))
    for table in range(1, tables + 1):
        await _open_a_vote(gatherings, hosted.gathering, table, chair)
    return Hall(hosted.code, f"mesh_facilitator={hosted.facilitator}", tuple(seats), "M1", chair)


def teams_first(definition: Definition) -> list[int]:
    """Give the seats in the order in which they may be taken: every team has somebody before any has two."""
    turns = {team.id: 0 for team in definition.teams}
    turn_of = {}
    for role in definition.roles:
        turn_of[role.number] = turns[role.team]
        turns[role.team] += 1
    return sorted(turn_of, key=lambda number: (turn_of[number], number))


async def _seated(gatherings: Gatherings, gathering: str, code: str, table: int, number: int) -> Seat:
    person = f"person-{table}-{number}"
    await gatherings.in_hall(gathering, in_hall.EnterHall(person, f"Guest {table}.{number}", gatherings.now()))
    await gatherings.in_hall(gathering, in_hall.TakeSeat(person, table, number))
    token = await gatherings.links.make(gathering, "person", person, gatherings.now())
    return Seat(code, person, table, number, f"mesh_seat={token}")


async def _open_a_vote(gatherings: Gatherings, gathering: str, table: int, chair: int) -> None:
    matter = AddPolicy("Names for tables", "Every table has an owner, and its name says whose it is.", "")
    for command in (
        at_table.TableMotion(1, matter, "So that we know whom to ask.", emergency=False),
        at_table.SecondMotion(2, "M1"),
        at_table.OpenVote(chair, "M1"),
    ):
        await gatherings.at_table(gathering, table, command)
