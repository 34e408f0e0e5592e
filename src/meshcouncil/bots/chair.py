"""What a chairing bot does besides: it opens and closes votes, keeps the talk going, and calls the final vote.

It has no more say than that. Where a person of its team sits at the table, it holds back and leaves the process to
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from meshcouncil.bots.offered import Offered
from meshcouncil.bots.situation import Situation
from meshcouncil.bots.speech import Speaker
from meshcouncil.council.commands import CallFinalVote, CloseFinalVote, CloseVote, Command, OpenVote, Say
from meshcouncil.council.views import MotionView

HELD_BACK = 0.45
OPENING = 0.3
OPENING_WITH_PEOPLE = 0.15
CLOSING_ON_PEOPLE = 0.04
FINAL_VOTE_FROM = 0.55
FINAL_VOTE_BY = 0.72
SECOND_FINAL_VOTE_FROM = 0.9
FINAL_VOTES = 2
LAST_CALL = 0.85
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Chair:
    """The chairing half of a bot's turn; it does nothing in other teams."""

    situation: Situation
    offered: Offered
    speaker: Callable[[], Speaker]

    def open_vote(self) -> Iterator[Command]:
        """Call the vote on a motion once it was talked about, one motion at a time."""
        if not self.situation.me.chairs or self.situation.view.open_ballots:
            return
        for motion in self.situation.view.live_motions:
            command = OpenVote(self.situation.seat, motion.id)
            if motion.may_open_vote and motion.round < ROUNDS and self._is_ripe(motion) and self.offered.has(command):
                yield command

    def close_vote(self) -> Iterator[Command]:
        """Close a ballot that only waits for people who have had time enough."""
        if not self.situation.me.chairs:
            return
        for motion in self.situation.view.open_ballots:
            command = CloseVote(self.situation.seat, motion.id)
            if motion.may_close_vote and self._waited_enough(motion.waiting_for) and self.offered.has(command):
                yield command

    def close_final_vote(self) -> Iterator[Command]:
        """Close the vote on the charter once it only waits for people who have had time enough."""
        vote = self.situation.view.final_vote
        if vote is None or not self.situation.me.chairs or not vote.may_close:
            return
        command = CloseFinalVote(self.situation.seat)
        if self._waited_enough(vote.waiting_for) and self.offered.has(command):
            yield command

    def call_final_vote(self) -> Iterator[Command]:
        """Put the charter to the vote in the last third of its step, and a failed one once more at the end."""
        view, progress = self.situation.view, self.situation.progress
        if not self.situation.me.chairs or "call_final_vote" not in view.may:
            return
        earlier = view.final_vote.number if view.final_vote else 0
        if earlier >= FINAL_VOTES:
            return
        quiet = not self.situation.in_business
        time_has_come = progress.step >= FINAL_VOTE_BY or (quiet and progress.step >= FINAL_VOTE_FROM)
        if earlier:
            time_has_come = progress.step >= SECOND_FINAL_VOTE_FROM
        if view.open_ballots and progress.step < LAST_CALL:
            return
        if time_has_come and self.offered.has(CallFinalVote(self.situation.seat)) and self._takes_the_lead():
            yield CallFinalVote(self.situation.seat)

    def prompt(self) -> Iterator[Command]:
        """Turn a quiet table to an open question of this step."""
        view = self.situation.view
        if not self.situation.me.chairs or self.situation.in_business or not self.situation.chance(0.25):
            return
        steps = {point.id: point.step for point in self.situation.mandate.decisions}
        points = [point for topic in view.topics for point in topic.points if point.status == "open"]
        asked = [point.question for point in points if steps[point.id] == view.step]
        fresh = [question for question in asked if not any(question in text for text in self.situation.heard)]
        if fresh:
            yield Say(self.situation.seat, "council", self.speaker().prompt(self.situation.dice.choice(fresh)))

    def _is_ripe(self, motion: MotionView) -> bool:
        """A motion is ripe when enough was said, for its number of words, or when nobody seems to add anything."""
        if motion.status == "objected" and motion.mover not in self.situation.people and self.situation.chance(0.8):
            return False  # its mover mends it first
        said = len(self.situation.said_about(motion))
        talked = said >= 1 + int(motion.id[1:]) % 3 or self.situation.progress.step > 0.9
        pace = OPENING_WITH_PEOPLE if self.situation.people else OPENING
        return self.situation.chance(0.75 if talked else pace) and self._takes_the_lead()

    def _waited_enough(self, waiting_for: tuple[int, ...]) -> bool:
        """Bots vote by themselves; people get time, and more than half of the table must have voted."""
        if any(seat not in self.situation.people for seat in waiting_for):
            return False
        most_voted = 2 * len(waiting_for) < len(self.situation.occupied)
        return most_voted and self.situation.chance(CLOSING_ON_PEOPLE)

    def _takes_the_lead(self) -> bool:
        return not self.situation.a_person_chairs or self.situation.chance(HELD_BACK)
