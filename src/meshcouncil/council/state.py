"""A council as it stands: what the events of its table add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from meshcouncil.council.commands import Audience, Occupancy
from meshcouncil.council.definition import (
    NO_RECORD,
    Definition,
    GraphOperation,
    PolicyRecord,
    ProcedureRules,
    ProjectGraph,
    RulebookLine,
)
from meshcouncil.council.matters import CaucusStyle, Matter, ProposalStatus, Stage
from meshcouncil.council.tallies import Tally

MotionStatus = Literal[
    "tabled",
    "open",
    "deliberating",
    "voting",
    "objected",
    "carried",
    "lost",
    "withdrawn",
    "lapsed",
    "noted",
    "deferred",
    "referred",
]
LIVE_STATUSES: frozenset[MotionStatus] = frozenset({"tabled", "open", "deliberating", "voting", "objected"})


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
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What a seat said when it was its turn; nothing if it passed."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class Turns:
    """A round: everyone in turn. `topic`: the kind of round on a motion, or what an open round is about."""

    topic: str
    order: tuple[int, ...]
    taken: tuple[Turn, ...] = ()

    @property
    def waiting(self) -> tuple[int, ...]:
        """Give the seats that have not had their turn, the next one first."""
        done = {turn.seat for turn in self.taken}
        return tuple(seat for seat in self.order if seat not in done)


@dataclass(frozen=True, slots=True)
class Objection:
    """A reasoned objection, block or veto from a ballot. `doubts`: seats that say it does not qualify.

    `asked_again`: it stood when the next round was called, where its seat may raise it once more.
    """

    id: str
    seat: int
    reason: str
    status: Literal["standing", "set_aside", "integrated", "lifted", "asked_again"] = "standing"
    doubts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """An open point (rough consensus) or a new argument (RFC) on a motion.

    `supporters`: the other seats that find it substantial.
    """

    id: str
    seat: int
    text: str
    answer: str = ""
    answered_by: int | None = None
    supporters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice that a seat gave to who decides."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A seat that offers to decide for the council."""

    seat: int
    text: str


@dataclass(frozen=True, slots=True)
class PastRound:
    """A count that was taken on a motion: the rules, the wording and its version, the ballots, the tally."""

    number: int
    rules: ProcedureRules
    version: int
    matter: Matter
    choices: tuple[str, ...]
    ballots: Mapping[int, Ballot]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Motion:
    """A matter before the council, from being moved to its end.

    `round` counts the votes opened on it, `ties` and `objected` those of them that ended so (a test of consensus from
    which too many stood aside counts as `objected`). `rules` are those of the
    round that runs or ran last. `deadline`: an instant in ms. `nominee`: the option that led a vote among several.
    `wordings` are the earlier ones, `rounds` the counts taken, oldest first. `delegates` may decide, `decided` is what
    each said. `act`: how it went on with what was done alone in an emergency.
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
    stage: Stage = ""
    deadline: int | None = None
    nominee: str = ""
    turns: Turns | None = None
    said_in_turn: tuple[Turns, ...] = ()
    objections: tuple[Objection, ...] = ()
    issues: tuple[Issue, ...] = ()
    offers: tuple[Offer, ...] = ()
    delegates: tuple[int, ...] = ()
    decided: tuple[tuple[int, bool, str], ...] = ()
    asked: tuple[int, ...] = ()
    advice: tuple[Advice, ...] = ()
    declared: tuple[bool, str] | None = None
    appealed_by: int | None = None
    ended_because: str = ""
    wordings: tuple[Matter, ...] = ()
    rounds: tuple[PastRound, ...] = ()
    act: Literal["", "pending", "ratified", "undone"] = ""
    friendly: bool = False

    @property
    def standing_objections(self) -> tuple[Objection, ...]:
        """Give the objections that still have to be worked in, the oldest first."""
        return tuple(each for each in self.objections if each.status == "standing")

    @property
    def is_live(self) -> bool:
        """Tell whether the motion is still before the council."""
        return self.status in LIVE_STATUSES


@dataclass(frozen=True, slots=True)
class PolicyException:
    """A team may depart from a policy until a date (YYYY-MM-DD)."""

    team: str
    reason: str
    until: str
    motion: str


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """An earlier text of a policy, and the motion that it came by."""

    number: int
    title: str
    text: str
    motion: str


@dataclass(frozen=True, slots=True)
class Policy:
    """An article of the charter. `version` counts its adopted texts; `repealed` keeps it in the record.

    `earlier`: what it said before, oldest first.
    """

    id: str
    title: str
    text: str
    motion: str
    version: int = 1
    repealed: bool = False
    record: PolicyRecord = NO_RECORD
    exceptions: tuple[PolicyException, ...] = ()
    earlier: tuple[PolicyVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """How a decision point was settled: by an option of the pack, or (option empty) by the council's own answer."""

    decision: str
    option: str
    text: str
    motion: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question of the council's own was answered: its options with what they got, the best first."""

    question: str
    order: tuple[tuple[str, int], ...]
    motion: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What another approving body said to a version of a proposal."""

    body: str
    approved: bool
    reason: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A policy on its way through the pipeline. `versions` counts its texts, `motion` moved it where it is."""

    id: str
    champion: int
    title: str
    text: str
    record: PolicyRecord
    status: ProposalStatus = "proposed"
    group: tuple[int, ...] = ()
    approvals: tuple[Approval, ...] = ()
    versions: int = 1
    motion: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """Who has the floor, since and until when (ms; None: no timer), and whose time it is if another yielded it."""

    seat: int
    began: int
    until: int | None
    yielded_by: int | None = None


