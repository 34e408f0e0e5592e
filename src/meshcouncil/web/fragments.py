"""The pieces that pages are made of: which events make each stale, and what each is drawn from.

First load and live update draw the same template from the same context, so the live page is the reloaded page. A shared
fragment is drawn once for everybody at a table who has the same few permissions; a personal one for each viewer.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from meshcouncil.council import events as at_table
from meshcouncil.gathering import events as in_hall
from meshcouncil.web import contexts
from meshcouncil.web.scene import Scene

Context = Mapping[str, object]
Kinds = frozenset[type]

ALL_AT_TABLE: Kinds = frozenset(get_args(at_table.Event))
ALL_IN_HALL: Kinds = frozenset(get_args(in_hall.Event))

TALK: Kinds = frozenset({at_table.Said})
WORDS: Kinds = frozenset({at_table.Introduced, at_table.FactDeclared})
HANDS: Kinds = frozenset({at_table.HandRaised, at_table.HandLowered, at_table.SpeakerCalled})
VOTING: Kinds = frozenset({at_table.BallotCast, at_table.CharterBallotCast})
DRAFTING: Kinds = frozenset({at_table.GraphDrafted})
FLOOR: Kinds = frozenset(get_args(at_table.FloorEvent)) - {at_table.ParliamentarySwitched}
"""Who speaks, which moves nothing but the floor; the motion stack moves all that has to do with motions."""
CAUCUSES: Kinds = frozenset({at_table.CaucusBegun, at_table.CaucusEnded})
DELIBERATION: Kinds = ALL_AT_TABLE - TALK - WORDS - HANDS - DRAFTING - FLOOR
SETTLING: Kinds = DELIBERATION - VOTING
SEATING: Kinds = frozenset({at_table.SeatFilled, at_table.SeatVacated})

HELP: Kinds = frozenset({in_hall.HelpCalled, in_hall.HelpAnswered})
SIDE_TALK: Kinds = HELP | {in_hall.SaidInRoom}
CLAIMING: Kinds = frozenset(
    {in_hall.GoalClaimed, in_hall.ClaimWithdrawn, in_hall.ClaimVoteCast, in_hall.GoalJudged, in_hall.MissionsRevealed}
)
COMING: Kinds = frozenset(
    {
        in_hall.HallEntered,
        in_hall.PersonRenamed,
        in_hall.HallLeft,
        in_hall.SeatTaken,
        in_hall.SeatLeft,
        in_hall.BotSeated,
        in_hall.BotRemoved,
    }
)
STEPS: Kinds = ALL_IN_HALL - SIDE_TALK - CLAIMING - COMING | {in_hall.MissionsRevealed}
CLOCK: Kinds = frozenset({in_hall.ClockPaused, in_hall.ClockResumed, in_hall.StepExtended})
NEWS: Kinds = frozenset({in_hall.BroadcastSent, in_hall.InjectDealt})
SHOWING: Kinds = frozenset({in_hall.SlideShown, in_hall.TablePresented})
AGENDA: Kinds = frozenset({in_hall.StepSkipped, in_hall.StepRestored, in_hall.StepMinutesChanged})
STAGES: Kinds = STEPS - CLOCK - NEWS - SHOWING - AGENDA
"""The gathering goes on to something else: what a personal drawing of a table knows of the hall."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of a page. `variant` None: personal; else everybody at the same table and of one variant shares it."""

    name: str
    context: Callable[[Scene], Context]
    table: Kinds = frozenset()
    hall: Kinds = frozenset()
    presence: bool = False
    pads: bool = False
    every_table: bool = False
    variant: Callable[[Scene], Hashable] | None = field(default=None)


def _permissions(scene: Scene) -> Hashable:
    return scene.permissions


def eyes_of(scene: Scene) -> str:
    """Name the kind of viewer: the variant of what all of a kind at a table see alike."""
    return type(scene.viewer).__name__


def _eyes_at_table(scene: Scene) -> Hashable:
    return type(scene.viewer).__name__, scene.place.table if scene.place else 0


