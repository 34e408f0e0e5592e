"""Who may do anything at all right now: seats, texts and the state of the table."""

from __future__ import annotations

from meshcouncil.council.errors import Rejected
from meshcouncil.council.state import Council, Motion, Policy

CHAT_LIMIT = 2_000
FACT_LIMIT = 1_000
REASON_LIMIT = 1_000
TITLE_LIMIT = 120
POLICY_LIMIT = 8_000
PAD_LIMIT = 400_000
BLOCK_LIMIT = 80
LIVE_MOTIONS_PER_SEAT = 3
LIVE_AMENDMENTS_PER_SEAT = 40
POLICIES_PER_COUNCIL = 200


def check_seat(council: Council, seat: int) -> None:
    """Require that somebody sits in this seat."""
    if seat not in council.definition.roles_by_number:
        raise Rejected("no_such_seat", seat=seat)
    if seat not in council.seats:
        raise Rejected("seat_empty", seat=seat)


def check_text(text: str, limit: int) -> str:
    """Give the text without surrounding blanks; require that it shows something and fits the limit (characters)."""
    clean = text.strip()
    if not any(letter.isprintable() and not letter.isspace() for letter in clean):
        raise Rejected("text_empty")
    return check_length(clean, limit)


def check_title(title: str) -> str:
    """Give the title on one line; require that it shows something and is no longer than titles are."""
    return check_text(" ".join(title.split()), TITLE_LIMIT)


def check_length(text: str, limit: int) -> str:
    """Give the text without surrounding blanks; require that it is within the limit (characters)."""
    clean = text.strip()
    if len(clean) > limit:
        raise Rejected("text_too_long", limit=limit, length=len(clean))
    return clean


def check_sitting(council: Council) -> None:
    """Require that the council deliberates in this step and is not closed."""
    if council.closed:
        raise Rejected("council_closed")
    if not council.sitting:
        raise Rejected("council_not_sitting")


def check_charter_can_change(council: Council) -> None:
    """Require that the charter is neither frozen for its final vote nor already adopted."""
    if council.is_frozen:
        raise Rejected("charter_frozen")
    if council.has_passed:
        raise Rejected("charter_final")


def check_chairs(council: Council, seat: int) -> None:
    """Require that the seat keeps the council's process."""
    if not council.may_chair(seat):
        raise Rejected(
            "not_your_turn_to_chair", team=council.definition.teams_by_id[council.definition.chair_team].name
        )


def find_motion(council: Council, motion_id: str) -> Motion:
    """Give a motion of this council."""
    motion = council.motions.get(motion_id)
    if motion is None:
        raise Rejected("no_such_motion", motion=motion_id)
    return motion


def find_policy(council: Council, policy_id: str) -> Policy:
    """Give a policy in force."""
    policy = council.policies.get(policy_id)
    if policy is None or policy.repealed:
        raise Rejected("no_such_policy", policy=policy_id)
    return policy
