"""Random play at a table: seats send what they are offered with the holes filled; the hall seats and deals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from random import Random
from typing import get_args

from meshcouncil.council.commands import (
    AnswerAsFacilitator,
    BeginStep,
    CallFinalVote,
    CallSpeaker,
    CastBallot,
    CastCharterBallot,
    ClearGraphDraft,
    CloseFinalVote,
    CloseRound,
    CloseVote,
    Command,
    DealInject,
    DeclareFact,
    DraftGraph,
    EndCaucus,
    EndSpeech,
    FillSeat,
    Introduce,
    JoinWorkingGroup,
    LowerHand,
    OpenRound,
    OpenVote,
    ProposePolicy,
    RaiseHand,
    RaisePoint,
    RecordApproval,
    ReviseMotion,
    ReviseProposal,
    RulePoint,
    Say,
    SecondMotion,
    SetSpeakersList,
    SpeakInRound,
    SubmitProposal,
    SwitchParliamentary,
    TableMotion,
    UndoGraphDraft,
    VacateSeat,
    WithdrawMotion,
    WithdrawProposal,
    YieldFloor,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    Definition,
    ForbidReference,
    Fraction,
    GraphOperation,
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    PolicyRecord,
    ProcedureRules,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event
from meshcouncil.council.evolve import evolve, replayed
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdvanceProposal,
    AppealRuling,
    CaucusStyle,
    ChangeGraph,
    ChangePolicy,
    EndDebate,
    GrantException,
    HoldCaucus,
    Matter,
    PostponeMotion,
    ProposalStatus,
    ReferMotion,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.offers import Offer, offers
from meshcouncil.council.rules.rulebook import check_rules
from meshcouncil.council.state import Council, seated
from meshcouncil.council.views import Facilitator, Observer, Seated, Viewer

HALF, THREE_FIFTHS, TWO_THIRDS, FOUR_FIFTHS = Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(4, 5)
BLANK = "▢"
PARLIAMENTS = 0.3
"""How often a council goes by the motion stack."""


@dataclass(frozen=True)
class Played:
    """A play that happened: the pack, the commands that were accepted and what they caused."""

    definition: Definition
    turns: tuple[tuple[Command, tuple[Event, ...]], ...]

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return tuple(event for _, events in self.turns for event in events)

    @cached_property
    def end(self) -> Council:
        """The council as it ended."""
        return replayed(seated(self.definition), self.events)

    def moments(self) -> Iterator[tuple[Council, Event, Council]]:
        """Each event with the council before and after it."""
        before = seated(self.definition)
        for event in self.events:
            after = evolve(before, event)
            yield before, event, after
            before = after


def all_viewers(council: Council) -> tuple[Viewer, ...]:
    """Every pair of eyes there is."""
    return (*(Seated(number) for number in council.definition.roles_by_number), Facilitator(), Observer())


def play(definition: Definition, dice: Random, turns: int) -> Played:
    """Play so many turns; a turn that the rules refuse (a hole filled badly) is no turn. The rules are random."""
    definition = replace(definition, default_procedure=random_rules(dice))
    council = seated(definition)
    record: list[tuple[Command, tuple[Event, ...]]] = []
    opening: list[Command] = [FillSeat(number, "person", f"Person {number}") for number in definition.roles_by_number]
    opening.append(BeginStep("one", sitting=True, procedure=True, final_vote=dice.random() < 0.7))
    if dice.random() < PARLIAMENTS:
        opening.append(SwitchParliamentary(on=True))
    for command in (*opening, *([None] * turns)):
        wanted = command if command is not None else _turn(council, dice)
        if wanted is None:
            continue
        try:
            events = decide(council, wanted)
        except Rejected:
            continue
        record.append((wanted, events))
        council = replayed(council, events)
    return Played(definition, tuple(record))


def _turn(council: Council, dice: Random) -> Command | None:
    """What somebody sends next: mostly what carries the council on."""
    if not council.seats or dice.random() < 0.06:
        return _from_the_hall(council, dice)
    seat = dice.choice(sorted(council.seats))
    kinds: dict[type[Command], list[Offer]] = {}
    for offer in offers(council, seat):
        if dice.random() < _zeal(council, offer.command):
            kinds.setdefault(type(offer.command), []).append(offer)
    if not kinds:
        return None
    weights = [_WEIGHTS.get(kind, 1) for kind in kinds]
    return filled(dice.choice(kinds[dice.choices(list(kinds), weights)[0]]), council, dice)


_WEIGHTS: dict[type[Command], int] = {
    CastBallot: 40,
    CastCharterBallot: 30,
    SecondMotion: 12,
    OpenVote: 14,
    TableMotion: 5,
    ReviseMotion: 2,
    CloseVote: 3,
    CallFinalVote: 2,
}


def _zeal(council: Council, command: Command) -> float:
    """How likely a seat thinks of a command at all: seats seldom vote again, and rather agree."""
    match command:
        case CastBallot(seat, motion) if seat in council.motions[motion].ballots:
            return 0.02
        case CastCharterBallot(seat) if seat in council.final_votes[-1].ballots:
            return 0.02
        case CastBallot(choice="no" | "object" | "abstain") | CastCharterBallot(choice="no" | "abstain"):
            return 0.35
        case CloseVote() | WithdrawMotion():
            return 0.3
        case TableMotion(matter=SettleDecision() | ChangeGraph()):
            return 0.2
        case _:
            return 1.0


def _from_the_hall(council: Council, dice: Random) -> Command:
    definition = council.definition
    seats = sorted(definition.roles_by_number)
    command = dice.choice(
        (
            FillSeat(dice.choice(seats), dice.choice(("person", "bot")), f"Newcomer {dice.randrange(99)}"),
            VacateSeat(dice.choice(seats)),
            DealInject(dice.choice(definition.injects).id) if definition.injects else VacateSeat(seats[0]),
            AnswerAsFacilitator(dice.choice((None, *seats)), f"Word {dice.randrange(99)}"),
            SwitchParliamentary(on=dice.random() < PARLIAMENTS),
        )
    )
    sits = dice.random() < 0.9
    step = BeginStep(f"step {dice.randrange(9)}", sitting=sits, procedure=False, final_vote=dice.random() < 0.5)
    return step if dice.random() < 0.2 else command


# --- holes ------------------------------------------------------------------------------------------------------------


def filled(offer: Offer, council: Council, dice: Random) -> Command:
    """The command with every hole filled in somebody's own way."""
    command = offer.command
    for hole in offer.holes:
        command = _filled(command, hole.split("."), council, dice)
    return command


