"""A council as it stands: what the events of its table add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from meshcouncil.council.commands import Audience, Occupancy
from meshcouncil.council.definition import Definition, ProcedureRules, ProjectGraph
from meshcouncil.council.matters import Matter
from meshcouncil.council.tallies import Tally

MotionStatus = Literal["tabled", "open", "voting", "objected", "carried", "lost", "withdrawn", "lapsed"]
LIVE_STATUSES: frozenset[MotionStatus] = frozenset({"tabled", "open", "voting", "objected"})


@dataclass(frozen=True, slots=True)
class Occupant:
    """Who sits in a seat."""

    kind: Occupancy
    name: str


@dataclass(frozen=True, slots=True)
class Message:
    """Something said; `seat` None is the facilitator, `to` the seat of a talk with the facilitator.

    `name` is who held the seat then, so that a seat handed on does not put words into another's mouth.
    """

    seat: int | None
    audience: Audience
    text: str
    to: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class DeclaredFact:
    """A fact that a seat imagined about its own area."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """One seat's vote."""

    choice: str = ""
    reason: str = ""
    ranking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Motion:
    """A matter before the council, from being moved to its end.

    `round` counts the votes opened on it, `ties` and `objected` those of them that ended so.
    """

    id: str
    mover: int
    matter: Matter
    reason: str
    status: MotionStatus
    version: int = 1
    seconder: int | None = None
    round: int = 0
    ties: int = 0
    objected: int = 0
    rules: ProcedureRules | None = None
    choices: tuple[str, ...] = ()
    ballots: Mapping[int, Ballot] = field(default_factory=dict)
    tally: Tally | None = None
    emergency: bool = False
    lapsed_because: str = ""

    @property
    def is_live(self) -> bool:
        """Tell whether the motion is still before the council."""
        return self.status in LIVE_STATUSES


@dataclass(frozen=True, slots=True)
class Policy:
    """An article of the charter. `version` counts its adopted texts; `repealed` keeps it in the record."""

    id: str
    title: str
    text: str
    motion: str
    version: int = 1
    repealed: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """How a decision point was settled: by an option of the pack, or (option empty) by the council's own answer."""

    decision: str
    option: str
    text: str
    motion: str


@dataclass(frozen=True, slots=True)
class FinalVote:
    """A vote on the charter as a whole. The charter is frozen while it is open, and for good once it passed."""

    number: int
    pad_text: str
    open: bool = True
    ballots: Mapping[int, str] = field(default_factory=dict)
    tally: Tally | None = None

    @property
    def passed(self) -> bool:
        """Tell whether the charter was adopted."""
        return self.tally is not None and self.tally.result == "carried"


@dataclass(frozen=True, slots=True)
class Council:
    """One table's deliberation. `graph_motions` are the carried motions on the project graph, in order of carrying."""

    definition: Definition
    seats: Mapping[int, Occupant] = field(default_factory=dict)
    step: str = ""
    sitting: bool = False
    procedure_step: bool = False
    final_vote_step: bool = False
    closed: bool = False
    introductions: Mapping[int, str] = field(default_factory=dict)
    facts: tuple[DeclaredFact, ...] = ()
    hands: tuple[int, ...] = ()
    messages: tuple[Message, ...] = ()
    injects: tuple[str, ...] = ()
    procedure: ProcedureRules | None = None
    motions: Mapping[str, Motion] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    settled: Mapping[str, Settled] = field(default_factory=dict)
    graph: ProjectGraph = field(default_factory=ProjectGraph)
    graph_motions: tuple[str, ...] = ()
    final_votes: tuple[FinalVote, ...] = ()

    @property
    def rules(self) -> ProcedureRules:
        """Give the procedure in force: the adopted one, or the pack's default."""
        return self.procedure or self.definition.default_procedure

    def may_chair(self, seat: int) -> bool:
        """Tell whether a seat keeps the process: those of the chairing team; everybody while none of them is taken."""
        chairs = self.definition.seats_of(self.definition.chair_team)
        return seat in chairs or not any(each in self.seats for each in chairs)

    @property
    def final_vote(self) -> FinalVote | None:
        """Give the latest vote on the charter."""
        return self.final_votes[-1] if self.final_votes else None

    @property
    def is_frozen(self) -> bool:
        """Tell whether the charter is being voted on as a whole right now."""
        return self.final_vote is not None and self.final_vote.open

    @property
    def has_passed(self) -> bool:
        """Tell whether the charter was adopted as a whole."""
        return self.final_vote is not None and self.final_vote.passed

    @property
    def policies_in_force(self) -> tuple[Policy, ...]:
        """Give the policies of the charter, oldest first."""
        return tuple(policy for policy in self.policies.values() if not policy.repealed)

    @property
    def live_motions(self) -> tuple[Motion, ...]:
        """Give the motions still before the council, oldest first."""
        return tuple(motion for motion in self.motions.values() if motion.is_live)

    @property
    def is_documented(self) -> bool:
        """Tell whether the charter says anything: a policy, or a settled decision point."""
        return bool(self.policies_in_force or self.settled)

    @property
    def choices(self) -> Mapping[str, str]:
        """Give the options of the pack that the council settled on."""
        return {each.decision: each.option for each in self.settled.values() if each.option}


def seated(definition: Definition) -> Council:
    """Give the council of a pack before anybody came."""
    return Council(definition=definition, graph=definition.graph)
