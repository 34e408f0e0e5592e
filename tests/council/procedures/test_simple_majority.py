"""Simple majority, with the examples of specification D.0-D.2 in whole numbers for ten seats in five teams."""

import pytest

from meshcouncil.council.definition import Base, Fraction, ProcedureRules
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.builders import counted
from tests.council.procedures.boxes import said

CAST = ProcedureRules()
PRESENT = ProcedureRules(base="present")
SEATS = ProcedureRules(base="seats")
TEAMS = ProcedureRules(base="teams")


def end(rules: ProcedureRules, votes: str, ties: int = 0) -> tuple[TallyResult, int, int]:
    """The result, the yes votes needed and the size of the base."""
    tally = counted(rules, votes, ties=ties)
    return tally.result, tally.needed, tally.base_size


def test_a_whole_tally() -> None:
    assert counted(CAST, "yyyynna---") == Tally(
        result="carried",
        yes=4,
        no=2,
        abstained=1,
        silent=3,
        base="votes_cast",
        base_size=6,
        needed=4,
        quorum=6,
        took_part=7,
    )


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ("yyyyynnnna", ("carried", 5, 9)),  # more yes than no (D.2)
        ("yaaaaa----", ("carried", 1, 1)),  # abstentions leave the base; six took part
        ("aaaaaaaaaa", ("lost", 1, 0)),  # nobody said yes or no
        ("nnnnnnnnnn", ("lost", 6, 10)),
        ("yyyyynnnnn", ("lost", 6, 10)),  # a tie is not adopted (D.2)
    ],
)
def test_of_the_votes_cast_there_must_be_more_yes_than_no(votes: str, expected: tuple[TallyResult, int, int]) -> None:
    assert end(CAST, votes) == expected


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ("yyyynnaa--", ("lost", 5, 8)),  # four of eight present
        ("yyyyynaa--", ("carried", 5, 8)),
        ("yyyyyyaaaa", ("carried", 6, 10)),
        ("yyyyyaaaaa", ("lost", 6, 10)),
    ],
)
def test_of_the_seats_present_an_abstention_counts_like_a_no(
    votes: str, expected: tuple[TallyResult, int, int]
) -> None:
    assert end(PRESENT, votes) == expected


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ("yyyyyy----", ("carried", 6, 10)),  # majority of seats: six of ten (D.0)
        ("yyyyy-----", ("no_quorum", 6, 10)),
        ("yyyyyn----", ("lost", 6, 10)),
        ("yyyyyaaaaa", ("lost", 6, 10)),
    ],
)
def test_of_all_seats_six_of_ten_are_needed(votes: str, expected: tuple[TallyResult, int, int]) -> None:
    assert end(SEATS, votes) == expected


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ("yyyyyynnnn", ("carried", 3, 5)),  # three of five teams
        ("yyyyyyyyyn", ("carried", 3, 5)),  # the fifth team differs, so it abstains (D.0)
        ("yyyyynynyn", ("lost", 3, 5)),  # two yes, three abstain
        ("yyyynnnnyn", ("lost", 3, 5)),  # two against two
        ("y-y-y-yyyy", ("lost", 3, 5)),  # who is silent does not agree with the teammate
    ],
)
def test_a_team_has_one_vote_on_which_its_seats_must_agree(votes: str, expected: tuple[TallyResult, int, int]) -> None:
    assert end(TEAMS, votes) == expected


@pytest.mark.parametrize(
    ("quorum", "votes", "result"),
    [
        (Fraction(1, 2), "yyyyy-----", "no_quorum"),  # more than half of ten is six (D.1)
        (Fraction(1, 2), "yyyyya----", "carried"),  # who abstains takes part
        (Fraction(2, 4), "yyyyy-----", "no_quorum"),  # a half is a half however it is written
        (Fraction(3, 5), "yyyyy-----", "no_quorum"),
        (Fraction(3, 5), "yyyyyn----", "carried"),
        (Fraction(2, 3), "yyyyyy----", "no_quorum"),  # seven of ten
        (Fraction(2, 3), "yyyyyyn---", "carried"),
        (Fraction(1, 1), "yyyyyyyyy-", "no_quorum"),
    ],
)
def test_without_a_quorum_nothing_is_decided(quorum: Fraction, votes: str, result: TallyResult) -> None:
    assert counted(ProcedureRules(quorum=quorum), votes).result == result


