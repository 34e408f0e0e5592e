"""What a change is worth to a seat."""

from __future__ import annotations

import pytest

from meshcouncil.bots.appraisal import Change, broken_by, gain, hurt_by, own_gain, own_worth, served_by, share
from meshcouncil.bots.likeness import resembled
from meshcouncil.bots.mandate import Mandate, mandate_of
from meshcouncil.council.definition import Reading
from meshcouncil.council.predicates import Facts, Vocabulary, parse_predicate
from tests.bots.builders import rainbow_road

WORDS = Vocabulary({"a": ("no", "yes"), "b": ("no", "yes"), "c": ("no", "yes")})


def _mandate(seat: int, reading: Reading = "open") -> Mandate:
    return mandate_of(rainbow_road(), seat, reading)


@pytest.mark.parametrize(
    ("text", "nearness"),
    [
        ("a == yes", 1.0),
        ("b == yes", 0.0),
        ("a == yes and b == yes", 0.5),
        ("a == yes or b == yes", 1.0),
        ("not (a == yes and b == yes)", 1.0),
        ("not (a == yes or b == yes)", 0.5),
        ("passed and a == yes", 1.0),
        ("(a == yes) >= 1", 1.0),
        ("(b == yes) + (c == yes) >= 2", 0.25),
    ],
)
def test_progress_towards_a_goal_is_the_share_of_what_it_asks(text: str, nearness: float) -> None:
    facts = Facts({"a": "yes", "b": "no", "c": "no"}, {"passed": True, "documented": True})
    assert share(parse_predicate(text, WORDS), facts) == nearness


def test_what_fulfils_ones_mission_is_dear_and_what_ruins_it_is_dreaded() -> None:
    hr, finance = _mandate(5), _mandate(3)
    duties, hiring = Change("job_duties", "hr_process_required"), Change("de_hiring", "per_part")
    assert gain(hr, {}, duties) > 150
    assert gain(finance, {}, hiring) < -150
    assert own_gain(_mandate(8), {}, duties) == 0.0


def test_winning_is_worth_most_of_all() -> None:
    support = Change("people_support", "dedicated")
    assert gain(_mandate(5), {}, support) > 300
    assert own_worth(_mandate(5), {"people_support": "dedicated"}) - own_worth(_mandate(5), {}) > 300


def test_a_change_that_does_not_go_with_what_holds_is_told_with_the_packs_reason() -> None:
    pair = Change("cross_refs", "fm_pair")
    assert broken_by(_mandate(4), {}, pair) == (
        "A link between Finance and Marketing makes sense only when they are two projects, or may become two.",
    )
    assert broken_by(_mandate(4), {"fm_projects": "split"}, pair) == ()


def test_open_wishes_are_known_to_every_seat() -> None:
    support = Change("people_support", "dedicated")
    assert [aim.team for aim in served_by(_mandate(1), {}, support)] == ["people_ops"]
    approval = Change("enforcement", "central_approval")
    assert [aim.team for aim in hurt_by(_mandate(1), {"release_cadence": "per_project"}, approval)] == [
        "rescue_operations"
    ]


def test_a_policy_in_somebodys_own_words_is_understood_by_its_nearest_clause() -> None:
    points = rainbow_road().decisions
    own_words = "From now on every project puts its own changes live whenever that project is ready."
    assert resembled(own_words, points) == Change("release_cadence", "per_project")
    assert resembled("We shall have a summer party with cake.", points) is None
