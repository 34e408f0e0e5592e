"""Pairs of plays that differ in nothing but two secret votes, which two seats exchange: nobody may tell them apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from random import Random

from meshcouncil.council.commands import CastBallot, Command
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition, ProcedureKind
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event, MotionRevised, VoteClosed, VoteOpened
from meshcouncil.council.evolve import replayed
from meshcouncil.council.state import Ballot, Council, seated
from meshcouncil.council.views import Seated, Viewer
from tests.council.builders import small_pack
from tests.laws.council_play import Played, play, random_rules

SECRET_KINDS: tuple[ProcedureKind, ...] = (
    "simple_majority",
    "supermajority",
    "rough_consensus",
    "ranked_choice",
    "approval",
    "dot_vote",
    "score_vote",
    "rfc",
    "temperature_check",
    "check_poll",
)
"""The procedures whose ballots may be secret: those that ask for no reasons and name no delegates."""


@dataclass(frozen=True)
class Exchange:
    """A play up to a secret ballot, and how it goes on: as it did, and with the last votes of two seats exchanged."""

    before: tuple[Event, ...]
    start: Council
    motion: str
    seats: tuple[int, int]
    commands: tuple[Command, ...]
    votes: tuple[Ballot, Ballot]

    @property
    def voters(self) -> tuple[Viewer, ...]:
        """The two whose votes are exchanged; they know what they voted, until the count."""
        return tuple(Seated(seat) for seat in self.seats)

    def moments(self) -> Iterator[Moment]:
        """Both plays side by side after each command; what one refuses, the other has to refuse alike."""
        one = two = Moment(self.start, self.start, self.before, self.before, closed=False)
        left = {seat: self._casts(seat) for seat in self.seats}
        for command in self.commands:
            as_it_was, exchanged = command, command
            voter = None if one.closed else self._voter(command)
            if voter is not None:
                left[voter] -= 1
                if left[voter]:
                    continue  # a vote that is changed later: the same in both plays, so in neither
                exchanged = self._exchanged(command)
            events = answered(one.one, as_it_was)
            others = answered(two.two, exchanged)
            assert isinstance(events, tuple) == isinstance(others, tuple), (as_it_was, events, others)
            if not isinstance(events, tuple) or not isinstance(others, tuple):
                assert events == others
                continue
            closed = one.closed or any(isinstance(each, VoteClosed) and each.motion == self.motion for each in events)
            one = two = Moment(
                replayed(one.one, events),
                replayed(two.two, others),
                (*one.events, *events),
                (*two.others, *others),
                closed=closed,
            )
            yield one

    def _casts(self, seat: int) -> int:
        """How often a seat votes before the count."""
        return sum(self._voter(each) == seat for each in self._open())

    def _open(self) -> Iterator[Command]:
        council = self.start
        for command in self.commands:
            yield command
            events = answered(council, command)
            if isinstance(events, tuple):
                if any(isinstance(each, VoteClosed) and each.motion == self.motion for each in events):
                    return
                council = replayed(council, events)

    def _voter(self, command: Command) -> int | None:
        """The one of the two seats that votes with this command, if it does."""
        if not isinstance(command, CastBallot) or command.motion != self.motion:
            return None
        return command.seat if command.seat in self.seats else None

    def _exchanged(self, command: Command) -> Command:
        assert isinstance(command, CastBallot)
        vote = self.votes[1 if command.seat == self.seats[0] else 0]
        return replace(command, choice=vote.choice, reason=vote.reason, ranking=vote.ranking, marks=vote.marks)


@dataclass(frozen=True)
class Moment:
    """The two councils at the same moment, with everything that happened in each."""

    one: Council
    two: Council
    events: tuple[Event, ...]
    others: tuple[Event, ...]
    closed: bool


def answered(council: Council, command: Command) -> tuple[Event, ...] | str:
    """What a command causes, or the refusal in words that can be compared."""
    try:
        return decide(council, command)
    except Rejected as refusal:
        return f"{refusal.code} {refusal.context}"


@cache
def secret_play(kind: ProcedureKind, number: int) -> Played:
    """A play at the small council that begins with this procedure and with secret ballots; one for each number."""
    return secretly_played(small_pack(), kind, number, 100)


def secretly_played(definition: Definition, kind: ProcedureKind, number: int, turns: int) -> Played:
    """A play that begins with this procedure and with secret ballots."""
    seeds = (seed for seed in count() if random_rules(Random(f"secret {kind} {seed}"), kind).ballots == "secret")
    seed = next(seed for place, seed in enumerate(seeds) if place == number)
    return play(definition, Random(f"secret {kind} {seed}"), turns, kind)


def exchanges(record: Played) -> Iterator[Exchange]:
    """Every secret ballot of a play in which two seats voted differently, with the votes of two such exchanged."""
    council = seated(record.definition)
    happened: tuple[Event, ...] = ()
    for number, (_, events) in enumerate(record.turns):
        council = replayed(council, events)
        happened = (*happened, *events)
        for event in events:
            if isinstance(event, VoteOpened) and event.rules.ballots == "secret":
                later = record.turns[number + 1 :]
                votes = _votes_at_the_count(council, event.motion, later)
                pair = _who_differ(votes)
                if pair is not None and council.motions[event.motion].status == "voting":
                    commands = tuple(command for command, _ in later)
                    yield Exchange(happened, council, event.motion, pair, commands, (votes[pair[0]], votes[pair[1]]))


def _votes_at_the_count(
    council: Council, motion: str, later: tuple[tuple[Command, tuple[Event, ...]], ...]
) -> dict[int, Ballot]:
    for _, events in later:
        for event in events:
            if isinstance(event, MotionRevised) and event.motion == motion:
                return {}
            if isinstance(event, VoteClosed) and event.motion == motion:
                return dict(council.motions[motion].ballots)
            council = replayed(council, (event,))
    return {}


def _who_differ(votes: dict[int, Ballot]) -> tuple[int, int] | None:
    pairs = ((one, two) for one in sorted(votes) for two in sorted(votes) if one < two)
    return next((pair for pair in pairs if votes[pair[0]] != votes[pair[1]]), None)
