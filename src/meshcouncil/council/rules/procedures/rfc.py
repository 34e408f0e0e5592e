"""RFC: a written proposal, a clock for final comments, then a vote that may also postpone (specification D.13).

A new argument that two other seats find substantial stops the clock and opens the debate again.
"""

from __future__ import annotations

from dataclasses import replace

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import Matter, Stage
from meshcouncil.council.rules.procedures.procedure import (
    ABSTAIN,
    BallotBox,
    Procedure,
    YesNo,
    choice_counts,
    tally_of,
)
from meshcouncil.council.tallies import Tally, TallyResult

POSTPONE = "postpone"


def final_comment_first(_rules: ProcedureRules) -> tuple[Stage, ...]:
    """Give the stage before the ballot: a last chance to bring up what nobody thought of."""
    return ("final_comment",)


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the answers: accept, refuse, not now, or none of them."""
    return ("yes", "no", POSTPONE, ABSTAIN)


def count(box: BallotBox) -> Tally:
    """Do what more than half of those who said yes, no or postpone want; where nothing has that, it is not adopted."""
    said = choice_counts(box, ("yes", "no", POSTPONE))
    cast = sum(said.values())
    needed = cast // 2 + 1
    result: TallyResult = "carried" if said["yes"] >= needed else "postponed" if said[POSTPONE] >= needed else "lost"
    counted = YesNo(said["yes"], said["no"], len(box.votes) - cast, len(box.electorate) - len(box.votes), cast)
    return replace(tally_of(box, counted, needed, result, "votes_cast"), postpone=said[POSTPONE])


RFC = Procedure(
    kind="rfc",
    title="Request for comments",
    sentence="After a last call for comments, more than half of the votes cast accept it, refuse it or postpone it.",
    fits="Standards and designs that should be thought through in writing first.",
    choices=choices,
    count=count,
    states=("draft", "final comments", "a new argument, so debate again", "voting", "accepted, refused or postponed"),
    ties="A tie adopts nothing and postpones nothing.",
    family="rfc",
    source="PEP 1 of Python; the RFC process of Rust; the RFC process of Bitol",
    before=final_comment_first,
    clock=90,
)
