"""What one pair of eyes may see of a table, built up from nothing.

A new field of the state is invisible until somebody writes the line here that shows it. No view carries a sequence
number or a count that an event hidden from its viewer could move.
"""

from __future__ import annotations

from meshcouncil.council.views.decisions import BoardView, DecisionView, board_view
from meshcouncil.council.views.floor import FloorView, floor_view
from meshcouncil.council.views.motions import ChoiceView, MotionView
from meshcouncil.council.views.people import BriefView, MessageView, SeatView, brief_of
from meshcouncil.council.views.permission import permissions
from meshcouncil.council.views.policies import PolicyView, policy_view
from meshcouncil.council.views.project_graph import (
    ComparedGraph,
    GraphDraftView,
    GraphMotionView,
    GraphView,
    ProjectView,
    graph_view,
)
from meshcouncil.council.views.proposals import ProposalView
from meshcouncil.council.views.stages import StageView
from meshcouncil.council.views.table import TableView, view
from meshcouncil.council.views.viewers import Facilitator, Observer, Seated, Viewer

__all__ = [
    "BoardView",
    "BriefView",
    "ChoiceView",
    "ComparedGraph",
    "DecisionView",
    "Facilitator",
    "FloorView",
    "GraphDraftView",
    "GraphMotionView",
    "GraphView",
    "MessageView",
    "MotionView",
    "Observer",
    "PolicyView",
    "ProjectView",
    "ProposalView",
    "SeatView",
    "Seated",
    "StageView",
    "TableView",
    "Viewer",
    "board_view",
    "brief_of",
    "floor_view",
    "graph_view",
    "permissions",
    "policy_view",
    "view",
]
