"""The count in a sentence says exactly what the tally says."""

import re
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import BallotBox
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Round, Tally
from meshcouncil.documents.tallies import tally_sentence

TEAMS = {1: "a", 2: "a", 3: "b", 4: "b", 5: "c", 6: "c", 7: "d", 8: "d", 9: "chair", 10: "chair"}
OPTIONS = ("own", "joint", "hub", "none")
LABELS = {"own": "Its own project", "joint": "One for both", "hub": "The hub"}


def counted(rules: ProcedureRules, votes: Iterable[str]) -> str:
    ballots = {seat: Ballot(choice) for seat, choice in enumerate(votes, start=1) if choice != "-"}
    words = {"y": "yes", "n": "no", "a": "abstain", "c": "consent", "o": "object"}
    ballots = {seat: Ballot(words[ballot.choice]) for seat, ballot in ballots.items()}
    box = BallotBox(rules, tuple(TEAMS), TEAMS, "chair", ballots, ())
    return tally_sentence(PROCEDURES[rules.kind].count(box))


SEATS = ProcedureRules(base="seats")
CAST = ProcedureRules()


@pytest.mark.parametrize(
    ("rules", "votes", "sentence"),
    [
        (SEATS, "yyyyynn---", "6 of 10 seats needed; 5 yes, 2 no, 3 silent: not adopted."),
        (SEATS, "yyyyyyn---", "6 of 10 seats needed; 6 yes, 1 no, 3 silent: adopted."),
        (SEATS, "yyynnn----", "6 of 10 seats needed; 3 yes, 3 no, 4 silent: not adopted."),
        (SEATS, "yyyyynnnnn", "6 of 10 seats needed; 5 yes, 5 no: a tie, so not adopted."),
        (CAST, "yyyynna---", "4 of 6 votes cast needed; 4 yes, 2 no, 1 abstained, 3 silent: adopted."),
        (CAST, "ynaaaaaa--", "All 2 votes cast needed; 1 yes, 1 no, 6 abstained, 2 silent: a tie, so not adopted."),
        (CAST, "aaaaaaaaaa", "Nobody voted yes or no; 10 abstained: not adopted."),
        (
            CAST,
            "yyn-------",
            "Only 3 seats took part and 6 were needed; 2 yes, 1 no, 7 silent: no quorum, so nothing is decided.",
        ),
        (
            CAST,
            "----------",
            "No seat took part and 6 were needed; 10 silent: no quorum, so nothing is decided.",
        ),
        (
            ProcedureRules(base="present"),
            "yyynnaaa--",
            "5 of 8 taking part needed; 3 yes, 2 no, 3 abstained, 2 silent: not adopted.",
        ),
        (
            ProcedureRules(base="teams"),
            "yyyyyynynn",
            "3 of 5 teams needed; 3 yes, 1 no, 1 abstained: adopted.",
        ),
        (
            ProcedureRules(tie="vote_again"),
            "yyyyynnnnn",
            "6 of 10 votes cast needed; 5 yes, 5 no: a tie, so the council votes once more.",
        ),
        (
            ProcedureRules(tie="chair_decides"),
            "nnyyynnnyy",
            "6 of 10 votes cast needed; 5 yes, 5 no: a tie, which the chair's yes decides: adopted.",
        ),
        (
            ProcedureRules(tie="chair_decides"),
            "nyyyynnnyn",
            "6 of 10 votes cast needed; 5 yes, 5 no: a tie, so not adopted.",
        ),
        (
            ProcedureRules(tie="chair_decides"),
            "yyyyynnnnn",
            "6 of 10 votes cast needed; 5 yes, 5 no: a tie, which the chair's no decides: not adopted.",
        ),
        (
            ProcedureRules(kind="supermajority", threshold=Fraction(2, 3), base="seats"),
            "yyyyyynnnn",
            "7 of 10 seats needed; 6 yes, 4 no: a majority, but not enough, so not adopted.",
        ),
        (
            ProcedureRules(kind="unanimity", base="seats"),
            "yyyyyyyyyn",
            "All 10 seats needed; 9 yes, 1 no: a majority, but not enough, so not adopted.",
        ),
        (
            ProcedureRules(kind="unanimity"),
            "yyyyyyya--",
            "All 7 votes cast needed; 7 yes, 0 no, 1 abstained, 2 silent: adopted.",
        ),
        (
            ProcedureRules(kind="unanimity"),
            "yyyyyaaa--",
            "At least 6 in favour needed; 5 yes, 0 no, 3 abstained, 2 silent: a majority, but not enough, so not adopted.",  # noqa: E501
        ),
        (ProcedureRules(kind="consent"), "cccccccc--", "No objection allowed; 8 consent, 0 object, 2 silent: adopted."),
        (
            ProcedureRules(kind="consent"),
            "ccccccccoo",
            "No objection allowed; 8 consent, 2 object: not adopted until these are worked in.",
        ),
        (
            ProcedureRules(kind="consent"),
            "cccccco---",
            "No objection allowed; 6 consent, 1 objects, 3 silent: not adopted until this one is worked in.",
        ),
        (
            ProcedureRules(kind="consent"),
            "co--------",
            "Only 2 seats took part and 6 were needed; 1 consents, 1 objects, 8 silent: no quorum, so nothing is decided.",  # noqa: E501
        ),
    ],
)
def test_a_count_in_a_sentence(rules: ProcedureRules, votes: str, sentence: str) -> None:
    assert counted(rules, votes) == sentence


