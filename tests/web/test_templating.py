"""What templates say comes from the documents, whatever else they are drawn from."""

from __future__ import annotations

import pytest

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.tallies import Round, Tally
from meshcouncil.council.views import ChoiceView
from meshcouncil.web.templating import before_vote, choice, digits, environment, minutes, tally, why_not
from tests.web.samples import debated, onlooker, seated_table

OPTIONS = (ChoiceView("own", "In a place of their own"), ChoiceView("none", ""))
RANKED = Tally(
    result="carried", yes=5, no=4, abstained=0, silent=0, base="votes_cast", base_size=9, needed=5, quorum=5,
    took_part=9, rounds=(Round((("own", 5), ("none", 4)), ()),), winner="own",
)  # fmt: skip


@pytest.mark.parametrize(
    ("milliseconds", "written"), [(0, "00:00"), (61_000, "01:01"), (-1_500, "+00:02"), (-200, "00:00")]
)
def test_an_overrun_counts_up_behind_a_plus_sign(milliseconds: int, written: str) -> None:
    assert digits(milliseconds) == written


def test_minutes_are_written_in_words() -> None:
    assert [minutes(each) for each in (1, 10, 2.5)] == ["1 minute", "10 minutes", "2.5 minutes"]


def test_a_ranked_count_names_the_options_of_its_ballot() -> None:
    assert tally(RANKED, OPTIONS) == (
        "Round 1: “In a place of their own” 5, “None of these” 4. “In a place of their own” wins (5 of 9, 5 needed): "
        "adopted."
    )


def test_an_answer_has_the_packs_words_where_it_is_an_option() -> None:
    assert [choice(each, OPTIONS) for each in ("own", "none", "yes")] == [
        "In a place of their own",
        "None of these",
        "Yes",
    ]


def test_what_a_ballot_needs_is_reckoned_from_who_sits_there() -> None:
    rules = ProcedureRules(base="seats", quorum=Fraction(4, 5))
    nine = onlooker(seated_table())
    assert before_vote(rules, nine) == "Needed: 5 of 9 seats. At least 8 of 9 seats must take part."


def test_a_refusal_is_told_in_a_sentence() -> None:
    assert why_not("no_teammate") == "You have no teammate at this table: talk to the whole council instead."


def test_the_sentence_under_a_count_is_the_one_of_the_account() -> None:
    view = onlooker(debated())
    page = environment().from_string("{{ motion.tally | tally(motion.choices) }}").render(motion=view.motions[0])
    assert page == "5 of 9 seats needed; 7 yes, 2 no: adopted."
