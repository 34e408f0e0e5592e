"""From a command to what it shows: `meshcouncil serve` to its first page, `meshcouncil --help` to its last line."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.processes import BIN, free_port, peer_command, serve_command, serving

RUNS = 3
QUICK_RUNS = 5


def help_seconds() -> float:
    """`meshcouncil --help`, until it has ended."""
    return _typical(lambda: _run([str(BIN / "meshcouncil"), "--help"]), QUICK_RUNS)


def python_seconds() -> float:
    """`python -c pass`: the least that any Python program takes."""
    return _typical(lambda: _run([sys.executable, "-c", "pass"]), QUICK_RUNS)


def serve_seconds(data: Path) -> float:
    """`meshcouncil serve` on a data folder that has gatherings in it, until the start page has come."""
    return _typical(lambda: _first_page(lambda port: serve_command(data, port)), RUNS)


def serve_new_seconds() -> float:
    """The same on a folder that does not exist yet."""

    def once() -> float:
        with tempfile.TemporaryDirectory() as folder:
            return _first_page(lambda port: serve_command(Path(folder) / "new", port))

    return _typical(once, RUNS)


def hello_seconds() -> float:
    """A page that says hello on the same framework and server, until it has come."""
    return _typical(lambda: _first_page(lambda port: peer_command("hello", port)), RUNS)


def _typical(once: Callable[[], float], runs: int) -> float:
    """The median of some runs."""
    return median(once() for _ in range(runs))


def _run(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "NO_COLOR": "1"})
    return time.perf_counter() - began


def _first_page(command: Callable[[int], Sequence[str]]) -> float:
    port = free_port()
    began = time.perf_counter()
    with serving(command(port), port):
        return time.perf_counter() - began
