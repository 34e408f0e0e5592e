"""Deliveries: CPU of the server for each fragment that reaches a tab, beside a bare broadcast of the same bytes."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from statistics import quantiles

from benchmarks.clients import Poster, Tab, open_tab, quiet
from benchmarks.hall import SEATS, Hall, Seat
from benchmarks.processes import Process

HALL_COMMANDS = 20
HALL_RATE = 22.0
"""Commands of one facilitator, and how many each second: within the server's own limit for one person."""
TALK_COMMANDS = 150
TALK_RATE = 50.0
MIX_SECONDS = 5.0
MIX_RATE = 50.0
LATE = 3.0


@dataclass(frozen=True, slots=True)
class Deliveries:
    """What one workload cost. `cpu_us`: CPU of the server for each delivery, commands included; latency in ms."""

    seats: int
    commands: int
    deliveries: int
    frame_bytes: int
    cpu_us: float
    command_us: float
    p50: float
    p95: float
    client_share: float
    lost: int


Send = Callable[[int], Awaitable[Sequence[tuple[Tab, str]]]]
"""Sends the numbered command; gives the tabs and the fragment that must reach each of them."""


async def measured(
    server: Process, tabs: Sequence[Tab], send: Send, commands: int, rate: float, *, in_turn: bool = False
) -> Deliveries:
    """Send commands at a steady rate, and count what arrives and what it cost.

    `in_turn`: each only when the one before has reached everybody, so that no two of them are one delivery.
    """
    await quiet(tabs, 0.2)
    before = sum(tab.counts.total() for tab in tabs)
    latencies: list[float] = []
    cpu, own_cpu, began = server.cpu, time.process_time(), time.perf_counter()
    jobs = []
    for number in range(commands):
        await asyncio.sleep(began + number / rate - time.perf_counter())
        jobs.append(asyncio.create_task(_timed(send, number, latencies)))
        if in_turn:
            await jobs[-1]
    missing = sum(await asyncio.gather(*jobs))
    took = time.perf_counter() - began
    cpu, own_cpu = server.cpu - cpu, time.process_time() - own_cpu
    got = sum(tab.counts.total() for tab in tabs) - before
    sizes = [len(frame) for tab in tabs[:SEATS] for frame in tab.latest.values()]
    cuts = quantiles(latencies, n=20) if len(latencies) > 1 else [0.0] * 19
    return Deliveries(
        seats=len(tabs),
        commands=commands,
        deliveries=got,
        frame_bytes=sum(sizes) // max(1, len(sizes)),
        cpu_us=1e6 * cpu / max(1, got),
        command_us=1e6 * cpu / commands,
        p50=cuts[9],
        p95=cuts[18],
        client_share=own_cpu / took,
        lost=missing,
    )


async def _timed(send: Send, number: int, latencies: list[float]) -> int:
    """Send one command and wait until it has reached everybody it concerns; give how many it did not reach."""
    sent = time.perf_counter()
    waiting = list(await send(number))
    while waiting:
        still = []
        for tab, name in waiting:
            if tab.at.get(name, 0.0) > sent:
                latencies.append(1000 * (tab.at[name] - sent))
            else:
                still.append((tab, name))
        waiting = still
        if time.perf_counter() - sent > LATE:
            return len(waiting)
        if waiting:
            await asyncio.sleep(0.01)
    return 0


async def shared(server: Process, poster: Poster, hall: Hall, tabs: Sequence[Tab]) -> Deliveries:
    """The facilitator changes the step's minutes: one fragment, drawn once, goes to every seat of the hall."""

    async def send(number: int) -> Sequence[tuple[Tab, str]]:
        await poster.post(hall.command("extend-step"), hall.facilitator, {"minutes": "1" if number % 2 == 0 else "-1"})
        return [(tab, "bar") for tab in tabs]

    return await measured(server, tabs, send, HALL_COMMANDS, HALL_RATE, in_turn=True)


