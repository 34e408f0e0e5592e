"""Questions of the council's own, with answers of its own: what to do first, whom to choose (dot vote and its kin)."""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import Event, QuestionAnswered
from meshcouncil.council.matters import AskCouncil, Matter
from meshcouncil.council.rules.procedures.procedure import NONE_OF_THESE
from meshcouncil.council.rules.standing import TITLE_LIMIT, check_text
from meshcouncil.council.state import Council, Motion
from meshcouncil.council.tallies import Tally

OPTIONS = range(2, 13)
"""How many answers a question may have."""

RESERVED = frozenset({NONE_OF_THESE, "adopt", "abstain"})


def checked(_council: Council, matter: AskCouncil) -> AskCouncil:
    """Give the question on one line with different answers, at least two."""
    question = check_text(" ".join(matter.question.split()), 2 * TITLE_LIMIT)
    options = tuple(check_text(" ".join(each.split()), TITLE_LIMIT) for each in matter.options if each.strip())
    different = {each.casefold() for each in options}
    if len(options) not in OPTIONS or len(different) < len(options) or different & RESERVED:
        raise Rejected("options_unsound", least=OPTIONS[0], most=OPTIONS[-1])
    return AskCouncil(question, options)


def enacted(motion: Motion) -> tuple[Event, ...]:
    """Give the answer as it was counted, the best first; a question without a count among several keeps its order.

    Answers that got the same share a rank. Of a secret count that is not told, only what won is known.
    """
    if not isinstance(motion.matter, AskCouncil):
        return ()
    if motion.tally is not None and motion.tally.withheld:
        return (QuestionAnswered(motion.matter.question, ((motion.tally.winner, 0),), motion.id),)
    totals = motion.tally.totals if motion.tally is not None else ()
    if motion.tally is not None and motion.tally.rounds:
        totals = motion.tally.rounds[-1].counts
    listed = tuple(each for each in totals if each[0] != NONE_OF_THESE) or tuple(
        (each, 0) for each in motion.matter.options
    )
    order = tuple(sorted(listed, key=lambda each: -each[1]))
    return (QuestionAnswered(motion.matter.question, order, motion.id),)


def noted(matter: Matter, tally: Tally) -> Tally:
    """Take the count of a question as its answer though nothing won: answers may share the first place, or come second.

    Nothing binding was asked, so an answer that nobody gave, or that is not told, is the only one that is none.
    """
    given = any(number for _, number in tally.totals) or any(
        number for each in tally.rounds for _, number in each.counts
    )
    is_answer = isinstance(matter, AskCouncil) and tally.result == "lost" and given
    return replace(tally, result="noted") if is_answer else tally
