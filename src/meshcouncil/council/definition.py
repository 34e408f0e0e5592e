"""What a pack says, compiled: the frozen values on which the rules of the hall and of a table stand.

A definition is pinned by the hash of its pack when a gathering opens, so that an old gathering replays for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from meshcouncil.council.predicates import Amount, Facts, Predicate, holds

Reading = Literal["tight", "open"]
Judgement = Literal["none", "wording", "evidence"]
Surface = Literal["slides", "table", "pad", "board", "sidebar", "comparison_round", "presentations", "reveal"]
Grouping = Literal["hall", "tables", "teams", "role_numbers", "groups"]
Base = Literal["votes_cast", "present", "seats", "teams"]
ProcedureKind = Literal[
    "simple_majority",
    "supermajority",
    "unanimity",
    "unanimous_consent",
    "consent",
    "consensus",
    "rough_consensus",
    "ranked_choice",
    "approval",
    "dot_vote",
    "score_vote",
    "lazy_consensus",
    "apache_vote",
    "delegation",
    "advice_process",
    "rfc",
    "emergency_power",
    "temperature_check",
    "check_poll",
]
MatterClass = Literal[
    "own_rules",
    "minor",
    "policy",
    "standard",
    "design",
    "priorities",
    "emergency",
    "exception",
    "charter_change",
    "final",
]
"""What a matter is to the council: each class may have a procedure of its own (specification D.18)."""
PolicyCategory = Literal[
    "definitions",
    "interoperability",
    "isolation",
    "discoverability",
    "quality",
    "documentation",
    "access control",
    "consent management",
    "privacy and compliance",
    "security",
    "monitoring",
    "self-service",
    "ownership",
    "architecture decisions",
    "decision making",
]
"""What a policy can be about (specification C.1); a policy of one's own may use any other word."""
Weight = Literal["minor", "ordinary", "standard"]
EnforcementKind = Literal["", "manual", "review", "ci_test", "platform", "dbt_config"]
EnforcementLevel = Literal["", "info", "warn", "error"]
Proposers = Literal["any_seat", "one_per_team", "chair_team"]
TieRule = Literal["not_adopted", "chair_decides", "vote_again"]
EmergencyRule = Literal["council", "chair_team", "hub_owner"]
BallotSecrecy = Literal["open", "secret"]


COST_QUANTITIES = ("gross_cost", "savings", "net_cost")
"""The quantities that a pack's cost tables add up to, as a bill is read."""


@dataclass(frozen=True, slots=True)
class Fraction:
    """A share in whole numbers, so that no float ever decides a vote."""

    over: int
    under: int


@dataclass(frozen=True, slots=True)
class ProcedureRules:
    """How a council decides: the procedure it adopted in its first session, or the pack's default.

    `clock`: seconds of a deadline (lazy consensus, final comment, a voting period); 0: the procedure's own, if it has
    one. `loops`: rounds with objections before the fallback; 0: the procedure's own. `dots`: points each seat spreads.
    `stand_asides`: the largest share of seats that may stand aside from a consensus. `every_team`: a vote counts only
    when a seat of each team takes part. `rounds`: everybody speaks in turn before the ballot. `veto`: one justified
    -1 stops a motion (Apache). `confirm`: the option that leads a vote among several still needs an up-or-down vote.
    """

    kind: ProcedureKind = "simple_majority"
    proposers: Proposers = "any_seat"
    second_needed: bool = True
    threshold: Fraction = Fraction(1, 2)
    base: Base = "votes_cast"
    quorum: Fraction = Fraction(1, 2)
    ballots: BallotSecrecy = "open"
    tie: TieRule = "not_adopted"
    emergency: EmergencyRule = "council"
    rounds: bool = False
    clock: int = 0
    every_team: bool = False
    loops: int = 0
    stand_asides: Fraction = Fraction(3, 10)
    dots: int = 3
    veto: bool = True
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class RulebookLine:
    """One line of the table that says which procedure serves which class of matters."""

    matter: MatterClass
    rules: ProcedureRules


@dataclass(frozen=True, slots=True)
class PolicyRecord:
    """What a policy says besides its title and its decision (specification C.2). Empty: not said. Dates: YYYY-MM-DD.

    `scope`: "global", or the id of the team it is local to. `steward`: who looks after it. `code`: where its check or
    setting lives.
    """

    category: str = ""
    scope: str = "global"
    weight: Weight = "ordinary"
    context: str = ""
    options: str = ""
    consequences: str = ""
    steward: str = ""
    enforcement: EnforcementKind = ""
    level: EnforcementLevel = ""
    warn_until: str = ""
    code: str = ""
    monitoring: str = ""
    compliance_due: str = ""
    review_by: str = ""


