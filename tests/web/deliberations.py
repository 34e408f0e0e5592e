"""Tables in the middle of every procedure that is more than a yes or no, to be drawn and looked at."""

from __future__ import annotations

from collections.abc import Iterable

from meshcouncil.council import commands as at_table
from meshcouncil.council.definition import ProcedureKind
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, AdoptRulebook, Matter, SettleDecision
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK, usual_rules
from tests.web.samples import ME, NOW, TESTED, Table, begun

POLICY = AddPolicy("Every public model is tested", TESTED)
QUESTION = SettleDecision("cross_refs", "fm_pair")
SEATS = (1, 2, 3, 4, 5, 6, 7, 9, 10)
OBJECTION = "A gate before every change makes my reports late by a week."


def deciding_by(kind: ProcedureKind, matter: Matter = POLICY) -> Table:
    """A council that decides this way, with a motion ready to be put by seat 9, which chairs."""
    table = begun().do(at_table.TableMotion(9, AdoptProcedure(usual_rules(kind))), at_table.SecondMotion(10, "M1"))
    table.vote("M1", 9).do(at_table.TableMotion(1, matter, "Trust is what we share."))
    if table.state.motions["M2"].status == "tabled":
        table.do(at_table.SecondMotion(3, "M2"))
    return table


def put(kind: ProcedureKind, matter: Matter = POLICY) -> Table:
    return deciding_by(kind, matter).do(at_table.OpenVote(9, "M2", at=NOW - 20_000))


def votes(table: Table, choices: Iterable[tuple[int, str]], reason: str = OBJECTION) -> Table:
    version = table.state.motions["M2"].version
    for seat, choice in choices:
        why = reason if choice in ("object", "block", "-1") else ""
        table.do(at_table.CastBallot(seat, "M2", version, choice, why))
    return table


def in_a_round() -> Table:
    """The clarifying round of consent, at my turn."""
    table = put("consent")
    table.do(at_table.TakeTurn(2, "M2", "Who writes the tests for old models?"), at_table.TakeTurn(3, "M2"))
    return table.do(at_table.TakeTurn(4, "M2", "Does it hold for seeds as well?"))


def objected() -> Table:
    """Two objections to work in, one of them mine."""
    table = put("consent").do(at_table.EndStage(9, "M2"), at_table.EndStage(9, "M2"))
    votes(table, ((seat, "object" if seat in (3, ME) else "consent") for seat in SEATS))
    return table.do(at_table.WeighObjection(9, "M2", "O1", qualifies=False))


def hummed() -> Table:
    """After a hum: one open point is answered, one is not."""
    table = put("rough_consensus").do(
        at_table.RaiseIssue(3, "M2", "Who pays for the extra runs?"),
        at_table.RaiseIssue(7, "M2", "What of models that nobody owns?"),
    )
    for seat, loud in zip(SEATS, (9, 8, 2, 7, 9, 10, 3, 8, 9), strict=True):
        table.do(at_table.CastBallot(seat, "M2", 1, marks=(("hum", loud),)))
    return table.do(at_table.AnswerIssue(1, "M2", "I1", "The platform's budget; it is in the plan."))


def declared() -> Table:
    return hummed().do(
        at_table.AnswerIssue(2, "M2", "I2", "They are not public, so it does not touch them."),
        at_table.DeclareConsensus(9, "M2", reached=True, reason="Two low hums, both answered.", at=NOW - 5_000),
    )


def offered() -> Table:
    return put("delegation").do(at_table.OfferToDecide(10, "M2", "I drew these lines and know where they break."))


def delegated() -> Table:
    """I am the delegate; one has advised me."""
    table = put("delegation").do(
        at_table.OfferToDecide(ME, "M2", "My team is hit first when it goes wrong."), at_table.EndStage(9, "M2")
    )
    votes(table, ((seat, "confirm") for seat in SEATS))
    return table.do(at_table.GiveAdvice(1, "M2", "Begin with the five models that most people use."))


def commented() -> Table:
    return put("rfc").do(
        at_table.RaiseIssue(4, "M2", "Sample data in staging makes these tests green for nothing."),
        at_table.SupportIssue(1, "M2", "I1"),
    )


def announced() -> Table:
    table = deciding_by("lazy_consensus").do(at_table.OpenVote(1, "M2", at=NOW - 20_000))
    return votes(table, ((seat, "read") for seat in (1, 2, 3)))


def scored() -> Table:
    """What led a score waits for its up-or-down vote."""
    table = put("score_vote", QUESTION)
    first, second = (choice for choice in table.state.motions["M2"].choices[:2])
    for seat in SEATS:
        table.do(at_table.CastBallot(seat, "M2", 1, marks=((first, 8 - seat % 3), (second, 4))))
    return table


def blocked() -> Table:
    table = put("consensus")
    return votes(
        table, ((seat, {3: "block", 4: "stand_aside", 7: "reservations"}.get(seat, "agree")) for seat in SEATS)
    )


def with_a_rulebook() -> Table:
    table = begun().do(at_table.TableMotion(9, AdoptRulebook(DEFAULT_RULEBOOK)), at_table.SecondMotion(10, "M1"))
    return table.vote("M1", 9)


DELIBERATIONS = {
    "round": in_a_round,
    "objected": objected,
    "hum": lambda: put("rough_consensus"),
    "hummed": hummed,
    "declared": declared,
    "offered": offered,
    "delegated": delegated,
    "commented": commented,
    "announced": announced,
    "scored": scored,
    "blocked": blocked,
    "approval": lambda: put("approval", QUESTION),
    "dots": lambda: put("dot_vote", QUESTION),
    "points": lambda: put("score_vote", QUESTION),
    "apache": lambda: put("apache_vote"),
    "rulebook": with_a_rulebook,
}
"""By what is going on: how to get to a table where it goes on."""
