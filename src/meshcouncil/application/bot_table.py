"""Bots at live tables: each is a client of the same offers as a person, sees only its view, and takes its time.

One task keeps the bots of one table. It reads where things stand, lets one bot choose, waits as long as a person would,
looks again, and sends the command through the same use case as everybody. After a restart it simply begins again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from meshcouncil.application.gatherings import Gatherings, NoSuchGathering
from meshcouncil.application.pads import PadRefused
from meshcouncil.application.ports import StoreUnavailable, VersionConflict
from meshcouncil.application.presence import Presence, presence_stream
from meshcouncil.application.streams import DIRECTORY, hall_stream, table_pad, table_stream
from meshcouncil.bots.mandate import mandate_of
from meshcouncil.bots.pace import AT_ONCE, Talk, leaves_room, seconds_for, takes_the_floor, who_spoke
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Progress, Strategy, progress_at
from meshcouncil.council import errors as table_errors
from meshcouncil.council.commands import CallFinalVote, CloseFinalVote, CloseVote, Command, EndStage
from meshcouncil.council.definition import Definition
from meshcouncil.council.judging import goals_of
from meshcouncil.council.offers import accepted, offers
from meshcouncil.council.state import Council
from meshcouncil.council.views import Seated, view
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering import errors as hall_errors
from meshcouncil.gathering.clock import left
from meshcouncil.gathering.state import Bot, Gathering, GoalAt, Sitter
from meshcouncil.gathering.viewers import BotSeat

log = logging.getLogger(__name__)

SILENCE = 4.0
LONG_SILENCE = 20.0
TURN_TAKING = 2.0
"""Seconds, at human pace, between looking again when nobody has anything to say, and at least between two turns."""
WAITING_FOR_SOMEBODY = ("clarifying", "reactions", "offers", "advice")
"""The stages that end when the chair says so, if the one they wait for does not come."""
PATIENCE = 40.0
"""Seconds, at human pace, that a bot in the chair waits for the last votes of people before it has them counted."""
COURTESY = 60.0
"""Seconds, in real time, that a bot lets somebody type before it speaks all the same."""
SHORTEST = 0.02
SHORTEST_SILENCE = 0.25
"""Seconds, in real time: however fast the clock runs, bots with nothing to say do not keep the server busy."""
REST = 1.0
LONGEST_REST = 60.0
"""Seconds that the bots of a table rest after a fault, doubling from the first to the second."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a bot means to do, and how long a person would take for it, in seconds."""

    seat: int
    command: Command
    seconds: float


