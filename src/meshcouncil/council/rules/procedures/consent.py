"""Consent: adopted when nobody has a reasoned objection (sociocracy; specification D.5).

There is no abstaining: who does not object consents. After three rounds with objections the matter falls back to two
thirds of the votes cast.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.matters import Matter
from meshcouncil.council.rules.procedures.procedure import (
    BallotBox,
    Procedure,
    YesNo,
    everyone_in_turn,
    tallied,
)
from meshcouncil.council.tallies import Tally

CONSENT_ROUNDS = 3


def fallback(rules: ProcedureRules) -> ProcedureRules:
    """Give the rules that decide after the last consent round."""
    return replace(rules, kind="supermajority", threshold=Fraction(2, 3), base="votes_cast", clock=0)


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the two answers to 'do you object?'."""
    return ("consent", "object")


def count(box: BallotBox) -> Tally:
    """Carry a proposal against which a quorum raised no objection."""
    answers = [ballot.choice for ballot in box.votes.values()]
    objections = answers.count("object")
    counted = YesNo(
        yes=answers.count("consent"),
        no=objections,
        abstained=0,
        silent=len(box.electorate) - len(answers),
        base_size=len(box.electorate),
    )
    tally = tallied(box, counted, needed=0, result="objected" if objections else "carried")
    return replace(tally, objections=objections, base="seats")


CONSENT = Procedure(
    kind="consent",
    title="Consent",
    sentence="Adopted when nobody has a reasoned objection: good enough for now, safe enough to try.",
    fits="Policies people must live with every day, and that can be reviewed later.",
    choices=choices,
    count=count,
    states=(
        "presented",
        "clarifying round",
        "reaction round",
        "consent round",
        "testing and working in objections",
        "adopted until its review, or put to a two-thirds vote",
    ),
    ties="It knows no tie: one objection that stands is enough to hold the motion up.",
    family="consent",
    source="Sociocracy For All; the guide to Sociocracy 3.0; Loomio's guide to consent",
    reasoned=frozenset({"object"}),
    before=everyone_in_turn,
    loops=CONSENT_ROUNDS,
    fallback=fallback,
)
