"""Apache voting: +1, 0, -1 (the Apache page on voting; specification D.11)."""

import pytest

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.procedures.boxes import box_of, count, said

CODE = ProcedureRules(kind="apache_vote", veto=True)
RELEASE = ProcedureRules(kind="apache_vote", veto=False)


def test_a_whole_tally() -> None:
    """The Apache page, expressing votes: a fraction such as -0.5 shows a feeling and no reason; it counts nowhere."""
    assert said(CODE, {"+1": 4, "+0.5": 1, "0": 1, "-0.5": 2}) == Tally(
        result="carried",
        yes=4,
        no=0,
        abstained=4,
        silent=2,
        base="seats",
        base_size=10,
        needed=3,
        quorum=6,
        took_part=8,
        kind="apache_vote",
        totals=(("+1", 4), ("+0.5", 1), ("0", 1), ("-0.5", 2), ("-1", 0)),
    )


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"+1": 3, "0": 3}, "carried"),
        ({"+1": 2, "+0.5": 4}, "lost"),  # two and four halves are not three
        ({"+1": 9, "-1": 1}, "objected"),  # a veto that nobody can override
        ({"-1": 1}, "objected"),  # whoever else took part
        ({"0": 10}, "lost"),
        ({"+1": 5}, "no_quorum"),
    ],
)
def test_a_change_of_code_needs_three_in_favour_and_no_veto(answers: dict[str, int], result: TallyResult) -> None:
    """The Apache page, code modifications: three +1 and no -1 (D.11)."""
    assert said(CODE, answers).result == result


@pytest.mark.parametrize(
    ("answers", "result", "needed"),
    [
        ({"+1": 3, "0": 3}, "carried", 3),
        ({"+1": 4, "-1": 3}, "carried", 4),  # no veto: more for than against
        ({"+1": 3, "-1": 3}, "lost", 4),
        ({"+1": 2, "0": 4}, "lost", 3),
        ({"+1": 4, "-0.5": 6}, "carried", 3),  # fractions are only shown
    ],
)
def test_a_release_needs_three_in_favour_and_more_than_against(
    answers: dict[str, int], result: TallyResult, needed: int
) -> None:
    """The Apache page, package releases: at least three +1 and more +1 than -1; nobody can veto a release (D.11)."""
    tally = said(RELEASE, answers)
    assert (tally.result, tally.needed) == (result, needed)


def test_a_veto_without_a_reason_is_void() -> None:
    """The Apache page: a veto must come with a technical justification, or it has no weight (D.11)."""
    ballots = [*(Ballot("+1") for _ in range(5)), Ballot("-1", "  ")]
    tally = count(box_of(CODE, ballots))
    assert (tally.result, tally.objections, tally.no) == ("carried", 0, 1)


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (2, 2), (3, 3), (4, 3), (10, 3)])
def test_where_fewer_than_three_sit_all_of_them_are_needed(seats: int, needed: int) -> None:
    tally = said(CODE, {"+1": seats}, seats=seats)
    assert (tally.result, tally.needed) == ("carried", needed)
