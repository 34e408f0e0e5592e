"""Questions of the council's own: what comes first, what comes second, and what shares a place."""

from __future__ import annotations

import pytest

from meshcouncil.council.commands import CastBallot
from meshcouncil.council.definition import ProcedureKind, ProcedureRules
from meshcouncil.council.matters import AskCouncil
from meshcouncil.council.state import Answer, Council
from meshcouncil.documents.tallies import tally_sentence
from tests.council.builders import closed, did, sitting, voting

FIRST = AskCouncil("What first?", ("Tests", "Names", "Costs"))


def asked(kind: ProcedureKind, *ballots: str, secret: bool = False) -> Council:
    """The question after seats 1, 2, ... marked these answers, one each; an empty one abstains."""
    rules = ProcedureRules(kind=kind, second_needed=False, ballots="secret" if secret else "open")
    council = voting(sitting(rules=rules), FIRST)
    for seat, answer in enumerate(ballots, start=1):
        marks = ((answer, 1),) if answer else ()
        council = did(council, CastBallot(seat, "M1", 1, "" if answer else "abstain", marks=marks))
    return council if len(ballots) == 6 else closed(council)


def outcome(council: Council) -> tuple[str, str, tuple[Answer, ...], str]:
    motion = council.motions["M1"]
    assert motion.tally is not None
    return motion.status, motion.ended_because, council.answers, tally_sentence(motion.tally).rsplit(". ", 1)[-1]


@pytest.mark.parametrize("kind", ["dot_vote", "approval"])
def test_answers_may_share_the_first_place(kind: ProcedureKind) -> None:
    council = asked(kind, "Tests", "Names", "Names", "Tests", "Costs", "")
    order = (("Tests", 2), ("Names", 2), ("Costs", 1))
    assert outcome(council) == (
        "noted",
        "answered",
        (Answer("What first?", order, "M1"),),
        "“Tests” and “Names” lead together: they share the first place.",
    )


def test_where_none_of_these_leads_the_order_is_kept_and_nothing_is_bound() -> None:
    council = asked("dot_vote", "none", "none", "none", "Names", "Names", "Tests")
    order = (("Names", 2), ("Tests", 1), ("Costs", 0))
    assert outcome(council) == (
        "noted",
        "answered",
        (Answer("What first?", order, "M1"),),
        "“None of these” leads: noted, nothing is decided.",
    )


def test_a_question_that_nobody_marks_is_not_answered() -> None:
    assert outcome(asked("dot_vote", "", "", "", "")) == (
        "lost",
        "",
        (),
        "Nobody marked any option: not adopted.",
    )


def test_a_question_without_a_quorum_is_not_answered() -> None:
    council = asked("dot_vote", "Tests", "Names")
    assert (council.motions["M1"].status, council.answers) == ("open", ())


def test_of_a_secret_count_that_would_betray_its_voters_only_what_won_is_told() -> None:
    rules = ProcedureRules(kind="approval", second_needed=False, ballots="secret")
    council = voting(sitting(rules=rules, seats=(3, 5)), FIRST, mover=3, seconder=5)
    marks = (("Names", 1), ("Tests", 1))
    council = did(council, CastBallot(3, "M1", 1, marks=marks), CastBallot(5, "M1", 1, marks=marks[:1]))
    assert outcome(council)[:3] == ("carried", "", (Answer("What first?", (("Names", 0),), "M1"),))
    assert outcome(council)[3] == (
        "Only 2 seats took part, so the counts of this secret ballot stay secret: “Names” wins: adopted."
    )
