"""`meshcouncil play`: a whole council of bots, told for people or as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from meshcouncil.cli.refusal import refuse

if TYPE_CHECKING:
    from meshcouncil.bots.headless import PlayedCouncil
    from meshcouncil.council.definition import Definition, ProcedureRules

app = typer.Typer()


class ReadingChoice(StrEnum):
    """How missions are read."""

    open = "open"
    tight = "tight"


@app.command()
def play(
    pack: str = typer.Argument(help="Pack to play."),
    seed: int = typer.Option(1, help="Seed of the dice: the same seed plays the same council."),
    plan: str | None = typer.Option(None, help="Plan of the agenda; the pack's first one if not named."),
    reading: ReadingChoice = typer.Option(ReadingChoice.open, help="How missions are read."),
    procedure: str | None = typer.Option(
        None, help="Procedure to decide by, such as consent; `meshcouncil procedures` lists them all."
    ),
    seats: str | None = typer.Option(None, help="Seats that are taken, such as 1,3,5,7,9; all if not named."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of the account."),
    packs: Path | None = typer.Option(None, "--packs", help="A folder with more packs."),
) -> None:
    """Play one council of bots from the first word to the verdicts."""
    from meshcouncil.bots.headless import play_council

    definition = _definition(pack, packs)
    plan_id = plan if plan is not None else definition.plans[0].id
    try:
        rules = _rules(procedure) if procedure is not None else None
        played = play_council(definition, plan_id, seed, reading.value, seats=_seats(seats), procedure=rules)
    except ValueError as refused:
        refuse(str(refused))
    if as_json:
        from meshcouncil.cli.play_record import record_of

        typer.echo(json.dumps(record_of(played), ensure_ascii=False, indent=2, sort_keys=True))
        return
    for line in _told(played):
        typer.echo(line)


def _definition(slug: str, packs: Path | None) -> Definition:
    from meshcouncil.pack.problems import PackRefused
    from meshcouncil.pack.shelf import Shelf

    if packs is not None and not packs.is_dir():
        refuse(f"There is no folder {packs}.")
    try:
        return Shelf((packs,) if packs else ()).definition(slug)
    except PackRefused as refused:
        refuse("\n".join(problem.sentence if problem.file == slug else str(problem) for problem in refused.problems))


def _rules(name: str) -> ProcedureRules:
    """Give the usual rules of a procedure, however its name is written."""
    from difflib import get_close_matches

    from meshcouncil.council.rules.procedures import PROCEDURES
    from meshcouncil.council.rules.rulebook import usual_rules

    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    kind = next((each for each in PROCEDURES if each == wanted), None)
    if kind is None:
        near = get_close_matches(wanted, PROCEDURES, 1)
        did_you_mean = f" Did you mean {near[0]}?" if near else ""
        refuse(f"There is no procedure '{name[:60]}'.{did_you_mean} `meshcouncil procedures` lists them all.")
    return usual_rules(kind)


def _seats(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return None
    numbers = [part.strip() for part in text.split(",")]
    if not all(number.isdecimal() and number.isascii() and len(number) <= 4 for number in numbers):
        refuse(f"--seats takes seat numbers with commas between them, such as 1,3,5,7,9; not '{text[:60]}'.")
    return tuple(map(int, numbers))


def _told(played: PlayedCouncil) -> Iterator[str]:
    """Tell the council, then who reached what."""
    from meshcouncil.cli.habit_lines import habit_lines
    from meshcouncil.cli.verdict_lines import verdict_lines
    from meshcouncil.documents.account import account_of

    yield from account_of(played.definition, played.events)
    yield from habit_lines(played.council, played.events)
    yield from verdict_lines(played.council, played.verdicts, played.reading)
