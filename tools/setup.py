"""Make this machine ready: `python -m tools.setup demo`, or `test`, or `bench`.

Fetches what is missing and nothing else: uv (into .tools/), the environment (.venv/) as uv.lock pins it and, for the
tests, a Chromium and the npm packages. Standard library only. Quick when everything is there already.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
OWN_UV = ROOT / ".tools" / "uv"
NODE_MODULES = ROOT / "node_modules"
NPM_STAMP = NODE_MODULES / ".installed-from"
OLDEST_PYTHON = (3, 11)
UV = "uv>=0.8"
BIN = "Scripts" if os.name == "nt" else "bin"


class CannotSetUp(Exception):
    """Something could not be had; the message says what, and how to get it."""


def main(arguments: Sequence[str]) -> int:
    """Prepare for the demo or for the tests; returns the exit code."""
    wanted = arguments[0] if len(arguments) == 1 else ""
    prepare = {"demo": prepare_demo, "test": prepare_tests, "bench": prepare_benchmark}.get(wanted)
    if prepare is None:
        print("usage: python -m tools.setup demo|test|bench", file=sys.stderr)
        return 2
    try:
        prepare()
    except CannotSetUp as problem:
        print(f"set-up: {problem}", file=sys.stderr)
        return 1
    return 0


def prepare_demo() -> None:
    """Everything that serving needs; a development environment that is already there keeps its extras."""
    require_python()
    sync_environment(find_or_fetch_uv(), "--no-dev", "--inexact")


def prepare_tests() -> None:
    """Everything the whole test run needs: the environment, Node and the npm packages, a browser."""
    require_python()
    uv = find_or_fetch_uv()
    sync_environment(uv, *(() if system_npm() else ("--group", "node")))
    install_npm_packages()
    find_or_install_chromium()
    mend_playwright()


def prepare_benchmark() -> None:
    """What the benchmark needs: the environment with its light WebSocket client, and a browser."""
    require_python()
    sync_environment(find_or_fetch_uv(), "--group", "bench", "--inexact")
    find_or_install_chromium()


def require_python() -> None:
    """Stop early on a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        have = ".".join(map(str, sys.version_info[:2]))
        raise CannotSetUp(
            f"this is Python {have}, and 3.11 or newer is needed; name one in MESHCOUNCIL_PYTHON, for example "
            "MESHCOUNCIL_PYTHON=python3.12 make test."
        )


# --- uv and the environment ------------------------------------------------------------------------------------------


def find_or_fetch_uv() -> str:
    """The uv on the PATH, or one of our own in .tools/uv."""
    for candidate in ("uv", str(OWN_UV / BIN / "uv")):
        if starts(candidate):
            return candidate
    say("fetching uv into .tools/uv")
    make_virtual_environment(OWN_UV)
    python = str(OWN_UV / BIN / "python")
    run([python, "-m", "pip", "install", "--quiet", UV], or_else="uv could not be fetched: install it (pip install uv)")
    return str(OWN_UV / BIN / "uv")


def make_virtual_environment(folder: Path) -> None:
    """A virtual environment with pip; Debian keeps what that needs in a package of its own."""

    def make() -> bool:
        shutil.rmtree(folder, ignore_errors=True)
        return succeeds([sys.executable, "-m", "venv", str(folder)])

    if make() or (apt_install("python3-venv") and make()):
        return
    raise CannotSetUp(
        f"{sys.executable} cannot make virtual environments: install uv (pip install uv), "
        "or on Debian and Ubuntu: apt-get install python3-venv."
    )


def sync_environment(uv: str, *options: str) -> None:
    """Bring .venv to what uv.lock says, with the Python that runs this unless .venv has one already."""
    command = [uv, "sync", "--frozen", "--quiet", *options]
    if not (ENVIRONMENT / BIN / "python").exists():
        say("making the environment in .venv")
        command += ["--python", sys.executable]
    run(command, or_else="the environment could not be made: is the network there?")


# --- Node and its packages -------------------------------------------------------------------------------------------


def system_npm() -> str | None:
    """The machine's own npm, not the one that the `node` dependency group puts into .venv."""
    own = str(ENVIRONMENT / BIN)
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if folder != own]
    return shutil.which("npm", path=os.pathsep.join(folders))


def install_npm_packages() -> None:
    """Install the locked npm packages when they are not the ones of package-lock.json."""
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        return
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if NPM_STAMP.exists() and NPM_STAMP.read_text() == wanted:
        return
    npm = system_npm() or str(ENVIRONMENT / BIN / "npm")
    say("installing the npm packages")
    run(
        [npm, "ci", "--loglevel=error", "--no-audit", "--no-fund"],
        or_else="the npm packages could not be installed: is the network there?",
    )
    NPM_STAMP.write_text(wanted)


# --- Chromium --------------------------------------------------------------------------------------------------------


def find_or_install_chromium() -> None:
    """Make sure the browser tests will find a browser."""
    try:
        chromium.chromium_path()
    except chromium.ChromiumMissing as missing:
        if not os.environ.get(chromium.VARIABLE) and apt_install("chromium") and starts("chromium"):
            return
        raise CannotSetUp(str(missing)) from None


def mend_playwright() -> None:
    """Playwright brings a Node of its own, which needs a library that a slim Debian leaves out."""
    drivers = ENVIRONMENT.glob("lib/python*/site-packages/playwright/driver/node")
    driver = next((str(found) for found in drivers), None)
    if driver is None or starts(driver) or (apt_install("libatomic1") and starts(driver)):
        return
    raise CannotSetUp(
        "Playwright cannot start its Node: install libatomic (Debian and Ubuntu: apt-get install libatomic1)."
    )


def apt_install(package: str) -> bool:
    """Install a Debian package quietly; False where that is not ours to do (no apt, not root) or fails."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"installing {package} with apt")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    succeeds(["apt-get", "update", "-qq"], environment=quiet)
    return succeeds(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], environment=quiet)


# --- Programs --------------------------------------------------------------------------------------------------------


def say(line: str) -> None:
    """One line of progress."""
    print(f"set-up: {line} ...", flush=True)


def starts(program: str) -> bool:
    """Is the program there, and does it run?"""
    return succeeds([program, "--version"])


def succeeds(command: Sequence[str], *, environment: dict[str, str] | None = None) -> bool:
    """Run a program silently: did it end well?"""
    try:
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    except OSError:
        return False
    return ended.returncode == 0


def run(command: Sequence[str], *, or_else: str) -> None:
    """Run a program with its messages shown; when it fails, say what that means."""
    path = os.pathsep.join([str(ENVIRONMENT / BIN), os.environ.get("PATH", "")])
    ours = {"PATH": path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"} | ours
    try:
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    except OSError:
        code = 1
    if code != 0:
        raise CannotSetUp(or_else)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
