"""Servers under measurement: each a process of its own on one core, its CPU time and memory read from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE = CORES[0]
CLIENT_CORES = set(CORES[1:]) or {CORES[0]}
BIN = Path(sys.executable).parent
START_LIMIT = 20.0


class Process:
    """A server that runs. CPU and memory are those of its own process, all threads together."""

    def __init__(self, command: Sequence[str], port: int) -> None:
        self.port = port
        self._running = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),  # noqa: PLW1509 - one thread, nothing is held
        )

    @property
    def cpu(self) -> float:
        """CPU seconds so far, user and system (the clock of a foreign process, see clock_getcpuclockid)."""
        return time.clock_gettime((~self._running.pid << 3) | 2)

    @property
    def memory_kb(self) -> int:
        """Resident memory in kB."""
        for line in Path(f"/proc/{self._running.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        raise RuntimeError("the server has ended")

    def wait_until_it_answers(self) -> None:
        """Ask for a page until one comes; then the server serves."""
        ends = time.monotonic() + START_LIMIT
        while not answers(self.port):
            if self._running.poll() is not None or time.monotonic() > ends:
                raise RuntimeError("the server did not start")
            time.sleep(0.002)

    def stop(self) -> None:
        """End it at once: our server keeps what it acknowledged, the peers have nothing to keep."""
        self._running.kill()
        self._running.wait()


@contextmanager
def serving(command: Sequence[str], port: int) -> Iterator[Process]:
    """Run a server while the context is open."""
    process = Process(command, port)
    try:
        process.wait_until_it_answers()
        yield process
    finally:
        process.stop()


def answers(port: int) -> bool:
    """Tell whether the start page comes from this port: a whole answer, read to its end."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            answer = b""
            while piece := connection.recv(65_536):
                answer += piece
    except OSError:
        return False
    return answer.startswith(b"HTTP/1.1 200")


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_command(data: Path, port: int) -> list[str]:
    """The command that a host types."""
    return [str(BIN / "meshcouncil"), "serve", "--data", str(data), "--port", str(port)]


def peer_command(module: str, port: int) -> list[str]:
    """The command of one of the bare servers beside this file."""
    return [sys.executable, "-m", f"benchmarks.{module}", str(port)]
