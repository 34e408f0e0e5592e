"""Who wanted what, whether they got it and who won, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from meshcouncil.council.definition import Reading
from meshcouncil.council.judging import GoalVerdict, Verdicts
from meshcouncil.council.state import Council
from meshcouncil.documents.debrief import collective_sentence, why_sentence, winner_sentence


def verdict_lines(council: Council, verdicts: Verdicts, reading: Reading) -> Iterator[str]:
    """Tell every mission with its verdict and the reason for it, then who won."""
    yield from ("", "The secret missions", "")
    for verdict in verdicts.goals:
        if verdict.kind != "team_priorities":
            yield f"{_holder(council, verdict)}: {' '.join(verdict.goal.text.split())}"
            yield f"    {why_sentence(verdict, council.definition, council, reading)}"
    yield from ("", "Who won", "")
    yield collective_sentence(verdicts)
    for seat in verdicts.seats:
        yield winner_sentence(seat, council.definition)


def _holder(council: Council, verdict: GoalVerdict) -> str:
    definition = council.definition
    if verdict.kind == "role_mission":
        return definition.roles_by_number[verdict.seats[0]].title
    return f"Team {definition.team_of(verdict.seats[0]).name}"
