"""How the command line says no: one sentence on stderr, and an exit code."""

from __future__ import annotations

from typing import NoReturn

import typer


def refuse(sentence: str, code: int = 2) -> NoReturn:
    """Say why it cannot be done, and end. `code`: 2 for a wrong question, 1 for a wrong thing."""
    typer.echo(sentence, err=True)
    raise typer.Exit(code)
