"""Links: signed, revocable, and alike when they are worth nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from meshcouncil.adapters.storage_memory import memory_storage
from meshcouncil.adapters.storage_sqlite import sqlite_storage
from meshcouncil.application import links as links_module
from meshcouncil.application.links import Links
from meshcouncil.application.ports import Invitation
from meshcouncil.application.storage import Storage


@pytest.fixture(params=["memory", "sqlite"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    if request.param == "memory":
        yield memory_storage()
        return
    with sqlite_storage(tmp_path) as storage:
        yield storage


def links_on(storage: Storage) -> Links:
    return Links(storage.invitations, storage.secrets)


async def test_a_token_carries_nothing_but_an_id(storage: Storage) -> None:
    links = links_on(storage)
    token = await links.make("gathering-1", "person", "ada", 5)
    invitation = await links.read(token)
    assert invitation == Invitation(invitation.id if invitation else "", "gathering-1", "person", "ada", 5)
    assert "ada" not in token
    assert "gathering" not in token


async def test_a_link_is_good_after_a_restart(storage: Storage) -> None:
    token = await links_on(storage).make("g", "seat", "1:5", 5)
    invitation = await links_on(storage).read(token)
    assert invitation is not None
    assert (invitation.kind, invitation.subject) == ("seat", "1:5")


async def test_forged_unknown_and_revoked_links_are_alike(storage: Storage) -> None:
    links = links_on(storage)
    token = await links.make("g", "person", "ada", 5)
    elsewhere = await links_on(memory_storage()).make("g", "person", "ada", 5)
    await links.revoke("g", "person", "ada")
    worthless = [token, token[:-1], token + "x", elsewhere, "", ".", "x" * 10_000, "\ud7ff", "null.null"]
    assert [await links.read(each) for each in worthless] == [None] * len(worthless)


async def test_a_revoked_link_is_worthless_at_once_though_it_was_known(storage: Storage) -> None:
    links = links_on(storage)
    tokens = [await links.make("g", "person", subject, 5) for subject in ("ada", "ada", "ben")]
    assert all([await links.read(token) for token in tokens])
    await links.revoke("g", "person", "ada")
    assert [await links.read(token) is None for token in tokens] == [True, True, False]
    assert [await links_on(storage).read(token) is None for token in tokens] == [True, True, False]


async def test_a_link_revoked_while_it_is_read_is_not_remembered_as_good(storage: Storage) -> None:
    links = links_on(storage)
    for number in range(30):
        token = await links.make("g", "person", f"p{number}", 5)
        await asyncio.gather(links.read(token), links.revoke("g", "person", f"p{number}"), links.read(token))
        assert await links.read(token) is None


async def test_a_standing_link_is_made_once_and_anew_when_it_is_revoked(storage: Storage) -> None:
    links = links_on(storage)
    first = await links.make("g", "projector", "", 1)
    assert await links.standing("g", "projector", "", 2) == first
    assert await links_on(storage).standing("g", "projector", "", 2) == first
    await links.revoke("g", "projector", "")
    second = await links.standing("g", "projector", "", 3)
    assert second != first
    assert await links.standing("g", "projector", "", 4) == second
    assert await links.standing("h", "projector", "", 4) != second


async def test_only_so_many_links_are_remembered(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links_module, "KEPT", 3)
    links = links_on(storage)
    tokens = [await links.make("g", "person", str(number), 5) for number in range(6)]
    assert all([await links.read(token) for token in tokens])
    assert len(links._good) == 3
    assert all([await links.read(token) for token in tokens])
