"""Random play at a table: seats send what they are offered with the holes filled; the hall seats, deals and rings.

Time goes on from turn to turn. Every procedure can be played; the rules that a council begins with are random.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import product
from random import Random
from typing import get_args

from meshcouncil.council.commands import (
    AcceptAmendment,
    AnswerAsFacilitator,
    AnswerIssue,
    AppealDeclaration,
    AskAdvice,
    BeginStep,
    CallFinalVote,
    CallSpeaker,
    CastBallot,
    CastCharterBallot,
    ClearGraphDraft,
    CloseCouncil,
    CloseFinalVote,
    CloseRound,
    CloseVote,
    Command,
    DealInject,
    DecideAlone,
    DeclareConsensus,
    DeclareFact,
    DraftGraph,
    EndCaucus,
    EndSpeech,
    EndStage,
    FillSeat,
    GiveAdvice,
    Introduce,
    JoinWorkingGroup,
    LiftObjection,
    LowerHand,
    OfferToDecide,
    OpenRound,
    OpenVote,
    ProposePolicy,
    RaiseHand,
    RaiseIssue,
    RaisePoint,
    RecordApproval,
    ReviseMotion,
    ReviseProposal,
    RingClocks,
    RulePoint,
    Say,
    SecondMotion,
    SetSpeakersList,
    SpeakInRound,
    StartClocks,
    StepDown,
    StopClocks,
    SubmitProposal,
    SupportIssue,
    SwitchParliamentary,
    TableMotion,
    TakeBackOffer,
    TakePoll,
    TakeTurn,
    UndoGraphDraft,
    VacateSeat,
    WeighObjection,
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
    ProcedureKind,
    ProcedureRules,
    RemoveProject,
    RulebookLine,
    SplitProject,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event
from meshcouncil.council.evolve import evolve, replayed
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdoptRulebook,
    AdvanceProposal,
    Amendable,
    AmendMotion,
    AppealRuling,
    AskCouncil,
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
    RevokeDelegate,
    SettleDecision,
)
from meshcouncil.council.offers import Offer, accepted, candidates
from meshcouncil.council.rules.ballot_forms import HUM
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import MOST_POINTS
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK, check_rules
from meshcouncil.council.state import Council, seated
from meshcouncil.council.views import Facilitator, Observer, Seated, Viewer
from tests.council.builders import small_pack

HALF, THREE_FIFTHS, TWO_THIRDS, FOUR_FIFTHS = Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(4, 5)
BLANK = "▢"
KINDS: tuple[ProcedureKind, ...] = get_args(ProcedureKind)
PARLIAMENTS = 0.2
"""How often a council goes by the motion stack."""

RULEBOOKS = 0.2
"""How often a council adopts a table of procedures before anything else."""

FINAL_VOTES = 0.5
"""How often the charter may be voted on as a whole in the first session."""

CLOSINGS = 0.2
"""How often the council is closed in the end."""

PATIENCE = 0.12
"""How often nothing happens until something is due."""

PUNCTUALITY = 0.8
"""How often the house rings in time."""


@dataclass(frozen=True, repr=False)
class Played:
    """A play that happened: the pack, the commands that were accepted and what they caused."""

    definition: Definition
    turns: tuple[tuple[Command, tuple[Event, ...]], ...]

    def __repr__(self) -> str:
        rules = self.definition.default_procedure
        return f"Played({len(self.turns)} turns by {rules.kind})"

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, in order."""
        return tuple(event for _, events in self.turns for event in events)

    @cached_property
    def end(self) -> Council:
        """The council as it ended."""
        return replayed(seated(self.definition), self.events)

    @cached_property
    def _moments(self) -> tuple[tuple[Council, Event, Council], ...]:
        moments = []
        before = seated(self.definition)
        for event in self.events:
            after = evolve(before, event)
            moments.append((before, event, after))
            before = after
        return tuple(moments)

    def moments(self) -> Iterator[tuple[Council, Event, Council]]:
        """Each event with the council before and after it."""
        yield from self._moments

    def steps(self) -> Iterator[tuple[Council, Command, tuple[Event, ...]]]:
        """Each command with the council before it and the events that it caused."""
        moments = iter(self._moments)
        for command, events in self.turns:
            happened = [next(moments) for _ in events]
            yield happened[0][0], command, events