def blank(offer: Offer) -> Command:
    """The command with its holes blanked, to be compared with another whose holes are blanked alike."""
    return blanked(offer.command, offer.holes)


def blanked(command: Command, holes: tuple[str, ...]) -> Command:
    """The command with these fields blanked."""
    for hole in holes:
        command = _replaced(command, hole.split("."), lambda _: BLANK)
    return command


def _replaced(value: Command, path: list[str], new: Callable[[object], object]) -> Command:
    name, *rest = path
    old = getattr(value, name)
    changes = {name: _replaced(old, rest, new) if rest else new(old)}
    return replace(value, **changes)  # type: ignore[arg-type]


def _filled(command: Command, path: list[str], council: Council, dice: Random) -> Command:
    def new(old: object) -> object:
        match path[-1]:
            case "rules":
                return random_rules(dice)
            case "operations":
                return random_operations(council, dice)
            case "operation":
                return random_operations(council, dice)[0]
            case "ranking":
                return _random_ranking(council, command, dice)
            case "record":
                return random_record(council, dice)
            case "until":
                return random_date(dice)
            case "minutes" | "seconds_each":
                return dice.choice((0, 1, 2, 30, 60))
            case "newcomers_first" | "open":
                return dice.random() < 0.8
            case "motion":
                return dice.choice(("", *council.motions))
            case _ if not isinstance(old, str):
                return old
            case _:
                return f"Words {dice.randrange(10_000)}"

    return _replaced(command, path, new)


def random_record(council: Council, dice: Random) -> PolicyRecord:
    """What a policy could say besides its text; it may make no sense."""
    teams = [team.id for team in council.definition.teams]
    return PolicyRecord(
        scope=dice.choice(("global", *teams)),
        weight=dice.choice(("minor", "ordinary", "standard")),
        context=f"Context {dice.randrange(99)}",
        enforcement=dice.choice(("", "review", "ci_test")),
        level=dice.choice(("", "info", "warn", "error")),
        warn_until=dice.choice(("", "", random_date(dice))),
        compliance_due=dice.choice(("", random_date(dice))),
    )


