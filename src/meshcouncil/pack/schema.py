"""The keys of a pack, file by file, as models. Their descriptions are the reference that authors read."""

from __future__ import annotations

import keyword
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag
from pydantic_core import PydanticCustomError

from meshcouncil.council.definition import (
    BallotSecrecy,
    Base,
    EmergencyRule,
    Grouping,
    Judgement,
    PolicyCategory,
    ProcedureKind,
    Proposers,
    Surface,
    TieRule,
    Weight,
)

SCHEMA = "mesh-council/pack@1"
RESERVED_WORDS = frozenset({"max", "min", "passed", "documented", "team_mission", "role_mission", "team_priorities"})


def _not_reserved(word: str) -> str:
    if keyword.iskeyword(word) or word in RESERVED_WORDS:
        raise PydanticCustomError(
            "reserved", "'{word}' has a meaning of its own in predicates; choose another id", {"word": word}
        )
    return word


def _each_once(items: list[str]) -> list[str]:
    twice = sorted({item for item in items if items.count(item) > 1})
    if twice:
        raise PydanticCustomError("twice", "'{word}' stands twice in this list; keep one", {"word": twice[0]})
    return items


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,59}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$"), AfterValidator(_not_reserved)]
ModelName = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]{0,59}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"^[^\n]*\S[^\n]*\n?$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=6000, pattern=r"\S")]
PredicateText = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"\S")]
AmountText = Annotated[int, Field(strict=True)] | PredicateText
Share = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}/[0-9]{1,3}$")]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ShortLine = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\n]*\S[^\n]*\n?$")]
RecordText = Annotated[str, StringConstraints(min_length=1, max_length=3500, pattern=r"\S")]
MonitoringText = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S")]
Minutes = Annotated[int, Field(gt=0, le=600)]
Weeks = Annotated[int, Field(gt=0, le=520)]
Months = Annotated[int, Field(gt=0, le=120)]
SurfaceList = Annotated[list[Surface], Field(min_length=1), AfterValidator(_each_once)]
Shape = Literal["circle", "square", "triangle", "diamond", "star", "hexagon"]
CardEnforcement = Literal["manual", "review", "ci_test", "platform", "dbt_config"]
CardLevel = Literal["info", "warn", "error"]


