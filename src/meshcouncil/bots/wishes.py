"""What a bot would like to move next.

About half of its turns go to what teams openly ask for and to sound engineering, so that its motions do not give its
mission away. The rest serve its own goals: what they still lack is the motion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from meshcouncil.bots.appraisal import Change, broken_by, gain, hurt_by, own_gain, served_by
from meshcouncil.bots.situation import Situation
from meshcouncil.council.definition import Card
from meshcouncil.council.matters import AddPolicy, SettleDecision

DECOY_SHARE = 0.5
POLICY_TURNS = 0.17
THIS_STEP = 14.0
EMERGENCY = 40.0
LOST_BEFORE = 45.0
ALREADY_SETTLED = 55.0
REOPENINGS = 2
NOISE = 9.0
ALTERNATIVES = 3
WRITING_DOWN = 0.3


@dataclass(frozen=True)
class Wishes:
    """Ranks what a bot could move."""

    situation: Situation

    def changes(self) -> tuple[Change, ...]:
        """Give the changes the bot would move now, the dearest first; few, so that the table is not flooded."""
        scored = self._decoys() if self.situation.chance(DECOY_SHARE) else self._own()
        return _best(scored) or _best(self._decoys())

    def emergency_changes(self) -> tuple[Change, ...]:
        """Give the changes that answer the emergency, the best first."""
        answers = (
            each
            for each in self._possible()
            if each.decision in self.situation.concerned and self._is_a_departure(each)
        )
        return _best((self._merit(each) + self._noise(), each) for each in answers)

    def wants_policy(self) -> bool:
        """Tell whether this turn goes to writing a policy."""
        few = 2.0 if not self.situation.view.policies and self.situation.progress.council > 0.4 else 1.0
        return self.situation.chance(POLICY_TURNS * few)

    def policies(self) -> tuple[AddPolicy, ...]:
        """Give policies to move, the best first: cards that word what is settled or wanted, else a settled clause."""
        titles = {policy.title for policy in self.situation.view.policies}
        titles |= {each.matter.title for each in self.situation.view.motions if isinstance(each.matter, AddPolicy)}
        cards = [
            (self._card_merit(card) + self._noise(), AddPolicy(card.title, card.text, record=card.record))
            for card in self.situation.view.library
            if card.title not in titles
        ]
        best = [policy for worth, policy in sorted(cards, key=lambda each: (-each[0], each[1].title)) if worth > 0]
        return (*best[:ALTERNATIVES], *self._written_out(titles))

    def compromise(self, change: Change) -> tuple[Change, ...]:
        """Give other options of the same question that the bot could live with, the least hurtful to others first."""
        others = [each for each in self._possible() if each.decision == change.decision and each != change]
        scored = (
            (self._gain(each) - 12.0 * len(self._hurt(each)) + self._noise(), each)
            for each in others
            if self._gain(each) > -8
        )
        return _best(scored)

    def _own(self) -> Iterator[tuple[float, Change]]:
        for change in self._possible():
            wanted = own_gain(self.situation.mandate, self.situation.settled, change)
            if wanted > 5.0 and (self._is_a_departure(change) or self.situation.chance(WRITING_DOWN)):
                yield 0.5 * wanted + self._merit(change) + self._noise(), change

    def _decoys(self) -> Iterator[tuple[float, Change]]:
        mandate, settled = self.situation.mandate, self.situation.settled
        for change in self._possible():
            served = served_by(mandate, settled, change)
            sound = (change.decision, change.option) in mandate.served
            if not (served or sound) or own_gain(mandate, settled, change) < -12.0 - self.situation.tolerance:
                continue
            appeal = sum(14.0 if aim.team == mandate.team else 8.0 for aim in served) + 6.0 * sound
            yield appeal + self._merit(change) + self._noise(), change

    def _merit(self, change: Change) -> float:
        """What speaks for a change whatever the bot wants: the step, the reception to expect, whether it fits."""
        merit = THIS_STEP * (self._steps[change.decision] == self.situation.view.step)
        merit += EMERGENCY * (change.decision in self.situation.concerned)
        merit -= LOST_BEFORE * self._lost[change]
        merit -= ALREADY_SETTLED * (change.decision in self.situation.settled)
        merit -= 10.0 * len(self._hurt(change))
        merit -= 25.0 * len(broken_by(self.situation.mandate, self.situation.settled, change))
        return merit + 0.3 * min(0.0, self._gain(change))

    def _possible(self) -> Iterator[Change]:
        """Changes that no live motion touches and that were not turned back and forth before."""
        settled = self.situation.settled
        for point in self.situation.mandate.decisions:
            if point.id in self._under_debate or self._carried[point.id] >= REOPENINGS:
                continue
            for option in point.options:
                change = Change(point.id, option.id)
                if settled.get(point.id) != option.id and not (point.id in settled and self._lost[change]):
                    yield change

    def _is_a_departure(self, change: Change) -> bool:
        return self.situation.mandate.status_quo[change.decision] != change.option

    @cached_property
    def _steps(self) -> dict[str, str]:
        return {point.id: point.step for point in self.situation.mandate.decisions}

    @cached_property
    def _under_debate(self) -> frozenset[str]:
        live = self.situation.view.live_motions
        return frozenset(each.matter.decision for each in live if isinstance(each.matter, SettleDecision))

    @cached_property
    def _lost(self) -> Counter[Change]:
        """Count how often each change was turned down, taken back or left lying."""
        failed = ("lost", "withdrawn", "lapsed")
        return Counter(
            Change(each.matter.decision, each.matter.option)
            for each in self.situation.view.motions
            if isinstance(each.matter, SettleDecision) and each.status in failed
        )

    @cached_property
    def _carried(self) -> Counter[str]:
        """Count how often each question was settled."""
        return Counter(
            each.matter.decision
            for each in self.situation.view.motions
            if isinstance(each.matter, SettleDecision) and each.status == "carried"
        )

    def _card_merit(self, card: Card) -> float:
        """A card is worth proposing when it words what is settled, or what the bot would settle."""
        settled = self.situation.settled
        merit = 3.0
        for decision, option in card.serves:
            if settled.get(decision) == option:
                merit += 12.0
            elif decision in settled:
                merit -= 40.0
            else:
                merit += 0.3 * self._gain(Change(decision, option))
        return merit

    def _written_out(self, titles: set[str]) -> Iterator[AddPolicy]:
        """Write a settled decision out as a policy with a steward and a way to notice that it is not kept."""
        for topic in self.situation.view.topics:
            for point in topic.points:
                title = point.question.rstrip("?")
                if point.settled_option and title not in titles:
                    text = (
                        f"**What.** {point.settled_text}\n\n**Who.** The {self.situation.me.title} looks after it.\n\n"
                        "**How we notice.** The council goes through it at its next meeting."
                    )
                    yield AddPolicy(title, text)

    def _gain(self, change: Change) -> float:
        return gain(self.situation.mandate, self.situation.settled, change)

    def _hurt(self, change: Change) -> tuple[str, ...]:
        return tuple(
            aim.goal
            for aim in hurt_by(self.situation.mandate, self.situation.settled, change)
            if aim.team != self.situation.mandate.team
        )

    def _noise(self) -> float:
        return self.situation.dice.gauss(0.0, NOISE)


def _best(scored: Iterable[tuple[float, Change]]) -> tuple[Change, ...]:
    ordered = sorted(scored, key=lambda each: (-each[0], each[1].decision, each[1].option))
    return tuple(change for score, change in ordered if score > 0)[:ALTERNATIVES]
