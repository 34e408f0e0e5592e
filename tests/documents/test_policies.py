"""Policies in words: their record, exceptions, dissent and history, as the charter tells them."""

from dataclasses import replace
from typing import get_args

import pytest

from meshcouncil.council.commands import CastBallot, OpenVote
from meshcouncil.council.definition import (
    NO_RECORD,
    EnforcementKind,
    EnforcementLevel,
    PolicyRecord,
    ProcedureRules,
    Weight,
)
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, ChangePolicy, GrantException
from meshcouncil.council.views import policy_view
from meshcouncil.council.views.policies import DISSENTING
from meshcouncil.documents.charter import charter_markdown, charter_of
from meshcouncil.documents.policies import (
    DISSENTS,
    ENFORCEMENTS,
    LEVELS,
    RECORD_LABELS,
    WEIGHTS,
    RecordLine,
    date_words,
    dissent_sentences,
    enforcement_sentence,
    record_lines,
)
from tests.documents.councils import Play

FULL = PolicyRecord(
    category="interoperability",
    scope="ducks",
    weight="standard",
    context="Ducks lose their way.",
    options="1. Signs\n\n2. A guide",
    consequences="More signs to paint.",
    steward="Old Drake",
    enforcement="ci_test",
    level="warn",
    warn_until="2027-06-30",
    code="pond/signs.py",
    monitoring="Lost ducks a month.",
    compliance_due="2027-03-31",
    review_by="2028-02-29",
)


def test_a_record_is_told_field_by_field_and_silence_is_left_out() -> None:
    assert record_lines(FULL, "Ducks") == (
        RecordLine("category", "Category", "interoperability"),
        RecordLine("scope", "Holds for", "Ducks only"),
        RecordLine("weight", "Weight", "Standard: the whole mesh depends on it"),
        RecordLine("context", "Context", "Ducks lose their way."),
        RecordLine("options", "Options", "1. Signs\n\n2. A guide"),
        RecordLine("consequences", "Consequences", "More signs to paint."),
        RecordLine("steward", "Steward", "Old Drake"),
        RecordLine(
            "enforcement",
            "Enforcement",
            "A test in CI; a failure only warns until 30 June 2027, then it is an error",
        ),
        RecordLine("code", "Code", "pond/signs.py"),
        RecordLine("monitoring", "Monitoring", "Lost ducks a month."),
        RecordLine("compliance_due", "Comply by", "31 March 2027"),
        RecordLine("review_by", "Review by", "29 February 2028"),
    )
    assert record_lines(NO_RECORD) == ()


def test_every_word_of_a_record_has_a_name() -> None:
    assert set(RECORD_LABELS) == set(PolicyRecord.__slots__)
    assert (set(WEIGHTS), set(ENFORCEMENTS), set(LEVELS)) == (
        set(get_args(Weight)),
        set(get_args(EnforcementKind)),
        set(get_args(EnforcementLevel)),
    )
    assert set(DISSENTS) == DISSENTING


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (PolicyRecord(), ""),
        (PolicyRecord(enforcement="manual"), "By hand"),
        (PolicyRecord(enforcement="review", level="info"), "In review; a failure is only noted"),
        (PolicyRecord(enforcement="platform", level="warn"), "The platform itself; a failure warns"),
        (PolicyRecord(enforcement="ci_test", level="error"), "A test in CI; a failure is an error"),
    ],
)
def test_enforcement_is_one_sentence(record: PolicyRecord, sentence: str) -> None:
    assert enforcement_sentence(record) == sentence


def test_what_is_no_date_stays_as_it_is() -> None:
    assert (date_words("2027-03-01"), date_words("soon"), date_words("")) == ("1 March 2027", "soon", "")


def voted(play: Play, choices: dict[int, tuple[str, str]]) -> Play:
    play.send(OpenVote(5, play.latest))
    return play.send(*(CastBallot(seat, play.latest, 1, choice, why) for seat, (choice, why) in choices.items()))


VOTES = {1: ("yes", ""), 2: ("yes", ""), 3: ("no", "We have no paint."), 4: ("no", ""), 5: ("yes", "Good.")}


def test_the_charter_tells_record_exceptions_dissent_and_history() -> None:
    play = Play().sit().begin().send()
    play.council = replace(play.council, procedure=ProcedureRules())
    voted(play.move(2, AddPolicy("Signs", "We put up signs.", record=FULL)), VOTES)
    play.move(3, GrantException("P1", "ducks", "No paint yet.", "2027-09-30")).vote("yyyyy")
    play.move(2, ChangePolicy("P1", "Signs", "We put up big signs.", replace(FULL, level="error", warn_until="")))
    voted(play, VOTES)
    article = charter_of(play.council).policies[0]
    assert article.exceptions == ("Ducks may depart from it until 30 September 2027 (M2): No paint yet.",)
    assert article.dissent == ("Voted no: Mother Duck, “We have no paint.”; Old Drake.",)
    assert article.history == "Version 2, by motion M3; it replaces version 1 (M1)."
    told = charter_markdown(charter_of(play.council))
    part = told[told.index("### P1") : told.index("## What we settled")]
    assert part == (
        "### P1. Signs\n\nWe put up big signs.\n\n"
        "- **Category**: interoperability\n- **Holds for**: Ducks only\n"
        "- **Weight**: Standard: the whole mesh depends on it\n- **Context**: Ducks lose their way.\n"
        "- **Options**: 1. Signs\n  - 2. A guide\n- **Consequences**: More signs to paint.\n"
        "- **Steward**: Old Drake\n- **Enforcement**: A test in CI; a failure is an error\n"
        "- **Code**: pond/signs.py\n- **Monitoring**: Lost ducks a month.\n"
        "- **Comply by**: 31 March 2027\n- **Review by**: 29 February 2028\n\n"
        "Exceptions:\n\n- Ducks may depart from it until 30 September 2027 (M2): No paint yet.\n\n"
        "*Motion M3, Night Frog. 3 of 5 votes cast needed; 3 yes, 2 no: adopted.*\n\n"
        "Dissent:\n\n- Voted no: Mother Duck, “We have no paint.”; Old Drake.\n\n"
        "*Version 2, by motion M3; it replaces version 1 (M1).*\n\n"
    )


def test_of_a_secret_ballot_the_record_has_numbers_only() -> None:
    play = Play().sit().begin()
    play.council = replace(play.council, procedure=ProcedureRules(ballots="secret"))
    voted(play.move(2, AddPolicy("Signs", "We put up signs.")), VOTES)
    decided = policy_view(play.council, play.council.policies["P1"]).decided
    assert decided is not None
    assert (decided.dissent, decided.against) == ((), 2)
    assert dissent_sentences(decided) == ("In a secret ballot: 2 seats against.",)
    open_again = play.move(3, AdoptProcedure(ProcedureRules(kind="consensus"))).vote("yyyyy")
    choices = dict.fromkeys((1, 2, 4, 5), ("agree", "")) | {3: ("stand_aside", "Not for ducks.")}
    voted(open_again.move(1, AddPolicy("Songs", "We sing at dusk.")), choices)
    assert charter_of(play.council).policies[1].dissent == ("Stood aside: Mother Duck, “Not for ducks.”",)
