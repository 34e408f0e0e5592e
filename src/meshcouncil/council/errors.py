"""How a rule says no.

``Rejected`` carries a stable code and its context, never prose: people, bots and tests switch on the code, and the
sentence a person reads is chosen at the edge. Not-yours and does-not-exist share one code, so that a refusal tells
nobody anything.
"""

from __future__ import annotations

REFUSALS: frozenset[str] = frozenset(
    {
        "no_such_seat",
        "seat_empty",
        "seat_taken",
        "not_your_turn_to_chair",
        "text_empty",
        "text_too_long",
        "council_not_sitting",
        "council_closed",
        "charter_frozen",
        "charter_final",
        "no_such_motion",
        "not_your_motion",
        "motion_not_open",
        "second_not_needed",
        "own_motion",
        "other_matter",
        "already_seconded",
        "may_not_propose",
        "no_such_policy",
        "no_such_decision",
        "no_such_option",
        "already_so",
        "same_motion_open",
        "too_many_motions",
        "graph_unchanged",
        "graph_impossible",
        "graph_name_taken",
        "graph_split_unsound",
        "graph_merge_unsound",
        "graph_draft_empty",
        "model_name_unsound",
        "procedure_unsound",
        "vote_not_open",
        "text_changed",
        "no_such_choice",
        "reason_needed",
        "ranking_unsound",
        "no_emergency",
        "not_your_emergency",
        "final_vote_not_yet",
        "charter_empty",
        "already_introduced",
        "hand_already_up",
        "hand_not_up",
        "no_teammate",
        "inject_already_dealt",
        "no_such_inject",
        "clock_runs",
        "no_round",
        "turn_taken",
        "not_your_turn",
        "too_many_offers",
        "no_test",
        "own_objection",
        "not_your_objection",
        "no_such_objection",
        "no_issues_here",
        "already_answered",
        "own_issue",
        "no_such_issue",
        "points_open",
        "no_offers_now",
        "advice_unsound",
        "no_advice_now",
        "ask_advice_first",
        "advice_awaited",
        "not_yours_to_decide",
        "marks_unsound",
        "too_many_dots",
        "options_unsound",
        "rulebook_unsound",
        "record_unsound",
        "date_unsound",
        "no_such_team",
        "no_such_proposal",
        "proposal_not_there",
        "not_your_proposal",
        "proposal_before_council",
        "already_in_group",
        "timeline_needed",
        "no_such_body",
    }
)


class Rejected(Exception):
    """A rule said no. ``code`` is stable; ``context`` fills the sentence that a person reads."""

    def __init__(self, code: str, **context: object) -> None:
        super().__init__(code)
        if code not in REFUSALS:
            raise KeyError(code)
        self.code = code
        self.context = context