def all_viewers(council: Council) -> tuple[Viewer, ...]:
    """Every pair of eyes there is."""
    return (*(Seated(number) for number in council.definition.roles_by_number), Facilitator(), Observer())


def play(definition: Definition, dice: Random, turns: int, kind: ProcedureKind | None = None) -> Played:
    """Play so many turns; a turn that the rules refuse (a hole filled badly) is no turn. The rules are random.

    `kind`: the procedure that the council begins with; None: any.
    """
    definition = replace(definition, default_procedure=random_rules(dice, kind))
    council = seated(definition)
    record: list[tuple[Command, tuple[Event, ...]]] = []
    now = 1_000
    for command in (*_opening(definition, dice), *([None] * turns)):
        now = _later(council, now, dice)
        wanted = command if command is not None else _turn(council, now, dice)
        if wanted is None:
            continue
        wanted = timed(wanted, now)
        try:
            events = decide(council, wanted)
        except Rejected:
            continue
        record.append((wanted, events))
        council = replayed(council, events)
    if dice.random() < CLOSINGS and not council.closed:
        record.append((CloseCouncil(), decide(council, CloseCouncil())))
    return Played(definition, tuple(record))


@cache
def recorded(kind: ProcedureKind, seed: int) -> Played:
    """A play that begins with this procedure at the small council; the laws of the record all look at the same ones."""
    return play(small_pack(), Random(f"{kind} {seed}"), 100, kind)


def _opening(definition: Definition, dice: Random) -> Iterator[Command]:
    """Everybody sits down and the first session begins; some adopt a rulebook at once, or debate on a stack."""
    seats = list(definition.roles_by_number)
    yield from (FillSeat(number, "person", f"Person {number}") for number in seats)
    yield BeginStep("one", sitting=True, procedure=True, final_vote=dice.random() < FINAL_VOTES)
    if dice.random() < PARLIAMENTS:
        yield SwitchParliamentary(on=True)
    if dice.random() < RULEBOOKS:
        chair = definition.seats_of(definition.chair_team)[0]
        yield TableMotion(seats[0], AdoptRulebook(random_lines(dice)))
        yield SecondMotion(seats[1], "M1")
        yield OpenVote(chair, "M1")
        yield from (CastBallot(seat, "M1", 1, "yes") for seat in seats)


def _later(council: Council, now: int, dice: Random) -> int:
    """Time goes on by some seconds, now and then until something is due."""
    due = council.next_deadline
    if due is not None and dice.random() < PATIENCE:
        now = max(now, due)
    return now + dice.randrange(6_000)


def timed(command: Command, now: int) -> Command:
    """The command at this instant, if it has one."""
    return replace(command, at=now) if hasattr(command, "at") else command  # type: ignore[arg-type]


def _turn(council: Council, now: int, dice: Random) -> Command | None:
    """What somebody sends next: mostly what carries the council on. The house rings when something is due."""
    if council.next_deadline is not None and council.next_deadline <= now and dice.random() < PUNCTUALITY:
        return RingClocks(now)
    if not council.seats or dice.random() < 0.06:
        return _from_the_hall(council, dice)
    if not council.sitting and dice.random() < PUNCTUALITY:
        return BeginStep(
            f"step {dice.randrange(9)}", sitting=True, procedure=False, final_vote=dice.random() < FINAL_VOTES
        )
    seat = dice.choice(sorted(council.seats))
    kinds: dict[type[object], list[Offer]] = {}
    fresh = 0.7 / (1 + len(council.live_motions))
    for offer in candidates(council, seat):
        command = offer.command
        if isinstance(command, TableMotion | ProposePolicy):
            zeal = fresh
        elif isinstance(command, CastBallot | CastCharterBallot):
            zeal = _zeal(council, command)
        else:
            zeal = _ZEAL.get(type(command), 1.0)
        if dice.random() < zeal:
            kinds.setdefault(_sort(command), []).append(offer)
    for _ in range(TRIES):
        if not kinds:
            return None
        kind = dice.choices(list(kinds), [_WEIGHTS.get(each, 1) for each in kinds])[0]
        offer = kinds[kind].pop(dice.randrange(len(kinds[kind])))
        if accepted(council, offer.command):
            return filled(offer, council, dice)
        if not kinds[kind] or isinstance(offer.command, TableMotion):
            del kinds[kind]
    return None