NO_RECORD = PolicyRecord()
"""The record of a policy that says no more than its title and its decision."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A mission or a set of priorities: its text, and its predicate in each reading."""

    id: str
    text: str
    tight: Predicate
    open: Predicate
    judgement: Judgement = "none"
    why: str = ""

    def predicate(self, reading: Reading) -> Predicate:
        """Give the predicate of the reading chosen when hosting."""
        return self.tight if reading == "tight" else self.open


@dataclass(frozen=True, slots=True)
class Team:
    """Partners at a table: what they own, what all may know of them, and their secret mission."""

    id: str
    name: str
    owns: str
    project: str | None
    about: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    priority_texts: tuple[str, ...]
    priorities: Goal
    mission: Goal
    shape: str = "circle"


@dataclass(frozen=True, slots=True)
class Role:
    """One seat's part: about, strengths, weaknesses and priorities are public; `for_teammate` and `secret` are not."""

    number: int
    team: str
    title: str
    about: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    priority_texts: tuple[str, ...]
    priorities: Goal
    mission: Goal
    for_teammate: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the mesh and the team that owns it (None: nobody yet)."""

    id: str
    title: str
    owner: str | None = None
    hub: bool = False
    public_models: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """The project `consumer` may reference public models of the project `producer`."""

    producer: str
    consumer: str


@dataclass(frozen=True, slots=True)
class ProjectGraph:
    """Projects and the references allowed between them."""

    projects: tuple[Project, ...] = ()
    references: frozenset[Reference] = frozenset()

    def project(self, project_id: str) -> Project | None:
        """Find a project by its id."""
        return next((each for each in self.projects if each.id == project_id), None)


@dataclass(frozen=True, slots=True)
class AddProject:
    """Put a project into the graph."""

    project: str
    title: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveProject:
    """Take a project, and every reference to and from it, out of the graph."""

    project: str


@dataclass(frozen=True, slots=True)
class ChangeOwner:
    """Give a project to another team."""

    project: str
    owner: str | None


@dataclass(frozen=True, slots=True)
class AllowReference:
    """Let a project reference another's public models."""

    producer: str
    consumer: str


