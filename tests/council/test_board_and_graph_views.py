"""The decision board and the graphs before the council, as views show them."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.commands import DraftGraph
from meshcouncil.council.definition import (
    COST_QUANTITIES,
    AddProject,
    AllowReference,
    ChangeOwner,
    Coupling,
    MarkPublic,
    NewProject,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.matters import AddPolicy, ChangeGraph, SettleDecision
from meshcouncil.council.predicates import Amount, Counted, Difference, Number, Product, Quantity, holds
from meshcouncil.council.rules.graph_warnings import Circle, WithoutOwner
from meshcouncil.council.state import Council
from meshcouncil.council.views import Facilitator, Observer, Seated, board_view, view
from meshcouncil.council.views.decisions import CostChange, OptionView, PointView
from tests.council.builders import carried, chosen, did, rainbow_road, sitting, small_pack, tabled

WEEKLY = "Tests want a weekly release."


def with_a_bill() -> Council:
    """The small council, with costs: testing all takes two posts, a weekly release saves one."""
    costs: dict[str, Amount] = {
        "gross_cost": Product(Number(2), Counted(chosen("tests", "all"))),
        "savings": Counted(chosen("cadence", "weekly")),
        "net_cost": Difference(Quantity("gross_cost"), Quantity("savings")),
    }
    return sitting(replace(small_pack(), quantities=costs, quantity_titles={}))


def point(council: Council, decision: str) -> PointView:
    topics = board_view(council).topics
    points = (each for topic in topics for group in (topic.proposed, topic.open, topic.settled) for each in group)
    return next(each for each in points if each.point.id == decision)


def option(council: Council, decision: str, wanted: str) -> OptionView:
    return next(each for each in point(council, decision).options if each.id == wanted)


def test_points_stand_apart_by_topic_and_standing() -> None:
    council = tabled(carried(sitting(), SettleDecision("cadence", "weekly")), SettleDecision("tests", "all"))
    board = board_view(council)
    assert [
        (topic.id, [[each.point.id for each in group] for group in (topic.proposed, topic.open, topic.settled)])
        for topic in board.topics
    ] == [("work", [["tests"], [], ["cadence"]]), ("map", [[], ["home", "refs"], []])]
    assert (board.proposed, board.open, board.settled, board.moved) == (1, 2, 1, ("M2",))


def test_an_answer_says_what_it_would_contradict_before_anybody_moves_it() -> None:
    council = sitting()
    assert option(council, "tests", "all").contradicts == (WEEKLY,)
    assert option(council, "tests", "none").contradicts == ()
    assert option(carried(council, SettleDecision("cadence", "weekly")), "tests", "all").contradicts == ()


def test_and_after_it_is_settled_says_so_and_what_would_mend_it() -> None:
    council = carried(sitting(), SettleDecision("tests", "all"))
    assert (point(council, "tests").clashes, point(council, "cadence").clashes) == ((WEEKLY,), (WEEKLY,))
    assert option(council, "cadence", "weekly").mends == (WEEKLY,)
    assert option(council, "cadence", "daily").mends == ()
    assert (option(council, "tests", "all").is_in_force, option(council, "tests", "none").is_in_force) == (True, False)
    board = board_view(tabled(council, SettleDecision("cadence", "weekly")))
    assert (board.clashes, board.clashes_if_carried) == ((WEEKLY,), ())


def test_marketing_cannot_be_exempt_from_what_all_must_follow() -> None:
    council = carried(sitting(rainbow_road()), SettleDecision("ingest_scope", "all"))
    (why,) = option(council, "marketing_path", "exempt").contradicts
    assert why == "All data cannot follow the practice for bringing data in while Marketing's sources are free of it."


def test_an_answer_says_what_the_charter_would_cost_with_it() -> None:
    council = with_a_bill()
    assert option(council, "tests", "all").costs == (
        CostChange("gross_cost", "gross_cost", 0, 2),
        CostChange("net_cost", "net_cost", 0, 2),
    )
    assert option(council, "cadence", "weekly").costs == (
        CostChange("savings", "savings", 0, 1),
        CostChange("net_cost", "net_cost", 0, -1),
    )
    assert option(council, "home", "own").costs == ()


def test_the_bill_shows_the_charter_as_it_stands_and_with_all_motions_carried() -> None:
    council = tabled(carried(with_a_bill(), SettleDecision("cadence", "weekly")), SettleDecision("tests", "all"))
    bill = board_view(tabled(council, AddPolicy("Name things", "By their team."))).bill
    assert [(each.id, each.now, each.then, each.difference) for each in bill] == [
        ("gross_cost", 0, 2, 2),
        ("savings", 1, 1, 0),
        ("net_cost", -1, 1, 2),
    ]


def test_an_answer_in_the_councils_own_words_counts_as_the_status_quo() -> None:
    council = tabled(
        carried(with_a_bill(), SettleDecision("tests", "all")), SettleDecision("tests", "", "Now and then.")
    )
    assert [each.then for each in board_view(council).bill] == [0, 0, 0]
    assert not any(
        each.is_in_force for each in point(carried(council, SettleDecision("tests", "", "No.")), "tests").options
    )


def test_each_answer_is_weighed_as_if_it_were_chosen() -> None:
    """The index of couplings and costs leaves nothing out: weighing is judging the whole charter anew."""
    council = carried(sitting(rainbow_road()), SettleDecision("ingest_scope", "all"))
    definition = council.definition
    for decision in definition.decisions:
        for each in point(council, decision.id).options:
            facts = definition.facts({**council.choices, decision.id: each.id})
            broken = {coupling.why for coupling in definition.couplings if not holds(coupling.predicate, facts)}
            assert set(each.contradicts) <= broken, each
            assert broken - set(each.contradicts) <= set(board_view(council).clashes)


def test_a_board_is_built_once_for_a_state() -> None:
    council = sitting(rainbow_road())
    assert board_view(council) is board_view(council)


def test_couplings_without_a_decision_are_nobodys() -> None:
    pack = replace(small_pack(), couplings=(Coupling(chosen("tests", "none"), "Nothing is tested."),))
    council = sitting(pack)
    assert option(council, "tests", "all").contradicts == ("Nothing is tested.",)
    assert option(council, "cadence", "daily").contradicts == ()


def test_a_bill_needs_costs() -> None:
    assert not {each.id for each in board_view(sitting()).bill} & set(COST_QUANTITIES)


# --- graphs -----------------------------------------------------------------------------------------------------------


def test_a_draft_is_shown_against_today_and_to_its_seat_alone() -> None:
    parts = (NewProject("south", "South", "south"), NewProject("far_south", "Far South"))
    council = carried(sitting(), ChangeGraph((AllowReference("south", "east"),)))
    council = did(council, DraftGraph(1, SplitProject("south", parts)), DraftGraph(1, MarkPublic("south", "dogs")))
    assert [view(council, eyes).graph_draft for eyes in (Seated(2), Facilitator(), Observer())] == [None] * 3
    draft = view(council, Seated(1)).graph_draft
    assert draft is not None
    assert (draft.operations, draft.fallen) == (council.graph_drafts[1], ())
    assert draft.warnings == (WithoutOwner("far_south"),)
    assert [(each.id, each.state, each.models_added) for each in draft.graph.projects] == [
        ("hub", "same", ()),
        ("south", "changed", ("dogs",)),
        ("east", "same", ()),
        ("far_south", "added", ()),
    ]
    assert [(each.producer, each.consumer) for each in draft.graph.references if each.state == "added"] == [
        ("far_south", "east"),
        ("hub", "far_south"),
    ]
    assert view(council, Seated(1)).graph == view(council, Observer()).graph


def test_what_no_longer_fits_a_draft_is_told() -> None:
    council = did(sitting(), DraftGraph(1, ChangeOwner("south", "north")), DraftGraph(1, AddProject("west", "West")))
    council = carried(council, ChangeGraph((RemoveProject("south"),)), mover=2)
    draft = view(council, Seated(1)).graph_draft
    assert draft is not None
    assert (draft.operations, draft.fallen) == ((AddProject("west", "West"),), (ChangeOwner("south", "north"),))


def test_every_live_motion_on_the_graph_is_shown_to_all_with_what_it_would_break() -> None:
    council = tabled(sitting(), ChangeGraph((AllowReference("south", "hub"),)))
    council = tabled(council, AddPolicy("Name things", "By their team."))
    (asked,) = view(council, Observer()).graph_motions
    assert (asked.motion, asked.warnings) == ("M1", (Circle(("hub", "south")),))
    assert [each.state for each in asked.graph.references] == ["same", "same", "added"]
    assert asked.graph.standing == asked.graph.projects
    assert not asked.graph.is_same
    assert view(sitting(), Observer()).graph_motions == ()
