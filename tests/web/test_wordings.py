"""Amendments as forms carry them."""

import pytest

from meshcouncil.council.commands import AcceptAmendment, ReviseMotion, TableMotion
from meshcouncil.council.definition import ChangeOwner, PolicyRecord, RemoveProject
from meshcouncil.council.matters import AddPolicy, AmendMotion, AskCouncil, ChangeGraph, RepealPolicy, SettleDecision
from meshcouncil.web.forms import TABLE_FORMS, Form, FormUnreadable, amended_graph
from meshcouncil.web.wordings import record_fields, wording_kind

BOUND = {"matter": "amend_motion", "matter.amends": "M1", "matter.version": "2"}
POLICY = {"matter.kind": "add_policy", "matter.title": "Names", "matter.text": "By team."}


def form(**fields: str) -> Form:
    return Form({name: (value,) for name, value in fields.items()})


def test_a_suggestion_carries_the_wording_it_was_written_for() -> None:
    sent = form(**BOUND, **POLICY, reason="Shorter.", **{"record.steward": "Finance"})
    wanted = AddPolicy("Names", "By team.", record=PolicyRecord(steward="Finance"))
    assert TABLE_FORMS["table-motion"](sent, 3) == TableMotion(3, AmendMotion("M1", 2, wanted), "Shorter.")


def test_its_mover_sends_it_anew_and_another_accepts_what_they_read() -> None:
    sent = form(
        motion="M4", **BOUND, **{"matter.kind": "ask_council", "matter.question": "A?", "matter.options": "B\nC"}
    )
    assert TABLE_FORMS["revise-motion"](sent, 3) == ReviseMotion(
        3, "M4", AmendMotion("M1", 2, AskCouncil("A?", ("B", "C")))
    )
    assert TABLE_FORMS["accept-amendment"](form(motion="M4", version="2"), 1) == AcceptAmendment(1, "M4", 2)


@pytest.mark.parametrize("kind", ["repeal_policy", "amend_motion", "nonsense"])
def test_what_cannot_be_amended_is_refused(kind: str) -> None:
    sent = form(**BOUND, **{"matter.kind": kind, "matter.policy": "P1"})
    with pytest.raises(FormUnreadable):
        TABLE_FORMS["table-motion"](sent, 3)


def test_a_change_of_the_graph_is_amended_by_what_is_kept_and_what_was_drafted() -> None:
    asked = (ChangeOwner("south", "north"), RemoveProject("east"))
    drafted = (RemoveProject("east"), RemoveProject("hub"))
    sent = Form({**{name: (value,) for name, value in BOUND.items()}, "keep": ("1", "7", "x"), "with_draft": ("yes",)})
    assert amended_graph(sent, asked, drafted) == AmendMotion("M1", 2, ChangeGraph(drafted))


def test_forms_know_what_to_call_a_wording() -> None:
    matters = (SettleDecision("tests", "all"), AmendMotion("M1", 1, AddPolicy("A", "B")), RepealPolicy("P1"))
    assert [wording_kind(matter) for matter in matters] == ["settle_decision", "add_policy", ""]
    assert record_fields(None) == ()
    assert ("steward", "Finance") in record_fields(PolicyRecord(steward="Finance"))
