"""The product in a process of its own, as `meshcouncil serve` or `meshcouncil demo` starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PATIENCE = 60.0
"""Seconds that a server may take to say where it is, on a busy machine."""


class Served:
    """A server that can be killed and started again on the same port and data."""

    def __init__(self, *command: str, data: Path | None = None) -> None:
        self._command = command
        self.data = data
        self._process: subprocess.Popen[str] | None = None
        self.port = 0
        self.said: list[str] = []

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        data = ["--data", str(self.data)] if self.data else []
        command = [sys.executable, "-m", "meshcouncil", *self._command, "--port", str(self.port), *data]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        already = len(self.said)
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        address = self.wait_for(r"http://localhost:(\d+)", already)
        self.port = int(address)

    def wait_for(self, pattern: str, since: int = 0) -> str:
        """Give what the first group of the pattern matches in what the server prints."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := re.search(pattern, "\n".join(self.said[since:])):
                return found[1]
            assert self._process is not None
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"the server did not print {pattern!r}; it printed {self.said}")

    def kill(self) -> None:
        """End it as a power cut would, and show what it said to whoever looks into a failure."""
        print("\n".join(["The server said:", *self.said]))
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def interrupt(self) -> int:
        """End it as Ctrl-C would; give its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=PATIENCE)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self.said.append(line.rstrip("\n"))
