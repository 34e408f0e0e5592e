"""The policy pipeline, from a champion's proposal to a published policy (specification 0.9), and exceptions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from meshcouncil.council.commands import (
    JoinWorkingGroup,
    ProposalCommand,
    ProposePolicy,
    RecordApproval,
    ReviseProposal,
    SubmitProposal,
    WithdrawProposal,
)
from meshcouncil.council.definition import PolicyRecord
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import (
    ApprovalRecorded,
    Event,
    ExceptionGranted,
    PolicyAdopted,
    PolicyProposed,
    ProposalMoved,
    ProposalRevised,
    WorkingGroupJoined,
)
from meshcouncil.council.matters import AdvanceProposal, GrantException, ProposalStatus
from meshcouncil.council.rules import policy_records
from meshcouncil.council.rules.standing import (
    POLICIES_PER_COUNCIL,
    POLICY_LIMIT,
    REASON_LIMIT,
    check_chairs,
    check_charter_can_change,
    check_length,
    check_seat,
    check_sitting,
    check_text,
    check_title,
    find_policy,
)
from meshcouncil.council.state import Approval, Council, Motion, Proposal

COUNCIL_MOVES: Mapping[ProposalStatus, tuple[ProposalStatus, ...]] = {
    "proposed": ("triaged", "rejected"),
    "triaged": ("minor", "working_group"),
    "minor": ("published", "rejected"),
    "working_group": (),
    "in_review": ("published", "further_approval", "working_group", "rejected"),
    "further_approval": (),
    "published": (),
    "rejected": (),
    "withdrawn": (),
}
"""Where a carried motion of the council may take a proposal: triage, sizing, the word on a minor one, the review."""

CHAMPION_MOVES: Mapping[ProposalStatus, tuple[ProposalStatus, ...]] = {
    "proposed": ("withdrawn",),
    "triaged": ("withdrawn",),
    "minor": ("withdrawn",),
    "working_group": ("in_review", "withdrawn"),
    "in_review": ("withdrawn",),
    "further_approval": ("working_group", "withdrawn"),
    "published": (),
    "rejected": (),
    "withdrawn": (),
}
"""Where its champion may take a proposal: into review, back to the group after a refusal elsewhere, off the table."""

BODIES_MOVES: Mapping[ProposalStatus, ProposalStatus] = {"further_approval": "published"}
"""Where the last approval of other bodies takes a proposal that the council has approved."""

ON_THE_WAY: tuple[ProposalStatus, ...] = (
    "proposed",
    "triaged",
    "minor",
    "working_group",
    "in_review",
    "further_approval",
)
"""The places at which a proposal waits for somebody, in the order of the pipeline."""

PROPOSALS_PER_SEAT = 3
PROPOSALS_PER_COUNCIL = 100
BODIES_LIMIT = 6
BODY_LIMIT = 80


def decide(council: Council, command: ProposalCommand) -> tuple[Event, ...]:
    """Give the events of a command about a proposal. Raises Rejected."""
    check_seat(council, command.seat)
    check_sitting(council)
    check_charter_can_change(council)
    match command:
        case ProposePolicy():
            return _propose(council, command)
        case ReviseProposal():
            return _revise(council, command)
        case JoinWorkingGroup():
            return _join(council, command)
        case SubmitProposal():
            return _submit(council, command)
        case RecordApproval():
            return _record_approval(council, command)
        case WithdrawProposal(seat, proposal_id):
            proposal = _led_by(council, seat, proposal_id)
            _check_place(proposal, *ON_THE_WAY)
            return (ProposalMoved(proposal.id, "withdrawn", "", ""),)
        case _:
            assert_never(command)


def checked(council: Council, matter: AdvanceProposal | GrantException) -> AdvanceProposal | GrantException:
    """Give the matter tidied; require that it can be carried as things stand."""
    if isinstance(matter, GrantException):
        return _checked_exception(council, matter)
    proposal = find_proposal(council, matter.proposal)
    if matter.to == proposal.status:
        raise Rejected("already_so")
    if matter.to not in COUNCIL_MOVES[proposal.status]:
        raise Rejected("proposal_not_there", status=proposal.status)
    reason = check_length(matter.reason, REASON_LIMIT)
    if matter.to in ("published", "further_approval"):
        _check_new(council, proposal.title, proposal.text)
    if matter.to == "further_approval":
        reason = ", ".join(_checked_bodies(reason))
    elif not reason and needs_reason(proposal, matter.to):
        raise Rejected("reason_needed")
    return replace(matter, reason=reason)


def enacted(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Give what a carried step of a proposal, or a granted exception, does."""
    match motion.matter:
        case AdvanceProposal(proposal_id, "published", reason):
            proposal = council.proposals[proposal_id]
            return (ProposalMoved(proposal_id, "published", motion.id, reason), _adopted(council, proposal, motion.id))
        case AdvanceProposal(proposal_id, to, reason):
            return (ProposalMoved(proposal_id, to, motion.id, reason),)
        case GrantException(policy, team, reason, until):
            return (ExceptionGranted(policy, team, reason, until, motion.id),)
        case _:
            return ()


