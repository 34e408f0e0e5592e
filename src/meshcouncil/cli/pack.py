"""`meshcouncil pack`: list, show, check and start packs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from meshcouncil.cli.refusal import refuse
from meshcouncil.pack.problems import PackRefused, Problem
from meshcouncil.pack.shelf import Shelf

if TYPE_CHECKING:
    from rich.console import Console

app = typer.Typer(help="List, show, check and start packs.", no_args_is_help=True, rich_markup_mode=None)

_PACKS = typer.Option(None, "--packs", help="A folder with more packs; its packs come before the shipped ones.")


@app.command("list")
def list_packs(packs: Path | None = _PACKS) -> None:
    """List the packs that can be played."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("pack", "title", "seats", "plans", "decision points"):
        table.add_column(heading)
    for slug, folder in _shelf(packs).places().items():
        table.add_row(slug, *_row(folder))
    _console().print(table)


@app.command()
def show(
    slug: str = typer.Argument(help="Pack to show."),
    role: int | None = typer.Option(None, "--role", help="Show only the brief of this seat."),
    packs: Path | None = _PACKS,
) -> None:
    """Show a pack with its secrets: for facilitators and authors, not for players."""
    from meshcouncil.cli.pack_page import brief_page, pack_page

    shelf = _shelf(packs)
    folder = _place(shelf, slug)
    try:
        definition = shelf.definition(slug)
    except PackRefused as refused:
        _print_problems(refused.problems, folder)
        raise typer.Exit(1) from None
    if role is not None and role not in definition.roles_by_number:
        numbers = sorted(definition.roles_by_number)
        refuse(f"There is no role {role} in this pack; its roles are {numbers[0]} to {numbers[-1]}.")
    _console().print(pack_page(definition) if role is None else brief_page(definition, role))


@app.command()
def lint(
    pack: str = typer.Argument(help="Folder of a pack, or the name of one in the list."),
    packs: Path | None = _PACKS,
    library: Path | None = typer.Option(None, "--library", help="A folder with policies that the pack may name too."),
    notes: bool = typer.Option(True, help="Print notes too, which are worth knowing and nothing to mend."),
) -> None:
    """Check a pack: every finding comes with file, line and what to do. Exits with 1 when something is to be mended."""
    from meshcouncil.cli.library import library_behind
    from meshcouncil.pack.lint import lint_pack

    folder = _folder_of(pack, packs)
    problems = lint_pack(folder, library_behind(library))
    _print_problems([each for each in problems if notes or each.level != "note"], folder)
    counts = Counter(problem.level for problem in problems)
    to_mend = counts["error"] + counts["problem"]
    typer.echo(f"{pack}: {_count(to_mend, 'thing')} to mend, {_count(counts['note'], 'note')}.")
    if to_mend:
        raise typer.Exit(1)


@app.command()
def new(
    folder: Path = typer.Argument(help="Folder to write; its name becomes the pack's slug."),
    title: str | None = typer.Option(
        None, "--title", help="Title of the pack; made from the folder's name if not given."
    ),
) -> None:
    """Write a small pack that works, to grow your own from."""
    from meshcouncil.pack.new import write_new_pack

    try:
        written = write_new_pack(folder, title)
    except PackRefused as refused:
        refuse(str(refused))
    for path in written:
        typer.echo(path)
    typer.echo(f"A pack of {len(written)} files. Change what you like, then: meshcouncil pack lint {folder}")


@app.command()
def schema() -> None:
    """Print the JSON schema of a pack's files, for editors."""
    from meshcouncil.pack.json_schema import json_schema_text

    typer.echo(json_schema_text(), nl=False)


def _shelf(packs: Path | None) -> Shelf:
    if packs is not None and not packs.is_dir():
        refuse(f"There is no folder '{packs}'; name a folder that holds packs.")
    return Shelf((packs,) if packs else ())


def _folder_of(pack: str, packs: Path | None) -> Path:
    """Find the folder that a person means: a path when it looks like one or is one, else a pack's name."""
    path = Path(pack)
    if path.name != pack or os.path.lexists(path):
        return path
    return _place(_shelf(packs), pack)


def _place(shelf: Shelf, slug: str) -> Path:
    try:
        return shelf.place(slug)
    except PackRefused as refused:
        refuse(refused.problems[0].sentence)


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _row(folder: Path) -> tuple[str, str, str, str]:
    from meshcouncil.pack.compile import compile_pack

    try:
        pack = compile_pack(folder)
    except PackRefused as refused:
        return f"cannot be used: {_count(len(refused.problems), 'error')}, see meshcouncil pack lint", "", "", ""
    seats = f"{pack.min_seats} to {len(pack.roles)}" if pack.min_seats < len(pack.roles) else str(pack.min_seats)
    plans = ", ".join(f"{sum(step.minutes for step in plan.steps)} min" for plan in pack.plans)
    return pack.title, seats, plans, str(len(pack.decisions))


def _print_problems(problems: Iterable[Problem], folder: Path) -> None:
    for problem in problems:
        file = problem.file if problem.file == str(folder) else str(folder / problem.file)
        typer.echo(replace(problem, file=file))


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
