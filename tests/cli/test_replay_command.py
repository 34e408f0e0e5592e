"""`meshcouncil replay`: the account of a stored gathering, verified, or the event at which it breaks off."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.stored_gathering import StoredGathering, run, store_gathering

HALL = """\
THE HALL
The hall opens: An evening (About an hour (65 minutes with the reveal), 1 table).
Ada comes in.
Ada sits down at table 1 as Director of HR.
Fern (a bot) sits down at table 1 as Data Engineering Representative.
Ivy (a bot) sits down at table 1 as Director of Finance.
Oak (a bot) sits down at table 1 as Lead Analyst (Southeast Shelters).
Elm (a bot) sits down at table 1 as Head of Data.
Ash (a bot) sits down at table 1 as Analytics Engineering Representative.
Yew (a bot) sits down at table 1 as Lead Marketing Analyst.
Fir (a bot) sits down at table 1 as VP of Partnerships.
Bay (a bot) sits down at table 1 as Lead Analyst (Northeast Adoptions).
Sage (a bot) sits down at table 1 as Data Architect (Consultant).
"""
FOR_THE_FACILITATOR = "Director of HR at table 1 calls the facilitator: “Which link is mine?”\n"
BEGINNING = """\
The gathering begins with table 1.
— Welcome to Rainbow Road, 05:00 on the clock —
"""
TABLE = """\

TABLE 1
These sit down:
    Director of HR: Ada
    Data Engineering Representative: Fern (a bot)
    Director of Finance: Ivy (a bot)
    Lead Analyst (Southeast Shelters): Oak (a bot)
    Head of Data: Elm (a bot)
    Analytics Engineering Representative: Ash (a bot)
    Lead Marketing Analyst: Yew (a bot)
    VP of Partnerships: Fir (a bot)
    Lead Analyst (Northeast Adoptions): Bay (a bot)
    Data Architect (Consultant): Sage (a bot)
