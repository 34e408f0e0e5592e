"""What a motion may ask for, and what a carried motion does to the charter."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    ActRatified,
    DecisionSettled,
    Event,
    GraphChanged,
    MotionLapsed,
    PolicyAdopted,
    PolicyChanged,
    PolicyRepealed,
    ProcedureAdopted,
    RulebookAdopted,
)
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
from meshcouncil.council.rules import (
    amendments,
    delegation,
    floor,
    parliamentary,
    policy_records,
    project_graph,
    proposals,
    questions,
    ratification,
    rulebook,
)
from meshcouncil.council.rules.standing import (
    BLOCK_LIMIT,
    POLICIES_PER_COUNCIL,
    POLICY_LIMIT,
    check_length,
    check_text,
    check_title,
    find_policy,
)
from meshcouncil.council.state import Council, Motion


def checked(council: Council, matter: Matter) -> Matter:  # noqa: C901 - one branch for each matter
    """Give the matter with its texts tidied; require that it can be carried as things stand."""
    match matter:
        case AdoptProcedure(rules):
            rulebook.check_rules(rules)
            if council.procedure == rules:
                raise Rejected("already_so")
            return matter
        case AddPolicy(title, text, block, record):
            if len(council.policies) >= POLICIES_PER_COUNCIL:
                raise Rejected("too_many_motions", limit=POLICIES_PER_COUNCIL)
            title, text, block = check_title(title), check_text(text, POLICY_LIMIT), check_length(block, BLOCK_LIMIT)
            if any((policy.title, policy.text) == (title, text) for policy in council.policies_in_force):
                raise Rejected("already_so")
            return AddPolicy(title, text, block, policy_records.checked(council, record))
        case ChangePolicy(policy_id, title, text, new_record):
            policy = find_policy(council, policy_id)
            title, text = check_title(title), check_text(text, POLICY_LIMIT)
            tidy_record = None if new_record is None else policy_records.checked(council, new_record)
            if (policy.title, policy.text) == (title, text) and tidy_record in (None, policy.record):
                raise Rejected("already_so")
            return ChangePolicy(policy_id, title, text, tidy_record)
        case RepealPolicy(policy_id):
            find_policy(council, policy_id)
            return matter
        case SettleDecision():
            return _checked_decision(council, matter)
        case ChangeGraph(operations):
            tidy = project_graph.tidied(operations)
            project_graph.check_operations(council.definition, council.graph, tidy)
            return ChangeGraph(tidy)
        case AdoptRulebook():
            return rulebook.checked(council, matter)
        case AskCouncil():
            return questions.checked(council, matter)
        case RatifyAct():
            return ratification.checked(council, matter)
        case RevokeDelegate():
            return delegation.checked(council, matter)
        case AdvanceProposal() | GrantException():
            return proposals.checked(council, matter)
        case AmendMotion(to=to):
            return amendments.checked(council, matter, checked(council, to))
        case EndDebate() | ReferMotion() | PostponeMotion():
            return parliamentary.checked(council, matter)
        case HoldCaucus() | AppealRuling():
            return floor.checked(council, matter)
        case _:
            assert_never(matter)


def enacted(  # noqa: C901 - one branch for each matter
    council: Council, motion: Motion, option: str | None = None, at: int = 0
) -> tuple[Event, ...]:
    """Give what a carried motion does at this instant (ms).

    `option`: what won a vote among several, which replaces the motion's own.
    """
    matter = motion.matter
    match matter:
        case AdoptProcedure(rules):
            return (ProcedureAdopted(rules=rules, motion=motion.id),)
        case AddPolicy(title, text, _, record):
            number = len(council.policies) + 1
            return (PolicyAdopted(f"P{number}", title, text, motion.id, record),)
        case ChangePolicy(policy, title, text, new_record):
            return (PolicyChanged(policy, title, text, motion.id, new_record),)
        case RepealPolicy(policy):
            return (PolicyRepealed(policy=policy, motion=motion.id),)
        case SettleDecision():
            return _settled(council, motion.id, replace(matter, option=option) if option else matter)
        case ChangeGraph(operations):
            return (GraphChanged(operations=operations, motion=motion.id),)
        case AdoptRulebook(lines):
            return (RulebookAdopted(lines, motion.id),)
        case AskCouncil():
            return questions.enacted(motion)
        case RatifyAct(act):
            return (ActRatified(act, motion.id),)
        case RevokeDelegate():
            return delegation.enacted(council, motion)
        case AdvanceProposal() | GrantException():
            return proposals.enacted(council, motion)
        case AmendMotion():
            return amendments.enacted(council, motion.id, matter)
        case EndDebate() | ReferMotion() | PostponeMotion():
            return parliamentary.enacted(council, motion)
        case HoldCaucus() | AppealRuling():
            return floor.enacted(council, motion, at)
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
        checked(council, matter.to if isinstance(matter, AmendMotion) else matter)
    except Rejected:
        return False
    return True


def subject(matter: Matter) -> tuple[str, str] | None:  # noqa: C901 - one branch for each matter
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
        case AdoptRulebook():
            return ("rulebook", "")
        case AskCouncil(question):
            return ("question", question.casefold())
        case GrantException(policy, team):
            return ("exception", f"{policy} {team}")
        case RatifyAct(act):
            return ("act", act)
        case RevokeDelegate(motion) | EndDebate(motion) | ReferMotion(motion) | PostponeMotion(motion):
            return ("about", f"{type(matter).__name__} {motion}")
        case AdvanceProposal(proposal):
            return ("proposal", proposal)
        case HoldCaucus():
            return ("caucus", "")
        case AppealRuling(point):
            return ("appeal", point)
        case ChangeGraph() | AmendMotion():
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
