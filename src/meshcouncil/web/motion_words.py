"""What stands on a page about the motions of a table: worked out once for everybody who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from meshcouncil.council.matters import AdoptProcedure
from meshcouncil.council.state import Ballot, Council
from meshcouncil.council.views import MotionView, TableView
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.matters import Heading, choice_labels, headings_of
from meshcouncil.documents.procedures import RuleChoices, electorate_at, rule_choices


@dataclass(frozen=True, slots=True)
class MotionWords:
    """By a motion's id: its heading, who voted how, and for one on how to decide what else it could ask for."""

    headings: Mapping[str, Heading]
    votes: Mapping[str, tuple[str, ...]]
    choices: Mapping[str, RuleChoices]


def motion_words(council: Council, seen: TableView) -> MotionWords:
    """Put the motions of a table into words. `seen`: what an onlooker sees of it, so that no secret vote is told."""
    electorate = electorate_at(council)
    return MotionWords(
        headings=headings_of(council),
        votes={motion.id: _votes(council, motion) for motion in seen.motions if motion.ballots},
        choices={
            motion.id: rule_choices(motion.matter.rules, council.definition, electorate)
            for motion in seen.live_motions
            if isinstance(motion.matter, AdoptProcedure)
        },
    )


def _votes(council: Council, motion: MotionView) -> tuple[str, ...]:
    ballots = {each.seat: Ballot(each.choice, each.reason, each.ranking) for each in motion.ballots}
    return votes_by_answer(ballots, council.definition, choice_labels(motion.matter, council.definition))
