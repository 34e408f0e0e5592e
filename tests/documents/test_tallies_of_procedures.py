"""Every procedure's count in a sentence, and the law that the sentence says what the count did."""

import re
from collections.abc import Mapping
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshcouncil.council.definition import Base, Fraction, ProcedureKind, ProcedureRules, TieRule
from meshcouncil.council.matters import SettleDecision
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import MOST_POINTS, BallotBox, counted
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally, TallyResult
from meshcouncil.documents.procedures import Electorate, rule_before_vote
from meshcouncil.documents.tallies import VERDICTS, tally_sentence

TEAMS = {1: "a", 2: "a", 3: "b", 4: "b", 5: "c", 6: "c", 7: "d", 8: "d", 9: "data_leadership", 10: "data_leadership"}
OPTIONS = ("own", "joint", "hub", "none")
LABELS = {"own": "Its own project", "joint": "One for both", "hub": "The hub", "team:d": "The Ducks"}

WORDS: Mapping[str, Ballot] = {
    "y": Ballot("yes"),
    "n": Ballot("no"),
    "a": Ballot("abstain"),
    "c": Ballot("consent"),
    "o": Ballot("object", "It would harm us."),
    "=": Ballot("no_objection"),
    "g": Ballot("agree"),
    "r": Ballot("reservations"),
    "s": Ballot("stand_aside"),
    "b": Ballot("block", "It breaks what we are for."),
    "+": Ballot("+1"),
    "p": Ballot("+0.5"),
    "0": Ballot("0"),
    "v": Ballot("-1", "It loses data."),
    "w": Ballot("-1"),
    "d": Ballot("read"),
    "f": Ballot("confirm"),
    "x": Ballot("refuse"),
    "l": Ballot("postpone"),
    "u": Ballot("up"),
    "i": Ballot("side"),
    "t": Ballot("down"),
    "!": Ballot("done"),
    "?": Ballot("not_yet"),
}


def tally_of(rules: ProcedureRules, ballots: Mapping[int, Ballot], choices: tuple[str, ...] = OPTIONS) -> Tally:
    box = BallotBox(rules, tuple(TEAMS), TEAMS, "data_leadership", ballots, choices)
    return counted(box, PROCEDURES[rules.kind].count)


def said(rules: ProcedureRules, votes: str) -> str:
    """A letter for each seat, `-` for a silent one."""
    ballots = {seat: WORDS[letter] for seat, letter in enumerate(votes, start=1) if letter != "-"}
    return tally_sentence(tally_of(rules, ballots), LABELS)


def marked(rules: ProcedureRules, *ballots: Mapping[str, int]) -> str:
    filled = {seat: Ballot(marks=tuple(marks.items())) for seat, marks in enumerate(ballots, start=1)}
    blank = {seat: ballot if ballot.marks else Ballot("abstain") for seat, ballot in filled.items()}
    return tally_sentence(tally_of(rules, blank), LABELS)


UNANIMOUS = ProcedureRules(kind="unanimous_consent")
CONSENSUS = ProcedureRules(kind="consensus")
LAZY = ProcedureRules(kind="lazy_consensus")
APACHE = ProcedureRules(kind="apache_vote")
RELEASE = ProcedureRules(kind="apache_vote", veto=False)
DELEGATION = ProcedureRules(kind="delegation")
RFC = ProcedureRules(kind="rfc")


