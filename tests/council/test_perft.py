"""The number of ways in which a small council can go on: it moves as soon as any rule does.

Only the business of the council is counted (motions, seconds, ballots, proposals, the final vote), not talk, not the
floor, and not what a seat drafts for itself. When a number moves and should, look at the difference first:
`continuations` lists what was counted.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from meshcouncil.council.commands import (
    ClearGraphDraft,
    Command,
    DealInject,
    DeclareFact,
    DraftGraph,
    FloorCommand,
    Introduce,
    LowerHand,
    RaiseHand,
    Say,
    UndoGraphDraft,
)
from meshcouncil.council.definition import Definition, ProcedureRules, ProjectGraph
from meshcouncil.council.matters import AddPolicy, SettleDecision
from meshcouncil.council.offers import offers
from meshcouncil.council.state import Council
from tests.council.builders import carried, did, opened, sitting, small_pack, voting

CONSENT = ProcedureRules(kind="consent", second_needed=False)
RANKED = ProcedureRules(kind="ranked_choice", second_needed=False)
TALK = (Introduce, DeclareFact, RaiseHand, LowerHand, Say, DraftGraph, UndoGraphDraft, ClearGraphDraft, FloorCommand)


def tiny_pack(rules: ProcedureRules | None = None) -> Definition:
    """Three seats in two teams, one decision point with three options, no projects."""
    pack = small_pack(rules)
    return replace(
        pack,
        roles=tuple(role for role in pack.roles if role.number in (1, 2, 5)),
        decisions=pack.decisions[1:2],
        couplings=(),
        graph=ProjectGraph(),
    )


def continuations(council: Council) -> Iterator[Command]:
    """Every command of business that any seat may send now."""
    for seat in sorted(council.seats):
        for offer in offers(council, seat):
            if not isinstance(offer.command, TALK):
                yield offer.command


def perft(council: Council, depth: int) -> int:
    """Count the ways of so many commands."""
    if depth == 0:
        return 1
    if depth == 1:
        return sum(1 for _ in continuations(council))
    return sum(perft(did(council, command), depth - 1) for command in continuations(council))


def at_first(rules: ProcedureRules | None = None) -> Council:
    return sitting(tiny_pack(rules))


def in_an_emergency() -> Council:
    return did(at_first(ProcedureRules(emergency="chair_team")), DealInject("fire"))


def with_an_open_motion() -> Council:
    return opened(at_first(), SettleDecision("cadence", "daily"), seconder=2)


def in_a_vote(rules: ProcedureRules | None = None) -> Council:
    return voting(at_first(rules), SettleDecision("cadence", "daily"), seconder=2)


def with_a_charter() -> Council:
    return carried(at_first(), AddPolicy("Name things", "By their team."))


def test_the_first_numbers_by_hand() -> None:
    """Each of three seats may move a procedure, a rulebook, a question, a policy, three options, an answer of its own
    and a new project, and propose a policy: 10. The chair may call three kinds of caucus besides.

    After any motion there are two seconds and one withdrawal more; a procedure, a rulebook and an option cannot be
    moved twice, and no caucus beside another. A proposal may be revised and withdrawn by its champion, and each seat
    may move that it goes on, or that it is rejected.
    """
    first = 3 * 10 + 3
    assert perft(at_first(), 1) == first
    again, once, caucus, proposed = first + 3, first - 3 + 3, first - 3 + 3, first + 2 + 3 * 2
    assert perft(at_first(), 2) == 3 * (4 * again + 5 * once + proposed) + 3 * caucus


@pytest.mark.parametrize(
    ("council", "depth", "count"),
    [
        (at_first(), 3, 42_555),
        (in_an_emergency(), 1, 38),
        (in_an_emergency(), 2, 1_487),
        (with_an_open_motion(), 1, 46),
        (with_an_open_motion(), 2, 2_152),
        (in_a_vote(), 1, 40),
        (in_a_vote(), 2, 1_657),
        (in_a_vote(CONSENT), 1, 37),
        (in_a_vote(CONSENT), 2, 1_597),
        (in_a_vote(RANKED), 1, 46),
        (in_a_vote(RANKED), 2, 2_326),
        (with_a_charter(), 1, 49),
        (with_a_charter(), 2, 2_404),
    ],
)
def test_the_ways_to_go_on(council: Council, depth: int, count: int) -> None:
    assert perft(council, depth) == count
