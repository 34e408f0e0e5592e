"""Why a rule said no, in one sentence: what is wrong and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter

from meshcouncil.council.definition import Definition
from meshcouncil.documents.words import listed, readable

SENTENCES: Mapping[str, tuple[str, ...]] = {
    # --- texts, in the hall and at a table ----------------------------------------------------------------------------
    "text_empty": (
        "There is nothing written yet: please write {field}.",
        "There is nothing written yet: please write something first.",
    ),
    "text_too_long": (
        "That is {length} characters, and {limit} fit here: please shorten it.",
        "That is too long for {field}, which holds {limit} characters: please shorten it.",
        "That is too long: please shorten it to {limit} characters.",
        "That is too long: please shorten it.",
    ),
    "reason_needed": ("Please say why in a sentence: others need your reason to go on from there.",),
    # --- a table's seats, steps and texts -----------------------------------------------------------------------------
    "no_such_seat": (
        "There is no such seat at table {table}: please choose another.",
        "There is no such seat: please choose another.",
    ),
    "seat_empty": ("Nobody sits in this seat: take it first, then try again.",),
    "seat_taken": (
        "Somebody already sits there at table {table}: please choose another seat.",
        "Somebody already sits there: please choose another seat.",
    ),
    "not_your_turn_to_chair": (
        "{team} calls and closes the votes: please ask them.",
        "Another team calls and closes the votes: please ask them.",
    ),
    "council_not_sitting": ("The council is not sitting in this step: please wait for its next one.",),
    "council_closed": ("The council has ended, so nothing can be changed any more; you can still read everything.",),
    "charter_frozen": ("The charter is being voted on and cannot change meanwhile: please wait for the count.",),
    "charter_final": ("The charter has been adopted and is final; you can still read it and talk about it.",),
    "already_introduced": ("You have already introduced yourself: say more in the talk of the council.",),
    "hand_already_up": ("Your hand is already up: the others can see it.",),
    "hand_not_up": ("Your hand is not up, so there is nothing to lower.",),
    "no_teammate": ("You have no teammate at this table: talk to the whole council instead.",),
    # --- motions ------------------------------------------------------------------------------------------------------
    "no_such_motion": ("This motion is not there: please choose one from the list of motions.",),
    "not_your_motion": ("Only the seat that made this motion may do that: please ask them.",),
    "motion_not_open": ("This motion is past the point where that can be done: please look at how it stands now.",),
    "second_not_needed": ("This motion needs no second: it is ready as it is.",),
    "own_motion": ("A second must come from another seat: please ask somebody to second your motion.",),
    "other_matter": ("A change keeps to what the motion is about: make a new motion for the rest.",),
    "already_seconded": ("Somebody has already seconded this motion: it is ready for the vote.",),
    "may_not_propose": (
        "Under your procedure motions come from {who}: please ask them to make yours.",
        "Under your procedure this seat may not make motions: ask one that may to make yours.",
    ),
    "no_such_policy": ("This policy is not in the charter any more: please choose one that is.",),
    "no_such_decision": ("This decision point is not part of the pack: please choose one from the list.",),
    "no_such_option": ("This answer is not among the options: choose one of them, or write an answer of your own.",),
    "already_so": ("That is already so: there is nothing to change.",),
    "same_motion_open": (
        "Motion {motion} already asks for this: second it, or talk about it there.",
        "A motion already asks for this: second it, or talk about it there.",
    ),
    "too_many_motions": (
        "There is room for {limit} of these: finish or build on one that stands before you add another.",
        "There is no room for more of these: finish or build on one that stands before you add another.",
    ),
    "graph_unchanged": ("This would leave the project graph as it is: choose at least one change, and 24 at most.",),
    "graph_impossible": (
        "“{what}” does not fit into the project graph like that: please choose projects and teams that exist.",
        "The project graph cannot be changed like that: please choose projects and teams that exist.",
    ),
    "procedure_unsound": (
        "{unsound}",
        "These rules do not go together: please change one of them.",
    ),
    "no_emergency": ("No emergency has been dealt: make a usual motion instead.",),
    "not_your_emergency": (
        "Your procedure does not let this seat act alone on that in an emergency: make a usual motion instead.",
    ),
    # --- votes --------------------------------------------------------------------------------------------------------
    "vote_not_open": ("There is no vote running on this: it may just have been counted.",),
    "text_changed": ("The text changed after you opened it: please read it again, then vote.",),
    "no_such_choice": ("This answer is not on the ballot: please choose one that is.",),
    "ranking_unsound": ("A ranking names each option once, best first: please put at least one option in order.",),
    "final_vote_not_yet": ("The vote on the charter belongs to a later step: please wait until it begins.",),
    "charter_empty": (
        "The charter says nothing yet: adopt a policy or settle a decision point before you vote on it.",
    ),
    # --- injects ------------------------------------------------------------------------------------------------------
    "inject_already_dealt": ("This has already been dealt: choose another inject.",),
    "no_such_inject": ("This inject is not part of the pack: please choose one from the list.",),
    # --- who may ask --------------------------------------------------------------------------------------------------
    "not_allowed": ("That is for the facilitator or another seat to do: please ask them.",),
    # --- the gathering's life -----------------------------------------------------------------------------------------
    "already_open": ("This gathering has already been opened: use its links to come in.",),
    "not_open": ("This gathering has not been opened yet: host it first.",),
    "gathering_closed": ("This gathering is over; you can still read everything.",),
    "bad_plan": ("{plan}", "This plan cannot be played: please choose another, or mend the pack."),
    "bad_tables": ("A gathering has between 1 and {limit} tables: please choose a number in between.",),
    "bad_pace": ("The clock can run at {low} to {high} percent of real time: please choose a number in between.",),
    # --- people and seats ---------------------------------------------------------------------------------------------
    "already_here": ("You are already in: go on to the hall.",),
    "hall_full": ("This gathering is full with {limit} people: please ask the facilitator for another one.",),
    "no_such_person": ("This person is not in the hall: they may have left.",),
    "no_such_table": (
        "There is no table {table} in play: please choose another.",
        "There is no such table in play: please choose another.",
    ),
    "not_seated": ("That needs a seat somebody holds: please take one first.",),
    "already_there": ("That is already their place: there is nothing to move.",),
    "already_seated": ("You already have a seat: once the gathering has begun, ask the facilitator to move you.",),
    "seats_are_given": (
        "{giving}",
        "Seats are given out here: please wait, the facilitator will seat you.",
    ),
    "team_waiting": (
        "Every team gets one seat before any gets two: please choose a seat of {teams} at table {table}.",
        "Every team gets one seat before any gets two: please choose a team that still has nobody.",
    ),
    "table_full": ("Table {table} is full: please choose another table.", "The table is full: please choose another."),
    "nobody_waiting": ("Everybody has a seat already: there is nobody left to place.",),
    "no_free_seat": ("Every seat is taken: free one, or host with more tables.",),
    "too_few_dice": ("The draw needs {needed} throws of the dice: please draw again.",),
    "no_bots": ("This gathering was hosted without bots: seat a person instead.",),
    "no_such_bot": ("No bot sits there: it may have made way for a person.",),
    # --- agenda and clock ---------------------------------------------------------------------------------------------
    "already_started": ("The gathering has already begun: go on with its agenda.",),
    "not_running": ("The gathering has not begun: start it first.",),
    "nobody_seated": ("Nobody sits at any table: seat people or bots first, then start.",),
    "team_missing": (
        "Table {table} cannot begin without {teams}: seat a person or a bot for each.",
        "A table cannot begin without all its teams: seat a person or a bot for each.",
    ),
    "no_step_ahead": ("This is the last step: reveal the missions or close the gathering.",),
    "no_step_before": ("This is the first step: there is none to go back to.",),
    "no_such_step": ("This step is not on the agenda: please choose one that is.",),
    "step_not_ahead": ("This step has already begun or is over: only steps ahead can be changed.",),
    "already_skipped": ("This step is already left out: restore it if you want it back.",),
    "not_skipped": ("This step is on the agenda already: there is nothing to restore.",),
    "last_step": ("At least one step must stay on the agenda: restore another before you leave this one out.",),
    "already_paused": ("The clock already stands still: let it run on when you are ready.",),
    "not_paused": ("The clock is running: there is nothing to let run on.",),
    "bad_minutes": ("Please choose a whole number of minutes from {low} to {high}.",),
    # --- help, rooms, presentations -----------------------------------------------------------------------------------
    "no_facilitator": ("This gathering runs without a facilitator: ask the others at your table.",),
    "already_called": ("The facilitator has been called already and will come.",),
    "no_such_call": ("Nobody is waiting for help there: it may have been answered already.",),
    "not_now": ("That is not part of this step: please wait for the step that has it.",),
    "no_such_room": ("This room is for another role: please go to the room of your own.",),
    "no_such_slide": (
        "This step has {slides} slides: please choose one of them.",
        "There is no such slide: please choose another.",
    ),
    # --- missions -----------------------------------------------------------------------------------------------------
    "no_such_goal": ("This mission is not one you can act on: please choose one from your list.",),
    "no_such_claim": ("Nobody claims this mission: it may have been taken back.",),
    "already_judged": ("A verdict has been given on this mission: ask the facilitator if you see it differently.",),
    "already_voted_on": ("Others have begun to vote on this claim, so it cannot change any more.",),
    "already_voted": ("You have already voted on this claim: one vote each.",),
    "own_claim": ("Others vote on your claim: please wait for them.",),
    "facilitator_judges": ("The facilitator judges the claims here: please wait for the verdict.",),
    "table_judges": ("The table judges the claims here: its seats vote on them.",),
    "too_early": ("It is too early for that: please wait for the last step.",),
    "already_revealed": ("The missions are open to all already: claims can no longer change.",),
}
"""For every code its sentences, the most telling first: the first whose blanks the context can fill is used."""

_FIELDS: Mapping[str, str] = {
    "name": "a name",
    "text": "a text",
    "clause": "the clause that shows it",
    "reason": "your reason",
    "title": "a title",
    "names": "names for the bots",
}

_UNSOUND: Mapping[str, str] = {
    "share": "A threshold or a quorum must be more than none and at most all: please choose another share.",
    "super": "A large majority is more than half: choose two thirds, three quarters or four fifths.",
    "secret_chair": "The chair's ballot cannot break a tie in secret: choose open votes, or another rule for ties.",
    "secret_teams": "Seats of one team must be seen to agree: choose open votes, or count by seats.",
    "secret_consent": "Whoever objects must be heard: choose open votes, or another procedure.",
}

_PLANS: Mapping[str, str] = {
    "steps": "This plan has no steps that can be played one after the other: please mend its agenda in the pack.",
    "seats": "This plan has no seats, or the same seat twice: please mend the roles in the pack.",
    "min_teams": "This plan asks for more teams than it has: please mend the smallest number of seats in the pack.",
}

_SEATINGS: Mapping[str, str] = {
    "random": "Seats are drawn by lot here: please wait for the draw.",
    "facilitator": "The facilitator gives out the seats here: please wait a moment.",
}


def refusal_sentence(code: str, context: Mapping[str, object], names: Mapping[str, str] | None = None) -> str:
    """Say what is wrong and what to do instead. `names` turns ids in the context (teams, say) into titles.

    Raises KeyError for a code that no rule knows.
    """
    known = _in_words(context, names or {})
    return next(
        sentence.format_map(known)
        for sentence in SENTENCES[code]
        if all(blank in known for blank in blanks_of(sentence))
    )


def blanks_of(sentence: str) -> frozenset[str]:
    """Name the blanks of a sentence."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def names_in(definition: Definition) -> Mapping[str, str]:
    """Give the titles of the ids that refusals mention, from a pack."""
    return {team.id: team.name for team in definition.teams}


def _in_words(context: Mapping[str, object], names: Mapping[str, str]) -> dict[str, str]:
    """Give the context as words, without what is None, and with the sentences that hang on one of its values."""
    words = {name: _word(value, names) for name, value in context.items() if value is not None}
    for name, table, blank in _CHOSEN_BY:
        if words.get(name) in table:
            words[blank] = table[words[name]]
    if "field" in words:
        words["field"] = _FIELDS.get(words["field"], "something")
    return words


_CHOSEN_BY: tuple[tuple[str, Mapping[str, str], str], ...] = (
    ("why", _UNSOUND, "unsound"),
    ("what", _PLANS, "plan"),
    ("seating", _SEATINGS, "giving"),
)


def _word(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    if isinstance(value, Iterable):
        return listed(names.get(str(each), readable(str(each))) for each in value)
    return str(value)
