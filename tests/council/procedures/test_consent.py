"""Consent: no reasoned objection, three rounds, then two thirds of the votes cast (specification D.5).

The examples follow the descriptions by Sociocracy For All, by the practical guide to Sociocracy 3.0 and by Loomio.
"""

import pytest

from meshcouncil.council.commands import CloseVote, OpenVote, ReviseMotion
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdoptProcedure
from meshcouncil.council.rules.procedures.consent import CONSENT_ROUNDS
from meshcouncil.council.state import Council
from meshcouncil.council.tallies import Tally, TallyResult
from tests.council.builders import (
    CHAIR,
    TWO_THIRDS,
    ballot,
    cast,
    closed,
    counted,
    did,
    latest,
    opened,
    refused,
    sitting,
    voting,
)

CONSENT = ProcedureRules(kind="consent", second_needed=False)
POLICY = AddPolicy("Name things", "By their team.")


def after_objection(council: Council) -> Council:
    """The council after one more round with an objection by seat 2."""
    council = did(council, OpenVote(CHAIR, latest(council)))
    return closed(cast(council, {1: "consent", 2: "object", 3: "consent", 4: "consent"}))


def test_a_whole_tally() -> None:
    assert counted(CONSENT, "cccccco---") == Tally(
        result="objected",
        yes=6,
        no=1,
        abstained=0,
        silent=3,
        base="seats",
        base_size=10,
        needed=0,
        quorum=6,
        took_part=7,
        objections=1,
    )


@pytest.mark.parametrize(
    ("votes", "result", "objections"),
    [
        ("cccccccccc", "carried", 0),
        ("cccccc----", "carried", 0),  # silence is no objection, and six took part
        ("ccccccccco", "objected", 1),  # one reasoned objection is enough
        ("oooooooooo", "objected", 10),
        ("ccccc-----", "no_quorum", 0),
        ("cccco-----", "no_quorum", 1),
    ],
)
def test_no_objection_adopts(votes: str, result: TallyResult, objections: int) -> None:
    """Sociocracy For All: adopted when a full round brings no objection; one that is reasoned is enough (D.5)."""
    tally = counted(CONSENT, votes)
    assert (tally.result, tally.objections) == (result, objections)


@pytest.mark.parametrize("base", ["votes_cast", "present", "seats", "teams"])
def test_the_base_makes_no_difference(base: str) -> None:
    rules = ProcedureRules(kind="consent", base=base)  # type: ignore[arg-type]
    assert counted(rules, "ccccccccco") == counted(CONSENT, "ccccccccco")


def test_there_is_no_abstaining_and_an_objection_has_a_reason() -> None:
    """Sociocracy 3.0: an objection is an argument; whoever is worried should give it, and nobody abstains (D.5)."""
    council = voting(sitting(rules=CONSENT), POLICY)
    assert council.motions["M1"].choices == ("consent", "object")
    assert refused(council, ballot(council, 1, "abstain")) == "no_such_choice"
    assert refused(council, ballot(council, 1, "object", "  ")) == "reason_needed"


def test_an_objection_brings_the_motion_back_and_its_mover_may_work_it_in() -> None:
    """Sociocracy For All and Loomio: objections are worked into the proposal, and the round is held again (D.5)."""
    council = after_objection(opened(sitting(rules=CONSENT), POLICY))
    assert council.motions["M1"].status == "objected"
    council = did(council, ReviseMotion(1, "M1", AddPolicy("Name things", "By their topic.")), OpenVote(CHAIR, "M1"))
    council = cast(council, dict.fromkeys(range(1, 7), "consent"))
    assert (council.motions["M1"].status, council.policies["P1"].text) == ("carried", "By their topic.")


def test_after_three_rounds_with_objections_two_thirds_of_the_votes_cast_decide() -> None:
    council = opened(sitting(rules=CONSENT), POLICY)
    for number in range(CONSENT_ROUNDS):
        assert council.motions["M1"].objected == number
        council = after_objection(council)
    council = did(council, OpenVote(CHAIR, "M1"))
    motion = council.motions["M1"]
    assert motion.rules == ProcedureRules(
        kind="supermajority", second_needed=False, threshold=TWO_THIRDS, base="votes_cast"
    )
    assert motion.choices == ("yes", "no", "abstain")
    council = cast(council, {1: "yes", 2: "no", 3: "yes", 4: "yes", 5: "yes", 6: "no"})
    assert council.motions["M1"].status == "carried"


def test_a_changed_text_does_not_start_the_rounds_again() -> None:
    council = opened(sitting(rules=CONSENT), POLICY)
    for number in range(CONSENT_ROUNDS):
        council = after_objection(council)
        council = did(council, ReviseMotion(1, "M1", AddPolicy("Name things", f"Try {number}.")))
    assert did(council, OpenVote(CHAIR, "M1")).motions["M1"].choices == ("yes", "no", "abstain")


def test_a_round_without_a_quorum_is_none() -> None:
    council = opened(sitting(rules=CONSENT), POLICY)
    for _ in range(CONSENT_ROUNDS + 1):
        council = closed(cast(did(council, OpenVote(CHAIR, "M1")), {1: "object"}))
        assert council.motions["M1"].status == "open"
    assert did(council, OpenVote(CHAIR, "M1")).motions["M1"].choices == ("consent", "object")


def test_the_first_procedure_is_never_decided_by_consent() -> None:
    council = voting(sitting(rules=CONSENT), AdoptProcedure(ProcedureRules()))
    assert council.motions["M1"].choices == ("yes", "no", "abstain")
    assert did(council, CloseVote(CHAIR, "M1")).procedure is None