@pytest.mark.parametrize(
    ("votes", "ties", "expected"),
    [
        ("yyyyynnnnn", 0, "tied"),
        ("yyyyynnnnn", 1, "lost"),  # the second tie ends it
        ("yyyyynnnna", 0, "carried"),
    ],
)
def test_a_tie_may_be_voted_again_once(votes: str, ties: int, expected: TallyResult) -> None:
    assert counted(ProcedureRules(tie="vote_again"), votes, ties=ties).result == expected


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ("nnnyyynnyy", ("carried", True)),  # 5 : 5, team 5 says yes
        ("yyynnnyynn", ("lost", True)),  # 5 : 5, team 5 says no
        ("yyyynnnana", ("lost", True)),  # the seat that abstained leaves the word to the other
        ("yyynyynnnn", ("lost", True)),
        ("yyynynnnyn", ("lost", False)),  # the two seats of the chair differ
        ("yyyynnnnaa", ("lost", False)),  # the chair abstained
        ("yyyynnnn--", ("lost", False)),  # the chair said nothing
    ],
)
def test_the_chairing_team_may_break_a_tie(votes: str, expected: tuple[TallyResult, bool]) -> None:
    tally = counted(ProcedureRules(tie="chair_decides"), votes)
    assert (tally.yes, tally.no) in {(5, 5), (4, 4), (5, 4), (4, 5)}
    assert (tally.result, tally.by_chair) == expected


@pytest.mark.parametrize(
    ("rules", "votes"),
    [
        (ProcedureRules(base="seats", tie="chair_decides"), "yy--nn--yn"),
        (ProcedureRules(base="seats", tie="chair_decides"), "nn-yy-nyy-"),
        (ProcedureRules(base="present", tie="chair_decides"), "nnaaaaaayy"),
        (ProcedureRules(base="seats", tie="vote_again"), "nnyynny---"),
    ],
)
def test_as_many_yes_as_no_far_from_a_majority_is_no_tie(rules: ProcedureRules, votes: str) -> None:
    tally = counted(rules, votes)
    assert (tally.result, tally.by_chair) == ("lost", False)


def test_the_chair_breaks_a_tie_of_all_seats_as_the_sixth_vote() -> None:
    tally = counted(ProcedureRules(base="seats", tie="chair_decides"), "nnnnnyyyyy")
    assert (tally.result, tally.by_chair) == ("carried", True)


def test_a_tie_of_teams_is_broken_by_the_chairing_team_as_one() -> None:
    rules = ProcedureRules(base="teams", tie="chair_decides")
    differing = "nnyyynnnyy"  # two teams say yes, two no, and one differs
    assert (counted(TEAMS, differing).result, counted(rules, differing).result) == ("lost", "carried")


@pytest.mark.parametrize(("cast", "needed"), [(19, 10), (20, 11), (21, 11)])
def test_more_than_half_of_the_votes_cast(cast: int, needed: int) -> None:
    """Robert's Rules of Order Newly Revised (44): a majority of 19 votes is 10, of 20 it is 11, of 21 it is 11."""
    results = [said(CAST, {"yes": yes, "no": cast - yes}, seats=cast) for yes in (needed, needed - 1)]
    assert [(tally.result, tally.needed) for tally in results] == [("carried", needed), ("lost", needed)]


@pytest.mark.parametrize(("base", "needed"), [("votes_cast", 13), ("present", 16), ("seats", 76)])
def test_a_society_of_150_of_whom_30_are_present_and_25_vote(base: Base, needed: int) -> None:
    """Robert's Rules of Order Newly Revised (44): what a majority is depends on what it is a majority of."""
    rules = ProcedureRules(base=base, quorum=Fraction(1, 15))
    tally = said(rules, {"yes": 13, "no": 12, "abstain": 5}, seats=150)
    assert (tally.needed, tally.quorum, tally.result) == (needed, 10, "carried" if needed == 13 else "lost")


@pytest.mark.parametrize(("base", "needed"), [("votes_cast", 13), ("present", 16), ("seats", 26)])
def test_a_congregation_of_50_of_whom_30_are_present_and_24_vote(base: Base, needed: int) -> None:
    """The guide to the model constitution for congregations (ELCA), on Robert's Rules: 13, 16 or 26 votes."""
    rules = ProcedureRules(base=base)
    assert said(rules, {"yes": 12, "no": 12, "abstain": 6}, seats=50).needed == needed


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"yes": 3, "no": 2}, "carried"),
        ({"yes": 2, "no": 2, "abstain": 1}, "lost"),  # a member in conflict abstains, and a tie is no majority
        ({"yes": 2, "no": 1, "abstain": 2}, "carried"),
    ],
)
def test_the_steering_council_of_python_votes(answers: dict[str, int], result: TallyResult) -> None:
    """PEP 13: five members; strictly more than half of those who do not abstain (D.2)."""
    assert said(CAST, answers, seats=5).result == result