def random_date(dice: Random) -> str:
    """A day, or what looks like one."""
    return f"20{dice.randrange(30, 99)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 32):02}"


def random_rules(dice: Random) -> ProcedureRules:
    """Some procedure that works."""
    while True:
        rules = ProcedureRules(
            kind=dice.choice(("simple_majority", "supermajority", "unanimity", "consent", "ranked_choice")),
            proposers=dice.choice(("any_seat", "any_seat", "one_per_team", "chair_team")),
            second_needed=dice.random() < 0.5,
            threshold=dice.choice((HALF, TWO_THIRDS, FOUR_FIFTHS)),
            base=dice.choice(("votes_cast", "present", "seats", "teams")),
            quorum=dice.choice((HALF, THREE_FIFTHS, TWO_THIRDS)),
            ballots=dice.choice(("open", "secret")),
            tie=dice.choice(("not_adopted", "chair_decides", "vote_again")),
            emergency=dice.choice(("council", "chair_team", "hub_owner")),
        )
        try:
            check_rules(rules)
        except Rejected:
            continue
        return rules


def random_operations(council: Council, dice: Random) -> tuple[GraphOperation, ...]:
    """Some change of the project graph, which may make no sense."""
    projects = [project.id for project in council.graph.projects] or ["nothing"]
    some, other = dice.choice(projects), dice.choice(projects)
    teams = [team.id for team in council.definition.teams]
    number = dice.randrange(100)
    newcomers = tuple(NewProject(f"project_{number}_{each}", f"Part {each}", dice.choice(teams)) for each in range(2))
    choices: tuple[GraphOperation, ...] = (
        AddProject(f"project_{number}", f"Project {number}", dice.choice((*teams, None))),
        RemoveProject(some),
        ChangeOwner(some, dice.choice((*teams, None))),
        AllowReference(some, other),
        ForbidReference(some, other),
        SplitProject(some, newcomers),
        MergeProjects((some, other), newcomers[0]),
        MarkPublic(some, f"model_{number % 5}"),
        MarkPrivate(other, f"model_{number % 5}"),
    )
    return tuple(dice.sample(choices, dice.randrange(1, 3)))


def _random_ranking(council: Council, command: Command, dice: Random) -> tuple[str, ...]:
    choices = council.motions[command.motion].choices if isinstance(command, CastBallot) else ()
    return tuple(dice.sample(choices, dice.randrange(1, len(choices) + 1)))


# --- every command there is -------------------------------------------------------------------------------------------

FRESH = "Something nobody said before"


def universe(council: Council, seat: int) -> Iterator[Command]:
    """Every command that a seat could think of, sensible or not; own words stand for all own words."""
    yield Introduce(seat, FRESH)
    yield DeclareFact(seat, FRESH)
    yield RaiseHand(seat)
    yield LowerHand(seat)
    yield Say(seat, "council", FRESH)
    yield Say(seat, "team", FRESH)
    yield Say(seat, "facilitator", FRESH)
    for matter in _thinkable(council):
        yield TableMotion(seat, matter)
        yield TableMotion(seat, matter, emergency=True)
    for motion in (*council.motions, "M999"):
        yield from _about(council, seat, motion)
    for operation in _thinkable_operations(council):
        yield DraftGraph(seat, operation)
    yield UndoGraphDraft(seat)
    yield ClearGraphDraft(seat)
    yield ProposePolicy(seat, FRESH, FRESH)
    for proposal in (*council.proposals, "PR999"):
        yield from _about_proposal(seat, proposal)
    yield from _on_the_floor(council, seat)
    yield CallFinalVote(seat)
    for vote in range(len(council.final_votes) + 2):
        for choice in ("yes", "no", "abstain", "maybe"):
            yield CastCharterBallot(seat, vote, choice)
    yield CloseFinalVote(seat)


def _about_proposal(seat: int, proposal: str) -> Iterator[Command]:
    yield ReviseProposal(seat, proposal, FRESH, FRESH)
    yield JoinWorkingGroup(seat, proposal)
    yield SubmitProposal(seat, proposal)
    yield WithdrawProposal(seat, proposal)
    for body, approved in product((FRESH, "Words 1"), (True, False)):
        yield RecordApproval(seat, proposal, body, approved, FRESH)


