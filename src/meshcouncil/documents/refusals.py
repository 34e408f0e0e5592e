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
        "{team} chairs the council: please ask them.",
        "Another team chairs the council: please ask them.",
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
        "Motion {motion} is about this already: second it, or talk about it there.",
        "A motion is about this already: second it, or talk about it there.",
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
    "graph_name_taken": (
        "There is a project called “{what}” already: please choose another name.",
        "There is a project of that name already: please choose another.",
    ),
    "graph_split_unsound": (
        "To split a project, name what it becomes: two new projects at least, and {limit} at most.",
        "To split a project, name the new projects that it becomes: two at least.",
    ),
    "graph_merge_unsound": ("To merge, choose two different projects at least.",),
    "graph_draft_empty": ("Your draft of the project graph is empty: there is nothing to take back.",),
    "model_name_unsound": (
        "“{what}” cannot be a model’s name: please use lower-case letters, figures and underscores, no figure first.",
        "A model’s name has lower-case letters, figures and underscores, and no figure first: please choose another.",
    ),
    "procedure_unsound": (
        "{unsound}",
        "These rules do not go together: please change one of them.",
    ),
    "not_amendable": ("This motion is adopted or not as it stands: vote on it, or move something else.",),
    "third_degree": ("An amendment of an amendment cannot be amended itself: vote on it first.",),
    "amendments_first": (
        "Amendments come before their motion: vote on {motion} first, or accept it.",
        "Amendments come before their motion: vote on them first, or accept them.",
    ),
    "amendment_order": (
        "{motion} goes further, so it is voted on first.",
        "Another amendment goes further, so it is voted on first.",
    ),
    "options_unsound": (
        "A question needs {least} to {most} different answers, each on a line of its own: please write them down.",
        "A question needs at least two different answers, each on a line of its own: please write them down.",
    ),
    "rulebook_unsound": (
        "{unsound}",
        "This rulebook cannot work: please give each class of matters one procedure that can decide it.",
    ),
    "no_emergency": ("No emergency has been dealt: make a usual motion instead.",),
    "not_your_emergency": (
        "Your procedure does not let this seat act alone on that in an emergency: make a usual motion instead.",
    ),
    # --- policies and their way through the pipeline ------------------------------------------------------------------
    "record_unsound": (
        "{unsound_record}",
        "These fields of the policy do not go together: please change one of them.",
    ),
    "date_unsound": (
        "“{date}” is not a day: please write it as year, month and day, like 2027-03-31.",
        "This is not a day: please write it as year, month and day, like 2027-03-31.",
    ),
    "no_such_team": (
        "There is no team “{named}” here: please choose one from the list.",
        "There is no such team here: please choose one from the list.",
    ),
    "no_such_proposal": ("This proposal is not there: please choose one from the list.",),
    "proposal_not_there": (
        "{place}",
        "This proposal is at another place of its way now: please look at what comes next for it.",
    ),
    "not_your_proposal": ("That is for the proposal's champion and its working group: please talk to them.",),
    "proposal_before_council": (
        "Motion {motion} is about this proposal: please wait until the council has spoken, then change it.",
        "The council is deliberating on this proposal: please wait until it has spoken, then change it.",
    ),
    "already_in_group": ("You are in its working group already: go on and write with the others.",),
    "timeline_needed": (
        "A policy for all says how it is enforced and by when projects comply: please fill in both, then submit it.",
    ),
    "no_such_body": (
        "The council asked {bodies}: please name one of them.",
        "The council did not ask this body: please name one that it asked.",
    ),
    # --- votes --------------------------------------------------------------------------------------------------------
    "vote_not_open": ("There is no vote running on this: it may just have been counted.",),
    "text_changed": ("The text changed after you opened it: please read it again, then go on.",),
    "no_such_choice": ("This answer is not on the ballot: please choose one that is.",),
    "ranking_unsound": ("A ranking names each option once, best first: please put at least one option in order.",),
    "marks_unsound": (
        "This ballot is not filled in as it should be: please mark at least one option, with what is offered.",
    ),
    "too_many_dots": (
        "You have {limit} dots to spread: please spread at least one, and no more than that.",
        "You have spread more dots than you have: please take some back.",
    ),
    "clock_runs": ("Its time is not up yet: it ends by itself when the clock has run out.",),
    # --- rounds, objections, open points ------------------------------------------------------------------------------
    "no_round": ("No round is running here: speak in the talk of the council instead.",),
    "turn_taken": ("You have had your turn in this round: please listen to the others now.",),
    "not_your_turn": (
        "It is the turn of {who}: please wait for yours, or pass.",
        "It is not your turn yet: please wait for it, or pass.",
    ),
    "no_test": ("Under this procedure nobody tests an objection: talk with who raised it, or change the text.",),
    "own_objection": ("Others test your objection: take it back if you see it differently now.",),
    "not_your_objection": ("Only who raised an objection can take it back: please ask them.",),
    "no_such_objection": ("This objection does not stand any more: please look at how the motion stands now.",),
    "no_issues_here": ("This motion takes no points right now: say it in the talk of the council instead.",),
    "no_such_issue": ("This point is not on the list: please choose one that is.",),
    "own_issue": ("It is your own point: another seat has to answer or support it.",),
    "already_answered": ("This point has its answer already: put up a new one if something is still open.",),
    "points_open": (
        "Open points that wait for an answer: {count}. Please have each answered before you declare.",
        "Some points still wait for an answer: please have each answered before you declare.",
    ),
    # --- deciding for the council -------------------------------------------------------------------------------------
    "no_offers_now": ("This motion is not looking for somebody to decide it, or your offer is not among them.",),
    "too_many_offers": (
        "More than {limit} offer to decide: please agree on {limit} at most, so that the others take theirs back.",
        "Too many offer to decide: please agree on fewer, so that the others take theirs back.",
    ),
    "advice_unsound": ("Ask seats that are taken and that you have not asked yet: please choose at least one.",),
    "no_advice_now": ("Nobody waits for your advice here: say it in the talk of the council instead.",),
    "ask_advice_first": (
        "Ask seats of other teams first, {teams} at least: please choose whom your motion touches.",
        "Ask seats of other teams first: please choose whom your motion touches.",
    ),
    "advice_awaited": (
        "{who} has not answered yet: please wait for the advice you asked for.",
        "Somebody has not answered yet: please wait for the advice you asked for.",
    ),
    "not_yours_to_decide": ("Somebody else decides this motion: please give them your advice.",),
    "final_vote_not_yet": ("The vote on the charter belongs to a later step: please wait until it begins.",),
    "charter_empty": (
        "The charter says nothing yet: adopt a policy or settle a decision point before you vote on it.",
    ),
    # --- the floor ----------------------------------------------------------------------------------------------------
    "not_in_use": ("Robert’s Rules are not in use here: the facilitator can switch them on.",),
    "outranked": (
        "{motion}, {pending}, is pending: settle it before you move this.",
        "Another motion is pending: settle it before you move this.",
    ),
    "settle_first": (
        "{motion}, {pending}, goes first: settle it, then come back to this.",
        "Another motion goes first: settle it, then come back to this.",
    ),
    "not_pending": (
        "{motion} is not before the council just now: this can only be moved on a motion that is.",
        "That motion is not before the council just now: please choose one that is.",
    ),
    "voting_now": (
        "{motion} is being voted on: please wait for the count, then move this.",
        "A vote is running: please wait for the count, then move this.",
    ),
    "not_main": ("Only a main motion can be put off or handed on: please choose one.",),
    "no_debate": ("This motion is put to the vote without a debate: there is none to end.",),
    "caucus_running": ("A caucus or a recess is on: please wait until it ends, or ask the chair to end it.",),
    "extended_already": ("This has been extended once already: go on in council, then call another.",),
    "time_does_not_divide": (
        "{minutes} minutes do not divide into speeches of {seconds} seconds: please choose lengths that go together.",
        "The whole time does not divide into the speeches: please choose lengths that go together.",
    ),
    "no_caucus": ("There is no caucus and no recess to end.",),
    "nobody_waits": ("Nobody is on the list of speakers: ask for hands first.",),
    "not_on_list": ("This seat is not on the list of speakers: ask for a hand first, then call it.",),
    "list_closed": ("The list of speakers is closed: please ask the chair to open it.",),
    "nobody_speaks": ("Nobody has the floor just now: there is no speech to end or to hand on.",),
    "not_your_speech": ("Only the speaker can hand the rest of the time on: please wait until you have the floor.",),
    "yielded_already": ("Time that was handed on to you cannot be handed on again: use it, or end your speech.",),
    "round_open": ("A round is going on already: let it finish, or close it first.",),
    "no_such_point": ("This point was not raised here: please choose one from the list.",),
    "point_open": ("You have raised such a point already: please wait for the answer.",),
    "point_ruled": ("This point has been settled already: you can read how.",),
    "own_point": ("Somebody else answers your question: please wait.",),
    "no_ruling": ("There is no ruling of the chair to appeal from: please choose a point that was ruled on.",),
    "bad_seconds": ("Please give each speaker {low} to {high} seconds: choose a number in between.",),
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
    "twice": "Each class of matters has one procedure only: please leave one of the two lines out.",
    "rules": "How the council decides must be settled by a vote: please choose a majority or consent for that line.",
    "secret_consent": "Whoever objects must be heard: choose open votes, or another procedure.",
}