@pytest.mark.parametrize(
    ("rules", "votes", "sentence"),
    [
        (UNANIMOUS, "========--", "No objection allowed; 8 without objection, 0 object, 2 silent: adopted."),
        (UNANIMOUS, "----------", "No objection allowed; 0 without objection, 0 object, 10 silent: adopted."),
        (
            UNANIMOUS,
            "=======o--",
            (
                "No objection allowed; 7 without objection, 1 objects, 2 silent: "
                "not adopted by consent, so a vote follows."
            ),
        ),
        (
            CONSENSUS,
            "ggggggrrss",
            (
                "No block and at most 3 stand-asides allowed; 8 agree (2 with reservations), 2 stand aside, 0 block: "
                "adopted."
            ),
        ),
        (
            CONSENSUS,
            "ggggggsssb",
            (
                "No block and at most 3 stand-asides allowed; 6 agree, 3 stand aside, 1 blocks: "
                "not adopted until this block is worked in."
            ),
        ),
        (
            CONSENSUS,
            "ggggssssb-",
            (
                "No block and at most 3 stand-asides allowed; 4 agree, 4 stand aside, 1 blocks, 1 silent: "
                "not adopted until this block is worked in."
            ),
        ),
        (
            CONSENSUS,
            "ggggss-ss-",
            (
                "No block and at most 3 stand-asides allowed; 4 agree, 4 stand aside, 0 block, 2 silent: "
                "too many stand aside, so not adopted."
            ),
        ),
        (
            ProcedureRules(kind="consensus", stand_asides=Fraction(1, 1)),
            "ssssssssss",
            (
                "No block and at most 10 stand-asides allowed; 0 agree, 10 stand aside, 0 block: "
                "nobody agrees, so not adopted."
            ),
        ),
        (
            CONSENSUS,
            "gggg------",
            (
                "Only 4 seats took part and 6 were needed; 4 agree, 0 stand aside, 0 block, 6 silent: "
                "no quorum, so nothing is decided."
            ),
        ),
        (LAZY, "ddddddd---", "No objection allowed; 7 have read it, 0 object, 3 silent: adopted."),
        (
            LAZY,
            "ddo-------",
            "No objection allowed; 2 have read it, 1 objects, 7 silent: not adopted until this one is worked in.",
        ),
        (
            LAZY,
            "d---------",
            (
                "Only 1 seat has read it and 6 were needed; 1 has read it, 0 object, 9 silent: "
                "no quorum, so nothing is decided."
            ),
        ),
        (
            LAZY,
            "----------",
            (
                "No seat has read it and 6 were needed; 0 have read it, 0 object, 10 silent: "
                "no quorum, so nothing is decided."
            ),
        ),
        (APACHE, "+++pp0----", "At least 3 +1 needed; 3 +1, 0 −1, 3 in between, 4 silent: adopted."),
        (APACHE, "++ppp0----", "At least 3 +1 needed; 2 +1, 0 −1, 4 in between, 4 silent: not adopted."),
        (
            APACHE,
            "++++++++vv",
            "At least 3 +1 needed; 8 +1, 2 −1: vetoed, so not adopted until these vetoes are taken back.",
        ),
        (APACHE, "+++++++++w", "At least 3 +1 needed; 9 +1, 1 −1: adopted."),
        (RELEASE, "++++vvvv--", "At least 5 +1 needed; 4 +1, 4 −1, 2 silent: not adopted."),
        (RELEASE, "+++++vvvv-", "At least 5 +1 needed; 5 +1, 4 −1, 1 silent: adopted."),
        (
            DELEGATION,
            "ffx-------",
            "6 of 10 seats would have to refuse; 2 confirm, 1 refuses, 7 silent: confirmed.",
        ),
        (DELEGATION, "fxxxxxx---", "6 of 10 seats would have to refuse; 1 confirms, 6 refuse, 3 silent: refused."),
        (RFC, "yyyyynnla-", "5 of 8 votes cast needed; 5 yes, 2 no, 1 postpone, 1 abstained, 1 silent: adopted."),
        (RFC, "yyllllll--", "5 of 8 votes cast needed; 2 yes, 0 no, 6 postpone, 2 silent: postponed."),
        (RFC, "ynnnnnnl--", "5 of 8 votes cast needed; 1 yes, 6 no, 1 postpone, 2 silent: not adopted."),
        (
            RFC,
            "yyyynnnlll",
            "6 of 10 votes cast needed; 4 yes, 3 no, 3 postpone: nothing has enough, so not adopted.",
        ),
        (
            RFC,
            "aaaaaa----",
            "Nobody voted yes, no or postpone; 0 yes, 0 no, 0 postpone, 6 abstained, 4 silent: not adopted.",
        ),
        (
            ProcedureRules(kind="temperature_check"),
            "uuuuiittt-",
            "4 up, 2 sideways, 3 down, 1 silent: noted, nothing is decided.",
        ),
        (
            ProcedureRules(kind="check_poll"),
            "!???------",
            "1 has read it, 3 not yet, 6 silent: noted, nothing is decided.",
        ),
        (ProcedureRules(kind="advice_process"), "----------", "No vote was asked for: noted, nothing is decided."),
        (ProcedureRules(kind="emergency_power"), "----------", "No vote was asked for: noted, nothing is decided."),
        (
            ProcedureRules(every_team=True),
            "yyyyyy--yy",
            "Nobody of The Ducks took part, and every team is needed; 8 yes, 0 no, 2 silent: nothing is decided.",
        ),
        (
            ProcedureRules(kind="consent", every_team=True),
            "cccccccc--",
            (
                "Nobody of Data Leadership took part, and every team is needed; 8 consent, 0 object, 2 silent: "
                "nothing is decided."
            ),
        ),
    ],
)
def test_a_count_in_a_sentence(rules: ProcedureRules, votes: str, sentence: str) -> None:
    assert said(rules, votes) == sentence


