"""What every keeper of plain rows does."""

import asyncio
from dataclasses import replace

import pytest

from meshcouncil.application.ports import CodeTaken, GatheringEntry, Invitation
from meshcouncil.application.storage import Storage
from tests.conformance.storages import InMemory, InSqlite

EVENING = GatheringEntry("BLUE-FOX", "g1", "An evening", "d1", 1_000, b'{"tables":2}')
MORNING = GatheringEntry("RED-OWL", "g2", "A morning", "d1", 2_000)
LINK = Invitation("i1", "g1", "seat", "3", 1_000)


class DirectoryConformance:
    async def test_a_pinned_pack_comes_back_by_its_digest(self, storage: Storage) -> None:
        await storage.packs.put("d1", b"\x00definition")
        assert await storage.packs.get("d1") == b"\x00definition"
        assert await storage.packs.get("d2") is None

    async def test_a_pinned_pack_is_never_replaced(self, storage: Storage) -> None:
        await storage.packs.put("d1", b"first")
        await storage.packs.put("d1", b"second")
        assert await storage.packs.get("d1") == b"first"

    async def test_gatherings_are_found_by_code_and_listed_newest_first(self, storage: Storage) -> None:
        await storage.gatherings.add(EVENING)
        await storage.gatherings.add(MORNING)
        assert await storage.gatherings.by_code("BLUE-FOX") == EVENING
        assert await storage.gatherings.by_code("blue-fox") is None
        assert await storage.gatherings.by_id("g2") == MORNING
        assert await storage.gatherings.by_id("BLUE-FOX") is None
        assert await storage.gatherings.all() == [MORNING, EVENING]

    @pytest.mark.parametrize("twin", [replace(MORNING, code="BLUE-FOX"), replace(MORNING, gathering_id="g1")])
    async def test_a_code_and_an_id_belong_to_one_gathering(self, storage: Storage, twin: GatheringEntry) -> None:
        await storage.gatherings.add(EVENING)
        with pytest.raises(CodeTaken, match="taken by another gathering"):
            await storage.gatherings.add(twin)
        assert await storage.gatherings.all() == [EVENING]

    async def test_an_invitation_counts_until_it_is_revoked(self, storage: Storage) -> None:
        await storage.invitations.add(LINK)
        assert await storage.invitations.get("i1") == LINK
        await storage.invitations.revoke("i1")
        assert await storage.invitations.get("i1") == replace(LINK, revoked=True)

    async def test_an_invitation_added_again_stays_revoked(self, storage: Storage) -> None:
        await storage.invitations.add(LINK)
        await storage.invitations.revoke("i1")
        await storage.invitations.add(LINK)
        assert await storage.invitations.get("i1") == replace(LINK, revoked=True)

    async def test_an_unknown_invitation_is_none_and_revoking_it_changes_nothing(self, storage: Storage) -> None:
        await storage.invitations.revoke("i9")
        assert await storage.invitations.get("i9") is None

    async def test_the_standing_link_is_the_first_that_was_not_revoked(self, storage: Storage) -> None:
        for link in (LINK, replace(LINK, id="i0", created_at=2_000), replace(LINK, id="i3", subject="4")):
            await storage.invitations.add(link)
        assert await storage.invitations.standing("g1", "seat", "3") == LINK
        await storage.invitations.revoke("i1")
        assert await storage.invitations.standing("g1", "seat", "3") == replace(LINK, id="i0", created_at=2_000)
        await storage.invitations.revoke_subject("g1", "seat", "3")
        assert await storage.invitations.standing("g1", "seat", "3") is None

    async def test_revoking_a_subject_takes_all_its_links_and_no_other(self, storage: Storage) -> None:
        second = replace(LINK, id="i2")
        others = [
            replace(LINK, id="i3", subject="4"),
            replace(LINK, id="i4", gathering="g2"),
            replace(LINK, id="i5", kind="person"),
        ]
        for link in (LINK, second, *others):
            await storage.invitations.add(link)
        await storage.invitations.revoke_subject("g1", "seat", "3")
        assert [await storage.invitations.get(link.id) for link in (LINK, second)] == [
            replace(LINK, revoked=True),
            replace(second, revoked=True),
        ]
        assert [await storage.invitations.get(link.id) for link in others] == others

    async def test_a_secret_is_made_once_whoever_asks_first(self, storage: Storage) -> None:
        answers = await asyncio.gather(*(storage.secrets.get_or_create("tokens") for _ in range(20)))
        assert {len(answer) for answer in answers} == {32}
        assert len(set(answers)) == 1
        assert await storage.secrets.get_or_create("others") != answers[0]


class TestMemoryDirectory(InMemory, DirectoryConformance):
    pass


class TestSqliteDirectory(InSqlite, DirectoryConformance):
    pass
