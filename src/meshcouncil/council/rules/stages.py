"""The stages that a motion goes through before and after its ballot: rounds, comment, offers, advice, declaration."""

from __future__ import annotations

from meshcouncil.council.commands import StageCommand
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event
from meshcouncil.council.state import Council


def decide(council: Council, command: StageCommand) -> tuple[Event, ...]:
    """Give the events of a command about a stage. Raises Rejected."""
    raise Rejected("motion_not_open")
