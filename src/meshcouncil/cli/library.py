"""`meshcouncil library`: list, search, show and check ready-made policies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from meshcouncil.cli.refusal import refuse

if TYPE_CHECKING:
    from meshcouncil.council.definition import Card
    from meshcouncil.pack.policy_library import PolicyLibrary

app = typer.Typer(help="List, search, show and check policies.", no_args_is_help=True, rich_markup_mode=None)

_LIBRARY = typer.Option(None, "--library", help="A folder with your own policies; they come before the shipped ones.")
_CATEGORY = typer.Option("", "--category", help="Only policies of this category.")


@app.command("list")
def list_cards(category: str = _CATEGORY, library: Path | None = _LIBRARY) -> None:
    """List the policies that a council can take as drafts."""
    _print_table(_found("", category, library))


@app.command("search")
def search_cards(
    text: str = typer.Argument(help="Words that the policy should hold; each of them."),
    category: str = _CATEGORY,
    library: Path | None = _LIBRARY,
) -> None:
    """Find policies by their words, the likeliest first. Exits with 1 when there is none."""
    found = _found(text, category, library)
    if not found:
        refuse(f"No policy holds all of “{text}”; try fewer words, or see `meshcouncil library list`.", 1)
    _print_table(found)


@app.command()
def show(card: str = typer.Argument(help="Id of the policy."), library: Path | None = _LIBRARY) -> None:
    """Show one policy with its whole record."""
    from meshcouncil.pack.problems import did_you_mean

    known = {each.id.casefold(): each for each in library_behind(library).cards}
    found = known.get(card.casefold())
    if found is None:
        names = [each.id for each in known.values()]
        hint = did_you_mean(card.upper(), names) or "; `meshcouncil library list` names them all."
        refuse(f"There is no policy '{card}'{hint}")
    _print_card(found)


@app.command()
def lint(folder: Path = typer.Argument(help="Folder of a policy library.")) -> None:
    """Check a policy library: every error comes with file, line and what to do. Exits with 1 when there is one."""
    from meshcouncil.pack.policy_library import own_library
    from meshcouncil.pack.problems import PackRefused

    try:
        cards = own_library(folder).cards
    except PackRefused as refused:
        for problem in refused.problems:
            typer.echo(problem)
        typer.echo(f"{folder}: {_count(len(refused.problems), 'thing')} to mend.")
        raise typer.Exit(1) from None
    typer.echo(f"{folder}: {_count(len(cards), 'card')}, nothing to mend.")


@app.command()
def schema() -> None:
    """Print the JSON schema of a policy library's files, for editors."""
    from meshcouncil.pack.json_schema import library_schema_text

    typer.echo(library_schema_text(), nl=False)


def library_behind(folder: Path | None) -> PolicyLibrary:
    """Give the shipped library, behind the one in the folder when there is one; say no when that is wrong."""
    from meshcouncil.pack.policy_library import own_library, shipped_library
    from meshcouncil.pack.problems import PackRefused

    if folder is None:
        return shipped_library()
    try:
        return own_library(folder).before(shipped_library())
    except PackRefused as refused:
        refuse("\n".join(str(problem) for problem in refused.problems), 1)


def _found(text: str, category: str, library: Path | None) -> tuple[Card, ...]:
    from meshcouncil.pack.cards import search
    from meshcouncil.pack.policy_library import CATEGORIES
    from meshcouncil.pack.problems import did_you_mean, listed

    if category and category not in CATEGORIES:
        hint = did_you_mean(category, CATEGORIES) or f"; there are {listed(CATEGORIES, 20)}."
        refuse(f"There is no category '{category}'{hint}")
    return search(library_behind(library).cards, text, category)


def _print_table(cards: Iterable[Card]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("policy", "title", "category"):
        table.add_column(heading)
    for card in cards:
        table.add_row(card.id, f"{card.title} (to write together)" if card.together else card.title, card.category)
    Console(highlight=False).print(table)


def _print_card(card: Card) -> None:
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.padding import Padding
    from rich.text import Text

    from meshcouncil.documents.cards import TOGETHER, card_lines

    console = Console(highlight=False)
    console.print(Text(f"{card.id}  {card.title}", style="bold"))
    if card.together:
        console.print(Text(TOGETHER, style="italic"))
    console.print(Padding(Markdown(card.text), (0, 0, 0, 2)))
    for line in card_lines(card):
        console.print(Text(line.label, style="bold"))
        console.print(Padding(Markdown(line.text), (0, 0, 0, 2)))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
