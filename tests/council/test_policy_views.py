"""What everybody sees of policies in force and of proposals on their way, and what each may do with them."""

import pytest

from meshcouncil.council.commands import JoinWorkingGroup, ProposePolicy, RecordApproval
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdvanceProposal, ChangePolicy, GrantException
from meshcouncil.council.state import Council, PolicyVersion
from meshcouncil.council.views import Facilitator, Observer, ProposalView, Seated, Viewer, view
from meshcouncil.council.views.policies import DecidedView, DissentView, ExceptionView
from tests.council.builders import CHAIR, ballot, carried, cast, did, sitting, voting
from tests.council.test_proposals import CHAMPION, MEMBER, advanced, approved_by_council, at, proposed


def seen(council: Council, viewer: Viewer) -> ProposalView:
    return view(council, viewer).proposals[0]


def test_a_policy_shows_its_exceptions_its_versions_and_who_dissented() -> None:
    council = carried(sitting(rules=ProcedureRules(second_needed=False)), AddPolicy("Names", "By team."))
    council = carried(council, GrantException("P1", "south", "No time.", "2027-01-31"))
    council = voting(council, ChangePolicy("P1", "Names", "By domain."))
    council = did(council, ballot(council, 3, "no", "Domains change."))
    council = cast(council, {1: "yes", 2: "yes", 4: "no", 5: "yes", 6: "yes"})
    policy = view(council, Observer()).policies[0]
    assert policy.exceptions == (ExceptionView("south", "South", "No time.", "2027-01-31", "M2"),)
    assert policy.earlier == (PolicyVersion(1, "Names", "By team.", "M1"),)
    tally = council.motions["M3"].tally
    assert policy.decided == DecidedView(
        motion="M3",
        mover_title="Role 1",
        emergency=False,
        rules=ProcedureRules(second_needed=False),
        tally=tally,
        secret=False,
        dissent=(DissentView(3, "Role 3", "no", "Domains change."), DissentView(4, "Role 4", "no", "")),
        against=2,
        stood_aside=0,
    )


def test_of_a_secret_ballot_nobody_learns_who_dissented() -> None:
    council = voting(sitting(rules=ProcedureRules(ballots="secret")), AddPolicy("Names", "By team."))
    council = cast(council, {1: "yes", 2: "yes", 3: "no", 4: "no", 5: "yes", 6: "yes"})
    for viewer in (Seated(3), Seated(1), Facilitator(), Observer()):
        decided = view(council, viewer).policies[0].decided
        assert decided is not None
        assert (decided.secret, decided.dissent, decided.against) == (True, (), 2)


@pytest.mark.parametrize(
    ("council", "viewer", "may", "steps"),
    [
        (proposed(), Seated(CHAMPION), {"revise", "withdraw"}, ["triaged", "rejected"]),
        (proposed(), Seated(MEMBER), set(), ["triaged", "rejected"]),
        (proposed(), Facilitator(), set(), []),
        (at("working_group"), Seated(CHAMPION), {"revise", "submit", "withdraw"}, []),
        (at("working_group"), Seated(MEMBER), {"join"}, []),
        (did(at("working_group"), JoinWorkingGroup(MEMBER, "PR1")), Seated(MEMBER), {"revise"}, []),
        (at("in_review"), Seated(2), set(), ["published", "further_approval", "working_group", "rejected"]),
        (approved_by_council(), Seated(CHAIR), {"record_approval"}, []),
        (approved_by_council(), Seated(CHAMPION), {"withdraw"}, []),
        (at("published"), Seated(CHAMPION), set(), []),
    ],
)
def test_a_proposal_shows_what_its_viewer_may_do(
    council: Council, viewer: Viewer, may: set[str], steps: list[str]
) -> None:
    shown = seen(council, viewer)
    assert (set(shown.may), [str(step.to) for step in shown.steps]) == (may, steps)


def test_a_proposal_shows_who_carries_it_what_others_said_and_what_it_became() -> None:
    council = did(approved_by_council(), RecordApproval(CHAIR, "PR1", "Security board", approved=True, reason="Fine."))
    shown = seen(council, Observer())
    assert (shown.champion_title, shown.group, shown.on_the_way) == ("Role 1", ("Role 3",), True)
    assert [(body.name, body.approved, body.reason) for body in shown.bodies] == [
        ("Security board", True, "Fine."),
        ("Works council", None, ""),
    ]
    published = did(council, RecordApproval(CHAIR, "PR1", "Works council", approved=True))
    assert (seen(published, Observer()).status, seen(published, Observer()).policy) == ("published", "P1")
    changed = carried(published, ChangePolicy("P1", "Name topics", "Otherwise."))
    assert seen(changed, Observer()).policy == "P1"


def test_a_step_before_the_council_is_shown_and_not_offered_twice() -> None:
    council = voting(proposed(), AdvanceProposal("PR1", "triaged"))
    shown = seen(council, Seated(4))
    assert (shown.before_council, shown.steps) == ("M1", ())


def test_those_on_the_way_stand_first_in_the_order_of_the_pipeline() -> None:
    council = advanced(proposed(), "triaged")
    council = did(council, ProposePolicy(2, "Second", "Text."), ProposePolicy(3, "Third", "Text."))
    council = carried(council, AdvanceProposal("PR2", "rejected", "No."))
    assert [each.id for each in view(council, Observer()).proposals] == ["PR3", "PR1", "PR2"]
