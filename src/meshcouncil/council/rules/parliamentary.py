"""The motion stack of Robert's Rules, the small set for a table of ten (specification D.14)."""

from __future__ import annotations

from meshcouncil.council.events import Event
from meshcouncil.council.matters import EndDebate, Matter, PostponeMotion, ReferMotion
from meshcouncil.council.state import Council, Motion


def checked(
    council: Council, matter: EndDebate | ReferMotion | PostponeMotion
) -> EndDebate | ReferMotion | PostponeMotion:
    """Give the motion on a motion tidied; require that it can be carried as things stand."""
    return matter


def check_in_order(council: Council, matter: Matter) -> None:
    """Require that a matter outranks what is pending, where motions stand on a stack."""


def check_is_pending(council: Council, motion: Motion) -> None:
    """Require that only the motion on top of the stack is voted on."""


def enacted(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Give what a carried motion on a motion does."""
    return ()
