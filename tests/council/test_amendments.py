"""Amendments: friendly and hostile, furthest-reaching first, re-based or lapsed when the wording changes.

The worked examples are retold from Robert's Rules of Order Newly Revised (12), common Model UN rules (friendly and
unfriendly amendments) and the project's own specification (D.15).
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshcouncil.council.commands import (
    AcceptAmendment,
    Command,
    OpenVote,
    ReviseMotion,
    SecondMotion,
    TableMotion,
    WithdrawMotion,
)
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import ChangeOwner, Fraction, ProcedureRules, RemoveProject
from meshcouncil.council.events import (
    AmendmentAccepted,
    AmendmentRebased,
    MotionLapsed,
    MotionRevised,
    VoteOpened,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    Amendable,
    AmendMotion,
    AskCouncil,
    ChangeGraph,
    RepealPolicy,
    SettleDecision,
)
from meshcouncil.council.offers import accepted
from meshcouncil.council.rules.amendments import asked, reach, voting_order
from meshcouncil.council.rules.standing import LIVE_AMENDMENTS_PER_SEAT
from meshcouncil.council.state import Council
from meshcouncil.council.views import Seated, view
from tests.council.builders import CHAIR, ballot, carried, cast, did, opened, refused, sitting, voting

TITLE = "Machines"
DESK = AddPolicy(TITLE, "We buy one copying machine for the office.")


def amended(council: Council, to: Amendable, mover: int = 2, motion: str = "M1") -> Council:
    """The council with an amendment of the present wording."""
    return did(council, amending(council, to, mover, motion))


def amending(council: Council, to: Amendable, mover: int = 2, motion: str = "M1") -> TableMotion:
    """The command that moves an amendment of the present wording."""
    return TableMotion(mover, AmendMotion(motion, council.motions[motion].version, to))


def hostile(council: Council, to: Amendable, mover: int = 2, motion: str = "M1") -> Council:
    """The council with a seconded amendment."""
    council = amended(council, to, mover, motion)
    return did(council, SecondMotion(4, list(council.motions)[-1]))


def text_of(council: Council, motion: str = "M1") -> str:
    """What the motion says."""
    matter = asked(council.motions[motion].matter)
    assert isinstance(matter, AddPolicy)
    return matter.text


def adopting(council: Council, motion: str) -> tuple[Council, Command]:
    """The council before the ballot that carries a motion, and that ballot."""
    council = did(council, OpenVote(CHAIR, motion))
    seats = sorted(council.seats)
    for seat in seats[:-1]:
        council = did(council, ballot(council, seat, "yes", motion=motion))
    return council, ballot(council, seats[-1], "yes", motion=motion)


# --- worked examples --------------------------------------------------------------------------------------------------


def test_roberts_rules_the_amendment_of_an_amendment_is_voted_on_first_and_a_third_degree_is_out_of_order() -> None:
    """RONR 12: secondary amendment, then primary, then the main motion as amended; no third degree."""
    council = hostile(opened(sitting(), DESK), AddPolicy(TITLE, "We buy one red copying machine for the office."))
    council = hostile(council, AddPolicy(TITLE, "We buy one green copying machine for the office."), 3, "M2")
    assert refused(council, amending(council, AddPolicy(TITLE, "Nothing."), 1, "M3")) == "third_degree"
    assert [refused(council, OpenVote(CHAIR, motion)) for motion in ("M1", "M2")] == ["amendments_first"] * 2
    before, last = adopting(council, "M3")
    told = decide(before, last)
    green = AddPolicy(TITLE, "We buy one green copying machine for the office.")
    assert told[-1] == MotionRevised("M2", 2, AmendMotion("M1", 1, green), "", amendment="M3")
    before, last = adopting(did(before, last), "M2")
    council = did(before, last)
    assert text_of(council) == "We buy one green copying machine for the office."
    before, last = adopting(council, "M1")
    policies = did(before, last).policies
    assert [policy.text for policy in policies.values()] == ["We buy one green copying machine for the office."]


def test_roberts_rules_a_lost_amendment_leaves_the_motion_as_it_was() -> None:
    council = hostile(opened(sitting(), DESK), AddPolicy(TITLE, "We buy no copying machine."))
    council = cast(did(council, OpenVote(CHAIR, "M2")), dict.fromkeys(range(1, 7), "no"))
    assert (council.motions["M2"].status, council.motions["M1"].version, text_of(council)) == ("lost", 1, DESK.text)
    assert isinstance(decide(council, OpenVote(CHAIR, "M1"))[0], VoteOpened)


def test_model_un_a_friendly_amendment_changes_the_draft_at_once_and_without_a_vote() -> None:
    """Common Model UN rules: the sponsors accept, the clause changes, nobody votes."""
    wanted = AddPolicy(TITLE, "We buy two copying machines for the office.")
    council = amended(opened(sitting(), DESK), wanted)
    assert refused(council, AcceptAmendment(3, "M2")) == "not_your_motion"
    assert decide(council, AcceptAmendment(1, "M2", version=1)) == (
        AmendmentAccepted("M2", 1),
        MotionRevised("M1", 2, wanted, "", amendment="M2"),
    )
    council = did(council, AcceptAmendment(1, "M2"))
    motion = council.motions["M1"]
    assert (motion.matter, motion.status, motion.seconder, motion.wordings) == (wanted, "open", 3, (DESK,))
    assert (council.motions["M2"].status, council.motions["M2"].friendly) == ("carried", True)


def test_model_un_an_unfriendly_amendment_needs_support_and_a_vote_before_the_resolution() -> None:
    """Common Model UN rules: without enough support it is not put; with it, it comes before the resolution."""
    council = amended(opened(sitting(), DESK), AddPolicy(TITLE, "We buy two copying machines for the office."))
    assert refused(council, OpenVote(CHAIR, "M2")) == "motion_not_open"
    assert decide(council, OpenVote(CHAIR, "M1"))[1:] == (MotionLapsed("M2", "not_seconded"),)
    council = did(council, SecondMotion(3, "M2"))
    assert refused(council, OpenVote(CHAIR, "M1")) == "amendments_first"
    council = cast(did(council, OpenVote(CHAIR, "M2")), {1: "no", 2: "yes", 3: "yes", 4: "yes", 5: "no", 6: "abstain"})
    assert (council.motions["M2"].status, text_of(council)) == (
        "carried",
        "We buy two copying machines for the office.",
    )


def test_specification_d15_the_furthest_reaching_amendment_is_voted_on_first() -> None:
    council = hostile(opened(sitting(), DESK), AddPolicy(TITLE, "We buy two copying machines for the office."))
    council = hostile(council, AddPolicy(TITLE, "No machine is bought this year."), mover=3)
    assert [motion.id for motion in voting_order(council, "M1")] == ["M3", "M2"]
    assert refused(council, OpenVote(CHAIR, "M2")) == "amendment_order"
    assert isinstance(decide(council, OpenVote(CHAIR, "M3"))[0], VoteOpened)


def test_specification_d15_an_amendment_is_rebased_or_lapses_when_its_base_changes() -> None:
    council = amended(opened(sitting(), DESK), AddPolicy(TITLE, f"{DESK.text} It is shared."))
    council = amended(council, AddPolicy(TITLE, "We buy two copying machines for the office."), mover=3)
    council = amended(council, AddPolicy(TITLE, "We buy five copying machines for the office."), mover=4)
    assert decide(council, AcceptAmendment(1, "M3"))[2:] == (
        AmendmentRebased("M2", 2, AddPolicy(TITLE, "We buy two copying machines for the office. It is shared.")),
        MotionLapsed("M4", "base_changed"),
    )


# --- bound to a wording -----------------------------------------------------------------------------------------------


def test_what_was_written_for_another_wording_is_refused_or_carried_over_never_lost() -> None:
    council = opened(sitting(), DESK)
    late = amending(council, AddPolicy(TITLE, f"{DESK.text} It is shared."))
    revised = did(council, ReviseMotion(1, "M1", AddPolicy(TITLE, "We buy nothing.")))
    assert refused(revised, late) == "text_changed"
    council = hostile(council, AddPolicy(TITLE, f"{DESK.text} It is shared."))
    council = did(council, OpenVote(CHAIR, "M2"), ballot(council, 1, "yes", motion="M2"))
    revising = ReviseMotion(1, "M1", AddPolicy("Machines of ours", DESK.text))
    wanted = AddPolicy("Machines of ours", f"{DESK.text} It is shared.")
    assert decide(council, revising)[1:] == (AmendmentRebased("M2", 2, wanted),)
    rebased = did(council, revising).motions["M2"]
    assert (rebased.status, rebased.version, dict(rebased.ballots)) == ("open", 2, {})
    assert refused(did(council, revising), AcceptAmendment(1, "M2", version=1)) == "text_changed"


def test_what_an_amendment_asked_for_and_now_has_is_said() -> None:
    wanted = AddPolicy(TITLE, "We buy two copying machines for the office.")
    council = amended(opened(sitting(), DESK), wanted)
    assert decide(council, ReviseMotion(1, "M1", wanted))[1:] == (MotionLapsed("M2", "contained"),)


def test_two_amendments_that_come_to_the_same_do_not_both_stand() -> None:
    council = amended(opened(sitting(), DESK), AddPolicy(TITLE, f"{DESK.text} Shared."))
    council = amended(council, AddPolicy("Our machines", f"{DESK.text} Shared."), mover=3)
    assert decide(council, ReviseMotion(1, "M1", AddPolicy("Our machines", DESK.text)))[1:] == (
        AmendmentRebased("M2", 2, AddPolicy("Our machines", f"{DESK.text} Shared.")),
        MotionLapsed("M3", "contained"),
    )


def test_amendments_end_with_their_motion_those_of_amendments_too() -> None:
    council = hostile(opened(sitting(), DESK), AddPolicy(TITLE, "We buy two copying machines for the office."))
    council = amended(council, AddPolicy(TITLE, "We buy ten copying machines for the office."), 3, "M2")
    assert decide(council, WithdrawMotion(1, "M1"))[1:] == (
        MotionLapsed("M2", "base_gone"),
        MotionLapsed("M3", "base_gone"),
    )
    lost = cast(voting(did(council, WithdrawMotion(1, "M1")), DESK), dict.fromkeys(range(1, 7), "no"))
    assert not lost.live_motions


def test_an_amendment_that_the_charter_overtook_lapses() -> None:
    council = opened(sitting(), AddPolicy("Names", "By team."))
    council = amended(council, DESK)
    council = carried(council, DESK, mover=3)
    assert council.motions["M2"].lapsed_because == "overtaken"


# --- out of order -----------------------------------------------------------------------------------------------------


def test_what_cannot_be_amended() -> None:
    council = carried(sitting(), AddPolicy("Names", "By team."))
    unseconded = did(council, TableMotion(1, DESK))
    assert refused(unseconded, amending(unseconded, AddPolicy(TITLE, "None."), motion="M2")) == "motion_not_open"
    council = did(unseconded, SecondMotion(3, "M2"))
    assert refused(council, amending(council, DESK, motion="M2")) == "already_so"
    assert refused(council, amending(council, SettleDecision("tests", "all"), motion="M2")) == "other_matter"
    assert refused(council, TableMotion(2, AmendMotion("M9", 1, DESK))) == "no_such_motion"
    wanted = AddPolicy(TITLE, "None.")
    taken = amended(council, wanted, motion="M2")
    assert refused(taken, amending(taken, wanted, 4, "M2")) == "same_motion_open"
    council = did(council, OpenVote(CHAIR, "M2"))
    assert refused(council, amending(council, AddPolicy(TITLE, "None."), motion="M2")) == "motion_not_open"
    repealing = opened(council, RepealPolicy("P1"), mover=3, seconder=4)
    assert refused(repealing, amending(repealing, DESK, motion="M3")) == "not_amendable"
    assert refused(repealing, AcceptAmendment(3, "M3")) == "motion_not_open"


def test_a_seat_may_have_many_amendments_before_the_council_and_its_motions_besides() -> None:
    council = opened(sitting(), DESK)
    for number in range(LIVE_AMENDMENTS_PER_SEAT):
        council = amended(council, AddPolicy(TITLE, f"We buy {number} machines."))
    assert refused(council, amending(council, AddPolicy(TITLE, "None."))) == "too_many_motions"
    assert accepted(council, TableMotion(2, AddPolicy("Names", "By team.")))
    assert LIVE_AMENDMENTS_PER_SEAT * 5 >= 200


# --- every kind of matter ---------------------------------------------------------------------------------------------

GRAPH = ChangeGraph((ChangeOwner("south", "north"), RemoveProject("east")))
QUESTION = AskCouncil("What first?", ("Tests", "Names"))
ALL_TEST = SettleDecision("tests", "all")
RULES = AdoptProcedure(ProcedureRules(kind="supermajority", threshold=Fraction(2, 3)))


@pytest.mark.parametrize(
    ("base", "changed", "wanted", "merged", "far"),
    [
        (
            GRAPH,
            ChangeGraph((RemoveProject("east"),)),
            ChangeGraph((*GRAPH.operations, ChangeOwner("hub", "south"))),
            ChangeGraph((RemoveProject("east"), ChangeOwner("hub", "south"))),
            200,
        ),
        (
            QUESTION,
            AskCouncil("What comes first?", ("Tests", "Names")),
            AskCouncil("What first?", ("Tests", "Names", "Owners")),
            AskCouncil("What comes first?", ("Tests", "Names", "Owners")),
            111,
        ),
        (
            RULES,
            AdoptProcedure(ProcedureRules(kind="supermajority", threshold=Fraction(2, 3), rounds=True)),
            AdoptProcedure(ProcedureRules(kind="supermajority", threshold=Fraction(3, 4))),
            AdoptProcedure(ProcedureRules(kind="supermajority", threshold=Fraction(3, 4), rounds=True)),
            58,
        ),
        (
            SettleDecision("tests", "all"),
            SettleDecision("tests", "hub"),
            SettleDecision("tests", "", "Ours."),
            None,
            1_000,
        ),
    ],
    ids=["graph", "question", "procedure", "answer"],
)
def test_every_kind_is_rebased_in_its_own_way(
    base: Amendable, changed: Amendable, wanted: Amendable, merged: Amendable | None, far: int
) -> None:
    council = amended(opened(sitting(), base), wanted)
    assert reach(council, council.motions["M2"].matter) == far
    told = decide(council, ReviseMotion(1, "M1", changed))[1:]
    assert told == ((AmendmentRebased("M2", 2, merged) if merged else MotionLapsed("M2", "base_changed")),)


# --- what is seen -----------------------------------------------------------------------------------------------------


def test_a_motion_shows_its_amendments_in_voting_order_and_what_each_seat_may_do_with_them() -> None:
    council = amended(opened(sitting(), DESK), AddPolicy(TITLE, "We buy two copying machines for the office."))
    council = hostile(council, AddPolicy(TITLE, "No machine is bought this year."), mover=3)
    mover, other = ({each.id: each for each in view(council, Seated(seat)).motions} for seat in (1, 6))
    assert (mover["M1"].amendments, mover["M2"].amends, mover["M2"].base) == (("M3", "M2"), "M1", DESK)
    assert [mover[each].reach for each in ("M1", "M2", "M3")] == [0, 222, 750]
    assert [(seen["M2"].may_accept, seen["M2"].may_amend) for seen in (mover, other)] == [(True, False), (False, False)]
    assert [(seen["M3"].may_accept, seen["M3"].may_amend) for seen in (mover, other)] == [(True, True), (False, True)]
    after = {each.id: each for each in view(did(council, AcceptAmendment(1, "M2")), Seated(6)).motions}
    assert (after["M1"].earlier, after["M1"].amendments, after["M2"].friendly) == (DESK, (), True)
    assert (after["M2"].base, after["M3"].lapsed_because) == (DESK, "base_changed")


# --- a law on random play ---------------------------------------------------------------------------------------------

TEXTS = st.lists(st.sampled_from("abcde"), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(("amend", "deepen", "accept", "revise", "second", "vote")), TEXTS), max_size=14)
)
def test_no_live_amendment_ever_stands_on_an_older_wording(plays: list[tuple[str, str]]) -> None:
    council = opened(sitting(), AddPolicy("T", "a b c d e"))
    for kind, text in plays:
        council = _played(council, kind, AddPolicy("T", text))
        for motion in council.live_motions:
            if isinstance(motion.matter, AmendMotion):
                target = council.motions[motion.matter.motion]
                assert target.is_live
                assert motion.matter.version == target.version
                assert motion.matter.to != asked(target.matter)


def _played(council: Council, kind: str, to: AddPolicy) -> Council:
    latest = list(council.motions)[-1]
    commands: dict[str, Command] = {
        "amend": amending(council, to),
        "deepen": amending(council, to, 3, latest),
        "accept": AcceptAmendment(1 if latest != "M1" else 2, latest),
        "revise": ReviseMotion(1, "M1", to),
        "second": SecondMotion(4, latest),
        "vote": OpenVote(CHAIR, latest),
    }
    return did(council, commands[kind]) if accepted(council, commands[kind]) else council
