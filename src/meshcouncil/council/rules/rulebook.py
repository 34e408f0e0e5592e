"""Which procedure serves which class of matters, as the council adopted it (specification D.18)."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.definition import Fraction, MatterClass, ProcedureKind, ProcedureRules, RulebookLine
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdoptRulebook,
    AdvanceProposal,
    AmendMotion,
    AppealRuling,
    AskCouncil,
    ChangeGraph,
    ChangePolicy,
    EndDebate,
    GrantException,
    HoldCaucus,
    Matter,
    PostponeMotion,
    RatifyAct,
    ReferMotion,
    RepealPolicy,
    RevokeDelegate,
    SettleDecision,
)
from meshcouncil.council.rules.delegation import REVOKING_RULES
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.ratification import RATIFYING_RULES
from meshcouncil.council.state import Council

TWO_THIRDS = Fraction(2, 3)
LONGEST_CLOCK = 30 * 24 * 60 * 60
"""Seconds: thirty days."""

MOST_LOOPS = 9
MOST_DOTS = 20
FOUNDING_RULES = ProcedureRules(kind="simple_majority", base="seats")
"""How a council decides how it decides, while it has not said anything else: more than half of the seats."""

DEBATE_RULES = ProcedureRules(kind="simple_majority", base="votes_cast")
END_OF_DEBATE_RULES = ProcedureRules(kind="supermajority", threshold=TWO_THIRDS, base="votes_cast")
"""Two thirds of the votes cast end a debate (Robert's Rules of Order Newly Revised, 16)."""

DEFAULT_RULEBOOK: tuple[RulebookLine, ...] = (
    RulebookLine("own_rules", FOUNDING_RULES),
    RulebookLine("minor", ProcedureRules(kind="lazy_consensus", second_needed=False, clock=60)),
    RulebookLine("policy", ProcedureRules(kind="consent", rounds=True, second_needed=False)),
    RulebookLine(
        "standard",
        ProcedureRules(
            kind="supermajority", threshold=TWO_THIRDS, base="votes_cast", quorum=Fraction(3, 5), every_team=True
        ),
    ),
    RulebookLine("design", ProcedureRules(kind="ranked_choice", confirm=True)),
    RulebookLine("priorities", ProcedureRules(kind="dot_vote", dots=3)),
    RulebookLine("emergency", ProcedureRules(kind="emergency_power", emergency="chair_team")),
    RulebookLine("exception", ProcedureRules(kind="simple_majority", base="votes_cast")),
    RulebookLine("charter_change", ProcedureRules(kind="supermajority", threshold=TWO_THIRDS, base="seats")),
    RulebookLine("final", FOUNDING_RULES),
)
"""The table that a council is offered (specification D.18)."""


def usual_rules(kind: ProcedureKind) -> ProcedureRules:
    """Give the rules that a procedure is offered with, where nothing else is said."""
    match kind:
        case "supermajority":
            return ProcedureRules(kind, threshold=TWO_THIRDS)
        case "consent":
            return ProcedureRules(kind, rounds=True, second_needed=False)
        case "lazy_consensus" | "advice_process":
            return ProcedureRules(kind, second_needed=False)
        case "emergency_power":
            return ProcedureRules(kind, second_needed=False, emergency="chair_team")
        case _:
            return ProcedureRules(kind)


def class_of(council: Council, matter: Matter) -> MatterClass:
    """Say what a matter is to the council."""
    match matter:
        case AdoptProcedure() | AdoptRulebook():
            return "charter_change" if council.procedure or council.rulebook else "own_rules"
        case AddPolicy(record=record):
            return _by_weight(record.weight)
        case ChangePolicy(policy, record=None) | RepealPolicy(policy):
            known = council.policies.get(policy)
            return _by_weight(known.record.weight if known else "ordinary")
        case ChangePolicy(record=record) if record is not None:
            return _by_weight(record.weight)
        case SettleDecision(decision):
            point = council.definition.decisions_by_id.get(decision)
            return "design" if point and any(option.graph for option in point.options) else "policy"
        case ChangeGraph():
            return "design"
        case AskCouncil():
            return "priorities"
        case GrantException():
            return "exception"
        case AdvanceProposal(proposal_id):
            proposal = council.proposals.get(proposal_id)
            return "minor" if proposal is None or proposal.status == "minor" else _by_weight(proposal.record.weight)
        case RatifyAct():
            return "emergency"
        case AmendMotion(to=to):
            return class_of(council, to)
        case _:
            return "policy"


def rules_for(council: Council, matter: Matter) -> ProcedureRules:
    """Give the rules that decide a matter.

    How the council decides is first settled by a majority of seats; a procedure that cannot decide about rules leaves
    such matters to a majority of seats as well. Motions on motions go by parliamentary custom (D.14), with ballots as
    open or as secret as the council has them; where they do not stand on a stack, the chairing team calls caucuses.
    """
    custom = _by_custom(council, matter)
    return _decided_by(council, matter) if custom is None else replace(custom, ballots=council.rules.ballots)


def _by_custom(council: Council, matter: Matter) -> ProcedureRules | None:
    """Give the rules of matters that no procedure of the council's own choice decides."""
    match matter:
        case EndDebate():
            return END_OF_DEBATE_RULES
        case ReferMotion() | PostponeMotion() | AppealRuling():
            return DEBATE_RULES
        case HoldCaucus():
            return DEBATE_RULES if council.is_parliamentary else replace(DEBATE_RULES, proposers="chair_team")
        case RatifyAct():
            return RATIFYING_RULES
        case RevokeDelegate():
            return REVOKING_RULES
        case AmendMotion():
            return _for_amendment(council, matter)
        case _:
            return None


def _decided_by(council: Council, matter: Matter) -> ProcedureRules:
    match matter:
        case AdoptProcedure() | AdoptRulebook():
            return _for_rules(council, class_of(council, matter))
        case AskCouncil():
            return _for_question(council)
        case _:
            return line_for(council, class_of(council, matter)) or council.rules


def line_for(council: Council, matter: MatterClass) -> ProcedureRules | None:
    """Give the rules on the line of a class of matters; None where the usual procedure serves."""
    return next((line.rules for line in council.rulebook if line.matter == matter), None)


def checked(council: Council, matter: AdoptRulebook) -> AdoptRulebook:
    """Require one line at most for each class, procedures that work, and that something changes."""
    classes = [line.matter for line in matter.lines]
    if len(set(classes)) < len(classes):
        raise Rejected("rulebook_unsound", why="twice")
    for line in matter.lines:
        check_rules(line.rules)
        if line.matter in ("own_rules", "charter_change", "final") and not PROCEDURES[line.rules.kind].for_rules:
            raise Rejected("rulebook_unsound", why="rules")
    if matter.lines == council.rulebook:
        raise Rejected("already_so")
    return matter


def check_rules(rules: ProcedureRules) -> None:
    """Require that a procedure can work: shares between none and all, and no rule that betrays a secret ballot."""
    if not _is_share(rules.threshold) or not _is_share(rules.quorum):
        raise Rejected("procedure_unsound", why="share")
    if rules.kind == "supermajority" and 2 * rules.threshold.over <= rules.threshold.under:
        raise Rejected("procedure_unsound", why="super")
    if rules.ballots == "secret" and rules.tie == "chair_decides":
        raise Rejected("procedure_unsound", why="secret_chair")
    if rules.ballots == "secret" and rules.base == "teams":
        raise Rejected("procedure_unsound", why="secret_teams")
    if rules.ballots == "secret" and (rules.kind in ("unanimity", "delegation") or PROCEDURES[rules.kind].reasoned):
        raise Rejected("procedure_unsound", why="secret_consent")
    if not 0 <= rules.stand_asides.over <= rules.stand_asides.under <= 100 or rules.stand_asides.under == 0:
        raise Rejected("procedure_unsound", why="share")
    if not (0 <= rules.clock <= LONGEST_CLOCK and 0 <= rules.loops <= MOST_LOOPS and 1 <= rules.dots <= MOST_DOTS):
        raise Rejected("procedure_unsound", why="number")


def _by_weight(weight: str) -> MatterClass:
    return "minor" if weight == "minor" else "standard" if weight == "standard" else "policy"


def _for_rules(council: Council, matter: MatterClass) -> ProcedureRules:
    if council.procedure is None and not council.rulebook:
        return FOUNDING_RULES
    rules = line_for(council, matter) or council.rules
    return rules if PROCEDURES[rules.kind].for_rules else FOUNDING_RULES


def _for_question(council: Council) -> ProcedureRules:
    """A question with several answers needs a vote among several; a dot vote where nothing else is agreed (D.18)."""
    rules = line_for(council, "priorities") or council.rules
    return rules if PROCEDURES[rules.kind].family == "several" else replace(rules, kind="dot_vote")


def _for_amendment(council: Council, matter: AmendMotion) -> ProcedureRules:
    """A hostile amendment is voted on by a simple majority of votes cast, seconded as motions are (D.15)."""
    needs_second = rules_for(council, matter.to).second_needed
    return ProcedureRules(kind="simple_majority", base="votes_cast", second_needed=needs_second)


def _is_share(share: Fraction) -> bool:
    return 0 < share.over <= share.under <= 100
