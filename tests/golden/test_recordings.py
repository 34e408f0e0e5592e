"""A gathering that was recorded once ends for ever as it ended then (`tools/recording.py` records one)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from meshcouncil.application.archive import export_gathering, import_gathering
from meshcouncil.application.archive_file import read_archive
from meshcouncil.application.event_codec import EventCodec
from meshcouncil.application.replay import Replayed, replay
from meshcouncil.bootstrap import in_memory
from meshcouncil.council.events import Event
from meshcouncil.documents.account import account_of
from meshcouncil.documents.hall_account import hall_account
from meshcouncil.pack.shelf import Shelf
from tests.cli.stored_gathering import run

RECORDINGS = {file.stem: file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.council"))}


async def brought_in(recording: bytes) -> tuple[Replayed, bytes]:
    """Import a recording, go through it again, and export it anew."""
    storage = in_memory().storage
    entry = await import_gathering(storage, recording, gathering="again", new_code=lambda: "AGAIN2", at=0)
    return await replay(storage, entry), await export_gathering(storage, entry)


def happened(part: bytes) -> list[tuple[int, int, Event]]:
    """What a part of an archive tells, with its number and its time; later versions write fields down that were new."""
    told = [json.loads(line) for line in part.splitlines()]
    codec: EventCodec[Event] = EventCodec(Event)
    return [(each["seq"], each["at"], codec.decode(each["kind"], json.dumps(each["data"]).encode())) for each in told]


def test_there_is_a_recording() -> None:
    assert RECORDINGS != {}


@pytest.mark.parametrize("recording", RECORDINGS.values(), ids=RECORDINGS)
async def test_a_recording_ends_as_it_ended(recording: bytes) -> None:
    replayed, exported = await brought_in(recording)
    before, after = read_archive(recording), read_archive(exported)
    assert after.manifest.ends == before.manifest.ends
    tables = [name for name in before.parts if name.startswith("tables/")]
    assert [happened(after.parts[name]) for name in tables] == [happened(before.parts[name]) for name in tables]
    assert replayed.hall.is_revealed
    assert replayed.tables[1].final_vote is not None


@pytest.mark.parametrize("recording", RECORDINGS)
def test_a_recording_is_told_to_its_end_with_missions_and_winners(recording: str) -> None:
    code, output, _ = run("replay", Path(__file__).parent / f"{recording}.council")
    lines = output.splitlines()
    titles = [role.title for role in Shelf().definition("rainbow-road").roles]
    won = lines[lines.index("Who won") + 2 :]
    assert code == 0
    assert lines.index("THE HALL") < lines.index("TABLE 1") < lines.index("The secret missions")
    assert lines.index("Who won") - lines.index("The secret missions") == 2 * 15 + 3
    assert [line.startswith(title) for line, title in zip(won[1:], titles, strict=False)] == [True] * 10
    assert won[11:][0] == ""
    assert won[12].startswith("Verified: ")


@pytest.mark.parametrize("recording", RECORDINGS.values(), ids=RECORDINGS)
async def test_a_recording_can_be_told(recording: bytes) -> None:
    replayed, _ = await brought_in(recording)
    assert hall_account(replayed.definition, replayed.hall_events, "facilitator")[-1] == "The gathering closes."
    told = account_of(replayed.definition, replayed.table_events[1], "facilitator")
    assert "The council ends." in told
