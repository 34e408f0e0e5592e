"""Editors check a pack by the same models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema_rs import Draft202012Validator, meta

from meshcouncil.pack.json_schema import json_schema, json_schema_text
from meshcouncil.pack.shelf import shipped_folder

VALIDATOR = Draft202012Validator(json_schema())
SHIPPED = sorted(shipped_folder().glob("*/*.yaml"))


def test_the_schema_is_sound_and_always_the_same() -> None:
    assert meta.is_valid(json_schema())
    assert json.loads(json_schema_text()) == json_schema()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_file_is_valid_by_the_schema(path: Path) -> None:
    assert list(VALIDATOR.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []


def test_the_schema_finds_an_unknown_key(library: Path) -> None:
    teams = yaml.safe_load((library / "teams.yaml").read_text(encoding="utf-8"))
    assert VALIDATOR.is_valid(teams)
    teams["teams"][0]["colour"] = "red"
    assert not VALIDATOR.is_valid(teams)
