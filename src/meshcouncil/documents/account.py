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
from meshcouncil.council.matters import AdoptProcedure, AdoptRulebook, AmendMotion, AskCouncil, ChangeGraph
from meshcouncil.council.rules.charter import CHARTER_RULES
from meshcouncil.council.state import Ballot, Council, Motion, seated
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.matters import (
    CAUCUSES,
    LAPSES,
    PROPOSAL_STATUSES,
    choice_labels,
    ending_sentence,
    matter_text,
    matter_title,
    operation_sentences,
    option_label,
    seats_sentence,
    titles_of,
)
from meshcouncil.documents.policies import date_words
from meshcouncil.documents.procedures import electorate_at, is_secret, procedure_title, rule_before_vote
from meshcouncil.documents.stages import STAGES, decided_sentence
from meshcouncil.documents.tallies import tally_sentence
from meshcouncil.documents.words import count_of, duration, ended, listed, one_line, quoted, shortened

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
        case at_table.ClocksStopped() | at_table.ClocksStarted() | at_table.GraphDrafted():
            return  # the hall's pause is told there; a draft is for one seat's eyes
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
            | at_table.MotionDecided()
            | at_table.AmendmentAccepted()
            | at_table.AmendmentRebased()
            | at_table.EmergencyActed()
        ):
            yield from _motion_told(council, after.motions[event.motion], event)
        case (
            at_table.StageBegun()
            | at_table.TurnTaken()
            | at_table.ObjectionTested()
            | at_table.ObjectionSetAside()
            | at_table.ObjectionLifted()
            | at_table.IssueRaised()
            | at_table.IssueAnswered()
            | at_table.IssueSupported()
            | at_table.CommentCancelled()
            | at_table.ConsensusDeclared()
            | at_table.DeclarationAppealed()
            | at_table.DelegateOffered()
            | at_table.OfferTakenBack()
            | at_table.DelegatesNamed()
            | at_table.DelegateLeft()
            | at_table.AdviceAsked()
            | at_table.AdviceGiven()
            | at_table.DecidedAlone()
        ):
            yield f"{event.motion}. {_stage_told(council, event)}"
        case (
            at_table.ParliamentarySwitched()
            | at_table.SpeakersListSet()
            | at_table.SpeakerCalled()
            | at_table.SpeechEnded()
            | at_table.CaucusBegun()
            | at_table.CaucusEnded()
            | at_table.RoundOpened()
            | at_table.SpokeInRound()
            | at_table.RoundClosed()
            | at_table.PointRaised()
            | at_table.PointRuled()
            | at_table.RulingOverturned()
        ):
            yield from _floor_told(council, event)
        case (
            at_table.PolicyProposed()
            | at_table.ProposalRevised()
            | at_table.WorkingGroupJoined()
            | at_table.ProposalMoved()
            | at_table.ApprovalRecorded()
        ):
            yield _proposal_told(council, event)
        case (
            at_table.ProcedureAdopted()
            | at_table.PolicyAdopted()
            | at_table.PolicyChanged()
            | at_table.PolicyRepealed()
            | at_table.DecisionSettled()
            | at_table.DecisionReopened()
            | at_table.GraphChanged()
            | at_table.RulebookAdopted()
            | at_table.QuestionAnswered()
            | at_table.ExceptionGranted()
            | at_table.ActRatified()
            | at_table.ActUndone()
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
    | at_table.MotionDecided
    | at_table.AmendmentAccepted
    | at_table.AmendmentRebased
    | at_table.EmergencyActed
)
_Change = (
    at_table.ProcedureAdopted
    | at_table.PolicyAdopted
    | at_table.PolicyChanged
    | at_table.PolicyRepealed
    | at_table.DecisionSettled
    | at_table.DecisionReopened
    | at_table.GraphChanged
    | at_table.RulebookAdopted
    | at_table.QuestionAnswered
    | at_table.ExceptionGranted
    | at_table.ActRatified
    | at_table.ActUndone
)


def _motion_told(council: Council, motion: Motion, event: _MotionEvent) -> Iterator[str]:
    mover = _title(council, motion.mover)
    match event:
        case at_table.MotionTabled(name):
            yield f"{name}. {mover} moves. {_moved(council, motion)}"
            yield from _inset(_motion_details(council, motion))
        case at_table.MotionRevised(name, version):
            how = _how_revised(event, mover)
            yield f"{name}. {how}, now version {version}. {_moved(council, motion)}"
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
        case at_table.MotionDecided(name, result, because):
            yield f"{name}. {ending_sentence(result, because, council.definition)}"
        case at_table.AmendmentAccepted(name, seat):
            yield f"{name}. {_title(council, seat)} takes the amendment as friendly: it needs no vote."
        case at_table.AmendmentRebased(name):
            yield f"{name}. The amendment is written anew for the text as it now is. {_moved(council, motion)}"
            yield from _inset(_motion_details(council, motion))
        case _:
            assert_never(event)


