"""A played council as plain values for one JSON document; no clock and no set gives anything its order."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from meshcouncil.bots.headless import PlayedCouncil
from meshcouncil.council.definition import ProcedureRules, ProjectGraph
from meshcouncil.council.judging import GoalVerdict, SeatVerdict
from meshcouncil.council.state import FinalVote, Motion
from meshcouncil.documents.anti_patterns import anti_patterns

SCHEMA = "mesh-council/played@1"

Record = dict[str, Any]


def record_of(played: PlayedCouncil) -> Record:
    """Give procedure, policies, decisions, graph, ballots, missions and winners of a played council."""
    council = played.council
    return {
        "schema": SCHEMA,
        "pack": played.definition.slug,
        "plan": played.plan,
        "seed": played.seed,
        "reading": played.reading,
        "seats": [_seat(played, seat) for seat in sorted(council.seats)],
        "procedure": {"adopted": council.procedure is not None, **_rules(council.rules)},
        "policies": [
            {"id": each.id, "title": each.title, "text": each.text, "version": each.version, "motion": each.motion}
            for each in council.policies_in_force
        ],
        "decisions": [
            {"decision": each.decision, "option": each.option, "text": each.text, "motion": each.motion}
            for each in council.settled.values()
        ],
        "graph": _graph(council.graph),
        "ballots": [_motion(motion) for motion in council.motions.values()],
        "final_votes": [_final_vote(vote) for vote in council.final_votes],
        "anti_patterns": [
            {**asdict(each), "motions": list(each.motions)} for each in anti_patterns(council, played.events)
        ],
        "charter": {"documented": played.verdicts.documented, "passed": played.verdicts.passed},
        "missions": [_goal(each) for each in played.verdicts.goals if each.kind != "team_priorities"],
        "team_priorities": [_goal(each) for each in played.verdicts.goals if each.kind == "team_priorities"],
        "winners": {
            "collective": played.verdicts.collective,
            "seats": [_winner(each) for each in played.verdicts.seats],
        },
    }


def _seat(played: PlayedCouncil, seat: int) -> Record:
    role = played.definition.roles_by_number[seat]
    return {"seat": seat, "title": role.title, "team": role.team, "occupant": played.council.seats[seat].kind}


def _rules(rules: ProcedureRules) -> Record:
    threshold, quorum = rules.threshold, rules.quorum
    return {
        **asdict(rules),
        "threshold": f"{threshold.over}/{threshold.under}",
        "quorum": f"{quorum.over}/{quorum.under}",
    }


def _graph(graph: ProjectGraph) -> Record:
    return {
        "projects": [asdict(project) for project in graph.projects],
        "references": sorted(
            (asdict(each) for each in graph.references), key=lambda each: (each["producer"], each["consumer"])
        ),
    }


def _motion(motion: Motion) -> Record:
    """Give a motion and its last ballot; a secret ballot shows its count alone."""
    shown = motion.rules is not None and motion.rules.ballots == "open"
    return {
        "motion": motion.id,
        "mover": motion.mover,
        "matter": {"kind": type(motion.matter).__name__, **_plain(asdict(motion.matter))},
        "status": motion.status,
        "round": motion.round,
        "emergency": motion.emergency,
        "tally": _plain(asdict(motion.tally)) if motion.tally else None,
        "votes": [
            {
                "seat": seat,
                "choice": ballot.choice,
                "reason": ballot.reason,
                "ranking": list(ballot.ranking),
                "marks": [list(mark) for mark in ballot.marks],
            }
            for seat, ballot in sorted(motion.ballots.items())
            if shown
        ],
    }


def _final_vote(vote: FinalVote) -> Record:
    return {
        "vote": vote.number,
        "passed": vote.passed,
        "tally": _plain(asdict(vote.tally)) if vote.tally else None,
        "votes": [{"seat": seat, "choice": choice} for seat, choice in sorted(vote.ballots.items())],
    }


def _goal(verdict: GoalVerdict) -> Record:
    return {
        "id": verdict.goal.id,
        "kind": verdict.kind,
        "seats": list(verdict.seats),
        "text": verdict.goal.text,
        "judgement": verdict.goal.judgement,
        "machine": verdict.machine,
        "standing": verdict.standing,
        "met": verdict.met,
        "claimed_by": verdict.claim.seat if verdict.claim else None,
        "clause": verdict.claim.clause if verdict.claim else "",
        "ruling": verdict.ruling.reason if verdict.ruling else "",
    }


def _winner(verdict: SeatVerdict) -> Record:
    route = "missions" if verdict.by_missions else "team_priorities"
    return {"seat": verdict.seat, "won": verdict.won, "route": route if verdict.won else ""}


def _plain(value: Any) -> Any:
    """Turn tuples into lists, through and through."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
