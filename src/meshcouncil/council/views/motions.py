"""Motions: what each asks, where it stands, what this viewer may do with it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from meshcouncil.council.commands import AcceptAmendment, CloseVote, OpenVote, SecondMotion, WithdrawMotion
from meshcouncil.council.definition import Definition, ProcedureRules
from meshcouncil.council.errors import Rejected
from meshcouncil.council.evolving.motions import REASONED_CHOICES
from meshcouncil.council.matters import Amendable, AmendMotion, Matter, SettleDecision
from meshcouncil.council.offers import ballots_for
from meshcouncil.council.rules.amendments import base_of, check_may_amend
from meshcouncil.council.rules.ballots import rules_of_round
from meshcouncil.council.rules.motions import check_may_revise
from meshcouncil.council.rules.rewording import reach
from meshcouncil.council.state import LIVE_STATUSES, Council, Motion, MotionStatus, seated
from meshcouncil.council.tallies import Tally
from meshcouncil.council.views.ballots import BallotView, ballot_view
from meshcouncil.council.views.ground import ground_of, orders_at
from meshcouncil.council.views.permission import is_allowed
from meshcouncil.council.views.same import Same
from meshcouncil.council.views.stages import StageView, stage_view
from meshcouncil.council.views.viewers import Seated, Viewer

LIVE_VIEWS_KEPT = 16_384
_LIVE: OrderedDict[Hashable, MotionView] = OrderedDict()
"""What live motions show, by all that it depends on: most of what happens at a table changes none of it."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One answer on a ballot, in the pack's words where it is an option."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class MotionView:
    """A motion: what it asks, where it stands, what this viewer may do with it.

    `amendments`: its live ones, in the order of the vote. Of an amendment: `amends` names its motion, `base` is the
    wording that it was written for, `reach` how far it goes (0 to 1000). `earlier`: the wording before this one.
    """

    id: str
    mover: int
    mover_title: str
    seconder: int | None
    seconder_title: str
    matter: Matter
    before: str
    reason: str
    status: MotionStatus
    version: int
    round: int
    rules: ProcedureRules
    choices: tuple[ChoiceView, ...]
    voted: tuple[int, ...]
    waiting_for: tuple[int, ...]
    my_ballot: BallotView | None
    ballots: tuple[BallotView, ...]
    objections: tuple[str, ...]
    tally: Tally | None
    emergency: bool
    lapsed_because: str
    is_mine: bool
    may_second: bool
    may_withdraw: bool
    may_revise: bool
    may_open_vote: bool
    may_vote: bool
    may_close_vote: bool
    next_rules: ProcedureRules
    way: StageView
    amendments: tuple[str, ...]
    amends: str
    base: Amendable | None
    earlier: Matter | None
    reach: int
    friendly: bool
    may_accept: bool
    may_amend: bool

    @property
    def is_live(self) -> bool:
        """Tell whether the motion is still before the council."""
        return self.status in LIVE_STATUSES


def motion_view(council: Council, motion: Motion, viewer: Viewer) -> MotionView:
    """Show one motion; until its vote opens, with the rules it would be voted on by."""
    if not motion.is_live:
        ahead = None if motion.rules else rules_of_round(council, motion)
        return _finished(Same(motion), Same(council.definition), viewer, ahead, _base(council, motion))
    ground = ground_of(council, motion)
    if ground is None:
        return fresh_motion_view(council, motion, viewer)
    key = (ground, viewer)
    known = _LIVE.get(key)
    if known is None:
        known = _LIVE[key] = fresh_motion_view(council, motion, viewer)
        if len(_LIVE) > LIVE_VIEWS_KEPT:
            _LIVE.popitem(last=False)
    return known


def fresh_motion_view(council: Council, motion: Motion, viewer: Viewer) -> MotionView:
    """Show one live motion as the rules have it at this moment."""
    return _drawn(council, motion, viewer, rules_of_round(council, motion), _base(council, motion))


@lru_cache(maxsize=8_192)
def _finished(
    motion: Same[Motion],
    definition: Same[Definition],
    viewer: Viewer,
    ahead: ProcedureRules | None,
    base: Amendable | None,
) -> MotionView:
    """Build once what a motion that is over shows a viewer: the council cannot change it any more."""
    return _drawn(seated(definition.value), motion.value, viewer, ahead, base)


