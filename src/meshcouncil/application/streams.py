"""Names of streams and pads: one stream per gathering, one per table, one pad per table and per room of the sidebar."""

from __future__ import annotations

DIRECTORY = "gatherings"
"""The wake-up of everybody who waits for new gatherings; nothing is stored under it."""


def hall_stream(gathering: str) -> str:
    """Name the stream of the hall."""
    return f"gathering:{gathering}"


def table_stream(gathering: str, table: int) -> str:
    """Name the stream of one table."""
    return f"table:{gathering}:{table}"


def table_pad(gathering: str, table: int) -> str:
    """Name the pad of one table."""
    return f"pad:{gathering}:table:{table}"


def room_pad(gathering: str, room: int) -> str:
    """Name the notes of one room of the sidebar."""
    return f"pad:{gathering}:room:{room}"


def pads_of(gathering: str) -> str:
    """Give what the names of all pads of a gathering begin with."""
    return f"pad:{gathering}:"
