"""Short, honest ways to a council in a given state: every builder plays commands through the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pytest

from meshcouncil.council.commands import (
    BeginStep,
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseVote,
    Command,
    FillSeat,
    OpenVote,
    SecondMotion,
    TableMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    Coupling,
    DecisionPoint,
    Definition,
    Fraction,
    Goal,
    Inject,
    Judgement,
    Option,
    ProcedureRules,
    Project,
    ProjectGraph,
    Reference,
    RemoveProject,
    Role,
    Team,
    Topic,
)
from meshcouncil.council.errors import Rejected
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import AdoptProcedure, Matter
from meshcouncil.council.predicates import AllOf, AnyOf, Chosen, Number, Outcome, Product, Quantity
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import BallotBox
from meshcouncil.council.state import Ballot, Council, seated
from meshcouncil.council.tallies import Tally
from meshcouncil.pack.compile import compile_pack
from meshcouncil.pack.shelf import shipped_folder

CHAIR = 5
"""The first seat of the chairing team of the small council; 6 is the other."""

OTHERS = (1, 2, 3, 4)


def chosen(decision: str, *options: str) -> Chosen:
    """A predicate: the decision point is settled by one of the options."""
    return Chosen(decision, frozenset(options))


def goal(goal_id: str, predicate: Chosen | AllOf | Outcome, judgement: Judgement = "none") -> Goal:
    """A goal that reads the same tightly and openly."""
    return Goal(id=goal_id, text=f"Text of {goal_id}.", tight=predicate, open=predicate, judgement=judgement)


def small_pack(rules: ProcedureRules | None = None) -> Definition:
    """Three teams of two (the third keeps the process), four decision points, a hub and two spokes."""
    return Definition(
        slug="small",
        title="A small council",
        summary="",
        organisation="Acme",
        backstory="",
        win_texts=(),
        credits=(),
        handbook=(),
        teams=(
            _team("north", "North", "hub", goal("north-mission", chosen("home", "shared"))),
            _team("south", "South", "south", goal("south-mission", chosen("home", "own"))),
            _team("keepers", "Keepers", None, goal("keepers-mission", Outcome("passed"))),
        ),
        roles=(
            _role(1, "north", goal("one", chosen("tests", "all"))),
            _role(2, "north", goal("two", chosen("tests", "all"), "evidence")),
            _role(3, "south", goal("three", chosen("cadence", "weekly", "daily"))),
            _role(4, "south", goal("four", chosen("cadence", "free"), "wording")),
            _role(5, "keepers", goal("five", Outcome("documented"))),
            _role(6, "keepers", goal("six", Outcome("passed"))),
        ),
        chair_team="keepers",
        plans=(),
        slides=(),
        injects=(
            Inject("fire", "Fire", "It burns.", notes="NOTES", emergency=True, concerns=("cadence",)),
            Inject("flood", "Flood", "It rains.", emergency=True, concerns=("tests",)),
            Inject("news", "News", "It is sunny.", concerns=("home",)),
        ),
        topics=(Topic("work", "Work"), Topic("map", "Map")),
        decisions=(
            _point("tests", "work", "none", "hub", "all"),
            _point("cadence", "work", "free", "weekly", "daily"),
            DecisionPoint(
                id="home",
                topic="map",
                step="one",
                question="Where does South live?",
                options=(
                    Option("plan", "As planned", "South lives as planned."),
                    Option(
                        "own", "On its own", "South has two projects.", (AddProject("south_two", "South Two", "south"),)
                    ),
                    Option("shared", "With North", "North owns South's project.", (ChangeOwner("south", "north"),)),
                    Option("gone", "Nowhere", "South has no project.", (RemoveProject("south"),)),
                ),
            ),
            DecisionPoint(
                id="refs",
                topic="map",
                step="one",
                question="Who may reference whom?",
                options=(
                    Option("hub_only", "The hub only", "Spokes reference the hub."),
                    Option(
                        "across",
                        "Each other",
                        "Spokes reference each other.",
                        (AllowReference("south", "east"), AddProject("bridge", "Bridge", "north")),
                    ),
                    Option("no_hub", "No hub", "There is no hub.", (RemoveProject("hub"),)),
                ),
            ),
        ),
        couplings=(
            Coupling(AnyOf((chosen("tests", "none"), chosen("cadence", "weekly"))), "Tests want a weekly release."),
        ),
        quantities={"posts": Product(Number(2), Quantity("base")), "base": Number(3)},
        default_procedure=rules or ProcedureRules(),
        graph=ProjectGraph(
            projects=(
                Project("hub", "Hub", "north", hub=True),
                Project("south", "South", "south"),
                Project("east", "East", "keepers"),
            ),
            references=frozenset({Reference("hub", "south"), Reference("hub", "east")}),
        ),
        library=(),
        collective_win=AllOf((Outcome("documented"), Outcome("passed"))),
        individual_win=AnyOf(
            (
                AllOf((Outcome("team_mission"), Outcome("role_mission"))),
                AllOf((Outcome("team_priorities"), Outcome("passed"))),
            )
        ),
        min_seats=3,
        digest="small",
        quantity_titles={"posts": "Posts"},
    )


def _team(team_id: str, name: str, project: str | None, mission: Goal) -> Team:
    return Team(
        id=team_id,
        name=name,
        owns=f"What {name} owns.",
        project=project,
        about=f"About {name}.",
        strengths=(),
        weaknesses=(),
        priority_texts=(),
        priorities=goal(f"{team_id}-priorities", chosen("tests", "hub", "all")),
        mission=mission,
    )


def _role(number: int, team: str, mission: Goal) -> Role:
    return Role(
        number=number,
        team=team,
        title=f"Role {number}",
        about=f"About role {number}.",
        strengths=(),
        weaknesses=(),
        priority_texts=(),
        priorities=goal(f"role-{number}-priorities", Outcome("documented")),
        mission=mission,
        for_teammate=f"For the teammate of {number}.",
        secret=f"Secret of {number}.",
    )


def _point(point_id: str, topic: str, *options: str) -> DecisionPoint:
    return DecisionPoint(
        id=point_id,
        topic=topic,
        step="one",
        question=f"What of {point_id}?",
        options=tuple(Option(each, each.capitalize(), f"Clause {point_id}: {each}.") for each in options),
    )


def did(council: Council, *commands: Command) -> Council:
    """The council after the commands, each of which the rules must accept."""
    for command in commands:
        council = replayed(council, decide(council, command))
    return council


def refused(council: Council, command: Command) -> str:
    """The code with which the rules refuse the command."""
    with pytest.raises(Rejected) as refusal:
        decide(council, command)
    return refusal.value.code


def sitting(
    definition: Definition | None = None, *, seats: Iterable[int] | None = None, rules: ProcedureRules | None = None
) -> Council:
    """A council at work, with a person in every seat; the final vote may be called. `rules` are the pack's default."""
    pack = definition or small_pack(rules)
    taken = [role.number for role in pack.roles] if seats is None else list(seats)
    filled = [FillSeat(number, "person", f"Person {number}") for number in taken]
    return did(seated(pack), *filled, BeginStep("one", sitting=True, procedure=True, final_vote=True))


