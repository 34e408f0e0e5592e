"""What happened at a table, told in order.

A public account holds what the room may know: no talk between teammates or with the facilitator, no secret ballot, and
(of the hall) no call for help and no claim or verdict before the missions were revealed. No account at all holds talk
between teammates, or the answers of a ballot that is secret or not counted yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, assert_never

from meshcouncil.council import events as at_table
from meshcouncil.council.definition import Definition
from meshcouncil.council.evolve import evolve
from meshcouncil.council.matters import AdoptProcedure, ChangeGraph
from meshcouncil.council.rules.charter import CHARTER_RULES
from meshcouncil.council.state import Ballot, Council, Motion, seated
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.matters import (
    LAPSES,
    choice_labels,
    matter_text,
    matter_title,
    operation_sentences,
    option_label,
    titles_of,
)
from meshcouncil.documents.procedures import electorate_at, procedure_title, rule_before_vote
from meshcouncil.documents.tallies import tally_sentence
from meshcouncil.documents.words import ended, one_line, quoted, shortened

AccountViewer = Literal["public", "facilitator"]

INTRODUCTION_LENGTH = 160
TALK_LENGTH = 240
TEXT_LENGTH = 400
INSET = "    "


def account_of(definition: Definition, events: Iterable[at_table.Event], viewer: AccountViewer = "public") -> list[str]:
    """Tell a table's whole council, a line for each thing that happened; details stand on lines further in."""
    council = seated(definition)
    lines: list[str] = []
    newcomers: list[at_table.SeatFilled] = []
    for event in events:
        if isinstance(event, at_table.SeatFilled):
            newcomers.append(event)
        else:
            lines.extend(_sat_down(definition, newcomers))
            newcomers = []
        after = evolve(council, event)
        lines.extend(_told(council, after, event, viewer))
        council = after
    lines.extend(_sat_down(definition, newcomers))
    return lines


def heading(title: str) -> str:
    """Write the line with which a step begins."""
    return f"— {title} —"


def step_title(definition: Definition, step: str) -> str:
    """Give the title of a step, in whichever plan it stands."""
    return next((each.title for plan in definition.plans for each in plan.steps if each.id == step), step)


def _sat_down(definition: Definition, newcomers: list[at_table.SeatFilled]) -> Iterator[str]:
    titles = {role.number: role.title for role in definition.roles}
    if len(newcomers) == 1:
        yield f"{_name(newcomers[0], titles)} sits down as {titles[newcomers[0].seat]}."
    elif newcomers:
        yield "These sit down:"
        yield from _inset(f"{titles[event.seat]}: {_name(event, titles)}" for event in newcomers)


def _name(event: at_table.SeatFilled, titles: Mapping[int, str]) -> str:
    """Name who sits down; a bot that goes by the title of its seat is just a bot."""
    if event.occupant != "bot":
        return event.name
    return "a bot" if event.name == titles[event.seat] else f"{event.name} (a bot)"


def _told(  # noqa: C901 - the list of all events
    council: Council, after: Council, event: at_table.Event, viewer: AccountViewer
) -> Iterator[str]:
    definition = council.definition
    match event:
        case at_table.SeatFilled() | at_table.HandRaised() | at_table.HandLowered():
            return
        case at_table.SeatVacated(seat):
            yield f"The seat of {_title(council, seat)} is free."
        case at_table.StepBegun(step):
            yield heading(step_title(definition, step))
        case at_table.InjectDealt(inject):
            yield f"Dealt: {definition.injects_by_id[inject].title}."
        case at_table.CouncilClosed():
            yield "The council ends."
        case at_table.Introduced(seat, text):
            yield f"{_title(council, seat)} begins: {quoted(shortened(text, INTRODUCTION_LENGTH))}"
        case at_table.FactDeclared(seat, text):
            yield f"{_title(council, seat)} declares as a fact: {quoted(shortened(text, TALK_LENGTH))}"
        case at_table.Said():
            yield from _said(council, event, viewer)
        case at_table.BallotCast() | at_table.CharterBallotCast():
            return  # told when it is counted, and then only if the ballot is open
        case at_table.FinalVoteCalled():
            yield "The charter is frozen and put to the vote as a whole."
            yield INSET + rule_before_vote(CHARTER_RULES, electorate_at(council))
        case at_table.FinalVoteClosed(_, tally):
            yield f"The charter. {tally_sentence(tally)}"
            ballots = {seat: Ballot(choice) for seat, choice in after.final_votes[-1].ballots.items()}
            yield from _inset(votes_by_answer(ballots, definition))
        case (
            at_table.MotionTabled()
            | at_table.MotionSeconded()
            | at_table.MotionWithdrawn()
            | at_table.MotionRevised()
            | at_table.VoteOpened()
            | at_table.VoteClosed()
            | at_table.MotionLapsed()
            | at_table.EmergencyActed()
        ):
            yield from _motion_told(council, after.motions[event.motion], event)
        case (
            at_table.ProcedureAdopted()
            | at_table.PolicyAdopted()
            | at_table.PolicyChanged()
            | at_table.PolicyRepealed()
            | at_table.DecisionSettled()
            | at_table.GraphChanged()
        ):
            yield _change_told(council, event)
        case _:
            assert_never(event)


