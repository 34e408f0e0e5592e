"""`meshcouncil play`: an account for people, one document for programs, and the same bytes each time."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from typing import Any

import pytest
from typer.testing import CliRunner

from meshcouncil.cli import app

RUNNER = CliRunner()
SEATS_WANTED = "--seats takes seat numbers with commas between them, such as 1,3,5,7,9"


def _run(*arguments: str) -> tuple[int, str]:
    ran = RUNNER.invoke(app, ["play", *arguments], prog_name="meshcouncil")
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    return ran.exit_code, ran.output


def _in_a_process(hash_seed: str) -> bytes:
    command = [sys.executable, "-m", "meshcouncil", "play", "rainbow-road", "--seed", "7", "--json"]
    return subprocess.run(
        command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": hash_seed}
    ).stdout


def test_the_same_seed_gives_the_same_bytes_in_any_process_and_each_is_quick() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert _in_a_process("1") == _in_a_process("4242")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 2 * 10  # of the processor: the clock would tell how busy the machine is


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    code, output = _run("rainbow-road", "--seed", "7", "--json")
    assert code == 0
    parsed: dict[str, Any] = json.loads(output)
    return parsed


def test_the_document_holds_the_whole_council(record: dict[str, Any]) -> None:
    assert set(record) == {
        "schema", "pack", "plan", "seed", "reading", "seats", "procedure", "policies", "decisions", "graph", "ballots",
        "final_votes", "anti_patterns", "charter", "missions", "team_priorities", "winners",
    }  # fmt: skip
    assert (record["pack"], record["plan"], record["seed"], record["reading"]) == ("rainbow-road", "sixty", 7, "open")
    assert record["procedure"]["adopted"]
    assert record["charter"]["documented"]
    assert record["policies"]
    assert record["final_votes"]


def test_all_fifteen_missions_have_a_verdict(record: dict[str, Any]) -> None:
    missions = record["missions"]
    assert len({mission["id"] for mission in missions}) == 15
    assert {mission["standing"] for mission in missions} <= {"met", "not_met", "unclaimed"}
    assert all(mission["clause"] for mission in missions if mission["met"] and mission["judgement"] != "none")


def test_winners_have_a_route(record: dict[str, Any]) -> None:
    winners = record["winners"]
    assert [each["seat"] for each in winners["seats"]] == list(range(1, 11))
    assert all(bool(each["route"]) == each["won"] for each in winners["seats"])
    assert winners["collective"] == (record["charter"]["documented"] and record["charter"]["passed"])


def test_the_account_tells_missions_and_winners_at_the_end() -> None:
    code, output = _run("rainbow-road", "--seed", "3", "--seats", "1,3,5,7,9")
    lines = output.splitlines()
    assert code == 0
    assert lines.index("The secret missions") < lines.index("Who won")
    assert "Director of HR" in output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rainbow"], "There is no pack 'rainbow'; did you mean 'rainbow-road'?"),
        (["rainbow-road", "--plan", "six"], "The pack 'rainbow-road' has no plan 'six'; its plans are sixty, long."),
        (["rainbow-road", "--seats", "1,x"], f"{SEATS_WANTED}; not '1,x'."),
        (["rainbow-road", "--seats", "1,2,3"], "Every team needs a seat: nobody sits for People Ops."),
        (["rainbow-road", "--seats", "1,3,5,7,9,12"], "There is no seat 12; seats are numbered 1 to 10."),
        (["rainbow-road", "--packs", "/nowhere/at/all"], "There is no folder /nowhere/at/all."),
    ],
)  # fmt: skip
def test_what_cannot_be_played_is_refused_in_one_sentence(arguments: list[str], sentence: str) -> None:
    assert _run(*arguments) == (2, f"{sentence}\n")