def _sort(command: Command) -> type[object]:
    """Motions are drawn by what they ask for, so that the many options of a decision point do not crowd out others."""
    return type(command.matter) if isinstance(command, TableMotion) else type(command)


TRIES = 40
"""How often somebody thinks of something that is not allowed before the turn is over."""

_WEIGHTS: dict[type[object], int] = {
    CastBallot: 60,
    CastCharterBallot: 30,
    SecondMotion: 14,
    OpenVote: 16,
    TakeTurn: 30,
    EndStage: 8,
    OfferToDecide: 10,
    TakeBackOffer: 1,
    AskAdvice: 10,
    GiveAdvice: 10,
    DecideAlone: 12,
    StepDown: 1,
    DeclareConsensus: 12,
    AnswerIssue: 10,
    SupportIssue: 6,
    RaiseIssue: 2,
    WeighObjection: 6,
    LiftObjection: 6,
    AddPolicy: 3,
    AmendMotion: 2,
    AcceptAmendment: 3,
    SubmitProposal: 4,
    RecordApproval: 3,
    AdvanceProposal: 20,
    RepealPolicy: 2,
    ChangePolicy: 2,
    RulePoint: 3,
    AppealRuling: 3,
    RevokeDelegate: 1,
    ReviseMotion: 3,
    CloseVote: 4,
    EndSpeech: 2,
    CallSpeaker: 2,
    SpeakInRound: 3,
    CallFinalVote: 20,
    ProposePolicy: 3,
    JoinWorkingGroup: 3,
}

_AGAINST = frozenset({"no", "object", "abstain", "block", "stand_aside", "-1", "-0.5", "0", "refuse", "postpone"})


_ZEAL: dict[type[object], float] = {
    **dict.fromkeys((Introduce, DeclareFact, RaiseHand, LowerHand, Say, RaisePoint), 0.15),
    **dict.fromkeys((DraftGraph, UndoGraphDraft, ClearGraphDraft, SetSpeakersList, OpenRound), 0.1),
    **dict.fromkeys((WithdrawMotion, WithdrawProposal, TakePoll, CallFinalVote), 0.1),
    **dict.fromkeys((CloseVote, AppealDeclaration, ReviseMotion), 0.3),
}
"""How likely a seat thinks of a command at all, if not always."""


def _zeal(council: Council, command: CastBallot | CastCharterBallot) -> float:
    """How likely a seat thinks of a ballot: seats seldom vote again, and rather agree."""
    known = council.motions[command.motion] if isinstance(command, CastBallot) else council.final_votes[-1]
    return 0.02 if command.seat in known.ballots else 0.3 if command.choice in _AGAINST else 1.0


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
            StartClocks(0) if council.stopped_at is not None else StopClocks(0),
        )
    )
    sits, pace = dice.random() < 0.9, dice.choice((100, 100, 300))
    final = dice.random() < FINAL_VOTES
    step = BeginStep(f"step {dice.randrange(9)}", sitting=sits, procedure=False, final_vote=final, pace=pace)
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
        fill = _FILLS.get(path[-1])
        if fill is not None:
            return fill(council, command, dice)
        return f"Words {dice.randrange(10_000)}" if isinstance(old, str) else old

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


