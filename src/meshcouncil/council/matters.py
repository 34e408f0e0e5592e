"""What a motion may be about."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.definition import GraphOperation, ProcedureRules


@dataclass(frozen=True, slots=True)
class AdoptProcedure:
    """Decide from now on by these rules."""

    rules: ProcedureRules


@dataclass(frozen=True, slots=True)
class AddPolicy:
    """Put a new policy into the charter. `block` names the pad's block that it came from, if any."""

    title: str
    text: str
    block: str = ""


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    """Give a policy in force another title or text."""

    policy: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RepealPolicy:
    """Take a policy out of the charter."""

    policy: str


@dataclass(frozen=True, slots=True)
class SettleDecision:
    """Settle a decision point with an option of the pack, or with an answer of the council's own (`option` empty)."""

    decision: str
    option: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ChangeGraph:
    """Change the project graph by these operations, in order."""

    operations: tuple[GraphOperation, ...]


Matter = AdoptProcedure | AddPolicy | ChangePolicy | RepealPolicy | SettleDecision | ChangeGraph
