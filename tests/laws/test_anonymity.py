"""Secret ballots and hums cannot be told from anything that anybody can look at, then or later."""

from __future__ import annotations

import pytest

from meshcouncil.council.definition import ProcedureKind
from meshcouncil.council.offers import offers, refusal_of
from meshcouncil.council.state import Council
from meshcouncil.council.views import Seated, Viewer, view
from meshcouncil.documents.account import account_of
from meshcouncil.documents.anti_patterns import anti_patterns
from meshcouncil.documents.charter import charter_markdown, charter_of
from meshcouncil.documents.debrief import table_comparison, timeline
from meshcouncil.documents.minutes import minutes_data, minutes_markdown, minutes_of
from meshcouncil.documents.tallies import tally_sentence
from tests.laws.council_play import all_viewers, universe
from tests.laws.exchanges import SECRET_KINDS, Exchange, Moment, exchanges, secret_play

PLAYS = 2
AFTERWARDS = 3
"""How many moments after the count are looked at, besides the end."""

NOW_AND_THEN = 12
"""After so many commands, everything that each seat may do is compared, too."""


def exchanges_of(kind: ProcedureKind) -> list[Exchange]:
    return [each for number in range(PLAYS) for each in exchanges(secret_play(kind, number))][:3]


@pytest.mark.parametrize("kind", SECRET_KINDS)
def test_two_seats_may_exchange_their_secret_votes_and_nobody_else_can_tell(kind: ProcedureKind) -> None:
    """Until the count the two know their own votes; from then on they are as blind as everybody else."""
    found = exchanges_of(kind)
    assert found
    for exchange in found:
        later = 0
        last = None
        for number, moment in enumerate(exchange.moments()):
            last = moment
            if moment.closed:
                later += 1
            if later <= AFTERWARDS:
                who = () if moment.closed else exchange.voters
                viewers = tuple(each for each in all_viewers(moment.one) if each not in who)
                assert_looks_alike(moment, viewers)
                if number % NOW_AND_THEN == 0 or later == 1:
                    assert_is_offered_alike(moment, viewers)
        assert last is not None
        assert last.closed
        assert last.one != last.two
        assert_looks_alike(last, all_viewers(last.one))
        assert_is_offered_alike(last, exchange.voters)
        assert_may_do_alike(last.one, last.two, Seated(exchange.seats[0]))
        assert_reads_alike(last)


def assert_looks_alike(moment: Moment, viewers: tuple[Viewer, ...]) -> None:
    for viewer in viewers:
        assert view(moment.one, viewer) == view(moment.two, viewer), viewer


def assert_is_offered_alike(moment: Moment, viewers: tuple[Viewer, ...]) -> None:
    for viewer in viewers:
        if isinstance(viewer, Seated):
            assert list(offers(moment.one, viewer.seat)) == list(offers(moment.two, viewer.seat))


def assert_may_do_alike(one: Council, two: Council, viewer: Seated) -> None:
    for command in universe(one, viewer.seat):
        first, second = refusal_of(one, command), refusal_of(two, command)
        assert repr(first and (first.code, first.context)) == repr(second and (second.code, second.context)), command


def assert_reads_alike(moment: Moment) -> None:
    """The minutes, the charter, the debrief and the host's own account say the same of both."""
    definition = moment.one.definition
    one, two = moment.one, moment.two
    assert minutes_markdown(minutes_of(one, 1)) == minutes_markdown(minutes_of(two, 1))
    assert minutes_data(minutes_of(one)) == minutes_data(minutes_of(two))
    assert charter_markdown(charter_of(one)) == charter_markdown(charter_of(two))
    assert table_comparison({1: one}) == table_comparison({1: two})
    assert anti_patterns(one, moment.events) == anti_patterns(two, moment.others)
    told = [timeline((), {1: [(0, each) for each in events]}, definition) for events in (moment.events, moment.others)]
    assert told[0] == told[1]
    for eyes in ("public", "facilitator"):
        assert account_of(definition, moment.events, eyes) == account_of(definition, moment.others, eyes)


@pytest.mark.parametrize("kind", SECRET_KINDS)
def test_no_count_is_told_that_would_betray_who_voted(kind: ProcedureKind) -> None:
    """Of a secret ballot that had no quorum, or that fewer than three took part in, only what followed is known."""
    for number in range(PLAYS):
        for motion in secret_play(kind, number).end.motions.values():
            for past in motion.rounds:
                tally = past.tally
                few = tally.took_part < 3 or tally.result == "no_quorum"
                assert tally.withheld == (past.rules.ballots == "secret" and few)
                if tally.withheld:
                    counts = (tally.yes, tally.no, tally.abstained, tally.totals, tally.rounds, tally.spreads)
                    assert counts == (0, 0, 0, (), (), ())
                    assert "secret" in tally_sentence(tally)
