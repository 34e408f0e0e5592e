"""A council of the pond that goes through every family of procedures, with dissent, amendments, advice and rulings."""

from __future__ import annotations

from meshcouncil.council.commands import (
    AcceptAmendment,
    AnswerIssue,
    AskAdvice,
    CastBallot,
    CloseVote,
    DecideAlone,
    DeclareConsensus,
    EndStage,
    GiveAdvice,
    OfferToDecide,
    OpenVote,
    RaiseIssue,
    ReviseMotion,
    RingClocks,
    TableMotion,
    TakeTurn,
    WeighObjection,
)
from meshcouncil.council.definition import PolicyRecord, ProcedureRules, RulebookLine
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, AdoptRulebook, AmendMotion, AskCouncil, Matter
from tests.documents.councils import Play

LATER = 10_000_000


def by(kind_of_rules: ProcedureRules) -> Play:
    """A table of five that has just adopted these rules, in motion M1."""
    return Play().sit().begin().move(5, AdoptProcedure(kind_of_rules)).vote("yyyyy")


def deliberating_council() -> Play:
    """Consent in rounds with an objection worked in; then a rulebook under which other matters go other ways."""
    play = by(ProcedureRules(kind="consent", rounds=True, second_needed=False))
    _consent_in_rounds(play)
    lines = (
        RulebookLine("minor", ProcedureRules(kind="rough_consensus", second_needed=False)),
        RulebookLine("policy", ProcedureRules(kind="delegation", second_needed=False)),
        RulebookLine("standard", ProcedureRules(kind="advice_process", second_needed=False)),
        RulebookLine("priorities", ProcedureRules(kind="dot_vote", ballots="secret", second_needed=False)),
    )
    rulebook = _moved(play, 1, AdoptRulebook(lines))
    play.send(OpenVote(5, rulebook))
    _everyone_passes(play, rulebook)
    play.send(*(CastBallot(seat, rulebook, 1, "consent") for seat in range(1, 6)))
    _rough_consensus(play)
    _delegated(play)
    _after_advice(play)
    _in_secret(play)
    return play


def _consent_in_rounds(play: Play) -> None:
    bread = _moved(play, 3, AddPolicy("Bread", "Bread is cut small."), "The small ones choke.")
    amendment = _moved(play, 4, AmendMotion(bread, 1, AddPolicy("Bread", "Bread is cut small and kept dry.")))
    play.send(AcceptAmendment(3, amendment))
    play.send(OpenVote(5, bread), TakeTurn(4, bread, "How small?"), TakeTurn(5, bread))
    play.send(TakeTurn(1, bread), TakeTurn(2, bread), TakeTurn(3, bread, "As a thumb."))
    _everyone_passes(play, bread)
    votes = [CastBallot(seat, bread, 2, "consent") for seat in (1, 2, 3, 4)]
    play.send(*votes, CastBallot(5, bread, 2, "object", "It swells in the water."))
    play.send(WeighObjection(1, bread, "O1", qualifies=False))
    play.send(ReviseMotion(3, bread, AddPolicy("Bread", "Bread is soaked first."), "", objection="O1"))
    play.send(OpenVote(5, bread), *(CastBallot(seat, bread, 3, "consent") for seat in (1, 2, 3, 4, 5)))


def _rough_consensus(play: Play) -> None:
    song = _moved(play, 1, AddPolicy("Song", "Frogs sing until nine.", record=PolicyRecord(weight="minor")))
    play.send(RaiseIssue(3, song, "The small ones sleep at eight."), OpenVote(5, song))
    play.send(*(CastBallot(seat, song, 1, marks=(("hum", loud),)) for seat, loud in ((1, 10), (2, 9), (3, 1), (4, 6))))
    play.send(CloseVote(5, song), AnswerIssue(1, song, "I1", "We sing behind the reeds."))
    play.send(DeclareConsensus(5, song, reached=True, reason="Most are in favour."), RingClocks(LATER))


def _delegated(play: Play) -> None:
    lamps = _moved(play, 2, AddPolicy("Lamps", "Lamps go out at ten."))
    play.send(OpenVote(5, lamps), OfferToDecide(1, lamps, "I see them last."), EndStage(5, lamps))
    play.send(CastBallot(3, lamps, 1, "refuse"), CloseVote(5, lamps), GiveAdvice(3, lamps, "Earlier, please."))
    play.send(DecideAlone(1, lamps, adopt=False, reason="Ten is too late for the ducks."))


def _after_advice(play: Play) -> None:
    record = PolicyRecord(weight="standard", steward="Old Drake", review_by="2027-03-31")
    water = _moved(play, 4, AddPolicy("Water", "Water is tested.", record=record))
    play.send(
        OpenVote(4, water),
        AskAdvice(4, water, (1, 5)),
        GiveAdvice(1, water, "Weekly."),
        GiveAdvice(5, water, "By the keepers."),
    )
    play.send(DecideAlone(4, water, adopt=True, reason="Both agree."))


def _in_secret(play: Play) -> None:
    first = _moved(play, 5, AskCouncil("What comes first?", ("Bread", "Song")))
    dots = (("Bread", 3),), (("Bread", 2), ("Song", 1)), (("Song", 3),), (("Bread", 3),), (("none", 1),)
    play.send(OpenVote(5, first))
    play.send(*(CastBallot(seat, first, 1, marks=marks) for seat, marks in enumerate(dots, start=1)))


def _moved(play: Play, seat: int, matter: Matter, reason: str = "") -> str:
    play.send(TableMotion(seat, matter, reason))
    return play.latest


def _everyone_passes(play: Play, motion: str) -> None:
    while (turns := play.council.motions[motion].turns) is not None and turns.waiting:
        play.send(TakeTurn(turns.waiting[0], motion))


__all__ = ["by", "deliberating_council"]
