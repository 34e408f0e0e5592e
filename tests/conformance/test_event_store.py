"""What every event store does."""

import asyncio

import pytest

from meshcouncil.application.ports import EventStore, Payload, Recorded, VersionConflict, Write
from meshcouncil.application.storage import Storage
from tests.conformance.storages import InMemory, InSqlite


def payload(word: str) -> Payload:
    return Payload("Said", f'{{"text":"{word}"}}'.encode())


def write(stream: str, expected: int, *words: str) -> Write:
    return Write(stream, expected, tuple(payload(word) for word in words))


def recorded(stream: str, seq: int, at: int, word: str) -> Recorded:
    return Recorded(stream, seq, at, "Said", payload(word).data)


class EventStoreConformance:
    @pytest.fixture
    def store(self, storage: Storage) -> EventStore:
        return storage.events

    async def test_a_new_stream_is_empty(self, store: EventStore) -> None:
        assert await store.load("g/table/1") == []

    async def test_events_come_back_in_order_and_numbered_from_one(self, store: EventStore) -> None:
        await store.append([write("t", 0, "one", "two")], at=1_000)
        await store.append([write("t", 2, "three")], at=2_000)
        assert await store.load("t") == [
            recorded("t", 1, 1_000, "one"),
            recorded("t", 2, 1_000, "two"),
            recorded("t", 3, 2_000, "three"),
        ]

    async def test_a_reader_asks_only_for_what_is_new(self, store: EventStore) -> None:
        await store.append([write("t", 0, "one", "two", "three")], at=1)
        assert await store.load("t", after=2) == [recorded("t", 3, 1, "three")]
        assert await store.load("t", after=3) == []
        assert await store.load("t", after=99) == []

    async def test_times_of_this_century_fit(self, store: EventStore) -> None:
        await store.append([write("t", 0, "one")], at=4_102_444_800_000)
        assert [event.at_ms for event in await store.load("t")] == [4_102_444_800_000]

    async def test_an_event_of_another_day_keeps_its_instant(self, store: EventStore) -> None:
        old = Payload("Said", payload("one").data, at_ms=7)
        await store.append([Write("t", 0, (old, payload("two")))], at=1_000)
        assert await store.load("t") == [recorded("t", 1, 7, "one"), recorded("t", 2, 1_000, "two")]

    async def test_bytes_come_back_as_they_were(self, store: EventStore) -> None:
        odd = Payload("Said", '{"text":"naïve ✓ \\u0000"}'.encode())
        await store.append([Write("t", 0, (odd,))], at=1)
        (event,) = await store.load("t")
        assert (type(event.data), event.data) == (bytes, odd.data)

    async def test_a_stale_version_is_a_conflict_and_stores_nothing(self, store: EventStore) -> None:
        await store.append([write("t", 0, "one")], at=1)
        with pytest.raises(VersionConflict) as conflict:
            await store.append([write("t", 0, "other")], at=2)
        refusal = conflict.value
        assert (refusal.stream, refusal.expected, refusal.actual) == ("t", 0, 1)
        assert await store.load("t") == [recorded("t", 1, 1, "one")]

    async def test_a_version_from_the_future_is_a_conflict(self, store: EventStore) -> None:
        with pytest.raises(VersionConflict) as conflict:
            await store.append([write("t", 3, "one")], at=1)
        assert conflict.value.actual == 0

    async def test_several_streams_are_written_together_or_not_at_all(self, store: EventStore) -> None:
        await store.append([write("g", 0, "opened"), write("t", 0, "began")], at=1)
        with pytest.raises(VersionConflict) as conflict:
            await store.append([write("g", 1, "moved"), write("u", 0, "began"), write("t", 0, "stale")], at=2)
        assert (conflict.value.stream, conflict.value.actual) == ("t", 1)
        assert await store.streams() == ["g", "t"]
        assert await store.load("g") == [recorded("g", 1, 1, "opened")]

    async def test_one_stream_may_be_written_twice_in_one_request(self, store: EventStore) -> None:
        await store.append([write("t", 0, "one"), write("t", 1, "two")], at=1)
        assert await store.load("t") == [recorded("t", 1, 1, "one"), recorded("t", 2, 1, "two")]

    async def test_a_write_without_events_only_asserts_the_version(self, store: EventStore) -> None:
        await store.append([write("g", 0, "opened")], at=1)
        await store.append([write("g", 1), write("t", 0, "began")], at=2)
        with pytest.raises(VersionConflict):
            await store.append([write("g", 0), write("t", 1, "more")], at=3)
        assert [len(await store.load(stream)) for stream in ("g", "t")] == [1, 1]

    async def test_streams_are_found_by_their_beginning(self, store: EventStore) -> None:
        names = ["a%/1", "a_/1", "ab/1", "ab/2", "ä/1"]
        for name in reversed(names):
            await store.append([write(name, 0, "one", "two")], at=1)
        assert await store.streams() == names
        assert await store.streams("ab/") == ["ab/1", "ab/2"]
        assert await store.streams("a%") == ["a%/1"]
        assert await store.streams("ä") == ["ä/1"]
        assert await store.streams("z") == []

    async def test_writers_of_one_stream_neither_lose_nor_repeat_a_number(self, store: EventStore) -> None:
        async def insist(writer: int) -> None:
            for number in range(20):
                version = 0
                while True:
                    try:
                        await store.append([write("t", version, f"{writer}-{number}")], at=1)
                    except VersionConflict as conflict:
                        version = conflict.actual
                    else:
                        break

        await asyncio.gather(*(insist(writer) for writer in range(10)))
        events = await store.load("t")
        assert [event.seq for event in events] == list(range(1, 201))
        said = {payload(f"{writer}-{number}").data for writer in range(10) for number in range(20)}
        assert {event.data for event in events} == said

    async def test_a_conflict_does_not_disturb_those_who_write_beside_it(self, store: EventStore) -> None:
        await store.append([write("crowded", 0, "one")], at=1)
        requests = [store.append([write(f"t{n}" if n % 2 else "crowded", 0, "x")], at=2) for n in range(40)]
        results = await asyncio.gather(*requests, return_exceptions=True)
        assert [type(result) for result in results] == [VersionConflict, type(None)] * 20
        assert len(await store.streams("t")) == 20
        assert len(await store.load("crowded")) == 1


class TestMemoryEventStore(InMemory, EventStoreConformance):
    pass


class TestSqliteEventStore(InSqlite, EventStoreConformance):
    pass
