"""How a bot votes: on motions, under every procedure, and on the charter as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from meshcouncil.bots.appraisal import Change, broken_by, gain, hurt_by, own_worth, served_by
from meshcouncil.bots.mandate import Mandate, PublicAim
from meshcouncil.bots.procedures import accepts
from meshcouncil.bots.situation import Situation
from meshcouncil.bots.speech import Speaker, Wish, subject_of, wishes_in_words
from meshcouncil.council.commands import CastBallot
from meshcouncil.council.matters import AdoptProcedure, AskCouncil, SettleDecision
from meshcouncil.council.predicates import holds
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import (
    ABSTAIN,
    MOST_POINTS,
    NONE_OF_THESE,
    BallotForm,
    Procedure,
)
from meshcouncil.council.views import MotionView

Stance = Literal["for", "against", "open"]

WAVERING = 5.0
INDIFFERENCE = 7.0
PATIENCE_UNDER_CONSENT = 20.0
GRUDGE = 100.0
EXPECTED = 1.15
MELLOWING = 0.3
MOODS = 0.5


def stance_on(situation: Situation, motion: MotionView) -> Stance:
    """Tell where the seat stands on a motion, before the dice waver."""
    worth = situation.gain_of(motion.matter) + situation.tolerance
    if worth >= 0:
        return "for"
    return "open" if worth >= -INDIFFERENCE else "against"


def ballot_on(situation: Situation, motion: MotionView, speaker: Callable[[], Speaker]) -> CastBallot:
    """Fill in the ballot on a motion."""
    procedure = PROCEDURES[motion.rules.kind]
    match procedure.ballot:
        case "ranking":
            return _ranked(situation, motion)
        case "ticks" | "dots" | "points":
            return _marked(situation, motion, procedure.ballot)
        case "hum":
            marks = (("hum", _between(_feeling(situation, motion), 0, MOST_POINTS)),)
            return CastBallot(situation.seat, motion.id, motion.version, marks=marks)
        case _:
            return _answered(situation, motion, procedure, speaker)


def _answered(
    situation: Situation, motion: MotionView, procedure: Procedure, speaker: Callable[[], Speaker]
) -> CastBallot:
    """Choose one of the answers; what stops the motion comes with its reason."""
    choice = _choice(situation, motion)
    reason = objection_to(situation, motion, speaker) if choice in procedure.reasoned else ""
    return CastBallot(situation.seat, motion.id, motion.version, choice, reason)


def _choice(situation: Situation, motion: MotionView) -> str:
    offered = {choice.id for choice in motion.choices}
    stops = offered & {"object", "block", "-1"}
    if stops and _objects(situation, motion):
        return stops.pop()
    feeling = _feeling(situation, motion)
    match motion.rules.kind:
        case "consent":
            return "consent"
        case "unanimous_consent":
            return "no_objection"
        case "lazy_consensus":
            return "read"
        case "consensus":
            return "agree" if feeling >= 5 else "reservations" if feeling >= 3 else "stand_aside"
        case "apache_vote":
            return "+1" if feeling >= 5 else "+0.5" if feeling == 4 else "0" if feeling >= 2 else "-0.5"
        case "delegation":
            return "confirm" if feeling >= 2 else "refuse"
        case "rfc":
            answer = _yes_no(situation, motion)
            return "postpone" if answer == "no" and situation.chance(0.4) else answer
        case "temperature_check":
            return "up" if feeling >= 6 else "side" if feeling >= 4 else "down"
        case "check_poll":
            return "done" if situation.chance(0.9) else "not_yet"
        case _:
            return _yes_no(situation, motion)


def _feeling(situation: Situation, motion: MotionView) -> int:
    """Say how glad the seat is of a motion, from 0 to 10; 5 is indifferent."""
    if motion.is_mine:
        return MOST_POINTS
    if isinstance(motion.matter, AdoptProcedure):
        return 8 if _likes(situation, motion) else 2
    worth = situation.gain_of(motion.matter) + situation.tolerance + situation.dice.gauss(0.0, WAVERING)
    return _between(5 + round(worth / 4), 0, MOST_POINTS)


def _between(number: int, least: int, most: int) -> int:
    return max(least, min(most, number))


def _marked(situation: Situation, motion: MotionView, ballot: BallotForm) -> CastBallot:
    """Tick, dot or score what is better than nothing; who finds nothing better abstains."""
    worths = _worths(situation, motion)
    base = worths[NONE_OF_THESE]
    better = [choice for choice in sorted(worths, key=lambda each: (-worths[each], each)) if worths[choice] > base]
    seat = situation.seat
    if ballot == "points":
        marks = tuple((choice, _between(5 + round((worths[choice] - base) / 4), 0, MOST_POINTS)) for choice in worths)
        return CastBallot(seat, motion.id, motion.version, marks=marks)
    if not better:
        return CastBallot(seat, motion.id, motion.version, marks=((NONE_OF_THESE, 1),))
    if ballot == "ticks":
        return CastBallot(seat, motion.id, motion.version, marks=tuple((choice, 1) for choice in better))
    dots = dict.fromkeys(better[: motion.rules.dots], 0)
    for number in range(motion.rules.dots):
        dots[better[min(number // 2, len(dots) - 1)]] += 1
    marks = tuple((choice, count) for choice, count in dots.items() if count)
    return CastBallot(seat, motion.id, motion.version, marks=marks)


def objection_to(situation: Situation, motion: MotionView, speaker: Callable[[], Speaker]) -> str:
    """Give the reason for an objection, from what is public."""
    subject = subject_of(motion.matter, situation.mandate.decisions_by_id, motion.id)
    change = situation.change_of(motion.matter)
    broken = broken_by(situation.mandate, situation.settled, change) if change else ()
    return speaker().objection(subject, wishes_hurt(situation, change), broken)


def charter_choice(situation: Situation) -> str:
    """Vote on the charter as a whole: yes when the seat wins by it, or loses little by it."""
    mandate, settled = situation.mandate, situation.settled
    if mandate.wins(settled):
        return "yes"
    if _has_to_pass(mandate):
        return "yes"
    number = situation.view.final_vote.number if situation.view.final_vote else 1
    balance = (own_worth(mandate, settled) - own_worth(mandate, {})) / GRUDGE
    mood = balance + MELLOWING * (number - 1) + situation.dice.gauss(0.0, MOODS)
    if mood >= EXPECTED:
        return "yes"
    return ABSTAIN if mood >= EXPECTED - 0.2 else "no"


def wishes_served(situation: Situation, change: Change | None) -> tuple[Wish, ...]:
    """Put into words whose open wishes a change serves."""
    if change is None:
        return ()
    aims = served_by(situation.mandate, situation.settled, change)
    return _in_words(situation, aims)


def wishes_hurt(situation: Situation, change: Change | None) -> tuple[Wish, ...]:
    """Put into words whose open wishes a change hurts."""
    if change is None:
        return ()
    aims = hurt_by(situation.mandate, situation.settled, change)
    return _in_words(situation, aims)


def _in_words(situation: Situation, aims: tuple[PublicAim, ...]) -> tuple[Wish, ...]:
    titles: Mapping[int, str] = {seat.number: seat.title for seat in situation.view.seats}
    mandate = situation.mandate
    return wishes_in_words(
        (
            f"the {titles[aim.seat]}" if aim.seat is not None else mandate.team_names[aim.team],
            aim.texts,
            aim.team == mandate.team if aim.seat is None else aim.seat == mandate.seat,
        )
        for aim in aims
    )


def _yes_no(situation: Situation, motion: MotionView) -> str:
    if motion.is_mine:
        return "yes"
    if isinstance(motion.matter, AdoptProcedure):
        return "yes" if _likes(situation, motion) else "no"
    worth = situation.gain_of(motion.matter) + situation.tolerance + situation.dice.gauss(0.0, WAVERING)
    if worth >= 0:
        return "yes"
    if worth >= -INDIFFERENCE and situation.chance(0.5):
        return ABSTAIN
    return "no"


def _objects(situation: Situation, motion: MotionView) -> bool:
    """Under consent a bot stops only what does real harm, and less and less as rounds and time go by."""
    if motion.is_mine:
        return False
    if isinstance(motion.matter, AdoptProcedure):
        return not _likes(situation, motion)
    patience = PATIENCE_UNDER_CONSENT + 8.0 * (motion.round - 1) + 2 * situation.tolerance
    return situation.gain_of(motion.matter) + situation.dice.gauss(0.0, WAVERING) < -patience


def _ranked(situation: Situation, motion: MotionView) -> CastBallot:
    """Rank what is better than nothing, best first; what is worse than nothing stays off the ballot."""
    worths = _worths(situation, motion)
    ranking = sorted(worths, key=lambda choice: (-worths[choice], choice))
    kept = tuple(choice for choice in ranking if worths[choice] >= worths[NONE_OF_THESE])
    return CastBallot(situation.seat, motion.id, motion.version, ranking=kept)


def _worths(situation: Situation, motion: MotionView) -> Mapping[str, float]:
    """Say what each answer of a vote among several is worth to the seat."""
    matter = motion.matter
    if isinstance(matter, SettleDecision) and matter.option:
        return {choice.id: _worth_ranked(situation, matter, choice.id, motion) for choice in motion.choices}
    if isinstance(matter, AskCouncil):
        return {
            choice.id: -1.0 if choice.id == NONE_OF_THESE else situation.dice.uniform(0.0, 10.0)
            for choice in motion.choices
        }
    yes = motion.is_mine or _likes(situation, motion)
    return {"adopt": 8.0 if yes else -8.0, NONE_OF_THESE: 0.0}


def _worth_ranked(situation: Situation, matter: SettleDecision, option: str, motion: MotionView) -> float:
    if option == NONE_OF_THESE:
        return -situation.tolerance
    change = Change(matter.decision, option)
    worth = gain(situation.mandate, situation.settled, change) + situation.dice.gauss(0.0, WAVERING / 2)
    return worth + 6.0 * (motion.is_mine and option == matter.option)


def _likes(situation: Situation, motion: MotionView) -> bool:
    if isinstance(motion.matter, AdoptProcedure):
        return accepts(motion.matter.rules, situation.dice, 1 - situation.progress.step)
    return situation.gain_of(motion.matter) + situation.tolerance + situation.dice.gauss(0.0, WAVERING) >= 0


def _has_to_pass(mandate: Mandate) -> bool:
    """A team whose mission is that some charter passes votes for it, whatever it says."""
    mission = mandate.aim("team_mission").predicate
    return holds(mission, mandate.facts({})) and not holds(mission, mandate.facts({}, passed=False))
