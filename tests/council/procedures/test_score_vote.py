"""Score vote: points, their means and spreads (Loomio's poll types; the Tennessee example; specification D.9)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.procedures.boxes import Marks, marked

RULES = ProcedureRules(kind="score_vote")
CITIES = ("memphis", "nashville", "chattanooga", "knoxville", "none")


def cities(memphis: int, nashville: int, chattanooga: int, knoxville: int) -> Marks:
    return dict(zip(CITIES, (memphis, nashville, chattanooga, knoxville), strict=False))


def test_the_capital_of_tennessee() -> None:
    """The Tennessee example (Wikipedia, "Score voting"): Nashville leads with 603 points of 100 voters, 6.03 each."""
    groups = [
        (42, cities(10, 4, 2, 0)),
        (26, cities(0, 10, 4, 2)),
        (15, cities(0, 6, 10, 6)),
        (17, cities(0, 5, 7, 10)),
    ]
    assert marked(RULES, groups, CITIES) == Tally(
        result="nominated",
        yes=100,
        no=0,
        abstained=0,
        silent=0,
        base="votes_cast",
        base_size=100,
        needed=1,
        quorum=51,
        took_part=100,
        kind="score_vote",
        totals=(("memphis", 420), ("nashville", 603), ("chattanooga", 457), ("knoxville", 312), ("none", 0)),
        spreads=(
            ("memphis", 0, 10),
            ("nashville", 4, 10),
            ("chattanooga", 2, 10),
            ("knoxville", 0, 10),
            ("none", 0, 0),
        ),
        winner="nashville",
    )


def test_points_never_decide_for_good() -> None:
    """D.9: a score shows means and spreads and is not for final decisions: the leader is nominated, never adopted."""
    results = [
        marked(ProcedureRules(kind="score_vote", confirm=confirm), [(6, {"a": 9})], ("a", "none"), seats=10).result
        for confirm in (False, True)
    ]
    assert results == ["nominated", "nominated"]


def test_much_liked_by_some_may_lead_over_liked_enough_by_most() -> None:
    """Score voting (Wikipedia): a majority of 6 that mildly prefers b loses to 4 that much prefer a; it shows here."""
    tally = marked(RULES, [(6, {"a": 7, "b": 8}), (4, {"a": 10, "b": 0})], ("a", "b", "none"))
    assert (tally.winner, tally.totals) == ("a", (("a", 82), ("b", 48), ("none", 0)))
    assert tally.spreads == (("a", 7, 10), ("b", 0, 8), ("none", 0, 0))


@pytest.mark.parametrize(
    ("groups", "result", "abstained"),
    [
        ([(6, {"a": 5, "b": 5})], "lost", 0),  # a tie for the first place
        ([(6, {"a": 0, "b": 0})], "lost", 0),  # nothing is a score as well
        ([(6, {"none": 10, "a": 9})], "lost", 0),
        ([(5, {}), (1, {"a": 1})], "nominated", 5),
        ([(5, {"a": 10})], "no_quorum", 0),
    ],
)
def test_what_leads_and_what_does_not(groups: list[tuple[int, Marks]], result: TallyResult, abstained: int) -> None:
    tally = marked(RULES, groups, ("a", "b", "none"), seats=10)
    assert (tally.result, tally.abstained) == (result, abstained)
