"""`meshcouncil gatherings`: list, export, import, and links to come back in."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from meshcouncil.cli.refusal import refuse

if TYPE_CHECKING:
    from meshcouncil.application.ports import GatheringEntry, InvitationKind
    from meshcouncil.bootstrap import Application
    from meshcouncil.gathering.state import Gathering

app = typer.Typer(
    help="List, export and import gatherings; make and revoke links.", no_args_is_help=True, rich_markup_mode=None
)

_DATA = typer.Option(None, "--data", help="Folder that the gatherings are kept in.")
_STAGES = {"lobby": "in the lobby", "running": "running", "closed": "over"}
_HEADINGS = ("code", "opened", "tables", "people", "now", "title")


class Revocable(StrEnum):
    """Whose links can be made worthless."""

    facilitator = "facilitator"
    projector = "projector"
    person = "person"


@app.command("list")
def list_gatherings(data: Path | None = _DATA) -> None:
    """List the gatherings of a data folder, the newest first; a server may be using it."""
    from rich.console import Console
    from rich.table import Table

    from meshcouncil.cli.stored import opened_for_reading

    with opened_for_reading(data) as application:
        rows = asyncio.run(_rows(application))
    if not rows:
        typer.echo("There are no gatherings here yet: host one with meshcouncil serve.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in _HEADINGS:
        table.add_column(heading, justify="right" if heading in ("tables", "people") else "left")
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)


@app.command("export")
def export_gathering(
    code: str = typer.Argument(help="Join code or id of the gathering."),
    file: Path = typer.Argument(help="File to write; it must not exist yet."),
    data: Path | None = _DATA,
) -> None:
    """Write a gathering into one file, secret missions included; a server may be using it."""
    from meshcouncil.application import archive
    from meshcouncil.application.replay import ReplayBroken
    from meshcouncil.cli.stored import entry_of, opened_for_reading

    async def exported(application: Application) -> bytes:
        return await archive.export_gathering(application.storage, await entry_of(application.gatherings, code))

    with opened_for_reading(data) as application:
        try:
            archived = asyncio.run(exported(application))
        except ReplayBroken as broken:
            refuse(broken.sentence, code=1)
    _write_new(file, archived)
    typer.echo(f"Written: {file}. It holds the secret missions, and no link: keep it as you would keep the briefs.")


@app.command("import")
def import_gathering(
    file: Path = typer.Argument(help="File that an export wrote."),
    data: Path | None = _DATA,
) -> None:
    """Take a gathering from a file into a data folder that no server is using; it gets a new code and new links."""
    from meshcouncil.application import archive
    from meshcouncil.application.archive_file import ArchiveRefused
    from meshcouncil.application.gatherings import new_code
    from meshcouncil.cli.stored import bytes_of, opened_for_writing

    async def imported(application: Application, archived: bytes) -> tuple[GatheringEntry, list[str]]:
        gathering, at = secrets.token_urlsafe(9), application.gatherings.now()
        entry = await archive.import_gathering(
            application.storage, archived, gathering=gathering, new_code=new_code, at=at
        )
        return entry, await _new_links(application, entry, Revocable.facilitator, Revocable.projector)

    archived = bytes_of(file)
    with opened_for_writing(data) as application:
        try:
            entry, lines = asyncio.run(imported(application, archived))
        except ArchiveRefused as refused:
            refuse(refused.sentence, code=1)
    typer.echo(f"Imported: {entry.title}, join code {entry.code}.")
    _say_links(lines)


@app.command()
def links(
    code: str = typer.Argument(help="Join code or id of the gathering."),
    name: str | None = typer.Argument(None, help="Name of the person whose link is made or revoked."),
    revoke: Revocable | None = typer.Option(None, "--revoke", help="Make the links handed out so far worthless."),
    data: Path | None = _DATA,
) -> None:
    """Make new links for the facilitator and the projector, or for one person; no server may be using the folder."""
    from meshcouncil.cli.stored import entry_of, opened_for_writing

    if revoke is Revocable.person and name is None:
        refuse(f"Name the person too: meshcouncil gatherings links {code} NAME --revoke person.")
    if name is not None and revoke in (Revocable.facilitator, Revocable.projector):
        refuse("Only a person's links go by a name: leave the name out, or say --revoke person.")

    async def made(application: Application) -> list[str]:
        entry = await entry_of(application.gatherings, code)
        if name is not None:
            person = _person(await application.gatherings.hall(entry.gathering_id), name)
            if revoke is not None:
                await application.gatherings.links.revoke(entry.gathering_id, "person", person)
            return [await _new_link(application, entry, "person", person, name)]
        if revoke is not None:
            await application.gatherings.links.revoke(entry.gathering_id, revoke.value, "")
            return await _new_links(application, entry, revoke)
        return await _new_links(application, entry, Revocable.facilitator, Revocable.projector)

    with opened_for_writing(data) as application:
        lines = asyncio.run(made(application))
    if revoke is not None:
        typer.echo(f"Revoked: every link handed out to {name or f'the {revoke.value}'} so far.")
    _say_links(lines)


async def _rows(application: Application) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for entry in await application.gatherings.all():
        opened = f"{datetime.fromtimestamp(entry.created_at / 1000).astimezone():%Y-%m-%d %H:%M}"
        try:
            hall = await application.gatherings.hall(entry.gathering_id)
        except Exception:  # noqa: BLE001 - whatever is wrong with this one, the others are listed
            rows.append((entry.code, opened, "", "", "cannot be read: see meshcouncil replay", entry.title))
        else:
            tables, people = str(len(hall.open_tables)), str(len(hall.people))
            rows.append((entry.code, opened, tables, people, _STAGES.get(hall.stage, hall.stage), entry.title))
    return rows


def _person(hall: Gathering, name: str) -> str:
    found = next((person.id for person in hall.people.values() if person.name.casefold() == name.casefold()), None)
    if found is None:
        names = ", ".join(sorted(person.name for person in hall.people.values())) or "no people yet"
        refuse(f"Nobody here is called “{name[:60]}”: there are {names}.")
    return found


async def _new_links(application: Application, entry: GatheringEntry, *kinds: Revocable) -> list[str]:
    return [await _new_link(application, entry, kind.value, "", kind.value.capitalize()) for kind in kinds]


async def _new_link(
    application: Application, entry: GatheringEntry, kind: InvitationKind, subject: str, name: str
) -> str:
    gatherings = application.gatherings
    token = await gatherings.links.make(entry.gathering_id, kind, subject, gatherings.now())
    return f"{name + ':':<14}/i/{token}"


def _say_links(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
    typer.echo("Put your server's address in front of these paths; whoever has such a link may use it.")


def _write_new(file: Path, archived: bytes) -> None:
    try:
        with file.open("xb") as opened:
            opened.write(archived)
    except FileExistsError:
        refuse(f"There is a file {file} already, and nothing is overwritten: name another.")
    except OSError as error:
        refuse(f"The file {file} cannot be written ({error.strerror}): name a place that can be.")
