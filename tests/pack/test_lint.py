"""Advice on packs that compile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from meshcouncil.pack.lint import lint_pack

Lint = Callable[[str, str, str], list[str]]


class Advice(TypedDict):
    """A change to the pack that breaks no rule, and what the linter says to it."""

    file: str
    stands: str
    instead: str
    findings: list[str]


ADVICE: list[Advice] = yaml.safe_load((Path(__file__).parent / "advice.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def lint_after(library: Path) -> Lint:
    """Replace a text of the pack (or add to its end) and give what the linter says."""

    def change(file: str, old: str, new: str) -> list[str]:
        path = library / file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert not old or text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
        return [str(problem) for problem in lint_pack(library)]

    return change


def test_a_pack_with_errors_is_told_its_errors(lint_after: Lint) -> None:
    assert lint_after("agenda.yaml", "minutes: 7", "minutes: 0") == [
        "agenda.yaml:14: 'minutes' must be more than 0, not 0."
    ]


@pytest.mark.parametrize("advice", ADVICE, ids=lambda advice: f"{advice['file']}: {advice['instead'].strip()[:40]}")
def test_what_would_spoil_an_evening_is_found(lint_after: Lint, advice: Advice) -> None:
    assert lint_after(advice["file"], advice["stands"], advice["instead"]) == advice["findings"]


def test_a_long_brief_is_found(lint_after: Lint) -> None:
    assert lint_after("briefs/04-deputy-director.md", "", "word " * 280) == [
        "roles.yaml:53: The brief of role 4 has 308 words; 300 are enough."
    ]


def test_nobody_to_act_in_an_emergency_is_found(lint_after: Lint) -> None:
    lint_after("graph.yaml", ", hub: true", "")
    assert lint_after("pack.yaml", "  second_needed: true\n", "  emergency: hub_owner\n") == [
        "pack.yaml:19: No project of graph.yaml is a hub with an owner, so nobody could act in an emergency."
    ]


def test_a_decision_without_stakes_is_only_noted(lint_after: Lint) -> None:
    lint_after(
        "roles.yaml", "tight: helper == hired\n      open: helper in [hired, lent]", "tight: money == fewer_tools"
    )
    assert lint_after("decisions.yaml", "  helper: {hired: 1}", "  money: {as_is: 0}") == [
        "decisions.yaml:58: note: No goal and no inject is about 'helper', so nobody has a stake in it."
    ]


def test_a_step_that_one_of_the_plans_leaves_out_is_noted(lint_after: Lint) -> None:
    other = "\n  - id: quick\n    title: Quick\n    steps: [{use: governance}, {use: rules}]\n"
    assert lint_after("agenda.yaml", "", other) == [
        "decisions.yaml:51: note: The step 'emergency' of 'shared_changes' is not in the plan quick."
    ]


def test_listed_exceptions_are_no_findings(lint_after: Lint) -> None:
    lint_after("roles.yaml", "tight: helper == hired", "tight: helper == hired and release == together")
    assert lint_after("decisions.yaml", "codified_silence: []", "codified_silence: [release == together]") == []


def test_a_goal_may_be_listed_as_met_by_silence(lint_after: Lint) -> None:
    lint_after("roles.yaml", "tight: public_models == tested and net_cost <= 0", "tight: net_cost <= 0")
    assert lint_after("decisions.yaml", "codified_silence: []", "codified_silence: [R3]") == []