class Part(BaseModel):
    """What all models share: no key that is not named, no guessing of types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    noun: ClassVar[str]


# --- pack.yaml ------------------------------------------------------------------------------------------------------


class Organisation(Part):
    """The organisation in which the pack plays."""

    noun = "the organisation"
    name: Line = Field(description="Its name, as people at the table say it.")
    backstory: FileName = Field(
        default="backstory.md", description="Markdown file that tells how it got here; everybody may read it."
    )


class Credit(Part):
    """Whose work the pack retells."""

    noun = "a credit"
    name: Line = Field(description="Who made it.")
    work: Line = Field(description="What they made.")
    address: Line | None = Field(default=None, description="Where it can be found.")


class Seats(Part):
    """How many people a council needs, and which team keeps its process."""

    noun = "the seats"
    minimum: int = Field(gt=0, le=60, description="Fewest people and bots at a table: at least one for every team.")
    chair_team: Id = Field(description="Id of the team that records, calls the vote and tallies.")


class Procedure(Part):
    """How a council decides while it has adopted nothing else."""

    noun = "the default procedure"
    kind: ProcedureKind = Field(default="simple_majority", description="How ballots become a result.")
    proposers: Proposers = Field(default="any_seat", description="Who may table a motion.")
    second_needed: bool = Field(
        default=True, description="Whether somebody must second a motion before it is voted on."
    )
    threshold: Share = Field(
        default="1/2", description="Share a supermajority needs, such as 2/3 (more than 1/2, at most 1/1)."
    )
    base: Base = Field(default="votes_cast", description="Of what the share is taken.")
    quorum: Share = Field(default="1/2", description="Share of the seats that must take part.")
    ballots: BallotSecrecy = Field(default="open", description="Whether names stand beside votes.")
    tie: TieRule = Field(default="not_adopted", description="What a tie means.")
    emergency: EmergencyRule = Field(default="council", description="Who acts in an emergency.")


class Win(Part):
    """When a council, and when a seat, has won."""

    noun = "the win conditions"
    texts: list[Line] = Field(min_length=1, description="The win conditions in words, as the table reads them.")
    collective: PredicateText = Field(description="Predicate over `documented` and `passed`: the council has won.")
    individual: PredicateText = Field(
        description="Predicate over `team_mission`, `role_mission`, `team_priorities` and the above: a seat has won."
    )


class PackFile(Part):
    """pack.yaml: what the pack is."""

    noun = "pack.yaml"
    format: Literal["mesh-council/pack@1"] = Field(
        alias="schema", description="Version of this format; always the same text."
    )
    slug: Slug = Field(description="Short name in addresses and commands, the folder's name.")
    title: Line = Field(description="Name of the pack.")
    summary: Text = Field(description="What it is about, in two or three sentences.")
    organisation: Organisation = Field(description="Where it plays.")
    credits: list[Credit] = Field(default=[], description="Whose work the pack retells.")
    seats: Seats = Field(description="Fewest seats, and who keeps the process.")
    default_procedure: Procedure = Field(default=Procedure(), description="Holds until the council adopts its own.")
    parliamentary: bool = Field(
        default=False,
        description="Whether motions stand on a stack as in Robert's Rules; a facilitator can switch it for a table.",
    )
    win: Win = Field(description="When a council and when a seat has won.")


# --- teams.yaml and roles.yaml --------------------------------------------------------------------------------------


class Goal(Part):
    """What a goal asks of the charter, for machines (predicates) and for people (judgement)."""

    noun = "a goal"
    tight: PredicateText = Field(description="Predicate that must hold when the text is read strictly.")
    open: PredicateText | None = Field(
        default=None, description="Predicate of the generous reading; without it, `tight` serves."
    )
    judgement: Judgement = Field(
        default="none",
        description="What a person must still judge: nothing, the wording, or that the charter really says it.",
    )
    why: Line | None = Field(default=None, description="What there is to judge, for the facilitator.")


class Priorities(Goal):
    """What a team or role wants openly."""

    noun = "priorities"
    id: Id | None = Field(default=None, description="Id in records; `P.` and the mission's id when left out.")
    texts: list[Line] = Field(min_length=1, description="The priorities in words; public.")


class Mission(Goal):
    """A secret goal."""

    noun = "a mission"
    id: Id = Field(description="Id in records, such as R5; unique in the pack.")
    text: Text = Field(description="The mission as its owner reads it.")


class TeamEntry(Part):
    """Partners at a table."""

    noun = "a team"
    id: Id = Field(description="Id by which roles and projects name the team.")
    name: Line = Field(description="Name on every screen.")
    shape: Shape = Field(default="circle", description="Shape beside its colour, so that colour never speaks alone.")
    owns: Line = Field(description="What the team answers for, in a few words.")
    project: Id | None = Field(default=None, description="Project of graph.yaml that the team owns at the start.")
    about: Text = Field(description="What everybody may know about the team.")
    strengths: list[Line] = Field(default=[], description="What it is good at; public.")
    weaknesses: list[Line] = Field(default=[], description="What it is not good at; public.")
    priorities: Priorities = Field(description="What it wants openly; the second way to an individual win.")
    mission: Mission = Field(description="Its secret mission, known to its seats only.")


class TeamsFile(Part):
    """teams.yaml: who sits together."""

    noun = "teams.yaml"
    teams: list[TeamEntry] = Field(min_length=1, description="The teams, in seating order.")


class RoleEntry(Part):
    """The part played on one seat."""

    noun = "a role"
    number: int = Field(gt=0, le=60, description="Seat number: 1, 2, 3 and on without a gap.")
    team: Id = Field(description="Id of the role's team.")
    title: Line = Field(description="Title on the place card.")
    brief: FileName = Field(description="Markdown file in the pack's folder with the public part of the brief.")
    strengths: list[Line] = Field(default=[], description="What the role is good at; public.")
    weaknesses: list[Line] = Field(default=[], description="What it is not good at; public.")
    priorities: Priorities = Field(description="What the role wants openly.")
    mission: Mission = Field(description="The role's secret mission, known to this seat only (and to those it tells).")
    for_teammate: Text | None = Field(default=None, description="Markdown that this seat and its teammates may read.")
    secret: Text | None = Field(default=None, description="Markdown that only this seat may read.")


class RolesFile(Part):
    """roles.yaml: who plays what."""

    noun = "roles.yaml"
    roles: list[RoleEntry] = Field(min_length=1, description="The roles, by number.")


# --- agenda.yaml ----------------------------------------------------------------------------------------------------


class StepEntry(Part):
    """One item of the agenda."""

    noun = "a step"
    id: Id = Field(description="Id by which plans and decision points name the step.")
    title: Line = Field(description="Title on every screen.")
    minutes: Minutes = Field(description="How long it takes; the facilitator can change it.")
    objective: Line | None = Field(
        default=None, description="What participants should have at the end; always in sight."
    )
    questions: list[Line] = Field(default=[], description="Questions that help them on.")
    notes: Text | None = Field(default=None, description="Markdown for the facilitator only.")
    quotation: Line | None = Field(default=None, description="A line for the projector.")
    surfaces: SurfaceList = Field(default=["table"], description="What the step opens for participants.")
    group_by: Grouping = Field(
        default="tables", description="Who meets: the hall, tables, teams, equal role numbers, groups."
    )
    slides: list[Id] = Field(default=[], description="Ids of slides shown in the step, in order.")
    inject: Id | None = Field(default=None, description="Id of an inject dealt when the step begins.")
    procedure: bool = Field(default=False, description="Whether the council agrees its procedure here.")
    final_vote: bool = Field(default=False, description="Whether the vote on the charter may be called here.")
    minutes_each: Minutes | None = Field(default=None, description="Minutes for each table, in presentations.")


class StepUse(Part):
    """A shared step taken into a plan; every key beside `use` replaces the shared one."""

    noun = "a step"
    use: Id = Field(description="Id of a step in the file's own `steps` list.")
    title: Line | None = Field(default=None, description="Replaces the title.")
    minutes: Minutes | None = Field(default=None, description="Replaces the minutes.")
    objective: Line | None = Field(default=None, description="Replaces the objective.")
    questions: list[Line] | None = Field(default=None, description="Replaces the questions.")
    notes: Text | None = Field(default=None, description="Replaces the facilitator's notes.")
    quotation: Line | None = Field(default=None, description="Replaces the quotation.")
    surfaces: SurfaceList | None = Field(default=None, description="Replaces the surfaces.")
    group_by: Grouping | None = Field(default=None, description="Replaces who meets.")
    slides: list[Id] | None = Field(default=None, description="Replaces the slides.")
    inject: Id | None = Field(default=None, description="Replaces the inject.")
    procedure: bool | None = Field(default=None, description="Replaces whether the procedure is agreed here.")
    final_vote: bool | None = Field(default=None, description="Replaces whether the charter may be voted on here.")
    minutes_each: Minutes | None = Field(default=None, description="Replaces the minutes for each table.")


def _which_step(value: Any) -> str:
    taken = "use" in value if isinstance(value, dict) else isinstance(value, StepUse)
    return "taken" if taken else "own"


PlanStep = Annotated[
    Annotated[StepEntry, Tag("own")] | Annotated[StepUse, Tag("taken")],
    Discriminator(_which_step),
]


class PlanEntry(Part):
    """An agenda that a facilitator may choose."""

    noun = "a plan"
    id: Id = Field(description="Id, such as sixty.")
    title: Line = Field(description="Name in the list of plans, such as 'One hour'.")
    steps: list[PlanStep] = Field(min_length=1, description="Steps in order: written out, or `use` of a shared one.")


class AgendaFile(Part):
    """agenda.yaml: what happens when."""

    noun = "agenda.yaml"
    steps: list[StepEntry] = Field(default=[], description="Steps that several plans share.")
    plans: list[PlanEntry] = Field(min_length=1, description="The plans; the first is offered first.")


# --- decisions.yaml -------------------------------------------------------------------------------------------------


class NewProject(Part):
    """A project that an option adds to the graph."""

    noun = "add_project"
    id: Id = Field(description="Id of the new project.")
    title: Line = Field(description="Its name.")
    owner: Id | None = Field(default=None, description="Team that owns it; nobody yet when left out.")


class NewOwner(Part):
    """A change of a project's owner."""

    noun = "change_owner"
    project: Id = Field(description="Id of the project.")
    owner: Id | None = Field(default=None, description="Team that owns it from now on; nobody when left out.")