def tabled(council: Council, matter: Matter, mover: int = 1) -> Council:
    """The council with a motion on the matter."""
    return did(council, TableMotion(mover, matter))


def opened(council: Council, matter: Matter, mover: int = 1, seconder: int = 3) -> Council:
    """The council with the matter ready for the vote."""
    council = tabled(council, matter, mover)
    motion = latest(council)
    return did(council, SecondMotion(seconder, motion)) if council.motions[motion].status == "tabled" else council


def voting(council: Council, matter: Matter, mover: int = 1, seconder: int = 3) -> Council:
    """The council voting on the matter."""
    council = opened(council, matter, mover, seconder)
    return did(council, OpenVote(chair_of(council), latest(council)))


def latest(council: Council) -> str:
    """The id of the motion moved last."""
    return list(council.motions)[-1]


def ballot(council: Council, seat: int, choice: str, reason: str = "", motion: str = "") -> CastBallot:
    """A seat's ballot on the text that stands."""
    motion = motion or latest(council)
    return CastBallot(seat, motion, council.motions[motion].version, choice, reason)


def ranking(council: Council, seat: int, *options: str) -> CastBallot:
    """A seat's ranked ballot on the text that stands."""
    motion = latest(council)
    return CastBallot(seat, motion, council.motions[motion].version, ranking=options)