def random_rules(dice: Random, kind: ProcedureKind | None = None) -> ProcedureRules:
    """Some rules that work, by this procedure or by any."""
    while True:
        rules = ProcedureRules(
            kind=kind if kind is not None else dice.choice(KINDS),
            proposers=dice.choice(("any_seat", "any_seat", "one_per_team", "chair_team")),
            second_needed=dice.random() < 0.4,
            threshold=dice.choice((HALF, TWO_THIRDS, FOUR_FIFTHS)),
            base=dice.choice(("votes_cast", "present", "seats", "teams")),
            quorum=dice.choice((HALF, THREE_FIFTHS, TWO_THIRDS)),
            ballots=dice.choice(("open", "secret")),
            tie=dice.choice(("not_adopted", "chair_decides", "vote_again")),
            emergency=dice.choice(("council", "chair_team", "hub_owner")),
            rounds=dice.random() < 0.3,
            clock=dice.choice((0, 0, 20, 90)),
            every_team=dice.random() < 0.15,
            loops=dice.choice((0, 0, 1, 2)),
            stand_asides=dice.choice((Fraction(0, 1), Fraction(3, 10), HALF)),
            dots=dice.randrange(1, 6),
            veto=dice.random() < 0.7,
            confirm=dice.random() < 0.3,
        )
        try:
            check_rules(rules)
        except Rejected:
            continue
        return rules


def random_lines(dice: Random) -> tuple[RulebookLine, ...]:
    """Some lines of a rulebook, by the usual rules or by others; they may make no sense."""
    lines = dice.sample(DEFAULT_RULEBOOK, dice.randrange(1, len(DEFAULT_RULEBOOK) + 1))
    return tuple(RulebookLine(each.matter, dice.choice((each.rules, random_rules(dice)))) for each in lines)


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


def _random_marks(council: Council, command: Command, dice: Random) -> tuple[tuple[str, int], ...]:
    motion = council.motions[command.motion] if isinstance(command, CastBallot) else None
    return random_marks(motion.choices, motion.rules, dice) if motion is not None and motion.rules is not None else ()


def random_marks(choices: tuple[str, ...], rules: ProcedureRules, dice: Random) -> tuple[tuple[str, int], ...]:
    """Marks as a ballot of this procedure takes them."""
    some = dice.sample(choices, dice.randrange(1, len(choices) + 1))
    match PROCEDURES[rules.kind].ballot:
        case "hum":
            return ((HUM, dice.randrange(MOST_POINTS + 1)),)
        case "dots":
            spread = [dice.choice(some) for _ in range(dice.randrange(1, rules.dots + 1))]
            return tuple((each, spread.count(each)) for each in dict.fromkeys(spread))
        case "points":
            return tuple((each, dice.randrange(MOST_POINTS + 1)) for each in some)
        case _:
            return tuple((each, 1) for each in some)


_FILLS: Mapping[str, Callable[[Council, Command, Random], object]] = {
    "rules": lambda _council, _command, dice: random_rules(dice),
    "lines": lambda _council, _command, dice: random_lines(dice),
    "operations": lambda council, _command, dice: random_operations(council, dice),
    "operation": lambda council, _command, dice: random_operations(council, dice)[0],
    "ranking": _random_ranking,
    "marks": _random_marks,
    "record": lambda council, _command, dice: random_record(council, dice),
    "until": lambda _council, _command, dice: random_date(dice),
    "seats": lambda council, _command, dice: _some(sorted(council.seats), dice),
    "options": lambda _council, _command, dice: tuple(f"Answer {each}" for each in range(dice.randrange(2, 5))),
    "minutes": lambda _council, _command, dice: dice.choice((0, 1, 2, 30, 60)),
    "seconds_each": lambda _council, _command, dice: dice.choice((0, 1, 2, 30, 60)),
    "newcomers_first": lambda _council, _command, dice: dice.random() < 0.8,
    "open": lambda _council, _command, dice: dice.random() < 0.8,
    "motion": lambda council, _command, dice: dice.choice(("", *council.motions)),
}
"""What fills a hole by its name; any other takes words."""