def ranked(rankings: Sequence[tuple[str, ...]], electorate: int = 10) -> Tally:
    seats = tuple(range(1, electorate + 1))
    ballots = {
        seat: Ballot(ranking=ranking) if ranking else Ballot("abstain")
        for seat, ranking in enumerate(rankings, start=1)
    }
    rules = ProcedureRules(kind="ranked_choice")
    box = BallotBox(rules, seats, dict.fromkeys(seats, "a"), "chair", ballots, OPTIONS)
    return PROCEDURES["ranked_choice"].count(box)


def test_a_run_off_is_told_round_by_round() -> None:
    tally = ranked([("own",)] * 4 + [("joint", "own")] * 2 + [("hub", "joint")] * 3 + [()])
    assert tally_sentence(tally, LABELS) == (
        "Round 1: “Its own project” 4, “One for both” 2, “The hub” 3, “None of these” 0; “None of these” drops out. "
        "Round 2: “Its own project” 4, “One for both” 2, “The hub” 3; “One for both” drops out. "
        "Round 3: “Its own project” 6, “The hub” 3. "
        "“Its own project” wins (6 of 9, 5 needed): adopted."
    )


def test_none_of_these_can_win() -> None:
    tally = ranked([("none",)] * 6 + [("own",)])
    assert tally_sentence(tally, LABELS) == (
        "Round 1: “Its own project” 1, “One for both” 0, “The hub” 0, “None of these” 6. "
        "“None of these” wins (6 of 7, 4 needed): not adopted."
    )


def test_a_tie_between_the_last_two_options_is_told() -> None:
    tally = ranked([("none",)] * 3 + [("own",)] * 3)
    assert tally_sentence(tally, LABELS).endswith("The last options stay tied (6 votes, 4 needed): not adopted.")


def test_a_tie_broken_by_an_earlier_round_says_so() -> None:
    earlier = Round((("own", 4), ("joint", 3), ("hub", 1)), ("hub",))
    last = Round((("own", 4), ("joint", 4)), ())
    tally = Tally("carried", 4, 4, 0, 2, "votes_cast", 8, 5, 6, 8, rounds=(earlier, last), winner="own")
    assert tally_sentence(tally, LABELS).endswith(
        "“Its own project” wins (4 of 8, 5 needed, a tie broken by an earlier round): adopted."
    )


def test_abstaining_from_a_ranking_adopts_nothing() -> None:
    assert tally_sentence(ranked([()] * 6), LABELS).endswith("Nobody ranked any option: not adopted.")


