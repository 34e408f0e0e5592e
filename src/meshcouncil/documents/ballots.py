"""Who voted how, once it may be known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from meshcouncil.council.definition import Definition
from meshcouncil.council.state import Ballot
from meshcouncil.documents.matters import CHOICES, ranking_sentence, seats_sentence
from meshcouncil.documents.words import listed, quoted, readable


def votes_by_answer(
    ballots: Mapping[int, Ballot], definition: Definition, labels: Mapping[str, str] = CHOICES
) -> tuple[str, ...]:
    """Say who gave which answer: rankings and objections seat by seat, the rest an answer at a time.

    Ask only about open ballots that were counted: the caller keeps secret ballots secret.
    """
    return tuple(_told(dict(sorted(ballots.items())), definition, labels))


_STOPPING: Mapping[str, str] = {"object": "objects", "block": "blocks", "-1": "says −1"}
"""Answers that stop a motion for a reason, as a verb."""


def _told(ballots: Mapping[int, Ballot], definition: Definition, labels: Mapping[str, str]) -> Iterator[str]:
    titles = {role.number: role.title for role in definition.roles}
    for seat, ballot in ballots.items():
        if ballot.ranking:
            yield f"{titles[seat]}: {ranking_sentence(ballot.ranking, labels)}"
        elif ballot.marks:
            yield f"{titles[seat]}: {marks_sentence(ballot.marks, labels)}"
    answered = {seat: ballot.choice for seat, ballot in ballots.items() if not ballot.ranking and not ballot.marks}
    for choice in _in_order(answered.values()):
        seats = [seat for seat, each in answered.items() if each == choice]
        if choice not in _STOPPING:
            yield f"{labels.get(choice, readable(choice))}: {_voters(seats, len(ballots), definition)}"
    for seat, ballot in ballots.items():
        if ballot.choice in _STOPPING:
            yield f"{titles[seat]} {_STOPPING[ballot.choice]}: {quoted(ballot.reason)}"


def marks_sentence(marks: Iterable[tuple[str, int]], labels: Mapping[str, str]) -> str:
    """Write ticks, dots or points in words: the options ticked, or each with its number."""
    given = [(labels.get(option, readable(option)), number) for option, number in marks]
    if all(number == 1 for _, number in given):
        return listed(name for name, _ in given)
    return ", ".join(f"{name} {number}" for name, number in given)


def _in_order(choices: Iterable[str]) -> list[str]:
    """Order the answers as a ballot lists them."""
    order = list(CHOICES)
    return sorted(set(choices), key=lambda choice: order.index(choice) if choice in order else len(order))


def _voters(seats: list[int], voted: int, definition: Definition) -> str:
    if len(seats) == voted > 2:
        return "everyone who voted"
    return seats_sentence(definition, seats)
