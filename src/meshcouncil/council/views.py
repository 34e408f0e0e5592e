"""What one pair of eyes may see of a table, built up from nothing.

A new field of the state is invisible until somebody writes the line here that shows it. No view carries a sequence
number or a count that an event hidden from its viewer could move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, Literal, TypeVar

from meshcouncil.council.commands import (
    CallFinalVote,
    CastCharterBallot,
    CloseFinalVote,
    CloseVote,
    Command,
    DeclareFact,
    Introduce,
    LowerHand,
    OpenVote,
    RaiseHand,
    Say,
    SecondMotion,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.definition import (
    COST_QUANTITIES,
    Card,
    Coupling,
    Definition,
    Inject,
    Option,
    ProcedureRules,
    Project,
    ProjectGraph,
    Section,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.matters import AdoptProcedure, Matter, SettleDecision
from meshcouncil.council.offers import SAMPLE, accepted, ballots_for, new_policy, other_rules, refusal_of
from meshcouncil.council.predicates import Facts, amount
from meshcouncil.council.rules.ballots import rules_of_round
from meshcouncil.council.rules.motions import FOUNDING_RULES, check_may_revise, emergency_team
from meshcouncil.council.state import Council, FinalVote, Message, Motion, MotionStatus, Occupant, Policy, seated
from meshcouncil.council.tallies import Tally

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Seated:
    """The person or bot in this seat looks."""

    seat: int


@dataclass(frozen=True, slots=True)
class Facilitator:
    """The facilitator looks: everything but what teammates say to each other."""


@dataclass(frozen=True, slots=True)
class Observer:
    """The room looks: what is said and done in public."""


Viewer = Seated | Facilitator | Observer


@dataclass(frozen=True, slots=True)
class SeatView:
    """One place at the table."""

    number: int
    title: str
    team: str
    team_name: str
    shape: str
    team_number: int
    occupant: Occupant | None
    introduction: str
    hand_up: bool
    is_me: bool
    is_teammate: bool
    chairs: bool


@dataclass(frozen=True, slots=True)
class BriefView:
    """What I was given to read: the public part, the teammate-only part, and the part for my eyes."""

    seat: int
    title: str
    team: str
    team_name: str
    shape: str
    team_number: int
    owns: str
    about: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    priorities: tuple[str, ...]
    team_about: str
    team_strengths: tuple[str, ...]
    team_weaknesses: tuple[str, ...]
    team_priorities: tuple[str, ...]
    team_mission: str
    for_teammate: str
    mission: str
    secret: str
    chairs: bool


@dataclass(frozen=True, slots=True)
class BallotView:
    """A vote that this viewer may see: their own, or anybody's after an open ballot closed."""

    seat: int
    title: str
    choice: str
    reason: str
    ranking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One answer on a ballot, in the pack's words where it is an option."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class MotionView:
    """A motion: what it asks, where it stands, what this viewer may do with it."""

    id: str
    mover: int
    mover_title: str
    seconder: int | None
    seconder_title: str
    matter: Matter
    before: str
    reason: str
    status: MotionStatus
    version: int
    round: int
    rules: ProcedureRules
    choices: tuple[ChoiceView, ...]
    voted: tuple[int, ...]
    waiting_for: tuple[int, ...]
    my_ballot: BallotView | None
    ballots: tuple[BallotView, ...]
    objections: tuple[str, ...]
    tally: Tally | None
    emergency: bool
    lapsed_because: str
    is_mine: bool
    may_second: bool
    may_withdraw: bool
    may_revise: bool
    may_open_vote: bool
    may_vote: bool
    may_close_vote: bool

    @property
    def is_live(self) -> bool:
        """Tell whether the motion is still before the council."""
        return self.status in ("tabled", "open", "voting", "objected")


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision point: open, proposed by a live motion, or settled."""

    id: str
    topic: str
    question: str
    options: tuple[Option, ...]
    status: Literal["open", "proposed", "settled"]
    settled_option: str
    settled_text: str
    motion: str
    status_quo: str

    @property
    def is_settled(self) -> bool:
        """Tell whether an answer is in force, even while a motion would change it."""
        return bool(self.settled_text)


@dataclass(frozen=True, slots=True)
class TopicView:
    """The decision points under one heading."""

    id: str
    title: str
    points: tuple[DecisionView, ...]

    @property
    def settled(self) -> int:
        """Count the settled points."""
        return sum(point.is_settled for point in self.points)


@dataclass(frozen=True, slots=True)
class ProjectView:
    """A project in the graph, with how it differs from the plan."""

    id: str
    title: str
    owner: str
    owner_name: str
    hub: bool
    state: Literal["same", "added", "removed", "changed"]
    planned_owner_name: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """An allowed reference, with how it differs from the plan."""

    producer: str
    consumer: str
    state: Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class GraphView:
    """The project graph and its difference from the plan."""

    projects: tuple[ProjectView, ...]
    references: tuple[ReferenceView, ...]

    @property
    def is_as_planned(self) -> bool:
        """Tell whether nothing differs from the plan."""
        return all(project.state == "same" for project in self.projects) and all(
            reference.state == "same" for reference in self.references
        )


@dataclass(frozen=True, slots=True)
class FinalVoteView:
    """The vote on the charter: frozen text, who has voted, the count, and what this viewer may do."""

    number: int
    open: bool
    passed: bool
    pad_text: str
    voted: tuple[int, ...]
    waiting_for: tuple[int, ...]
    my_choice: str
    ballots: tuple[BallotView, ...]
    tally: Tally | None
    may_vote: bool
    may_close: bool


@dataclass(frozen=True, slots=True)
class MessageView:
    """Something said that this viewer may hear."""

    seat: int | None
    title: str
    name: str
    team_number: int
    audience: str
    text: str
    is_mine: bool
    to: int | None = None


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact a role declared about its own area."""

    seat: int
    title: str
    team_number: int
    text: str


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """The procedure in force and whether the council adopted it."""

    rules: ProcedureRules
    adopted: bool
    founding: ProcedureRules
    emergency_team: str
    may_move: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class CostView:
    """An amount of the pack under the charter as it stands."""

    id: str
    title: str
    value: int


