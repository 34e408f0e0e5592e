"""Policies with all their fields, proposals and exceptions, as forms bring them; the form of a policy on the pad."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import fields

import pytest

from meshcouncil.application.pad_document import PadPolicy
from meshcouncil.application.pads import Pads
from meshcouncil.application.streams import table_pad
from meshcouncil.council import commands as at_table
from meshcouncil.council.definition import PolicyRecord
from meshcouncil.council.matters import AddPolicy, AdvanceProposal, ChangePolicy, GrantException
from meshcouncil.web import forms
from meshcouncil.web.forms import Form, FormUnreadable
from tests.web.evening import Evening, Visit, an_evening
from tests.web.test_refusals import is_one_sentence

RECORD = PolicyRecord(
    category="ownership",
    scope="people_ops",
    weight="minor",
    context="Nobody knows\nwhom to ask.",
    options="Guess.",
    consequences="Somebody answers.",
    steward="Data Architect",
    enforcement="ci_test",
    level="warn",
    warn_until="2027-06-30",
    code="checks/owner.py",
    monitoring="Share of models with an owner.",
    compliance_due="2027-03-31",
    review_by="2028-01-31",
)
SAID = {f"record.{each.name}": getattr(RECORD, each.name) for each in fields(PolicyRecord)}
TEXT = {"matter.title": "Owners", "matter.text": "Every model has an owner."}


def read(command: str, **said: str) -> at_table.Command:
    return forms.TABLE_FORMS[command](Form({name.replace("__", "."): [value] for name, value in said.items()}), 5)


def test_a_form_brings_a_policy_with_every_field() -> None:
    moved = forms.matter(Form({key: [value] for key, value in {"matter": "add_policy", **TEXT, **SAID}.items()}))
    assert moved == AddPolicy("Owners", "Every model has an owner.", "", RECORD)
    assert forms.matter(Form({key: [value] for key, value in {"matter": "add_policy", **TEXT}.items()})) == AddPolicy(
        "Owners", "Every model has an owner."
    )


def test_a_change_without_the_fields_leaves_the_record_as_it_is() -> None:
    change = {"matter": "change_policy", "matter.policy": "P1", **TEXT}
    short = forms.matter(Form({key: [value] for key, value in change.items()}))
    assert short == ChangePolicy("P1", "Owners", "Every model has an owner.", None)
    whole = forms.matter(Form({key: [value] for key, value in {**change, **SAID}.items()}))
    assert whole == ChangePolicy("P1", "Owners", "Every model has an owner.", RECORD)


def test_forms_lead_a_proposal_through_the_pipeline() -> None:
    said = {name.replace(".", "__"): value for name, value in {**TEXT, **SAID}.items()}
    text = ("Owners", "Every model has an owner.", RECORD)
    assert read("propose-policy", **said) == at_table.ProposePolicy(5, *text)
    assert read("revise-proposal", proposal="PR1", **said) == at_table.ReviseProposal(5, "PR1", *text)
    assert read("join-working-group", proposal="PR1") == at_table.JoinWorkingGroup(5, "PR1")
    assert read("submit-proposal", proposal="PR1") == at_table.SubmitProposal(5, "PR1")
    assert read("withdraw-proposal", proposal="PR1") == at_table.WithdrawProposal(5, "PR1")
    answer = at_table.RecordApproval(5, "PR1", "Works council", approved=False, reason="Too much.")
    assert read("record-approval", proposal="PR1", body="Works council", approved="no", reason="Too much.") == answer
    step = {"matter": "advance_proposal", "matter__proposal": "PR1", "matter__to": "rejected", "matter__reason": "No."}
    assert read("table-motion", **step) == at_table.TableMotion(5, AdvanceProposal("PR1", "rejected", "No."))
    with pytest.raises(FormUnreadable):
        read("table-motion", **{**step, "matter__to": "heaven"})
    exception = {"matter__policy": "P1", "matter__team": "hr", "matter__reason": "Why.", "matter__until": "2027-01-31"}
    assert read("table-motion", matter="grant_exception", **exception) == at_table.TableMotion(
        5, GrantException("P1", "hr", "Why.", "2027-01-31")
    )


# --- at a table -------------------------------------------------------------------------------------------------------


@pytest.fixture
async def evening() -> AsyncIterator[Evening]:
    evening = await an_evening()
    await evening.enter("Ana", 1, 5)
    await evening.enter("Cleo", 1, 9)
    await evening.fill_with_bots()
    await evening.start()
    await evening.go_to("cs1")
    yield evening
    await evening.end()


async def test_an_unsound_record_is_refused_in_a_sentence(evening: Evening) -> None:
    ana = evening.people["Ana"]
    for change, sentence in (
        ({"record.enforcement": ""}, "how hard a failure counts, but not how the policy is enforced"),
        ({"record.level": "deadly"}, "A failure informs, warns or stops the work"),
        ({"record.scope": "moon"}, "There is no team “moon” here"),
        ({"record.review_by": "soon"}, "“soon” is not a day"),
        ({"record.context": "x" * 4_001}, "4,000"),
    ):
        answer = await ana.do("table-motion", {"matter": "add_policy", **TEXT, **SAID, **change})
        assert answer.status_code == 409
        assert sentence in is_one_sentence(answer)


async def pad_policy(evening: Evening, ana: Visit) -> tuple[Pads, str, PadPolicy]:
    await ana.must("replace-pad", text="## Policy: Owners\nOne each.\nContext: Old\nSteward: Ada")
    pads, pad = evening.app.gatherings.pads, table_pad(evening.id, 1)
    return pads, pad, (await pads.policies(pad))[0]


async def test_the_form_of_a_policy_writes_into_its_block(evening: Evening) -> None:
    ana = evening.people["Ana"]
    pads, pad, policy = await pad_policy(evening, ana)
    was = {"matter.title": "Owners", "matter.text": "One each.", "record.context": "Old", "record.steward": "Ada"}
    await ana.must("replace-pad", text="## Policy: Owners\nOne each, at least.\nContext: Old\nSteward: Bo")
    change = {"record.context": "New", "record.review_by": "2028-01-31"}
    form = {**was, "policy": policy.id, "was": json.dumps(was), **change}
    await ana.must("write-pad-policy", form)
    now = PadPolicy(
        policy.id, "Owners", "One each, at least.", PolicyRecord(context="New", steward="Bo", review_by="2028-01-31")
    )
    assert await pads.policies(pad) == [now]
    for wrong, status in (
        ({"was": "{"}, 422),
        ({"was": "[1]"}, 422),
        ({"policy": "gone"}, 422),
        ({"record.review_by": "never"}, 409),
        ({"record.level": "warn"}, 409),
    ):
        answer = await ana.do("write-pad-policy", {**form, **wrong})
        assert answer.status_code == status, wrong
        is_one_sentence(answer)
    assert await pads.policies(pad) == [now]


async def test_what_a_record_says_is_never_markup(evening: Evening) -> None:
    ana = evening.people["Ana"]
    nasty = "<script>alert(1)</script>\"'"
    wild = dict.fromkeys(("record.context", "record.steward", "record.code", "record.category"), nasty)
    await ana.must("table-motion", {"matter": "add_policy", **TEXT, **wild})
    await ana.must("propose-policy", {"matter.title": nasty, "matter.text": nasty, **wild})
    for page in (await ana.get("table"), await evening.facilitator.get("table-1")):
        assert "alert(1)" in page.text
        assert "<script>alert" not in page.text