def _on_the_floor(council: Council, seat: int) -> Iterator[Command]:
    for seconds, newcomers_first, is_open in product((0, 5, 60), (True, False), (True, False)):
        yield SetSpeakersList(seat, seconds, newcomers_first, is_open)
    for speaker in (None, *council.definition.roles_by_number, 99):
        yield CallSpeaker(seat, speaker)
        yield YieldFloor(seat, speaker or 0)
    yield EndSpeech(seat)
    yield EndCaucus(seat)
    yield OpenRound(seat, FRESH)
    yield SpeakInRound(seat, FRESH)
    yield SpeakInRound(seat)
    yield CloseRound(seat)
    for kind, motion in product(("information", "order"), ("", "M1", "M999")):
        yield RaisePoint(seat, kind, FRESH, motion)  # type: ignore[arg-type]
    for point, well_taken in product((*(each.id for each in council.floor.points), "Q999"), (True, False)):
        yield RulePoint(seat, point, well_taken, FRESH)


def _about(council: Council, seat: int, motion_id: str) -> Iterator[Command]:
    yield SecondMotion(seat, motion_id)
    yield WithdrawMotion(seat, motion_id)
    yield OpenVote(seat, motion_id)
    yield CloseVote(seat, motion_id)
    motion = council.motions.get(motion_id)
    if motion is None or not motion.is_live:
        yield CastBallot(seat, motion_id, 1, "yes")
        yield ReviseMotion(seat, motion_id, AddPolicy(FRESH, FRESH))
        return
    for version in (motion.version, motion.version + 1):
        for choice in {*motion.choices, "yes", "no", "abstain", "consent", "object", "adopt", "none", ""}:
            yield CastBallot(seat, motion_id, version, choice, FRESH)
            yield CastBallot(seat, motion_id, version, ranking=(choice,))
    for matter in _thinkable(council):
        if type(matter) is type(motion.matter) or isinstance(matter, AddPolicy):
            yield ReviseMotion(seat, motion_id, matter)


def _thinkable(council: Council) -> Iterator[Matter]:
    yield AdoptProcedure(council.rules)
    yield AdoptProcedure(replace(council.rules, quorum=Fraction(7, 9)))
    yield AdoptProcedure(replace(council.rules, quorum=Fraction(9, 7)))
    yield AddPolicy(FRESH, FRESH)
    for policy in (*council.policies, "P999"):
        yield ChangePolicy(policy, FRESH, FRESH)
        yield RepealPolicy(policy)
        for team in ("no_such_team", *council.definition.teams_by_id):
            yield GrantException(policy, team, FRESH, "2999-12-31")
            yield GrantException(policy, team, FRESH, "2999-13-31")
    for proposal, to in product((*council.proposals, "PR999"), get_args(ProposalStatus)):
        yield AdvanceProposal(proposal, to, FRESH)
    for point in council.definition.decisions:
        for option in point.options:
            yield SettleDecision(point.id, option.id)
        yield SettleDecision(point.id, "", FRESH)
        yield SettleDecision(point.id, "no_such_option")
    yield SettleDecision("no_such_decision", "all")
    yield from _procedural(council)
    yield ChangeGraph(())
    for operation in _thinkable_operations(council):
        yield ChangeGraph((operation,))


def _procedural(council: Council) -> Iterator[Matter]:
    for style, minutes in product(get_args(CaucusStyle), (0, 2)):
        yield HoldCaucus(style, FRESH, minutes)
    for motion in (*council.motions, "M999"):
        yield EndDebate(motion)
        yield ReferMotion(motion, FRESH)
        yield PostponeMotion(motion, FRESH)
    for point in (*(each.id for each in council.floor.points), "Q999"):
        yield AppealRuling(point)


def _thinkable_operations(council: Council) -> Iterator[GraphOperation]:
    projects = [project.id for project in council.graph.projects] + ["no_such_project"]
    parts = (NewProject("fresh_one", FRESH), NewProject("fresh_two", FRESH, council.definition.teams[0].id))
    for project in projects:
        yield RemoveProject(project)
        yield AddProject(project, FRESH)
        yield ChangeOwner(project, council.definition.teams[0].id)
        yield SplitProject(project, parts)
        yield MarkPublic(project, "fresh_model")
        yield MarkPublic(project, FRESH)
        for other in projects:
            yield AllowReference(project, other)
            yield ForbidReference(project, other)
            yield MergeProjects((project, other), parts[0])
