"""Where this machine keeps its Chromium, and how tests start it. Standard library only: the set-up reads it too."""

import os
import shutil
from pathlib import Path

VARIABLE = "MESHCOUNCIL_CHROMIUM"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Commands looked for on the PATH, best first."""

APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
"""Where macOS keeps browsers that are on no PATH."""

MISSING = (
    f"No Chromium found: install Chromium or Google Chrome (Debian: apt-get install chromium), "
    f"or name its executable in {VARIABLE}."
)


class ChromiumMissing(Exception):
    """No usable Chromium; the message says how to get one."""


def chromium_path() -> str:
    """The executable that browser tests start.

    Raises:
        ChromiumMissing: there is none, or the one named in the environment is not there.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if shutil.which(named):
            return named
        raise ChromiumMissing(f"{VARIABLE} names {named}, which cannot be started: correct it or unset it.")
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for application in APPLICATIONS:
        if application.exists():
            return str(application)
    raise ChromiumMissing(MISSING)


def launch_arguments() -> list[str]:
    """Command line switches for a quiet, offline Chromium; without the sandbox for root, who cannot have one."""
    quiet = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox", *quiet] if is_root else quiet