def _how_revised(event: at_table.MotionRevised, mover: str) -> str:
    if event.amendment:
        return f"Amendment {event.amendment} changes the motion"
    return f"{mover} changes the motion" + (f" to work in objection {event.objection}" if event.objection else "")


def _moved(council: Council, motion: Motion) -> str:
    return ended(matter_title(motion.matter, council.definition, titles_of(council)))


def _motion_details(council: Council, motion: Motion) -> Iterator[str]:
    text = matter_text(motion.matter, council.definition, titles_of(council))
    matter = motion.matter.to if isinstance(motion.matter, AmendMotion) else motion.matter
    if isinstance(matter, AdoptProcedure | AdoptRulebook | AskCouncil | ChangeGraph):
        yield from text.splitlines()
    else:
        yield shortened(text, TEXT_LENGTH)
    if motion.reason:
        yield f"Because: {shortened(motion.reason, TALK_LENGTH)}"


def _votes_told(council: Council, motion: Motion) -> Iterator[str]:
    """Name the voters of an open ballot only, and those who object with their reasons."""
    if motion.rules is None or is_secret(motion.rules):
        return
    labels = choice_labels(motion.matter, council.definition)
    yield from votes_by_answer(motion.ballots, council.definition, labels)


def _change_told(council: Council, event: _Change) -> str:  # noqa: C901 - one branch for each
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
        case at_table.DecisionReopened(decision):
            return f"Open again: {definition.decisions_by_id[decision].question}"
        case at_table.RulebookAdopted(lines):
            kinds = f"a rulebook for {count_of(len(lines), 'kind')} of matter" if lines else "its usual procedure alone"
            return f"From now on the council decides by {kinds}."
        case at_table.QuestionAnswered(question, order):
            answers = listed(f"{quoted(option)} {count}" if count else quoted(option) for option, count in order)
            return f"Answered: {question} → {ended(answers)}"
        case at_table.ExceptionGranted(policy, team, reason, until):
            name = definition.teams_by_id[team].name if team in definition.teams_by_id else team
            why = quoted(shortened(reason, TALK_LENGTH))
            return f"{name} may depart from policy {policy} until {date_words(until)}: {why}"
        case at_table.ActRatified(act):
            return f"What was done alone in {act} stands."
        case at_table.ActUndone(act):
            return f"What was done alone in {act} is undone."
        case _:
            assert_never(event)


def _stage_told(council: Council, event: at_table.StageEvent) -> str:  # noqa: C901 - the list of all events
    definition = council.definition
    match event:
        case at_table.StageBegun(stage=stage):
            return ended(STAGES[stage])
        case at_table.TurnTaken(_, seat, text):
            return _spoken(_title(council, seat), text)
        case at_table.ObjectionTested(_, objection, seat, qualifies):
            return f"{_title(council, seat)} {'finds' if qualifies else 'doubts'} that objection {objection} is one."
        case at_table.ObjectionSetAside(_, objection):
            return f"Objection {objection} is set aside: too many found that it is none."
        case at_table.ObjectionLifted(_, objection):
            return f"Objection {objection} is taken back."
        case at_table.IssueRaised(_, issue, seat, text):
            return f"{_title(council, seat)} puts up {issue}: {quoted(shortened(text, TALK_LENGTH))}"
        case at_table.IssueAnswered(_, issue, seat, text):
            return f"{_title(council, seat)} answers {issue}: {quoted(shortened(text, TALK_LENGTH))}"
        case at_table.IssueSupported(_, issue, seat):
            return f"{_title(council, seat)} finds {issue} substantial."
        case at_table.CommentCancelled(_, issue):
            return f"{issue} is new and substantial: the debate is open again."
        case at_table.ConsensusDeclared(_, seat, reached, reason):
            because = f" {quoted(shortened(reason, TALK_LENGTH))}" if reason else ""
            return f"{_title(council, seat)} declares {'' if reached else 'that there is no '}rough consensus.{because}"
        case at_table.DeclarationAppealed(_, seat, reason):
            return f"{_title(council, seat)} appeals from that: {quoted(shortened(reason, TALK_LENGTH))}"
        case at_table.DelegateOffered(_, seat, text):
            return f"{_title(council, seat)} offers to decide: {quoted(shortened(text, TALK_LENGTH))}"
        case at_table.OfferTakenBack(_, seat):
            return f"{_title(council, seat)} takes the offer to decide back."
        case at_table.DelegatesNamed(_, seats):
            return f"{seats_sentence(definition, seats)} may decide."
        case at_table.DelegateLeft(_, seat):
            return f"{_title(council, seat)} no longer decides; the motion is back before the council."
        case at_table.AdviceAsked(_, seats):
            return f"{seats_sentence(definition, seats)} {'is' if len(seats) == 1 else 'are'} asked for advice."
        case at_table.AdviceGiven(_, seat, text):
            return f"{_title(council, seat)} advises: {quoted(shortened(text, TALK_LENGTH))}"
        case at_table.DecidedAlone(_, seat, adopt, reason):
            return decided_sentence(seat, shortened(reason, TALK_LENGTH), definition, adopt=adopt)
        case _:
            assert_never(event)


