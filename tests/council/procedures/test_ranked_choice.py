"""Ranked choice by instant run-off (specification D.8), with worked examples and the laws of the count."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshcouncil.council.commands import CastBallot
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy, SettleDecision
from meshcouncil.council.rules.procedures.ranked_choice import run_off
from meshcouncil.council.state import Council
from meshcouncil.council.tallies import Round, Tally
from tests.council.builders import CHAIR, OTHERS, cast, closed, counted, did, ranking, refused, sitting, voting

RANKED = ProcedureRules(kind="ranked_choice", second_needed=False)
OPTIONS = ("a", "b", "c", "d", "none")

Ranking = tuple[str, ...]


def rankings(*groups: tuple[int, str]) -> list[Ranking]:
    """Ballots in groups: how many, and the order as letters (`x` is none of these)."""
    names = {"x": "none"}
    return [tuple(names.get(letter, letter) for letter in order) for many, order in groups for _ in range(many)]


def winner(ballots: list[Ranking], options: Ranking = OPTIONS) -> str:
    return run_off(ballots, options)[0]


def test_more_than_half_of_the_first_preferences_wins_at_once() -> None:
    assert run_off(rankings((6, "ab"), (3, "b"), (1, "c")), OPTIONS) == (
        "a",
        (Round((("a", 6), ("b", 3), ("c", 1), ("d", 0), ("none", 0)), ()),),
    )


def test_the_weakest_drops_and_its_ballots_pass_on() -> None:
    """Four for a, three for b, two for c who prefer b: d and none drop first, then c, and b wins 5 to 4 (D.8)."""
    assert run_off(rankings((4, "a"), (3, "b"), (2, "cb")), OPTIONS) == (
        "b",
        (
            Round((("a", 4), ("b", 3), ("c", 2), ("d", 0), ("none", 0)), ("d", "none")),
            Round((("a", 4), ("b", 3), ("c", 2)), ("c",)),
            Round((("a", 4), ("b", 5)), ()),
        ),
    )


def test_a_ballot_without_a_further_rank_leaves_the_base() -> None:
    """Five for a are no majority of twelve, but when c drops and nobody ranked further they are of nine (D.8)."""
    assert winner(rankings((5, "a"), (4, "b"), (3, "c"))) == "a"


def test_options_tied_at_the_bottom_drop_together_below_the_next() -> None:
    """One c and one d together stay below three b, so both drop at once (D.8)."""
    _, rounds = run_off(rankings((4, "a"), (3, "b"), (1, "cb"), (1, "db")), ("a", "b", "c", "d"))
    assert (rounds[0].dropped, rounds[1].counts) == (("c", "d"), (("a", 4), ("b", 5)))


def test_options_tied_at_the_bottom_that_could_still_pass_the_next_do_not_drop_together() -> None:
    """One c and one d are together as many as two b: only one of them drops, and its ballot makes the other pass b."""
    won, rounds = run_off(rankings((4, "a"), (2, "b"), (1, "c"), (1, "dc")), ("a", "b", "c", "d"))
    assert (rounds[0].dropped, rounds[1].counts) == (("d",), (("a", 4), ("b", 2), ("c", 2)))
    assert won == "a"


def test_a_tie_at_the_bottom_drops_who_was_lower_before() -> None:
    """After d drops, b and c are level with three; c had fewer first preferences, so c drops (D.8)."""
    ballots = rankings((5, "a"), (3, "b"), (2, "cb"), (1, "dc"))
    won, rounds = run_off(ballots, ("a", "b", "c", "d"))
    assert [(each.counts, each.dropped) for each in rounds] == [
        ((("a", 5), ("b", 3), ("c", 2), ("d", 1)), ("d",)),
        ((("a", 5), ("b", 3), ("c", 3)), ("c",)),
        ((("a", 5), ("b", 5)), ()),
    ]
    assert won == "a"


def test_a_tie_at_the_bottom_that_was_always_one_drops_the_last_on_the_ballot() -> None:
    _, rounds = run_off(rankings((2, "a"), (2, "b"), (2, "c")), ("a", "b", "c"))
    assert rounds[0].dropped == ("c",)


def test_a_tie_between_the_last_two_goes_to_who_led_before() -> None:
    """a leads b by 4 to 3; c's ballot makes it level; a led earlier and wins (D.8)."""
    assert winner(rankings((4, "a"), (3, "b"), (1, "cb"))) == "a"


