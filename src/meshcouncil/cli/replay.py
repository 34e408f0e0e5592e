"""`meshcouncil replay`: a gathering told again, and proved to be what it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from meshcouncil.cli.refusal import refuse

if TYPE_CHECKING:
    from meshcouncil.application.gatherings import Gatherings
    from meshcouncil.application.ports import GatheringEntry
    from meshcouncil.application.replay import Replayed
    from meshcouncil.application.storage import Storage

app = typer.Typer(rich_markup_mode=None)

DIGITS = 12
"""How many letters of a digest are shown: enough to compare two by eye."""


class Reader(StrEnum):
    """Whose eyes an account is for."""

    public = "public"
    facilitator = "facilitator"


@app.command()
def replay(
    gathering: str = typer.Argument(help="Join code or id of a gathering in the data folder, or the file of one."),
    data: Path | None = typer.Option(None, help="Folder that the gathering is kept in."),
    reader: Reader = typer.Option(Reader.public, "--for", help="What the room may know, or what the facilitator may."),
) -> None:
    """Tell a gathering again from its record, and verify that replaying gives its end. Exits with 1 if it does not."""
    from meshcouncil.application.replay import ReplayBroken
    from meshcouncil.cli.stored import opened_for_reading, storage_of_file

    try:
        if Path(gathering).is_file():
            with storage_of_file(Path(gathering)) as (storage, gatherings, entry):
                replayed = asyncio.run(_replayed(storage, gatherings, entry))
        else:
            with opened_for_reading(data) as application:
                replayed = asyncio.run(_found(application.storage, application.gatherings, gathering))
    except ReplayBroken as broken:
        refuse(broken.sentence, code=1)
    for line in _account(replayed, reader):
        typer.echo(line)


async def _found(storage: Storage, gatherings: Gatherings, name: str) -> Replayed:
    from meshcouncil.cli.stored import entry_of

    return await _replayed(storage, gatherings, await entry_of(gatherings, name))


async def _replayed(storage: Storage, gatherings: Gatherings, entry: GatheringEntry) -> Replayed:
    """Go through the record, and see that a server that opens it stands where the record ends."""
    from meshcouncil.application.replay import (
        PLACE_OF_HALL,
        ReplayBroken,
        end_digest,
        place_of_table,
        replay,
    )

    replayed = await replay(storage, entry)
    if end_digest(await gatherings.hall(entry.gathering_id)) != end_digest(replayed.hall):
        raise ReplayBroken(PLACE_OF_HALL, "a server that opens it stands elsewhere")
    for table, end in replayed.tables.items():
        if end_digest(await gatherings.table(entry.gathering_id, table)) != end_digest(end):
            raise ReplayBroken(place_of_table(table), "a server that opens it stands elsewhere")
    return replayed


def _account(replayed: Replayed, reader: Reader) -> Iterator[str]:
    from meshcouncil.application.verdicts import verdicts_at
    from meshcouncil.cli.habit_lines import habit_lines
    from meshcouncil.cli.verdict_lines import verdict_lines
    from meshcouncil.documents.account import account_of
    from meshcouncil.documents.hall_account import hall_account

    hall = replayed.hall
    yield "THE HALL"
    yield from hall_account(replayed.definition, replayed.hall_events, reader.value)
    for table, events in replayed.table_events.items():
        if events:
            yield ""
            yield f"TABLE {table}"
            yield from account_of(replayed.definition, events, reader.value)
            if hall.is_revealed:
                council = replayed.tables[table]
                yield from habit_lines(council, events)
                yield from verdict_lines(council, verdicts_at(hall, table, council), hall.reading)
    yield ""
    yield f"Verified: {replayed.length} events lead to the end {replayed.digest[:DIGITS]}."
