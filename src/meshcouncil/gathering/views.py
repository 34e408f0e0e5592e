"""What one pair of eyes may see of the hall, built up from nothing.

A new field of the state is invisible until somebody writes the line here that shows it. No view carries a sequence
number or a count that an event hidden from its viewer could move.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from meshcouncil.gathering.clock import Clock, ends_at, minutes
from meshcouncil.gathering.commands import (
    ChangeStepMinutes,
    ClaimGoal,
    CloseGathering,
    Command,
    DrawSeats,
    EnterHall,
    ExtendStep,
    FillWithBots,
    NextStep,
    Pause,
    PreviousStep,
    RestoreStep,
    Resume,
    Reveal,
    SayInRoom,
    SkipStep,
    StartAgenda,
    TakeSeat,
    VoteOnClaim,
    WithdrawClaim,
)
from meshcouncil.gathering.decide import accepted, why_not
from meshcouncil.gathering.offers import SAMPLE
from meshcouncil.gathering.permission import may_steer, place_of
from meshcouncil.gathering.plan import Grouping, Reading, SeatingMode, Surface
from meshcouncil.gathering.rules.claims import voters
from meshcouncil.gathering.state import Bot, Gathering, GoalAt, Judge, Place, Saying, Sitter, Stage
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger, Viewer

StepState = Literal["done", "now", "ahead", "skipped"]
TurnState = Literal["done", "now", "waiting"]


# --- the bar: step, objective, clock, agenda --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock as a page needs it. `ends_at` while it runs; `left`: the ms left when it last started or stopped."""

    ends_at: int | None
    left: int
    running: bool
    paused: bool


@dataclass(frozen=True, slots=True)
class StripItemView:
    """One step in the agenda strip."""

    id: str
    title: str
    minutes: int
    state: StepState


@dataclass(frozen=True, slots=True)
class BarView:
    """Where the gathering stands: the step (none in the lobby), the `number`th `of` those played, and the clock."""

    stage: Stage
    step: str | None
    title: str
    objective: str
    number: int
    of: int
    strip: tuple[StripItemView, ...]
    clock: ClockView
    surfaces: tuple[Surface, ...]
    group_by: Grouping
    procedure: bool
    final_vote: bool
    is_last: bool
    revealed: bool


def clock_view(clock: Clock, *, begun: bool) -> ClockView:
    """Show a clock without asking what time it is."""
    left = min(clock.allotted, max(0, clock.allotted - clock.ran))
    return ClockView(ends_at(clock), left, clock.running, begun and not clock.running)


def bar_view(hall: Gathering) -> BarView:
    """Show everybody the step, its objective and the clock."""
    now = hall.now
    played = [step.id for step in hall.steps if not step.skipped]
    return BarView(
        stage=hall.stage,
        step=hall.step,
        title="" if now is None else now.title,
        objective="" if now is None else now.objective,
        number=0 if now is None else played.index(now.id) + 1,
        of=len(played),
        strip=tuple(
            StripItemView(step.id, step.title, step.minutes, _step_state(hall, index))
            for index, step in enumerate(hall.steps)
        ),
        clock=clock_view(hall.clock, begun=hall.stage == "running"),
        surfaces=() if now is None else now.surfaces,
        group_by="hall" if now is None else now.group_by,
        procedure=now is not None and now.procedure,
        final_vote=now is not None and now.final_vote,
        is_last=hall.is_last_step,
        revealed=hall.is_revealed,
    )


def _step_state(hall: Gathering, index: int) -> StepState:
    if index == hall.index:
        return "now"
    if hall.steps[index].skipped:
        return "skipped"
    return "done" if index < hall.index else "ahead"


# --- people and seats -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody in the hall; `person` is their id, for the facilitator's eyes."""

    name: str
    you: bool
    person: str | None


