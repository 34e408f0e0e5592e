"""Refusals are a closed vocabulary."""

import re
from pathlib import Path

import pytest

import meshcouncil.gathering
from meshcouncil.gathering.errors import REFUSALS, Rejected


def test_every_refusal_is_used_and_no_other() -> None:
    folder = Path(meshcouncil.gathering.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    assert set(re.findall(r"Rejected\(\s*\"(\w+)\"", source)) == REFUSALS


def test_a_refusal_carries_its_code_and_its_context() -> None:
    refused = Rejected("seat_taken", table=1, seat=4)
    assert (refused.code, refused.context) == ("seat_taken", {"table": 1, "seat": 4})


def test_a_refusal_nobody_declared_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        Rejected("because")
