"""A gathering at the pond, played by commands through the real rules of the hall."""

from __future__ import annotations

from meshcouncil.council.judging import goals_of
from meshcouncil.gathering.commands import (
    AnswerHelp,
    Broadcast,
    CallHelp,
    ChangeStepMinutes,
    ClaimGoal,
    CloseGathering,
    Command,
    EnterHall,
    ExtendStep,
    FillWithBots,
    HandSeatToBot,
    JudgeGoal,
    LeaveHall,
    LeaveSeat,
    NextStep,
    OpenGathering,
    Pause,
    PresentTable,
    PreviousStep,
    RemoveBot,
    RenamePerson,
    RestoreStep,
    Resume,
    Reveal,
    SayInRoom,
    ShowSlide,
    SkipStep,
    StartAgenda,
    TakeSeat,
    WithdrawClaim,
)
from meshcouncil.gathering.decide import decide
from meshcouncil.gathering.events import Event
from meshcouncil.gathering.evolve import evolve
from meshcouncil.gathering.plan import AgendaStep, SeatPlan
from meshcouncil.gathering.state import Gathering
from tests.documents.pond import POND

STEPS = (
    AgendaStep("first", "First council", 10, procedure=True, slides=2),
    AgendaStep("sidebar", "Sidebar", 5, surfaces=("sidebar",), group_by="role_numbers"),
    AgendaStep("second", "Second council", 10, inject="storm", final_vote=True),
    AgendaStep("show", "Presentations", 3, surfaces=("presentations",)),
    AgendaStep("end", "The reveal", 10, surfaces=("reveal",)),
)
SEATS = tuple(
    SeatPlan(
        role.number,
        role.team,
        role.title,
        tuple(goal.id for goal, _, seats in goals_of(POND) if role.number in seats),
    )
    for role in POND.roles
)
OPEN = OpenGathering(
    gathering="g",
    title="An evening at the pond",
    pack_digest="d",
    pack_slug="pond",
    plan_id="short",
    steps=STEPS,
    seats=SEATS,
    tables=2,
    min_teams=3,
    bots=True,
    facilitated=True,
    reading="open",
    seating="choose",
    pace=100,
    at=0,
    injects=("storm",),
)


def happened(*commands: Command) -> list[Event]:
    """What the rules of the hall make of the commands, in order."""
    hall = Gathering()
    events: list[Event] = []
    for command in commands:
        for event in decide(hall, command):
            hall = evolve(hall, event)
            events.append(event)
    return events


BEFORE_REVEAL: tuple[Command, ...] = (
    OPEN,
    EnterHall("p1", "Ada", 1_000),
    EnterHall("p2", "Bo", 2_000),
    RenamePerson("p2", "Bob"),
    TakeSeat("p1", 1, 1),
    TakeSeat("p2", 1, 3),
    FillWithBots(1, ("Finn", "Gwen", "Hal")),
    StartAgenda(10_000),
    Broadcast("Welcome, everybody.", 11_000),
    CallHelp(1, 3, "CANARY-CALL", 12_000),
    AnswerHelp(1, 3),
    ShowSlide(1),
    Pause(70_000),
    Resume(80_000),
    ExtendStep(2, 90_000),
    ExtendStep(-1, 91_000),
    ChangeStepMinutes("show", 4),
    SkipStep("show"),
    RestoreStep("show"),
    NextStep(120_000),
    SayInRoom(1, 1, 1, "CANARY-ROOM", 121_000),
    NextStep(180_000),
    PreviousStep(181_000),
    NextStep(182_000),
    ClaimGoal(1, 3, "R.3", "CANARY-CLAUSE"),
    ClaimGoal(1, 5, "R.5", "CANARY-WITHDRAWN"),
    WithdrawClaim(1, 5, "R.5"),
    HandSeatToBot(1, 3, "Iris"),
    LeaveHall("p2"),
    RemoveBot(1, 2),
    NextStep(240_000),
    PresentTable(1, 241_000),
    LeaveSeat("p1"),
    NextStep(300_000),
    JudgeGoal(1, "R.3", met=True, reason="CANARY-REASON", machine=True),
)
AFTERWARDS: tuple[Command, ...] = (
    Reveal(310_000),
    JudgeGoal(1, "T.F", met=False, reason="No whistle was heard.", machine=True),
    CloseGathering(320_000),
)
