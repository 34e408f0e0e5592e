"""Bots hold on to what their team looks after when others change the map."""

from __future__ import annotations

from random import Random

import pytest

from meshcouncil.bots.mandate import mandate_of
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Progress
from meshcouncil.council.commands import CastBallot, Introduce, OpenVote, SecondMotion, TableMotion
from meshcouncil.council.definition import (
    ChangeOwner,
    GraphOperation,
    MergeProjects,
    NewProject,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.matters import ChangeGraph
from meshcouncil.council.offers import offers
from meshcouncil.council.views import Seated, view
from tests.bots.builders import ALL_SEATS, at_table, rainbow_road

RESCUER = 7
PARTS = (NewProject("dogs", "Dogs", "rescue_operations"), NewProject("cats", "Cats", "data_platform"))


@pytest.mark.parametrize(
    "operation",
    [
        RemoveProject("rescue_operations"),
        ChangeOwner("rescue_operations", "data_platform"),
        MergeProjects(("rescue_operations", "people_ops"), NewProject("field", "Field", "data_platform")),
        SplitProject("rescue_operations", PARTS),
    ],
)
def test_a_team_votes_against_losing_what_it_looks_after(operation: GraphOperation) -> None:
    moved = (TableMotion(1, ChangeGraph((operation,))), SecondMotion(2, "M1"), OpenVote(9, "M1"))
    said = (Introduce(seat, f"I am seat {seat}.") for seat in ALL_SEATS)
    council = at_table(rainbow_road(), *said, *moved, step="cs2")
    mandate, progress = mandate_of(rainbow_road(), RESCUER, "open"), Progress(0.5, 0.5)
    seen, offered = view(council, Seated(RESCUER)), list(offers(council, RESCUER))
    turns = [Principled().next_command(seen, offered, mandate, progress, Random(seed)) for seed in range(10)]
    votes = [turn.choice for turn in turns if isinstance(turn, CastBallot)]
    assert votes
    assert set(votes) == {"no"}
