"""Which procedure serves which matter, and what was done alone in an emergency."""

from __future__ import annotations

import pytest

from meshcouncil.council.commands import (
    BeginStep,
    CastBallot,
    CloseVote,
    DealInject,
    OpenVote,
    SecondMotion,
    TableMotion,
)
from meshcouncil.council.definition import Fraction, PolicyRecord, ProcedureRules, RulebookLine
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdoptRulebook,
    AskCouncil,
    ChangeGraph,
    Matter,
    RatifyAct,
    SettleDecision,
)
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK, FOUNDING_RULES, class_of, rules_for
from meshcouncil.council.state import Council
from tests.council.builders import carried, did, latest, refused, sitting

ALL = (1, 2, 3, 4, 5, 6)


def with_table() -> Council:
    """A council that adopted the usual table, by a majority of its seats."""
    return carried(sitting(rules=ProcedureRules()), AdoptRulebook(DEFAULT_RULEBOOK))


def weighing(weight: str) -> AddPolicy:
    return AddPolicy("A policy", "We will.", record=PolicyRecord(weight=weight))  # type: ignore[arg-type]


def test_a_council_without_a_table_decides_everything_by_its_usual_procedure() -> None:
    usual = ProcedureRules(kind="unanimity")
    council = carried(sitting(), AdoptProcedure(usual))
    matters: tuple[Matter, ...] = (weighing("minor"), weighing("standard"), SettleDecision("tests", "all"))
    assert [rules_for(council, matter) for matter in matters] == [usual] * 3


@pytest.mark.parametrize(
    ("matter", "kind", "threshold"),
    [
        (weighing("minor"), "lazy_consensus", Fraction(1, 2)),
        (weighing("ordinary"), "consent", Fraction(1, 2)),
        (weighing("standard"), "supermajority", Fraction(2, 3)),
        (ChangeGraph(()), "ranked_choice", Fraction(1, 2)),
        (AskCouncil("What first?", ("This", "That")), "dot_vote", Fraction(1, 2)),
        (AdoptProcedure(ProcedureRules()), "supermajority", Fraction(2, 3)),
    ],
)
def test_the_usual_table_gives_each_matter_its_procedure(matter: Matter, kind: str, threshold: Fraction) -> None:
    """The table of specification D.18."""
    rules = rules_for(with_table(), matter)
    assert (rules.kind, rules.threshold) == (kind, threshold)


def test_the_table_is_changed_by_its_own_rule_two_thirds_of_the_seats() -> None:
    council = with_table()
    lines = tuple(line for line in DEFAULT_RULEBOOK if line.matter != "minor")
    council = did(council, TableMotion(1, AdoptRulebook(lines)), SecondMotion(3, "M2"), OpenVote(5, "M2"))
    for seat in ALL:
        council = did(council, CastBallot(seat, "M2", 1, "yes" if seat <= 4 else "no"))
    tally = council.motions["M2"].tally
    assert tally is not None
    assert (tally.needed, tally.base, tally.base_size) == (4, "seats", 6)
    assert council.rulebook == lines
    assert class_of(council, AdoptRulebook(lines)) == "charter_change"


@pytest.mark.parametrize(
    "lines",
    [
        (RulebookLine("policy", ProcedureRules()), RulebookLine("policy", ProcedureRules(kind="consent"))),
        (RulebookLine("charter_change", ProcedureRules(kind="lazy_consensus")),),
        (RulebookLine("final", ProcedureRules(kind="temperature_check")),),
    ],
)
def test_a_table_that_cannot_work_is_refused(lines: tuple[RulebookLine, ...]) -> None:
    assert refused(sitting(), TableMotion(1, AdoptRulebook(lines))) == "rulebook_unsound"