async def connected(server: Process, seats: int) -> tuple[list[Tab], float]:
    """Connect as many clients to a bare broadcast; give its memory in kB a client, too."""
    tabs = [await open_tab(server.port, "/", "") for _ in range(SEATS)]
    memory = server.memory_kb
    tabs += [await open_tab(server.port, "/", "") for _ in range(seats - SEATS)]
    await asyncio.sleep(0.3)
    return tabs, (server.memory_kb - memory) / (seats - SEATS)


async def bare(server: Process, poster: Poster, tabs: Sequence[Tab], message: bytes) -> Deliveries:
    """The same bytes from a bare broadcast to as many clients, at the same pace."""
    name = message[: message.find(b"\n")].decode()

    async def send(_: int) -> Sequence[tuple[Tab, str]]:
        await poster.post_bytes("/", message)
        return [(tab, name) for tab in tabs]

    return await measured(server, tabs, send, HALL_COMMANDS, HALL_RATE, in_turn=True)


def least_disturbed(rounds: Sequence[Deliveries]) -> Deliveries:
    """Give the round that took the least CPU, with the losses of all: what others do on the machine only adds."""
    return replace(min(rounds, key=lambda each: each.cpu_us), lost=sum(each.lost for each in rounds))


async def personal(server: Process, poster: Poster, seats: Sequence[Seat], tabs: Sequence[Tab]) -> Deliveries:
    """People talk at their tables: the talk is drawn for each pair of eyes, because some of it is for two only."""
    at_table = _by_table(seats, tabs)

    async def send(number: int) -> Sequence[tuple[Tab, str]]:
        seat = seats[(number * 13) % len(seats)]
        await poster.post(
            seat.command("say"), seat.cookie, {"audience": "council", "text": f"I have a point, {number}."}
        )
        return [(tab, "talk") for tab in at_table[seat.table]]

    return await measured(server, tabs, send, TALK_COMMANDS, TALK_RATE)


async def mix(server: Process, poster: Poster, hall: Hall, tabs: Sequence[Tab]) -> Deliveries:
    """A lively evening: of ten commands five are said, two are ballots, two are hands, one is a motion."""
    dice = random.Random(7)
    at_table = _by_table(hall.seats, tabs)
    hands: set[Seat] = set()
    votes: dict[Seat, str] = {}
    movers = iter(dice.sample(hall.seats, len(hall.seats)))

    async def send(number: int) -> Sequence[tuple[Tab, str]]:
        kind = dice.choices(("say", "ballot", "hand", "motion"), (5, 2, 2, 1))[0]
        seat = next(movers) if kind == "motion" else dice.choice(hall.seats)
        if kind == "say":
            fragment, name, form = "talk", "say", {"audience": "council", "text": f"On point {number}."}
        elif kind == "hand":
            fragment, name, form = "people", "lower-hand" if seat in hands else "raise-hand", {}
            hands.symmetric_difference_update({seat})
        elif kind == "motion":
            fragment, name = "motions", "table-motion"
            form = {"matter": "add_policy", "matter.title": f"Rule {number}", "matter.text": "One owner each."}
        else:  # the last seat never votes, so that the ballot stays open; a second thought shows to nobody else
            fragment, name = "", "cast-ballot"
            votes[seat] = "no" if votes.get(seat) == "yes" else "yes"
            form = {"motion": hall.ballot, "version": "1", "choice": votes[seat]}
            if seat.number == SEATS:
                return []
        await poster.post(seat.command(name), seat.cookie, form)
        return [(tab, fragment) for tab in at_table[seat.table]] if fragment else []

    return await measured(server, tabs, send, int(MIX_SECONDS * MIX_RATE), MIX_RATE)


def _by_table(seats: Sequence[Seat], tabs: Sequence[Tab]) -> dict[int, list[Tab]]:
    grouped: dict[int, list[Tab]] = {}
    for seat, tab in zip(seats, tabs, strict=True):
        grouped.setdefault(seat.table, []).append(tab)
    return grouped
