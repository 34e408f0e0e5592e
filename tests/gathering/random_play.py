"""Random play of the small hall, and the universe of commands that could be sent in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from hypothesis import strategies as st

from meshcouncil.gathering.commands import (
    AnswerHelp,
    CloseGathering,
    Command,
    DealInject,
    LeaveHall,
    LeaveSeat,
    MovePerson,
    NextStep,
    Pause,
    PresentTable,
    PreviousStep,
    RemoveBot,
    RestoreStep,
    Resume,
    Reveal,
    ShowSlide,
    SkipStep,
    StartAgenda,
    TakeSeat,
    VoteOnClaim,
    WithdrawClaim,
)
from meshcouncil.gathering.decide import decide
from meshcouncil.gathering.events import Event
from meshcouncil.gathering.evolve import evolve
from meshcouncil.gathering.offers import Offer, offers
from meshcouncil.gathering.state import Bot, Gathering
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger, Viewer
from tests.gathering.builders import NOON, PEOPLE, entered, opened, running, two_tables

Move = tuple[int, int, int]
MOVES = st.lists(st.tuples(*(st.integers(0, 10_000),) * 3), max_size=25)
OPENINGS = st.sampled_from(
    [
        lambda facilitated: opened(facilitated=facilitated),
        lambda facilitated: entered(*PEOPLE, seating="random", facilitated=facilitated),
        lambda facilitated: running(facilitated=facilitated),
        lambda facilitated: two_tables("emergency", facilitated=facilitated),
        lambda facilitated: two_tables("sidebar", facilitated=facilitated),
        lambda facilitated: two_tables("present", facilitated=facilitated),
    ]
)


@dataclass(frozen=True)
class Played:
    """A random game: the hall it began in, each command with its hall before it and its events, and the end."""

    start: Gathering
    turns: tuple[tuple[Gathering, Command, tuple[Event, ...]], ...]
    end: Gathering

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(event for _, _, events in self.turns for event in events)


def viewers(hall: Gathering) -> tuple[Viewer, ...]:
    """Give everybody who can look at a hall, and somebody who cannot."""
    bots = (BotSeat(place.table, place.seat) for place, held in hall.seats.items() if isinstance(held, Bot))
    people = (Participant(person) for person in (*hall.people, "ghost"))
    return (Facilitator(), Projector(), Stranger(), BotSeat(2, 4), *bots, *people)


def play(start: Gathering, moves: list[Move]) -> Played:
    """Let random viewers send random offers."""
    hall, turns = start, []
    for turn, (who, kind, which) in enumerate(moves):
        eyes = viewers(hall)
        offer = _chosen(list(offers(hall, eyes[who % len(eyes)])), kind, which)
        if offer is not None:
            command = _filled(hall, offer, which, NOON + turn * 20_000 + which)
            events = decide(hall, command)
            turns.append((hall, command, events))
            for event in events:
                hall = evolve(hall, event)
    return Played(start, tuple(turns), hall)


def _chosen(choices: list[Offer], kind: int, which: int) -> Offer | None:
    """Choose first a kind of command, then one of its offers: rare moves come up as often as common ones."""
    kinds = sorted({type(offer.command).__name__ for offer in choices if not isinstance(offer.command, CloseGathering)})
    if not kinds:
        return None
    of_kind = [offer for offer in choices if type(offer.command).__name__ == kinds[kind % len(kinds)]]
    return of_kind[which % len(of_kind)]


def _filled(hall: Gathering, offer: Offer, die: int, at: int) -> Command:
    """Fill the holes of an offer with something sound, and stamp it."""
    gone = [person for person in PEOPLE if person not in hall.people]
    values: dict[str, object] = {
        "name": f"Guest {die % 7}",
        "names": ("Bo", "Sam", "Kim"),
        "person": gone[0] if gone else f"guest{len(hall.people)}-{at}",
        "minutes": die % 30 + 1 if die % 3 else -(die % 30) - 1,
        "text": f"words {die}",
        "clause": f"Article {die}",
        "reason": "because",
        "machine": None,
        "dice": tuple((die + 7) * (index + 3) % 101 for index in range(100)),
    }
    chosen = {hole: values[hole] for hole in offer.holes}
    if "minutes" in chosen and not hasattr(offer.command, "at"):
        chosen["minutes"] = die % 30 + 1
    if "at" in {field.name for field in fields(offer.command)}:
        chosen["at"] = at
    return replace(offer.command, **chosen)  # type: ignore[arg-type]


def whole_commands(hall: Gathering) -> Iterator[Command]:
    """Give every command without words or numbers of one's own, sound or not, at the instant 0."""
    tables, seats, goals = range(4), range(7), (*hall.goals, "nonsense")
    people = (*hall.people, "ghost")
    yield from (kind(0) for kind in (StartAgenda, NextStep, PreviousStep, Pause, Resume, Reveal, CloseGathering))
    yield from (kind(step) for kind in (SkipStep, RestoreStep) for step in (*(each.id for each in hall.steps), "nap"))
    yield from (DealInject(inject, table, 0) for inject in (*hall.injects, "flood") for table in (None, *tables))
    yield from (PresentTable(table, 0) for table in tables)
    yield from (ShowSlide(index) for index in range(-1, 4))
    for person in people:
        yield from (LeaveHall(person), LeaveSeat(person), MovePerson(person, None, None), MovePerson(person, None, 1))
        yield from (MovePerson(person, table, None) for table in tables)
    for table in tables:
        for seat in seats:
            yield from (RemoveBot(table, seat), AnswerHelp(table, seat))
            yield from (kind(person, table, seat) for kind in (TakeSeat, MovePerson) for person in people)
            yield from (TakeSeat(person, table, seat, invited=True) for person in people)
            yield from (WithdrawClaim(table, seat, goal) for goal in goals)
            yield from (VoteOnClaim(table, seat, goal, met) for goal in goals for met in (True, False))
