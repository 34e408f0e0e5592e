"""The policy pipeline: from a champion's proposal to a policy in force, its exceptions and its enforcement.

The life cycle is the worked example of specification 0.9, which retells how a mesh council of 2025 took decisions.
"""

from dataclasses import replace
from itertools import product

import pytest

from meshcouncil.council.commands import (
    CastBallot,
    CloseVote,
    JoinWorkingGroup,
    ProposalCommand,
    ProposePolicy,
    RecordApproval,
    ReviseProposal,
    SubmitProposal,
    TableMotion,
    VacateSeat,
    WithdrawProposal,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Fraction, PolicyRecord, ProcedureRules, RulebookLine
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptRulebook,
    AdvanceProposal,
    ChangePolicy,
    GrantException,
    ProposalStatus,
    RepealPolicy,
)
from meshcouncil.council.offers import offers
from meshcouncil.council.rules.policy_records import level_on
from meshcouncil.council.rules.proposals import BODIES_MOVES, CHAMPION_MOVES, COUNCIL_MOVES, ON_THE_WAY
from meshcouncil.council.rules.rulebook import class_of, rules_for
from meshcouncil.council.state import Approval, Council, PolicyException, Proposal
from tests.council.builders import CHAIR, carried, cast, did, opened, passed, refused, sitting, tabled, voting

CHAMPION, MEMBER = 1, 3
TITLE, TEXT = "Name topics", "Topics are named after their domain."
DATED = PolicyRecord(
    enforcement="ci_test", level="warn", warn_until="2027-06-30", compliance_due="2027-03-31", weight="standard"
)


def proposed(record: PolicyRecord = DATED) -> Council:
    """A council to which a champion brought a policy."""
    return did(sitting(), ProposePolicy(CHAMPION, TITLE, TEXT, record))


def advanced(council: Council, *places: ProposalStatus, reason: str = "Because.") -> Council:
    """The council after it carried the proposal from place to place."""
    for place in places:
        council = carried(council, AdvanceProposal("PR1", place, reason))
    return council


def in_review() -> Council:
    council = advanced(proposed(), "triaged", "working_group")
    return did(council, JoinWorkingGroup(MEMBER, "PR1"), SubmitProposal(CHAMPION, "PR1"))


def approved_by_council(bodies: str = "Security board, Works council") -> Council:
    return advanced(in_review(), "further_approval", reason=bodies)


def proposal(council: Council) -> Proposal:
    return council.proposals["PR1"]


# --- the worked example of 0.9 ----------------------------------------------------------------------------------------


def test_a_major_policy_goes_all_the_way_of_the_pipeline() -> None:
    council = proposed(PolicyRecord(weight="standard"))
    assert proposal(council) == Proposal("PR1", CHAMPION, TITLE, TEXT, PolicyRecord(weight="standard"))
    council = advanced(council, "triaged", "working_group")
    council = did(council, JoinWorkingGroup(MEMBER, "PR1"), JoinWorkingGroup(4, "PR1"))
    council = did(council, ReviseProposal(MEMBER, "PR1", TITLE, f"{TEXT} Old ones by March.", DATED))
    council = did(council, SubmitProposal(CHAMPION, "PR1"))
    council = advanced(council, "working_group", reason="Say who helps to rename.")
    assert (proposal(council).status, proposal(council).reason) == ("working_group", "Say who helps to rename.")
    final = f"{TEXT} Old ones by March; the platform helps."
    council = did(council, ReviseProposal(CHAMPION, "PR1", TITLE, final, DATED), SubmitProposal(CHAMPION, "PR1"))
    council = advanced(council, "further_approval", reason="Security board; works council")
    council = did(council, RecordApproval(CHAIR, "PR1", "security board", approved=True))
    assert proposal(council).status == "further_approval"
    council = did(council, RecordApproval(6, "PR1", "works council", approved=True, reason="Fine."))
    assert proposal(council).status == "published"
    policy = council.policies["P1"]
    assert (policy.title, policy.text, policy.record, policy.motion) == (TITLE, final, DATED, "M4")
    assert council.motions["M4"].matter == AdvanceProposal("PR1", "further_approval", "Security board, works council")
    council = carried(council, GrantException("P1", "south", "A migration runs.", "2027-09-30"), mover=3)
    assert council.policies["P1"].exceptions == (PolicyException("south", "A migration runs.", "2027-09-30", "M5"),)
    assert [level_on(DATED, day) for day in ("2027-04-01", "2027-07-01")] == ["warn", "error"]
    council = carried(council, ChangePolicy("P1", TITLE, final, replace(DATED, level="error", warn_until="")))
    policy = council.policies["P1"]
    assert (policy.record.level, policy.version, len(policy.exceptions)) == ("error", 2, 1)


