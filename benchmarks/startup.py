"""From a command to what it shows: `meshcouncil serve` to its first page, `meshcouncil --help` to its last line."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import BIN, free_port, peer_command, serve_command, serving

RUNS = 3
QUICK_RUNS = 5


@dataclass(frozen=True, slots=True)
class Start:
    """How long a start took, and how much CPU it used, in seconds: the second hardly depends on who else is busy."""

    wall: float
    cpu: float


def help_start() -> Start:
    """`meshcouncil --help`, until it has ended."""
    return _least(lambda: _run([str(BIN / "meshcouncil"), "--help"]), QUICK_RUNS)


def python_start() -> Start:
    """`python -c pass`: the least that any Python program takes."""
    return _least(lambda: _run([sys.executable, "-c", "pass"]), QUICK_RUNS)


def serve_start(data: Path) -> Start:
    """`meshcouncil serve` on a data folder that has gatherings in it, until the start page has come."""
    return _least(lambda: _first_page(lambda port: serve_command(data, port)), RUNS)


def serve_new_start() -> Start:
    """The same on a folder that does not exist yet."""

    def once() -> Start:
        with tempfile.TemporaryDirectory() as folder:
            return _first_page(lambda port: serve_command(Path(folder) / "new", port))

    return _least(once, RUNS)


def hello_start() -> Start:
    """A page that says hello on the same framework and server, until it has come."""
    return _least(lambda: _first_page(lambda port: peer_command("hello", port)), RUNS)


def _least(once: Callable[[], Start], runs: int) -> Start:
    """The least of some runs, of either: what others do on the machine only adds."""
    starts = [once() for _ in range(runs)]
    return Start(min(start.wall for start in starts), min(start.cpu for start in starts))


def _run(command: Sequence[str]) -> Start:
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Start(time.perf_counter() - began, used)


def _first_page(command: Callable[[int], Sequence[str]]) -> Start:
    port = free_port()
    began = time.perf_counter()
    with serving(command(port), port) as server:
        return Start(time.perf_counter() - began, server.cpu)
