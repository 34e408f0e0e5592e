"""From a folder to the definition on which the rules stand."""

from __future__ import annotations

from pathlib import Path

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    Card,
    Fraction,
    Goal,
    Inject,
    Option,
    ProcedureRules,
    Project,
    ProjectGraph,
    Reference,
    Slide,
    Step,
)
from meshcouncil.council.predicates import AllOf, Chosen, Compared, Number, Quantity, amount
from meshcouncil.pack.compile import compile_pack


def test_a_role_is_compiled_with_its_brief_and_goals(library: Path) -> None:
    role = compile_pack(library).roles_by_number[3]
    tested = Chosen("public_models", frozenset({"tested"}))
    assert (role.team, role.title, role.strengths, role.weaknesses, role.for_teammate, role.secret) == (
        "catalogue", "Cataloguer", ("Has written most of the tests there are",), (), "", "",
    )  # fmt: skip
    assert role.about.startswith("You and one colleague built the shared data project")
    assert role.priorities == Goal("P.R3", "Shared models are tested.", tested, tested)
    affordable = AllOf((tested, Compared(Quantity("net_cost"), "<=", Number(0))))
    text = "The charter must not cost the library more than it saves."
    assert role.mission == Goal("R3", text, affordable, affordable)


def test_a_team_keeps_its_own_reading_of_its_mission(library: Path) -> None:
    mission = compile_pack(library).teams_by_id["branches"].mission
    assert mission.predicate("open") == Chosen("branch_home", frozenset({"own", "own_may_fold"}))
    assert mission.predicate("tight") != mission.predicate("open")
    assert (mission.judgement, mission.why) == ("wording", "Is a project that may be folded later still their own?")


def test_priorities_may_name_their_own_id(library: Path) -> None:
    path = library / "teams.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("priorities:\n      texts:", "priorities:\n      id: FAST\n      texts:", 1), encoding="utf-8"
    )
    assert [team.priorities.id for team in compile_pack(library).teams] == ["FAST", "P.CATALOGUE", "P.OFFICE"]


def test_a_plan_lays_its_own_words_over_a_shared_step(library: Path) -> None:
    path = library / "agenda.yaml"
    text = path.read_text(encoding="utf-8")
    changed = "- use: emergency\n        minutes: 9\n        surfaces: [table]\n        questions: [What now?]"
    path.write_text(text.replace("- use: emergency", changed), encoding="utf-8")
    (plan,) = compile_pack(library).plans
    assert plan.steps[2] == Step(
        id="emergency",
        title="The numbers are gone",
        minutes=9,
        objective="The council has said what happens first when a change breaks somebody's report.",
        questions=("What now?",),
        surfaces=("table",),
        inject="broken_report",
    )


def test_options_carry_their_clause_and_what_they_do_to_the_graph(library: Path) -> None:
    point = compile_pack(library).decisions_by_id["branch_home"]
    assert point.status_quo.id == "folded"
    assert point.option("own") == Option(
        "own",
        "In a project of their own",
        "The branches look after a project of their own.",
        (AddProject("branches_own", "Branches (own)", "branches"), AllowReference("catalogue", "branches_own")),
    )


def test_an_option_without_a_clause_is_worded_by_its_label(library: Path) -> None:
    path = library / "decisions.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(", clause: Anybody may use any model.", ""), encoding="utf-8")
    assert compile_pack(library).decisions_by_id["public_models"].status_quo.clause == "Nothing"


def test_cost_tables_become_quantities(library: Path) -> None:
    pack = compile_pack(library)
    free = pack.facts({"helper": "hired", "money": "fewer_tools"})
    dear = pack.facts({"helper": "hired"})
    totals = [[amount(Quantity(name), facts) for name in pack.quantities] for facts in (free, dear)]
    assert (list(pack.quantities), totals) == (["gross_cost", "savings", "net_cost"], [[1, 1, 0], [1, 0, 1]])
    assert pack.quantity_titles == {
        "gross_cost": "Cost (posts for a year)",
        "savings": "Savings (posts for a year)",
        "net_cost": "Cost less savings (posts for a year)",
    }


def test_a_pack_may_play_by_roberts_rules(library: Path) -> None:
    assert not compile_pack(library).parliamentary
    head = library / "pack.yaml"
    head.write_text(f"{head.read_text('utf-8')}\nparliamentary: true\n", "utf-8")
    assert compile_pack(library).parliamentary


def test_the_default_procedure_keeps_what_is_not_said(library: Path) -> None:
    assert compile_pack(library).default_procedure == ProcedureRules(quorum=Fraction(1, 2))


def test_public_models_are_compiled_in_the_order_of_their_names(library: Path) -> None:
    path = library / "graph.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("hub: true", "hub: true, public_models: [loans, books]"), encoding="utf-8")
    catalogue, branches = compile_pack(library).graph.projects
    assert (catalogue.public_models, branches.public_models) == (("books", "loans"), ())


def test_graph_pages_and_cards_are_compiled(library: Path) -> None:
    pack = compile_pack(library)
    assert pack.graph == ProjectGraph(
        (Project("catalogue", "Catalogue", "catalogue", hub=True), Project("branches", "Branches", "branches")),
        frozenset({Reference("catalogue", "branches")}),
    )
    (slide,), (inject,), (section,), (card,) = pack.slides, pack.injects, pack.handbook, pack.library
    assert slide == Slide("welcome", "Welcome to the council", slide.text, "Read the win conditions aloud.")
    assert inject == Inject(
        "broken_report",
        "The numbers are gone",
        inject.text,
        "Give the council two minutes before you answer anything.",
        emergency=True,
        concerns=("shared_changes",),
    )
    assert (section.id, section.title) == ("plan", "The director's plan")
    assert card == Card(
        "tested_before_shared",
        "Tested before it is shared",
        "A model that others use has tests, a description, and somebody who answers for it.",
        "Sharing",
        (("public_models", "tested"),),
    )


def test_pages_stand_in_their_order(library: Path) -> None:
    for name, order in (("a", 9), ("b", 2), ("c", 2)):
        page = f"---\nid: {name}\ntitle: {name}\norder: {order}\n---\nText.\n"
        (library / "handbook" / f"{name}.md").write_text(page, encoding="utf-8")
    assert [section.id for section in compile_pack(library).handbook] == ["plan", "b", "c", "a"]


def test_the_digest_says_what_the_pack_says_and_not_how(library: Path) -> None:
    before = compile_pack(library).digest
    teams = library / "teams.yaml"
    text = teams.read_text(encoding="utf-8")
    teams.write_text("# Another remark.\n\n" + text.replace("    shape: circle\n", ""), encoding="utf-8")
    assert (len(before), compile_pack(library).digest) == (64, before)
    teams.write_text(text.replace("shape: square", "shape: star"), encoding="utf-8")
    assert compile_pack(library).digest != before
