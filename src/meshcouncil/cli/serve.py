"""`meshcouncil serve`: gatherings in the browser."""

from __future__ import annotations

import socket
from pathlib import Path

import typer

from meshcouncil.cli.refusal import refuse

app = typer.Typer()


@app.command()
def serve(
    data: Path | None = typer.Option(None, help="Folder for everything that is kept."),
    host: str | None = typer.Option(None, help="Address to listen on; 0.0.0.0 lets other devices in."),
    port: int | None = typer.Option(None, min=0, max=65_535, help="Port to listen on; 0 takes a free one."),
    address: str | None = typer.Option(None, help="Address under which browsers reach this server, behind a proxy."),
    packs: Path | None = typer.Option(None, help="Folder of your own packs."),
    library: Path | None = typer.Option(None, help="Folder of your own policies; every gathering is hosted with them."),
) -> None:
    """Serve gatherings in the browser; everything is there again after a restart, whatever happened."""
    from meshcouncil import asgi
    from meshcouncil.application.ports import StoreUnavailable
    from meshcouncil.bootstrap import opened
    from meshcouncil.settings import Settings, SettingsUnreadable

    try:
        settings = Settings.read(data=data, host=host, port=port, address=address, packs=packs, library=library)
        check_library(settings.library)
        listener = listening(settings.host, settings.port)
        with opened(settings) as application:
            at = reachable(settings.host, listener)
            web = asgi.application(application, settings.address, ready=lambda: typer.echo(f"Mesh Council is at {at}"))
            asgi.server(web, settings.host, settings.port).run(sockets=[listener])
    except SettingsUnreadable as unreadable:
        refuse(unreadable.sentence)
    except StoreUnavailable as unavailable:
        refuse(unavailable.sentence)


def check_library(folder: Path | None) -> None:
    """See that an organisation's policies can be used, now and not when the first gathering is hosted."""
    if folder is None:
        return
    from meshcouncil.pack.policy_library import own_library
    from meshcouncil.pack.problems import PackRefused

    try:
        own_library(folder)
    except PackRefused as refused:
        refuse("\n".join(str(problem) for problem in refused.problems), 1)


def listening(host: str, port: int) -> socket.socket:
    """Take the port now, so that a port in use is one sentence and nothing was opened in vain."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        refuse(
            f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or choose another: --port."
        )
    listener.set_inheritable(True)
    return listener


def reachable(host: str, listener: socket.socket) -> str:
    """Give the address to open in a browser on this machine."""
    name = "localhost" if host in ("0.0.0.0", "::", "127.0.0.1") else host  # noqa: S104 - named, not bound
    return f"http://{name}:{listener.getsockname()[1]}"