def test_a_minor_policy_is_approved_or_rejected_at_once() -> None:
    council = advanced(proposed(PolicyRecord(weight="minor")), "triaged", "minor")
    published = advanced(council, "published", reason="")
    assert (proposal(published).status, published.policies["P1"].text) == ("published", TEXT)
    voted_down = cast(voting(council, AdvanceProposal("PR1", "published")), dict.fromkeys(range(1, 7), "no"))
    assert (proposal(voted_down).status, proposal(voted_down).motion, voted_down.policies) == ("rejected", "M3", {})


def test_a_refusal_elsewhere_lets_the_group_write_anew_or_its_champion_stop() -> None:
    council = approved_by_council()
    council = did(council, RecordApproval(CHAIR, "PR1", "Security board", approved=True))
    council = did(council, RecordApproval(CHAIR, "PR1", "Works council", approved=False, reason="Too much work."))
    assert proposal(council).approvals == (
        Approval("Security board", approved=True, reason=""),
        Approval("Works council", approved=False, reason="Too much work."),
    )
    assert proposal(did(council, WithdrawProposal(CHAMPION, "PR1"))).status == "withdrawn"
    lighter = did(council, ReviseProposal(MEMBER, "PR1", TITLE, "New topics only.", DATED))
    assert (proposal(lighter).status, proposal(lighter).versions) == ("working_group", 2)
    again = advanced(did(lighter, SubmitProposal(CHAMPION, "PR1")), "further_approval", reason="Works council")
    again = did(again, RecordApproval(CHAIR, "PR1", "Works council", approved=True))
    assert (proposal(again).status, again.policies["P1"].text) == ("published", "New topics only.")


def test_a_body_may_think_better_of_it() -> None:
    council = approved_by_council("Works council")
    council = did(council, RecordApproval(CHAIR, "PR1", "Works council", approved=False, reason="Too much."))
    assert proposal(did(council, RecordApproval(CHAIR, "PR1", "Works council", approved=True))).status == "published"


# --- the table of transitions -----------------------------------------------------------------------------------------

PLACES: tuple[ProposalStatus, ...] = (*ON_THE_WAY, "published", "rejected", "withdrawn")


def at(place: ProposalStatus) -> Council:
    """A council with a proposal at a place of the pipeline."""
    match place:
        case "proposed":
            return proposed()
        case "triaged" | "rejected":
            return advanced(proposed(), place)
        case "minor" | "working_group":
            return advanced(proposed(), "triaged", place)
        case "in_review":
            return in_review()
        case "further_approval":
            return approved_by_council()
        case "published":
            return advanced(in_review(), "published")
        case "withdrawn":
            return did(proposed(), WithdrawProposal(CHAMPION, "PR1"))


def test_the_table_names_every_place_and_leads_from_the_first_to_every_other() -> None:
    assert set(COUNCIL_MOVES) == set(CHAMPION_MOVES) == set(PLACES)
    reached, seen = {"proposed"}, set[str]()
    while reached - seen:
        place = (reached - seen).pop()
        seen.add(place)
        key: ProposalStatus = place  # type: ignore[assignment]
        reached |= {*COUNCIL_MOVES[key], *CHAMPION_MOVES[key], *([BODIES_MOVES[key]] if key in BODIES_MOVES else [])}
    assert reached == set(PLACES)
    assert [place for place in PLACES if not COUNCIL_MOVES[place] and not CHAMPION_MOVES[place]] == [
        "published",
        "rejected",
        "withdrawn",
    ]


@pytest.mark.parametrize(("place", "to"), [*product(PLACES, PLACES)])
def test_the_council_moves_a_proposal_along_the_table_and_nowhere_else(
    place: ProposalStatus, to: ProposalStatus
) -> None:
    council, step = at(place), TableMotion(2, AdvanceProposal("PR1", to, "Because."))
    if to in COUNCIL_MOVES[place]:
        assert proposal(carried(council, step.matter, mover=2)).status == to
    else:
        assert refused(council, step) == ("already_so" if place == to else "proposal_not_there")


