"""Counts and procedures are told in sentences, every number with its base."""

from __future__ import annotations

import pytest

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.matters import AddPolicy, ChangePolicy, RepealPolicy, SettleDecision
from meshcouncil.council.tallies import Round, Tally
from meshcouncil.web import wording
from meshcouncil.web.wording import Heading
from tests.web.samples import debated, onlooker


def counted(**changes: object) -> Tally:
    """Give a tally of 7 yes and 2 no on the votes cast, changed as told."""
    usual: dict[str, object] = {
        "result": "carried", "yes": 7, "no": 2, "abstained": 0, "silent": 0, "base": "votes_cast", "base_size": 9,
        "needed": 5, "quorum": 6, "took_part": 9,
    }  # fmt: skip
    return Tally(**{**usual, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tally", "sentence"),
    [
        (counted(), "Carried: 7 yes, 2 no. Needed: 5 of 9, counted on the votes cast."),
        (
            counted(result="lost", yes=4, no=4, abstained=1, silent=1, base="seats", base_size=10, needed=6),
            "Not carried: 4 yes, 4 no, 1 abstained, 1 did not vote. Needed: 6 of 10, counted on all taken seats.",
        ),
        (
            counted(yes=3, no=2, base="teams", base_size=5, needed=3),
            "Carried: 3 yes, 2 no (counted by team). Needed: 3 of 5, counted on the teams.",
        ),
        (
            counted(yes=5, no=5, base_size=10, needed=6, by_chair=True),
            "Carried by the chair's vote: 5 yes, 5 no. Needed: 6 of 10, counted on the votes cast.",
        ),
        (
            counted(result="tied", yes=5, no=5, base_size=10, needed=6),
            "A tie, to be voted on once more: 5 yes, 5 no. Needed: 6 of 10, counted on the votes cast.",
        ),
        (counted(result="no_quorum", took_part=4), "Not decided: 4 voted, and 6 are needed for a quorum."),
        (counted(result="objected", objections=1, needed=0), "Not yet: 1 objection from 9 votes."),
        (counted(needed=0, no=0), "Carried by consent: no objection from 9 votes."),
        (
            counted(rounds=(Round((("a", 5), ("b", 4)), ("b",)),), winner="a", yes=5, base_size=9),
            "Carried in 1 round: 5 of the 9 votes still counting.",
        ),
        (
            counted(result="lost", rounds=(Round((("a", 4), ("b", 4)), ()),), yes=0, base_size=8),
            "Not carried: after 1 round no answer had more than half of the 8 votes still counting.",
        ),
    ],
)
def test_a_count_is_told_in_one_sentence(tally: Tally, sentence: str) -> None:
    assert wording.tally(tally) == sentence


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (ProcedureRules(), "Carried with more than half of the votes cast."),
        (
            ProcedureRules(kind="supermajority", threshold=Fraction(4, 5), base="seats"),
            "Carried with at least four fifths (80 %) of all taken seats.",
        ),
        (ProcedureRules(kind="unanimity", base="present"), "Carried when all of those who take part say yes."),
        (ProcedureRules(kind="consent"), "Carried when nobody has a reasoned objection."),
        (
            ProcedureRules(kind="ranked_choice"),
            "Everyone ranks the answers. The weakest drops out in turn until one has more than half of the votes.",
        ),
    ],
)
def test_a_threshold_names_its_base(rules: ProcedureRules, sentence: str) -> None:
    assert wording.threshold(rules) == sentence


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        (Fraction(1, 2), "More than half of the taken seats must vote, or nothing is decided."),
        (Fraction(2, 3), "At least two thirds of the taken seats must vote, or nothing is decided."),
        (Fraction(3, 5), "At least three fifths of the taken seats must vote, or nothing is decided."),
        (Fraction(1, 1), "All taken seats must vote, or nothing is decided."),
        (Fraction(0, 1), "There is no quorum."),
    ],
)
def test_a_quorum_is_told_in_one_sentence(share: Fraction, sentence: str) -> None:
    assert wording.quorum(ProcedureRules(quorum=share)) == sentence


def test_a_matter_is_named_in_the_words_of_the_pack() -> None:
    view = onlooker(debated())
    assert wording.heading(AddPolicy("Title", "Text"), view) == Heading("New policy", "Title", ("Text",))
    assert wording.heading(ChangePolicy("P1", "New", "Text"), view) == Heading("Change of a policy", "New", ("Text",))
    repeal = Heading("Repeal of a policy", "Every public model is tested")
    assert wording.heading(RepealPolicy("P1"), view) == repeal
    own = SettleDecision("rescue_home", "", "Both, in turns")
    assert wording.heading(own, view) == Heading(
        "An answer", "Both, in turns", question="Does Rescue Operations keep a project of its own?"
    )