@dataclass(frozen=True, slots=True)
class TableView:
    """Everything one viewer may see of a table."""

    viewer: Viewer
    pack_title: str
    organisation: str
    step: str
    sitting: bool
    procedure_step: bool
    final_vote_step: bool
    closed: bool
    seats: tuple[SeatView, ...]
    me: BriefView | None
    facts: tuple[FactView, ...]
    messages: tuple[MessageView, ...]
    motions: tuple[MotionView, ...]
    procedure: ProcedureView
    topics: tuple[TopicView, ...]
    incoherences: tuple[str, ...]
    costs: tuple[CostView, ...]
    policies: tuple[Policy, ...]
    graph: GraphView
    final_vote: FinalVoteView | None
    injects: tuple[Inject, ...]
    handbook: tuple[Section, ...]
    library: tuple[Card, ...]
    documented: bool
    frozen: bool
    passed: bool
    may: frozenset[str]

    @property
    def decisions_settled(self) -> int:
        """Count the settled decision points."""
        return sum(topic.settled for topic in self.topics)

    @property
    def decisions_total(self) -> int:
        """Count all decision points of the pack."""
        return sum(len(topic.points) for topic in self.topics)

    @property
    def live_motions(self) -> tuple[MotionView, ...]:
        """Give the motions still before the council."""
        return tuple(motion for motion in self.motions if motion.is_live)

    @property
    def open_ballots(self) -> tuple[MotionView, ...]:
        """Give the motions being voted on."""
        return tuple(motion for motion in self.motions if motion.status == "voting")