class BotTables:
    """Keeps the bots of every running gathering."""

    def __init__(self, gatherings: Gatherings, presence: Presence, strategy: Strategy | None = None) -> None:
        self._gatherings = gatherings
        self._presence = presence
        self._strategy: Strategy = strategy or Principled()
        self._directory: asyncio.Task[None] | None = None
        self._watchers: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Take up every gathering that is not closed, where the server stopped, and every one opened from now on."""
        self._directory = asyncio.create_task(self._take_up())

    async def stop(self) -> None:
        """Play no more; what a bot has begun to send is still stored."""
        tasks = [*self._watchers.values(), *([self._directory] if self._directory else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._watchers.clear()

    async def _take_up(self) -> None:
        known: set[str] = set()
        with self._gatherings.bus.subscribe(DIRECTORY) as subscription:
            while True:
                subscription.event.clear()
                with suppress(StoreUnavailable):
                    for entry in await self._gatherings.all():
                        if entry.gathering_id not in known:
                            known.add(entry.gathering_id)
                            self._watch(entry.gathering_id)
                await subscription.event.wait()

    def _watch(self, gathering: str) -> None:
        watcher = asyncio.create_task(_in_spite_of_faults(lambda: self._play(gathering)))
        self._watchers[gathering] = watcher
        watcher.add_done_callback(lambda _: self._watchers.pop(gathering, None))

    async def _play(self, gathering: str) -> None:
        """Keep one task for every table in play that has bots, until the gathering is closed."""
        tables: dict[int, asyncio.Task[None]] = {}
        try:
            with self._gatherings.bus.subscribe(hall_stream(gathering)) as subscription:
                while True:
                    subscription.event.clear()
                    hall = await self._gatherings.hall(gathering)
                    if hall.stage == "closed":
                        return
                    with_bots = {place.table for place, held in hall.seats.items() if isinstance(held, Bot)}
                    for table in hall.playing:
                        if table in with_bots and table not in tables:
                            bots = await self._bots_of(gathering, table)
                            tables[table] = asyncio.create_task(_in_spite_of_faults(bots.play))
                    await subscription.event.wait()
        finally:
            for task in tables.values():
                task.cancel()
            await asyncio.gather(*tables.values(), return_exceptions=True)

    async def _bots_of(self, gathering: str, table: int) -> _TableOfBots:
        definition = await self._gatherings.definition(gathering)
        return _TableOfBots(self._gatherings, self._presence, self._strategy, definition, gathering, table)


async def _in_spite_of_faults(job: Callable[[], Awaitable[None]]) -> None:
    """Run a job to its end; after a fault of the store, or of ours, rest and begin again, each time for longer."""
    rest = REST
    while True:
        try:
            return await job()
        except (StoreUnavailable, VersionConflict):
            pass
        except NoSuchGathering:
            return None
        except Exception:
            log.exception("the bots stumbled and begin again")
        await asyncio.sleep(rest)
        rest = min(LONGEST_REST, rest * 2)


class _TableOfBots:
    def __init__(
        self,
        gatherings: Gatherings,
        presence: Presence,
        strategy: Strategy,
        definition: Definition,
        gathering: str,
        table: int,
    ) -> None:
        self._gatherings = gatherings
        self._presence = presence
        self._strategy = strategy
        self._definition = definition
        self._gathering = gathering
        self._table = table
        self._bot_pace = 100
        self._recorded: set[str] = set()
        self._waiting: tuple[str, int] | None = None
        self._waiting_since = 0
        self._words_of_people = 0
        self._person_spoke_at = 0

    async def play(self) -> None:
        """Play until the gathering is closed."""
        self._bot_pace = await self._pace_of_bots()
        streams = (
            hall_stream(self._gathering),
            table_stream(self._gathering, self._table),
            presence_stream(self._gathering),
        )
        with self._gatherings.bus.subscribe(*streams) as subscription:
            while True:
                subscription.event.clear()
                hall = await self._gatherings.hall(self._gathering)
                if hall.stage == "closed":
                    return
                acted = await self._act(hall)
                if not acted:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(self._silence(hall)):  # 3.11's wait_for may swallow a cancellation
                            await subscription.event.wait()

    async def _act(self, hall: Gathering) -> bool:
        """Do one thing; False when no bot has anything to do now."""
        if hall.is_paused or not self._bots(hall):
            return False
        council = await self._gatherings.table(self._gathering, self._table)
        await self._write_down(hall, council)
        if hall.now is not None and "reveal" in hall.now.surfaces:
            return await self._claim(hall, council)
        turn = await self._choose(hall, council) or self._close_at_last(hall, council)
        if turn is None or not await self._wait(hall, turn):
            return False
        return await self._send(turn)

    async def _choose(self, hall: Gathering, council: Council) -> Turn | None:
        """Let the bots look, in an order drawn by lot, until one has something to do."""
        # The time is in the seed: while nothing happens, who looks again must be able to think otherwise.
        dice = Random(f"{self._gathering} {self._table} {len(council.messages)} {self._gatherings.now()}")
        progress = self._progress(hall)
        order = self._bots(hall)
        dice.shuffle(order)
        for seat in order:
            await asyncio.sleep(0)  # each look takes milliseconds: let the pages of people come in between
            mandate = mandate_of(self._definition, seat, hall.reading)
            command = self._strategy.next_command(
                view(council, Seated(seat)), offers(council, seat), mandate, progress, dice
            )
            if command is not None and self._leaves_room(hall, council, command):
                return Turn(seat, command, seconds_for(command))
        return None

    def _leaves_room(self, hall: Gathering, council: Council, command: Command) -> bool:
        """Tell whether people keep about half of the talk when a bot does this."""
        people = [seat for seat, held in hall.occupants(self._table).items() if isinstance(held, Sitter)]
        if not people or self._bot_pace == AT_ONCE or not takes_the_floor(command):
            return True
        spoke, now = who_spoke(council.messages, people), self._gatherings.now()
        if sum(spoke) != self._words_of_people:
            self._words_of_people, self._person_spoke_at = sum(spoke), now
        talk = Talk(spoke, since_person=(now - self._person_spoke_at) / 1_000)
        return leaves_room(talk, max(1, self._bot_pace * hall.pace // 100))

    def _close_at_last(self, hall: Gathering, council: Council) -> Turn | None:
        """A bot in the chair ends a ballot or a round that nobody has moved for a while: one person may have gone."""
        last, self._waiting = self._waiting, None
        chair = next((seat for seat in self._bots(hall) if self._definition.is_chair(seat)), None)
        if chair is None:
            return None
        vote = council.final_vote
        running = next((motion for motion in council.live_motions if motion.status == "voting"), None)
        waiting = next((motion for motion in council.live_motions if motion.stage in WAITING_FOR_SOMEBODY), None)
        if vote is not None and vote.open:
            ballot: tuple[str, int] = (f"charter {vote.number}", len(vote.ballots))
            command: Command = CloseFinalVote(chair)
        elif running is not None:
            ballot = (f"{running.id} {running.round}", len(running.ballots))
            command = CloseVote(chair, running.id)
        elif waiting is not None:
            spoken = (
                len(waiting.turns.taken) if waiting.turns is not None else len(waiting.offers) + len(waiting.advice)
            )
            ballot = (f"{waiting.id} {waiting.stage}", spoken)
            command = EndStage(chair, waiting.id)
        else:
            return None
        now = self._gatherings.now()
        if ballot != last:
            self._waiting_since = now
        self._waiting = ballot
        return Turn(chair, command, 0) if now - self._waiting_since >= self._patience(hall) * 1_000 else None

    async def _wait(self, hall: Gathering, turn: Turn) -> bool:
        """Take the time a person would; wait on while somebody at the table types. False: it no longer fits."""
        await asyncio.sleep(self._real(hall, max(TURN_TAKING, turn.seconds)))
        polite_until = self._gatherings.now() + COURTESY * 1_000
        while self._somebody_types(hall) and self._gatherings.now() < polite_until:
            await asyncio.sleep(self._real(hall, TURN_TAKING))
            hall = await self._gatherings.hall(self._gathering)
        council = await self._gatherings.table(self._gathering, self._table)
        hall = await self._gatherings.hall(self._gathering)
        return turn.seat in self._bots(hall) and not hall.is_paused and accepted(council, turn.command)

    async def _send(self, turn: Turn) -> bool:
        try:
            sender, command = BotSeat(self._table, turn.seat), turn.command
            if isinstance(command, CallFinalVote):
                with suppress(PadRefused):
                    text = await self._gatherings.pad_text(self._gathering, self._table)
                    command = CallFinalVote(command.seat, text)
            await self._gatherings.at_table(self._gathering, self._table, command, sender)
        except table_errors.Rejected:
            return False
        return True

    async def _claim(self, hall: Gathering, council: Council) -> bool:
        """Claim what the charter fulfils, and judge the claims of others where the table judges."""
        for command in self._claims(hall, council):
            await asyncio.sleep(self._real(hall, TURN_TAKING))
            if (await self._gatherings.hall(self._gathering)).is_paused:
                return False
            with suppress(hall_errors.Rejected):
                sender = BotSeat(self._table, command.seat)
                await self._gatherings.in_hall(self._gathering, command, sender)
                return True
        return False

    def _claims(self, hall: Gathering, council: Council) -> Iterator[in_hall.ClaimGoal | in_hall.VoteOnClaim]:
        goals = {goal.id: goal for goal, _, _ in goals_of(self._definition)}
        for seat in self._bots(hall):
            mandate = mandate_of(self._definition, seat, hall.reading)
            seen = view(council, Seated(seat))
            for claim in self._strategy.claims(seen, mandate):
                key = GoalAt(self._table, claim.goal)
                if key not in hall.claims and key not in hall.verdicts:
                    yield in_hall.ClaimGoal(self._table, seat, claim.goal, claim.clause)
            if not hall.table_votes:
                continue
            for key, open_claim in hall.claims.items():
                if key.table != self._table or key in hall.verdicts or seat in (open_claim.seat, *open_claim.votes):
                    continue
                met = self._strategy.believes(seen, goals[key.goal], open_claim.clause, mandate, hall.reading)
                yield in_hall.VoteOnClaim(self._table, seat, key.goal, met=met)

    async def _write_down(self, hall: Gathering, council: Council) -> None:
        """A bot that chairs keeps the record: every adopted policy stands on the pad."""
        if not any(self._definition.is_chair(seat) for seat in self._bots(hall)) or council.is_frozen:
            return
        missing = [policy for policy in council.policies_in_force if policy.id not in self._recorded]
        if not missing:
            return
        with suppress(PadRefused):
            room = await self._gatherings.pads.open(table_pad(self._gathering, self._table))
            titles = {policy.title for policy in room.policies()}
            for policy in missing:
                if policy.title not in titles:
                    await room.add_policy(policy.id, policy.title, policy.text, policy.record)
                self._recorded.add(policy.id)

    def _bots(self, hall: Gathering) -> list[int]:
        return [seat for seat, held in hall.occupants(self._table).items() if isinstance(held, Bot)]

    def _somebody_types(self, hall: Gathering) -> bool:
        typing = self._presence.typing(self._gathering)
        return any(isinstance(held, Sitter) and held.person in typing for held in hall.occupants(self._table).values())

    def _progress(self, hall: Gathering) -> Progress:
        plan = self._definition.plan(hall.plan_id)
        if plan is None or hall.step is None:
            return Progress(1.0, 1.0)
        gone = 1 - left(hall.clock, self._gatherings.now()) / max(1, hall.clock.allotted)
        return progress_at(plan, hall.step, gone)

    def _real(self, hall: Gathering, seconds: float) -> float:
        """Turn seconds at a human pace into real ones: an accelerated clock hurries bots too."""
        if self._bot_pace == AT_ONCE:
            return SHORTEST
        return max(SHORTEST, seconds * 100 / self._bot_pace * 100 / hall.pace)

    def _silence(self, hall: Gathering) -> float:
        """Give the real seconds until bots look again when nothing happens: longer once time has run out."""
        in_time = hall.clock.running and left(hall.clock, self._gatherings.now()) > 0
        return max(SHORTEST_SILENCE, self._real(hall, SILENCE if in_time else LONG_SILENCE))

    def _patience(self, hall: Gathering) -> float:
        """Give the real seconds that people at the table have for their votes, however fast bots play."""
        has_people = any(isinstance(held, Sitter) for held in hall.occupants(self._table).values())
        seconds = PATIENCE * 100 / hall.pace if has_people else self._real(hall, PATIENCE)
        return max(SHORTEST_SILENCE, seconds)

    async def _pace_of_bots(self) -> int:
        """Read how fast the host lets bots play, in percent of a human pace; 0: as fast as they can."""
        entry = await self._gatherings.by_id(self._gathering)
        return int(json.loads(entry.settings or b"{}").get("bot_pace", 100))