def cast(council: Council, votes: Mapping[int, str]) -> Council:
    """The council after ballots on the latest motion; an objection comes with a reason."""
    motion = latest(council)
    for seat, choice in votes.items():
        reason = f"Because of {seat}." if choice == "object" else ""
        council = did(council, ballot(council, seat, choice, reason, motion))
    return council


def closed(council: Council) -> Council:
    """The council after the vote on the latest motion was closed."""
    return did(council, CloseVote(chair_of(council), latest(council)))


def chair_of(council: Council) -> int:
    """The first seat that keeps the process."""
    return next(seat for seat in sorted(council.seats) if council.may_chair(seat))


def carried(council: Council, matter: Matter, mover: int = 1) -> Council:
    """The council after everybody voted for the matter."""
    council = voting(council, matter, mover, seconder=next(seat for seat in sorted(council.seats) if seat != mover))
    return cast(council, dict.fromkeys(sorted(council.seats), _favourable(council)))


def _favourable(council: Council) -> str:
    return council.motions[latest(council)].choices[0]


def adopted(council: Council, rules: ProcedureRules) -> Council:
    """The council after it adopted the rules as its procedure."""
    return carried(council, AdoptProcedure(rules))


def passed(council: Council, votes: Mapping[int, str] | None = None) -> Council:
    """The council after the charter was put to the vote; by default everybody is for it."""
    council = did(council, CallFinalVote(chair_of(council), "The pad."))
    number = council.final_votes[-1].number
    for seat, choice in (votes or dict.fromkeys(sorted(council.seats), "yes")).items():
        council = did(council, CastCharterBallot(seat, number, choice))
    return council


# --- ballots to be counted --------------------------------------------------------------------------------------------

TEN = {seat: team for team, seats in enumerate(((1, 2), (3, 4), (5, 6), (7, 8), (9, 10)), start=1) for seat in seats}
"""Ten seats in five teams of two; team 5 chairs."""

_WORDS = {"y": "yes", "n": "no", "a": "abstain", "c": "consent", "o": "object"}


def box(
    rules: ProcedureRules, votes: str | Iterable[tuple[str, ...]], choices: tuple[str, ...] = (), ties: int = 0
) -> BallotBox:
    """Ten seats' ballots: a letter for each (``y n a c o``, ``-`` silent), or a ranking for each (`()` abstains)."""
    if isinstance(votes, str):
        ballots = {seat: Ballot(_WORDS[vote]) for seat, vote in enumerate(votes, start=1) if vote != "-"}
    else:
        ballots = {
            seat: Ballot(ranking=each) if each else Ballot("abstain") for seat, each in enumerate(votes, start=1)
        }
    teams = {seat: f"team {team}" for seat, team in TEN.items()}
    return BallotBox(rules, tuple(TEN), teams, "team 5", ballots, choices, ties)


def counted(
    rules: ProcedureRules, votes: str | Iterable[tuple[str, ...]], choices: tuple[str, ...] = (), ties: int = 0
) -> Tally:
    """The count of ten seats' ballots."""
    return PROCEDURES[rules.kind].count(box(rules, votes, choices, ties))


TWO_THIRDS, THREE_QUARTERS, FOUR_FIFTHS = Fraction(2, 3), Fraction(3, 4), Fraction(4, 5)


@cache
def rainbow_road() -> Definition:
    """The shipped pack of ten seats, compiled once."""
    return compile_pack(shipped_folder() / "rainbow-road")