def view(council: Council, viewer: Viewer) -> TableView:
    """Build what this viewer may see."""
    definition = council.definition
    for_all = _for_all(_Same(council))
    return TableView(
        viewer=viewer,
        pack_title=definition.title,
        organisation=definition.organisation,
        step=council.step,
        sitting=council.sitting,
        procedure_step=council.procedure_step,
        final_vote_step=council.final_vote_step,
        closed=council.closed,
        seats=tuple(_seat(council, role.number, viewer) for role in definition.roles),
        me=_brief(council, viewer.seat) if isinstance(viewer, Seated) else None,
        facts=for_all.facts,
        messages=_messages(council, viewer),
        motions=tuple(_motion(council, motion, viewer) for motion in council.motions.values()),
        procedure=_procedure(council, viewer),
        topics=for_all.topics,
        incoherences=for_all.incoherences,
        costs=for_all.costs,
        policies=council.policies_in_force,
        graph=for_all.graph,
        final_vote=_final_vote(council, council.final_vote, viewer) if council.final_vote else None,
        injects=tuple(_inject(definition.injects_by_id[inject], viewer) for inject in council.injects),
        handbook=definition.handbook,
        library=definition.library,
        documented=council.is_documented,
        frozen=council.is_frozen,
        passed=council.has_passed,
        may=_may(council, viewer),
    )


class _Same(Generic[Value]):
    """A part of the state known by its identity: it is never changed, so the same object shows the same."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


@dataclass(frozen=True, slots=True)
class _ForAll:
    """What everybody at a table sees alike."""

    facts: tuple[FactView, ...]
    topics: tuple[TopicView, ...]
    incoherences: tuple[str, ...]
    costs: tuple[CostView, ...]
    graph: GraphView


@lru_cache(maxsize=32)
def _for_all(same: _Same[Council]) -> _ForAll:
    """Build once per state what ten seats, the facilitator and the projector all ask for."""
    council = same.value
    return _ForAll(
        facts=_facts(council),
        topics=_topics(council),
        incoherences=tuple(coupling.why for coupling in _incoherences(council)),
        costs=_costs(council),
        graph=graph_view(council),
    )


def brief_of(council: Council, seat: int) -> BriefView:
    """Build the brief of one seat, for that seat's eyes alone."""
    return _brief(council, seat)


def _seat(council: Council, number: int, viewer: Viewer) -> SeatView:
    definition = council.definition
    role, team = definition.roles_by_number[number], definition.team_of(number)
    me = viewer.seat if isinstance(viewer, Seated) else None
    return SeatView(
        number=number,
        title=role.title,
        team=team.id,
        team_name=team.name,
        shape=team.shape,
        team_number=_team_number(council, number),
        occupant=council.seats.get(number),
        introduction=council.introductions.get(number, ""),
        hand_up=number in council.hands,
        is_me=number == me,
        is_teammate=me is not None and number in definition.teammates(me),
        chairs=definition.is_chair(number) or (number in council.seats and council.may_chair(number)),
    )


def _inject(inject: Inject, viewer: Viewer) -> Inject:
    """Show an inject; its notes are for the facilitator."""
    return inject if isinstance(viewer, Facilitator) else replace(inject, notes="")


def _brief(council: Council, seat: int) -> BriefView:
    definition = council.definition
    role, team = definition.roles_by_number[seat], definition.team_of(seat)
    return BriefView(
        seat=seat,
        title=role.title,
        team=team.id,
        team_name=team.name,
        shape=team.shape,
        team_number=_team_number(council, seat),
        owns=team.owns,
        about=role.about,
        strengths=role.strengths,
        weaknesses=role.weaknesses,
        priorities=role.priority_texts,
        team_about=team.about,
        team_strengths=team.strengths,
        team_weaknesses=team.weaknesses,
        team_priorities=team.priority_texts,
        team_mission=team.mission.text,
        for_teammate=role.for_teammate,
        mission=role.mission.text,
        secret=role.secret,
        chairs=definition.is_chair(seat),
    )


def _team_number(council: Council, seat: int) -> int:
    team = council.definition.roles_by_number[seat].team
    return [each.id for each in council.definition.teams].index(team) + 1


def _facts(council: Council) -> tuple[FactView, ...]:
    roles = council.definition.roles_by_number
    return tuple(
        FactView(fact.seat, roles[fact.seat].title, _team_number(council, fact.seat), fact.text)
        for fact in council.facts
    )


def _may_hear(council: Council, message: Message, viewer: Viewer) -> bool:
    if message.audience == "council":
        return True
    if isinstance(viewer, Observer):
        return False
    if message.audience == "facilitator":
        return isinstance(viewer, Facilitator) or viewer.seat == message.to
    if isinstance(viewer, Facilitator) or message.seat is None:
        return False
    return viewer.seat == message.seat or viewer.seat in council.definition.teammates(message.seat)


