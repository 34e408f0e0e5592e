"""`meshcouncil demo`: one table, nine bots, and a free seat for you."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import ExitStack
from pathlib import Path

import typer

from meshcouncil.cli.refusal import refuse
from meshcouncil.cli.serve import check_library, listening, reachable

app = typer.Typer()

FREE_SEAT = 5


@app.command()
def demo(
    pack: str = typer.Option("rainbow-road", help="Pack to play."),
    seat: int = typer.Option(FREE_SEAT, min=1, help="Number of the seat that stays free for you."),
    host: str = typer.Option("127.0.0.1", help="Address to listen on; 0.0.0.0 lets your phone in."),
    port: int = typer.Option(8000, min=0, max=65_535, help="Port to listen on; 0 takes a free one."),
    data: Path | None = typer.Option(None, help="Folder to keep the gathering in; without one it is forgotten."),
    pace: int = typer.Option(100, min=1, max=100_000, help="Speed of the clock in percent of real time."),
    library: Path | None = typer.Option(None, help="Folder of your own policies, to have at the table."),
    bot_pace: int = typer.Option(100, min=0, max=100_000, help="Speed of the bots in percent; 0: at once."),
) -> None:
    """Serve a gathering with one table, nine bots and a free seat, and print the links to its pages."""
    from meshcouncil import asgi
    from meshcouncil.application.gatherings import Hosting
    from meshcouncil.application.pack_choice import PackMissing
    from meshcouncil.application.ports import StoreUnavailable
    from meshcouncil.application.rehearsal import NoSuchSeat, prepare
    from meshcouncil.bootstrap import opened
    from meshcouncil.settings import Settings

    check_library(library)
    listener = listening(host, port)
    at = reachable(host, listener)
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="meshcouncil-")))
        try:
            application = stack.enter_context(opened(Settings(data=folder, library=library)))
            hosting = Hosting(pack=pack, plan="", pace=pace, bot_pace=bot_pace)
            links = asyncio.run(prepare(application.gatherings, hosting, seat))
        except StoreUnavailable as unavailable:
            refuse(unavailable.sentence)
        except (PackMissing, NoSuchSeat) as missing:
            refuse(missing.sentence)

        def tell() -> None:
            typer.echo(f"Your seat:    {at}/i/{links.seat}")
            typer.echo(f"Facilitator:  {at}/i/{links.facilitator}")
            typer.echo(f"Projector:    {at}/i/{links.projector}")
            typer.echo(f"Join code:    {links.code}   ({at}/j/{links.code})")
            typer.echo("Open your seat, read your brief, then start the agenda on the facilitator's page. Ctrl-C ends.")

        asgi.server(asgi.application(application, ready=tell), host, port).run(sockets=[listener])