def _spoken(title: str, text: str) -> str:
    return f"{title}: {quoted(shortened(text, TALK_LENGTH))}" if text else f"{title} passes."


def _floor_told(council: Council, event: at_table.FloorEvent) -> Iterator[str]:  # noqa: C901 - the list of all events
    match event:
        case at_table.ParliamentarySwitched(on):
            yield f"Motions {'now stand on a stack, as in' if on else 'no longer go by'} Robert's Rules."
        case at_table.SpeakersListSet(seconds_each, newcomers_first, is_open):
            time = f"{duration(seconds_each)} each" if seconds_each else "no time limit"
            first = ", first-time speakers first" if newcomers_first else ""
            yield f"The list of speakers is {'open' if is_open else 'closed'}: {time}{first}."
        case at_table.SpeakerCalled(seat, yielded_by=giver):
            in_whose = f", in the time of {_title(council, giver)}" if giver is not None else ""
            yield f"{_title(council, seat)} has the floor{in_whose}."
        case at_table.SpeechEnded():
            return
        case at_table.CaucusBegun(style, extended=True):
            yield f"{CAUCUSES[style]}: it goes on for a while."
        case at_table.CaucusBegun(style, topic):
            yield ended(f"{CAUCUSES[style]}{f': {topic}' if topic else ''}")
        case at_table.CaucusEnded():
            yield "The council sits again."
        case at_table.RoundOpened(topic):
            yield ended(f"A round begins, everyone in turn{f': {topic}' if topic else ''}")
        case at_table.SpokeInRound(seat, text):
            yield INSET + _spoken(_title(council, seat), text)
        case at_table.RoundClosed():
            yield "The round is over."
        case at_table.PointRaised(point, seat, kind, text):
            yield f"{point}. {_title(council, seat)}, point of {kind}: {quoted(shortened(text, TALK_LENGTH))}"
        case at_table.PointRuled(point, seat, well_taken, text):
            yield f"{point}. {_ruled(council, point, seat, text, well_taken=well_taken)}"
        case at_table.RulingOverturned(point, motion):
            yield f"{point}. The council overturns the ruling, by {motion}."
        case _:
            assert_never(event)


def _ruled(council: Council, point: str, seat: int, text: str, *, well_taken: bool) -> str:
    kind = next((each.kind for each in council.floor.points if each.id == point), "order")
    said = f" {quoted(shortened(text, TALK_LENGTH))}" if text else ""
    if kind == "information":
        return f"{_title(council, seat)} answers:{said}"
    return f"{_title(council, seat)} rules: {'well taken' if well_taken else 'not well taken'}.{said}"


def _proposal_told(council: Council, event: at_table.ProposalEvent) -> str:
    match event:
        case at_table.PolicyProposed(proposal, seat, title):
            return f"{proposal}. {_title(council, seat)} proposes a policy: {ended(title)}"
        case at_table.ProposalRevised(proposal, seat, title):
            return f"{proposal}. {_title(council, seat)} writes the proposal anew: {ended(title)}"
        case at_table.WorkingGroupJoined(proposal, seat):
            return f"{proposal}. {_title(council, seat)} joins the working group."
        case at_table.ProposalMoved(proposal, to, motion, reason):
            by = f", by {motion}" if motion else ""
            because = f" {quoted(shortened(reason, TALK_LENGTH))}" if reason else ""
            return f"{proposal}. {PROPOSAL_STATUSES[to]}{by}.{because}"
        case at_table.ApprovalRecorded(proposal, body, approved, reason):
            because = f" {quoted(shortened(reason, TALK_LENGTH))}" if reason else ""
            return f"{proposal}. {body} {'approves' if approved else 'does not approve'}.{because}"
        case _:
            assert_never(event)


def _title(council: Council, seat: int) -> str:
    return council.definition.roles_by_number[seat].title


def _inset(lines: Iterable[str]) -> Iterator[str]:
    return (INSET + line for line in lines)