def test_a_hum_tells_how_loud_it_was_and_decides_nothing() -> None:
    hums = [{"hum": loudness} for loudness in (10, 10, 8, 8, 8, 5, 2, 0)]
    assert marked(ProcedureRules(kind="rough_consensus"), *hums) == (
        "From 0 (silence) to 10 (loud): 2 at 10, 3 at 8, 1 at 5, 1 at 2 and 1 at 0; "
        "5 loud, 1 halfway, 2 soft, 2 silent: noted, nothing is decided."
    )
    assert marked(ProcedureRules(kind="rough_consensus")) == (
        "Nobody hummed; 0 loud, 0 halfway, 0 soft, 10 silent: noted, nothing is decided."
    )


def test_the_option_with_the_most_ticks_is_adopted() -> None:
    ballots = [{"own": 1, "hub": 1}] * 4 + [{"hub": 1}] * 2 + [{"none": 1}, {}]
    assert marked(ProcedureRules(kind="approval"), *ballots) == (
        "7 voted, 1 blank, 2 silent. Ticks: “Its own project” 4, “One for both” 0, “The hub” 6, “None of these” 1. "
        "“The hub” leads: adopted."
    )


def test_options_that_lead_together_adopt_nothing_or_are_voted_on_again() -> None:
    ballots = [{"own": 2, "hub": 1}, {"own": 1, "hub": 2}, {"joint": 3}, {"none": 3}, {"own": 1}, {"hub": 1}]
    counts = "6 voted, 4 silent. Dots: “Its own project” 4, “One for both” 3, “The hub” 4, “None of these” 3. "
    assert marked(ProcedureRules(kind="dot_vote"), *ballots) == (
        f"{counts}“Its own project” and “The hub” lead together: a tie, so not adopted."
    )
    assert marked(ProcedureRules(kind="dot_vote", tie="vote_again"), *ballots) == (
        f"{counts}“Its own project” and “The hub” lead together: a tie, so the council votes once more."
    )


def test_points_come_with_their_mean_and_their_spread_and_adopt_nothing_by_themselves() -> None:
    ballots = [{"own": 10, "joint": 0, "hub": 7, "none": 0}] * 3 + [{"own": 1, "joint": 0, "hub": 6, "none": 0}] * 3
    assert marked(ProcedureRules(kind="score_vote"), *ballots) == (
        "6 voted, 4 silent. Points: “Its own project” 33 (mean 5.5, from 1 to 10), “One for both” 0 (mean 0.0, from 0 "
        "to 0), “The hub” 39 (mean 6.5, from 6 to 7), “None of these” 0 (mean 0.0, from 0 to 0). "
        "“The hub” leads: put forward, but not adopted by this count alone."
    )


