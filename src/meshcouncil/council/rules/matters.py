"""What a motion may ask for, and what a carried motion does to the charter."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    DecisionSettled,
    Event,
    GraphChanged,
    MotionLapsed,
    PolicyAdopted,
    PolicyChanged,
    PolicyRepealed,
    ProcedureAdopted,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    Matter,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.rules import project_graph
from meshcouncil.council.rules.standing import BLOCK_LIMIT, POLICY_LIMIT, check_length, check_text, check_title
from meshcouncil.council.state import Council, Motion, Policy

POLICIES_PER_COUNCIL = 200


def checked(council: Council, matter: Matter) -> Matter:
    """Give the matter with its texts tidied; require that it can be carried as things stand."""
    match matter:
        case AdoptProcedure(rules):
            check_rules(rules)
            if council.procedure == rules:
                raise Rejected("already_so")
            return matter
        case AddPolicy(title, text, block):
            if len(council.policies) >= POLICIES_PER_COUNCIL:
                raise Rejected("too_many_motions", limit=POLICIES_PER_COUNCIL)
            title, text, block = check_title(title), check_text(text, POLICY_LIMIT), check_length(block, BLOCK_LIMIT)
            if any((policy.title, policy.text) == (title, text) for policy in council.policies_in_force):
                raise Rejected("already_so")
            return AddPolicy(title, text, block)
        case ChangePolicy(policy_id, title, text):
            policy = find_policy(council, policy_id)
            title, text = check_title(title), check_text(text, POLICY_LIMIT)
            if (policy.title, policy.text) == (title, text):
                raise Rejected("already_so")
            return replace(matter, title=title, text=text)
        case RepealPolicy(policy_id):
            find_policy(council, policy_id)
            return matter
        case SettleDecision():
            return _checked_decision(council, matter)
        case ChangeGraph(operations):
            tidy = project_graph.tidied(operations)
            project_graph.check_operations(council.definition, council.graph, tidy)
            return ChangeGraph(tidy)
        case _:
            assert_never(matter)


def find_policy(council: Council, policy_id: str) -> Policy:
    """Give a policy in force."""
    policy = council.policies.get(policy_id)
    if policy is None or policy.repealed:
        raise Rejected("no_such_policy", policy=policy_id)
    return policy


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
    if rules.ballots == "secret" and rules.kind in ("consent", "unanimity"):
        raise Rejected("procedure_unsound", why="secret_consent")


def enacted(council: Council, motion: Motion, option: str | None = None) -> tuple[Event, ...]:
    """Give what a carried motion does. `option` is a ranked ballot's winner, which replaces the motion's own."""
    matter = motion.matter
    match matter:
        case AdoptProcedure(rules):
            return (ProcedureAdopted(rules=rules, motion=motion.id),)
        case AddPolicy(title, text):
            number = len(council.policies) + 1
            return (PolicyAdopted(policy=f"P{number}", title=title, text=text, motion=motion.id),)
        case ChangePolicy(policy, title, text):
            return (PolicyChanged(policy=policy, title=title, text=text, motion=motion.id),)
        case RepealPolicy(policy):
            return (PolicyRepealed(policy=policy, motion=motion.id),)
        case SettleDecision():
            return _settled(council, motion.id, replace(matter, option=option) if option else matter)
        case ChangeGraph(operations):
            return (GraphChanged(operations=operations, motion=motion.id),)
        case _:
            assert_never(matter)


def overtaken(council: Council) -> tuple[Event, ...]:
    """Let the motions lapse that the new charter makes pointless, with the reason in the record."""
    return tuple(
        MotionLapsed(motion=motion.id, because="overtaken")
        for motion in council.live_motions
        if not is_still_possible(council, motion.matter)
    )


def is_still_possible(council: Council, matter: Matter) -> bool:
    """Tell whether a matter moved earlier still makes sense after the charter changed."""
    try:
        checked(council, matter)
    except Rejected:
        return False
    return True


def subject(matter: Matter) -> tuple[str, str] | None:
    """Name what a matter would change, so that two live motions never ask for the same thing; None: it stands alone."""
    match matter:
        case AdoptProcedure():
            return ("procedure", "")
        case AddPolicy(title):
            return ("new policy", title.casefold())
        case ChangePolicy(policy) | RepealPolicy(policy):
            return ("policy", policy)
        case SettleDecision(decision, option, answer):
            return ("decision", f"{decision}={option or answer.casefold()}")
        case ChangeGraph():
            return None
        case _:
            assert_never(matter)


def _checked_decision(council: Council, matter: SettleDecision) -> SettleDecision:
    point = council.definition.decisions_by_id.get(matter.decision)
    if point is None:
        raise Rejected("no_such_decision", decision=matter.decision)
    settled = council.settled.get(matter.decision)
    if matter.option:
        if point.option(matter.option) is None:
            raise Rejected("no_such_option", option=matter.option)
        if settled is not None and settled.option == matter.option:
            raise Rejected("already_so")
        return replace(matter, answer="")
    answer = check_text(matter.answer, POLICY_LIMIT)
    if settled is not None and settled.text == answer:
        raise Rejected("already_so")
    return replace(matter, answer=answer)


def _settled(council: Council, motion: str, matter: SettleDecision) -> tuple[Event, ...]:
    point = council.definition.decisions_by_id[matter.decision]
    option = point.option(matter.option) if matter.option else None
    if option is None:
        settled = DecisionSettled(decision=point.id, option="", text=matter.answer, motion=motion)
    else:
        text = option.clause or option.label
        settled = DecisionSettled(decision=point.id, option=option.id, text=text, motion=motion)
    graph = project_graph.rebuilt(council, {**council.choices, point.id: settled.option})
    operations = project_graph.operations_between(council.graph, graph)
    return (settled, GraphChanged(operations=operations, motion=motion)) if operations else (settled,)


def _is_share(share: Fraction) -> bool:
    return 0 < share.over <= share.under <= 100