class ReferenceEntry(Part):
    """Which project's public models which other project may use."""

    noun = "a reference"
    producer: Id = Field(alias="from", description="Project whose public models are used.")
    consumer: Id = Field(alias="to", description="Project that uses them.")


class GraphChange(Part):
    """One change that an option makes to the project graph: exactly one of these keys."""

    noun = "a change of the graph"
    add_project: NewProject | None = Field(default=None, description="Put a project into the graph.")
    remove_project: Id | None = Field(default=None, description="Take a project and its references out.")
    change_owner: NewOwner | None = Field(default=None, description="Give a project to another team.")
    allow_reference: ReferenceEntry | None = Field(
        default=None, description="Let one project use another's public models."
    )
    forbid_reference: ReferenceEntry | None = Field(default=None, description="No longer let it.")


class OptionEntry(Part):
    """One answer to a decision point."""

    noun = "an option"
    id: Word = Field(description="Word that stands for it in predicates.")
    label: Line = Field(description="Short answer, as on a button.")
    clause: Text | None = Field(default=None, description="How a charter words it; the label when left out.")
    graph: list[GraphChange] = Field(default=[], description="What it does to the project graph.")


class DecisionEntry(Part):
    """A question that the pack wants settled."""

    noun = "a decision point"
    id: Word = Field(description="Word that stands for it in predicates.")
    topic: Id = Field(description="Id of its topic.")
    step: Id = Field(description="Id of the agenda step in which it belongs.")
    question: Line = Field(description="The question, as people read it.")
    options: list[OptionEntry] = Field(
        min_length=2, description="The answers. The first is the status quo: it holds while the charter is silent."
    )


