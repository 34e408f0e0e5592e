"""How a rule of the hall says no."""

from __future__ import annotations

REFUSALS: frozenset[str] = frozenset(
    {
        # who may ask
        "not_allowed",
        # the gathering's life
        "already_open",
        "not_open",
        "gathering_closed",
        "bad_plan",  # what: steps, seats or min_teams
        "bad_tables",  # limit
        "bad_pace",  # low, high
        # texts
        "text_empty",  # field
        "text_too_long",  # field, limit
        # people and seats
        "already_here",
        "hall_full",  # limit
        "no_such_person",
        "no_such_table",  # table
        "no_such_seat",  # table, seat
        "not_seated",
        "already_there",
        "already_seated",
        "seats_are_given",  # seating
        "seat_taken",  # table, seat
        "team_waiting",  # table, teams
        "table_full",  # table
        "nobody_waiting",
        "no_free_seat",
        "too_few_dice",  # needed
        "no_bots",
        "no_such_bot",  # table, seat
        # agenda and clock
        "already_started",
        "not_running",
        "nobody_seated",
        "team_missing",  # table, teams
        "no_step_ahead",
        "no_step_before",
        "no_such_step",  # step
        "step_not_ahead",  # step
        "already_skipped",  # step
        "not_skipped",  # step
        "last_step",  # step
        "already_paused",
        "not_paused",
        "bad_minutes",  # low, high
        # injects, talk, presentations
        "no_such_inject",  # inject
        "inject_already_dealt",  # inject
        "no_facilitator",
        "already_called",
        "no_such_call",
        "not_now",
        "no_such_room",
        "no_such_slide",  # slides
        # missions
        "no_such_goal",
        "no_such_claim",
        "already_judged",
        "already_voted_on",
        "already_voted",
        "own_claim",
        "facilitator_judges",
        "table_judges",
        "reason_needed",
        "too_early",
        "already_revealed",
    }
)


class Rejected(Exception):
    """A rule said no. `code` is stable: clients, bots and tests switch on it; `context` is for the sentence."""

    def __init__(self, code: str, **context: object) -> None:
        super().__init__(code)
        if code not in REFUSALS:
            raise KeyError(code)
        self.code = code
        self.context = context

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rejected) and (self.code, self.context) == (other.code, other.context)

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        given = "".join(f", {name}={value!r}" for name, value in self.context.items())
        return f"Rejected({self.code!r}{given})"
