"""What a motion may be about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meshcouncil.council.definition import NO_RECORD, GraphOperation, PolicyRecord, ProcedureRules, RulebookLine

CaucusStyle = Literal["moderated", "unmoderated", "recess"]
ProposalStatus = Literal[
    "proposed",
    "triaged",
    "minor",
    "working_group",
    "in_review",
    "further_approval",
    "published",
    "rejected",
    "withdrawn",
]

Stage = Literal["", "clarifying", "reactions", "final_comment", "offers", "advice", "deciding", "declaring", "declared"]
"""What a motion that is deliberated waits for.

`clarifying`, `reactions`: everyone in turn; `final_comment`: the clock of an RFC; `offers`: somebody to decide;
`advice`, `deciding`: who decides alone, after asking or as a delegate; `declaring`: the chair's word on rough
consensus; `declared`: an appeal, until the clock runs out.
"""


@dataclass(frozen=True, slots=True)
class AdoptProcedure:
    """Decide from now on by these rules."""

    rules: ProcedureRules


@dataclass(frozen=True, slots=True)
class AdoptRulebook:
    """Decide each class of matters by the procedure on its line; what has no line goes by the usual procedure."""

    lines: tuple[RulebookLine, ...]


@dataclass(frozen=True, slots=True)
class AddPolicy:
    """Put a new policy into the charter. `block` names the pad's block that it came from, if any."""

    title: str
    text: str
    block: str = ""
    record: PolicyRecord = NO_RECORD


@dataclass(frozen=True, slots=True)
class ChangePolicy:
    """Give a policy in force another title, text or record (None: the record stays as it is)."""

    policy: str
    title: str
    text: str
    record: PolicyRecord | None = None


@dataclass(frozen=True, slots=True)
class RepealPolicy:
    """Take a policy out of the charter."""

    policy: str


@dataclass(frozen=True, slots=True)
class SettleDecision:
    """Settle a decision point with an option of the pack, or with an answer of the council's own (`option` empty)."""

    decision: str
    option: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ChangeGraph:
    """Change the project graph by these operations, in order."""

    operations: tuple[GraphOperation, ...]


@dataclass(frozen=True, slots=True)
class AskCouncil:
    """Put a question with several answers of one's own to the council, such as what to do first."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrantException:
    """Let a team depart from a policy in force, for a reason and until a date (YYYY-MM-DD)."""

    policy: str
    team: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class RatifyAct:
    """Let what was done alone in an emergency stand (`act` names that motion); if it is lost, the act is undone."""

    act: str


@dataclass(frozen=True, slots=True)
class RevokeDelegate:
    """Take the power to decide a motion back from those it was given to."""

    motion: str


@dataclass(frozen=True, slots=True)
class AdvanceProposal:
    """Move a proposed policy along the pipeline (specification 0.9)."""

    proposal: str
    to: ProposalStatus
    reason: str = ""


# --- procedural motions (Robert's Rules, specification D.14, and Model UN, D.16) --------------------------------------


@dataclass(frozen=True, slots=True)
class EndDebate:
    """The previous question: put a motion to the vote at once."""

    motion: str


@dataclass(frozen=True, slots=True)
class ReferMotion:
    """Give a motion to a team or a group to work on; it leaves the floor."""

    motion: str
    to: str


@dataclass(frozen=True, slots=True)
class PostponeMotion:
    """Put a motion off until later."""

    motion: str
    until: str


@dataclass(frozen=True, slots=True)
class HoldCaucus:
    """Speak for a while in another way: moderated (short speeches on a topic), unmoderated, or a recess."""

    style: CaucusStyle
    topic: str
    minutes: int
    seconds_each: int = 30


@dataclass(frozen=True, slots=True)
class AppealRuling:
    """Ask the council to overturn the chair's ruling on a point; a tie upholds the chair."""

    point: str


Amendable = AdoptProcedure | AddPolicy | ChangePolicy | SettleDecision | ChangeGraph | AskCouncil


@dataclass(frozen=True, slots=True)
class AmendMotion:
    """Change what a motion asks for. `version` is the wording it was written for, `to` the matter as amended."""

    motion: str
    version: int
    to: Amendable


Procedural = EndDebate | ReferMotion | PostponeMotion | HoldCaucus | AppealRuling
Matter = (
    AdoptProcedure
    | AdoptRulebook
    | AddPolicy
    | ChangePolicy
    | RepealPolicy
    | SettleDecision
    | ChangeGraph
    | AskCouncil
    | GrantException
    | RatifyAct
    | RevokeDelegate
    | AdvanceProposal
    | AmendMotion
    | EndDebate
    | ReferMotion
    | PostponeMotion
    | HoldCaucus
    | AppealRuling
)