def test_none_of_these_and_nothing_at_all_adopt_nothing() -> None:
    rules = ProcedureRules(kind="approval")
    assert marked(rules, *[{"none": 1}] * 6).endswith("“None of these” leads: not adopted.")
    assert marked(rules, *[{}] * 6) == (
        "0 voted, 6 blank, 4 silent. Ticks: “Its own project” 0, “One for both” 0, “The hub” 0, “None of these” 0. "
        "Nobody marked any option: not adopted."
    )


def test_a_winner_that_still_needs_a_vote_is_put_forward() -> None:
    rankings = {seat: Ballot(ranking=("hub", "own")) for seat in range(1, 8)}
    sentence = tally_sentence(tally_of(ProcedureRules(kind="ranked_choice", confirm=True), rankings), LABELS)
    assert sentence.endswith("“The hub” wins (7 of 7, 4 needed): put forward, but not adopted by this count alone.")


def test_every_result_has_its_word() -> None:
    assert set(VERDICTS) == set(get_args(TallyResult))


# --- the law ----------------------------------------------------------------------------------------------------------

SHARES = st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(4, 5), Fraction(1, 1)])

ENDS: Mapping[TallyResult, str] = {
    "carried": r": adopted\.$",
    "lost": r"(: |so |decides: |enough, )not adopted\.$",
    "tied": r"a tie, so the council votes once more\.$",
    "no_quorum": r"nothing is decided\.$",
    "objected": r": (vetoed, so )?not adopted until (this|these) .+ (worked in|taken back)\.$",
    "contested": r": not adopted by consent, so a vote follows\.$",
    "rework": r", so not adopted\.$|: refused\.$",
    "nominated": r": put forward, but not adopted by this count alone\.$",
    "confirmed": r": confirmed\.$",
    "noted": r": noted, nothing is decided\.$",
    "postponed": r": postponed\.$",
}


@st.composite
def rules_of_any_kind(draw: st.DrawFn) -> ProcedureRules:
    return ProcedureRules(
        kind=draw(st.sampled_from(get_args(ProcedureKind))),
        threshold=draw(SHARES),
        base=draw(st.sampled_from(get_args(Base))),
        quorum=draw(SHARES),
        tie=draw(st.sampled_from(get_args(TieRule))),
        every_team=draw(st.booleans()),
        stand_asides=draw(SHARES),
        veto=draw(st.booleans()),
        confirm=draw(st.booleans()),
        ballots=draw(st.sampled_from(["open", "secret"])),
    )


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """A tally that a ballot of some procedure really ends with."""
    rules = draw(rules_of_any_kind())
    procedure = PROCEDURES[rules.kind]
    seats = tuple(sorted(draw(st.sets(st.sampled_from(sorted(TEAMS)), min_size=1))))
    choices = procedure.choices(SettleDecision("d", "own"), OPTIONS[:-1])
    ballots: dict[int, Ballot] = {}
    for seat in draw(st.sets(st.sampled_from(seats))) if procedure.ballot != "none" else ():
        match procedure.ballot:
            case "choice":
                ballots[seat] = Ballot(draw(st.sampled_from(choices)), draw(st.sampled_from(["", "Because."])))
            case "ranking":
                ranking = tuple(draw(st.lists(st.sampled_from(choices), unique=True)))
                ballots[seat] = Ballot(ranking=ranking) if ranking else Ballot("abstain")
            case _:
                marks = draw(st.dictionaries(st.sampled_from(choices), st.integers(0, MOST_POINTS)))
                ballots[seat] = Ballot(marks=tuple(marks.items())) if marks else Ballot("abstain")
    box = BallotBox(rules, seats, TEAMS, "data_leadership", ballots, choices, draw(st.integers(0, 1)))
    return counted(box, procedure.count)


def number_before(word: str, sentence: str) -> int:
    found = re.search(rf"(\d+) {word}", sentence)
    return int(found[1]) if found else 0


