"""Amendments: bound to a wording, friendly or hostile, re-based or lapsed when the wording changes (D.15)."""

from __future__ import annotations

from meshcouncil.council.commands import AcceptAmendment
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event
from meshcouncil.council.matters import AmendMotion
from meshcouncil.council.state import Council, Motion


def checked(council: Council, matter: AmendMotion) -> AmendMotion:
    """Give the amendment tidied; require that it changes the present wording of a motion that can be amended."""
    raise Rejected("motion_not_open")


def enacted(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Give what a carried amendment does: a new wording of its motion, and what becomes of other amendments."""
    return ()


def accept(council: Council, command: AcceptAmendment) -> tuple[Event, ...]:
    """Take an amendment as friendly: the text changes at once, without a vote."""
    raise Rejected("motion_not_open")


def after_revision(council: Council) -> tuple[Event, ...]:
    """Re-base the amendments that were written for an older wording, or let them lapse."""
    return ()


def check_before_vote(council: Council, motion: Motion) -> None:
    """Require that amendments are voted on before their motion, and the furthest-reaching of them first."""