@pytest.mark.parametrize("place", PLACES)
def test_its_champion_moves_it_along_the_table_and_nowhere_else(place: ProposalStatus) -> None:
    council = at(place)
    moves: dict[ProposalStatus, ProposalCommand] = {
        "in_review": SubmitProposal(CHAMPION, "PR1"),
        "withdrawn": WithdrawProposal(CHAMPION, "PR1"),
    }
    for to, command in moves.items():
        if to in CHAMPION_MOVES[place]:
            assert proposal(did(council, command)).status == to
        else:
            assert refused(council, command) == "proposal_not_there"
    revised = ReviseProposal(CHAMPION, "PR1", TITLE, "Another text.", DATED)
    if place in ("proposed", "triaged", "minor", "working_group"):
        assert proposal(did(council, revised)).text == "Another text."
    else:
        assert refused(council, revised) == "proposal_not_there"


# --- who may do what --------------------------------------------------------------------------------------------------


def test_only_those_who_carry_a_proposal_write_submit_or_withdraw_it() -> None:
    council = did(at("working_group"), JoinWorkingGroup(MEMBER, "PR1"))
    assert refused(council, JoinWorkingGroup(MEMBER, "PR1")) == "already_in_group"
    assert refused(council, JoinWorkingGroup(CHAMPION, "PR1")) == "already_in_group"
    assert refused(council, ReviseProposal(4, "PR1", TITLE, "Mine.", DATED)) == "not_your_proposal"
    assert refused(council, SubmitProposal(MEMBER, "PR1")) == "not_your_proposal"
    assert refused(council, WithdrawProposal(MEMBER, "PR1")) == "not_your_proposal"
    without_champion = did(council, VacateSeat(CHAMPION))
    assert proposal(did(without_champion, SubmitProposal(MEMBER, "PR1"))).status == "in_review"
    assert refused(without_champion, SubmitProposal(4, "PR1")) == "not_your_proposal"


def test_the_chair_records_what_the_bodies_say_that_the_council_asked() -> None:
    council = approved_by_council()
    assert refused(council, RecordApproval(4, "PR1", "Works council", approved=True)) == "not_your_turn_to_chair"
    assert refused(council, RecordApproval(CHAIR, "PR1", "The board", approved=True)) == "no_such_body"
    assert refused(council, RecordApproval(CHAIR, "PR1", "Works council", approved=False)) == "reason_needed"
    council = did(council, RecordApproval(CHAIR, "PR1", "Works council", approved=True))
    assert refused(council, RecordApproval(CHAIR, "PR1", "Works council", approved=True)) == "already_so"
    assert refused(at("in_review"), RecordApproval(CHAIR, "PR1", "Works council", approved=True)) == (
        "proposal_not_there"
    )


