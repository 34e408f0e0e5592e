"""What a change of the project graph would break, named before it is moved."""

from __future__ import annotations

import pytest

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    ForbidReference,
    GraphOperation,
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    ProcedureRules,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.matters import ChangeGraph, SettleDecision
from meshcouncil.council.rules.graph_warnings import (
    Circle,
    GraphWarning,
    NobodyInEmergencies,
    NothingPublic,
    UndoesAnswer,
    WithoutOwner,
    warnings,
)
from tests.council.builders import carried, rainbow_road, sitting


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ((), ()),
        ((AllowReference("south", "east"),), ()),
        ((AllowReference("south", "hub"),), (Circle(("hub", "south")),)),
        (
            (AllowReference("south", "east"), AllowReference("east", "hub")),
            (Circle(("east", "hub")), Circle(("east", "hub", "south"))),
        ),
        ((AllowReference("south", "hub"), ForbidReference("hub", "south")), ()),
        ((AddProject("west", "West"),), (WithoutOwner("west"),)),
        ((ChangeOwner("hub", None),), (WithoutOwner("hub", hub=True),)),
        ((MergeProjects(("hub", "south"), NewProject("union", "Union")),), (WithoutOwner("union", hub=True),)),
        ((MarkPublic("hub", "orders"),), ()),
        ((MarkPublic("south", "orders"), AllowReference("east", "south")), ()),  # nobody names any model yet
    ],
)
def test_what_a_change_breaks(operations: tuple[GraphOperation, ...], expected: tuple[GraphWarning, ...]) -> None:
    assert warnings(sitting(), operations) == expected


def test_what_is_broken_already_is_not_named_again() -> None:
    council = carried(sitting(), ChangeGraph((AllowReference("south", "hub"), ChangeOwner("east", None))))
    assert warnings(council, (AllowReference("south", "east"),)) == ()


def test_the_last_public_model_that_others_use() -> None:
    council = carried(sitting(), ChangeGraph((MarkPublic("hub", "orders"), MarkPublic("hub", "staff"))))
    assert warnings(council, (AllowReference("east", "south"),)) == (NothingPublic("east", ("south",)),)
    assert warnings(council, (MarkPublic("east", "dogs"), AllowReference("east", "south"))) == ()
    assert warnings(council, (MarkPrivate("hub", "orders"),)) == ()
    gone = (MarkPrivate("hub", "orders"), MarkPrivate("hub", "staff"))
    assert warnings(council, gone) == (NothingPublic("hub", ("east", "south")),)
    halves = SplitProject("hub", (NewProject("a", "A", "north"), NewProject("b", "B", "north")))
    assert warnings(council, (halves,)) == (NothingPublic("b", ("east", "south")),)


def test_what_the_council_settled() -> None:
    council = carried(carried(sitting(), SettleDecision("refs", "across")), SettleDecision("home", "plan"))
    assert warnings(council, (ForbidReference("south", "east"),)) == (UndoesAnswer("refs", "across"),)
    assert warnings(council, (RemoveProject("bridge"),)) == (UndoesAnswer("refs", "across"),)
    assert warnings(council, (ChangeOwner("south", "north"),)) == ()
    shared = carried(council, SettleDecision("home", "shared"))
    assert warnings(shared, (ChangeOwner("south", "south"),)) == (UndoesAnswer("home", "shared"),)


def test_who_acts_in_an_emergency() -> None:
    council = sitting(rules=ProcedureRules(emergency="hub_owner"))
    assert warnings(council, (ChangeOwner("hub", None),)) == (WithoutOwner("hub", hub=True), NobodyInEmergencies())
    assert warnings(council, (RemoveProject("hub"),)) == (NobodyInEmergencies(),)


def test_rainbow_roads_rule_that_spokes_use_the_hub_only() -> None:
    council = carried(sitting(rainbow_road()), SettleDecision("cross_refs", "hub_only"))
    across = AllowReference("people_ops", "rescue_operations")
    assert warnings(council, (across,)) == (UndoesAnswer("cross_refs", "hub_only"),)
