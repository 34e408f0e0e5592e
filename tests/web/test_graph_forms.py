"""What the forms of the graph post, read into changes."""

from __future__ import annotations

import pytest

from meshcouncil.council.commands import ClearGraphDraft, DraftGraph, UndoGraphDraft
from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    ChangeOwner,
    ForbidReference,
    GraphOperation,
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    RemoveProject,
    SplitProject,
)
from meshcouncil.web.forms import TABLE_FORMS, Form, FormUnreadable

PARTS = {"title.1": "Payroll", "owner.1": "hr", "title.2": " People & Dogs ", "owner.2": "", "title.3": ""}


def form(operation: str, **fields: str) -> Form:
    return Form({"operation": [operation], **{f"operation.{name}": [value] for name, value in fields.items()}})


@pytest.mark.parametrize(
    ("posted", "operation"),
    [
        (form("add_project", title="West Wing", owner=""), AddProject("west_wing", "West Wing")),
        (form("remove_project", project="hub"), RemoveProject("hub")),
        (form("change_owner", project="hub", owner="hr"), ChangeOwner("hub", "hr")),
        (form("change_owner", project="hub", owner=""), ChangeOwner("hub", None)),
        (form("allow_reference", producer="hub", consumer="hr"), AllowReference("hub", "hr")),
        (form("forbid_reference", producer="hub", consumer="hr"), ForbidReference("hub", "hr")),
        (
            form("split_project", project="hr", **PARTS),
            SplitProject("hr", (NewProject("payroll", "Payroll", "hr"), NewProject("people_dogs", "People & Dogs"))),
        ),
        (
            form("merge_projects", project="hr", other="hub", title="All", owner="hr"),
            MergeProjects(("hr", "hub"), NewProject("all", "All", "hr")),
        ),
        (form("mark_public", project="hr", model="staff"), MarkPublic("hr", "staff")),
        (form("mark_private", project="hr", model="staff"), MarkPrivate("hr", "staff")),
    ],
)
def test_each_form_drafts_its_change(posted: Form, operation: GraphOperation) -> None:
    assert TABLE_FORMS["draft-graph"](posted, 3) == DraftGraph(3, operation)


def test_a_draft_is_taken_back_without_a_word() -> None:
    assert TABLE_FORMS["undo-graph-draft"](Form({}), 3) == UndoGraphDraft(3)
    assert TABLE_FORMS["clear-graph-draft"](Form({}), 3) == ClearGraphDraft(3)


@pytest.mark.parametrize(
    "posted", [form("paint_it"), form("split_project"), form("mark_public", project="hr"), Form({})]
)
def test_a_form_that_no_page_sends_is_refused(posted: Form) -> None:
    with pytest.raises(FormUnreadable):
        TABLE_FORMS["draft-graph"](posted, 3)