@dataclass(frozen=True, slots=True)
class SeatView:
    """A seat and who holds it. `keeps_for`: whom a bot stands in for. `refused`: why you may not sit here now."""

    seat: int
    team: str
    title: str
    name: str | None
    bot: bool
    you: bool
    person: str | None
    keeps_for: str | None
    may_take: bool
    refused: str | None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table's seats; `waiting` names its teams that have nobody; a table that is not open was left out of play."""

    table: int
    open: bool
    seats: tuple[SeatView, ...]
    waiting: tuple[str, ...]
    people: int
    bots: int


@dataclass(frozen=True, slots=True)
class HallSeatsView:
    """Who sits where, and who has no seat."""

    seating: SeatingMode
    tables: tuple[TableView, ...]
    unseated: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class MeView:
    """Your own place. `kept`: the seat a bot keeps for you. `steers`: you keep the agenda, for nobody facilitates."""

    name: str
    place: Place | None
    team: str | None
    title: str | None
    kept: Place | None
    steers: bool


def seats_view(hall: Gathering, viewer: Viewer) -> HallSeatsView:
    """Show who sits where, with what this viewer may take."""
    me = viewer.person if isinstance(viewer, Participant) else None
    hosting = isinstance(viewer, Facilitator)
    return HallSeatsView(
        seating=hall.seating,
        tables=tuple(_table_view(hall, table, viewer) for table in range(1, hall.tables + 1)),
        unseated=tuple(
            PersonView(person.name, person.id == me, person.id if hosting else None) for person in hall.unseated
        ),
    )


def _table_view(hall: Gathering, table: int, viewer: Viewer) -> TableView:
    held = Counter(type(occupant) for occupant in hall.occupants(table).values())
    return TableView(
        table=table,
        open=table in hall.open_tables,
        seats=tuple(_seat_view(hall, place, viewer) for place in hall.places(table)),
        waiting=hall.waiting_teams(table),
        people=held[Sitter],
        bots=held[Bot],
    )


def _seat_view(hall: Gathering, place: Place, viewer: Viewer) -> SeatView:
    plan = hall.plans_by_number[place.seat]
    held = hall.seats.get(place)
    absent = held.stands_in_for if isinstance(held, Bot) else None
    take = TakeSeat(viewer.person, place.table, place.seat) if isinstance(viewer, Participant) else None
    refusal = None if take is None else why_not(hall, take)
    return SeatView(
        seat=place.seat,
        team=plan.team,
        title=plan.title,
        name=hall.name_at(place),
        bot=isinstance(held, Bot),
        you=place == place_of(hall, viewer),
        person=held.person if isinstance(held, Sitter) and isinstance(viewer, Facilitator) else None,
        keeps_for=hall.people[absent].name if absent is not None and absent in hall.people else None,
        may_take=take is not None and refusal is None,
        refused=None if refusal is None else refusal.code,
    )


def me_view(hall: Gathering, viewer: Viewer) -> MeView | None:
    """Show a participant or a bot its own place."""
    place = place_of(hall, viewer)
    plan = None if place is None else hall.plans_by_number[place.seat]
    team, title = (None, None) if plan is None else (plan.team, plan.title)
    match viewer:
        case Participant(person=person) if person in hall.people:
            kept = next((where for where, held in hall.seats.items() if _keeps_for(held, person)), None)
            return MeView(hall.people[person].name, place, team, title, kept, may_steer(hall, viewer))
        case BotSeat() if place is not None:
            return MeView(hall.name_at(place) or "", place, team, title, None, steers=False)
        case _:
            return None


def _keeps_for(held: Sitter | Bot, person: str) -> bool:
    return isinstance(held, Bot) and held.stands_in_for == person


# --- notices ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """Words of the facilitator to everybody."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class InjectNoticeView:
    """An inject that came into play, at the tables this viewer may know of."""

    inject: str
    tables: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class CallView:
    """A seat's call for help."""

    table: int
    seat: int
    name: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class NoticesView:
    """What has been announced and dealt; `call` is your own call for help, while it is open."""

    announcements: tuple[AnnouncementView, ...]
    injects: tuple[InjectNoticeView, ...]
    call: CallView | None