def _messages(council: Council, viewer: Viewer) -> tuple[MessageView, ...]:
    return tuple(_message(council, each, viewer) for each in council.messages if _may_hear(council, each, viewer))


def _message(council: Council, message: Message, viewer: Viewer) -> MessageView:
    if message.seat is None:
        is_mine = isinstance(viewer, Facilitator)
        return MessageView(None, "", "", 0, message.audience, message.text, is_mine, message.to)
    return MessageView(
        seat=message.seat,
        title=council.definition.roles_by_number[message.seat].title,
        name=message.name,
        team_number=_team_number(council, message.seat),
        audience=message.audience,
        text=message.text,
        is_mine=viewer == Seated(message.seat),
        to=message.to,
    )


def _motion(council: Council, motion: Motion, viewer: Viewer) -> MotionView:
    ahead = None if motion.rules else rules_of_round(council, motion)
    if motion.is_live:
        return _motion_view(council, motion, viewer, ahead)
    return _finished(_Same(motion), _Same(council.definition), viewer, ahead)


@lru_cache(maxsize=8_192)
def _finished(
    motion: _Same[Motion], definition: _Same[Definition], viewer: Viewer, ahead: ProcedureRules | None
) -> MotionView:
    """Build once what a motion that is over shows a viewer: the council cannot change it any more."""
    return _motion_view(seated(definition.value), motion.value, viewer, ahead)


def _motion_view(council: Council, motion: Motion, viewer: Viewer, ahead: ProcedureRules | None) -> MotionView:
    seat = viewer.seat if isinstance(viewer, Seated) else 0
    roles = council.definition.roles_by_number
    mine = motion.ballots.get(seat)
    is_voting = motion.status == "voting"
    is_live = motion.is_live  # a motion that is over allows nothing: do not ask the rules for each, at every view
    seats = tuple(sorted(council.seats))
    return MotionView(
        id=motion.id,
        mover=motion.mover,
        mover_title=roles[motion.mover].title,
        seconder=motion.seconder,
        seconder_title=roles[motion.seconder].title if motion.seconder else "",
        matter=motion.matter,
        before=_before(council, motion.matter) if motion.is_live else "",
        reason=motion.reason,
        status=motion.status,
        version=motion.version,
        round=motion.round,
        rules=motion.rules or ahead or council.rules,
        choices=_choices(council, motion),
        voted=tuple(each for each in seats if each in motion.ballots) if is_voting else (),
        waiting_for=tuple(each for each in seats if each not in motion.ballots) if is_voting else (),
        my_ballot=_ballot_view(council, seat, mine.choice, mine.reason, mine.ranking) if mine else None,
        ballots=_revealed_ballots(council, motion),
        objections=_objections(motion),
        tally=motion.tally,
        emergency=motion.emergency,
        lapsed_because=motion.lapsed_because,
        is_mine=seat == motion.mover,
        may_second=is_live and _allowed(council, viewer, SecondMotion(seat, motion.id)),
        may_withdraw=is_live and _allowed(council, viewer, WithdrawMotion(seat, motion.id)),
        may_revise=_may_revise(council, viewer, motion.id),
        may_open_vote=is_live and _allowed(council, viewer, OpenVote(seat, motion.id)),
        may_vote=is_live and any(_allowed(council, viewer, offer.command) for offer in ballots_for(seat, motion)),
        may_close_vote=is_live and _allowed(council, viewer, CloseVote(seat, motion.id)),
    )


def _may_revise(council: Council, viewer: Viewer, motion_id: str) -> bool:
    if not isinstance(viewer, Seated):
        return False
    try:
        check_may_revise(council, viewer.seat, motion_id)
    except Rejected:
        return False
    return True


def _before(council: Council, matter: Matter) -> str:
    """Give the text in force that the matter would change, if any."""
    policy = getattr(matter, "policy", None)
    if isinstance(policy, str) and policy in council.policies:
        return council.policies[policy].text
    if isinstance(matter, SettleDecision) and matter.decision in council.settled:
        return council.settled[matter.decision].text
    return ""


