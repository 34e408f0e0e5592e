"""Motions on questions, exceptions, acts, other motions and the floor, as people read them."""

import pytest

from meshcouncil.council.definition import (
    MarkPrivate,
    MarkPublic,
    MergeProjects,
    NewProject,
    ProcedureRules,
    RulebookLine,
    SplitProject,
)
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptRulebook,
    AdvanceProposal,
    AmendMotion,
    AppealRuling,
    AskCouncil,
    ChangeGraph,
    EndDebate,
    GrantException,
    HoldCaucus,
    Matter,
    PostponeMotion,
    RatifyAct,
    ReferMotion,
    RevokeDelegate,
)
from meshcouncil.council.state import Ballot
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.matters import (
    Heading,
    choice_labels,
    ending_sentence,
    heading_of,
    matter_text,
    matter_title,
    titles_of,
)
from tests.documents.councils import whole_council
from tests.documents.pond import POND

COUNCIL = whole_council().council
TITLES = titles_of(COUNCIL)
LINES = (RulebookLine("minor", ProcedureRules(kind="lazy_consensus")),)


@pytest.mark.parametrize(
    ("matter", "title", "text"),
    [
        (
            AdoptRulebook(LINES),
            "Decide by a rulebook: 1 kind of matter",
            (
                "Minor policies and small edits: lazy consensus. Needed: nobody objects within 60 seconds. "
                "At least 3 of 5 seats must have read it."
            ),
        ),
        (AdoptRulebook(()), "Give up the rulebook", "Everything goes by the usual procedure."),
        (AskCouncil("What comes first?", ("Bread", "Song")), "Question: What comes first?", "Bread\nSong"),
        (
            GrantException("P1", "ducks", "They are hungry.", "2027-01-31"),
            "Exception from policy P1: Bread for Ducks until 31 January 2027",
            "They are hungry.",
        ),
        (AdvanceProposal("D1", "in_review"), "Proposal D1 → In review", "Proposal D1 → In review."),
        (
            AmendMotion("M2", 1, AddPolicy("Bread", "Bread is dry.")),
            "Amend M2: New policy: Bread",
            "Bread is dry.",
        ),
        (
            RatifyAct("M3"),
            "Let the emergency act M3 (Settle: How do we call an emergency? → With a whistle) stand",
            "What was done alone in M3 stays in force. If this motion is lost, it is undone.",
        ),
        (
            RevokeDelegate("M2"),
            "Take the decision on M2 (New policy: Bread) back",
            "M2 comes back before the council, which decides it itself.",
        ),
        (EndDebate("M2"), "End the debate on M2 (New policy: Bread)", "M2 is put to the vote at once."),
        (
            ReferMotion("M2", "ducks"),
            "Refer M2 (New policy: Bread) to Ducks",
            "M2 leaves the floor until they report back.",
        ),
        (
            PostponeMotion("M2", "the second council"),
            "Postpone M2 (New policy: Bread) until the second council",
            "M2 rests until then.",
        ),
        (
            HoldCaucus("moderated", "Bread", 6, 30),
            "Moderated caucus of 6 minutes: Bread",
            "Short speeches of 30 seconds each; the chair calls on raised hands.",
        ),
        (
            HoldCaucus("unmoderated", "", 1),
            "Unmoderated caucus of 1 minute",
            "Everyone talks freely, drafts and looks for support; then the council sits again.",
        ),
        (HoldCaucus("recess", "", 5), "Recess of 5 minutes", "The council rests, then sits again."),
        (
            AppealRuling("Q1"),
            "Appeal from the chair's ruling on point Q1",
            "The ruling is overturned; a tie upholds the chair.",
        ),
        (
            ChangeGraph(
                (
                    SplitProject("water", (NewProject("well", "The Well", "ducks"), NewProject("rain", "Rain"))),
                    MarkPublic("well", "buckets"),
                )
            ),
            "Project graph: 2 changes",
            (
                "Split Water into The Well (owned by Ducks) and Rain (without an owner yet).\n"
                "Offer the model “buckets” of The Well to others."
            ),
        ),
        (
            ChangeGraph((MergeProjects(("water", "ducks"), NewProject("lake", "The Lake", "keepers")),)),
            "Project graph: merge Water and Ducks' Corner into The Lake (owned by Keepers)",
            "Merge Water and Ducks' Corner into The Lake (owned by Keepers).",
        ),
        (
            ChangeGraph((MarkPrivate("water", "drops"),)),
            "Project graph: no longer offer the model “drops” of Water to others",
            "No longer offer the model “drops” of Water to others.",
        ),
    ],
)
def test_a_matter_has_its_title_and_its_text(matter: Matter, title: str, text: str) -> None:
    assert (matter_title(matter, POND, TITLES), matter_text(matter, POND, TITLES)) == (title, text)


def test_headings_set_them_out() -> None:
    assert heading_of(AskCouncil("What first?", ("Bread", "Song")), POND, TITLES) == Heading(
        "A question to the council", "What first?", ("Bread", "Song")
    )
    assert heading_of(AmendMotion("M2", 1, AddPolicy("Bread", "Dry.")), POND, TITLES) == Heading(
        "Amendment to M2", "Bread", ("Dry.",)
    )
    assert heading_of(EndDebate("M2"), POND) == Heading(
        "A motion on how to go on", "End the debate on M2", ("M2 is put to the vote at once.",)
    )
    assert heading_of(GrantException("P1", "ducks", "Hungry.", "2027-01-31"), POND, TITLES) == Heading(
        "An exception", "Ducks may depart from P1: Bread until 31 January 2027", ("Hungry.",)
    )


def test_titles_name_policies_projects_and_motions_and_nothing_else() -> None:
    assert (TITLES["P1"], TITLES["water"], TITLES["motion:M2"]) == ("Bread", "Water", "New policy: Bread")
    assert [TITLES.get(each) for each in ("motion:M99", "M2", "proposal:D1")] == [None, None, None]


def test_a_motion_that_ended_without_a_count_says_how() -> None:
    assert ending_sentence("referred", "ducks", POND) == "Given to Ducks to work on."
    assert ending_sentence("referred", "those who sing", POND) == "Given to those who sing to work on."
    assert ending_sentence("deferred", "the second council", POND) == "Put off until the second council."
    assert ending_sentence("deferred", "no_delegate", POND) == "Put off. Nobody offered to decide it."
    assert ending_sentence("carried", "", POND) == "Adopted."


# --- ballots ----------------------------------------------------------------------------------------------------------


def test_ticks_dots_and_points_are_told_seat_by_seat() -> None:
    labels = choice_labels(AskCouncil("What first?", ("Bread", "Song")), POND)
    ballots = {
        1: Ballot(marks=(("Bread", 1), ("none", 1))),
        2: Ballot(marks=(("Bread", 2), ("Song", 1))),
        3: Ballot("abstain"),
    }
    assert votes_by_answer(ballots, POND, labels) == (
        "Head Frog: Bread and None of these",
        "Night Frog: Bread 2, Song 1",
        "Abstain: Mother Duck",
    )


def test_blocks_and_vetoes_are_heard_with_their_reasons() -> None:
    ballots = {
        1: Ballot("block", "It sinks us."),
        2: Ballot("stand_aside"),
        3: Ballot("agree"),
        4: Ballot("-1", "Leaks."),
    }
    assert votes_by_answer(ballots, POND) == (
        "Agree: Mother Duck",
        "Stand aside: Night Frog",
        "Head Frog blocks: “It sinks us.”",
        "Old Drake says −1: “Leaks.”",
    )
