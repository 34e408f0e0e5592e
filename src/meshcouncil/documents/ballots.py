"""Who voted how, once it may be known."""

from __future__ import annotations

from collections.abc import Mapping

from meshcouncil.council.definition import Definition
from meshcouncil.council.state import Ballot
from meshcouncil.documents.matters import CHOICES, ranking_sentence, seats_sentence
from meshcouncil.documents.words import quoted, readable


def votes_by_answer(
    ballots: Mapping[int, Ballot], definition: Definition, labels: Mapping[str, str] = CHOICES
) -> tuple[str, ...]:
    """Say who gave which answer, an answer at a time; ranked ballots seat by seat.

    Ask only about open ballots that were counted: the caller keeps secret ballots secret.
    """
    ranked = tuple(
        f"{definition.roles_by_number[seat].title}: {ranking_sentence(ballot.ranking, labels)}"
        for seat, ballot in sorted(ballots.items())
        if ballot.ranking
    )
    by_answer: dict[str, list[int]] = {}
    for seat, ballot in sorted(ballots.items()):
        if not ballot.ranking:
            by_answer.setdefault(ballot.choice, []).append(seat)
    order = [*CHOICES, *sorted(by_answer)]
    return ranked + tuple(
        f"{labels.get(choice, readable(choice))}: {_voters(by_answer[choice], len(ballots), definition)}"
        for choice in sorted(by_answer, key=order.index)
    )


def _voters(seats: list[int], all_ballots: int, definition: Definition) -> str:
    if len(seats) == all_ballots > 2:
        return "everyone who voted"
    return seats_sentence(definition, seats)


def objections(ballots: Mapping[int, Ballot], definition: Definition) -> tuple[str, ...]:
    """Say who objects, and why."""
    return tuple(
        f"{definition.roles_by_number[seat].title} objects: {quoted(ballot.reason)}"
        for seat, ballot in sorted(ballots.items())
        if ballot.choice == "object" and ballot.reason
    )
