"""Open points under rough consensus (RFC 7282) and new arguments in the final comment of an RFC (D.7, D.13)."""

from __future__ import annotations

from meshcouncil.council.commands import AnswerIssue, RaiseIssue, SupportIssue
from meshcouncil.council.errors import Rejected
from meshcouncil.council.events import CommentCancelled, Event, IssueAnswered, IssueRaised, IssueSupported
from meshcouncil.council.rules import ballots
from meshcouncil.council.rules.standing import REASON_LIMIT, check_text
from meshcouncil.council.state import Council, Issue, Motion

ISSUES_PER_MOTION = 30
SUPPORTERS_NEEDED = 2
"""Other seats that have to find an argument substantial before it cancels a final comment."""


def put_up(council: Council, motion: Motion, command: RaiseIssue) -> tuple[Event, ...]:
    """Put an open point, or an argument that is new, on the list of a motion."""
    if not (has_open_points(council, motion) or motion.stage == "final_comment"):
        raise Rejected("no_issues_here")
    if len(motion.issues) >= ISSUES_PER_MOTION:
        raise Rejected("too_many_motions", limit=ISSUES_PER_MOTION)
    text = check_text(command.text, REASON_LIMIT)
    return (IssueRaised(motion.id, f"I{len(motion.issues) + 1}", command.seat, text),)


def has_open_points(council: Council, motion: Motion) -> bool:
    """Tell whether a motion is on its way to rough consensus, so that open points can be put up and answered."""
    if not motion.is_live or motion.status == "tabled" or motion.stage == "declared":
        return False
    rules = motion.rules if motion.status in ("voting", "deliberating") else ballots.rules_of_round(council, motion)
    return rules is not None and rules.kind == "rough_consensus"


def answer(motion: Motion, command: AnswerIssue) -> tuple[Event, ...]:
    """Answer an open point of another seat: addressed, though perhaps not accommodated."""
    issue = _find(motion, command.issue)
    if not motion.is_live or motion.stage in ("final_comment", "declared"):
        raise Rejected("no_issues_here")
    if issue.answered_by is not None:
        raise Rejected("already_answered")
    if issue.seat == command.seat:
        raise Rejected("own_issue")
    return (IssueAnswered(motion.id, issue.id, command.seat, check_text(command.text, REASON_LIMIT)),)


def support(motion: Motion, command: SupportIssue) -> tuple[Event, ...]:
    """Find another's argument substantial; the second who does so cancels the final comment."""
    issue = _find(motion, command.issue)
    if motion.stage != "final_comment" or not motion.is_live:
        raise Rejected("no_issues_here")
    if issue.seat == command.seat:
        raise Rejected("own_issue")
    if command.seat in issue.supporters:
        raise Rejected("already_so")
    supported = IssueSupported(motion.id, issue.id, command.seat)
    if len(issue.supporters) + 1 < SUPPORTERS_NEEDED:
        return (supported,)
    return (supported, CommentCancelled(motion.id, issue.id))


def _find(motion: Motion, issue_id: str) -> Issue:
    found = next((each for each in motion.issues if each.id == issue_id), None)
    if found is None:
        raise Rejected("no_such_issue")
    return found
