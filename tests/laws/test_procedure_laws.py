"""What must hold on the way of every motion, whatever the procedure: votes, sentences, clocks, and a way to go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from meshcouncil.council.commands import (
    Command,
    GiveAdvice,
    RaiseIssue,
    RingClocks,
    StartClocks,
    TakePoll,
    WeighObjection,
)
from meshcouncil.council.events import (
    ClocksStarted,
    FinalVoteClosed,
    MotionDecided,
    StepBegun,
    VoteClosed,
)
from meshcouncil.council.evolve import replayed
from meshcouncil.council.evolving.motions import Enacting
from meshcouncil.council.offers import candidates, refusal_of
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.state import Council, Motion
from meshcouncil.documents.tallies import tally_sentence
from tests.laws.council_play import KINDS, Played, recorded

PLAYS = 2


@pytest.fixture(
    params=[(kind, seed) for kind in KINDS for seed in range(PLAYS)], ids=lambda each: f"{each[0]}-{each[1]}"
)
def record(request: pytest.FixtureRequest) -> Played:
    """A play that begins with each procedure in turn."""
    kind, seed = request.param
    return recorded(kind, seed)


# --- votes ------------------------------------------------------------------------------------------------------------


def test_only_who_sits_has_a_vote_and_only_one(record: Played) -> None:
    for _, _, after in record.moments():
        for motion in after.live_motions:
            if motion.status == "voting":
                assert motion.ballots.keys() <= after.seats.keys()
        if after.final_vote is not None and after.final_vote.open:
            assert after.final_vote.ballots.keys() <= after.seats.keys()


def test_what_a_seat_sends_never_changes_the_vote_of_another(record: Played) -> None:
    for before, command, events in record.steps():
        seat = getattr(command, "seat", None)
        after = replayed(before, events)
        for motion_id, motion in before.motions.items():
            then = after.motions[motion_id]
            if motion.status == then.status == "voting" and motion.round == then.round:
                others = {each: vote for each, vote in motion.ballots.items() if each != seat}
                assert {each: vote for each, vote in then.ballots.items() if each != seat} == others


# --- sentences --------------------------------------------------------------------------------------------------------


def test_the_sentence_says_adopted_exactly_when_something_follows(record: Played) -> None:
    for _, events in record.turns:
        for number, event in enumerate(events):
            if isinstance(event, VoteClosed):
                after = record.end.motions[event.motion]
                sentence = tally_sentence(event.tally)
                later = [each for each in events[number + 1 :] if getattr(each, "motion", "") == event.motion]
                says_adopted = sentence.endswith(" adopted.") and not sentence.endswith("not adopted.")
                assert says_adopted == (event.tally.result == "carried"), sentence
                if event.tally.result == "carried":
                    assert after.status == "carried"
                elif not any(isinstance(each, MotionDecided) and each.result == "carried" for each in later):
                    assert not any(isinstance(each, Enacting) for each in later if _adds(each)), sentence
            elif isinstance(event, FinalVoteClosed):
                sentence = tally_sentence(event.tally)
                assert (sentence.endswith(": adopted.")) == (event.tally.result == "carried"), sentence


def _adds(event: object) -> bool:
    """Whether an event is more than the answer to a question, or the undoing of what a lost motion did not ratify."""
    undoing = ("QuestionAnswered", "ActUndone", "PolicyRepealed", "DecisionReopened", "DecisionSettled", "GraphChanged")
    return type(event).__name__ not in undoing


# --- clocks -----------------------------------------------------------------------------------------------------------


def test_clocks_never_ring_early(record: Played) -> None:
    for before, command, _ in record.steps():
        due = before.next_deadline
        if due is not None:
            refusal = refusal_of(before, RingClocks(due - 1))
            assert refusal is not None
            assert refusal.code == "already_so"
        if isinstance(command, RingClocks):
            assert due is not None
            assert due <= command.at


def test_a_ballot_with_a_deadline_is_counted_only_when_it_is_over_or_everybody_voted_or_a_silence_is_broken(
    record: Played,
) -> None:
    for before, command, events in record.steps():
        for event in events:
            if isinstance(event, VoteClosed) and event.motion in before.motions:
                motion = before.motions[event.motion]
                if motion.rules is None or motion.status != "voting" or isinstance(command, RingClocks):
                    continue
                if motion.deadline is not None:
                    tally, procedure = event.tally, PROCEDURES[motion.rules.kind]
                    everybody = tally.silent == 0 or tally.took_part == len(before.seats)
                    assert everybody or (procedure.silence and tally.objections) or tally.withheld


def test_deadlines_stand_still_while_clocks_are_stopped(record: Played) -> None:
    for before, event, after in record.moments():
        if before.stopped_at is not None:
            assert before.next_deadline is None
            assert refusal_of(before, RingClocks(10**15)) is not None
            if isinstance(event, ClocksStarted | StepBegun) and after.stopped_at is None:
                stood = max(0, event.at - before.stopped_at)
                for motion in before.live_motions:
                    then = after.motions[motion.id].deadline
                    assert then == (None if motion.deadline is None else motion.deadline + stood)


# --- a way to go on ---------------------------------------------------------------------------------------------------


def test_no_motion_is_ever_stuck(record: Played) -> None:
    """Somebody at the table, or the clock, can carry on what is before the council; on a stack, the top of it."""
    seen = 0
    for number, (before, _, _) in enumerate(record.steps()):
        if number % 4 == 0 and _is_at_work(before):
            moving = {motion.id for motion in before.live_motions if _can_move(before, motion)}
            for motion in before.live_motions:
                seen += 1
                assert motion.id in moving or moving & set(_before_it(before, motion)), (motion.id, motion.status)
    assert seen


def _is_at_work(council: Council) -> bool:
    return bool(council.seats) and council.sitting and not (council.is_frozen or council.has_passed or council.closed)


def _can_move(council: Council, motion: Motion) -> bool:
    if motion.deadline is not None:
        stands = council.stopped_at is not None
        return not stands or refusal_of(council, StartClocks(council.stopped_at or 0)) is None
    return any(refusal_of(council, command) is None for command in _about(council, motion))


def _about(council: Council, motion: Motion) -> Iterator[Command]:
    for seat in sorted(council.seats):
        for offer in candidates(council, seat):
            if getattr(offer.command, "motion", "") == motion.id and _carries_on(offer.command, motion):
                yield offer.command


def _carries_on(command: Command, motion: Motion) -> bool:
    """Whether a command is more than a word on the motion; advice is, from whom it was asked of."""
    if isinstance(command, GiveAdvice):
        return command.seat in motion.asked
    return not isinstance(command, RaiseIssue | TakePoll | WeighObjection)


def _before_it(council: Council, motion: Motion) -> Iterator[str]:
    """What has to be settled before a motion can go on: its amendments, and what is higher on the stack."""
    for other in council.live_motions:
        about = getattr(other.matter, "motion", "")
        if about == motion.id or (council.is_parliamentary and int(other.id[1:]) > int(motion.id[1:])):
            yield other.id
