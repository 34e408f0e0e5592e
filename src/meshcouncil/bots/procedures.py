"""Which way of deciding a bot proposes in the first session, and which it can accept."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from meshcouncil.council.definition import Base, Fraction, ProcedureKind, ProcedureRules

SENSIBLE: tuple[tuple[ProcedureRules, int], ...] = (
    (ProcedureRules(kind="simple_majority", base="votes_cast", quorum=Fraction(3, 5)), 4),
    (ProcedureRules(kind="simple_majority", base="seats", tie="vote_again", emergency="chair_team"), 3),
    (ProcedureRules(kind="supermajority", threshold=Fraction(2, 3), base="votes_cast", emergency="hub_owner"), 5),
    (ProcedureRules(kind="consent", second_needed=False, emergency="chair_team"), 3),
    (ProcedureRules(kind="ranked_choice", emergency="chair_team"), 2),
    (ProcedureRules(kind="simple_majority", base="teams", tie="chair_decides"), 1),
    (ProcedureRules(kind="supermajority", threshold=Fraction(3, 4), base="present", second_needed=False), 1),
)
LIKING: Mapping[ProcedureKind, float] = {
    "simple_majority": 0.9,
    "supermajority": 0.85,
    "consent": 0.75,
    "ranked_choice": 0.75,
    "unanimity": 0.35,
}
_KINDS: Mapping[ProcedureKind, str] = {
    "simple_majority": "a simple majority",
    "supermajority": "a larger majority",
    "unanimity": "unanimity",
    "consent": "consent, so that a reasoned objection stops a motion",
    "ranked_choice": "ranked choice, so that everyone puts the options in order",
}
_BASES: Mapping[Base, str] = {
    "votes_cast": "of the votes cast",
    "present": "of those who take part",
    "seats": "of all seats",
    "teams": "of the teams, one vote each",
}


def proposed_rules(dice: Random, tried: frozenset[ProcedureRules]) -> ProcedureRules:
    """Draw a sensible procedure, one that was not moved before."""
    left = [(rules, weight) for rules, weight in SENSIBLE if rules not in tried] or list(SENSIBLE)
    return dice.choices([rules for rules, _ in left], [weight for _, weight in left])[0]


def accepts(rules: ProcedureRules, dice: Random, patience: float) -> bool:
    """Tell whether a bot votes for a procedure; the later it gets (`patience` falls to 0), the gladder it takes any."""
    liking = LIKING[rules.kind] - 0.15 * (rules.proposers == "chair_team")
    return dice.random() < liking + 0.25 * (1 - patience)


def in_words(rules: ProcedureRules) -> str:
    """Say in one sentence what a procedure is."""
    kind = _KINDS[rules.kind]
    if rules.kind == "supermajority":
        kind = f"at least {rules.threshold.over} in {rules.threshold.under}"
    base = f" {_BASES[rules.base]}" if rules.kind not in ("consent", "ranked_choice") else ""
    second = "a second is needed" if rules.second_needed else "no second is needed"
    return f"{kind}{base}; {second}"
