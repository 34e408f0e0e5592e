"""Councils recorded in earlier versions replay for ever to the end they had. A recording is never edited."""

from typing import get_args

import pytest

from meshcouncil.council import events
from meshcouncil.council.evolve import evolve
from meshcouncil.council.state import seated
from meshcouncil.council.tallies import TallyResult
from meshcouncil.council.views import Facilitator, Observer, Seated, view
from tests.golden.record import digest, end_of, names, read

NAMES = names()


def test_there_are_recordings() -> None:
    assert set(NAMES) >= {
        "consent-council",
        "quarrelsome-council",
        "ranked-council",
        "restless-council",
        "tied-council",
        "hummed-council",
        "restless-delegation",
        "restless-emergency-power",
        "restless-unanimous-consent",
        "restless-rfc",
        "restless-consensus",
        "restless-rough-consensus",
        "restless-unanimity",
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_council_replays_to_its_recorded_end(name: str) -> None:
    recording = read(name)
    assert end_of(recording.council) == recording.end


@pytest.mark.parametrize("name", NAMES)
def test_nobody_edited_a_recorded_end(name: str) -> None:
    end = read(name).end
    assert end["digest"] == digest(end)


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_council_can_be_looked_at_all_the_way(name: str) -> None:
    recording = read(name)
    council = seated(recording.definition)
    viewers = (Observer(), Facilitator(), Seated(1))
    for number, event in enumerate(recording.events):
        council = evolve(council, event)
        if number % 40 == 0:
            assert [view(council, viewer).closed for viewer in viewers] == [council.closed] * 3


def test_the_recordings_hold_every_event_and_every_result() -> None:
    happened = [event for name in NAMES for event in read(name).events]
    assert {type(event) for event in happened} == set(get_args(events.Event))
    counted = {
        event.tally.result for event in happened if isinstance(event, events.VoteClosed | events.FinalVoteClosed)
    }
    assert counted == set(get_args(TallyResult))
