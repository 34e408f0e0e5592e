"""What a seat may fill in on a ballot: an answer, an order, ticks, dots, points or a hum."""

from __future__ import annotations

from meshcouncil.council.commands import CastBallot
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import ABSTAIN, MOST_POINTS, Procedure
from meshcouncil.council.rules.standing import REASON_LIMIT, check_length, check_text
from meshcouncil.council.state import Ballot, Motion

HUM = "hum"


def checked_ballot(motion: Motion, rules: ProcedureRules, command: CastBallot) -> Ballot:
    """Give the ballot tidied; require that it is filled in as the procedure's ballots are."""
    procedure = PROCEDURES[rules.kind]
    reason = check_length(command.reason, REASON_LIMIT)
    if procedure.ballot == "choice":
        return _choice(motion, procedure, command, reason)
    if command.choice == ABSTAIN and not command.ranking and not command.marks:
        return Ballot(ABSTAIN, reason)
    if procedure.ballot == "ranking":
        return Ballot(reason=reason, ranking=_ranking(motion, command))
    if command.choice or command.ranking:
        raise Rejected("marks_unsound")
    return Ballot(reason=reason, marks=_marks(motion, procedure, rules, command.marks))


def _choice(motion: Motion, procedure: Procedure, command: CastBallot, reason: str) -> Ballot:
    if command.ranking or command.marks or command.choice not in motion.choices:
        raise Rejected("no_such_choice", choice=command.choice[:40])
    if command.choice in procedure.reasoned:
        if not reason:
            raise Rejected("reason_needed")
        return Ballot(command.choice, check_text(command.reason, REASON_LIMIT))
    return Ballot(command.choice, reason)


def _ranking(motion: Motion, command: CastBallot) -> tuple[str, ...]:
    ranking = command.ranking
    in_order = len(set(ranking)) == len(ranking) and set(ranking) <= set(motion.choices)
    if command.choice or command.marks or not ranking or not in_order:
        raise Rejected("ranking_unsound")
    return ranking


def _marks(
    motion: Motion, procedure: Procedure, rules: ProcedureRules, marks: tuple[tuple[str, int], ...]
) -> tuple[tuple[str, int], ...]:
    """Give the marks in the order of the ballot; an option that got nothing is left out, but not of a score."""
    given = dict(marks)
    known = {HUM} if procedure.ballot == "hum" else set(motion.choices)
    if len(given) < len(marks) or not set(given) <= known or any(mark < 0 for mark in given.values()):
        raise Rejected("marks_unsound")
    match procedure.ballot:
        case "ticks":
            sound = any(given.values()) and all(mark <= 1 for mark in given.values())
        case "dots":
            sound = 0 < sum(given.values()) <= rules.dots
        case "points":
            sound = bool(given) and all(mark <= MOST_POINTS for mark in given.values())
        case _:
            sound = set(given) == {HUM} and given[HUM] <= MOST_POINTS
    if not sound:
        raise Rejected("too_many_dots" if procedure.ballot == "dots" else "marks_unsound", limit=rules.dots)
    order = [HUM] if procedure.ballot == "hum" else list(motion.choices)
    keeps_zero = procedure.ballot in ("points", "hum")
    return tuple((option, given[option]) for option in order if option in given and (given[option] or keeps_zero))