def notices_view(hall: Gathering, viewer: Viewer) -> NoticesView:
    """Show the step's broadcasts to all, the injects to the tables that met them, and a call for help to its caller."""
    place = place_of(hall, viewer)
    called = place is not None and place in hall.calls
    return NoticesView(
        announcements=_announcements(hall),
        injects=_inject_notices(hall, viewer, place),
        call=_call_view(hall, place) if place is not None and called else None,
    )


def _announcements(hall: Gathering) -> tuple[AnnouncementView, ...]:
    """Show the broadcasts of this step: "five minutes left" is no news in the next one."""
    return tuple(AnnouncementView(each.text, each.at) for each in hall.announcements if each.at >= hall.step_opened_at)


def _inject_notices(hall: Gathering, viewer: Viewer, place: Place | None) -> tuple[InjectNoticeView, ...]:
    if isinstance(viewer, Facilitator):
        return tuple(InjectNoticeView(each.inject, each.tables, each.at) for each in hall.dealings)
    if isinstance(viewer, Projector):
        return _injects_of_all(hall)
    if place is None:
        return ()
    return tuple(
        InjectNoticeView(each.inject, (place.table,), each.at) for each in hall.dealings if place.table in each.tables
    )


def _injects_of_all(hall: Gathering) -> tuple[InjectNoticeView, ...]:
    """Give the injects that every table has met, each from the time the last one met it."""
    known = {each.inject: each.at for each in hall.dealings}
    return tuple(
        InjectNoticeView(inject, hall.playing, at)
        for inject, at in known.items()
        if all(hall.is_dealt(inject, table) for table in hall.playing)
    )


def _call_view(hall: Gathering, place: Place) -> CallView:
    call = hall.calls[place]
    return CallView(place.table, place.seat, hall.name_at(place) or "", call.text, call.at)


# --- the sidebar's rooms ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RoomPersonView:
    """Somebody of a room."""

    table: int
    name: str
    bot: bool
    you: bool


@dataclass(frozen=True, slots=True)
class SayingView:
    """Words said in a room."""

    table: int
    name: str
    text: str
    at: int
    you: bool


@dataclass(frozen=True, slots=True)
class RoomView:
    """The room of all who play one role; `may_speak` while the sidebar lasts, else `refused` says why not."""

    room: int
    title: str
    people: tuple[RoomPersonView, ...]
    talk: tuple[SayingView, ...]
    may_speak: bool
    refused: str | None


def room_view(hall: Gathering, viewer: Viewer) -> RoomView | None:
    """Show a seated viewer the room of their own role number."""
    place = place_of(hall, viewer)
    return None if place is None or hall.step is None else _room_view(hall, place.seat, place)


def _room_view(hall: Gathering, room: int, you: Place | None) -> RoomView:
    speak = None if you is None else why_not(hall, SayInRoom(you.table, you.seat, room, SAMPLE, 0))
    return RoomView(
        room=room,
        title=hall.plans_by_number[room].title,
        people=tuple(
            RoomPersonView(place.table, hall.name_at(place) or "", isinstance(held, Bot), place == you)
            for place, held in sorted(hall.seats.items(), key=lambda item: item[0])
            if place.seat == room and place.table in hall.playing
        ),
        talk=tuple(_saying_view(each, you) for each in hall.talk if each.room == room),
        may_speak=you is not None and speak is None,
        refused=None if speak is None else speak.code,
    )


def _saying_view(saying: Saying, you: Place | None) -> SayingView:
    mine = Place(saying.table, saying.seat) == you
    return SayingView(saying.table, saying.name, saying.text, saying.at, mine)


