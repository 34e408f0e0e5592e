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
    "approval": 0.75,
    "consensus": 0.7,
    "rough_consensus": 0.65,
    "dot_vote": 0.65,
    "score_vote": 0.65,
    "rfc": 0.65,
    "apache_vote": 0.6,
    "lazy_consensus": 0.6,
    "delegation": 0.55,
    "advice_process": 0.55,
    "unanimous_consent": 0.5,
    "unanimity": 0.35,
    "emergency_power": 0.3,
    "temperature_check": 0.2,
    "check_poll": 0.2,
}
_KINDS: Mapping[ProcedureKind, str] = {
    "simple_majority": "a simple majority",
    "supermajority": "a larger majority",
    "unanimity": "unanimity",
    "consent": "consent, so that a reasoned objection stops a motion",
    "ranked_choice": "ranked choice, so that everyone puts the options in order",
    "unanimous_consent": "unanimous consent, so that we vote only where somebody objects",
    "consensus": "consensus, so that one block stops a motion and standing aside does not",
    "rough_consensus": "rough consensus: we hum, answer every open point, and the chair says where we are",
    "approval": "approval, so that everyone ticks all the options they can live with",
    "dot_vote": "dots, so that everyone spreads a few points over the options",
    "score_vote": "scores from 0 to 10, with a vote on what comes first",
    "lazy_consensus": "lazy consensus, so that silence agrees once enough of us have read a motion",
    "apache_vote": "votes of +1 and -1, where a justified -1 stops a motion",
    "delegation": "delegation, so that one of us decides for all",
    "advice_process": "the advice process, so that whoever moves something asks around and then decides",
    "rfc": "requests for comments, with a final comment before the vote",
    "emergency_power": "the word of one team, which the council confirms or undoes later",
    "temperature_check": "thumbs, which bind nobody",
    "check_poll": "a show of who has read it, which binds nobody",
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
    base = f" {_BASES[rules.base]}" if rules.kind in ("simple_majority", "supermajority", "unanimity") else ""
    second = "a second is needed" if rules.second_needed else "no second is needed"
    return f"{kind}{base}; {second}"
