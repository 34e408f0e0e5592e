"""The pack means what the published formalisation means: same options, same truth, same costs, judged by Python itself.

The formalisation stands beside this file in its own notation. Its texts are never given to the pack's parser: Python
judges them, with every option standing for its own name, so that parser, compiler and pack are checked at once.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice, product
from math import prod
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
import yaml

from meshcouncil.council.definition import Definition, Goal
from meshcouncil.council.predicates import Facts, Quantity, amount, decisions_in, holds
from meshcouncil.pack.shelf import Shelf

PUBLISHED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "rainbow_road_formalisation.yaml").read_text(encoding="utf-8")
)
OPTIONS: dict[str, list[str]] = PUBLISHED["decisions"]
GOALS: dict[str, dict[str, Any]] = {
    **PUBLISHED["missions"], **PUBLISHED["team_priorities"], **PUBLISHED["role_priorities"],
}  # fmt: skip
ENOUGH = 1500  # charters for a predicate whose decision points allow more

Charter = Mapping[str, str]


@pytest.fixture(scope="module")
def pack() -> Definition:
    """Compile the shipped pack once."""
    return Shelf().definition("rainbow-road")


@cache
def _code(text: str) -> CodeType:
    return compile(ast.parse(text, mode="eval"), text, "eval")


def _says(text: str, names: Mapping[str, object]) -> Any:
    """Let Python compute a published text, with every option standing for its own name."""
    options = {option: option for some in OPTIONS.values() for option in some}
    return eval(_code(text), {"__builtins__": {"max": max}}, {**options, **names})  # our own texts


def _published_amounts(charter: Charter) -> dict[str, int]:
    projects = _says(PUBLISHED["quantities"]["n_projects"], charter)
    sums = {
        table: sum(
            _says(str(by_option[charter[decision]]), {"n_projects": projects})
            for decision, by_option in PUBLISHED[table].items()
            if charter[decision] in by_option
        )
        for table in ("cost", "savings")
    }
    return {"n_projects": projects, "gross_cost": sums["cost"], "net_cost": sums["cost"] - sums["savings"]}


def _charters(names: frozenset[str]) -> Iterator[dict[str, str]]:
    """Yield charters that go through all combinations of these decision points, or many at random when too many."""
    silent = {name: options[0] for name, options in OPTIONS.items()}
    ordered = sorted(names)
    ways = [OPTIONS[name] for name in ordered]
    if prod(len(way) for way in ways) <= 10_000:
        yield from ({**silent, **dict(zip(ordered, chosen, strict=True))} for chosen in product(*ways))
        return
    dice = random.Random(7)
    random_charters = ({name: dice.choice(options) for name, options in OPTIONS.items()} for _ in iter(int, 1))
    yield from islice(random_charters, ENOUGH)


def _goals(pack: Definition) -> dict[str, tuple[Goal, list[int]]]:
    """Give every goal of the pack by its id, with the seats it belongs to."""
    goals: dict[str, tuple[Goal, list[int]]] = {}
    for team in pack.teams:
        seats = list(pack.seats_of(team.id))
        goals |= {goal.id: (goal, seats) for goal in (team.mission, team.priorities)}
    for role in pack.roles:
        goals |= {goal.id: (goal, [role.number]) for goal in (role.mission, role.priorities)}
    return goals


def test_no_option_is_mistaken_for_a_decision_point() -> None:
    assert set(OPTIONS) & {option for options in OPTIONS.values() for option in options} == set()


def test_the_decision_points_and_their_options_are_the_published_ones_in_their_order(pack: Definition) -> None:
    assert [(point.id, [option.id for option in point.options]) for point in pack.decisions] == list(OPTIONS.items())


def test_the_numbers_known_from_the_analysis_hold(pack: Definition) -> None:
    charters = prod(len(point.options) for point in pack.decisions)
    missions = [team.mission for team in pack.teams] + [role.mission for role in pack.roles]
    assert (len(pack.decisions), len(pack.couplings), len(missions), charters) == (
        44, 21, 15, 2**7 * 3**26 * 4**8 * 5**3,
    )  # fmt: skip
    assert f"{charters:.2e}" == "2.67e+21"


def test_every_goal_belongs_to_the_published_seats_and_asks_for_the_published_judgement(pack: Definition) -> None:
    assert {name: (seats, goal.judgement) for name, (goal, seats) in _goals(pack).items()} == {
        name: (goal["seats"], goal["judgement"]) for name, goal in GOALS.items()
    }


@pytest.mark.parametrize("reading", ["tight", "open"])
@pytest.mark.parametrize("name", GOALS)
def test_every_goal_holds_exactly_when_the_published_one_does(pack: Definition, name: str, reading: str) -> None:
    goal, _ = _goals(pack)[name]
    predicate = goal.tight if reading == "tight" else goal.open
    text = GOALS[name].get(reading, GOALS[name]["tight"])
    for charter in _charters(decisions_in(predicate, pack.quantities) | _mentioned(text)):
        for passed, documented in product((True, False), repeat=2):
            names = {**charter, **_published_amounts(charter), "passed": passed, "documented": documented}
            facts = pack.facts(charter, passed=passed, documented=documented)
            assert holds(predicate, facts) is bool(_says(text, names)), charter


@pytest.mark.parametrize("index", range(21))
def test_every_coupling_holds_exactly_when_the_published_one_does(pack: Definition, index: int) -> None:
    predicate, text = pack.couplings[index].predicate, PUBLISHED["couplings"][index]
    for charter in _charters(decisions_in(predicate, pack.quantities) | _mentioned(text)):
        judged = holds(predicate, pack.facts(charter))
        assert judged is bool(_says(text, {**charter, **_published_amounts(charter)})), charter


def test_projects_and_costs_are_the_published_ones(pack: Definition) -> None:
    for charter in _charters(frozenset(OPTIONS)):
        facts = pack.facts(charter)
        amounts = {name: amount(Quantity(name), facts) for name in ("n_projects", "gross_cost", "net_cost")}
        assert amounts == _published_amounts(charter), charter


@pytest.mark.parametrize("documented", [True, False])
@pytest.mark.parametrize("passed", [True, False])
def test_winning_is_as_the_rules_of_the_game_say(pack: Definition, documented: bool, passed: bool) -> None:
    charter = {"documented": documented, "passed": passed}
    assert holds(pack.collective_win, Facts({}, charter)) is (documented and passed)
    for team, role, priorities in product((True, False), repeat=3):
        facts = Facts({}, {**charter, "team_mission": team, "role_mission": role, "team_priorities": priorities})
        codified = priorities and documented and passed
        assert holds(pack.individual_win, facts) is ((team and role) or codified)


def _mentioned(text: str) -> frozenset[str]:
    """Name the decision points that a published text mentions, its quantities left to chance."""
    words = {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
    return frozenset(words & set(OPTIONS))
