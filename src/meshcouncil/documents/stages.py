"""How a motion goes through its procedure, in words: what it waits for, objections, open points, advice."""

from __future__ import annotations

from collections.abc import Mapping

from meshcouncil.council.definition import Definition
from meshcouncil.council.matters import Stage
from meshcouncil.council.state import Issue, Motion, Objection, Turn, Turns
from meshcouncil.documents.matters import seats_sentence
from meshcouncil.documents.words import count_of, quoted

STAGES: Mapping[Stage, str] = {
    "": "",
    "clarifying": "Clarifying round",
    "reactions": "Reaction round",
    "final_comment": "Final comment period",
    "offers": "Looking for somebody to decide",
    "advice": "Taking advice",
    "deciding": "In the hands of the delegates",
    "declaring": "Open points, then the chair's word",
    "declared": "Declared, open to appeal",
}
"""What a motion that is deliberated waits for, in a few words."""

STAGE_HELP: Mapping[Stage, str] = {
    "": "",
    "clarifying": "Ask what is unclear. Opinions come later.",
    "reactions": "Say what you think of it, in turn.",
    "final_comment": "The text is as it will be voted on. Say now what nobody has said yet.",
    "offers": "Who knows the matter offers to decide it for the council.",
    "advice": "The mover asks other teams, listens, and then decides alone.",
    "deciding": "The delegates decide for the council, and say why.",
    "declaring": "Every open point needs an answer before the chair may declare rough consensus.",
    "declared": "The chair has spoken. Who sees it otherwise appeals now.",
}
"""What people do in a stage, in a sentence."""

OBJECTION_STATUSES: Mapping[str, str] = {
    "standing": "Stands",
    "set_aside": "Set aside: too many found that it is none",
    "integrated": "Worked into the text",
    "lifted": "Taken back",
    "asked_again": "Asked again in the next round",
}
"""How an objection, a block or a veto stands or ended."""


def stage_sentence(motion: Motion, definition: Definition) -> str:
    """Say what a motion that is deliberated waits for, as in ``3 of 10 have spoken; the Data Architect is next``."""
    if motion.turns is not None and motion.turns.order:
        return turns_sentence(motion.turns, definition)
    match motion.stage:
        case "offers":
            return _offers(motion, definition)
        case "advice":
            return _advice(motion, definition)
        case "deciding":
            return _deciding(motion, definition)
        case "declaring":
            return _open_points(motion)
        case "declared" if motion.declared is not None:
            word = "there is rough consensus" if motion.declared[0] else "there is no rough consensus"
            return f"The chair says that {word}. It holds unless somebody appeals in time."
        case "final_comment":
            return f"{_arguments(motion)} The vote follows when the time is up."
        case _:
            return ""


def turns_sentence(turns: Turns, definition: Definition) -> str:
    """Say how far a round has got, and whose turn is next."""
    spoken = f"{len(turns.taken)} of {len(turns.order)} {'has' if len(turns.order) == 1 else 'have'} spoken"
    if not turns.waiting:
        return f"{spoken}: everyone has had a turn."
    return f"{spoken}; the {definition.roles_by_number[turns.waiting[0]].title} is next."


def turn_sentence(turn: Turn, definition: Definition) -> str:
    """Say what a seat said when it was its turn."""
    title = definition.roles_by_number[turn.seat].title
    return f"{title}: {quoted(turn.text)}" if turn.text else f"{title} passes."


def objection_sentence(objection: Objection, definition: Definition) -> str:
    """Say who objects and why, and how the objection stands or ended."""
    title = definition.roles_by_number[objection.seat].title
    doubts = ""
    if objection.doubts and objection.status == "standing":
        verb = "doubts" if len(objection.doubts) == 1 else "doubt"
        doubts = f"; {seats_sentence(definition, objection.doubts)} {verb} that it is one"
    return f"{objection.id}, {title}: {quoted(objection.reason)} {OBJECTION_STATUSES[objection.status]}{doubts}."


def issue_sentence(issue: Issue, definition: Definition) -> str:
    """Say who raised an open point or an argument, who finds it substantial, and how it was answered."""
    title = definition.roles_by_number[issue.seat].title
    support = f" Substantial for {seats_sentence(definition, issue.supporters)} as well." if issue.supporters else ""
    if issue.answered_by is None:
        return f"{issue.id}, {title}: {quoted(issue.text)}{support}"
    answer = f" {definition.roles_by_number[issue.answered_by].title} answers: {quoted(issue.answer)}"
    return f"{issue.id}, {title}: {quoted(issue.text)}{support}{answer}"


def decided_sentence(seat: int, reason: str, definition: Definition, *, adopt: bool) -> str:
    """Say what somebody decided alone, and why."""
    said = f"{definition.roles_by_number[seat].title} decides {'to adopt it' if adopt else 'not to adopt it'}"
    return f"{said}: {quoted(reason)}" if reason else f"{said}."


def _offers(motion: Motion, definition: Definition) -> str:
    if not motion.offers:
        return "Nobody has offered to decide yet."
    who = seats_sentence(definition, (offer.seat for offer in motion.offers))
    verb = "offers" if len(motion.offers) == 1 else "offer"
    return f"{who} {verb} to decide; the chair asks the council to confirm."


def _advice(motion: Motion, definition: Definition) -> str:
    mover = definition.roles_by_number[motion.mover].title
    if not motion.asked:
        return f"{mover} has asked nobody yet."
    given = {each.seat for each in motion.advice}
    missing = [seat for seat in motion.asked if seat not in given]
    if missing:
        return f"{mover} waits for the advice of {seats_sentence(definition, missing)}."
    return f"{mover} has had {count_of(len(given), 'answer')} and may decide."


def _deciding(motion: Motion, definition: Definition) -> str:
    decided = {seat for seat, _, _ in motion.decided}
    missing = [seat for seat in motion.delegates if seat not in decided]
    if not missing:
        return "The delegates have spoken."
    together = " Both must agree." if len(motion.delegates) > 1 else ""
    return f"{seats_sentence(definition, missing)} {'decides' if len(missing) == 1 else 'decide'}.{together}"


def _open_points(motion: Motion) -> str:
    waiting = sum(issue.answered_by is None for issue in motion.issues)
    if not motion.issues:
        return "There is no open point; the chair may declare."
    if not waiting:
        return f"{_all_of(len(motion.issues))} answered; the chair may declare."
    points = count_of(len(motion.issues), "open point")
    return f"{waiting} of {points} {'waits' if waiting == 1 else 'wait'} for an answer."


def _all_of(points: int) -> str:
    return "The open point is" if points == 1 else f"All {points} open points are"


def _arguments(motion: Motion) -> str:
    if not motion.issues:
        return "No new argument yet."
    return (
        f"{count_of(len(motion.issues), 'new argument')} so far; two others who find one substantial reopen the debate."
    )