# --- claims and verdicts ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What people found about a goal."""

    met: bool
    reason: str
    by: Judge
    overrides: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """Who claims a goal, with which clause; `voted` of `voters` other seats have voted, and how you did."""

    seat: int
    name: str | None
    clause: str
    voted: int
    voters: int
    my_vote: bool | None


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal this viewer may know of at a table, the seats that hold it, its claim and its verdict."""

    table: int
    goal: str
    holders: tuple[int, ...]
    own: bool
    claim: ClaimView | None
    verdict: VerdictView | None
    may_claim: bool
    may_withdraw: bool
    may_vote: bool


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """Goals with their claims. `judges`: who gives the verdicts here. `voting`: the table votes on claims now."""

    judges: Judge
    voting: bool
    revealed: bool
    goals: tuple[GoalView, ...]


def claims_view(hall: Gathering, viewer: Viewer) -> ClaimsView:
    """Show one's own goals; where the table votes, its claims; to the facilitator all; after the reveal all to all."""
    place = place_of(hall, viewer)
    shown = (GoalAt(table, goal) for table in hall.playing for goal in hall.goals)
    return ClaimsView(
        judges="facilitator" if hall.facilitated else "table",
        voting=hall.table_votes,
        revealed=hall.is_revealed,
        goals=tuple(_goal_view(hall, key, viewer, place) for key in shown if _may_know(hall, key, viewer, place)),
    )


def _may_know(hall: Gathering, key: GoalAt, viewer: Viewer, place: Place | None) -> bool:
    if isinstance(viewer, Facilitator):
        return True
    if hall.is_revealed:
        return not isinstance(viewer, Stranger)
    return _is_own(hall, key, place) or _is_on_the_table(hall, key, place)


def _is_own(hall: Gathering, key: GoalAt, place: Place | None) -> bool:
    return place is not None and place.table == key.table and key.goal in hall.plans_by_number[place.seat].goals


def _is_on_the_table(hall: Gathering, key: GoalAt, place: Place | None) -> bool:
    """Tell whether a goal is claimed and voted on at the viewer's own table."""
    return place is not None and place.table == key.table and hall.table_votes and key in hall.claims


def _goal_view(hall: Gathering, key: GoalAt, viewer: Viewer, place: Place | None) -> GoalView:
    verdict = hall.verdicts.get(key)
    shows_verdict = hall.is_revealed or isinstance(viewer, Facilitator) or _is_on_the_table(hall, key, place)
    at = (key.table, 0 if place is None else place.seat, key.goal)
    return GoalView(
        table=key.table,
        goal=key.goal,
        holders=tuple(plan.number for plan in hall.seat_plans if key.goal in plan.goals),
        own=_is_own(hall, key, place),
        claim=_claim_view(hall, key, place),
        verdict=VerdictView(verdict.met, verdict.reason, verdict.by, verdict.overrides)
        if verdict is not None and shows_verdict
        else None,
        may_claim=_may(hall, key, place, ClaimGoal(*at, SAMPLE)),
        may_withdraw=_may(hall, key, place, WithdrawClaim(*at)),
        may_vote=_may(hall, key, place, VoteOnClaim(*at, met=True)),
    )


def _may(hall: Gathering, key: GoalAt, place: Place | None, command: Command) -> bool:
    return place is not None and place.table == key.table and accepted(hall, command)


def _claim_view(hall: Gathering, key: GoalAt, place: Place | None) -> ClaimView | None:
    claim = hall.claims.get(key)
    if claim is None:
        return None
    return ClaimView(
        seat=claim.seat,
        name=hall.name_at(Place(key.table, claim.seat)),
        clause=claim.clause,
        voted=len(claim.votes),
        voters=len(voters(hall, key)),
        my_vote=claim.votes.get(place.seat) if place is not None and place.table == key.table else None,
    )


# --- presentations ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TurnView:
    """A table in the order of presentations."""

    table: int
    state: TurnState


@dataclass(frozen=True, slots=True)
class PresentView:
    """Whose turn it is to present; `clock` counts the turn where the step gives each table its minutes."""

    table: int | None
    clock: ClockView | None
    turns: tuple[TurnView, ...]


