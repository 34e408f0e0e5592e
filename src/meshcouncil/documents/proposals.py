"""The policy pipeline in words: what each place of it waits for, and how its steps are called (specification 0.9)."""

from __future__ import annotations

from collections.abc import Mapping

from meshcouncil.council.matters import ProposalStatus

WAITS_FOR: Mapping[ProposalStatus, str] = {
    "proposed": "Triage: the council lets it through or rejects it.",
    "triaged": "Sizing: the council calls it minor or major.",
    "minor": "One vote: the council approves or rejects it at once.",
    "working_group": "Its working group writes the detail and hears the others; then its champion submits it.",
    "in_review": "The review: the council approves it, asks for changes, or rejects it.",
    "further_approval": "Other bodies: the chair records what they say. When all approve, it is published.",
    "published": "It is in the charter as a policy.",
    "rejected": "It ended here.",
    "withdrawn": "Its champion took it back.",
}
"""What happens next with a proposal, by where it stands."""

STEPS: Mapping[tuple[ProposalStatus, ProposalStatus], str] = {
    ("proposed", "triaged"): "Move to let it through",
    ("proposed", "rejected"): "Move to reject it",
    ("triaged", "minor"): "Move to call it minor",
    ("triaged", "working_group"): "Move to call it major",
    ("minor", "published"): "Move to approve it",
    ("minor", "rejected"): "Move to reject it",
    ("in_review", "published"): "Move to approve it",
    ("in_review", "further_approval"): "Move to approve it, subject to other bodies",
    ("in_review", "working_group"): "Move to ask for changes",
    ("in_review", "rejected"): "Move to reject it",
}
"""How the button of each step is called that the council may move."""

REASONS: Mapping[ProposalStatus, str] = {
    "rejected": "Why? Its champion will want to know.",
    "working_group": "What should change?",
    "further_approval": "Which bodies must approve too? Separate them by commas.",
}
"""What a step asks for in words, where it asks for any."""


def waits_for(status: ProposalStatus) -> str:
    """Say what happens next with a proposal."""
    return WAITS_FOR[status]


def step_label(status: ProposalStatus, to: ProposalStatus) -> str:
    """Name the button of a step."""
    return STEPS[status, to]