@dataclass(frozen=True, slots=True)
class ForbidReference:
    """No longer let a project reference another's public models."""

    producer: str
    consumer: str


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project that a split or a merge brings forth."""

    id: str
    title: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class SplitProject:
    """Put several projects in the place of one; each inherits the references of the one that goes."""

    project: str
    into: tuple[NewProject, ...]


@dataclass(frozen=True, slots=True)
class MergeProjects:
    """Put one project in the place of several; it inherits their references to others, and their public models."""

    projects: tuple[str, ...]
    into: NewProject


@dataclass(frozen=True, slots=True)
class MarkPublic:
    """Offer a model of a project to the other projects that may reference it."""

    project: str
    model: str


@dataclass(frozen=True, slots=True)
class MarkPrivate:
    """Offer a model of a project no longer."""

    project: str
    model: str


GraphOperation = (
    AddProject
    | RemoveProject
    | ChangeOwner
    | AllowReference
    | ForbidReference
    | SplitProject
    | MergeProjects
    | MarkPublic
    | MarkPrivate
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a decision point; `clause` is how a charter words it, `graph` what it does to the project graph."""

    id: str
    label: str
    clause: str
    graph: tuple[GraphOperation, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """A question the pack wants settled. The first option is the status quo: what holds while the charter is silent."""

    id: str
    topic: str
    step: str
    question: str
    options: tuple[Option, ...]

    @property
    def status_quo(self) -> Option:
        """Give the option that holds while the charter is silent."""
        return self.options[0]

    def option(self, option_id: str) -> Option | None:
        """Find an option by its id."""
        return next((each for each in self.options if each.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Coupling:
    """Two choices that do not go together unless this predicate holds, and why in words."""

    predicate: Predicate
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the agenda. `final_vote`: the charter may be voted on; `procedure`: governance is agreed here."""

    id: str
    title: str
    minutes: int
    objective: str
    questions: tuple[str, ...] = ()
    notes: str = ""
    surfaces: tuple[Surface, ...] = ("table",)
    group_by: Grouping = "tables"
    quotation: str = ""
    slides: tuple[str, ...] = ()
    inject: str | None = None
    final_vote: bool = False
    procedure: bool = False
    minutes_each: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An agenda: steps in order, with minutes."""

    id: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Inject:
    """What the facilitator deals into play. `emergency` wakes the emergency rule; `concerns` are decision points."""

    id: str
    title: str
    text: str
    notes: str = ""
    emergency: bool = False
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """A page for the projector and its speaker's notes."""

    id: str
    title: str
    text: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the handbook."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading under which decision points stand."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Card:
    """A ready-made policy that a council may take as a draft. `serves`: decision point and option it words, if any.

    Its record has no dates: `warn_for_weeks`, `comply_within_weeks` and `review_after_months` (0: not said) are counted
    from the day on which it becomes a draft. `together`: it is only a heading, to be written together.
    """

    id: str
    title: str
    text: str
    category: str = ""
    serves: tuple[tuple[str, str], ...] = ()
    record: PolicyRecord = NO_RECORD
    source: str = ""
    warn_for_weeks: int = 0
    comply_within_weeks: int = 0
    review_after_months: int = 0
    together: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose work the pack retells."""

    name: str
    work: str
    address: str = ""


@dataclass(frozen=True)
class Definition:
    """A whole compiled pack."""

    slug: str
    title: str
    summary: str
    organisation: str
    backstory: str
    win_texts: tuple[str, ...]
    credits: tuple[Credit, ...]
    handbook: tuple[Section, ...]
    teams: tuple[Team, ...]
    roles: tuple[Role, ...]
    chair_team: str
    plans: tuple[Plan, ...]
    slides: tuple[Slide, ...]
    injects: tuple[Inject, ...]
    topics: tuple[Topic, ...]
    decisions: tuple[DecisionPoint, ...]
    couplings: tuple[Coupling, ...]
    quantities: Mapping[str, Amount]
    default_procedure: ProcedureRules
    graph: ProjectGraph
    library: tuple[Card, ...]
    collective_win: Predicate
    individual_win: Predicate
    min_seats: int = 5
    digest: str = ""
    parliamentary: bool = False
    quantity_titles: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def teams_by_id(self) -> Mapping[str, Team]:
        """Index the teams by id."""
        return {team.id: team for team in self.teams}

    @cached_property
    def roles_by_number(self) -> Mapping[int, Role]:
        """Index the roles by number."""
        return {role.number: role for role in self.roles}

    @cached_property
    def decisions_by_id(self) -> Mapping[str, DecisionPoint]:
        """Index the decision points by id."""
        return {point.id: point for point in self.decisions}

    @cached_property
    def injects_by_id(self) -> Mapping[str, Inject]:
        """Index the injects by id."""
        return {inject.id: inject for inject in self.injects}

    @cached_property
    def status_quo(self) -> Mapping[str, str]:
        """Give every decision point's option while the charter is silent."""
        return {point.id: point.status_quo.id for point in self.decisions}

    def plan(self, plan_id: str) -> Plan | None:
        """Find a plan by its id."""
        return next((plan for plan in self.plans if plan.id == plan_id), None)

    def team_of(self, number: int) -> Team:
        """Give the team of a seat."""
        return self.teams_by_id[self.roles_by_number[number].team]

    def seats_of(self, team_id: str) -> tuple[int, ...]:
        """Give the seat numbers of a team, in order."""
        return self._seats_by_team.get(team_id, ())

    @cached_property
    def _seats_by_team(self) -> Mapping[str, tuple[int, ...]]:
        return {team.id: tuple(role.number for role in self.roles if role.team == team.id) for team in self.teams}

    @cached_property
    def team_numbers(self) -> Mapping[int, int]:
        """Number the teams in their order, and give each seat its team's number."""
        teams = [team.id for team in self.teams]
        return {role.number: teams.index(role.team) + 1 for role in self.roles}

    def teammates(self, number: int) -> tuple[int, ...]:
        """Give the other seats of a seat's team."""
        return tuple(seat for seat in self.seats_of(self.roles_by_number[number].team) if seat != number)

    def is_chair(self, number: int) -> bool:
        """Tell whether a seat belongs to the team that keeps the council's process."""
        return self.roles_by_number[number].team == self.chair_team

    def facts(self, settled: Mapping[str, str], *, passed: bool = False, documented: bool = False) -> Facts:
        """Join the settled decision points with the status quo of the rest, for judging."""
        return Facts(
            choices={**self.status_quo, **settled},
            outcomes={"passed": passed, "documented": documented},
            quantities=self.quantities,
        )

    def incoherences(self, settled: Mapping[str, str]) -> tuple[Coupling, ...]:
        """Name every coupling that the settled choices break."""
        facts = self.facts(settled)
        return tuple(coupling for coupling in self.couplings if not holds(coupling.predicate, facts))