def test_too_few_rankings_decide_nothing() -> None:
    assert tally_sentence(ranked([("own",)] * 5), LABELS) == (
        "Only 5 seats took part and 6 were needed; 5 voted, 5 silent: no quorum, so nothing is decided."
    )


# --- the law ----------------------------------------------------------------------------------------------------------

SHARES = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(4, 5), Fraction(1, 1)])


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """A tally that some ballot really ends with."""
    rules = ProcedureRules(
        kind=draw(st.sampled_from(["simple_majority", "supermajority", "unanimity", "consent", "ranked_choice"])),
        threshold=draw(SHARES),
        base=draw(st.sampled_from(["votes_cast", "present", "seats", "teams"])),
        quorum=draw(SHARES),
        tie=draw(st.sampled_from(["not_adopted", "chair_decides", "vote_again"])),
    )
    seats = tuple(sorted(draw(st.sets(st.sampled_from(sorted(TEAMS)), min_size=1))))
    matter = SettleDecision("d", "own")
    choices = PROCEDURES[rules.kind].choices(matter, OPTIONS[:-1])
    ballots = {}
    for seat in draw(st.sets(st.sampled_from(seats))):
        if rules.kind == "ranked_choice":
            ranking = tuple(draw(st.lists(st.sampled_from(choices), unique=True)))
            ballots[seat] = Ballot(ranking=ranking) if ranking else Ballot("abstain")
        else:
            ballots[seat] = Ballot(draw(st.sampled_from(choices)))
    box = BallotBox(rules, seats, TEAMS, "chair", ballots, choices, draw(st.integers(1, 2)))
    return PROCEDURES[rules.kind].count(box)


def number_before(word: str, sentence: str) -> int:
    found = re.search(rf"(\d+) {word}", sentence)
    return int(found[1]) if found else 0


@given(tallies())
def test_numbers_and_verdict_of_the_sentence_are_those_of_the_tally(tally: Tally) -> None:
    sentence = tally_sentence(tally)
    adopted = bool(re.search(r": adopted\.$", sentence))
    assert adopted == (tally.result == "carried")
    assert ("no quorum" in sentence) == (tally.result == "no_quorum")
    assert ("votes once more" in sentence) == (tally.result == "tied")
    assert ("worked in" in sentence) == (tally.result == "objected")
    assert ("the chair's" in sentence) == tally.by_chair
    if tally.result == "no_quorum":
        took_part, needed = number_before("seats? took part", sentence), number_before("were needed", sentence)
        assert (took_part, needed) == (tally.took_part, tally.quorum)
    if tally.rounds:
        if tally.result != "no_quorum":
            assert_rounds_are_told(tally, sentence)
        return
    silent = number_before("silent", sentence)
    if tally.needed == 0:
        told = number_before("consents?", sentence), number_before("objects?", sentence), silent
        assert told == (tally.yes, tally.objections, tally.silent)
        return
    told_votes = number_before("yes", sentence), number_before("no\\b", sentence), number_before("abstained", sentence)
    assert (*told_votes, silent) == (tally.yes, tally.no, tally.abstained, tally.silent)
    if tally.needed > tally.base_size and tally.base == "votes_cast":
        assert (
            tally.result == "no_quorum" or not tally.base_size or number_before("in favour", sentence) == tally.needed
        )
    elif tally.result != "no_quorum" and tally.base_size:
        needed_of = re.match(r"(?:All|(\d+) of) (\d+) ", sentence)
        assert needed_of is not None
        assert int(needed_of[2]) == tally.base_size
        assert int(needed_of[1] or needed_of[2]) == tally.needed


def assert_rounds_are_told(tally: Tally, sentence: str) -> None:
    for number, told in enumerate(tally.rounds, start=1):
        begin = sentence.index(f"Round {number}: ") + len(f"Round {number}: ")
        counts = re.split("[.;]", sentence[begin:], maxsplit=1)[0]
        assert [int(count) for count in re.findall(r"” (\d+)", counts)] == [votes for _, votes in told.counts]
    if tally.base_size and tally.yes:
        assert f"({tally.yes} of {tally.base_size}, {tally.needed} needed" in sentence
