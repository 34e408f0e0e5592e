"""One moment at the table as a bot takes it in: its view, its mandate, the time, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

from meshcouncil.bots.appraisal import Change, gain
from meshcouncil.bots.likeness import resembled
from meshcouncil.bots.mandate import Mandate
from meshcouncil.bots.strategy import Progress
from meshcouncil.council.definition import (
    ChangeOwner,
    GraphOperation,
    Inject,
    MergeProjects,
    RemoveProject,
    SplitProject,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AmendMotion,
    AppealRuling,
    ChangeGraph,
    ChangePolicy,
    EndDebate,
    GrantException,
    HoldCaucus,
    Matter,
    RatifyAct,
    RepealPolicy,
    RevokeDelegate,
    SettleDecision,
)
from meshcouncil.council.views import MessageView, MotionView, SeatView, TableView

TOLERANCE_AT_THE_END = 22.0
POLICY_SHARE = 0.4
EMERGENCY_MOTIONS = 6
URGENCY = 12.0
_MOTION_NUMBER = re.compile(r"\bM\d+\b")


@dataclass(frozen=True)
class Situation:
    """What a bot weighs before it acts."""

    view: TableView
    mandate: Mandate
    progress: Progress
    dice: Random

    @property
    def seat(self) -> int:
        """Give the bot's own seat."""
        return self.mandate.seat

    @cached_property
    def me(self) -> SeatView:
        """Give the bot's own place at the table."""
        return next(seat for seat in self.view.seats if seat.number == self.seat)

    @cached_property
    def settled(self) -> Mapping[str, str]:
        """Give the options of the pack that the council settled on."""
        return {
            point.id: point.settled_option
            for topic in self.view.topics
            for point in topic.points
            if point.settled_option
        }

    @cached_property
    def heard(self) -> frozenset[str]:
        """Give everything said or written at the table so far, so that nobody says it again."""
        view = self.view
        return frozenset(
            [
                *(message.text for message in view.messages),
                *(seat.introduction for seat in view.seats),
                *(fact.text for fact in view.facts),
                *(motion.reason for motion in view.motions),
                *(ballot.reason for motion in view.motions for ballot in motion.ballots),
            ]
        )

    @cached_property
    def in_business(self) -> tuple[MotionView, ...]:
        """Give the motions that take the council's time now."""
        return tuple(
            motion for motion in self.view.motions if motion.status in ("tabled", "open", "deliberating", "voting")
        )

    @cached_property
    def people(self) -> tuple[int, ...]:
        """Give the seats that people hold."""
        return tuple(
            seat.number for seat in self.view.seats if seat.occupant is not None and seat.occupant.kind == "person"
        )

    @cached_property
    def occupied(self) -> tuple[SeatView, ...]:
        """Give the seats that anybody holds."""
        return tuple(seat for seat in self.view.seats if seat.occupant is not None)

    @cached_property
    def a_bot_chairs(self) -> bool:
        """Tell whether a bot of the chairing team is at the table."""
        return any(seat.chairs and seat.number not in self.people for seat in self.occupied)

    @cached_property
    def a_person_chairs(self) -> bool:
        """Tell whether a person of the chairing team is at the table: bots then leave the process to them."""
        return any(seat.chairs and seat.number in self.people for seat in self.occupied)

    @cached_property
    def emergency(self) -> Inject | None:
        """Give the latest emergency that was dealt."""
        return next((inject for inject in reversed(self.view.injects) if inject.emergency), None)

    @cached_property
    def concerned(self) -> frozenset[str]:
        """Name the open questions that the emergency raised, until the table has turned to them often enough."""
        if self.emergency is None:
            return frozenset()
        moved = [motion.matter.decision for motion in self.view.motions if isinstance(motion.matter, SettleDecision)]
        if sum(decision in self.emergency.concerns for decision in moved) >= EMERGENCY_MOTIONS:
            return frozenset()
        return frozenset(self.emergency.concerns) - frozenset(self.settled)

    @cached_property
    def _urgent(self) -> frozenset[str]:
        """In an emergency some answer is better than none, whoever gives it."""
        return frozenset(self.emergency.concerns) - frozenset(self.settled) if self.emergency else frozenset()

    @property
    def tolerance(self) -> float:
        """Give the points that the bot will give away by now; it concedes slowly at first, and most near the end."""
        return TOLERANCE_AT_THE_END * self.progress.council**2

    def chance(self, likelihood: float) -> bool:
        """Throw the dice."""
        return self.dice.random() < likelihood

    def said_about(self, motion: MotionView) -> tuple[MessageView, ...]:
        """Give what was said to the council about a motion: what names it."""
        return tuple(self._words_by_motion.get(motion.id, ()))

    @cached_property
    def _words_by_motion(self) -> Mapping[str, list[MessageView]]:
        words: dict[str, list[MessageView]] = {}
        for message in self.view.messages:
            if message.audience == "council":
                for motion in dict.fromkeys(_MOTION_NUMBER.findall(message.text)):
                    words.setdefault(motion, []).append(message)
        return words

    def spoke_about(self, motion: MotionView) -> bool:
        """Tell whether the bot itself already spoke about a motion."""
        return any(message.is_mine for message in self.said_about(motion))

    def change_of(self, matter: Matter) -> Change | None:
        """Give what the matter amounts to as an option of the pack; None when it resembles none."""
        points = self.mandate.decisions
        match matter:
            case SettleDecision(decision, option, answer):
                if option:
                    return Change(decision, option)
                return resembled(answer, (self.mandate.decisions_by_id[decision],))
            case AddPolicy(title, text) | ChangePolicy(_, title, text):
                served = next((card.serves for card in self.view.library if card.text.strip() == text.strip()), ())
                return Change(*served[0]) if served else resembled(f"{title} {text}", points)
            case RepealPolicy(policy):
                text = next((each.text for each in self.view.policies if each.id == policy), "")
                return resembled(text, points)
            case AmendMotion(to=to):
                return self.change_of(to)
            case RatifyAct(act):
                acted = next((motion.matter for motion in self.view.motions if motion.id == act), None)
                return self.change_of(acted) if isinstance(acted, SettleDecision | AddPolicy) else None
            case _:
                return None

    def gain_of(self, matter: Matter) -> float:
        """Give what a matter is worth to the seat, in points."""
        change = self.change_of(matter)
        match matter:
            case ChangeGraph():
                return self._gain_of_graph(matter)
            case SettleDecision():
                urgency = URGENCY * (matter.decision in self._urgent)
                return urgency + (gain(self.mandate, self.settled, change) if change else 2.0)
            case AddPolicy():
                return 4.0 + (POLICY_SHARE * gain(self.mandate, self.settled, change) if change else 0.0)
            case ChangePolicy():
                return 1.0 + (POLICY_SHARE * gain(self.mandate, self.settled, change) if change else 0.0)
            case RepealPolicy():
                return -6.0 - (POLICY_SHARE * gain(self.mandate, self.settled, change) if change else 0.0)
            case AmendMotion(target, _, to):
                before = next((motion.matter for motion in self.view.motions if motion.id == target), None)
                return self.gain_of(to) - (self.gain_of(before) if before is not None else 0.0)
            case RatifyAct():
                return 6.0 + (POLICY_SHARE * gain(self.mandate, self.settled, change) if change else 0.0)
            case GrantException(team=team):
                return 6.0 if team == self.mandate.team else 1.0
            case RevokeDelegate() | EndDebate() | HoldCaucus() | AppealRuling():
                return -4.0
            case _:
                return 0.0

    def _gain_of_graph(self, matter: ChangeGraph) -> float:
        """Weigh a change of the map: one's own projects are dear, and an option that does the same is a guide."""
        own = {project.id for project in self.view.graph.projects if project.owner == self.mandate.team}
        for operation in matter.operations:
            if _takes_away(operation, own, self.mandate.team):
                return -40.0
            for point in self.mandate.decisions:
                for option in point.options:
                    if operation in option.graph and len(option.graph) <= 3:
                        return gain(self.mandate, self.settled, Change(point.id, option.id))
        return -3.0


def _takes_away(operation: GraphOperation, own: set[str], team: str) -> bool:
    """Tell whether a change of the map takes one of a team's projects, or a part of it, out of its hands."""
    match operation:
        case RemoveProject(project) | ChangeOwner(project):
            return project in own
        case MergeProjects(projects, into):
            return into.owner != team and not own.isdisjoint(projects)
        case SplitProject(project, into):
            return project in own and any(part.owner != team for part in into)
        case _:
            return False