@dataclass(frozen=True, slots=True)
class Caucus:
    """A caucus or a recess that runs until an instant (ms). It may be extended once."""

    style: CaucusStyle
    topic: str
    until: int
    seconds_each: int
    motion: str
    extended: bool = False


@dataclass(frozen=True, slots=True)
class FloorPoint:
    """A point of order or of information, and the chair's word on it. `overturned`: by the council, on appeal."""

    id: str
    seat: int
    kind: Literal["order", "information"]
    text: str
    motion: str = ""
    ruled_by: int | None = None
    well_taken: bool = False
    ruling: str = ""
    overturned: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether the chair has not ruled on it."""
        return self.ruled_by is None


@dataclass(frozen=True, slots=True)
class Floor:
    """Who may speak. The list of speakers is the raised hands, in order; `spoken`: ms by seat, `speeches`: how many.

    `parliamentary`: motions stand on a stack as in Robert's Rules; None: as the pack has it.
    """

    parliamentary: bool | None = None
    list_open: bool = True
    seconds_each: int = 0
    newcomers_first: bool = False
    speech: Speech | None = None
    spoken: Mapping[int, int] = field(default_factory=dict)
    speeches: Mapping[int, int] = field(default_factory=dict)
    caucus: Caucus | None = None
    turns: Turns | None = None
    past_rounds: tuple[Turns, ...] = ()
    points: tuple[FloorPoint, ...] = ()


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
    """One table's deliberation.

    `graph_motions` are the carried motions on the project graph, in order of carrying. `pace`: percent of real time at
    which clocks run. `stopped_at`: since when (ms) no deadline runs: the hall pauses or the council does not sit.
    `rulebook` says which procedure serves which class of matters. `graph_drafts`: by seat, for that seat's eyes.
    """

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
    pace: int = 100
    stopped_at: int | None = None
    rulebook: tuple[RulebookLine, ...] = ()
    floor: Floor = field(default_factory=Floor)
    answers: tuple[Answer, ...] = ()
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    graph_drafts: Mapping[int, tuple[GraphOperation, ...]] = field(default_factory=dict)

    @property
    def is_parliamentary(self) -> bool:
        """Tell whether motions stand on a stack as in Robert's Rules."""
        switched = self.floor.parliamentary
        return self.definition.parliamentary if switched is None else switched

    @property
    def next_deadline(self) -> int | None:
        """Give the instant (ms) at which something is due next; None while nothing is, or clocks stand still."""
        if self.stopped_at is not None:
            return None
        due = [motion.deadline for motion in self.live_motions if motion.deadline is not None]
        if self.floor.speech is not None and self.floor.speech.until is not None:
            due.append(self.floor.speech.until)
        if self.floor.caucus is not None:
            due.append(self.floor.caucus.until)
        return min(due, default=None)

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
        # asked at every look of every rule: a list and no property make it more than twice as fast
        return tuple([motion for motion in self.motions.values() if motion.status in LIVE_STATUSES])

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
