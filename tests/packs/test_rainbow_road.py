"""The Rainbow Road pack as shipped: it lints clean, says what its sources say, and lets everybody win."""

from itertools import permutations, product
from pathlib import Path

import pytest

import meshcouncil
from meshcouncil.council.definition import Definition, Fraction, Goal, ProcedureRules, Reading
from meshcouncil.council.predicates import Facts, amount, holds
from meshcouncil.council.rules.project_graph import changed
from meshcouncil.pack.compile import compile_pack
from meshcouncil.pack.lint import lint_pack
from meshcouncil.pack.policy_library import shipped_library

FOLDER = Path(meshcouncil.__file__).parent / "packs" / "rainbow-road"

GENEROUS_CHARTER = {
    "people_ops_home": "own_may_fold", "fm_projects": "joint_may_split", "rescue_home": "own",
    "cross_refs": "hub_then_by_council", "hub_promotion": "on_request", "spoke_ownership": "domains_own",
    "project_lifecycle": "council_vote", "ingest_scope": "all", "transform_scope": "all", "testing_scope": "all",
    "enforcement": "automated_gate", "ingest_operator": "federated", "marketing_path": "self_serve_gated",
    "rescue_control": "independent", "release_cadence": "per_project", "public_models": "contracts",
    "ci_scope": "downstream_too", "hub_change": "pr_platform_review", "emergency": "revert_first",
    "exceptions": "council_waiver", "de_hiring": "per_part", "ae_model": "embedded_all_central",
    "job_duties": "hr_process_required", "train_generic": "outside_provider", "train_specific": "provided",
    "train_audience": "all_new", "train_breadth": "wide", "tool_savings": "retire_and_renegotiate",
    "post_conversion": "convert", "tools": "approved_list", "spreadsheets": "registered",
    "collection": "validated_forms", "catalog": "mesh_wide_builtin", "mart_docs": "sme_required",
    "policy_process": "rfc_then_vote", "council": "continues_with_power",
}  # fmt: skip
"""Read openly, this charter fulfils every mission but that of the Director of Finance, and everybody wins."""

PRIORITIES_CHARTER = {
    "ingest_scope": "all", "transform_scope": "all", "testing_scope": "all", "enforcement": "automated_gate",
    "release_cadence": "per_project", "rescue_control": "independent", "ci_scope": "own_project",
    "people_support": "dedicated", "spreadsheets": "registered", "train_generic": "internal",
    "train_specific": "provided", "train_audience": "all_new", "train_breadth": "dbt_sql_git",
    "policy_process": "proposal_and_vote", "project_lifecycle": "council_vote", "public_models": "docs_and_tests",
    "hub_change": "pr_platform_review", "emergency": "revert_first", "council": "continues_with_power",
}  # fmt: skip
"""Read strictly, every team's open priorities stand in this charter, so everybody wins."""


@pytest.fixture(scope="module")
def pack() -> Definition:
    return compile_pack(FOLDER)


def missions(pack: Definition) -> list[Goal]:
    """The fifteen secret missions."""
    return [team.mission for team in pack.teams] + [role.mission for role in pack.roles]


def facts_of(pack: Definition, charter: dict[str, str]) -> Facts:
    return pack.facts(charter, passed=True, documented=True)


def is_met(pack: Definition, goal: Goal, charter: dict[str, str], reading: Reading) -> bool:
    return holds(goal.predicate(reading), facts_of(pack, charter))


def winners(pack: Definition, charter: dict[str, str], reading: Reading) -> list[int]:
    """The seats that win when the charter passes."""
    won = []
    for role in pack.roles:
        team = pack.team_of(role.number)
        outcomes = {
            "team_mission": is_met(pack, team.mission, charter, reading),
            "role_mission": is_met(pack, role.mission, charter, reading),
            "team_priorities": is_met(pack, team.priorities, charter, reading),
            "documented": True,
            "passed": True,
        }
        if holds(pack.individual_win, Facts(choices={}, outcomes=outcomes)):
            won.append(role.number)
    return won