class TopicEntry(Part):
    """A heading for decision points."""

    noun = "a topic"
    id: Id = Field(description="Id by which decision points name it.")
    title: Line = Field(description="The heading.")


class QuantityEntry(Part):
    """A whole number that follows from the charter."""

    noun = "a quantity"
    title: Line = Field(description="What is counted, and in which unit.")
    amount: AmountText = Field(
        description="Expression: whole numbers, other quantities, + - *, max(..), min(..), (predicates)."
    )


class CouplingEntry(Part):
    """Two choices that do not go together."""

    noun = "a coupling"
    holds: PredicateText = Field(description="Predicate that a charter without a drafting error keeps.")
    why: Line = Field(description="One sentence that says what is wrong when it does not hold.")


CostTable = dict[str, dict[str, AmountText]]


class DecisionsFile(Part):
    """decisions.yaml: what is to be settled, and what follows from it."""

    noun = "decisions.yaml"
    topics: list[TopicEntry] = Field(min_length=1, description="The headings, in order.")
    decisions: list[DecisionEntry] = Field(min_length=1, description="The decision points, in order.")
    quantities: dict[Word, QuantityEntry] = Field(
        default={}, max_length=100, description="Numbers that predicates may use, by name."
    )
    costs: CostTable = Field(
        default={}, description="What options cost, by decision point and option; adds up to the quantity `gross_cost`."
    )
    savings: CostTable = Field(
        default={},
        description="What options save; adds up to `savings`, and `net_cost` is `gross_cost` less `savings`.",
    )
    cost_unit: Line | None = Field(default=None, description="Unit of the tables, such as posts for a year.")
    couplings: list[CouplingEntry] = Field(default=[], description="Choices that do not go together.")
    codified_silence: list[PredicateText] = Field(
        default=[],
        description="For the linter: status-quo atoms (`tools == any`) or ids of goals that silence may meet.",
    )


# --- graph.yaml and library.yaml ------------------------------------------------------------------------------------


class ProjectEntry(Part):
    """A project of the mesh."""

    noun = "a project"
    id: Id = Field(description="Id of the project.")
    title: Line = Field(description="Its name.")
    owner: Id | None = Field(default=None, description="Team that owns it; nobody yet when left out.")
    hub: bool = Field(default=False, description="Whether it is the hub that all may reference.")
    public_models: list[ModelName] = Field(
        default=[], max_length=40, description="Names of the models that it offers to projects which may reference it."
    )


class GraphFile(Part):
    """graph.yaml: the planned mesh."""

    noun = "graph.yaml"
    projects: list[ProjectEntry] = Field(default=[], description="The projects.")
    references: list[ReferenceEntry] = Field(default=[], description="The references allowed between them.")


