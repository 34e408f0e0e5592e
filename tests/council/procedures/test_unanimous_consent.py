"""Unanimous consent: silence adopts, one objection leads to a vote (Robert's Rules of Order; specification D.4)."""

from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.procedures.procedure import majority_of_votes_cast
from meshcouncil.council.tallies import Tally
from tests.council.procedures.boxes import said

RULES = ProcedureRules(kind="unanimous_consent", clock=30)


def test_silence_of_ten_seats_adopts_the_minutes() -> None:
    """Robert's Rules: minutes are approved when nobody objects, without anybody having to speak up (D.4)."""
    assert said(RULES, {}) == Tally(
        result="carried",
        yes=0,
        no=0,
        abstained=0,
        silent=10,
        base="seats",
        base_size=10,
        needed=0,
        quorum=6,
        took_part=10,
        kind="unanimous_consent",
    )


def test_one_objection_is_enough_for_a_vote() -> None:
    """Robert's Rules: a single member who objects brings the matter to an ordinary vote (D.4)."""
    tally = said(RULES, {"no_objection": 9, "object": 1})
    assert (tally.result, tally.yes, tally.no, tally.objections) == ("contested", 9, 1, 1)


def test_an_objection_is_heard_while_everybody_else_is_silent() -> None:
    """Robert's Rules: the objection counts whoever else has spoken; it decides nothing but that there is a vote."""
    tally = said(RULES, {"object": 1})
    assert (tally.result, tally.silent, tally.took_part) == ("contested", 9, 10)


def test_a_team_that_is_silent_agrees_as_well() -> None:
    """Silence assents (D.4), so that a rule that each team takes part is kept by silence too."""
    rules = ProcedureRules(kind="unanimous_consent", every_team=True)
    assert said(rules, {"no_objection": 2}).result == "carried"


def test_after_an_objection_more_yes_than_no_decides() -> None:
    procedure = PROCEDURES["unanimous_consent"]
    rules = majority_of_votes_cast(ProcedureRules(kind="unanimous_consent", base="seats", clock=30))
    assert procedure.fallback is majority_of_votes_cast
    assert rules == ProcedureRules(kind="simple_majority", base="votes_cast")
    assert said(rules, {"yes": 4, "no": 3}).result == "carried"


def test_the_chair_asks_whether_there_is_an_objection() -> None:
    procedure = PROCEDURES["unanimous_consent"]
    assert procedure.choices(AddPolicy("Minutes", "As read."), ()) == ("no_objection", "object")
    assert (procedure.silence, procedure.clock, procedure.reasoned) == (True, 30, frozenset({"object"}))
