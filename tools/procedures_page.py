"""The reference page of procedures: written from the table that the rules themselves go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK
from meshcouncil.documents.catalogue import Entry, by_family, catalogue
from meshcouncil.documents.procedures import MATTERS, Electorate, procedure_title, rule_before_vote
from meshcouncil.documents.rule_questions import Question

TEN = Electorate(seats=10, teams=5)

_INTRODUCTION = """\
# Procedures

Every way in which a council can decide. `meshcouncil procedures` prints the same. Which one to offer when:
[Which procedure should I offer?](../how-to/which-procedure.md) Numbers are for ten seats in five teams.
This page is generated from the code by `make docs`.
"""

ASKED: Mapping[Question, str] = {
    "proposers": "who may make motions",
    "second_needed": "whether a motion needs a second",
    "threshold": "the share that is needed",
    "base": "what it is a share of",
    "quorum": "how many must take part",
    "ballots": "open or secret ballots",
    "tie": "what a tie does",
    "emergency": "who acts in an emergency",
    "rounds": "whether everyone speaks in turn first",
    "clock": "how long it runs",
    "every_team": "whether every team must take part",
    "loops": "how many rounds with objections there are",
    "stand_asides": "how many may stand aside",
    "dots": "how many dots each seat has",
    "veto": "whether a −1 stops a motion",
    "confirm": "whether the winner needs a vote of its own",
}
"""What each question is about, in the words of this page."""

_OF_EVERY_ONE: frozenset[str] = frozenset({"proposers", "second_needed", "emergency"})


def procedures_page() -> str:
    """Write the page of procedures."""
    lines = [_INTRODUCTION]
    for family, members in by_family(catalogue()):
        lines += [f"## {family}", ""]
        for each in members:
            lines += _entry(each)
    lines += _rulebook()
    return "\n".join(lines)


def _entry(entry: Entry) -> Iterator[str]:
    yield f"### {entry.title}"
    yield ""
    yield f"`{entry.kind}`. {entry.sentence}"
    yield ""
    yield f"- **Fits**: {entry.fits}"
    yield f"- **States**: {' → '.join(entry.states)}"
    yield f"- **Ties**: {entry.ties}"
    if entry.clock:
        yield f"- **Time**: {entry.clock}, unless the council says otherwise"
    yield f"- **Before a vote it says**: {_before_vote(entry)}"
    questions: tuple[Question, ...] = get_args(Question)
    asked = [ASKED[each] for each in questions if each in entry.asks and each not in _OF_EVERY_ONE]
    if asked:
        yield f"- **A council may also choose**: {', '.join(asked)}"
    yield f"- **Source**: {entry.source}"
    yield ""


def _before_vote(entry: Entry) -> str:
    kind = next(each for each in PROCEDURES if each == entry.kind)
    return rule_before_vote(ProcedureRules(kind=kind, threshold=Fraction(2, 3)), TEN)


def _rulebook() -> Iterator[str]:
    yield "## Which procedure serves which matter"
    yield ""
    yield "The rulebook that a council is offered. It may adopt another, or none: then one procedure serves for all."
    yield ""
    yield "| matter | procedure | before a vote |"
    yield "|---|---|---|"
    for line in DEFAULT_RULEBOOK:
        yield f"| {MATTERS[line.matter]} | {procedure_title(line.rules)} | {rule_before_vote(line.rules, TEN)} |"
    yield ""
