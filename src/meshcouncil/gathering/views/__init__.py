"""What one pair of eyes may see of the hall, built up from nothing.

A new field of the state is invisible until somebody writes the line here that shows it. No view carries a sequence
number or a count that an event hidden from its viewer could move.
"""

from __future__ import annotations

from meshcouncil.gathering.views.bar import BarView, ClockView, StripItemView, bar_view
from meshcouncil.gathering.views.claims import ClaimView, GoalView, VerdictView, claims_view
from meshcouncil.gathering.views.console import ActionView, AgendaItemView, InjectView, TableGlanceView, console_view
from meshcouncil.gathering.views.hall import HallView, view
from meshcouncil.gathering.views.notices import AnnouncementView, CallView, InjectNoticeView, NoticesView, notices_view
from meshcouncil.gathering.views.presentations import PresentView, TurnView, present_view
from meshcouncil.gathering.views.rooms import RoomPersonView, RoomView, SayingView, room_view
from meshcouncil.gathering.views.screen import screen_view
from meshcouncil.gathering.views.seats import MeView, PersonView, SeatView, me_view, seats_view

__all__ = [
    "ActionView",
    "AgendaItemView",
    "AnnouncementView",
    "BarView",
    "CallView",
    "ClaimView",
    "ClockView",
    "GoalView",
    "HallView",
    "InjectNoticeView",
    "InjectView",
    "MeView",
    "NoticesView",
    "PersonView",
    "PresentView",
    "RoomPersonView",
    "RoomView",
    "SayingView",
    "SeatView",
    "StripItemView",
    "TableGlanceView",
    "TurnView",
    "VerdictView",
    "bar_view",
    "claims_view",
    "console_view",
    "me_view",
    "notices_view",
    "present_view",
    "room_view",
    "screen_view",
    "seats_view",
    "view",
]
