"""Consensus with blocks and stand-asides (specification D.6).

A block holds the motion up until it is worked in, lifted or found to be no block. When nobody blocks but too many stand
aside, the result is ``rework``: the motion is open again, and the test counts as one that failed, as D.6 has it. After
two failed tests four fifths of the votes cast decide.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.matters import Matter
from meshcouncil.council.rules.procedures.procedure import (
    BallotBox,
    Procedure,
    YesNo,
    choice_counts,
    everyone_in_turn,
    tallied,
)
from meshcouncil.council.tallies import Tally, TallyResult

FAILED_TESTS = 2
POSITIONS = ("agree", "reservations", "stand_aside", "block")


def fallback(rules: ProcedureRules) -> ProcedureRules:
    """Give the rules that decide after the last failed test."""
    return replace(rules, kind="supermajority", threshold=Fraction(4, 5), base="votes_cast", clock=0)


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the positions that a seat can take."""
    return POSITIONS


def asides_allowed(seats: int, rules: ProcedureRules) -> int:
    """Count the seats that may stand aside: at most the share that the rules name, of all seats."""
    return seats * rules.stand_asides.over // rules.stand_asides.under


def count(box: BallotBox) -> Tally:
    """Carry what nobody blocks, somebody supports, and no more stand aside from than may."""
    seats = len(box.electorate)
    said = choice_counts(box, POSITIONS)
    support, asides, blocks = said["agree"] + said["reservations"], said["stand_aside"], said["block"]
    allowed = asides_allowed(seats, box.rules)
    agreed = support > 0 and asides <= allowed
    result: TallyResult = "objected" if blocks else "carried" if agreed else "rework"
    tally = tallied(box, YesNo(support, blocks, asides, seats - len(box.votes), seats), 0, result)
    return replace(
        tally,
        base="seats",
        objections=blocks,
        asides=asides,
        asides_allowed=allowed,
        reservations=said["reservations"],
    )


CONSENSUS = Procedure(
    kind="consensus",
    title="Consensus",
    sentence="Adopted when nobody blocks and only a few stand aside.",
    fits="Matters that need everyone's support, in a group that knows one another well.",
    choices=choices,
    count=count,
    states=(
        "proposal",
        "concerns",
        "test for consensus",
        "agreed, blocked, or too many stand aside and it is reworked",
        "after two failed tests, a vote by four fifths",
    ),
    ties="It knows no tie: one block that stands is enough to hold the motion up.",
    family="consensus",
    source="Seeds for Change; the consensus process of Occupy",
    reasoned=frozenset({"block"}),
    before=everyone_in_turn,
    loops=FAILED_TESTS,
    fallback=fallback,
)
