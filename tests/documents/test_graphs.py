"""Project graphs in words."""

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
    NewProject,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.rules.graph_warnings import (
    Circle,
    GraphWarning,
    NobodyInEmergencies,
    NothingPublic,
    UndoesAnswer,
    WithoutOwner,
)
from meshcouncil.council.rules.project_graph import changed
from meshcouncil.council.views.project_graph import compared
from meshcouncil.documents.graphs import difference_sentences, project_sentences, warning_sentences
from tests.council.builders import small_pack

PACK = small_pack()


@pytest.mark.parametrize(
    ("warning", "sentence"),
    [
        (
            Circle(("hub", "south")),
            "A circle: Hub feeds South feeds Hub. A change in one would come back to it through the others.",
        ),
        (
            UndoesAnswer("refs", "across"),
            "This undoes what the council settled. Who may reference whom? Spokes reference each other.",
        ),
        (WithoutOwner("east"), "Nobody would look after East."),
        (WithoutOwner("hub", hub=True), "Nobody would look after Hub, the hub that others rest on."),
        (
            NothingPublic("hub", ("east", "south")),
            "Hub would offer no public model, and East and South may use it.",
        ),
        (
            NobodyInEmergencies(),
            "In an emergency the owner of the hub may act, and then there would be no such owner.",
        ),
    ],
)
def test_what_a_change_would_break_in_words(warning: GraphWarning, sentence: str) -> None:
    assert warning_sentences((warning,), PACK, {}) == (sentence,)


@pytest.mark.parametrize(
    ("operations", "sentences"),
    [
        ((), ()),
        ((AddProject("west", "West"),), ("West is new.",)),
        ((RemoveProject("south"),), ("South is gone.",)),
        ((ChangeOwner("south", None),), ("South belongs to nobody instead of South.",)),
        ((MarkPublic("hub", "a"), MarkPublic("hub", "b")), ("Hub offers 2 more public models: a and b.",)),
        ((ForbidReference("hub", "east"),), ("East may no longer use the public models of Hub.",)),
        ((AllowReference("south", "east"),), ("East may now use the public models of South.",)),
        (
            (SplitProject("east", (NewProject("east", "Near East", "keepers"), NewProject("far", "Far East"))),),
            ("Near East was called “East”.", "Far East is new.", "Far East may now use the public models of Hub."),
        ),
    ],
)
def test_how_graphs_differ(operations: tuple[GraphOperation, ...], sentences: tuple[str, ...]) -> None:
    assert difference_sentences(compared(PACK, PACK.graph, changed(PACK.graph, operations))) == sentences


def test_what_is_no_longer_offered() -> None:
    before = changed(PACK.graph, (MarkPublic("hub", "a"), MarkPublic("hub", "b")))
    after = changed(before, (MarkPrivate("hub", "a"),))
    seen = compared(PACK, before, after)
    assert difference_sentences(seen) == ("Hub no longer offers a.",)
    assert project_sentences(seen)[0] == "Hub is the hub and belongs to North; its public models are b."
