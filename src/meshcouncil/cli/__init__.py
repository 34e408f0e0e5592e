"""The `meshcouncil` command. A subcommand is imported only when it is run, so that help is there at once.

To add one: write `cli/<name>.py` with a Typer `app`, and its line in `COMMANDS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class Entry(NamedTuple):
    """Where a subcommand lives, and what it does in one line."""

    module: str
    help: str


COMMANDS: dict[str, Entry] = {
    "demo": Entry("meshcouncil.cli.demo", "Play at once: one table, nine bots and a free seat for you."),
    "play": Entry("meshcouncil.cli.play", "Play one whole council of bots, and tell it."),
    "serve": Entry("meshcouncil.cli.serve", "Serve gatherings in the browser."),
    "gatherings": Entry("meshcouncil.cli.gatherings", "List, export and import gatherings; make new links."),
    "replay": Entry("meshcouncil.cli.replay", "Tell a stored gathering again, and verify its record."),
    "pack": Entry("meshcouncil.cli.pack", "List, show, check and start packs."),
    "procedures": Entry("meshcouncil.cli.procedures", "List the ways to decide: when each fits, and what a tie does."),
    "library": Entry("meshcouncil.cli.library", "List, search, show and check ready-made policies."),
}


def load_command(name: str) -> Any:
    """Import a subcommand."""
    command = typer.main.get_command(import_module(COMMANDS[name].module).app)
    command.name = name
    return command


class LazyGroup(TyperGroup):
    """Knows every subcommand's name and short help, and imports the one that is run."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, entry in COMMANDS.items():
            self.commands[name] = TyperCommand(name, help=entry.help, short_help=entry.help)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the subcommand that the arguments name, and import it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name in COMMANDS else command, rest


app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help is there in half the time of framed help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from meshcouncil import __version__

        typer.echo(f"meshcouncil {__version__}")
        raise typer.Exit


@app.callback()
def meshcouncil(
    version: bool = typer.Option(False, "--version", callback=_say_version, is_eager=True, help="Say the version."),
) -> None:
    """Play, rehearse and hold the council that governs a data mesh."""


def main() -> None:
    """Run the command line."""
    app(prog_name="meshcouncil")