def test_a_tie_between_the_last_two_that_was_always_one_adopts_nothing() -> None:
    assert winner(rankings((5, "a"), (5, "b"))) == ""


def test_a_whole_tally() -> None:
    tally = counted(RANKED, [*rankings((3, "ab"), (2, "b"), (2, "cb")), ()], OPTIONS)
    assert tally == Tally(
        result="carried",
        yes=4,
        no=3,
        abstained=1,
        silent=2,
        base="votes_cast",
        base_size=7,
        needed=4,
        quorum=6,
        took_part=8,
        rounds=tally.rounds,
        winner="b",
    )


@pytest.mark.parametrize(
    ("ballots", "result", "won"),
    [
        (rankings((6, "x"), (4, "a")), "lost", ""),  # none of these wins
        (rankings((5, "a")), "no_quorum", ""),
        ([*rankings((5, "a")), ()], "carried", "a"),  # who abstains takes part
        ([()] * 10, "lost", ""),
        (rankings((5, "a"), (5, "b")), "lost", ""),
    ],
)
def test_what_ends_without_an_option(ballots: list[Ranking], result: str, won: str) -> None:
    tally = counted(RANKED, ballots, OPTIONS)
    assert (tally.result, tally.winner) == (result, won)


def test_every_option_of_the_pack_and_none_stand_on_the_ballot() -> None:
    council = voting(sitting(rules=RANKED), SettleDecision("cadence", "daily"))
    assert council.motions["M1"].choices == ("free", "weekly", "daily", "none")


def rank(council: Council, orders: dict[int, Ranking]) -> Council:
    for seat, order in orders.items():
        council = did(council, ranking(council, seat, *order))
    return council


def test_the_winner_is_settled_whatever_was_moved() -> None:
    council = voting(sitting(rules=RANKED), SettleDecision("cadence", "daily"))
    council = rank(council, {1: ("daily",), 2: ("weekly",), 3: ("weekly", "daily"), 4: ("weekly",)})
    council = closed(council)
    assert (council.motions["M1"].status, council.settled["cadence"].option) == ("carried", "weekly")


def test_a_winner_that_is_already_settled_changes_nothing() -> None:
    council = sitting(rules=RANKED)
    for moved in ("daily", "free"):
        council = voting(council, SettleDecision("cadence", moved))
        council = closed(rank(council, dict.fromkeys(OTHERS, ("weekly",))))
    assert [motion.status for motion in council.motions.values()] == ["carried", "carried"]
    assert council.settled["cadence"].motion == "M1"


def test_a_matter_without_options_is_adopted_or_not() -> None:
    council = voting(sitting(rules=RANKED), AddPolicy("Name things", "By their team."))
    assert council.motions["M1"].choices == ("adopt", "none")
    council = closed(rank(council, dict.fromkeys(OTHERS, ("adopt",))))
    assert council.policies["P1"].title == "Name things"


def test_an_answer_of_ones_own_is_adopted_or_not() -> None:
    council = voting(sitting(rules=RANKED), SettleDecision("cadence", "", "On Fridays."))
    council = closed(rank(council, dict.fromkeys(OTHERS, ("adopt", "none"))))
    assert (council.settled["cadence"].option, council.settled["cadence"].text) == ("", "On Fridays.")


@pytest.mark.parametrize(
    "unsound",
    [
        CastBallot(1, "M1", 1),
        CastBallot(1, "M1", 1, choice="weekly"),
        CastBallot(1, "M1", 1, choice="abstain", ranking=("weekly",)),
        CastBallot(1, "M1", 1, ranking=("weekly", "weekly")),
        CastBallot(1, "M1", 1, ranking=("weekly", "monthly")),
    ],
)
def test_a_ranking_names_each_option_once(unsound: CastBallot) -> None:
    council = voting(sitting(rules=RANKED), SettleDecision("cadence", "daily"))
    assert refused(council, unsound) == "ranking_unsound"