def lost(council: Council, motion: Motion) -> tuple[Event, ...]:
    """Reject a minor proposal whose approval was voted down: the council's one word on it decides (0.9, step 4)."""
    if not isinstance(motion.matter, AdvanceProposal) or motion.matter.to != "published":
        return ()
    proposal = council.proposals[motion.matter.proposal]
    return (ProposalMoved(proposal.id, "rejected", motion.id, ""),) if proposal.status == "minor" else ()


def needs_reason(proposal: Proposal, to: ProposalStatus) -> bool:
    """Tell whether a step has to say why: a refusal, changes asked for, and which other bodies have to approve."""
    return to in ("rejected", "further_approval") or (proposal.status, to) == ("in_review", "working_group")


def find_proposal(council: Council, proposal_id: str) -> Proposal:
    """Give a proposal of this council."""
    proposal = council.proposals.get(proposal_id)
    if proposal is None:
        raise Rejected("no_such_proposal", proposal=proposal_id[:40])
    return proposal


def bodies_of(proposal: Proposal) -> tuple[str, ...]:
    """Name the other bodies whose approval the council asked for."""
    return _bodies_in(proposal.reason) if proposal.status == "further_approval" else ()


def last_words(proposal: Proposal) -> Mapping[str, Approval]:
    """Give what each other body said last on the present text."""
    return {each.body: each for each in proposal.approvals if each.version == proposal.versions}


def is_refused_elsewhere(proposal: Proposal) -> bool:
    """Tell whether another body refused its approval of the present text."""
    words = last_words(proposal)
    return any(body in words and not words[body].approved for body in bodies_of(proposal))


def leads(council: Council, proposal: Proposal, seat: int) -> bool:
    """Tell whether a seat leads a proposal: its champion; its working group while nobody holds the champion's seat."""
    return seat == proposal.champion or (proposal.champion not in council.seats and seat in proposal.group)


def motion_on(council: Council, proposal: Proposal) -> Motion | None:
    """Give the motion before the council that would move a proposal on."""
    return next((motion for motion in council.live_motions if _is_about(motion, proposal)), None)


# --- the commands -----------------------------------------------------------------------------------------------------


def _propose(council: Council, command: ProposePolicy) -> tuple[Event, ...]:
    on_the_way = [each for each in council.proposals.values() if each.status in ON_THE_WAY]
    if sum(each.champion == command.seat for each in on_the_way) >= PROPOSALS_PER_SEAT:
        raise Rejected("too_many_motions", limit=PROPOSALS_PER_SEAT)
    if len(council.proposals) >= PROPOSALS_PER_COUNCIL:
        raise Rejected("too_many_motions", limit=PROPOSALS_PER_COUNCIL)
    title, text, record = _checked_text(council, command.title, command.text, command.record)
    if any(each.title.casefold() == title.casefold() for each in on_the_way):
        raise Rejected("already_so")
    return (PolicyProposed(f"PR{len(council.proposals) + 1}", command.seat, title, text, record),)


def _revise(council: Council, command: ReviseProposal) -> tuple[Event, ...]:
    """Write a proposal anew; after a refusal elsewhere it goes back to its working group with that."""
    proposal = find_proposal(council, command.proposal)
    _check_place(proposal, "proposed", "triaged", "minor", "working_group", "further_approval")
    may_write = leads(council, proposal, command.seat) or command.seat in proposal.group
    if not may_write:
        raise Rejected("not_your_proposal")
    if proposal.status == "further_approval" and not is_refused_elsewhere(proposal):
        raise Rejected("proposal_not_there", status=proposal.status)
    _check_not_before_council(council, proposal)
    title, text, record = _checked_text(council, command.title, command.text, command.record)
    if (title, text, record) == (proposal.title, proposal.text, proposal.record):
        raise Rejected("already_so")
    revised = ProposalRevised(proposal.id, command.seat, title, text, record)
    if proposal.status == "further_approval":
        return (revised, ProposalMoved(proposal.id, "working_group", "", ""))
    return (revised,)


def _join(council: Council, command: JoinWorkingGroup) -> tuple[Event, ...]:
    proposal = find_proposal(council, command.proposal)
    _check_place(proposal, "working_group")
    if command.seat == proposal.champion or command.seat in proposal.group:
        raise Rejected("already_in_group")
    return (WorkingGroupJoined(proposal.id, command.seat),)


