"""Imports point one way, and the rules stay pure."""

import ast
import re
import sys
import tomllib
from typing import Any

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.tree import PACKAGE, ROOT, modules

PURE = ("council", "gathering")
WITHOUT_PYTHON = {"packs"}


def contract(identifier: str) -> dict[str, Any]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = config["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["id"] == identifier)


def placed() -> set[str]:
    """Every name that the layers give a place, and the ones they leave out by name."""
    layers = contract("layers")
    return {name for layer in layers["layers"] for name in re.findall(r"\w+", layer)} | {
        *layers["exhaustive_ignores"],
        "__init__",
    }


def test_imports_point_one_way_and_the_rules_are_pure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = lint_imports(no_cache=True, no_logo=True)
    assert code == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_folder_and_file_of_the_package_is_placed() -> None:
    found = {
        entry.stem
        for entry in PACKAGE.iterdir()
        if (entry.is_dir() and any(entry.rglob("*.py"))) or entry.suffix == ".py"
    }
    assert found - placed() == set()


def test_packs_hold_no_python() -> None:
    assert [str(path) for name in WITHOUT_PYTHON for path in (PACKAGE / name).rglob("*.py")] == []


def test_architecture_md_names_every_layer() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    names = placed() - {"__init__", "__main__"}
    assert {name for name in names if not re.search(rf"\b{name}\b", page)} == set()


def test_the_rules_import_nothing_but_the_standard_library_and_each_other() -> None:
    strangers = [
        f"{name}: {imported}"
        for name, tree in modules()
        if name.split("/")[0] in PURE
        for node in ast.walk(tree)
        for imported in imported_roots(node)
        if imported not in sys.stdlib_module_names and imported != "meshcouncil"
    ]
    assert strangers == []


def imported_roots(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name.split(".")[0] for alias in names]
        case ast.ImportFrom(module=str(module), level=0):
            return [module.split(".")[0]]
        case _:
            return []