def _said(council: Council, event: at_table.Said, viewer: AccountViewer) -> Iterator[str]:
    if event.audience == "team" or (event.audience == "facilitator" and viewer != "facilitator"):
        return
    who = "The facilitator" if event.seat is None else _title(council, event.seat)
    to = ""
    if event.audience == "facilitator":
        to = " to the facilitator" if event.seat is not None else f" to {_title(council, event.to or 0)}"
    yield f"{who}{to}: {quoted(shortened(event.text, TALK_LENGTH))}"


_MotionEvent = (
    at_table.MotionTabled
    | at_table.MotionSeconded
    | at_table.MotionWithdrawn
    | at_table.MotionRevised
    | at_table.VoteOpened
    | at_table.VoteClosed
    | at_table.MotionLapsed
    | at_table.EmergencyActed
)
_Change = (
    at_table.ProcedureAdopted
    | at_table.PolicyAdopted
    | at_table.PolicyChanged
    | at_table.PolicyRepealed
    | at_table.DecisionSettled
    | at_table.GraphChanged
)


def _motion_told(council: Council, motion: Motion, event: _MotionEvent) -> Iterator[str]:
    mover = _title(council, motion.mover)
    match event:
        case at_table.MotionTabled(name):
            yield f"{name}. {mover} moves. {_moved(council, motion)}"
            yield from _inset(_motion_details(council, motion))
        case at_table.MotionRevised(name, version):
            yield f"{name}. {mover} changes the motion, now version {version}. {_moved(council, motion)}"
            yield from _inset(_motion_details(council, motion))
        case at_table.MotionSeconded(name, seat):
            yield f"{name}. {_title(council, seat)} seconds."
        case at_table.MotionWithdrawn(name):
            yield f"{name}. {mover} withdraws the motion."
        case at_table.VoteOpened(name, number, rules):
            again = f", round {number}" if number > 1 else ""
            needed = rule_before_vote(rules, electorate_at(council))
            yield f"{name}. Vote opened{again}. {needed}"
        case at_table.VoteClosed(name, tally):
            yield f"{name}. {tally_sentence(tally, choice_labels(motion.matter, council.definition))}"
            yield from _inset(_votes_told(council, motion))
        case at_table.MotionLapsed(name, because):
            yield f"{name}. The motion lapses. {LAPSES.get(because, ended(because))}"
        case at_table.EmergencyActed(name):
            yield f"{name}. In force at once, without a vote, under the emergency rule."
        case _:
            assert_never(event)


def _moved(council: Council, motion: Motion) -> str:
    return ended(matter_title(motion.matter, council.definition, titles_of(council)))


def _motion_details(council: Council, motion: Motion) -> Iterator[str]:
    text = matter_text(motion.matter, council.definition, titles_of(council))
    if isinstance(motion.matter, AdoptProcedure | ChangeGraph):
        yield from text.splitlines()
    else:
        yield shortened(text, TEXT_LENGTH)
    if motion.reason:
        yield f"Because: {shortened(motion.reason, TALK_LENGTH)}"


def _votes_told(council: Council, motion: Motion) -> Iterator[str]:
    """Name the voters of an open ballot only, and those who object with their reasons."""
    if motion.rules is None or motion.rules.ballots == "secret":
        return
    labels = choice_labels(motion.matter, council.definition)
    yield from votes_by_answer(motion.ballots, council.definition, labels)


def _change_told(council: Council, event: _Change) -> str:
    definition = council.definition
    match event:
        case at_table.ProcedureAdopted(rules):
            return f"From now on the council decides by: {procedure_title(rules)}."
        case at_table.PolicyAdopted(policy, title):
            return f"Policy {policy} enters the charter: {ended(title)}"
        case at_table.PolicyChanged(policy, title):
            return f"Policy {policy} changes: {ended(title)}"
        case at_table.PolicyRepealed(policy):
            return f"Policy {policy} leaves the charter: {ended(council.policies[policy].title)}"
        case at_table.DecisionSettled(decision, option, text):
            answer = option_label(definition, decision, option) if option else shortened(text, TALK_LENGTH)
            return f"Settled: {definition.decisions_by_id[decision].question} → {ended(answer)}"
        case at_table.GraphChanged(operations):
            changes = operation_sentences(operations, definition, titles_of(council))
            return f"The project graph changes: {one_line(' '.join(changes))}"
        case _:
            assert_never(event)


def _title(council: Council, seat: int) -> str:
    return council.definition.roles_by_number[seat].title


def _inset(lines: Iterable[str]) -> Iterator[str]:
    return (INSET + line for line in lines)