@pytest.mark.parametrize(
    ("council", "matter", "code"),
    [
        (proposed(), AdvanceProposal("PR2", "triaged"), "no_such_proposal"),
        (proposed(), AdvanceProposal("PR1", "rejected"), "reason_needed"),
        (in_review(), AdvanceProposal("PR1", "working_group"), "reason_needed"),
        (in_review(), AdvanceProposal("PR1", "further_approval", " , "), "reason_needed"),
        (in_review(), AdvanceProposal("PR1", "further_approval", "a,b,c,d,e,f,g"), "too_many_motions"),
        (in_review(), AdvanceProposal("PR1", "further_approval", "x" * 81), "text_too_long"),
        (in_review(), AdvanceProposal("PR1", "rejected", "x" * 1_001), "text_too_long"),
        (carried(in_review(), AddPolicy(TITLE, TEXT)), AdvanceProposal("PR1", "published"), "already_so"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(council: Council, matter: AdvanceProposal, code: str) -> None:
    assert refused(council, TableMotion(2, matter)) == code


@pytest.mark.parametrize(
    ("matter", "code"),
    [
        (GrantException("P2", "south", "Why.", "2027-01-01"), "no_such_policy"),
        (GrantException("P1", "west", "Why.", "2027-01-01"), "no_such_team"),
        (GrantException("P1", "south", " ", "2027-01-01"), "reason_needed"),
        (GrantException("P1", "south", "Why.", "soon"), "date_unsound"),
        (GrantException("P1", "south", "Why.", "2027-05-31"), "already_so"),
    ],
)
def test_an_exception_is_for_a_team_with_a_reason_until_a_day(matter: GrantException, code: str) -> None:
    council = carried(at("published"), GrantException("P1", "south", "A migration.", "2027-06-30"))
    assert refused(council, TableMotion(3, matter)) == code
    longer = carried(council, GrantException("P1", "south", "It takes longer.", "2027-07-31"))
    assert [each.until for each in longer.policies["P1"].exceptions] == ["2027-06-30", "2027-07-31"]


def test_a_proposal_says_something_new_and_there_are_not_too_many() -> None:
    council = proposed()
    assert refused(council, ProposePolicy(2, "  name   TOPICS ", "Other.")) == "already_so"
    assert refused(council, ProposePolicy(2, "", "Other.")) == "text_empty"
    assert refused(council, ProposePolicy(2, "Other", "Other.", PolicyRecord(scope="west"))) == "no_such_team"
    assert refused(council, ReviseProposal(CHAMPION, "PR1", TITLE, TEXT, DATED)) == "already_so"
    assert refused(council, ReviseProposal(CHAMPION, "PR9", TITLE, TEXT, DATED)) == "no_such_proposal"
    full = did(council, *(ProposePolicy(CHAMPION, f"Title {number}", "Text.") for number in (2, 3)))
    assert refused(full, ProposePolicy(CHAMPION, "Title 4", "Text.")) == "too_many_motions"
    assert list(did(full, ProposePolicy(2, "Title 4", "Text.")).proposals) == ["PR1", "PR2", "PR3", "PR4"]


def test_a_group_submits_only_what_says_how_and_by_when() -> None:
    for record in (PolicyRecord(), replace(DATED, compliance_due=""), PolicyRecord(compliance_due="2027-01-01")):
        council = advanced(proposed(record), "triaged", "working_group")
        assert refused(council, SubmitProposal(CHAMPION, "PR1")) == "timeline_needed"


# --- what the council deliberates stays as it reads -------------------------------------------------------------------


def test_the_text_stands_still_while_the_council_deliberates_on_it() -> None:
    council = opened(proposed(), AdvanceProposal("PR1", "triaged"))
    another = ReviseProposal(CHAMPION, "PR1", TITLE, "Another.", DATED)
    assert refused(council, another) == "proposal_before_council"
    assert refused(council, TableMotion(4, AdvanceProposal("PR1", "rejected", "No."))) == "same_motion_open"
    lost = cast(voting(proposed(), AdvanceProposal("PR1", "triaged")), dict.fromkeys(range(1, 7), "no"))
    assert proposal(did(lost, another)).versions == 2


def test_a_motion_on_a_proposal_that_was_taken_back_lapses() -> None:
    council = did(tabled(proposed(), AdvanceProposal("PR1", "triaged")), WithdrawProposal(CHAMPION, "PR1"))
    assert (council.motions["M1"].status, council.motions["M1"].lapsed_because) == ("lapsed", "overtaken")


def test_a_motion_for_an_exception_lapses_with_its_policy() -> None:
    council = opened(at("published"), GrantException("P1", "south", "Why.", "2027-01-01"), mover=3, seconder=4)
    asked = list(council.motions)[-1]
    assert carried(council, RepealPolicy("P1")).motions[asked].status == "lapsed"


def test_each_step_is_decided_by_the_weight_of_the_policy() -> None:
    council = proposed()
    step = AdvanceProposal("PR1", "triaged")
    assert class_of(council, step) == "standard"
    assert class_of(at("minor"), AdvanceProposal("PR1", "published")) == "minor"
    assert class_of(proposed(PolicyRecord()), step) == "policy"
    standard = ProcedureRules(kind="supermajority", threshold=Fraction(2, 3))
    ruled = carried(council, AdoptRulebook((RulebookLine("standard", standard),)))
    assert rules_for(ruled, step) == standard
    council = voting(ruled, step)
    votes = [CastBallot(seat, "M2", 1, "yes" if seat < 4 else "no") for seat in range(1, 6)]
    assert proposal(did(council, *votes, CloseVote(CHAIR, "M2"))).status == "proposed"


def test_nothing_moves_while_the_charter_is_final() -> None:
    council = passed(at("published"))
    assert refused(council, ProposePolicy(2, "More", "More.")) == "charter_final"


@pytest.mark.parametrize("place", PLACES)
def test_what_may_be_done_about_a_proposal_is_offered(place: ProposalStatus) -> None:
    council = at(place)
    for seat in council.seats:
        about = [offer.command for offer in offers(council, seat) if "PR1" in repr(offer.command)]
        for command in about:
            assert decide(council, command)
        steps = {
            each.matter.to
            for each in about
            if isinstance(each, TableMotion) and isinstance(each.matter, AdvanceProposal)
        }
        assert steps == set(COUNCIL_MOVES[place])
        assert (WithdrawProposal(seat, "PR1") in about) == (seat == CHAMPION and place in ON_THE_WAY)
        assert (JoinWorkingGroup(seat, "PR1") in about) == (place == "working_group" and seat != CHAMPION)
        approvals = [each for each in about if isinstance(each, RecordApproval)]
        assert len(approvals) == (4 if place == "further_approval" and council.may_chair(seat) else 0)
