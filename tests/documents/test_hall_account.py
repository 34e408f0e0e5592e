"""The hall told in order, and what the telling holds back."""

from meshcouncil.documents.hall_account import clock_face, hall_account
from tests.documents.halls import AFTERWARDS, BEFORE_REVEAL, happened
from tests.documents.pond import POND

WHOLE = """\
The hall opens: An evening at the pond (Half an hour, 2 tables).
Ada comes in.
Bo comes in.
Bo is now called Bob.
Ada sits down at table 1 as Head Frog.
Bob sits down at table 1 as Mother Duck.
Finn (a bot) sits down at table 1 as Pond Keeper.
Gwen (a bot) sits down at table 1 as Night Frog.
Hal (a bot) sits down at table 1 as Old Drake.
The gathering begins with table 1.
— First council, 10:00 on the clock —
The facilitator to everybody: “Welcome, everybody.”
The clock stops with 09:00 left.
The clock runs on.
The step gets 2 minutes more.
The step gets 1 minute less.
Presentations will take 4 minutes.
Left out: Presentations.
Back on the agenda: Presentations.
— Sidebar, 05:00 on the clock —
— Second council, 10:00 on the clock —
Dealt at table 1: A storm.
— Sidebar again, 04:00 on the clock —
— Second council again, 09:59 on the clock —
Bob stands up from table 1, Mother Duck.
Iris (a bot) sits down at table 1 as Mother Duck for Bob.
Bob leaves.
The bot at table 1, Night Frog, makes way.
— Presentations, 04:00 on the clock —
Table 1 presents.
Ada stands up from table 1, Head Frog.
— The reveal, 10:00 on the clock —
The missions are revealed.
Table 1: Mother Duck claims the mission of Mother Duck (“A rota for bread.”):
    “CANARY-CLAUSE”
Table 1: the facilitator finds the mission of Mother Duck (“A rota for bread.”) met. “CANARY-REASON”
Table 1: the facilitator finds the team mission of Frogs (“Everybody must hear us in the evening.”) missed. \
“No whistle was heard.”
The gathering closes.
"""


def test_a_whole_gathering_is_told_in_order() -> None:
    assert hall_account(POND, happened(*BEFORE_REVEAL, *AFTERWARDS)) == WHOLE.splitlines()


def test_before_the_reveal_no_public_line_holds_a_call_a_room_or_a_claim() -> None:
    told = "\n".join(hall_account(POND, happened(*BEFORE_REVEAL)))
    assert "CANARY" not in told
    assert [goal for goal in ("rota", "projects", "hear us") if goal in told] == []


def test_a_claim_taken_back_before_the_reveal_stays_untold() -> None:
    assert "CANARY-WITHDRAWN" not in "\n".join(hall_account(POND, happened(*BEFORE_REVEAL, *AFTERWARDS)))


def test_the_facilitator_reads_calls_rooms_and_claims_when_they_come() -> None:
    events = happened(*BEFORE_REVEAL)
    public = hall_account(POND, events)
    assert [line for line in hall_account(POND, events, "facilitator") if line not in public] == [
        "Mother Duck at table 1 calls the facilitator: “CANARY-CALL”",
        "The call of Mother Duck at table 1 is answered.",
        "In the sidebar Head Frog at table 1, Ada: “CANARY-ROOM”",
        "Table 1: Mother Duck claims the mission of Mother Duck (“A rota for bread.”):",
        "    “CANARY-CLAUSE”",
        "Table 1: Pond Keeper claims the mission of Pond Keeper (“Fewer than three projects.”):",
        "    “CANARY-WITHDRAWN”",
        "Table 1: the claim of the mission of Pond Keeper (“Fewer than three projects.”) is taken back.",
        "Table 1: the facilitator finds the mission of Mother Duck (“A rota for bread.”) met. “CANARY-REASON”",
    ]


def test_nobody_is_named_by_an_id() -> None:
    told = "\n".join(hall_account(POND, happened(*BEFORE_REVEAL, *AFTERWARDS), "facilitator"))
    assert [name for name in ("p1", "p2", "R.3", "T.F") if name in told] == []


def test_a_span_is_minutes_and_seconds() -> None:
    assert [clock_face(span) for span in (-5, 0, 59_999, 460_000, 3_600_000)] == [
        "00:00",
        "00:00",
        "00:59",
        "07:40",
        "60:00",
    ]
