"""RFC: final comments, then accept, refuse or postpone (PEP 1; the RFCs of Rust and of Bitol; specification D.13)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.rules.procedures.rfc import RFC
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.procedures.boxes import said

RULES = ProcedureRules(kind="rfc")


def test_a_whole_tally() -> None:
    """Rust: an RFC is merged, closed or postponed; each of the three is a way to dispose of it (D.13)."""
    assert said(RULES, {"yes": 5, "no": 1, "postpone": 2, "abstain": 1}) == Tally(
        result="carried",
        yes=5,
        no=1,
        abstained=1,
        silent=1,
        base="votes_cast",
        base_size=8,
        needed=5,
        quorum=6,
        took_part=9,
        kind="rfc",
        postpone=2,
    )


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"yes": 6, "no": 2, "postpone": 2}, "carried"),
        ({"yes": 2, "no": 2, "postpone": 5}, "postponed"),  # Rust's "postpone", PEP 1's "deferred"
        ({"yes": 2, "no": 5, "postpone": 2}, "lost"),
        ({"yes": 4, "no": 3, "postpone": 3}, "lost"),  # the most, but not more than half
        ({"yes": 3, "no": 0, "postpone": 3}, "lost"),  # a tie adopts nothing and postpones nothing
        ({"yes": 5, "no": 5}, "lost"),
        ({"abstain": 8}, "lost"),
        ({"yes": 1, "abstain": 5}, "carried"),  # who abstains takes part and leaves the base
        ({"postpone": 5}, "no_quorum"),
    ],
)
def test_more_than_half_of_the_votes_cast_decide(answers: dict[str, int], result: TallyResult) -> None:
    """D.13: postponing is a result of its own; D.0: a majority is more than half of the votes cast."""
    assert said(RULES, answers).result == result


@pytest.mark.parametrize(("answers", "result"), [({"yes": 8, "no": 4}, "carried"), ({"yes": 6, "no": 6}, "lost")])
def test_twelve_members_of_a_steering_committee(answers: dict[str, int], result: TallyResult) -> None:
    """Bitol: a steering committee votes on an RFC at its monthly meeting; a tie does not approve it (D.13)."""
    assert said(RULES, answers, seats=12).result == result


def test_final_comments_come_before_the_vote() -> None:
    """Rust: ten days for final comments before the decision; here 90 seconds (D.13)."""
    assert (RFC.before(RULES), RFC.clock) == (("final_comment",), 90)
