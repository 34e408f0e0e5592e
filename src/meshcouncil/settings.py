"""What a server can be told, read once: from the command line, else from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PORT = 8000


class SettingsUnreadable(ValueError):
    """A setting makes no sense; `sentence` says which and what it may be."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set.

    data: folder of the database (``MESHCOUNCIL_DATA``). host, port: where to listen (``MESHCOUNCIL_HOST``,
    ``MESHCOUNCIL_PORT``). address: under which browsers reach the server when a proxy stands before it
    (``MESHCOUNCIL_ADDRESS``). packs: folder of the host's own packs (``MESHCOUNCIL_PACKS``). library: folder of the
    organisation's own policies (``MESHCOUNCIL_LIBRARY``).
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    address: str = ""
    packs: Path | None = None
    library: Path | None = None

    @staticmethod
    def read(
        environment: Mapping[str, str] = os.environ,
        *,
        data: Path | None = None,
        host: str | None = None,
        port: int | None = None,
        address: str | None = None,
        packs: Path | None = None,
        library: Path | None = None,
    ) -> Settings:
        """Join what the command line says with the environment and the defaults. Raises SettingsUnreadable."""
        own_packs = packs or _folder(environment.get("MESHCOUNCIL_PACKS"))
        return Settings(
            data=data or _folder(environment.get("MESHCOUNCIL_DATA")) or default_data(environment),
            host=host or environment.get("MESHCOUNCIL_HOST") or "127.0.0.1",
            port=port if port is not None else _port(environment.get("MESHCOUNCIL_PORT")),
            address=(address or environment.get("MESHCOUNCIL_ADDRESS") or "").rstrip("/"),
            packs=own_packs,
            library=library or _folder(environment.get("MESHCOUNCIL_LIBRARY")),
        )


def default_data(environment: Mapping[str, str] = os.environ) -> Path:
    """Give the folder where data is kept when nobody says otherwise (XDG base directories)."""
    home = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "meshcouncil"


def _folder(text: str | None) -> Path | None:
    return Path(text) if text else None


def _port(text: str | None) -> int:
    if not text:
        return DEFAULT_PORT
    if not text.isdecimal() or not 0 <= int(text) <= 65_535:
        raise SettingsUnreadable(f"MESHCOUNCIL_PORT should be a number from 0 to 65535, not “{text[:40]}”.")
    return int(text)