@given(tallies())
def test_the_sentence_says_what_the_count_did(tally: Tally) -> None:
    sentence = tally_sentence(tally, LABELS)
    assert bool(re.search(r"\b(?<!not )adopted\.$", sentence)) == (tally.result == "carried")
    if tally.withheld:
        assert "stay secret" in sentence
        return
    ends = {result for result, end in ENDS.items() if re.search(end, sentence)}
    assert tally.result in ends
    assert ("carried" in ends) == (tally.result == "carried"), "only what is adopted is called adopted"
    if tally.kind not in ("advice_process", "emergency_power"):
        assert number_before("silent", sentence) == tally.silent
    if tally.result == "no_quorum" and not tally.missing_team:
        assert (number_before("were needed", sentence)) == tally.quorum
    if tally.winner:
        assert f"“{LABELS.get(tally.winner, 'None of these')}” " in sentence


@given(tallies())
def test_every_number_of_the_tally_stands_in_the_sentence(tally: Tally) -> None:
    sentence = tally_sentence(tally, LABELS)
    if tally.withheld:
        assert set(re.findall(r"\d+", sentence)) <= {
            str(each) for each in (tally.took_part, tally.silent, tally.quorum)
        }
        return
    match tally.kind:
        case "unanimous_consent":
            told = {"without objection": tally.yes, "objects?": tally.objections}
        case "consensus":
            told = {
                "agrees?": tally.yes,
                "with reservations": tally.reservations,
                "stands? aside": tally.asides,
                "blocks?": tally.objections,
            }
        case "rough_consensus":
            told = {"loud[,;:]": tally.yes, "soft": tally.no}
        case "lazy_consensus":
            told = {"(?:has|have) read it,": tally.yes, "objects?": tally.no}
        case "apache_vote":
            told = {r"\+1,": tally.yes, "−1": tally.no, "in between": tally.abstained}
        case "delegation":
            told = {"confirms?": tally.yes, "refuses?[,:]": tally.no}
        case "rfc":
            told = {"yes": tally.yes, r"no\b": tally.no, "postpone": tally.postpone, "abstained": tally.abstained}
        case "temperature_check":
            told = {"up": tally.yes, "sideways": tally.abstained, "down": tally.no}
        case "check_poll":
            told = {"(?:has|have) read it": tally.yes, "not yet": tally.no}
        case "approval" | "dot_vote" | "score_vote":
            told = {"voted": tally.base_size, "blank": tally.abstained}
            totals = [int(each) for each in re.findall(r"” (\d+)", sentence)]
            assert tally.result == "no_quorum" or totals == [total for _, total in tally.totals]
        case _:
            told = {}
    assert {word: number_before(word, sentence) for word in told} == told


MAJORITIES: tuple[ProcedureKind, ...] = ("simple_majority", "supermajority", "unanimity")


@given(st.sampled_from(MAJORITIES), SHARES, st.sets(st.sampled_from(sorted(TEAMS)), min_size=1), st.data())
def test_what_is_said_to_be_needed_before_a_vote_is_what_is_needed_after_it(
    kind: ProcedureKind, threshold: Fraction, seats: set[int], data: st.DataObject
) -> None:
    """A base that does not depend on who votes is known before: the same number must stand in both sentences."""
    base: Base = data.draw(st.sampled_from(["seats", "teams"]))
    rules = ProcedureRules(kind=kind, threshold=threshold, base=base)
    ballots = {seat: Ballot(data.draw(st.sampled_from(["yes", "no", "abstain"]))) for seat in sorted(seats)}
    box = BallotBox(rules, tuple(sorted(seats)), TEAMS, "data_leadership", ballots, ())
    tally = counted(box, PROCEDURES[kind].count)
    before = rule_before_vote(rules, Electorate(len(seats), len({TEAMS[seat] for seat in seats})))
    after = tally_sentence(tally, LABELS)
    assert re.findall(r"\d+", before.partition(".")[0]) == re.findall(r"\d+", after.partition(";")[0])