_RECORDS: Mapping[str, str] = {
    "weight": "A policy is minor, ordinary or a standard: please choose one of the three.",
    "enforcement": "This way of enforcing a policy is unknown: please choose one from the list.",
    "level": "A failure informs, warns or stops the work: please choose one of the three.",
    "no_kind": "You say how hard a failure counts, but not how the policy is enforced: please choose that too.",
    "no_level": "A day until which failures only warn says nothing by itself: please choose how hard they count.",
}

_PLACES: Mapping[str, str] = {
    "proposed": "This proposal waits for triage: the council first lets it through or rejects it.",
    "triaged": "This proposal waits for its size: the council first calls it minor or major.",
    "minor": "This proposal is a minor one: the council approves or rejects it at once.",
    "working_group": "This proposal is with its working group: its champion submits it for review first.",
    "in_review": "This proposal is in review: please wait for the council's word on it.",
    "further_approval": "This proposal waits for other bodies: the chair records what they say first.",
    "published": "This proposal is in the charter as a policy: please move a change of that policy.",
    "rejected": "This proposal was rejected: please bring a new one that answers the reasons.",
    "withdrawn": "This proposal was taken back: please bring a new one if you need it.",
}

_PENDING: Mapping[str, str] = {
    "main": "the main motion",
    "amend": "an amendment",
    "refer": "a motion to refer",
    "postpone": "a motion to postpone",
    "end_debate": "a motion to end the debate",
    "caucus": "a motion for a caucus",
    "recess": "a motion for a recess",
    "appeal": "an appeal",
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
    ("pending", _PENDING, "pending"),
    ("why", _RECORDS, "unsound_record"),
    ("status", _PLACES, "place"),
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