def present_view(hall: Gathering) -> PresentView | None:
    """Show the presentations while they last."""
    now, turn = hall.now, hall.turn
    if now is None or "presentations" not in now.surfaces:
        return None
    clock = None
    if turn is not None and now.minutes_each is not None:
        clock = Clock(
            minutes(now.minutes_each, hall.pace), hall.clock.ran - turn.began, hall.clock.since, hall.clock.running
        )
    return PresentView(
        table=None if turn is None else turn.table,
        clock=None if clock is None else clock_view(clock, begun=hall.stage == "running"),
        turns=tuple(TurnView(table, _turn_state(hall, table)) for table in hall.playing),
    )


def _turn_state(hall: Gathering, table: int) -> TurnState:
    if hall.turn is not None and hall.turn.table == table:
        return "now"
    return "done" if table in hall.presented else "waiting"


# --- the projector ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScreenView:
    """What the room sees: how many are here and how many seats are held, the slide, the table that presents."""

    title: str
    stage: Stage
    people: int
    seats_held: int
    seats: int
    bar: BarView
    slide: int
    slides: int
    present: PresentView | None
    announcement: AnnouncementView | None
    revealed: bool


def screen_view(hall: Gathering) -> ScreenView:
    """Show the room what everybody may see."""
    standing = _announcements(hall)
    return ScreenView(
        title=hall.title,
        stage=hall.stage,
        people=len(hall.people),
        seats_held=len(hall.seats),
        seats=len(hall.open_tables) * len(hall.seat_plans),
        bar=bar_view(hall),
        slide=hall.slide,
        slides=0 if hall.now is None else hall.now.slides,
        present=present_view(hall),
        announcement=standing[-1] if standing else None,
        revealed=hall.is_revealed,
    )


# --- the facilitator's console ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ActionView:
    """A button of the console: the name of its command, and the refusal it would meet now, if any, with its context."""

    command: str
    refused: str | None
    context: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaItemView:
    """A step in the facilitator's agenda and what may be done to it."""

    id: str
    title: str
    minutes: int
    state: StepState
    may_skip: bool
    may_restore: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class InjectView:
    """An inject of the pack: the tables that have met it and those that have not."""

    inject: str
    met: tuple[int, ...]
    open: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableGlanceView:
    """A table at a glance, as far as the hall knows it."""

    table: int
    open: bool
    people: int
    bots: int
    free: int
    waiting: tuple[str, ...]
    calls: int
    injects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsoleView:
    """The facilitator's one screen: the next action, every other control, agenda, tables, calls, injects and rooms."""

    next: ActionView | None
    controls: tuple[ActionView, ...]
    agenda: tuple[AgendaItemView, ...]
    tables: tuple[TableGlanceView, ...]
    calls: tuple[CallView, ...]
    injects: tuple[InjectView, ...]
    rooms: tuple[RoomView, ...]
    unseated: tuple[PersonView, ...]
    slide: int
    slides: int

    def control(self, command: str) -> ActionView:
        """Give a control by the name of its command."""
        return next(each for each in self.controls if each.command == command)


def console_view(hall: Gathering) -> ConsoleView:
    """Show the facilitator the whole hall."""
    following = _next_command(hall)
    return ConsoleView(
        next=None if following is None else _action(hall, following),
        controls=tuple(_action(hall, command) for command in _controls(hall)),
        agenda=tuple(_agenda_item(hall, index) for index in range(len(hall.steps))),
        tables=tuple(_glance(hall, table) for table in range(1, hall.tables + 1)),
        calls=tuple(_call_view(hall, place) for place in hall.calls),
        injects=tuple(_inject_view(hall, inject) for inject in hall.injects),
        rooms=tuple(_room_view(hall, room, None) for room in sorted({saying.room for saying in hall.talk})),
        unseated=tuple(PersonView(person.name, you=False, person=person.id) for person in hall.unseated),
        slide=hall.slide,
        slides=0 if hall.now is None else hall.now.slides,
    )


