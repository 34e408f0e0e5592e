"""`meshcouncil procedures`: every way to decide, for people or as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from meshcouncil.documents.catalogue import Entry

app = typer.Typer()

SCHEMA = "mesh-council/procedures@1"
ARROW = " → "


@app.command()
def procedures(
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of the list."),
) -> None:
    """List every procedure with one sentence, when it fits, its states and its tie rule."""
    from dataclasses import asdict

    from meshcouncil.documents.catalogue import catalogue

    entries = catalogue()
    if as_json:
        document = {"schema": SCHEMA, "procedures": [asdict(each) for each in entries]}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in _told(entries):
        typer.echo(line)


def _told(entries: tuple[Entry, ...]) -> Iterator[str]:
    from meshcouncil.documents.catalogue import by_family

    for number, (family, members) in enumerate(by_family(entries)):
        if number:
            yield ""
        yield family.upper()
        for each in members:
            yield ""
            yield f"{each.kind}  {each.title}"
            yield f"    {each.sentence}"
            yield f"    Fits: {each.fits}"
            yield f"    States: {ARROW.join(each.states)}."
            yield f"    Ties: {each.ties}"
