"""Packs with marked secrets, and councils played from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from meshcouncil.council.commands import BeginStep, Command, FillSeat
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition, Goal
from meshcouncil.council.evolve import replayed
from meshcouncil.council.predicates import AllOf, AnyOf, Chosen
from meshcouncil.council.state import Council, seated
from meshcouncil.pack.shelf import Shelf

CANARY = "zanzibarite"
ALL_SEATS = tuple(range(1, 11))
ONE_A_TEAM = (1, 3, 5, 7, 9)
SEVEN = (1, 2, 3, 5, 6, 8, 10)


@cache
def rainbow_road() -> Definition:
    """Give the shipped pack."""
    return Shelf().definition("rainbow-road")


@cache
def with_canaries() -> Definition:
    """Give the shipped pack with every secret line marked by a word that occurs nowhere else."""
    pack = rainbow_road()
    return replace(
        pack,
        teams=tuple(replace(team, mission=_marked(team.mission, f"{CANARY} {team.id}")) for team in pack.teams),
        roles=tuple(
            replace(
                role,
                mission=_marked(role.mission, f"{CANARY} {role.number}"),
                for_teammate=f"{role.for_teammate} {CANARY} teammate {role.number}",
                secret=f"{role.secret} {CANARY} secret {role.number}",
            )
            for role in pack.roles
        ),
    )


def with_other_secrets(pack: Definition, seat: int) -> Definition:
    """Give the pack with every secret changed that this seat may not know: texts, and what they ask for."""
    team = pack.team_of(seat)
    return replace(
        pack,
        teams=tuple(
            each if each.id == team.id else replace(each, mission=_opposite(each.mission)) for each in pack.teams
        ),
        roles=tuple(
            each
            if each.number == seat
            else replace(each, mission=_opposite(each.mission), for_teammate="Something else.", secret="Another thing.")
            for each in pack.roles
        ),
    )


def at_table(pack: Definition, *commands: Command, seats: tuple[int, ...] = ALL_SEATS, step: str = "cs2") -> Council:
    """Give a council of bots in a step of the plan, after these commands."""
    at = next(each for each in pack.plans[0].steps if each.id == step)
    opening = BeginStep(step, sitting=True, procedure=at.procedure, final_vote=at.final_vote)
    council = seated(pack)
    for command in (*(FillSeat(seat, "bot", f"Bot {seat}") for seat in seats), opening, *commands):
        council = replayed(council, decide(council, command))
    return council


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in an event, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from texts_in(each)


def _marked(goal: Goal, mark: str) -> Goal:
    return replace(goal, text=f"{goal.text} {mark}", why=f"{goal.why} {mark}")


def _opposite(goal: Goal) -> Goal:
    """Ask for something else: the first option of a question that the goal does not mind."""
    other = AllOf((Chosen("exceptions", frozenset({"owner_waiver"})), AnyOf((Chosen("tools", frozenset({"any"})),))))
    return replace(goal, text="Quite another mission.", tight=other, open=other, why="")
