"""Habits that hurt a council, found in its record: what was seen, in which motion, and what to try next time (D.19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from meshcouncil.council import events as at_table
from meshcouncil.council.definition import Definition
from meshcouncil.council.matters import AmendMotion
from meshcouncil.council.rules.policy_records import GLOBAL
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.state import Council, Motion, PastRound, Policy
from meshcouncil.documents.procedures import is_secret
from meshcouncil.documents.words import count_of, listed, quoted, shortened

Kind = Literal[
    "hollow_objection",
    "unread_silence",
    "unstated_base",
    "casting_vote",
    "toothless_policy",
    "unseen_text",
    "wordsmithing",
    "rules_for_all",
]

LEAST_WORDS = 4
"""A reason with fewer words says that somebody is against it, but not what harm it would do."""
SHORT_NOTICE = 15
"""Seconds of silence that nobody can have read a text in."""
MANY_WORDINGS = 4
"""Earlier wordings of one motion, or amendments to it, from which on it is the wording that is debated."""
MANY_POLICIES = 3
"""From so many policies on it is no accident that each of them binds everyone."""
NAMED = 3
"""How many further motions or policies a sentence names."""


@dataclass(frozen=True, slots=True)
class AntiPattern:
    """A habit that was seen: where, in a sentence, and what to try next time. `motions`: those it was seen in."""

    kind: Kind
    title: str
    sentence: str
    advice: str
    motions: tuple[str, ...] = ()


TITLES: dict[Kind, str] = {
    "hollow_objection": "An objection without a reason",
    "unread_silence": "Silence that nobody meant",
    "unstated_base": "A majority of what?",
    "casting_vote": "The chair decided a tie",
    "toothless_policy": "A policy that nobody looks after",
    "unseen_text": "A vote on a text that was just changed",
    "wordsmithing": "Words, words, words",
    "rules_for_all": "One rule for everyone, every time",
}
"""What each habit is called."""

ADVICE: dict[Kind, str] = {
    "hollow_objection": "Ask what harm it would do, and to whom. A reason can be worked into the text; a no cannot.",
    "unread_silence": "Give it more time, and ask everyone to mark what they have read before silence counts.",
    "unstated_base": "Say of every threshold what it is a share of: the votes cast, those who take part, or all seats.",
    "casting_vote": "Let a tie mean “not adopted”, or talk for two minutes and vote once more.",
    "toothless_policy": "Name a steward and how it is kept, if only by a review; what nobody checks nobody follows.",
    "unseen_text": "Read the new wording aloud and ask for one round of reactions before you vote on it.",
    "wordsmithing": "Agree on what it should do and let two people word it; or adopt it on trial, with a review date.",
    "rules_for_all": "Ask of each policy whether one team could decide it alone; local rules are easier to change.",
}
"""What to try next time."""


def anti_patterns(council: Council, events: Iterable[at_table.Event] = ()) -> tuple[AntiPattern, ...]:
    """Find the habits in a council's record, in the order of the specification (D.19).

    `events`, where they are at hand, show which texts were changed right before a vote.
    """
    found = (
        _hollow_objections(council),
        _unread_silence(council),
        _unstated_base(council),
        _casting_vote(council),
        _toothless_policies(council),
        _unseen_texts(events),
        _wordsmithing(council),
        _rules_for_all(council),
    )
    return tuple(each for each in found if each is not None)


def _seen(kind: Kind, sentence: str, motions: Iterable[str] = ()) -> AntiPattern:
    return AntiPattern(kind, TITLES[kind], sentence, ADVICE[kind], tuple(dict.fromkeys(motions)))


def _also(motions: Iterable[str], first: str) -> str:
    """Name the further motions in which the same was seen."""
    further = [motion for motion in dict.fromkeys(motions) if motion != first]
    if not further:
        return ""
    rest = len(further) - NAMED
    return f" The same in {listed([*further[:NAMED], *([f'{rest} more'] if rest > 0 else [])])}."


def _rounds(council: Council) -> Iterator[tuple[Motion, PastRound]]:
    for motion in council.motions.values():
        for past in motion.rounds:
            yield motion, past


# --- one after the other ----------------------------------------------------------------------------------------------


def _hollow_objections(council: Council) -> AntiPattern | None:
    hollow = [
        (motion.id, seat, ballot.reason)
        for motion, past in _rounds(council)
        if not is_secret(past.rules)
        for seat, ballot in sorted(past.ballots.items())
        if ballot.choice in PROCEDURES[past.rules.kind].reasoned and len(ballot.reason.split()) < LEAST_WORDS
    ]
    if not hollow:
        return None
    motion, seat, reason = hollow[0]
    said = f"with {quoted(shortened(reason, 60))} alone" if reason else "without a reason"
    sentence = f"In {motion} the {_title(council.definition, seat)} stopped the council {said}."
    motions = [each for each, _, _ in hollow]
    return _seen("hollow_objection", sentence + _also(motions, motion), motions)


def _unread_silence(council: Council) -> AntiPattern | None:
    silent = [(motion.id, past) for motion, past in _rounds(council) if _is_unread(past)]
    if not silent:
        return None
    motion, past = silent[0]
    seats = past.tally.yes + past.tally.no + past.tally.silent
    read = f"{past.tally.yes} had said that they read it" if past.tally.yes else "nobody had said that they read it"
    sentence = f"{motion} was adopted by the silence of {past.tally.silent} of {count_of(seats, 'seat')}; {read}."
    motions = [each for each, _ in silent]
    return _seen("unread_silence", sentence + _also(motions, motion), motions)


def _is_unread(past: PastRound) -> bool:
    tally, procedure = past.tally, PROCEDURES[past.rules.kind]
    if tally.result != "carried" or past.rules.kind not in ("lazy_consensus", "unanimous_consent") or not tally.silent:
        return False
    is_hasty = (past.rules.clock or procedure.clock) < SHORT_NOTICE
    few = tally.yes == 0 if past.rules.kind == "unanimous_consent" else tally.yes < tally.silent
    return is_hasty or few


def _unstated_base(council: Council) -> AntiPattern | None:
    misread = [
        (motion.id, past)
        for motion, past in _rounds(council)
        if past.rules.kind == "simple_majority" and past.tally.result == "lost" and past.tally.yes > past.tally.no
    ]
    motions = [each for each, _ in misread]
    if misread:
        motion, past = misread[0]
        counted = {"seats": "all seats", "teams": "all teams"}.get(past.rules.base, "everyone who took part")
        votes = f"{past.tally.yes} yes and {past.tally.no} no"
        sentence = f"{motion} had {votes} and was not adopted, because the majority was one of {counted}."
        return _seen("unstated_base", sentence + _also(motions, motion), motions)
    counted_any = next((motion.id for motion, _ in _rounds(council)), "")
    if counted_any and council.procedure is None and not council.rulebook:
        sentence = "You voted without ever saying how you decide: the usual rules said for you what a majority is of."
        return _seen("unstated_base", sentence, [counted_any])
    return None


def _casting_vote(council: Council) -> AntiPattern | None:
    decided = [(motion.id, past) for motion, past in _rounds(council) if past.tally.by_chair]
    if not decided:
        return None
    motion, past = decided[0]
    chair = council.definition.teams_by_id[council.definition.chair_team].name
    sentence = f"In {motion} it stood {past.tally.yes} to {past.tally.no}, and the vote of {chair} alone decided."
    motions = [each for each, _ in decided]
    return _seen("casting_vote", sentence + _also(motions, motion), motions)


def _toothless_policies(council: Council) -> AntiPattern | None:
    bare = [each for each in council.policies_in_force if not each.record.steward or not each.record.enforcement]
    if not bare:
        return None
    first = bare[0]
    lacks = [
        *([] if first.record.steward else ["who looks after it"]),
        *([] if first.record.enforcement else ["how it is kept"]),
    ]
    says = f"says neither {lacks[0]} nor {lacks[1]}" if len(lacks) > 1 else f"does not say {lacks[0]}"
    others = len(bare) - 1
    more = f" Nor do {others} others." if others > 1 else " Nor does another." if others else ""
    sentence = f"Policy {first.id}, {quoted(first.title)}, {says}.{more}"
    return _seen("toothless_policy", sentence, [policy.motion for policy in bare])


def _unseen_texts(events: Iterable[at_table.Event]) -> AntiPattern | None:
    motions = list(_changed_right_before_a_vote(events))
    if not motions:
        return None
    sentence = f"The wording of {motions[0]} changed after the last word of the debate, and was voted on at once."
    return _seen("unseen_text", sentence + _also(motions, motions[0]), motions)


_Spoken = (
    at_table.Said
    | at_table.TurnTaken
    | at_table.SpokeInRound
    | at_table.SpeechEnded
    | at_table.IssueRaised
    | at_table.AdviceGiven
)
"""Events that show that the council talked."""


def _changed_right_before_a_vote(events: Iterable[at_table.Event]) -> Iterator[str]:
    """Name the motions that came to a vote in a wording of which nobody said a word.

    A wording after objections is what the procedure asks for; one that the council voted into the motion was before it
    already.
    """
    fresh: set[str] = set()
    accepted: set[str] = set()
    objected: set[str] = set()
    for event in events:
        match event:
            case at_table.Said(audience=audience) if audience != "council":
                continue
            case at_table.AmendmentAccepted(motion):
                accepted.add(motion)
            case at_table.VoteClosed(motion, tally) if tally.result in ("objected", "rework"):
                objected.add(motion)
            case at_table.MotionRevised(motion, amendment=amendment) if motion not in objected:
                if not amendment or amendment in accepted:
                    fresh.add(motion)
            case at_table.VoteOpened(motion) if motion in fresh:
                fresh.discard(motion)
                yield motion
            case _ if isinstance(event, _Spoken):
                fresh.clear()
            case _:
                continue


def _wordsmithing(council: Council) -> AntiPattern | None:
    amendments: dict[str, int] = {}
    for motion in council.motions.values():
        if isinstance(motion.matter, AmendMotion):
            amendments[motion.matter.motion] = amendments.get(motion.matter.motion, 0) + 1
    much = [
        motion
        for motion in council.motions.values()
        if max(len(motion.wordings), amendments.get(motion.id, 0)) >= MANY_WORDINGS
    ]
    if not much:
        return None
    first = max(much, key=lambda each: len(each.wordings) + amendments.get(each.id, 0))
    offered = count_of(amendments.get(first.id, 0), "amendment")
    sentence = f"{first.id} went through {count_of(len(first.wordings) + 1, 'wording')} and {offered}."
    motions = [motion.id for motion in much]
    return _seen("wordsmithing", sentence + _also(motions, first.id), motions)


def _rules_for_all(council: Council) -> AntiPattern | None:
    policies: tuple[Policy, ...] = council.policies_in_force
    if len(policies) < MANY_POLICIES or any(policy.record.scope not in ("", GLOBAL) for policy in policies):
        return None
    sentence = f"All {len(policies)} policies of your charter bind every team; not one is a team's own."
    return _seen("rules_for_all", sentence, [policy.motion for policy in policies])


def _title(definition: Definition, seat: int) -> str:
    return definition.roles_by_number[seat].title