— Welcome to Rainbow Road —
Director of HR: “Good evening.”
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> StoredGathering:
    return store_gathering(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def stored(sound: StoredGathering, tmp_path: Path) -> StoredGathering:
    """A copy that a test may spoil."""
    shutil.copytree(sound.data, tmp_path / "data")
    return StoredGathering(tmp_path / "data", sound.hosted)


def verified(output: str) -> str:
    return output.splitlines()[-1]


def account(output: str) -> str:
    return "".join(output.splitlines(keepends=True)[:-2])


def test_a_gathering_is_told_as_the_room_knew_it_and_verified(sound: StoredGathering) -> None:
    code, output, _ = run("replay", sound.code, "--data", sound.data)
    assert (code, account(output)) == (0, HALL + BEGINNING + TABLE)
    assert verified(output).startswith("Verified: 28 events lead to the end ")


def test_the_facilitator_is_told_more_but_no_talk_of_teammates(sound: StoredGathering) -> None:
    code, output, _ = run("replay", sound.code, "--data", sound.data, "--for", "facilitator")
    assert (code, account(output)) == (0, HALL + FOR_THE_FACILITATOR + BEGINNING + TABLE)


def test_code_id_and_file_name_the_same_gathering_with_the_same_end(sound: StoredGathering, tmp_path: Path) -> None:
    file = tmp_path / "evening.council"
    assert run("gatherings", "export", sound.code, file, "--data", sound.data)[0] == 0
    by_code = run("replay", f" {sound.code[:3].lower()}-{sound.code[3:]} ", "--data", sound.data)
    assert run("replay", sound.hosted.gathering, "--data", sound.data) == by_code
    assert run("replay", file) == by_code


def test_a_gathering_is_replayed_beside_the_server_that_holds_its_folder(stored: StoredGathering) -> None:
    from meshcouncil.bootstrap import opened
    from meshcouncil.settings import Settings

    with opened(Settings(data=stored.data)):
        assert run("replay", stored.code, "--data", stored.data)[0] == 0


BROKEN = {
    "an event is missing": (
        "DELETE FROM events WHERE stream = ? AND seq = 4",
        "The record of table 1 cannot be replayed: event 4 is missing.\n",
    ),
    "an event is not JSON": (
        "UPDATE events SET data = 'seat 4' WHERE stream = ? AND seq = 4",
        (
            "The record of table 1 cannot be replayed: "
            "event 4: The event SeatFilled cannot be read: its data is not JSON.\n"
        ),
    ),
    "an event of another shape": (
        "UPDATE events SET data = '{\"seat\": 4}' WHERE stream = ? AND seq = 4",
        (
            "The record of table 1 cannot be replayed: event 4: "
            "The event SeatFilled cannot be read: lacks the field 'occupant'.\n"
        ),
    ),
    "an unknown event": (
        "UPDATE events SET kind = 'CoupStaged' WHERE stream = ? AND seq = 4",
        (
            "The record of table 1 cannot be replayed: event 4: The event CoupStaged cannot be read: "
            "this version of the program does not know such an event.\n"
        ),
    ),
    "an event out of the blue": (
        "UPDATE events SET kind = 'MotionWithdrawn', data = '{\"motion\": \"m9\"}' WHERE stream = ? AND seq = 4",
        "The record of table 1 cannot be replayed: event 4, MotionWithdrawn, does not follow from what came before.\n",
    ),
}


@pytest.mark.parametrize("defect", BROKEN)
def test_where_a_record_breaks_off_is_said(stored: StoredGathering, defect: str) -> None:
    statement, sentence = BROKEN[defect]
    stored.change(statement, stored.table_stream)
    assert run("replay", stored.code, "--data", stored.data) == (1, "", sentence)
    file = stored.data / "evening.council"
    assert run("gatherings", "export", stored.code, file, "--data", stored.data) == (1, "", sentence)
    assert not file.exists()


def test_a_gathering_without_its_pack_is_not_replayed(stored: StoredGathering) -> None:
    stored.change("DELETE FROM pinned_packs")
    assert run("replay", stored.code, "--data", stored.data) == (
        1,
        "",
        "The record of the gathering cannot be replayed: the pack it was opened with is not in the data folder.\n",
    )


def test_a_gathering_whose_pack_was_changed_is_not_replayed(stored: StoredGathering) -> None:
    stored.change("UPDATE pinned_packs SET definition = ?", b'{"format": "recipes@1"}')
    assert run("replay", stored.code, "--data", stored.data) == (
        1,
        "",
        "The record of the gathering cannot be replayed: the pack it was opened with cannot be read by this version.\n",
    )


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "diary.txt"
    file.write_text("Dear diary")
    assert run("replay", file) == (
        1,
        "",
        (
            "This archive cannot be imported: it is not the file of a gathering, or it was damaged on its way; "
            "export the gathering again and import that file.\n"
        ),
    )


def test_a_gathering_that_is_not_there_is_refused(sound: StoredGathering, tmp_path: Path) -> None:
    assert run("replay", "NOSUCH", "--data", sound.data) == (
        2,
        "",
        "There is no gathering “NOSUCH” here: see which there are with meshcouncil gatherings list.\n",
    )
    place = tmp_path / "no"
    assert run("replay", "NOSUCH", "--data", place) == (
        2,
        "",
        f"There is no database {place}/meshcouncil.sqlite3: name the data folder of a server with --data.\n",
    )
    assert not place.exists()


def test_changed_words_lead_to_another_end(stored: StoredGathering) -> None:
    before = verified(run("replay", stored.code, "--data", stored.data)[1])
    said = {"seat": 5, "audience": "council", "text": "Good night.", "to": None}
    stored.change(
        "UPDATE events SET data = ? WHERE stream = ? AND kind = 'Said' AND instr(data, 'evening')",
        json.dumps(said).encode(),
        stored.table_stream,
    )
    after = verified(run("replay", stored.code, "--data", stored.data)[1])
    assert after.startswith("Verified: 28 events lead to the end ")
    assert after != before