def _some(seats: list[int], dice: Random) -> tuple[int, ...]:
    return tuple(dice.sample(seats, dice.randrange(1, min(3, len(seats)) + 1)))


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
    yield from _in_stage(council, seat, motion_id)
    motion = council.motions.get(motion_id)
    if motion is None or not motion.is_live:
        yield CastBallot(seat, motion_id, 1, "yes")
        yield ReviseMotion(seat, motion_id, AddPolicy(FRESH, FRESH))
        yield AcceptAmendment(seat, motion_id)
        yield TableMotion(seat, AmendMotion(motion_id, 1, AddPolicy(FRESH, FRESH)))
        return
    for version in (motion.version, motion.version + 1):
        yield AcceptAmendment(seat, motion_id, version)
        for choice in {*motion.choices, "yes", "no", "abstain", "consent", "object", "adopt", "none", ""}:
            yield CastBallot(seat, motion_id, version, choice, FRESH)
            yield CastBallot(seat, motion_id, version, ranking=(choice,))
            yield CastBallot(seat, motion_id, version, marks=((choice, 1),))
    for matter in _thinkable(council):
        alike = type(matter) is type(motion.matter)
        if alike or isinstance(matter, AddPolicy):
            yield ReviseMotion(seat, motion_id, matter)
        if alike and isinstance(matter, Amendable):
            yield TableMotion(seat, AmendMotion(motion_id, motion.version, matter))
            yield TableMotion(seat, AmendMotion(motion_id, motion.version + 1, matter))


def _in_stage(council: Council, seat: int, motion_id: str) -> Iterator[Command]:
    yield TakePoll(seat, motion_id, "temperature_check")
    yield TakePoll(seat, motion_id, "check_poll")
    yield EndStage(seat, motion_id)
    yield TakeTurn(seat, motion_id, FRESH)
    yield TakeTurn(seat, motion_id)
    motion = council.motions.get(motion_id)
    for objection in ("O999", *(each.id for each in motion.objections)) if motion else ("O1",):
        yield WeighObjection(seat, motion_id, objection, qualifies=True)
        yield WeighObjection(seat, motion_id, objection, qualifies=False)
        yield LiftObjection(seat, motion_id, objection)
    yield RaiseIssue(seat, motion_id, FRESH)
    for issue in ("I999", *(each.id for each in motion.issues)) if motion else ("I1",):
        yield AnswerIssue(seat, motion_id, issue, FRESH)
        yield SupportIssue(seat, motion_id, issue)
    yield DeclareConsensus(seat, motion_id, reached=True, reason=FRESH)
    yield DeclareConsensus(seat, motion_id, reached=False)
    yield AppealDeclaration(seat, motion_id, FRESH)
    yield OfferToDecide(seat, motion_id, FRESH)
    yield TakeBackOffer(seat, motion_id)
    yield AskAdvice(seat, motion_id, ())
    yield from (AskAdvice(seat, motion_id, (other,)) for other in council.definition.roles_by_number)
    yield GiveAdvice(seat, motion_id, FRESH)
    yield DecideAlone(seat, motion_id, adopt=True, reason=FRESH)
    yield DecideAlone(seat, motion_id, adopt=False, reason=FRESH)
    yield StepDown(seat, motion_id)


def _thinkable(council: Council) -> Iterator[Matter]:
    yield AdoptProcedure(council.rules)
    yield AdoptProcedure(replace(council.rules, quorum=Fraction(7, 9)))
    yield AdoptProcedure(replace(council.rules, quorum=Fraction(9, 7)))
    yield AddPolicy(FRESH, FRESH)
    yield AskCouncil(FRESH, (FRESH, f"{FRESH} else"))
    yield AskCouncil(FRESH, (FRESH,))
    yield AdoptRulebook(DEFAULT_RULEBOOK)
    yield AdoptRulebook((DEFAULT_RULEBOOK[2], DEFAULT_RULEBOOK[2]))
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
        yield RevokeDelegate(motion)
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
