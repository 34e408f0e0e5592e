"""A seat's own draft of the project graph: what it takes in, takes back, and becomes when it is moved."""

from __future__ import annotations

from meshcouncil.council.commands import ClearGraphDraft, DraftGraph, TableMotion, UndoGraphDraft, VacateSeat
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    GraphOperation,
    MarkPublic,
    RemoveProject,
)
from meshcouncil.council.events import GraphDrafted, MotionTabled
from meshcouncil.council.matters import ChangeGraph, SettleDecision
from meshcouncil.council.rules.graph_drafts import fitting
from meshcouncil.council.rules.project_graph import PROJECT_LIMIT
from meshcouncil.council.state import Council
from tests.council.builders import carried, did, passed, refused, sitting

WEST = AddProject("west", "West", "south")
LINK = AllowReference("hub", "west")
GIVE = ChangeOwner("south", "north")


def drafted(council: Council, *operations: GraphOperation, seat: int = 1) -> Council:
    """The council after a seat drafted these changes."""
    return did(council, *(DraftGraph(seat, operation) for operation in operations))


def test_each_change_builds_on_those_before_it() -> None:
    council = drafted(sitting(), WEST, LINK)
    assert council.graph_drafts == {1: (WEST, LINK)}
    assert refused(sitting(), DraftGraph(1, LINK)) == "graph_impossible"
    assert refused(council, DraftGraph(1, LINK)) == "graph_unchanged"


def test_words_are_tidied_as_they_come_in() -> None:
    council = drafted(sitting(), AddProject("west", "  West   wing "), MarkPublic("hub", " stg_orders "))
    assert council.graph_drafts[1] == (AddProject("west", "West wing"), MarkPublic("hub", "stg_orders"))


def test_undo_takes_the_last_one_back_and_clear_all() -> None:
    council = drafted(sitting(), WEST, LINK)
    assert did(council, UndoGraphDraft(1)).graph_drafts == {1: (WEST,)}
    assert did(council, ClearGraphDraft(1)).graph_drafts == {1: ()}
    for command in (UndoGraphDraft(2), ClearGraphDraft(2)):
        assert refused(council, command) == "graph_draft_empty"
    assert refused(did(council, ClearGraphDraft(1)), UndoGraphDraft(1)) == "graph_draft_empty"


def test_a_draft_changes_nothing_for_the_council() -> None:
    council = drafted(sitting(), WEST)
    assert council.graph == sitting().graph
    assert refused(council, DraftGraph(2, LINK)) == "graph_impossible"  # what another seat drafts is not there for it


def test_moving_the_draft_empties_it() -> None:
    council = drafted(sitting(), WEST, LINK)
    matter = ChangeGraph((WEST, LINK))
    assert decide(council, TableMotion(1, matter, "Why not.")) == (
        MotionTabled("M1", 1, matter, "Why not.", second_needed=True),
        GraphDrafted(1, ()),
    )
    assert len(decide(council, TableMotion(2, matter))) == 1
    assert len(decide(council, TableMotion(1, ChangeGraph((WEST,))))) == 1


def test_what_the_council_did_meanwhile_falls_out_of_a_draft() -> None:
    council = drafted(sitting(), WEST, LINK, GIVE)
    council = carried(council, ChangeGraph((GIVE,)), mover=2)
    assert fitting(council, 1) == ((WEST, LINK), (GIVE,))
    assert drafted(council, RemoveProject("east")).graph_drafts[1] == (WEST, LINK, RemoveProject("east"))
    assert did(council, UndoGraphDraft(1)).graph_drafts[1] == (WEST,)
    council = carried(drafted(sitting(), GIVE), ChangeGraph((RemoveProject("south"),)), mover=2)
    assert fitting(council, 1) == ((), (GIVE,))
    assert did(council, UndoGraphDraft(1)).graph_drafts[1] == ()


def test_a_draft_ends_with_its_seat_and_with_the_charter() -> None:
    council = drafted(sitting(), WEST)
    assert did(council, VacateSeat(1)).graph_drafts == {}
    council = carried(council, SettleDecision("tests", "all"), mover=2)
    assert refused(passed(council), DraftGraph(1, LINK)) == "charter_final"
    assert refused(sitting(seats=(1, 5)), DraftGraph(2, WEST)) == "seat_empty"


def test_a_draft_holds_so_many_changes() -> None:
    there_and_back = [each for n in range(PROJECT_LIMIT // 2) for each in (AddProject("p", "P"), RemoveProject("p"))]
    council = drafted(sitting(), *there_and_back)
    assert refused(council, DraftGraph(1, WEST)) == "graph_unchanged"
