"""What a council can choose when it agrees on how to decide: the questions of each procedure, and their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never, get_args

from meshcouncil.council.definition import (
    BallotSecrecy,
    Base,
    Definition,
    EmergencyRule,
    Fraction,
    ProcedureRules,
    Proposers,
    TieRule,
)
from meshcouncil.documents.procedures import Electorate, chair_of, least_seats, most_asides, quorum_share
from meshcouncil.documents.words import BASES, count_of, duration, share

THRESHOLDS = (Fraction(2, 3), Fraction(3, 4), Fraction(4, 5))
"""The thresholds of a supermajority that a council is offered; a pack may set another."""

QUORUMS = (Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(3, 4), Fraction(1, 1))
"""The quorums that a council is offered; a pack may set another."""


CLOCKS = (0, 30, 60, 90, 120, 180, 300, 600)
"""The seconds of a deadline that a council is offered; 0: the procedure's own."""

LOOPS = (0, 1, 2, 3, 4, 5)
"""The rounds with objections that a council is offered before it falls back on a vote; 0: the procedure's own."""

DOTS = (1, 2, 3, 4, 5, 7, 10)
"""The dots for each seat that a council is offered."""

STAND_ASIDES = (Fraction(1, 10), Fraction(1, 5), Fraction(3, 10), Fraction(1, 2))
"""The shares of seats that a council is offered to let stand aside from a consensus."""


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """One answer to a question about how to decide: what a form posts, in words, and whether it holds now."""

    value: str
    words: str
    holds: bool


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """The answers offered to each question about how to decide; what holds now is always among them."""

    bases: tuple[RuleChoice, ...]
    thresholds: tuple[RuleChoice, ...]
    quorums: tuple[RuleChoice, ...]
    proposers: tuple[RuleChoice, ...]
    seconds: tuple[RuleChoice, ...]
    ballots: tuple[RuleChoice, ...]
    ties: tuple[RuleChoice, ...]
    emergencies: tuple[RuleChoice, ...]
    rounds: tuple[RuleChoice, ...]
    clocks: tuple[RuleChoice, ...]
    every_team: tuple[RuleChoice, ...]
    loops: tuple[RuleChoice, ...]
    stand_asides: tuple[RuleChoice, ...]
    dots: tuple[RuleChoice, ...]
    vetoes: tuple[RuleChoice, ...]
    confirms: tuple[RuleChoice, ...]


def rule_choices(now: ProcedureRules, definition: Definition, electorate: Electorate) -> RuleChoices:
    """Offer every answer to each question, short enough for a list, and the same whatever way to decide holds now."""
    bases: tuple[Base, ...] = get_args(Base)
    proposers: tuple[Proposers, ...] = get_args(Proposers)
    ballots: tuple[BallotSecrecy, ...] = get_args(BallotSecrecy)
    ties: tuple[TieRule, ...] = get_args(TieRule)
    emergencies: tuple[EmergencyRule, ...] = get_args(EmergencyRule)
    return RuleChoices(
        bases=tuple(RuleChoice(each, BASES[each], each == now.base) for each in bases),
        thresholds=_thresholds(now),
        quorums=_quorums(now, electorate),
        proposers=tuple(RuleChoice(each, _who_moves(each, definition), each == now.proposers) for each in proposers),
        seconds=_yes_or_no(now.second_needed, "needed: one other seat", "not needed"),
        ballots=tuple(RuleChoice(each, _SECRECY[each], each == now.ballots) for each in ballots),
        ties=tuple(RuleChoice(each, _at_a_tie(each, definition), each == now.tie) for each in ties),
        emergencies=tuple(RuleChoice(each, _who_acts(each, definition), each == now.emergency) for each in emergencies),
        rounds=_yes_or_no(now.rounds, "Everyone speaks in turn before the vote", "The vote is opened without rounds"),
        clocks=_numbers(now.clock, CLOCKS, lambda each: duration(each) if each else "as usual"),
        every_team=_yes_or_no(now.every_team, "Somebody of every team must take part", "Teams may be missing"),
        loops=_numbers(now.loops, LOOPS, lambda each: count_of(each, "round") if each else "as usual"),
        stand_asides=tuple(
            RuleChoice(
                _written(each),
                f"at most {most_asides(replace(now, stand_asides=each), electorate)} ({share(each)})",
                _is_same(each, now.stand_asides),
            )
            for each in _with(now.stand_asides, STAND_ASIDES)
        ),
        dots=_numbers(now.dots, DOTS, lambda each: f"{count_of(each, 'dot')} each"),
        vetoes=_yes_or_no(now.veto, "One −1 with a reason stops a motion", "More for than against; a −1 stops nothing"),
        confirms=_yes_or_no(now.confirm, "The winner still needs a vote for or against it", "The winner is adopted"),
    )


_SECRECY: Mapping[BallotSecrecy, str] = {
    "open": "open: everyone sees who voted how",
    "secret": "secret: only numbers are shown",
}


def _who_moves(proposers: Proposers, definition: Definition) -> str:
    match proposers:
        case "any_seat":
            return "anyone at the table"
        case "one_per_team":
            return "one seat of each team"
        case "chair_team":
            return f"only {chair_of(definition)}"
        case _:
            assert_never(proposers)


def _at_a_tie(tie: TieRule, definition: Definition) -> str:
    match tie:
        case "not_adopted":
            return "it is not adopted"
        case "chair_decides":
            return f"the vote of {chair_of(definition)} decides"
        case "vote_again":
            return "the council votes once more"
        case _:
            assert_never(tie)


def _who_acts(emergency: EmergencyRule, definition: Definition) -> str:
    match emergency:
        case "council":
            return "the council decides as always"
        case "chair_team":
            return f"{chair_of(definition)} may act at once"
        case "hub_owner":
            return "the team that owns the hub may act at once"
        case _:
            assert_never(emergency)


def _yes_or_no(now: bool, yes: str, no: str) -> tuple[RuleChoice, ...]:
    return (RuleChoice("yes", yes, now), RuleChoice("no", no, not now))


def _numbers(now: int, offered: tuple[int, ...], words: Callable[[int], str]) -> tuple[RuleChoice, ...]:
    held = offered if now in offered else tuple(sorted((*offered, now)))
    return tuple(RuleChoice(str(each), words(each), each == now) for each in held)


def _thresholds(now: ProcedureRules) -> tuple[RuleChoice, ...]:
    if now.kind != "supermajority":  # of the other procedures a threshold says nothing
        return tuple(RuleChoice(_written(each), share(each), each == THRESHOLDS[0]) for each in THRESHOLDS)
    offered = _with(now.threshold, THRESHOLDS)
    return tuple(RuleChoice(_written(each), share(each), _is_same(each, now.threshold)) for each in offered)


def _quorums(now: ProcedureRules, electorate: Electorate) -> tuple[RuleChoice, ...]:
    return tuple(
        RuleChoice(_written(each), f"{least_seats(each, electorate)}{quorum_share(each)}", _is_same(each, now.quorum))
        for each in _with(now.quorum, QUORUMS)
    )


def _with(held: Fraction, offered: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Put the share that holds now among those offered, from the smallest to the largest."""
    if any(_is_same(held, each) for each in offered):
        return offered
    return tuple(sorted((*offered, held), key=lambda each: each.over / each.under))


def _is_same(one: Fraction, other: Fraction) -> bool:
    return one.over * other.under == other.over * one.under


def _written(fraction: Fraction) -> str:
    return f"{fraction.over}/{fraction.under}"
