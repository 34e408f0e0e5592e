"""The first strategy: a bot that knows what it wants, says only what all may hear, and gives way as time runs out.

The order of business is a list of things to do, each of which gives a command when there is cause for it. The first
that is also offered is done. Utility decides where the bot stands (`appraisal`), the dice when it speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random

from meshcouncil.bots.appraisal import Change, broken_by
from meshcouncil.bots.ballots import ballot_on, charter_choice, stance_on, wishes_hurt, wishes_served
from meshcouncil.bots.chair import Chair
from meshcouncil.bots.goal_claims import believed, claims_on
from meshcouncil.bots.mandate import Mandate
from meshcouncil.bots.offered import Offered
from meshcouncil.bots.procedures import in_words, proposed_rules
from meshcouncil.bots.situation import Situation
from meshcouncil.bots.speech import Speaker, Subject, subject_of
from meshcouncil.bots.stages import Stages
from meshcouncil.bots.strategy import GoalClaim, Progress
from meshcouncil.bots.voice import voice_of
from meshcouncil.bots.wishes import Wishes
from meshcouncil.council.commands import (
    CastBallot,
    CastCharterBallot,
    Command,
    DeclareFact,
    Introduce,
    ReviseMotion,
    Say,
    SecondMotion,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.definition import Goal, ProcedureRules, Reading
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, Matter, SettleDecision
from meshcouncil.council.offers import Offer
from meshcouncil.council.views import BriefView, MotionView, TableView

MOTIONS_AT_ONCE = 2
WORDS_PER_MOTION = 3
FACTS_EACH = 2


@dataclass(frozen=True, slots=True)
class Principled:
    """Plays any seat. `preferred`: the procedure its chair moves first; without one it draws a sensible one."""

    preferred: ProcedureRules | None = None

    def next_command(
        self, view: TableView, offers: Iterable[Offer], mandate: Mandate, progress: Progress, dice: Random
    ) -> Command | None:
        """Choose what to do now; None: nothing for the moment."""
        if view.me is None or view.closed:
            return None
        situation = Situation(view, mandate, progress, dice)
        return _Turn(situation, Offered(offers), view.me, self.preferred).taken()

    def claims(self, view: TableView, mandate: Mandate) -> tuple[GoalClaim, ...]:
        """Claim the goals that the charter fulfils and shows."""
        return claims_on(view, mandate)

    def believes(self, view: TableView, goal: Goal, clause: str, mandate: Mandate, reading: Reading) -> bool:
        """Judge another's claim honestly: by the goal's predicate, and by whether the clause stands in the charter."""
        return believed(view, goal, clause, mandate, reading)


@dataclass(frozen=True)
class _Turn:
    """One turn of one bot."""

    situation: Situation
    offered: Offered
    brief: BriefView
    preferred: ProcedureRules | None

    @cached_property
    def speaker(self) -> Speaker:
        """Give the voice of the seat; most turns are votes and need none."""
        return Speaker(voice_of(self.situation.view, self.brief), self.situation.heard, self.situation.dice)

    def taken(self) -> Command | None:
        """Give the first command in the order of business for which there is cause."""
        for step in self._order():
            for command in step():
                return command
        return None

    def _order(self) -> tuple[Callable[[], Iterator[Command]], ...]:
        chair = Chair(self.situation, self.offered, lambda: self.speaker)
        stages = Stages(self.situation, self.offered, lambda: self.speaker)
        if self.situation.view.frozen:
            return (self._vote_on_the_charter, self._explain_vote, chair.close_final_vote)
        if self.situation.view.passed:
            return (self._reply, self._thank)
        if not self.situation.view.sitting:
            return (self._reply,)
        return (
            self._vote,
            chair.call_final_vote,
            self._introduce,
            self._reply,
            stages.go_on,
            stages.accept_amendments,
            chair.close_vote,
            self._mend_own_motion,
            self._second,
            self._argue,
            chair.open_vote,
            self._move_procedure,
            self._act_in_emergency,
            self._move,
            self._declare_fact,
            chair.prompt,
        )

    # --- voting -------------------------------------------------------------------------------------------------------

    def _vote(self) -> Iterator[Command]:
        for motion in self.situation.view.open_ballots:
            if motion.my_ballot is None and motion.may_vote and self._may_cast(motion):
                yield ballot_on(self.situation, motion, lambda: self.speaker)

    def _may_cast(self, motion: MotionView) -> bool:
        return self.offered.has_any(lambda command: isinstance(command, CastBallot) and command.motion == motion.id)

    def _vote_on_the_charter(self) -> Iterator[Command]:
        vote = self.situation.view.final_vote
        if vote is None or vote.my_choice or not vote.may_vote:
            return
        ballot = CastCharterBallot(self.situation.seat, vote.number, charter_choice(self.situation))
        if self.offered.has(ballot):
            yield ballot

    def _explain_vote(self) -> Iterator[Command]:
        vote = self.situation.view.final_vote
        recent = self.situation.view.messages[-8:]
        if vote is None or vote.my_choice not in ("yes", "no") or any(message.is_mine for message in recent):
            return
        if self.situation.chance(0.06 if vote.my_choice == "yes" else 0.4):
            words = self.speaker.vote_on_the_charter(in_favour=vote.my_choice == "yes")
            yield Say(self.situation.seat, "council", words)

    # --- talk ---------------------------------------------------------------------------------------------------------

    def _introduce(self) -> Iterator[Command]:
        if "introduce" in self.situation.view.may and self._is_offered(Introduce):
            yield Introduce(self.situation.seat, self.speaker.introduction())

    def _reply(self) -> Iterator[Command]:
        """Answer the last person who turned to this seat by title, or to its team in the team's own talk."""
        last = next(iter(reversed(self.situation.view.messages)), None)
        if last is None or last.seat not in self.situation.people:
            return
        me = self.situation.me
        asked = {me.title.casefold()}
        addressed = last.audience == "team" or any(name in last.text.casefold() for name in asked)
        if addressed and last.audience in ("council", "team"):
            yield Say(
                self.situation.seat, "team" if last.audience == "team" else "council", self.speaker.reply(last.title)
            )

    def _argue(self) -> Iterator[Command]:
        for motion in self.situation.in_business:
            if motion.status == "voting" or motion.is_mine or self.situation.spoke_about(motion):
                continue
            words = len(self.situation.said_about(motion))
            if words < WORDS_PER_MOTION and self.situation.chance(self._urge_to_speak(motion) / (1 + words)):
                yield Say(self.situation.seat, "council", self._argument(motion))

    def _urge_to_speak(self, motion: MotionView) -> float:
        """The more a motion matters to the seat, the likelier it speaks; near the end everybody is brief."""
        if isinstance(motion.matter, AdoptProcedure):
            return 0.15
        weight = abs(self.situation.gain_of(motion.matter))
        return min(0.6, 0.12 + weight / 120) * (1.0 - 0.4 * self.situation.progress.step)

    def _argument(self, motion: MotionView) -> str:
        situation = self.situation
        subject = subject_of(motion.matter, situation.mandate.decisions_by_id, motion.id)
        change = situation.change_of(motion.matter)
        stance = stance_on(situation, motion)
        if isinstance(motion.matter, AdoptProcedure) or stance == "open":
            return self.speaker.question(subject)
        if stance == "against":
            broken = broken_by(situation.mandate, situation.settled, change) if change else ()
            return self.speaker.doubt(subject, wishes_hurt(situation, change), broken)
        if situation.gain_of(motion.matter) < 0:
            return self.speaker.acceptance(subject)
        if situation.chance(0.15):
            return self.speaker.question(subject)
        return self.speaker.support(subject, wishes_served(situation, change), sound=self._is_sound(change))

    def _declare_fact(self) -> Iterator[Command]:
        told = sum(fact.seat == self.situation.seat for fact in self.situation.view.facts)
        may = "declare_fact" in self.situation.view.may
        if may and told < FACTS_EACH and self.situation.chance(0.03) and self._is_offered(DeclareFact):
            yield DeclareFact(self.situation.seat, self.speaker.fact())

    def _thank(self) -> Iterator[Command]:
        spoke_last = any(message.is_mine for message in self.situation.view.messages[-6:])
        if not spoke_last and self.situation.chance(0.08):
            settled = self.situation.view.decisions_settled
            yield Say(self.situation.seat, "council", self.speaker.thanks(settled))

    # --- motions ------------------------------------------------------------------------------------------------------

    def _second(self) -> Iterator[Command]:
        """Second what is worth discussing, which is not yet support."""
        for motion in self.situation.in_business:
            reasonable = motion.may_second and self.situation.gain_of(motion.matter) > -25.0 - self.situation.tolerance
            if reasonable and self.situation.chance(0.8):
                second = SecondMotion(self.situation.seat, motion.id)
                if self.offered.has(second):
                    yield second

    def _mend_own_motion(self) -> Iterator[Command]:
        """After objections, offer something gentler; take back what finds no second or no quorum."""
        for motion in self.situation.view.live_motions:
            if not motion.is_mine:
                continue
            if motion.status == "objected":
                yield from self._revised(motion)
            lies_idle = motion.status == "tabled" and len(self.situation.view.live_motions) > 1
            hopeless = motion.status == "open" and motion.round >= 2
            if (lies_idle and self.situation.chance(0.1)) or (hopeless and self.situation.chance(0.3)):
                yield from self._withdrawn(motion)

    def _revised(self, motion: MotionView) -> Iterator[Command]:
        change = self.situation.change_of(motion.matter)
        if motion.round < 3 and change is not None and motion.may_revise and isinstance(motion.matter, SettleDecision):
            for other in Wishes(self.situation).compromise(change):
                matter = SettleDecision(other.decision, other.option)
                if self.offered.has(ReviseMotion(self.situation.seat, motion.id, matter)):
                    reason = self.speaker.revision(self._subject(matter))
                    standing = next((each.id for each in motion.way.objections if each.status == "standing"), "")
                    yield ReviseMotion(self.situation.seat, motion.id, matter, reason, standing)
        if self.situation.chance(0.5):
            yield from self._withdrawn(motion)

    def _withdrawn(self, motion: MotionView) -> Iterator[Command]:
        back = WithdrawMotion(self.situation.seat, motion.id)
        if self.offered.has(back):
            yield back

    def _move_procedure(self) -> Iterator[Command]:
        """A chair's bot moves a way of deciding in the first session; where none sits, any bot does after a while."""
        situation = self.situation
        view = situation.view
        if not view.procedure_step or view.procedure.adopted or "move_procedure" not in view.may:
            return
        moved = [motion for motion in view.motions if isinstance(motion.matter, AdoptProcedure)]
        if any(motion.is_live for motion in moved):
            return
        turn = 0.1 if situation.me.chairs else 0.3
        if situation.a_person_chairs or (situation.a_bot_chairs and not situation.me.chairs):
            turn += 0.3
        introduced = sum(bool(seat.introduction) for seat in situation.occupied)
        if situation.progress.step < turn or (introduced < len(situation.occupied) and situation.progress.step < 0.5):
            return
        tried = frozenset(each.matter.rules for each in moved if isinstance(each.matter, AdoptProcedure))
        rules = (
            self.preferred if self.preferred and self.preferred not in tried else proposed_rules(situation.dice, tried)
        )
        if rules != view.procedure.rules or not view.procedure.adopted:
            reason = self.speaker.procedure_reason(in_words(rules))
            yield TableMotion(situation.seat, AdoptProcedure(rules), reason)

    def _act_in_emergency(self) -> Iterator[Command]:
        inject = self.situation.emergency
        if inject is None or "act_in_emergency" not in self.situation.view.may:
            return
        for change in Wishes(self.situation).emergency_changes():
            matter = SettleDecision(change.decision, change.option)
            reason = self.speaker.emergency_reason(self._subject(matter), inject)
            act = TableMotion(self.situation.seat, matter, reason, emergency=True)
            if self._has_matter(matter, emergency=True):
                yield act

    def _move(self) -> Iterator[Command]:
        """Move something when the table has room for it and others had their turn."""
        if not self._is_my_turn_to_move():
            return
        wishes = Wishes(self.situation)
        inject = self.situation.emergency
        for change in wishes.emergency_changes():
            matter = SettleDecision(change.decision, change.option)
            if inject is not None and self._has_matter(matter):
                reason = self.speaker.emergency_reason(self._subject(matter), inject)
                yield TableMotion(self.situation.seat, matter, reason)
        if wishes.wants_policy():
            yield from self._policy(wishes)
        for change in wishes.changes():
            matter = SettleDecision(change.decision, change.option)
            if self._has_matter(matter):
                served = wishes_served(self.situation, change)
                reason = self.speaker.reason(self._subject(matter), served, sound=self._is_sound(change))
                yield TableMotion(self.situation.seat, matter, reason)

    def _policy(self, wishes: Wishes) -> Iterator[Command]:
        for policy in wishes.policies():
            if self._is_offered(TableMotion):
                reason = self.speaker.reason(self._subject(policy), (), sound=True)
                yield TableMotion(self.situation.seat, policy, reason)

    def _is_my_turn_to_move(self) -> bool:
        situation = self.situation
        view = situation.view
        if "table_motion" not in view.may or len(situation.in_business) >= MOTIONS_AT_ONCE:
            return False
        if view.procedure_step and not view.procedure.adopted and situation.progress.step < 0.85:
            return False
        mine = sum(motion.is_mine for motion in view.motions)
        fair = len(view.motions) / max(1, len(situation.occupied))
        return situation.chance(0.6 if mine <= fair else 0.2)

    # --- helping words ------------------------------------------------------------------------------------------------

    def _subject(self, matter: Matter) -> Subject:
        return subject_of(matter, self.situation.mandate.decisions_by_id)

    def _is_sound(self, change: Change | None) -> bool:
        return change is not None and (change.decision, change.option) in self.situation.mandate.served

    def _is_offered(self, kind: type[Command]) -> bool:
        return self.offered.has_any(lambda command: isinstance(command, kind))

    def _has_matter(self, matter: AddPolicy | SettleDecision, *, emergency: bool = False) -> bool:
        return self.offered.has_any(
            lambda command: (
                isinstance(command, TableMotion) and command.matter == matter and command.emergency == emergency
            )
        )