def _drawn(
    council: Council, motion: Motion, viewer: Viewer, ahead: ProcedureRules | None, base: Amendable | None
) -> MotionView:
    seat = viewer.seat if isinstance(viewer, Seated) else 0
    roles = council.definition.roles_by_number
    is_voting = motion.status == "voting"
    mine = motion.ballots.get(seat) if is_voting or not _is_secret(motion) else None
    is_live = motion.is_live  # a motion that is over allows nothing: do not ask the rules for each, at every view
    seats = tuple(sorted(council.seats))
    return MotionView(
        id=motion.id,
        mover=motion.mover,
        mover_title=roles[motion.mover].title,
        seconder=motion.seconder,
        seconder_title=roles[motion.seconder].title if motion.seconder else "",
        matter=motion.matter,
        before=_before(council, motion.matter) if motion.is_live else "",
        reason=motion.reason,
        status=motion.status,
        version=motion.version,
        round=motion.round,
        rules=motion.rules or ahead or council.rules,
        choices=_choices(council, motion),
        voted=tuple(each for each in seats if each in motion.ballots) if is_voting else (),
        waiting_for=tuple(each for each in seats if each not in motion.ballots) if is_voting else (),
        my_ballot=ballot_view(council, seat, mine) if mine else None,
        ballots=_revealed_ballots(council, motion),
        objections=_objections(motion),
        tally=motion.tally,
        emergency=motion.emergency,
        lapsed_because=motion.lapsed_because,
        is_mine=seat == motion.mover,
        may_second=is_live and is_allowed(council, viewer, SecondMotion(seat, motion.id)),
        may_withdraw=is_live and is_allowed(council, viewer, WithdrawMotion(seat, motion.id)),
        may_revise=_may_revise(council, viewer, motion.id),
        may_open_vote=is_live and is_allowed(council, viewer, OpenVote(seat, motion.id)),
        may_vote=is_live and any(is_allowed(council, viewer, offer.command) for offer in ballots_for(seat, motion)),
        may_close_vote=is_live and is_allowed(council, viewer, CloseVote(seat, motion.id)),
        next_rules=ahead or motion.rules or council.rules,
        way=stage_view(council, motion, viewer),
        amendments=tuple(each.id for each in orders_at(Same(council)).get(motion.id, ())) if is_live else (),
        amends=motion.matter.motion if isinstance(motion.matter, AmendMotion) else "",
        base=base,
        earlier=motion.wordings[-1] if motion.wordings else None,
        reach=reach(base, motion.matter.to) if isinstance(motion.matter, AmendMotion) and base else 0,
        friendly=motion.friendly,
        may_accept=is_live and is_allowed(council, viewer, AcceptAmendment(seat, motion.id, motion.version)),
        may_amend=is_live and _may_amend(council, viewer, motion),
    )


def _base(council: Council, motion: Motion) -> Amendable | None:
    return base_of(council, motion.matter) if isinstance(motion.matter, AmendMotion) else None


def _may_amend(council: Council, viewer: Viewer, motion: Motion) -> bool:
    if not isinstance(viewer, Seated):
        return False
    try:
        check_may_amend(council, viewer.seat, motion)
    except Rejected:
        return False
    return True


def _may_revise(council: Council, viewer: Viewer, motion_id: str) -> bool:
    if not isinstance(viewer, Seated):
        return False
    try:
        check_may_revise(council, viewer.seat, motion_id)
    except Rejected:
        return False
    return True


def _before(council: Council, matter: Matter) -> str:
    """Give the text in force that the matter would change, if any."""
    policy = getattr(matter, "policy", None)
    if isinstance(policy, str) and policy in council.policies:
        return council.policies[policy].text
    if isinstance(matter, SettleDecision) and matter.decision in council.settled:
        return council.settled[matter.decision].text
    return ""


def _choices(council: Council, motion: Motion) -> tuple[ChoiceView, ...]:
    labels: Mapping[str, str] = {}
    if isinstance(motion.matter, SettleDecision):
        point = council.definition.decisions_by_id[motion.matter.decision]
        labels = {option.id: option.label for option in point.options}
    return tuple(ChoiceView(choice, labels.get(choice, "")) for choice in motion.choices)


def _revealed_ballots(council: Council, motion: Motion) -> tuple[BallotView, ...]:
    """Nobody sees another's vote while the ballot is open; afterwards only an open ballot names its voters."""
    if motion.tally is None or motion.rules is None or _is_secret(motion):
        return ()
    return tuple(ballot_view(council, seat, ballot) for seat, ballot in sorted(motion.ballots.items()))


def _objections(motion: Motion) -> tuple[str, ...]:
    """Show the reasons of objections after the count, without names; of a secret ballot nothing is shown."""
    if motion.tally is None or motion.rules is None or _is_secret(motion):
        return ()
    return tuple(ballot.reason for _, ballot in sorted(motion.ballots.items()) if ballot.choice in REASONED_CHOICES)


def _is_secret(motion: Motion) -> bool:
    return motion.rules is not None and motion.rules.ballots == "secret"
