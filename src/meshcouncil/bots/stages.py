"""What a bot does while a motion goes through its procedure: it speaks in turn, objects and lifts, offers and decides.

Everything it says is made from what is public, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from meshcouncil.bots.appraisal import broken_by
from meshcouncil.bots.ballots import stance_on, wishes_hurt, wishes_served
from meshcouncil.bots.offered import Offered
from meshcouncil.bots.situation import Situation
from meshcouncil.bots.speech import Speaker, Subject, subject_of
from meshcouncil.council.commands import (
    AcceptAmendment,
    AnswerIssue,
    AppealDeclaration,
    AskAdvice,
    Command,
    DecideAlone,
    DeclareConsensus,
    EndStage,
    GiveAdvice,
    LiftObjection,
    OfferToDecide,
    OpenVote,
    RaiseIssue,
    SupportIssue,
    TakeTurn,
    WeighObjection,
)
from meshcouncil.council.matters import AmendMotion
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.views import MotionView

EMPTY_OBJECTION = 0.12
"""How likely a bot doubts that another's objection qualifies, once it wants the motion."""

OFFERS_ENOUGH = 1
LONG_ENOUGH = 0.25
MOST_ISSUES = 3


@dataclass(frozen=True, slots=True)
class Stages:
    """One turn of one bot, as far as procedures with stages are concerned."""

    situation: Situation
    offered: Offered
    speaker: Callable[[], Speaker]

    def go_on(self) -> Iterator[Command]:
        """Do what the stage of some motion waits for from this seat."""
        for motion in self.situation.view.live_motions:
            yield from self._objections(motion)
            yield from self._issues(motion)
            match motion.way.stage:
                case "clarifying" | "reactions":
                    yield from self._turn(motion)
                case "offers":
                    yield from self._offer(motion)
                case "advice" | "deciding":
                    yield from self._advise_or_decide(motion)
                case "declaring" | "declared":
                    yield from self._declare(motion)
                case _:
                    yield from self._announce(motion)

    def accept_amendments(self) -> Iterator[Command]:
        """Take an amendment of one's own motion as friendly when it costs little."""
        for motion in self.situation.view.live_motions:
            if isinstance(motion.matter, AmendMotion) and self.situation.gain_of(motion.matter) > -4.0:
                accept = AcceptAmendment(self.situation.seat, motion.id)
                if self.situation.chance(0.6) and self.offered.has(accept):
                    yield accept

    def _announce(self, motion: MotionView) -> Iterator[Command]:
        """Put one's own motion where the procedure leaves that to the mover."""
        puts = PROCEDURES[motion.next_rules.kind].mover_puts and motion.is_mine and motion.may_open_vote
        unchanged = motion.status == "objected" and motion.round >= 1
        if puts and not unchanged and motion.round < 3 and not self.situation.view.open_ballots:
            yield OpenVote(self.situation.seat, motion.id)

    def _turn(self, motion: MotionView) -> Iterator[Command]:
        if "pass_turn" not in motion.way.may:
            return
        silent = self.situation.chance(0.55)
        if silent:
            yield TakeTurn(self.situation.seat, motion.id)
        elif "take_turn" in motion.way.may:
            subject = self._subject(motion)
            text = self.speaker().question(subject) if motion.way.stage == "clarifying" else self._reaction(motion)
            yield TakeTurn(self.situation.seat, motion.id, text)

    def _reaction(self, motion: MotionView) -> str:
        situation, subject = self.situation, self._subject(motion)
        change = situation.change_of(motion.matter)
        if stance_on(situation, motion) == "against":
            broken = broken_by(situation.mandate, situation.settled, change) if change else ()
            return self.speaker().doubt(subject, wishes_hurt(situation, change), broken)
        if situation.gain_of(motion.matter) < 0:
            return self.speaker().acceptance(subject)
        return self.speaker().support(subject, wishes_served(situation, change), sound=False)

    def _objections(self, motion: MotionView) -> Iterator[Command]:
        """Lift one's own objection as time runs out; doubt another's that stands in the way of what one wants."""
        for objection in motion.way.objections:
            gives_way = 0.1 + 0.5 * self.situation.progress.council
            if objection.may_lift and self.situation.chance(gives_way):
                yield LiftObjection(self.situation.seat, motion.id, objection.id)
            wants = objection.may_test and not objection.i_doubt and stance_on(self.situation, motion) == "for"
            if wants and self.situation.chance(EMPTY_OBJECTION):
                yield WeighObjection(self.situation.seat, motion.id, objection.id, qualifies=False)

    def _issues(self, motion: MotionView) -> Iterator[Command]:
        stance = stance_on(self.situation, motion)
        for issue in motion.way.issues:
            if issue.may_answer and stance == "for" and self.situation.chance(0.6):
                yield AnswerIssue(
                    self.situation.seat, motion.id, issue.id, self.speaker().answer(self._subject(motion))
                )
            if issue.may_support and stance == "against" and self.situation.chance(0.4):
                yield SupportIssue(self.situation.seat, motion.id, issue.id)
        mine = any(issue.seat == self.situation.seat for issue in motion.way.issues)
        room = "raise_issue" in motion.way.may and len(motion.way.issues) < MOST_ISSUES and not mine
        if room and stance == "against" and self.situation.chance(0.25):
            yield RaiseIssue(self.situation.seat, motion.id, self._reaction(motion))

    def _offer(self, motion: MotionView) -> Iterator[Command]:
        """Offer where nobody has and the seat cares; the chair then ends the call."""
        cares = motion.is_mine or abs(self.situation.gain_of(motion.matter)) > 5.0
        enough = len(motion.way.offers) >= OFFERS_ENOUGH
        if "offer_to_decide" in motion.way.may and not enough and self.situation.chance(0.6 if cares else 0.15):
            text = self.speaker().offer_to_decide(self._subject(motion))
            yield OfferToDecide(self.situation.seat, motion.id, text)
        if "end_stage" in motion.way.may and self.situation.chance(0.6 if enough else 0.05):
            yield EndStage(self.situation.seat, motion.id)

    def _advise_or_decide(self, motion: MotionView) -> Iterator[Command]:
        """Ask two of other teams, advise where one was asked, and decide once everybody asked has answered."""
        situation, way = self.situation, motion.way
        advised = any(each.seat == situation.seat for each in way.advice)
        if situation.seat in way.asked and not advised and "give_advice" in way.may:
            yield GiveAdvice(situation.seat, motion.id, self._reaction(motion))
        if way.stage == "advice" and not way.asked and "ask_advice" in way.may:
            seats = self._of_other_teams()
            if seats:
                yield AskAdvice(situation.seat, motion.id, seats)
        if "decide_alone" in way.may:
            adopt = motion.is_mine or stance_on(situation, motion) != "against"
            reason = self.speaker().decision(self._subject(motion), adopt=adopt)
            yield DecideAlone(situation.seat, motion.id, adopt, reason)

    def _of_other_teams(self) -> tuple[int, ...]:
        by_team: dict[str, int] = {}
        for seat in self.situation.occupied:
            if seat.team != self.situation.me.team:
                by_team.setdefault(seat.team, seat.number)
        chosen = list(by_team.values())
        self.situation.dice.shuffle(chosen)
        return tuple(chosen[:2])

    def _declare(self, motion: MotionView) -> Iterator[Command]:
        """The chair declares consensus where hums were loud and points are answered; who was not heard may appeal."""
        seat, way = self.situation.seat, motion.way
        if "appeal_declaration" in way.may and way.declared is not None:
            reached, _ = way.declared
            harmed = reached and self.situation.gain_of(motion.matter) < -30.0
            if harmed and self.situation.chance(0.3):
                yield AppealDeclaration(seat, motion.id, self.speaker().appeal(self._subject(motion)))
        loud = _loudness(motion) >= 50
        if loud and "declare_consensus" in way.may:
            reason = self.speaker().declaration(self._subject(motion), reached=True)
            yield DeclareConsensus(seat, motion.id, reached=True, reason=reason)
        elif "declare_no_consensus" in way.may and self.situation.chance(0.05 if loud else LONG_ENOUGH):
            reason = self.speaker().declaration(self._subject(motion), reached=False)
            yield DeclareConsensus(seat, motion.id, reached=False, reason=reason)

    def _subject(self, motion: MotionView) -> Subject:
        return subject_of(motion.matter, self.situation.mandate.decisions_by_id, motion.id)


def _loudness(motion: MotionView) -> int:
    """Give the mean loudness of a hum in percent."""
    totals = motion.tally.totals if motion.tally is not None else ()
    hummed = sum(seats for _, seats in totals)
    return sum(10 * int(loudness) * seats for loudness, seats in totals) // hummed if hummed else 0