def test_one_may_abstain_from_a_ranking_and_think_again() -> None:
    council = voting(sitting(rules=RANKED), SettleDecision("cadence", "daily"))
    council = cast(council, {CHAIR: "abstain"})
    council = did(council, ranking(council, CHAIR, "weekly"))
    assert council.motions["M1"].ballots[CHAIR].ranking == ("weekly",)


CITIES = ("memphis", "nashville", "chattanooga", "knoxville")


def test_the_capital_of_tennessee() -> None:
    """The Tennessee example (Wikipedia, "Instant-runoff voting"): Knoxville, last but one at first, wins 58 to 42."""
    memphis, nashville, chattanooga, knoxville = CITIES
    ballots = [
        *[(memphis, nashville, chattanooga, knoxville)] * 42,
        *[(nashville, chattanooga, knoxville, memphis)] * 26,
        *[(chattanooga, knoxville, nashville, memphis)] * 15,
        *[(knoxville, chattanooga, nashville, memphis)] * 17,
    ]
    assert run_off(ballots, CITIES) == (
        knoxville,
        (
            Round(((memphis, 42), (nashville, 26), (chattanooga, 15), (knoxville, 17)), (chattanooga,)),
            Round(((memphis, 42), (nashville, 26), (knoxville, 32)), (nashville,)),
            Round(((memphis, 42), (knoxville, 58)), ()),
        ),
    )


def test_the_mayor_of_burlington_in_2009() -> None:
    """Burlington, Vermont, 2009: the published sums of each round; Kiss wins 4,313 to 4,061, and 602 were exhausted.

    Smith, Simpson and the write-ins went out at once there; here one after the other, with the same sums thereafter.
    """
    ballots = [
        *[("wright",)] * 2951,
        *[("kiss",)] * 2585,
        *[("montroll", "kiss")] * 1332,
        *[("montroll", "wright")] * 731,
        *[("smith", "wright")] * 343,
        *[("smith", "kiss")] * 396,
        *[("smith", "montroll", "wright")] * 36,
        *[("smith", "montroll")] * 455,
        *[("smith",)] * 76,
        *[("simpson",)] * 35,
        *[("write-in",)] * 36,
    ]
    won, rounds = run_off(ballots, ("kiss", "wright", "montroll", "smith", "simpson", "write-in"))
    assert rounds[0].counts == (
        ("kiss", 2585),
        ("wright", 2951),
        ("montroll", 2063),
        ("smith", 1306),
        ("simpson", 35),
        ("write-in", 36),
    )
    assert rounds[-2:] == (
        Round((("kiss", 2981), ("wright", 3294), ("montroll", 2554)), ("montroll",)),
        Round((("kiss", 4313), ("wright", 4061)), ()),
    )
    assert (won, len(ballots) - 4313 - 4061) == ("kiss", 602)


def test_a_winner_may_have_to_pass_an_up_or_down_vote() -> None:
    """A ranked winner should still pass as a policy (D.8)."""
    confirmed = ProcedureRules(kind="ranked_choice", confirm=True)
    tally = counted(confirmed, rankings((6, "a"), (4, "b")), OPTIONS)
    assert (tally.result, tally.winner) == ("nominated", "a")


ORDERS = st.lists(
    st.sampled_from([order for size in (1, 2, 3, 4) for order in permutations(OPTIONS, size)]), max_size=10
)


@settings(max_examples=60, deadline=None)
@given(ORDERS, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_makes_no_difference(orders: list[Ranking], dice: object) -> None:
    shuffled = list(orders)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert run_off(orders, OPTIONS) == run_off(shuffled, OPTIONS)


@settings(max_examples=60, deadline=None)
@given(ORDERS)
def test_a_first_preference_of_more_than_half_always_wins(orders: list[Ranking]) -> None:
    won, rounds = run_off(orders, OPTIONS)
    firsts = [order[0] for order in orders]
    for option in OPTIONS:
        if 2 * firsts.count(option) > len(firsts):
            assert won == option
    assert all(not each.dropped for each in rounds[-1:])
    dropped = [option for each in rounds for option in each.dropped]
    assert len(dropped) == len(set(dropped))
    assert won not in dropped
