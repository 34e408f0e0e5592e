"""How the command line says no: one sentence on stderr, and exit code 2."""

from __future__ import annotations

from typing import NoReturn

import typer


def refuse(sentence: str) -> NoReturn:
    """Say why it cannot be done, and end."""
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
