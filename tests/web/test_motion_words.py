"""What pages say about motions, the same to everybody at the table."""

from __future__ import annotations

from meshcouncil.council import commands as at_table
from meshcouncil.council.definition import Fraction, ProcedureRules
from meshcouncil.council.matters import AdoptProcedure
from meshcouncil.documents.matters import headings_of
from meshcouncil.web.motion_words import motion_words
from tests.web.samples import Table, begun, debated, onlooker

SECRET = ProcedureRules(kind="supermajority", threshold=Fraction(7, 10), ballots="secret")


def secretly() -> Table:
    """A council that votes in secret and has counted a vote on how it decides."""
    table = begun().do(at_table.TableMotion(9, AdoptProcedure(SECRET)), at_table.SecondMotion(10, "M1")).vote("M1", 9)
    again = AdoptProcedure(ProcedureRules(kind="consent"))
    table.do(at_table.TableMotion(9, again), at_table.SecondMotion(10, "M2")).vote("M2", 2)
    return table.do(at_table.TableMotion(9, AdoptProcedure(ProcedureRules(quorum=Fraction(7, 10)))))


def test_every_motion_has_its_heading() -> None:
    table = debated()
    assert motion_words(table.state, onlooker(table)).headings == headings_of(table.state)


def test_who_voted_how_is_told_of_open_ballots_once_they_are_counted() -> None:
    table = debated()
    votes = motion_words(table.state, onlooker(table)).votes
    assert sorted(votes) == ["M1", "M2", "M3", "M4"]  # on M5 the vote is still running
    assert votes["M1"][1] == "No: Head of Data and Data Architect (Consultant)"


def test_nobody_learns_who_voted_how_in_secret() -> None:
    table = secretly()
    assert [table.state.motions[each].tally is not None for each in ("M1", "M2")] == [True, True]
    assert list(motion_words(table.state, onlooker(table)).votes) == ["M1"]  # counted before secrecy was agreed


def test_a_motion_on_how_to_decide_can_be_reworded_from_the_rules_that_it_asks_for() -> None:
    table = secretly()
    choices = motion_words(table.state, onlooker(table)).choices
    assert list(choices) == ["M3"]
    assert [each.value for each in choices["M3"].quorums if each.holds] == ["7/10"]
