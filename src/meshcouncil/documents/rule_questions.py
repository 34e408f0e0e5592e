"""What can be asked about a way to decide, and which of it means something under each procedure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from meshcouncil.council.definition import ProcedureKind

Question = Literal[
    "proposers",
    "second_needed",
    "threshold",
    "base",
    "quorum",
    "ballots",
    "tie",
    "emergency",
    "rounds",
    "clock",
    "every_team",
    "loops",
    "stand_asides",
    "dots",
    "veto",
    "confirm",
]
"""What can be asked about a way to decide: the rules' own fields besides the kind."""

_ALWAYS: tuple[Question, ...] = ("proposers", "second_needed", "emergency")
_COUNTED: tuple[Question, ...] = ("quorum", "ballots", "every_team", "clock")
_QUESTIONS: Mapping[ProcedureKind, tuple[Question, ...]] = {
    "simple_majority": ("base", *_COUNTED, "tie"),
    "supermajority": ("base", "threshold", *_COUNTED),
    "unanimity": ("base", "quorum", "every_team", "clock"),
    "unanimous_consent": ("clock",),
    "consent": ("rounds", "loops", "quorum", "every_team"),
    "consensus": ("rounds", "stand_asides", "loops", "quorum", "every_team"),
    "rough_consensus": ("clock", "quorum", "every_team"),
    "ranked_choice": ("confirm", *_COUNTED),
    "approval": ("confirm", *_COUNTED),
    "dot_vote": ("dots", "confirm", *_COUNTED),
    "score_vote": _COUNTED,
    "lazy_consensus": ("clock", "quorum", "every_team"),
    "apache_vote": ("veto", "quorum", "every_team"),
    "delegation": (),
    "advice_process": (),
    "rfc": ("clock", "quorum", "ballots", "every_team"),
    "emergency_power": (),
    "temperature_check": ("ballots", "clock"),
    "check_poll": ("clock",),
}


def questions_for(kind: ProcedureKind) -> tuple[Question, ...]:
    """Name the questions that mean something under a procedure; a form leaves the others out."""
    return (*_ALWAYS, *_QUESTIONS[kind])
