"""The hall as it stands: people and their seats, the agenda and its clock, what was dealt, said, claimed and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from meshcouncil.gathering.clock import Clock
from meshcouncil.gathering.plan import AgendaStep, Reading, SeatingMode, SeatPlan

Stage = Literal["new", "lobby", "running", "closed"]
Judge = Literal["facilitator", "table"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A seat at a table: its number is the role's number."""

    table: int
    seat: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the hall, seated or not."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Sitter:
    """A person who holds a seat."""

    person: str


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that holds a seat until a person wants it; `stands_in_for` is the person who handed the seat over."""

    name: str
    stands_in_for: str | None = None


Occupant = Sitter | Bot


@dataclass(frozen=True, slots=True)
class Dealing:
    """An inject in play at some tables."""

    inject: str
    tables: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Announcement:
    """Words of the facilitator to everybody."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class HelpCall:
    """A seat waits for the facilitator."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Saying:
    """Words said in a room of the sidebar, with the speaker's name at that time."""

    room: int
    table: int
    seat: int
    name: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A table's turn to present; `began` is what the step's clock had run, in ms: a pause freezes the turn too."""

    table: int
    began: int


@dataclass(frozen=True, slots=True)
class GoalAt:
    """A mission or a set of priorities, as played at one table."""

    table: int
    goal: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A seat says that a goal is met and shows the clause; `votes` are the other seats' where the table judges."""

    seat: int
    clause: str
    votes: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What people found about a goal; `overrides` says that it goes against the machine or an earlier verdict."""

    met: bool
    reason: str
    by: Judge
    overrides: bool = False


@dataclass(frozen=True)
class Gathering:
    """One run of a pack: everything the rules of the hall need, and nothing of what tables deliberate."""

    id: str = ""
    title: str = ""
    stage: Stage = "new"
    pack_digest: str = ""
    pack_slug: str = ""
    plan_id: str = ""
    steps: tuple[AgendaStep, ...] = ()
    seat_plans: tuple[SeatPlan, ...] = ()
    injects: tuple[str, ...] = ()
    tables: int = 0
    min_teams: int = 1
    bots: bool = False
    facilitated: bool = True
    reading: Reading = "open"
    seating: SeatingMode = "choose"
    pace: int = 100
    people: Mapping[str, Person] = field(default_factory=dict)
    seats: Mapping[Place, Occupant] = field(default_factory=dict)
    playing: tuple[int, ...] = ()
    step: str | None = None
    step_opened_at: int = 0
    clock: Clock = field(default_factory=Clock)
    times: Mapping[str, Clock] = field(default_factory=dict)
    dealings: tuple[Dealing, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    calls: Mapping[Place, HelpCall] = field(default_factory=dict)
    talk: tuple[Saying, ...] = ()
    turn: Turn | None = None
    presented: tuple[int, ...] = ()
    slide: int = 0
    claims: Mapping[GoalAt, Claim] = field(default_factory=dict)
    verdicts: Mapping[GoalAt, Verdict] = field(default_factory=dict)
    revealed_at: int | None = None

    # --- the agenda ---------------------------------------------------------------------------------------------------

    @property
    def is_revealed(self) -> bool:
        """Tell whether the missions are open to all."""
        return self.revealed_at is not None

    @property
    def is_paused(self) -> bool:
        """Tell whether the agenda has begun and its clock stands still."""
        return self.stage == "running" and not self.clock.running

    @cached_property
    def index(self) -> int:
        """Give the position of the current step in the plan; -1 in the lobby."""
        return next((index for index, step in enumerate(self.steps) if step.id == self.step), -1)

    @property
    def now(self) -> AgendaStep | None:
        """Give the current step."""
        return self.steps[self.index] if self.index >= 0 else None

    @property
    def ahead(self) -> tuple[AgendaStep, ...]:
        """Give the steps that lie ahead, skipped ones too."""
        return self.steps[self.index + 1 :]

    @property
    def following(self) -> AgendaStep | None:
        """Give the step that comes next."""
        return next((step for step in self.ahead if not step.skipped), None)

    @property
    def preceding(self) -> AgendaStep | None:
        """Give the step to which one can go back."""
        return next((step for step in reversed(self.steps[: max(0, self.index)]) if not step.skipped), None)

    def step_called(self, step_id: str) -> AgendaStep | None:
        """Find a step by its id."""
        return next((step for step in self.steps if step.id == step_id), None)

    # --- tables and seats ---------------------------------------------------------------------------------------------

    @property
    def open_tables(self) -> tuple[int, ...]:
        """Give the tables where people may sit: all in the lobby, those that play afterwards."""
        return self.playing if self.step is not None else tuple(range(1, self.tables + 1))

    @cached_property
    def plans_by_number(self) -> Mapping[int, SeatPlan]:
        """Index the seats of a table by number."""
        return {plan.number: plan for plan in self.seat_plans}

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Give the teams of a table in the order of their seats."""
        return tuple(dict.fromkeys(plan.team for plan in self.seat_plans))

    @cached_property
    def goals(self) -> tuple[str, ...]:
        """Give every goal that can be met at a table, in the order of the seats."""
        return tuple(dict.fromkeys(goal for plan in self.seat_plans for goal in plan.goals))

    @cached_property
    def places_by_person(self) -> Mapping[str, Place]:
        """Index the seats that people hold by person."""
        return {held.person: place for place, held in self.seats.items() if isinstance(held, Sitter)}

    def place_of(self, person: str) -> Place | None:
        """Give the seat a person holds."""
        return self.places_by_person.get(person)

    @cached_property
    def seats_by_table(self) -> Mapping[int, Mapping[int, Occupant]]:
        """Index the occupants by table, then by seat."""
        index: dict[int, dict[int, Occupant]] = {}
        for place in sorted(self.seats, key=lambda place: (place.table, place.seat)):
            index.setdefault(place.table, {})[place.seat] = self.seats[place]
        return index

    def occupants(self, table: int) -> Mapping[int, Occupant]:
        """Give the occupants of a table by seat."""
        return self.seats_by_table.get(table, {})

    def places(self, table: int) -> Iterator[Place]:
        """Give the seats of a table, held or free."""
        return (Place(table, plan.number) for plan in self.seat_plans)

    def waiting_teams(self, table: int) -> tuple[str, ...]:
        """Name the teams of a table that have nobody yet."""
        held = {self.plans_by_number[seat].team for seat in self.occupants(table)}
        return tuple(team for team in self.teams if team not in held)

    def name_at(self, place: Place) -> str | None:
        """Give the name of whoever holds a seat."""
        match self.seats.get(place):
            case Sitter(person=person):
                return self.people[person].name
            case Bot(name=name):
                return name
            case None:
                return None

    @cached_property
    def unseated(self) -> tuple[Person, ...]:
        """Give the people who are in the hall without a seat, in the order they came."""
        return tuple(person for person in self.people.values() if person.id not in self.places_by_person)

    # --- what happened ------------------------------------------------------------------------------------------------

    def is_dealt(self, inject: str, table: int) -> bool:
        """Tell whether an inject is in play at a table."""
        return any(dealing.inject == inject and table in dealing.tables for dealing in self.dealings)

    @property
    def is_last_step(self) -> bool:
        """Tell whether the agenda has begun and nothing lies ahead."""
        return self.step is not None and self.following is None

    @property
    def table_votes(self) -> bool:
        """Tell whether tables judge claims by vote now: there is no facilitator, and the last step has come."""
        return not self.facilitated and (self.is_revealed or self.is_last_step)
