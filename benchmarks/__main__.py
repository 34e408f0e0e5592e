"""Measure everything in one run: ``python -m benchmarks``. No flags, loopback only, under three minutes."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks import browser, charter, fanout, startup
from benchmarks.clients import Poster, open_tabs
from benchmarks.fanout import Deliveries, least_disturbed
from benchmarks.hall import SEATS, Hall, prepare
from benchmarks.machine import machine_line
from benchmarks.processes import CLIENT_CORES, free_port, peer_command, serve_command, serving
from benchmarks.report import Line, Report, write

SMALL, LARGE = 10, 50
"""Tables of the two halls: 100 and 500 seats."""
ROUNDS = 4
BARE = "bare broadcast"
NOTES = """\
Ratios are the figures to compare: both sides ran in this run, on this machine, in turns; of several rounds of either \
side the one that took the least CPU stands here, because what others do on the machine only adds.
Each server has a process and a core of its own; all clients share one process on the other core.
CPU for a delivery is user and system time of the whole server process, commands included, divided by the fragments \
that arrived. For us a command is a form posted, checked, decided, flushed to the disk (SQLite, FULL) and drawn; for \
the bare broadcast it is a POST whose body is passed on. The bytes and the pace are the same.
Shared: the facilitator changes the minutes of the step, and one drawing reaches every seat. Personal: people talk at \
tables of ten. Mix: of ten commands five are said, two are ballots, two hands, one a motion.
Browser: one Chromium, two contexts at one table; from the moment the form is sent (or the key goes down) to the \
moment the other page has changed. The other tables have nobody at them.
Memory: what the server's resident memory grows by, from ten open seats to all of them, with each seat's page drawn \
and its table's pad open.
Long charter: forty policies in force, motions to change 25 of them, two hundred live amendments of those. Six things \
happen one after the other; each fragment that is stale then is drawn for ten seats, views included, in an order that \
lets the first pay for what all share. The figure is the dearest seat's after whatever cost most, the less of two runs.
Starts are the least of three (help: five), from the start of the process to the last byte of the first page. On a \
busy machine look at their CPU: a start waits for its turn like everybody."""


@dataclass(frozen=True, slots=True)
class FannedOut:
    """What one hall cost on our server, and what the bare broadcast cost in between. Memory in kB a seat."""

    shared: Deliveries
    bare: Deliveries
    personal: Deliveries
    mix: Deliveries
    memory: float
    bare_memory: float


async def fanned_out(data: Path, hall: Hall) -> FannedOut:
    """Measure our server with one tab for every seat of the hall, in turn with a bare broadcast of the same bytes."""
    port, peer_port = free_port(), free_port()
    with (
        serving(serve_command(data, port), port) as server,
        serving(peer_command("bare", peer_port), peer_port) as peer,
    ):
        poster, peer_poster = Poster(port), Poster(peer_port)
        for seat in hall.seats[:SEATS]:
            await poster.get(seat.page, seat.cookie)
        tabs = await open_tabs(port, hall.seats[:SEATS])
        memory = server.memory_kb
        tabs += await open_tabs(port, hall.seats[SEATS:])
        grown = (server.memory_kb - memory) / (len(tabs) - SEATS)
        peer_tabs, peer_grown = await fanout.connected(peer, len(tabs))
        shared, bare = [], []
        for _ in range(ROUNDS):
            shared.append(await fanout.shared(server, poster, hall, tabs))
            bare.append(await fanout.bare(peer, peer_poster, peer_tabs, tabs[0].latest["bar"]))
        personal = await fanout.personal(server, poster, hall.seats, tabs)
        mix = await fanout.mix(server, poster, hall, tabs)
        if any(tab.is_lost for tab in [*tabs, *peer_tabs]):
            raise RuntimeError("tabs were closed")
        for tab in [*tabs, *peer_tabs]:
            tab.transport.disconnect()
        poster.close()
        peer_poster.close()
    return FannedOut(least_disturbed(shared), least_disturbed(bare), personal, mix, grown, peer_grown)


async def seen(data: Path, hall: Hall) -> browser.Latencies:
    """Measure what two people in real browsers see of each other."""
    port = free_port()
    with serving(serve_command(data, port), port):
        return await browser.latencies(port, hall)


def main() -> int:
    """Run everything, print and store the report; 1 when a target is missed."""
    if sys.platform != "linux":
        print("The benchmark reads CPU and memory as Linux gives them; run it there.", file=sys.stderr)
        return 2
    machine, began = machine_line(), time.monotonic()
    os.sched_setaffinity(0, CLIENT_CORES)
    uvloop.install()
    with tempfile.TemporaryDirectory(prefix="meshcouncil-bench-") as folder:
        data = Path(folder)
        _say("preparing halls of 10, 100 and 500 seats")
        single = prepare(data, 1, "Single table")
        small, large = prepare(data, SMALL, "Small hall"), prepare(data, LARGE, "Large hall")
        _say("starting up")
        starts = _starts(data)
        results = []
        for hall in (small, large):
            _say(f"{len(hall.seats)} seats")
            results.append(asyncio.run(fanned_out(data, hall)))
        _say("a long charter")
        long_charter = charter.measured()
        _say("two browsers")
        os.sched_setaffinity(0, CLIENT_CORES | {0})
        latencies = asyncio.run(seen(data, single))
    lines = [
        *_seen_lines(latencies),
        *(line for each in results for line in _fanout_lines(each)),
        _further(*results),
        *_charter_lines(long_charter),
        *starts,
    ]
    text = write(Report(machine, time.monotonic() - began, lines, NOTES.splitlines()))
    print(text)
    return 1 if any(line.holds is False for line in lines) else 0


def _starts(data: Path) -> Sequence[Line]:
    section = "Start-up"
    hello, python = startup.hello_start(), startup.python_start()
    measured = (
        ("serve to first page, data there", startup.serve_start(data), "hello world", hello, 1.5),
        ("serve to first page, new folder", startup.serve_new_start(), "hello world", hello, 1.5),
        ("meshcouncil --help", startup.help_start(), "python -c pass", python, 0.3),
    )
    return [
        line
        for what, start, peer, beside, target in measured
        for line in (
            Line(section, what, start.wall, "s", peer, beside.wall, target),
            Line(section, f"{what}: CPU of it", start.cpu, "s", peer, beside.cpu),
        )
    ]


def _seen_lines(latencies: browser.Latencies) -> Sequence[Line]:
    section = "From one browser to the other's page"
    named = (
        ("chat", latencies.chat),
        ("vote", latencies.vote),
        ("motion", latencies.motion),
        ("key on the pad", latencies.pad),
    )
    return [
        Line(section, f"{name}, {which}", value, "ms")
        for name, each in named
        for which, value in (("p50", each.p50), ("p95", each.p95))
    ]


def _fanout_lines(cost: FannedOut) -> Sequence[Line]:
    section = f"{cost.shared.seats} seats"
    shared, bare, personal, mix = cost.shared, cost.bare, cost.personal, cost.mix
    lost = float(shared.lost + personal.lost + mix.lost)
    busiest = 100 * max(each.client_share for each in (shared, bare, personal, mix))
    return [
        Line(
            section, "CPU for a delivery, shared fragment", shared.cpu_us, "us", BARE, bare.cpu_us, 2.0, of_ratio=True
        ),
        Line(section, "deliveries for a CPU second, shared", 1e6 / shared.cpu_us, "", BARE, 1e6 / bare.cpu_us),
        Line(section, "CPU for a delivery, personal fragment", personal.cpu_us, "us", BARE, bare.cpu_us),
        Line(section, "CPU for a delivery, mix", mix.cpu_us, "us", BARE, bare.cpu_us),
        Line(section, "CPU for a command, mix", mix.command_us, "us"),
        Line(section, "shared, sent to received, p50", shared.p50, "ms", BARE, bare.p50),
        Line(section, "shared, sent to received, p95", shared.p95, "ms", BARE, bare.p95),
        Line(section, "mix, sent to received, p50", mix.p50, "ms"),
        Line(section, "mix, sent to received, p95", mix.p95, "ms"),
        Line(section, "fragments that did not arrive in 3 s", lost, ""),
        Line(section, "share of its core that the clients took", busiest, "%"),
        Line(section, "memory of a connected seat", cost.memory, "kB", "bare connection", cost.bare_memory, 60),
    ]


def _further(small: FannedOut, large: FannedOut) -> Line:
    """What every further delivery costs, without the command that the first ones share."""

    def slope(few: Deliveries, many: Deliveries) -> float:
        return (many.command_us - few.command_us) / (many.seats - few.seats)

    cost, beside = slope(small.shared, large.shared), slope(small.bare, large.bare)
    what = "CPU for a further delivery, shared fragment"
    return Line("From 100 to 500 seats", what, cost, "us", BARE, beside, 2.0, of_ratio=True)


def _charter_lines(costs: charter.Costs) -> Sequence[Line]:
    section = f"A charter of {charter.POLICIES} policies with {charter.AMENDMENTS} amendments before the council"
    return [
        *(
            Line(section, f"CPU to draw a changed fragment again: {name}", milliseconds, "ms", target=charter.TARGET)
            for name, milliseconds in sorted(costs.worst().items(), key=lambda each: -each[1])
        ),
        Line(section, "the same, half of all drawings", costs.median(), "ms"),
        Line(section, "CPU to draw the whole page for the first seat that looks", costs.page, "ms"),
        Line(section, "the motions of one seat, as sent", costs.letters["motions"] / 1_000, "kB"),
    ]


def _say(what: str) -> None:
    print(f"... {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