def test_a_mesh_wide_standard_needs_a_seat_of_every_team() -> None:
    council = did(with_table(), TableMotion(1, weighing("standard")), SecondMotion(3, "M2"), OpenVote(5, "M2"))
    council = did(council, *(CastBallot(seat, "M2", 1, "yes") for seat in (1, 2, 3, 4)))
    council = did(council, CloseVote(5, "M2"))
    tally = council.motions["M2"].tally
    assert tally is not None
    assert (tally.result, tally.missing_team) == ("no_quorum", council.definition.chair_team)
    assert council.policies_in_force == ()


def test_a_question_of_the_councils_own_is_answered_in_an_order() -> None:
    council = sitting(rules=ProcedureRules(second_needed=False))
    council = did(council, TableMotion(1, AskCouncil("What first?", ("A", "B"))), OpenVote(5, "M1"))
    for seat in ALL:
        marks = (("B", 2), ("A", 1)) if seat <= 4 else (("A", 3),)
        council = did(council, CastBallot(seat, "M1", 1, marks=marks))
    assert [(answer.question, answer.order) for answer in council.answers] == [("What first?", (("A", 10), ("B", 8)))]


@pytest.mark.parametrize("options", [("Only one",), ("Twice", "twice"), ("none", "some"), ()])
def test_a_question_needs_different_answers(options: tuple[str, ...]) -> None:
    assert refused(sitting(), TableMotion(1, AskCouncil("What?", options))) == "options_unsound"


# --- emergencies and their ratification (specification D.12) ----------------------------------------------------------

CHAIR_ACTS = ProcedureRules(emergency="chair_team", second_needed=False)


def acted() -> Council:
    """The chairing team settled a point alone in an emergency, then the next session began."""
    council = did(sitting(rules=CHAIR_ACTS), DealInject("fire"))
    point = next(iter(council.definition.injects_by_id["fire"].concerns))
    option = council.definition.decisions_by_id[point].options[1].id
    council = did(council, TableMotion(5, SettleDecision(point, option), "At once.", emergency=True))
    assert (council.motions["M1"].act, council.settled[point].option) == ("pending", option)
    return did(council, BeginStep("two", sitting=True, procedure=False, final_vote=False))


def voted(council: Council, choice: str) -> Council:
    motion = latest(council)
    return did(council, OpenVote(5, motion), *(CastBallot(seat, motion, 1, choice) for seat in ALL))


def test_an_act_is_put_to_the_council_at_its_next_session() -> None:
    assert acted().motions["M2"].matter == RatifyAct("M1")
    assert acted().motions["M2"].status == "open"


def test_a_ratified_act_stands() -> None:
    council = voted(acted(), "yes")
    assert (council.motions["M1"].act, list(council.settled)) == ("ratified", [council.motions["M1"].matter.decision])  # type: ignore[union-attr]


def test_an_act_that_is_not_ratified_is_undone() -> None:
    council = voted(acted(), "no")
    assert (council.motions["M1"].act, council.settled, council.graph) == ("undone", {}, council.definition.graph)


def test_a_policy_made_in_an_emergency_is_repealed_when_it_is_not_ratified() -> None:
    council = did(sitting(rules=CHAIR_ACTS), DealInject("fire"))
    council = did(council, TableMotion(5, AddPolicy("Stop", "We will stop."), "At once.", emergency=True))
    council = did(council, BeginStep("two", sitting=True, procedure=False, final_vote=False))
    assert len(council.policies_in_force) == 1
    assert voted(council, "no").policies_in_force == ()


def test_under_the_emergency_power_the_acting_team_acts_on_what_anybody_moves() -> None:
    council = sitting(rules=ProcedureRules(kind="emergency_power", second_needed=False, emergency="chair_team"))
    council = did(council, TableMotion(1, AddPolicy("Stop", "We will stop.")))
    assert refused(council, OpenVote(1, "M1")) == "not_your_turn_to_chair"
    council = did(council, OpenVote(5, "M1"))
    assert (council.motions["M1"].act, [policy.title for policy in council.policies_in_force]) == ("pending", ["Stop"])
    assert rules_for(council, AdoptProcedure(ProcedureRules())) == FOUNDING_RULES