def test_the_linter_finds_nothing_to_mend() -> None:
    assert [str(found) for found in lint_pack(FOLDER) if found.level != "note"] == []


def test_it_has_five_teams_of_two_apart_by_shape(pack: Definition) -> None:
    assert [(team.id, team.shape, pack.seats_of(team.id)) for team in pack.teams] == [
        ("data_platform", "circle", (1, 2)),
        ("finance_marketing", "square", (3, 4)),
        ("people_ops", "triangle", (5, 6)),
        ("rescue_operations", "diamond", (7, 8)),
        ("data_leadership", "hexagon", (9, 10)),
    ]


def test_it_asks_forty_four_questions(pack: Definition) -> None:
    steps = [point.step for point in pack.decisions]
    assert len(pack.decisions) == 44
    assert {step: steps.count(step) for step in ("cs1", "emergency", "cs2", "cs3")} == {
        "cs1": 3, "emergency": 2, "cs2": 28, "cs3": 11,
    }  # fmt: skip


def test_an_hour_is_an_hour_and_the_reveal_comes_on_top(pack: Definition) -> None:
    assert {plan.id: [(step.id, step.minutes) for step in plan.steps] for plan in pack.plans} == {
        "sixty": [
            ("setup", 5), ("cs1", 10), ("emergency", 5), ("cs2", 10),
            ("sidebar", 5), ("cs3", 10), ("present", 15), ("reveal", 5),
        ],
        "long": [
            ("setup", 10), ("cs1", 30), ("emergency", 15), ("emergency_debrief", 5), ("cs2", 30),
            ("sidebar", 10), ("drafting", 15), ("cs3", 20), ("present", 10), ("reveal", 5),
        ],
    }  # fmt: skip


def test_the_charter_is_voted_on_in_the_third_session_only(pack: Definition) -> None:
    for plan in pack.plans:
        assert [step.id for step in plan.steps if step.final_vote] == ["cs3"]
        assert [step.id for step in plan.steps if step.procedure] == ["cs1"]
        assert [(step.id, step.inject) for step in plan.steps if step.inject] == [("emergency", "emergency")]


def test_a_council_without_a_procedure_decides_by_simple_majority_with_six_of_ten(pack: Definition) -> None:
    assert pack.default_procedure == ProcedureRules(quorum=Fraction(3, 5))


def test_every_brief_can_be_read_in_a_minute(pack: Definition) -> None:
    assert [role.number for role in pack.roles if not 90 <= len(role.about.split()) <= 160] == []


def test_everybody_has_a_secret_and_a_hint(pack: Definition) -> None:
    assert [team.mission.id for team in pack.teams] == ["T.DP", "T.FM", "T.PO", "T.RO", "T.DL"]
    assert [role.mission.id for role in pack.roles] == [f"R{number}" for number in range(1, 11)]
    assert [role.number for role in pack.roles if not (role.secret and role.for_teammate)] == []


def test_every_goal_says_what_there_is_to_judge(pack: Definition) -> None:
    goals = [*missions(pack), *(team.priorities for team in pack.teams), *(role.priorities for role in pack.roles)]
    assert [goal.id for goal in goals if not goal.why] == []


def test_every_clause_is_a_sentence_for_the_charter(pack: Definition) -> None:
    clauses = [option.clause for point in pack.decisions for option in point.options]
    assert [clause for clause in clauses if not clause.startswith(("We will ", "We leave ")) or clause[-1] != "."] == []
    assert len(set(clauses)) == len(clauses)


@pytest.mark.parametrize(("charter", "reading"), [(GENEROUS_CHARTER, "open"), (PRIORITIES_CHARTER, "tight")])
def test_everybody_can_win_at_once(pack: Definition, charter: dict[str, str], reading: Reading) -> None:
    assert [coupling.why for coupling in pack.incoherences(charter)] == []
    assert winners(pack, charter, reading) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


