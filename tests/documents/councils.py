"""Councils of the pond, played by commands through the real rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from meshcouncil.council.commands import (
    AnswerAsFacilitator,
    BeginStep,
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseCouncil,
    CloseFinalVote,
    CloseVote,
    Command,
    DealInject,
    DeclareFact,
    FillSeat,
    Introduce,
    OpenVote,
    RaiseHand,
    ReviseMotion,
    Say,
    SecondMotion,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import AddProject, ChangeOwner, Fraction, ProcedureRules
from meshcouncil.council.events import Event
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    ChangeGraph,
    ChangePolicy,
    Matter,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.state import Council, seated
from tests.documents.pond import POND

NAMES = {1: "Ada", 2: "Bo", 3: "Cleo", 4: "Dag", 5: "Eve"}
CONSENT = ProcedureRules(kind="consent", quorum=Fraction(3, 5), emergency="hub_owner")
SECRET = ProcedureRules(base="seats", ballots="secret")


@dataclass
class Play:
    """A council at work: it sends commands to the rules and keeps what happened."""

    council: Council = field(default_factory=lambda: seated(POND))
    events: list[Event] = field(default_factory=list)

    def send(self, *commands: Command) -> Play:
        for command in commands:
            happened = decide(self.council, command)
            self.events.extend(happened)
            self.council = replayed(self.council, happened)
        return self

    def sit(self, seats: Iterable[int] = (1, 2, 3, 4, 5)) -> Play:
        for seat in seats:
            self.send(FillSeat(seat, "bot" if seat == 4 else "person", NAMES[seat]))
        return self

    def begin(self, step: str = "first", *, final_vote: bool = False) -> Play:
        return self.send(BeginStep(step, sitting=True, procedure=step == "first", final_vote=final_vote))

    def move(self, seat: int, matter: Matter, reason: str = "") -> Play:
        self.send(TableMotion(seat, matter, reason))
        return self.send(SecondMotion(2 if seat == 1 else 1, self.latest))

    def vote(self, answers: str, reasons: Iterable[str] = ()) -> Play:
        """Open the vote on the latest motion; a letter for each seat, `-` for a silent one."""
        self.send(OpenVote(5, self.latest))
        words = {"y": "yes", "n": "no", "a": "abstain", "c": "consent", "o": "object"}
        given = iter(reasons)
        version = self.council.motions[self.latest].version
        for seat, letter in enumerate(answers, start=1):
            if letter != "-":
                reason = next(given) if letter == "o" else ""
                self.send(CastBallot(seat, self.latest, version, words[letter], reason))
        return self.send(CloseVote(5, self.latest)) if "-" in answers else self

    def final(self, answers: str, pad_text: str = "") -> Play:
        self.send(CallFinalVote(5, pad_text))
        number = self.council.final_votes[-1].number
        for seat, letter in enumerate(answers, start=1):
            if letter != "-":
                self.send(CastCharterBallot(seat, number, {"y": "yes", "n": "no", "a": "abstain"}[letter]))
        return self.send(CloseFinalVote(5)) if "-" in answers else self

    @property
    def latest(self) -> str:
        return f"M{len(self.council.motions)}"


def whole_council() -> Play:
    """A council that does nearly everything a council can do, with canaries in whatever is not for the room."""
    play = Play().sit().begin()
    play.send(
        Introduce(1, "I am the Head Frog and I sing every evening from dusk until the lamps go out."),
        DeclareFact(3, "There are nine ducklings."),
        RaiseHand(2),
        Say(2, "council", "Let us begin."),
        Say(1, "team", "CANARY-TEAM"),
        Say(3, "facilitator", "CANARY-HELP"),
        AnswerAsFacilitator(3, "CANARY-ANSWER"),
        AnswerAsFacilitator(None, "Ten minutes, please."),
    )
    play.move(5, AdoptProcedure(CONSENT), "We all have to live with it.").vote("yyny-")
    play.move(3, AddPolicy("Bread", "Bread is cut small.\n# Not a heading\n---\nand <b>dry</b>."))
    play.vote("cccco", ["It swells in the water."])
    play.send(ReviseMotion(3, "M2", AddPolicy("Bread", "Bread is cut small and dry.\n# Not a heading")))
    play.vote("ccccc")
    play.send(DealInject("storm"), TableMotion(1, SettleDecision("alarm", "whistle"), "Now!", emergency=True))
    play.move(5, AdoptProcedure(SECRET)).vote("cccc-")
    play.begin("second", final_vote=True)
    play.move(3, SettleDecision("ducks_home", "folded")).vote("ynnnn")
    play.move(3, SettleDecision("ducks_home", "own"), "We always lived there.").vote("nyyyy")
    play.move(4, SettleDecision("name", "", "Call it Home.")).vote("yyyyn")
    operations = (AddProject("bank", "The Bank", "ducks"), ChangeOwner("water", "keepers"))
    play.move(2, ChangeGraph(operations)).vote("yyyyy")
    play.move(2, RepealPolicy("P1")).send(WithdrawMotion(2, play.latest))
    play.move(4, ChangePolicy("P1", "Bread", "Bread is cut small.\n# Not a heading")).vote("yyyy-")
    play.move(1, SettleDecision("feeding", "anyone"))
    play.final("yyny-", pad_text="Dear all,\nbread is for everyone.")
    return play.send(CloseCouncil())
