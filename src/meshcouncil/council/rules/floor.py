"""Who speaks: the list of speakers, caucuses, rounds, and points (D.14, D.16, D.17)."""

from __future__ import annotations

from meshcouncil.council.commands import FloorCommand
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event
from meshcouncil.council.matters import AppealRuling, HoldCaucus
from meshcouncil.council.state import Council, Motion


def decide(council: Council, command: FloorCommand) -> tuple[Event, ...]:
    """Give the events of a command about the floor. Raises Rejected."""
    raise Rejected("council_not_sitting")


def checked(council: Council, matter: HoldCaucus | AppealRuling) -> HoldCaucus | AppealRuling:
    """Give the matter tidied; require that it can be carried as things stand."""
    return matter


def enacted(council: Council, motion: Motion, at: int) -> tuple[Event, ...]:
    """Give what a carried caucus or appeal does."""
    return ()


def rung(council: Council, at: int) -> tuple[Event, ...]:
    """End the speech, caucus or recess whose time is up at this instant (ms)."""
    return ()


def left(council: Council, seat: int) -> tuple[Event, ...]:
    """End the speech of a seat that is freed."""
    return ()
