"""The procedure in force, and whether this viewer may move another matter under it."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.definition import ProcedureRules, RulebookLine
from meshcouncil.council.rules.motions import emergency_team
from meshcouncil.council.rules.rulebook import FOUNDING_RULES
from meshcouncil.council.state import Council
from meshcouncil.council.views.permission import may_propose
from meshcouncil.council.views.viewers import Viewer


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """The procedure in force and whether the council adopted it."""

    rules: ProcedureRules
    adopted: bool
    founding: ProcedureRules
    emergency_team: str
    may_move: bool
    why_not: str
    rulebook: tuple[RulebookLine, ...] = ()


def procedure_view(council: Council, viewer: Viewer) -> ProcedureView:
    """Show the procedure in force, and whether this viewer may move a matter now."""
    may_move, why_not = may_propose(council, viewer)
    team = emergency_team(council)
    return ProcedureView(
        rules=council.rules,
        adopted=council.procedure is not None,
        founding=FOUNDING_RULES,
        emergency_team=council.definition.teams_by_id[team].name if team else "",
        may_move=may_move,
        why_not=why_not,
        rulebook=council.rulebook,
    )
