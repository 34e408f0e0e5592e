"""The project graph: the plan, what the settled options do to it, and what the council changes by motions."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshcouncil.council.commands import CastBallot, OpenVote, TableMotion
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    Definition,
    ForbidReference,
    GraphOperation,
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    Project,
    ProjectGraph,
    Reference,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.events import DecisionSettled, GraphChanged
from meshcouncil.council.matters import AddPolicy, ChangeGraph, SettleDecision
from meshcouncil.council.rules.project_graph import PROJECT_LIMIT, changed, is_so, operations_between, rebuilt
from meshcouncil.council.state import Council
from tests.council.builders import CHAIR, ballot, carried, cast, did, opened, refused, sitting, small_pack, voting

PLAN = small_pack().graph
HUB, SOUTH, EAST = PLAN.projects
SOUTHS = (NewProject("south_a", "South A", "south"), NewProject("south_b", "South B"))
HALVES = SplitProject("hub", (NewProject("hub", "Core", "north"), NewProject("hub_two", "Hub Two", "north")))
UNION = MergeProjects(("hub", "south"), NewProject("union", "Union", "keepers"))


def graph(*projects: Project, references: tuple[tuple[str, str], ...] = ()) -> ProjectGraph:
    return ProjectGraph(projects, frozenset(Reference(*each) for each in references))


def settle(council: Council, **choices: str) -> Council:
    """The council after it settled decision points one by one."""
    for decision, option in choices.items():
        council = carried(council, SettleDecision(decision, option))
    return council


@pytest.mark.parametrize(
    ("operation", "after"),
    [
        (
            AddProject("west", "West"),
            graph(HUB, SOUTH, EAST, Project("west", "West"), references=(("hub", "south"), ("hub", "east"))),
        ),
        (AddProject("south", "Other", "north"), PLAN),  # it is already there
        (RemoveProject("south"), graph(HUB, EAST, references=(("hub", "east"),))),
        (RemoveProject("west"), PLAN),
        (
            ChangeOwner("south", "north"),
            graph(HUB, Project("south", "South", "north"), EAST, references=(("hub", "south"), ("hub", "east"))),
        ),
        (
            AllowReference("south", "east"),
            graph(HUB, SOUTH, EAST, references=(("hub", "south"), ("hub", "east"), ("south", "east"))),
        ),
        (AllowReference("south", "west"), PLAN),  # there is no such project
        (ForbidReference("hub", "south"), graph(HUB, SOUTH, EAST, references=(("hub", "east"),))),
        (ForbidReference("south", "hub"), PLAN),
        (
            SplitProject("south", SOUTHS),
            graph(
                HUB,
                Project("south_a", "South A", "south"),
                Project("south_b", "South B"),
                EAST,
                references=(("hub", "south_a"), ("hub", "south_b"), ("hub", "east")),
            ),
        ),
        (
            HALVES,  # a part may keep the id; the first part stays the hub
            graph(
                Project("hub", "Core", "north", hub=True),
                Project("hub_two", "Hub Two", "north"),
                SOUTH,
                EAST,
                references=(("hub", "south"), ("hub", "east"), ("hub_two", "south"), ("hub_two", "east")),
            ),
        ),
        (SplitProject("west", SOUTHS), PLAN),
        (UNION, graph(Project("union", "Union", "keepers", hub=True), EAST, references=(("union", "east"),))),
        (
            MergeProjects(("south", "east"), NewProject("south", "South and East", "south")),
            graph(HUB, Project("south", "South and East", "south"), references=(("hub", "south"),)),
        ),
        (MergeProjects(("west", "far"), NewProject("union", "Union")), PLAN),
        (
            MarkPublic("hub", "stg_orders"),
            graph(
                Project("hub", "Hub", "north", hub=True, public_models=("stg_orders",)),
                SOUTH,
                EAST,
                references=(("hub", "south"), ("hub", "east")),
            ),
        ),
        (MarkPublic("west", "stg_orders"), PLAN),
        (MarkPrivate("hub", "stg_orders"), PLAN),
    ],
)
def test_one_operation(operation: GraphOperation, after: ProjectGraph) -> None:
    assert changed(PLAN, (operation,)) == after
    assert changed(changed(PLAN, (operation,)), (operation,)) == after
    assert is_so(operation, after) or after == PLAN


def test_public_models_go_to_the_first_part_and_come_together_again() -> None:
    offering = changed(PLAN, (MarkPublic("south", "b_model"), MarkPublic("south", "a_model")))
    split = changed(offering, (SplitProject("south", SOUTHS),))
    assert [(each.id, each.public_models) for each in split.projects[1:3]] == [
        ("south_a", ("a_model", "b_model")),
        ("south_b", ()),
    ]
    merged = changed(split, (MarkPublic("south_b", "c_model"), MergeProjects(("south_b", "south_a"), SOUTHS[0])))
    assert merged.projects[1] == Project("south_a", "South A", "south", public_models=("a_model", "b_model", "c_model"))
    assert merged.references == {Reference("hub", "south_a"), Reference("hub", "east")}


def test_an_option_changes_the_graph_and_the_record_says_how() -> None:
    council = cast(voting(sitting(), SettleDecision("home", "own")), dict.fromkeys((1, 2, 3, 4, 5), "yes"))
    events = decide(council, ballot(council, 6, "yes"))
    assert events[2:] == (
        DecisionSettled("home", "own", "South has two projects.", "M1"),
        GraphChanged((AddProject("south_two", "South Two", "south"),), "M1"),
    )


def test_an_option_that_leaves_the_graph_alone_says_nothing_of_it() -> None:
    council = cast(voting(sitting(), SettleDecision("home", "plan")), dict.fromkeys((1, 2, 3, 4, 5), "yes"))
    assert [type(event).__name__ for event in decide(council, ballot(council, 6, "yes"))[2:]] == ["DecisionSettled"]


def test_another_option_takes_back_what_the_first_one_did() -> None:
    council = settle(settle(sitting(), home="own"), home="shared")
    assert [(project.id, project.owner) for project in council.graph.projects] == [
        ("hub", "north"),
        ("south", "north"),
        ("east", "keepers"),
    ]
    assert settle(council, home="plan").graph == PLAN


def test_an_answer_in_the_councils_own_words_takes_back_what_an_option_did() -> None:
    council = carried(settle(sitting(), home="own"), SettleDecision("home", "", "We shall see."))
    assert council.graph == PLAN


def test_a_project_that_comes_back_is_what_it_was() -> None:
    council = settle(settle(sitting(), refs="no_hub"), refs="hub_only")
    assert council.graph == PLAN
    assert council.graph.projects[0].hub


@pytest.mark.parametrize("order", list(permutations((("home", "own"), ("refs", "across"), ("tests", "all")))))
def test_the_order_of_settling_makes_no_difference(order: tuple[tuple[str, str], ...]) -> None:
    ended = settle(sitting(), **dict(order)).graph
    assert ended == settle(sitting(), home="own", refs="across").graph
    assert [project.id for project in ended.projects] == ["hub", "south", "east", "south_two", "bridge"]


def test_a_carried_graph_motion_stands_above_the_options() -> None:
    council = carried(sitting(), ChangeGraph((ChangeOwner("south", "keepers"),)))
    council = settle(council, home="shared")
    south = council.graph.project("south")
    assert south is not None
    assert south.owner == "keepers"


def test_graph_motions_count_in_the_order_in_which_they_carried() -> None:
    """M1 is moved first but carried last, so it has the last word, also after the graph was built anew."""
    council = opened(sitting(), ChangeGraph((ChangeOwner("south", "north"),)))
    council = carried(council, ChangeGraph((ChangeOwner("south", "keepers"),)))
    council = did(council, OpenVote(CHAIR, "M1"), *(CastBallot(seat, "M1", 1, "yes") for seat in range(1, 7)))
    assert council.graph_motions == ("M2", "M1")
    south = settle(council, refs="across").graph.project("south")
    assert south is not None
    assert south.owner == "north"


def test_other_motions_leave_the_graph_alone() -> None:
    council = carried(settle(sitting(), home="own"), AddPolicy("Name things", "By their team."))
    assert (council.graph, council.graph_motions) == (settle(sitting(), home="own").graph, ())


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ((AddProject("West", "West"),), "graph_impossible"),
        ((AddProject("we st", "West"),), "graph_impossible"),
        ((AddProject("x" * 41, "West"),), "graph_impossible"),
        ((AddProject("west", "  "),), "graph_impossible"),
        ((AddProject("west", "x" * 61),), "graph_impossible"),
        ((AddProject("west", "West", "nobody"),), "graph_impossible"),
        ((RemoveProject("west"),), "graph_impossible"),
        ((ChangeOwner("south", "nobody"),), "graph_impossible"),
        ((AllowReference("south", "west"),), "graph_impossible"),
        ((ForbidReference("west", "south"),), "graph_impossible"),
        ((AllowReference("hub", "south"),), "graph_unchanged"),
        ((ForbidReference("south", "hub"),), "graph_unchanged"),
        ((RemoveProject("south"), RemoveProject("south")), "graph_impossible"),
        (tuple(AddProject(f"p{n}", "P") for n in range(PROJECT_LIMIT + 1)), "graph_unchanged"),
        (tuple(AddProject(f"p{n}", "P") for n in range(PROJECT_LIMIT)), "graph_impossible"),
        ((AddProject("hub", "Another hub"),), "graph_name_taken"),
        ((SplitProject("west", SOUTHS),), "graph_impossible"),
        ((SplitProject("south", SOUTHS[:1]),), "graph_split_unsound"),
        ((SplitProject("south", tuple(NewProject(f"s{n}", "S") for n in range(7))),), "graph_split_unsound"),
        ((SplitProject("south", (SOUTHS[0], SOUTHS[0])),), "graph_name_taken"),
        ((SplitProject("south", (SOUTHS[0], NewProject("east", "East"))),), "graph_name_taken"),
        ((SplitProject("south", (SOUTHS[0], NewProject("s", "S", "nobody"))),), "graph_impossible"),
        ((MergeProjects(("south",), NewProject("one", "One")),), "graph_merge_unsound"),
        ((MergeProjects(("south", "south"), NewProject("one", "One")),), "graph_merge_unsound"),
        ((MergeProjects(("south", "west"), NewProject("one", "One")),), "graph_impossible"),
        ((MergeProjects(("south", "hub"), NewProject("east", "East")),), "graph_name_taken"),
        ((MarkPublic("hub", "Not A Name"),), "model_name_unsound"),
        ((MarkPublic("west", "orders"),), "graph_impossible"),
        ((MarkPrivate("hub", "orders"),), "graph_unchanged"),
        ((MarkPublic("hub", "orders"), MarkPublic("hub", "orders")), "graph_unchanged"),
    ],
)
def test_what_the_graph_cannot_be(operations: tuple[GraphOperation, ...], code: str) -> None:
    assert refused(sitting(), TableMotion(1, ChangeGraph(operations))) == code


def test_operations_build_on_each_other() -> None:
    council = carried(sitting(), ChangeGraph((AddProject("west", "West"), AllowReference("hub", "west"))))
    assert Reference("hub", "west") in council.graph.references


PROJECTS = st.sampled_from(["hub", "south", "east", "west"])
OWNERS = st.sampled_from(["north", "south", None])
NEWCOMERS = st.builds(NewProject, st.sampled_from(["south", "west", "far", "hub"]), st.just("Title"), OWNERS)
PARTS = st.lists(NEWCOMERS, min_size=2, max_size=3, unique_by=lambda each: each.id).map(tuple)
MODELS = st.sampled_from(["orders", "staff", "dogs"])
OPERATIONS = st.lists(
    st.one_of(
        st.builds(AddProject, PROJECTS, st.just("Title"), OWNERS),
        st.builds(RemoveProject, PROJECTS),
        st.builds(ChangeOwner, PROJECTS, OWNERS),
        st.builds(AllowReference, PROJECTS, PROJECTS),
        st.builds(ForbidReference, PROJECTS, PROJECTS),
        st.builds(SplitProject, PROJECTS, PARTS),
        st.builds(MergeProjects, st.tuples(PROJECTS, PROJECTS), NEWCOMERS),
        st.builds(MarkPublic, PROJECTS, MODELS),
        st.builds(MarkPrivate, PROJECTS, MODELS),
    ),
    max_size=6,
)


@settings(max_examples=80, deadline=None)
@given(OPERATIONS, OPERATIONS)
def test_the_operations_between_two_graphs_lead_from_one_to_the_other(
    one: list[GraphOperation], other: list[GraphOperation]
) -> None:
    before, after = changed(PLAN, one), changed(PLAN, other)
    reached = changed(before, operations_between(before, after))
    assert {(each.id, each.owner, each.public_models) for each in reached.projects} == {
        (each.id, each.owner, each.public_models) for each in after.projects
    }
    assert reached.references == after.references
    assert operations_between(after, after) == ()


@settings(max_examples=120, deadline=None)
@given(OPERATIONS)
def test_what_is_already_so_stays_so(operations: list[GraphOperation]) -> None:
    before = PLAN
    for operation in operations:
        once = changed(before, (operation,))
        assert changed(once, (operation,)) == once
        assert len({each.id for each in once.projects}) == len(once.projects)
        assert {name for each in once.references for name in (each.producer, each.consumer)} <= {
            each.id for each in once.projects
        }
        before = once


@settings(max_examples=80, deadline=None)
@given(OPERATIONS, PROJECTS, st.integers(2, 4))
def test_a_split_that_is_merged_back_leaves_everything_as_it_was(
    operations: list[GraphOperation], project: str, parts: int
) -> None:
    """But for what a project says of itself: the merged one is named, and owned, as the merge has it."""
    before = changed(PLAN, [each for each in operations if not _refers_to_itself(each)])
    whole = before.project(project)
    if whole is None:
        return
    names = tuple(NewProject(f"part_{number}", "Part") for number in range(parts))
    split = SplitProject(project, names)
    merge = MergeProjects(tuple(each.id for each in names), NewProject(project, whole.title, whole.owner))
    assert changed(before, (split, merge)) == before


def _refers_to_itself(operation: GraphOperation) -> bool:
    return isinstance(operation, AllowReference) and operation.producer == operation.consumer


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_rainbow_road_ends_with_one_map_however_it_gets_there(rainbow_road: Definition, dice: object) -> None:
    council = sitting(rainbow_road)
    points = [point for point in rainbow_road.decisions if any(option.graph for option in point.options)]
    choices = {point.id: dice.choice(point.options).id for point in points}  # type: ignore[attr-defined]
    order = list(choices.items())
    dice.shuffle(order)  # type: ignore[attr-defined]
    ended = settle(council, **dict(order)).graph
    assert points
    assert ended == rebuilt(council, choices)