def _submit(council: Council, command: SubmitProposal) -> tuple[Event, ...]:
    """Hand the group's text to the council; a policy for all says how it is enforced and by when (0.9, step 8)."""
    proposal = _led_by(council, command.seat, command.proposal)
    _check_place(proposal, "working_group")
    if not proposal.record.enforcement or not proposal.record.compliance_due:
        raise Rejected("timeline_needed")
    return (ProposalMoved(proposal.id, "in_review", "", ""),)


def _record_approval(council: Council, command: RecordApproval) -> tuple[Event, ...]:
    check_chairs(council, command.seat)
    proposal = find_proposal(council, command.proposal)
    _check_place(proposal, "further_approval")
    bodies = {body.casefold(): body for body in bodies_of(proposal)}
    body = bodies.get(" ".join(command.body.split()).casefold())
    if body is None:
        raise Rejected("no_such_body", bodies=tuple(bodies.values()))
    reason = check_length(command.reason, REASON_LIMIT)
    if not command.approved and not reason:
        raise Rejected("reason_needed")
    said = last_words(proposal).get(body)
    if said is not None and (said.approved, said.reason) == (command.approved, reason):
        raise Rejected("already_so")
    recorded = ApprovalRecorded(proposal.id, body, command.approved, reason)
    approving = {each for each, word in last_words(proposal).items() if word.approved and each != body}
    if not command.approved or approving | {body} != set(bodies.values()):
        return (recorded,)
    _check_new(council, proposal.title, proposal.text)
    moved = ProposalMoved(proposal.id, BODIES_MOVES[proposal.status], proposal.motion, "")
    return (recorded, moved, _adopted(council, proposal, proposal.motion))


# --- what they require ------------------------------------------------------------------------------------------------


def _adopted(council: Council, proposal: Proposal, motion: str) -> PolicyAdopted:
    return PolicyAdopted(f"P{len(council.policies) + 1}", proposal.title, proposal.text, motion, proposal.record)


def _led_by(council: Council, seat: int, proposal_id: str) -> Proposal:
    proposal = find_proposal(council, proposal_id)
    if not leads(council, proposal, seat):
        raise Rejected("not_your_proposal")
    return proposal


def _check_place(proposal: Proposal, *places: ProposalStatus) -> None:
    if proposal.status not in places:
        raise Rejected("proposal_not_there", status=proposal.status)


def _is_about(motion: Motion, proposal: Proposal) -> bool:
    return isinstance(motion.matter, AdvanceProposal) and motion.matter.proposal == proposal.id


def _check_not_before_council(council: Council, proposal: Proposal) -> None:
    """What the council deliberates stays as it reads until the council has spoken."""
    motion = motion_on(council, proposal)
    if motion is not None:
        raise Rejected("proposal_before_council", motion=motion.id)


def _checked_text(council: Council, title: str, text: str, record: PolicyRecord) -> tuple[str, str, PolicyRecord]:
    title, text = check_title(title), check_text(text, POLICY_LIMIT)
    _check_new(council, title, text)
    return title, text, policy_records.checked(council, record)


def _check_new(council: Council, title: str, text: str) -> None:
    if len(council.policies) >= POLICIES_PER_COUNCIL:
        raise Rejected("too_many_motions", limit=POLICIES_PER_COUNCIL)
    if any((policy.title, policy.text) == (title, text) for policy in council.policies_in_force):
        raise Rejected("already_so")


def _checked_exception(council: Council, matter: GrantException) -> GrantException:
    policy = find_policy(council, matter.policy)
    team = policy_records.check_team(council, matter.team)
    reason = check_length(matter.reason, REASON_LIMIT)
    if not reason:
        raise Rejected("reason_needed")
    until = policy_records.check_date(matter.until.strip())
    if any(each.team == team and each.until >= until for each in policy.exceptions):
        raise Rejected("already_so")
    return GrantException(policy.id, team, reason, until)


def _checked_bodies(reason: str) -> tuple[str, ...]:
    bodies = _bodies_in(reason)
    if not bodies:
        raise Rejected("reason_needed")
    if len(bodies) > BODIES_LIMIT:
        raise Rejected("too_many_motions", limit=BODIES_LIMIT)
    return tuple(check_length(body, BODY_LIMIT) for body in bodies)


def _bodies_in(reason: str) -> tuple[str, ...]:
    """Read the names of bodies out of a reason, set apart by commas, semicolons or lines."""
    names = (" ".join(part.split()) for part in re.split(r"[,;\n]", reason))
    return tuple({name.casefold(): name for name in names if name}.values())
