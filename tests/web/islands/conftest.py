"""The stage in a process of its own, and people who look at it in browsers of their own."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[3]
COLLECT = """
window.violations = [];
addEventListener("securitypolicyviolation", (e) =>
  window.violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`));
"""


class StageServer:
    """The stage, which can be killed and started again on the same port and data."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.web.islands.stage", str(self.port), str(self.data)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                self.ask("GET", "other")
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("the stage did not start")

    def kill(self) -> None:
        assert self.process
        self.process.kill()
        self.process.wait()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def ask(self, method: str, path: str, json: dict[str, str] | None = None) -> httpx.Response:
        """Ask without reading the world's certificates first, as httpx does: that takes longer than the asking."""
        return httpx.request(method, f"{self.address}/{path}", json=json, verify=False).raise_for_status()

    def begin(self) -> None:
        self.ask("POST", "stage/begin", {"pad": secrets.token_hex(8)})

    def show(self, name: str, html: str) -> None:
        self.ask("POST", "stage/show", {"name": name, "html": html})

    def tell(self, frame: str) -> None:
        self.ask("POST", "stage/tell", {"frame": frame})

    def replace(self, text: str) -> None:
        self.ask("POST", "stage/replace", {"text": text})

    def state(self) -> dict[str, Any]:
        return dict(self.ask("GET", "stage/text").json())

    @property
    def text(self) -> str:
        return str(self.state()["text"])


@pytest.fixture(scope="session")
def stage_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StageServer]:
    server = StageServer(tmp_path_factory.mktemp("stage") / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def stage(stage_server: StageServer) -> StageServer:
    """The stage as new: first fragments, an empty pad."""
    if not stage_server.is_running:
        stage_server.start()
    stage_server.begin()
    return stage_server


Visit = Callable[..., Page]


@pytest.fixture
def visit(stage: StageServer, browser: Browser) -> Iterator[Visit]:
    """Open the table as somebody in a fresh browser context; at the end nobody's page may have broken its policy."""
    contexts = []
    pages: list[Page] = []
    errors: list[str] = []

    def arrive(name: str = "Ada", **options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1100, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(COLLECT)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{stage.address}/p/{name}/table")
        expect(page.locator("mesh-pad .pad__text")).to_be_attached()
        pages.append(page)
        return page

    yield arrive
    violations = [
        violation for page in pages if not page.is_closed() for violation in page.evaluate("window.violations ?? []")
    ]
    for context in contexts:
        context.close()
    assert (violations, errors) == ([], [])
