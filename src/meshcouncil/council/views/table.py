"""The whole table, as one viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from meshcouncil.council.definition import Card, Inject, Section
from meshcouncil.council.state import Answer, Council
from meshcouncil.council.views.charter import FinalVoteView, final_vote_view
from meshcouncil.council.views.decisions import CostView, TopicView, costs_view, incoherences, topics_view
from meshcouncil.council.views.floor import FloorView, floor_view
from meshcouncil.council.views.motions import MotionView, motion_view
from meshcouncil.council.views.people import (
    BriefView,
    FactView,
    MessageView,
    SeatView,
    brief_of,
    facts_view,
    messages_view,
    seat_view,
)
from meshcouncil.council.views.permission import permitted
from meshcouncil.council.views.policies import PolicyView, policies_view
from meshcouncil.council.views.procedure import ProcedureView, procedure_view
from meshcouncil.council.views.project_graph import (
    ComparedGraph,
    GraphDraftView,
    GraphMotionView,
    GraphView,
    compared,
    graph_draft_view,
    graph_motions_view,
    graph_view,
)
from meshcouncil.council.views.proposals import ProposalView, proposals_view
from meshcouncil.council.views.same import Same
from meshcouncil.council.views.viewers import Facilitator, Seated, Viewer


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
    policies: tuple[PolicyView, ...]
    proposals: tuple[ProposalView, ...]
    graph: GraphView
    graph_today: ComparedGraph
    graph_motions: tuple[GraphMotionView, ...]
    graph_draft: GraphDraftView | None
    final_vote: FinalVoteView | None
    injects: tuple[Inject, ...]
    handbook: tuple[Section, ...]
    library: tuple[Card, ...]
    documented: bool
    frozen: bool
    passed: bool
    may: frozenset[str]
    answers: tuple[Answer, ...]
    clocks_stand: bool
    floor: FloorView

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
    for_all = _for_all(Same(council))
    return TableView(
        viewer=viewer,
        pack_title=definition.title,
        organisation=definition.organisation,
        step=council.step,
        sitting=council.sitting,
        procedure_step=council.procedure_step,
        final_vote_step=council.final_vote_step,
        closed=council.closed,
        seats=tuple(seat_view(council, role.number, viewer) for role in definition.roles),
        me=brief_of(council, viewer.seat) if isinstance(viewer, Seated) else None,
        facts=for_all.facts,
        messages=messages_view(council, viewer),
        motions=tuple(motion_view(council, motion, viewer) for motion in council.motions.values()),
        procedure=procedure_view(council, viewer),
        topics=for_all.topics,
        incoherences=for_all.incoherences,
        costs=for_all.costs,
        policies=for_all.policies,
        proposals=proposals_view(council, viewer),
        graph=for_all.graph,
        graph_today=for_all.graph_today,
        graph_motions=for_all.graph_motions,
        graph_draft=graph_draft_view(council, viewer),
        final_vote=final_vote_view(council, council.final_vote, viewer) if council.final_vote else None,
        injects=tuple(_inject(definition.injects_by_id[inject], viewer) for inject in council.injects),
        handbook=definition.handbook,
        library=definition.library,
        documented=council.is_documented,
        frozen=council.is_frozen,
        passed=council.has_passed,
        may=permitted(council, viewer),
        answers=council.answers,
        clocks_stand=council.stopped_at is not None,
        floor=floor_view(council, viewer),
    )


@dataclass(frozen=True, slots=True)
class _ForAll:
    """What everybody at a table sees alike."""

    facts: tuple[FactView, ...]
    policies: tuple[PolicyView, ...]
    topics: tuple[TopicView, ...]
    incoherences: tuple[str, ...]
    costs: tuple[CostView, ...]
    graph: GraphView
    graph_today: ComparedGraph
    graph_motions: tuple[GraphMotionView, ...]


@lru_cache(maxsize=32)
def _for_all(same: Same[Council]) -> _ForAll:
    """Build once per state what ten seats, the facilitator and the projector all ask for."""
    council = same.value
    return _ForAll(
        facts=facts_view(council),
        policies=policies_view(council),
        topics=topics_view(council),
        incoherences=incoherences(council),
        costs=costs_view(council),
        graph=graph_view(council),
        graph_today=compared(council.definition, council.graph, council.graph),
        graph_motions=graph_motions_view(council),
    )


def _inject(inject: Inject, viewer: Viewer) -> Inject:
    """Show an inject; its notes are for the facilitator."""
    return inject if isinstance(viewer, Facilitator) else replace(inject, notes="")