def test_read_openly_only_finance_stands_in_the_way_of_all_fifteen_missions(pack: Definition) -> None:
    unmet = [goal.id for goal in missions(pack) if not is_met(pack, goal, GENEROUS_CHARTER, "open")]
    assert unmet == ["R3"]
    assert amount(pack.quantities["net_cost"], facts_of(pack, GENEROUS_CHARTER)) == 1


def test_a_silent_charter_lets_nobody_win(pack: Definition) -> None:
    assert winners(pack, {}, "tight") == []
    assert winners(pack, {}, "open") == []


def test_a_silent_charter_is_coherent_and_costs_nothing(pack: Definition) -> None:
    assert pack.incoherences({}) == ()
    assert amount(pack.quantities["gross_cost"], pack.facts({})) == 0
    assert amount(pack.quantities["n_projects"], pack.facts({})) == 4


def test_the_planned_map_is_what_the_charter_says_while_it_is_silent(pack: Definition) -> None:
    silent = [point.status_quo.graph for point in pack.decisions]
    graph = pack.graph
    for operations in silent:
        graph = changed(graph, operations)
    assert graph == pack.graph


def test_what_an_option_does_to_the_map_it_does_only_once(pack: Definition) -> None:
    for point in pack.decisions:
        for option in point.options:
            once = changed(pack.graph, option.graph)
            assert changed(once, option.graph) == once, f"{point.id} == {option.id}"


def test_projects_are_the_same_whatever_is_settled_first(pack: Definition) -> None:
    points = [pack.decisions_by_id[name] for name in ("people_ops_home", "fm_projects", "rescue_home", "cross_refs")]
    for options in product(*(point.options for point in points)):
        maps = set()
        for order in permutations(options):
            graph = pack.graph
            for option in order:
                graph = changed(graph, option.graph)
            maps.add(frozenset(project.id for project in graph.projects))
        assert len(maps) == 1, [option.id for option in options]


def test_a_split_gives_finance_and_marketing_a_project_each(pack: Definition) -> None:
    graph = changed(pack.graph, pack.decisions_by_id["fm_projects"].options[2].graph)
    graph = changed(graph, pack.decisions_by_id["cross_refs"].options[2].graph)
    assert [project.id for project in graph.projects] == [
        "data_platform", "people_ops", "rescue_operations", "finance", "marketing",
    ]  # fmt: skip
    assert sorted((link.producer, link.consumer) for link in graph.references) == [
        ("data_platform", "finance"),
        ("data_platform", "marketing"),
        ("data_platform", "people_ops"),
        ("data_platform", "rescue_operations"),
        ("finance", "marketing"),
        ("marketing", "finance"),
    ]


def test_links_in_one_direction_never_form_a_circle(pack: Definition) -> None:
    graph = changed(pack.graph, pack.decisions_by_id["fm_projects"].options[2].graph)
    graph = changed(graph, pack.decisions_by_id["cross_refs"].options[3].graph)
    waiting = {project.id for project in graph.projects}
    while waiting:
        fed = {link.consumer for link in graph.references if link.producer in waiting}
        free = waiting - fed
        assert free, f"a circle among {sorted(waiting)}"
        waiting -= free


def test_every_card_words_what_a_council_may_settle(pack: Definition) -> None:
    served = [(decision, option) for card in pack.library for decision, option in card.serves]
    assert [pair for pair in served if pack.decisions_by_id[pair[0]].option(pair[1]) is None] == []
    own = [card for card in pack.library if card.id not in shipped_library().by_id]
    assert (len(own), len(pack.library)) == (31, 49)
    assert [card.id for card in own if not card.serves] == [
        "announce_changes",
        "copy_for_now",
        "one_figure_one_meaning",
        "stars",
    ]


def test_the_author_of_the_game_is_credited(pack: Definition) -> None:
    assert (pack.credits[0].name, pack.credits[0].address) == ("Jenna Jordan", "https://jennajordan.me")
