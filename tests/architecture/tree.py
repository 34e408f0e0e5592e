"""The files of this repository, as the tests about the house see them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "meshcouncil"

GENERATED = ("uv.lock", "package-lock.json", "src/meshcouncil/web/static/dist/")
"""Written by machines: their words and lengths are not ours."""


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that git keeps, or would keep once it is added."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file()))


@cache
def texts() -> dict[str, str]:
    """Every tracked text written by people, by its path from the root; fonts and images are left out."""
    found: dict[str, str] = {}
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(GENERATED):
            continue
        try:
            found[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package: its path from the package's folder, and its syntax tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
