"""Claims at the end: which goals a seat says are met, with the words that show it, and whom it believes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from meshcouncil.bots.mandate import Mandate
from meshcouncil.bots.strategy import GoalClaim
from meshcouncil.council.definition import Goal, Reading
from meshcouncil.council.predicates import Facts, Predicate, decisions_in, holds
from meshcouncil.council.views import TableView

CLAUSE_LIMIT = 900


def claims_on(view: TableView, mandate: Mandate) -> tuple[GoalClaim, ...]:
    """Claim every goal that a person must judge, that holds, and that the charter shows in so many words."""
    facts = facts_of(view, mandate)
    claims = []
    for aim in mandate.aims:
        if aim.claimable and holds(aim.predicate, facts):
            clause = evidence(view, mandate, aim.predicate)
            if clause:
                claims.append(GoalClaim(mandate.seat, aim.goal, clause))
    return tuple(claims)


def believed(view: TableView, goal: Goal, clause: str, mandate: Mandate, reading: Reading) -> bool:
    """Tell whether a claim convinces: the goal's predicate holds, and the clause says what stands in the charter."""
    if not holds(goal.predicate(reading), facts_of(view, mandate)):
        return False
    written = [point.settled_text for topic in view.topics for point in topic.points if point.is_settled]
    written += [policy.text for policy in view.policies]
    return any(text and text in clause for text in written)


def facts_of(view: TableView, mandate: Mandate) -> Facts:
    """Give what the charter says, as the view shows it."""
    return mandate.facts(_settled(view), passed=view.passed, documented=view.documented)


def evidence(view: TableView, mandate: Mandate, predicate: Predicate) -> str:
    """Quote the clauses on which a goal rests: those whose other answers could have decided it otherwise."""
    settled = _settled(view)
    texts = {point.id: point.settled_text for topic in view.topics for point in topic.points}
    bearing = _bearing(mandate, settled, predicate)
    quoted: list[str] = []
    for decision in bearing:
        if sum(map(len, quoted)) + len(texts[decision]) <= CLAUSE_LIMIT:
            quoted.append(texts[decision])
    return " ".join(quoted)


def _bearing(mandate: Mandate, settled: Mapping[str, str], predicate: Predicate) -> Iterable[str]:
    facts = mandate.facts(settled)
    for point in mandate.decisions:
        if point.id not in settled or point.id not in decisions_in(predicate, mandate.quantities):
            continue
        others = (mandate.facts({**settled, point.id: option.id}) for option in point.options)
        if any(holds(predicate, other) != holds(predicate, facts) for other in others):
            yield point.id


def _settled(view: TableView) -> dict[str, str]:
    return {point.id: point.settled_option for topic in view.topics for point in topic.points if point.settled_option}
