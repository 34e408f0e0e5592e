"""What stands on a page about the motions of a table: worked out once for everybody, and only what a page shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from meshcouncil.council.definition import Definition
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, AmendMotion, ChangePolicy
from meshcouncil.council.rules.amendments import asked as wording_of
from meshcouncil.council.state import Ballot, Council
from meshcouncil.council.views import MotionView, TableView
from meshcouncil.council.views.same import Same
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.matters import Heading, choice_labels, ending_sentence, heading_of, titles_of
from meshcouncil.documents.procedures import electorate_at
from meshcouncil.documents.rewordings import Rewording, rewordings
from meshcouncil.documents.rule_choices import RuleChoices, rule_choices
from meshcouncil.documents.stages import stage_sentence

Words = TypeVar("Words")


class Lazily(Mapping[str, Words]):
    """A mapping whose values are worked out when they are first asked for."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Words]) -> None:
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, Words] = {}

    def __getitem__(self, name: str) -> Words:
        """Give the value of a name. Raises KeyError for one that it has not."""
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names in their order."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._names)


@dataclass(frozen=True, slots=True)
class MotionWords:
    """By a motion's id: its heading, who voted how, what else it could ask for, and what its wording changes.

    `choices` are for motions on how to decide; `changes` for amendments, and for motions that were revised; `stages`
    says what a motion that is deliberated waits for, `endings` why one ended without a count.
    """

    headings: Mapping[str, Heading]
    votes: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, RuleChoices]
    changes: Mapping[str, tuple[Rewording, ...]]
    stages: Mapping[str, str]
    endings: Mapping[str, str]


def motion_words(council: Council, seen: TableView) -> MotionWords:
    """Put the motions of a table into words. `seen`: what an onlooker sees of it, so that no secret vote is told."""
    electorate, definition, titles = electorate_at(council), council.definition, titles_of(council)
    motions = {motion.id: motion for motion in seen.motions}

    def heading(motion: str) -> Heading:
        matter = motions[motion].matter
        if isinstance(matter, AddPolicy | ChangePolicy):
            return _heading_of_policy(matter, Same(definition))
        return heading_of(matter, definition, titles, electorate)

    def changes(motion: str) -> tuple[Rewording, ...]:
        shown = motions[motion]
        if isinstance(shown.matter, AmendMotion):
            return rewordings(shown.base, shown.matter.to, definition, titles) if shown.base else ()
        return rewordings(shown.earlier, shown.matter, definition, titles) if shown.earlier else ()

    asked_rules = {
        motion.id: asked.rules
        for motion in seen.live_motions
        if isinstance(asked := wording_of(motion.matter), AdoptProcedure)
    }

    def ending(motion: str) -> str:
        shown = motions[motion]
        return ending_sentence(shown.status, shown.way.ended_because, definition)

    voted = (motion.id for motion in seen.motions if motion.ballots)
    return MotionWords(
        headings=Lazily(motions, heading),
        votes=Lazily(voted, lambda motion: _votes(motions[motion], Same(definition))),
        choices=Lazily(asked_rules, lambda motion: rule_choices(asked_rules[motion], definition, electorate)),
        changes=Lazily(motions, changes),
        stages=Lazily(motions, lambda motion: stage_sentence(council.motions[motion], definition)),
        endings=Lazily(motions, ending),
    )


@lru_cache(maxsize=2_048)
def _heading_of_policy(matter: AddPolicy | ChangePolicy, definition: Same[Definition]) -> Heading:
    """A policy's heading stands in it alone: neither titles nor the seats that are taken say anything about it."""
    return heading_of(matter, definition.value)


def _votes(motion: MotionView, definition: Same[Definition]) -> tuple[str, ...]:
    ballots = {each.seat: Ballot(each.choice, each.reason, each.ranking, each.marks) for each in motion.ballots}
    return votes_by_answer(ballots, definition.value, choice_labels(motion.matter, definition.value))