FRAGMENTS: Mapping[str, Fragment] = {
    each.name: each
    for each in (
        # the table
        Fragment("bar", contexts.bar, hall=STEPS - NEWS - SHOWING, variant=eyes_of),
        Fragment("brief", contexts.personal, table=SEATING),
        Fragment("team", contexts.people, table=SEATING | HANDS | WORDS, hall=COMING, presence=True),
        Fragment("work-nav", contexts.shared, table=SETTLING, variant=_permissions),
        Fragment("motions", contexts.motions, table=SETTLING | CAUCUSES),
        Fragment("floor", contexts.floor, table=SETTLING | FLOOR | HANDS),
        Fragment("vote", contexts.motions, table=DELIBERATION - {at_table.CharterBallotCast}),
        Fragment("decisions", contexts.decisions, table=SETTLING, variant=_permissions),
        Fragment("graph", contexts.graph, table=SETTLING, variant=_permissions),
        Fragment("graph-draft", contexts.graph_draft, table=SETTLING | DRAFTING),
        Fragment("policies", contexts.shared, table=SETTLING, variant=_permissions),
        Fragment("proposals", contexts.personal, table=SETTLING),
        Fragment("procedure", contexts.procedure, table=SETTLING, variant=_permissions),
        Fragment(
            "people",
            contexts.people,
            table=SEATING | HANDS | WORDS,
            hall=COMING | HELP | STAGES,
            presence=True,
        ),
        Fragment(
            "talk",
            contexts.personal,
            table=TALK | WORDS | SEATING | {at_table.StepBegun, at_table.CouncilClosed},
        ),
        Fragment("facts", contexts.personal, table=WORDS | SEATING | {at_table.StepBegun, at_table.CouncilClosed}),
        Fragment("final", contexts.personal, table=DELIBERATION - {at_table.BallotCast}),
        Fragment(
            "notices",
            contexts.notices,
            table=frozenset({at_table.FinalVoteCalled, at_table.FinalVoteClosed, at_table.CouncilClosed}),
            hall=NEWS | STAGES,
            variant=eyes_of,
        ),
        # the lobby
        Fragment("lobby-seats", contexts.seats, hall=COMING | STEPS),
        Fragment("lobby-me", contexts.seats, hall=COMING | STEPS),
        Fragment("hall-seats", contexts.seats, hall=COMING | STEPS),
        Fragment("hall-start", contexts.console, hall=COMING | STEPS),
        # the sidebar
        Fragment("room-people", contexts.room, hall=COMING | STEPS),
        Fragment("room-talk", contexts.room, hall=frozenset({in_hall.SaidInRoom}) | STEPS | COMING),
        # presentations
        Fragment(
            "present", contexts.present, hall=STEPS | COMING, table=SETTLING, every_table=True, variant=_eyes_at_table
        ),
        # the debrief
        *(
            Fragment(
                name, draw, hall=CLAIMING | COMING | STEPS, table=SETTLING, every_table=True, variant=_eyes_at_table
            )
            for name, draw in (
                ("debrief-missions", contexts.debrief),
                ("debrief-winners", contexts.debrief),
                ("debrief-tables", contexts.debrief),
                ("debrief-habits", contexts.habits),
                ("debrief-timeline", contexts.timeline),
            )
        ),
        Fragment("claims", contexts.claims, hall=CLAIMING | COMING | STEPS, table=SETTLING),
        # the facilitator
        Fragment("console-bar", contexts.console, hall=ALL_IN_HALL),
        Fragment("console-agenda", contexts.console, hall=STEPS),
        Fragment("console-notes", contexts.notes, hall=STEPS),
        Fragment("console-tables", contexts.tables, hall=ALL_IN_HALL, table=ALL_AT_TABLE, pads=True, every_table=True),
        Fragment("console-people", contexts.console_people, hall=ALL_IN_HALL),
        Fragment("console-talk", contexts.console_talk, hall=ALL_IN_HALL, table=TALK | SEATING, every_table=True),
        Fragment("console-claims", contexts.console_claims, hall=CLAIMING | STEPS, table=SETTLING, every_table=True),
        # the projector
        Fragment("screen", contexts.screen, hall=ALL_IN_HALL, table=SETTLING | FLOOR, every_table=True),
    )
}

PAGES: Mapping[str, tuple[str, ...]] = {
    "lobby": ("bar", "lobby-me", "lobby-seats", "notices"),
    "table": (
        "bar",
        "notices",
        "brief",
        "team",
        "work-nav",
        "vote",
        "final",
        "motions",
        "decisions",
        "graph",
        "graph-draft",
        "policies",
        "proposals",
        "procedure",
        "people",
        "floor",
        "talk",
        "facts",
    ),
    "sidebar": ("bar", "room-people", "room-talk", "notices"),
    "presentations": ("bar", "present", "notices"),
    "debrief": (
        "bar",
        "claims",
        "debrief-winners",
        "debrief-missions",
        "debrief-tables",
        "debrief-habits",
        "debrief-timeline",
    ),
    "hall": ("console-bar", "hall-start", "hall-seats", "notices"),
    "console": (
        "console-bar",
        "console-agenda",
        "console-notes",
        "console-tables",
        "console-people",
        "console-talk",
        "console-claims",
        "notices",
    ),
    "onlooker": (
        "bar",
        "final",
        "vote",
        "motions",
        "policies",
        "proposals",
        "decisions",
        "graph",
        "procedure",
        "people",
        "floor",
        "facts",
    ),
    "screen": ("screen",),
}
"""Which fragments each page is made of; `hall` is the facilitator's lobby."""