def _choices(council: Council, motion: Motion) -> tuple[ChoiceView, ...]:
    labels: Mapping[str, str] = {}
    if isinstance(motion.matter, SettleDecision):
        point = council.definition.decisions_by_id[motion.matter.decision]
        labels = {option.id: option.label for option in point.options}
    return tuple(ChoiceView(choice, labels.get(choice, "")) for choice in motion.choices)


def _revealed_ballots(council: Council, motion: Motion) -> tuple[BallotView, ...]:
    """Nobody sees another's vote while the ballot is open; afterwards only an open ballot names its voters."""
    if motion.tally is None or motion.rules is None or motion.rules.ballots == "secret":
        return ()
    return tuple(
        _ballot_view(council, seat, ballot.choice, ballot.reason, ballot.ranking)
        for seat, ballot in sorted(motion.ballots.items())
    )


def _objections(motion: Motion) -> tuple[str, ...]:
    """Show the reasons of objections after the count, without names; of a secret ballot nothing is shown."""
    if motion.tally is None or motion.rules is None or motion.rules.ballots == "secret":
        return ()
    return tuple(ballot.reason for _, ballot in sorted(motion.ballots.items()) if ballot.choice == "object")


def _ballot_view(council: Council, seat: int, choice: str, reason: str, ranking: tuple[str, ...]) -> BallotView:
    return BallotView(seat, council.definition.roles_by_number[seat].title, choice, reason, ranking)


def _procedure(council: Council, viewer: Viewer) -> ProcedureView:
    may_move, why_not = _may_propose(council, viewer)
    team = emergency_team(council)
    return ProcedureView(
        rules=council.rules,
        adopted=council.procedure is not None,
        founding=FOUNDING_RULES,
        emergency_team=council.definition.teams_by_id[team].name if team else "",
        may_move=may_move,
        why_not=why_not,
    )


def permissions(council: Council, viewer: Viewer) -> tuple[bool, str, bool]:
    """Tell whether the viewer may move a matter now, if not the refusal's code, and whether it may move a procedure."""
    may_move, why_not = _may_propose(council, viewer)
    return may_move, why_not, isinstance(viewer, Seated) and _may_move_procedure(council, viewer.seat)


def _may_propose(council: Council, viewer: Viewer) -> tuple[bool, str]:
    """Tell whether the viewer may move something now, and the refusal's code if not."""
    if not isinstance(viewer, Seated):
        return False, ""
    refusal = refusal_of(council, TableMotion(viewer.seat, new_policy(council)))
    return (True, "") if refusal is None else (False, refusal.code)


def _topics(council: Council) -> tuple[TopicView, ...]:
    proposed = {
        motion.matter.decision: motion.id
        for motion in council.live_motions
        if isinstance(motion.matter, SettleDecision)
    }
    points = tuple(_decision(council, point.id, proposed) for point in council.definition.decisions)
    return tuple(
        TopicView(topic.id, topic.title, tuple(point for point in points if point.topic == topic.id))
        for topic in council.definition.topics
    )


def _decision(council: Council, decision: str, proposed: Mapping[str, str]) -> DecisionView:
    point = council.definition.decisions_by_id[decision]
    settled = council.settled.get(decision)
    return DecisionView(
        id=point.id,
        topic=point.topic,
        question=point.question,
        options=point.options,
        status="proposed" if decision in proposed else "settled" if settled else "open",
        settled_option=settled.option if settled else "",
        settled_text=settled.text if settled else "",
        motion=proposed.get(decision, settled.motion if settled else ""),
        status_quo=point.status_quo.label,
    )


def _incoherences(council: Council) -> tuple[Coupling, ...]:
    return council.definition.incoherences(council.choices)


def _costs(council: Council) -> tuple[CostView, ...]:
    """Give the amounts as a bill is read, the sums of the cost tables first; a stored pack keeps no order."""
    definition = council.definition
    facts: Facts = definition.facts(council.choices)
    sums = [name for name in COST_QUANTITIES if name in definition.quantities]
    return tuple(
        CostView(name, definition.quantity_titles.get(name, name), amount(definition.quantities[name], facts))
        for name in (*sums, *(name for name in definition.quantities if name not in COST_QUANTITIES))
    )


