"""The house is tidy: no loose ends, no strange addresses, and every promise of the front page is kept."""

import json
import re
import tomllib

import pytest
import yaml

import meshcouncil
from tests.architecture.tree import PACKAGE, ROOT, texts

LOOSE_END = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")) + r")\b")
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(" + "|".join(("wo" + "rk", "ro" + "ot", "t" + "mp", "ho" + "me")) + r")/\w")
PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org"}
TEMPLATES = PACKAGE / "web" / "templates"

INLINE_CODE = {
    "a script without src": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
"""What the content security policy would refuse to run."""


def lines_that_match(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def makefile() -> str:
    return texts()["Makefile"]


def make_targets() -> dict[str, str]:
    """Every target of the Makefile with the line that describes it."""
    return dict(re.findall(r"^([a-z-]+):.*?## (.+)$", makefile(), flags=re.MULTILINE))


def lint_commands() -> list[str]:
    recipe = re.search(r"^lint:.*\n((?:\t.+\n)+)", makefile(), flags=re.MULTILINE)
    assert recipe is not None
    return [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe.group(1).splitlines()]


def test_no_loose_ends_are_left_in_any_file() -> None:
    assert lines_that_match(LOOSE_END) == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert lines_that_match(MACHINE_PATH) == []


@pytest.mark.parametrize("what", INLINE_CODE)
def test_templates_hold_no_inline_code(what: str) -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file() and INLINE_CODE[what].search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_python_lock_names_only_the_public_index() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://([^/\"]+)", lock)) <= PUBLIC_HOSTS


def test_the_npm_lock_names_no_registry_but_the_public_one() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    resolved = [package["resolved"] for package in lock["packages"].values() if "resolved" in package]
    assert [address for address in resolved if not address.startswith("https://registry.npmjs.org/")] == []


def test_python_and_npm_packages_are_under_the_same_licence() -> None:
    project = tomllib.loads(texts()["pyproject.toml"])["project"]
    npm = json.loads(texts()["package.json"])
    assert npm.get("license", project["license"]) == project["license"]


def test_the_changelog_begins_with_the_version_of_the_package() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", texts()["CHANGELOG.md"], flags=re.MULTILINE)
    assert versions[0] == meshcouncil.__version__


def test_every_make_command_in_the_documents_is_a_target() -> None:
    documents = {name: text for name, text in texts().items() if name.endswith(".md")}
    named = {
        (name, target)
        for name, text in documents.items()
        for target in re.findall(r"(?:`|^\s*(?:\$ )?)make ([a-z-]+)", text, flags=re.MULTILINE)
    }
    assert {("README.md", "demo"), ("README.md", "test")} <= named
    assert {(name, target) for name, target in named if target not in make_targets()} == set()


def test_every_make_target_is_described() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", makefile(), flags=re.MULTILINE)
    assert phony is not None
    assert set(phony.group(1).split()) == set(make_targets())


def test_commits_are_checked_by_the_commands_of_make_lint() -> None:
    hooks = yaml.safe_load(texts()[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    assert [hook["entry"] for hook in hooks] == lint_commands()


def test_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert texts()[".ci/run"].rstrip().endswith("make --no-print-directory test")
