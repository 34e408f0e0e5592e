"""Wordings in forms: what forms call a matter whose wording can be changed, and the fields that carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from meshcouncil.council.definition import PolicyRecord
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AmendMotion,
    AskCouncil,
    ChangeGraph,
    ChangePolicy,
    Matter,
    SettleDecision,
)

KINDS: Mapping[type, str] = {
    AddPolicy: "add_policy",
    ChangePolicy: "change_policy",
    SettleDecision: "settle_decision",
    AdoptProcedure: "adopt_procedure",
    AskCouncil: "ask_council",
    ChangeGraph: "change_graph",
}
"""By a matter: what forms call it."""


def wording_kind(matter: Matter) -> str:
    """Say what forms call a matter, or what an amendment would make of one; empty: its wording cannot be changed."""
    asked = matter.to if isinstance(matter, AmendMotion) else matter
    return KINDS.get(type(asked), "")


def record_fields(record: PolicyRecord | None) -> tuple[tuple[str, str], ...]:
    """Give a policy's record as the fields of a form, so that a form about something else leaves it as it is."""
    if record is None:
        return ()
    return tuple((field.name, str(getattr(record, field.name))) for field in fields(PolicyRecord))
