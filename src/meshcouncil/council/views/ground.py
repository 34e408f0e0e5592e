"""What a live motion's view depends on besides the motion: as long as it is the same, so is the view.

Every part of the state counts but those named here, of which only what bears on the motion does.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields
from functools import lru_cache

from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AmendMotion,
    AskCouncil,
    ChangeGraph,
    ChangePolicy,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.rules.amendments import voting_orders
from meshcouncil.council.state import Council, Motion
from meshcouncil.council.views.same import Same

APART = frozenset(
    {
        "messages",
        "introductions",
        "facts",
        "hands",
        "graph_drafts",
        "graph_motions",
        "motions",
        "policies",
        "settled",
        "answers",
        "proposals",
        "final_votes",
        "floor",
    }
)
"""Parts of the state that say nothing about most motions."""

_COUNTING = tuple(field.name for field in fields(Council) if field.name not in APART)
_OF_ITSELF = (
    AddPolicy,
    AdoptProcedure,
    AmendMotion,
    AskCouncil,
    ChangeGraph,
    ChangePolicy,
    RepealPolicy,
    SettleDecision,
)
"""Matters that no other motion bears on, but for amendments."""


def ground_of(council: Council, motion: Motion) -> Hashable | None:
    """Give all that the view of a live motion depends on; None where any other motion may bear on it."""
    if council.is_parliamentary or not isinstance(motion.matter, _OF_ITSELF):
        return None
    return (Same(motion), _ground(Same(council)), *_bearing(council, motion))


@lru_cache(maxsize=64)
def orders_at(council: Same[Council]) -> Mapping[str, tuple[Motion, ...]]:
    """Give the voting order of every motion's amendments, worked out once for each state."""
    return voting_orders(council.value)


@lru_cache(maxsize=64)
def _ground(same: Same[Council]) -> Hashable:
    council = same.value
    caucus = None if council.floor.caucus is None else Same(council.floor.caucus)
    parts = tuple(Same(getattr(council, name)) for name in _COUNTING)
    return (*parts, council.is_frozen, council.has_passed, caucus)


def _bearing(council: Council, motion: Motion) -> tuple[Hashable, ...]:
    matter, orders = motion.matter, orders_at(Same(council))
    amending = orders.get(motion.id, ())
    if isinstance(matter, AmendMotion):
        family = (council.motions[matter.motion], *orders.get(matter.motion, ()), *amending)
        matter = matter.to
    else:
        family = amending
    policy = council.policies.get(matter.policy) if isinstance(matter, ChangePolicy | RepealPolicy) else None
    settled = council.settled.get(matter.decision) if isinstance(matter, SettleDecision) else None
    return (*map(Same, family), Same(policy), Same(settled))