def _next_command(hall: Gathering) -> Command | None:
    """Choose the one obvious thing to do next."""
    if hall.stage in ("new", "closed"):
        return None
    if hall.stage == "lobby":
        return StartAgenda(0)
    if hall.is_paused:
        return Resume(0)
    if accepted(hall, Reveal(0)):
        return Reveal(0)
    return CloseGathering(0) if hall.following is None else NextStep(0)


def _controls(hall: Gathering) -> tuple[Command, ...]:
    return (
        StartAgenda(0),
        NextStep(0),
        PreviousStep(0),
        Pause(0),
        Resume(0),
        ExtendStep(1, 0),
        DrawSeats((0, 0) * len(hall.unseated)),
        FillWithBots(None, (SAMPLE,)),
        Reveal(0),
        CloseGathering(0),
    )


def _action(hall: Gathering, command: Command) -> ActionView:
    refusal = why_not(hall, command)
    name = type(command).__name__
    return ActionView(name, None) if refusal is None else ActionView(name, refusal.code, tuple(refusal.context.items()))


def _agenda_item(hall: Gathering, index: int) -> AgendaItemView:
    step = hall.steps[index]
    return AgendaItemView(
        id=step.id,
        title=step.title,
        minutes=step.minutes,
        state=_step_state(hall, index),
        may_skip=accepted(hall, SkipStep(step.id)),
        may_restore=accepted(hall, RestoreStep(step.id)),
        may_change=accepted(hall, ChangeStepMinutes(step.id, step.minutes)),
    )


def _glance(hall: Gathering, table: int) -> TableGlanceView:
    held = Counter(type(occupant) for occupant in hall.occupants(table).values())
    return TableGlanceView(
        table=table,
        open=table in hall.open_tables,
        people=held[Sitter],
        bots=held[Bot],
        free=len(hall.seat_plans) - held.total(),
        waiting=hall.waiting_teams(table),
        calls=sum(place.table == table for place in hall.calls),
        injects=tuple(inject for inject in hall.injects if hall.is_dealt(inject, table)),
    )


def _inject_view(hall: Gathering, inject: str) -> InjectView:
    met = tuple(table for table in hall.playing if hall.is_dealt(inject, table))
    return InjectView(inject, met, tuple(table for table in hall.playing if table not in met))


# --- the whole --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HallView:
    """All that one viewer may see of the hall; a part that is not theirs is None. Strangers see the first line only."""

    title: str
    stage: Stage
    may_enter: bool
    reading: Reading | None = None
    facilitated: bool | None = None
    bar: BarView | None = None
    me: MeView | None = None
    seats: HallSeatsView | None = None
    notices: NoticesView | None = None
    room: RoomView | None = None
    claims: ClaimsView | None = None
    present: PresentView | None = None
    screen: ScreenView | None = None
    console: ConsoleView | None = None


def view(hall: Gathering, viewer: Viewer) -> HallView:
    """Build what one viewer may see. Somebody who is not in the hall sees no more than a stranger."""
    may_enter = accepted(hall, EnterHall("", SAMPLE, 0))
    if _is_outside(hall, viewer):
        return HallView(hall.title, hall.stage, may_enter)
    return HallView(
        title=hall.title,
        stage=hall.stage,
        may_enter=may_enter,
        reading=hall.reading,
        facilitated=hall.facilitated,
        bar=bar_view(hall),
        me=me_view(hall, viewer),
        seats=seats_view(hall, viewer),
        notices=notices_view(hall, viewer),
        room=room_view(hall, viewer),
        claims=claims_view(hall, viewer),
        present=present_view(hall),
        screen=screen_view(hall) if isinstance(viewer, Projector) else None,
        console=console_view(hall) if isinstance(viewer, Facilitator) else None,
    )


def _is_outside(hall: Gathering, viewer: Viewer) -> bool:
    match viewer:
        case Stranger():
            return True
        case Participant(person=person):
            return person not in hall.people
        case BotSeat():
            return place_of(hall, viewer) is None
        case Facilitator() | Projector():
            return hall.stage == "new"