def graph_view(council: Council) -> GraphView:
    """Build the project graph with its difference from the plan."""
    plan, now = council.definition.graph, council.graph
    references = sorted(plan.references | now.references, key=lambda each: (each.producer, each.consumer))
    return GraphView(
        projects=tuple(_project(council, project) for project in _ordered(plan, now)),
        references=tuple(
            ReferenceView(each.producer, each.consumer, _difference(each in plan.references, each in now.references))
            for each in references
        ),
    )


def _difference(before: bool, after: bool) -> Literal["same", "added", "removed"]:
    return "same" if before == after else "added" if after else "removed"


def _ordered(plan: ProjectGraph, now: ProjectGraph) -> tuple[Project, ...]:
    """Give every project of either graph as it stands, or as it was planned when it is gone."""
    added = tuple(project for project in now.projects if plan.project(project.id) is None)
    return (*(now.project(project.id) or project for project in plan.projects), *added)


def _project(council: Council, project: Project) -> ProjectView:
    before, after = council.definition.graph.project(project.id), council.graph.project(project.id)
    state: Literal["same", "added", "removed", "changed"] = _difference(before is not None, after is not None)
    if before and after and before.owner != after.owner:
        state = "changed"
    return ProjectView(
        id=project.id,
        title=project.title,
        owner=project.owner or "",
        owner_name=_team_name(council, project.owner),
        hub=project.hub,
        state=state,
        planned_owner_name=_team_name(council, before.owner) if before else "",
    )


def _team_name(council: Council, team: str | None) -> str:
    return council.definition.teams_by_id[team].name if team else ""


def _final_vote(council: Council, vote: FinalVote, viewer: Viewer) -> FinalVoteView:
    seat = viewer.seat if isinstance(viewer, Seated) else 0
    seats = tuple(sorted(council.seats))
    ballots = () if vote.open else tuple(sorted(vote.ballots.items()))
    return FinalVoteView(
        number=vote.number,
        open=vote.open,
        passed=vote.passed,
        pad_text=vote.pad_text,
        voted=tuple(sorted(vote.ballots)),
        waiting_for=tuple(each for each in seats if each not in vote.ballots) if vote.open else (),
        my_choice=vote.ballots.get(seat, ""),
        ballots=tuple(_ballot_view(council, voter, choice, "", ()) for voter, choice in ballots),
        tally=vote.tally,
        may_vote=any(
            _allowed(council, viewer, CastCharterBallot(seat, vote.number, choice)) for choice in ("yes", "no")
        ),
        may_close=_allowed(council, viewer, CloseFinalVote(seat)),
    )


def _may(council: Council, viewer: Viewer) -> frozenset[str]:
    """Name what the viewer may do besides what stands at a motion."""
    if not isinstance(viewer, Seated):
        return frozenset()
    seat = viewer.seat
    possible: dict[str, Command] = {
        "introduce": Introduce(seat, SAMPLE),
        "declare_fact": DeclareFact(seat, SAMPLE),
        "raise_hand": RaiseHand(seat),
        "lower_hand": LowerHand(seat),
        "say": Say(seat, "council", SAMPLE),
        "say_to_team": Say(seat, "team", SAMPLE),
        "say_to_facilitator": Say(seat, "facilitator", SAMPLE),
        "table_motion": TableMotion(seat, new_policy(council)),
        "act_in_emergency": TableMotion(seat, new_policy(council), emergency=True),
        "call_final_vote": CallFinalVote(seat),
    }
    allowed = {name for name, command in possible.items() if accepted(council, command)}
    return frozenset(allowed | {"move_procedure"} if _may_move_procedure(council, seat) else allowed)


def _may_move_procedure(council: Council, seat: int) -> bool:
    return accepted(council, TableMotion(seat, AdoptProcedure(other_rules(council.procedure))))


def _allowed(council: Council, viewer: Viewer, command: Command) -> bool:
    return isinstance(viewer, Seated) and accepted(council, command)