class PolicyCard(Part):
    """What a ready-made policy says, wherever it stands. It has no dates: those are counted when it becomes a draft."""

    noun = "a card"
    id: Id = Field(description="Id of the card.")
    title: Line = Field(description="Title of the policy.")
    category: Line | None = Field(default=None, description="Shelf on which it stands.")
    text: Text = Field(description="The policy's text, Markdown: what we will do.")
    weight: Weight = Field(default="ordinary", description="How large a matter it is: what procedure it may need.")
    context: RecordText | None = Field(default=None, description="Why a policy is needed.")
    options: RecordText | None = Field(default=None, description="What else could be done, Markdown.")
    consequences: RecordText | None = Field(default=None, description="What follows for whom, Markdown.")
    steward: ShortLine | None = Field(default=None, description="Who looks after it.")
    enforcement: CardEnforcement | None = Field(default=None, description="How it is enforced.")
    level: CardLevel | None = Field(default=None, description="How hard it bites; needs `enforcement`.")
    warn_for_weeks: Weeks | None = Field(
        default=None, description="Weeks for which a failure only warns; needs the level `warn` or `error`."
    )
    code: Line | None = Field(default=None, description="Where its check or setting lives.")
    monitoring: MonitoringText | None = Field(default=None, description="How one notices whether it is kept.")
    comply_within_weeks: Weeks | None = Field(default=None, description="Weeks until everybody complies.")
    review_after_months: Months | None = Field(default=None, description="Months until it is looked at again.")
    source: Line | None = Field(default=None, description="Whose idea the card retells.")


class CardEntry(PolicyCard):
    """A ready-made policy that a council may take as a draft."""

    noun = "a card"
    scope: Id = Field(default="global", description="`global`, or the id of the team for which alone it holds.")
    serves: list[dict[str, str]] = Field(default=[], description="Decision points and the option that the card words.")


class LibraryFile(Part):
    """library.yaml: drafts to start from."""

    noun = "library.yaml"
    cards: list[CardEntry] = Field(default=[], description="The pack's own cards.")
    from_library: Annotated[list[Id], AfterValidator(_each_once)] = Field(
        default=[], description="Ids of cards of the policy library; `meshcouncil library list` names them."
    )


# --- a policy library -----------------------------------------------------------------------------------------------


class LibraryCard(PolicyCard):
    """A policy of a library, told in full."""

    noun = "a card"
    title: ShortLine = Field(description="Title of the policy.")
    category: PolicyCategory = Field(description="What it is about.")
    context: RecordText = Field(description="Why a policy is needed.")
    steward: ShortLine = Field(description="Who looks after it.")
    source: Line = Field(description="Whose idea the card retells.")
    together: bool = Field(default=False, description="Whether it is only a heading, to be written together.")


class PolicyLibraryFile(Part):
    """*.yaml: some cards and whose work they retell."""

    noun = "a library file"
    format: Literal["mesh-council/policy-library@1"] = Field(
        alias="schema", description="Version of this format; always the same text."
    )
    title: Line = Field(description="What the cards of this file have in common.")
    credits: list[Credit] = Field(default=[], description="Whose work the cards retell.")
    cards: list[LibraryCard] = Field(min_length=1, description="The cards.")


# --- the Markdown pages' heads --------------------------------------------------------------------------------------


class SectionHead(Part):
    """Head of a page in handbook/."""

    noun = "the head of a handbook page"
    id: Id = Field(description="Id of the section.")
    title: Line = Field(description="Its heading.")
    order: int = Field(default=0, description="Place among the sections, smallest first.")


class SlideHead(Part):
    """Head of a page in slides/."""

    noun = "the head of a slide"
    id: Id = Field(description="Id by which steps name the slide.")
    title: Line = Field(description="Its title.")
    order: int = Field(default=0, description="Place among the slides, smallest first.")
    notes: Text | None = Field(default=None, description="Speaker's notes.")


class InjectHead(Part):
    """Head of a page in injects/."""

    noun = "the head of an inject"
    id: Id = Field(description="Id by which steps name the inject.")
    title: Line = Field(description="Its title.")
    order: int = Field(default=0, description="Place among the injects, smallest first.")
    emergency: bool = Field(default=False, description="Whether it wakes the council's emergency rule.")
    concerns: list[Id] = Field(default=[], description="Ids of the decision points it is about.")
    notes: Text | None = Field(default=None, description="Markdown for the facilitator only.")


class BriefHead(Part):
    """Head of a brief or of the backstory; may be left out."""

    noun = "the head of a brief"
    title: Line | None = Field(default=None, description="A title for authors; not shown.")


FILES: dict[str, type[Part]] = {
    "pack.yaml": PackFile,
    "teams.yaml": TeamsFile,
    "roles.yaml": RolesFile,
    "agenda.yaml": AgendaFile,
    "decisions.yaml": DecisionsFile,
    "graph.yaml": GraphFile,
    "library.yaml": LibraryFile,
}
OPTIONAL_FILES = frozenset({"graph.yaml", "library.yaml"})
PAGES: dict[str, type[Part]] = {"handbook": SectionHead, "slides": SlideHead, "injects": InjectHead}
