"""What becomes of amendments when their ground moves: written anew for the new wording, or lapsed with the reason."""

from __future__ import annotations

from collections.abc import Iterator

from meshcouncil.council.events import (
    AmendmentRebased,
    BallotCast,
    Event,
    MotionEvent,
    MotionLapsed,
    MotionSeconded,
    MotionTabled,
)
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import Amendable, AmendMotion
from meshcouncil.council.rules import matters
from meshcouncil.council.rules.amendments import amendments_of, asked, base_of
from meshcouncil.council.rules.rewording import rebased
from meshcouncil.council.state import Council, Motion


def following(council: Council, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Give what these events do to amendments, so that whatever they are bound to never changes silently."""
    if not any(_bears_on_others(event) for event in events):
        return ()
    if not any(isinstance(motion.matter, AmendMotion) for motion in council.live_motions):
        return ()
    return after_revision(replayed(council, events))


def after_revision(council: Council) -> tuple[Event, ...]:
    """Re-base the amendments that were written for an older wording, or let them lapse.

    One after the other, the oldest first: what becomes of one may be what another is about, or asks for as well.
    """
    told: list[Event] = []
    while (fate := next(_fates(council), None)) is not None:
        told.append(fate)
        council = replayed(council, (fate,))
    return tuple(told)


def _bears_on_others(event: Event) -> bool:
    return isinstance(event, MotionEvent) and not isinstance(event, MotionTabled | MotionSeconded | BallotCast)


def _fates(council: Council) -> Iterator[Event]:
    for motion in council.live_motions:
        if isinstance(motion.matter, AmendMotion):
            target = council.motions[motion.matter.motion]
            if not target.is_live:
                yield MotionLapsed(motion.id, "base_gone")
            elif target.status == "voting":
                yield MotionLapsed(motion.id, "not_seconded" if motion.status == "tabled" else "vote_opened")
            elif motion.matter.version != target.version:
                yield _on_new_ground(council, motion, motion.matter, target)


def _on_new_ground(council: Council, motion: Motion, matter: AmendMotion, target: Motion) -> Event:
    changed = asked(target.matter)
    wanted = None if changed is None else rebased(base_of(council, matter), changed, matter.to)
    if wanted is not None and (wanted == changed or _is_asked_already(council, target, wanted)):
        return MotionLapsed(motion.id, "contained")
    if wanted is None or not matters.is_still_possible(council, wanted):
        return MotionLapsed(motion.id, "base_changed")
    return AmendmentRebased(motion.id, target.version, wanted)


def _is_asked_already(council: Council, target: Motion, wanted: Amendable) -> bool:
    """Tell whether another amendment asks for the same of the present wording."""
    wished = AmendMotion(target.id, target.version, wanted)
    return any(each.matter == wished for each in amendments_of(council, target.id))
