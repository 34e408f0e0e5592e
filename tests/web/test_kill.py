"""kill -9 in the middle of a ballot, ten times over: what was acknowledged is there, and everybody is soon back."""

from __future__ import annotations

import asyncio
import json
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic

import httpx
import websockets
from pycrdt import Doc, XmlFragment, YMessageType, create_sync_message, create_update_message, handle_sync_message

from meshcouncil.application.pad_document import append_paragraph, pad_text
from meshcouncil.bootstrap import reading
from tests.web.process import Guest, Server, host, join, must

ROUNDS = 10
BACK_WITHIN = 3.0
"""Seconds from the server's word that it serves again until the last of ten pages is up to date, in every round."""
PATIENCE = 20.0
ONE_OF_EACH_TEAM_FIRST = (1, 3, 5, 7, 9, 2, 4, 6, 8, 10)
SILENT = 10
"""This seat does not vote: when all have voted the ballot is counted."""
CHOICES = ("yes", "no", "abstain")


@dataclass
class Client:
    """A seated person with an open page: they talk, vote and write, and come back by themselves."""

    guest: Guest
    seat: int
    address: str
    tries: int = 0
    said: list[str] = field(default_factory=list)
    votes: list[tuple[str, bool]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    saved: set[str] = field(default_factory=set)
    doc: Doc[XmlFragment] = field(default_factory=Doc)
    socket: websockets.ClientConnection | None = None
    up_to_date: asyncio.Event = field(default_factory=asyncio.Event)
    _unsaved: list[str] = field(default_factory=list)
    _sending: asyncio.Future[None] | None = None

    async def stay_connected(self) -> None:
        """Connect again whenever the connection is lost, as the page does: after 0.2 s, doubling up to 1.5 s."""
        delay = 0.2
        while True:
            with suppress(OSError, websockets.WebSocketException):
                async with websockets.connect(
                    f"{self.address.replace('http', 'ws')}{self.guest.base}/table/live",
                    additional_headers={"cookie": self.guest.cookie},
                    compression=None,
                ) as socket:
                    delay = 0.2
                    await self._follow(socket)
            self.socket = None
            self.up_to_date.clear()
            await asyncio.sleep(delay * (0.7 + 0.6 * Random().random()))
            delay = min(1.5, delay * 2)

    async def _follow(self, socket: websockets.ClientConnection) -> None:
        self._unsaved = []
        await socket.send(json.dumps({"have": {}, "home": "table"}))
        await socket.send(create_sync_message(self.doc))
        async for message in socket:
            if isinstance(message, bytes):
                self._take(socket, message)
                self.socket = socket
            elif message.startswith("!saved "):
                self.saved.update(self._unsaved[: int(message.split()[1])])
            elif message.startswith("talk\n") and (not self.said or self.said[-1] in message):
                self.up_to_date.set()

    def _take(self, socket: websockets.ClientConnection, frame: bytes) -> None:
        if frame[0] != YMessageType.SYNC:
            return
        answer = handle_sync_message(frame[1:], self.doc)
        if answer is not None:
            self._unsaved.append("".join(self.written))  # the answer holds everything that was written so far
            self._sending = asyncio.ensure_future(_sent(socket, answer))

    async def act(self, client: httpx.AsyncClient, motion: str, dice: Random) -> None:
        """Talk, vote and write until the server is gone."""
        with suppress(httpx.TransportError, websockets.WebSocketException):
            while True:
                self.tries += 1
                text = f"{self.guest.name} says {self.tries}."
                if await self._post(client, "say", audience="council", text=text):
                    self.said.append(text)
                if self.seat != SILENT:
                    choice = CHOICES[len(self.votes) % 3]
                    self.votes.append((choice, False))
                    if await self._post(client, "cast-ballot", motion=motion, version=1, choice=choice):
                        self.votes[-1] = (choice, True)
                await self._write(f"({self.guest.name}:{len(self.written)})")
                await asyncio.sleep(0.1 + dice.random() * 0.1)

    async def _write(self, words: str) -> None:
        before = self.doc.get_state()
        append_paragraph(self.doc, words)
        self.written.append(words)
        if self.socket is not None:
            self._unsaved.append(words)
            await self.socket.send(create_update_message(self.doc.get_update(before)))

    async def _post(self, client: httpx.AsyncClient, command: str, **fields: object) -> bool:
        answer = await client.post(f"{self.guest.base}/do/{command}", data=fields, headers=self.guest.headers)
        is_so = answer.status_code == 204 or "That is already so" in answer.text  # an unheard answer came to pass
        assert is_so or answer.status_code == 429, answer.text
        return is_so

    def possible_votes(self) -> set[str | None]:
        """Give what may be stored: the last acknowledged vote, or one sent after it."""
        known = [index for index, (_, acknowledged) in enumerate(self.votes) if acknowledged]
        possible = {choice for choice, _ in self.votes[known[-1] if known else 0 :]}
        return {*possible} if known else {None, *possible}


async def _sent(socket: websockets.ClientConnection, frame: bytes) -> None:
    with suppress(websockets.WebSocketException):
        await socket.send(frame)


@asynccontextmanager
async def a_council_that_votes(server: Server) -> AsyncIterator[tuple[list[Client], str]]:
    """Seat ten people, put a motion before them and open its ballot."""
    async with httpx.AsyncClient(base_url=server.address) as client:
        facilitator = await host(client, bots="no", plan="sixty")
        guests = [await join(client, facilitator, f"P{seat}", seat) for seat in ONE_OF_EACH_TEAM_FIRST]
        for command in ("start-agenda", "next-step", "next-step"):
            await must(client, facilitator, command)
        by_seat = dict(zip(ONE_OF_EACH_TEAM_FIRST, guests, strict=True))
        policy = {"matter": "add_policy", "matter__title": "Owners", "matter__text": "Every model has an owner."}
        await must(client, by_seat[1], "table-motion", **policy)
        await must(client, by_seat[2], "second-motion", motion="M1")
        await must(client, by_seat[9], "open-vote", motion="M1")
    clients = [Client(guest, seat, server.address) for seat, guest in by_seat.items()]
    pages = [asyncio.create_task(each.stay_connected()) for each in clients]
    try:
        yield clients, facilitator.base.split("/")[2]
    finally:
        for page in pages:
            page.cancel()
        await asyncio.gather(*pages, return_exceptions=True)


async def everybody_back(clients: list[Client], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        await asyncio.gather(*(each.up_to_date.wait() for each in clients))


async def check_the_record(data: Path, clients: list[Client], code: str) -> None:
    """Read the data folder as the kill left it: everything acknowledged is in it, and nothing twice."""
    with reading(data) as kept:
        entry = await kept.gatherings.by_code(code)
        council = await kept.gatherings.table(entry.gathering_id, 1)
        pad = await kept.gatherings.pad_text(entry.gathering_id, 1)
        await kept.gatherings.pads.close()
    said = Counter(message.text for message in council.messages)
    ballots = council.motions["M1"].ballots
    for each in clients:
        assert [text for text in each.said if said[text] != 1] == []
        stored = ballots[each.seat].choice if each.seat in ballots else None
        assert stored in each.possible_votes()
        missing = [words for words in each.saved if not all(part in pad for part in _parts(words))]
        assert missing == []


def _parts(words: str) -> list[str]:
    return [f"({part}" for part in words.split("(") if part]


async def test_ten_kills_in_the_middle_of_a_ballot_lose_nothing_and_nobody(tmp_path: Path) -> None:
    server, dice = Server(tmp_path), Random(9)
    back_after: list[float] = []
    await server.start()
    try:
        async with a_council_that_votes(server) as (clients, code):
            await everybody_back(clients, PATIENCE)
            for number in range(ROUNDS):
                async with httpx.AsyncClient(base_url=server.address) as client:
                    acts = [asyncio.create_task(each.act(client, "M1", Random(number))) for each in clients]
                    await asyncio.sleep(0.5 + dice.random() * 0.5)
                    await server.end(signal.SIGKILL)
                    await asyncio.gather(*acts)
                for each in clients:
                    each.up_to_date.clear()
                await check_the_record(tmp_path, clients, code)
                await server.start()
                began = monotonic()
                await everybody_back(clients, PATIENCE)
                back_after.append(monotonic() - began)
            await _check_the_end(server, clients)
    finally:
        await server.end(signal.SIGKILL)
    assert all(each.said and each.saved for each in clients)
    assert sum(len(each.said) for each in clients) > 5 * ROUNDS
    assert max(back_after) < BACK_WITHIN, back_after


async def _check_the_end(server: Server, clients: list[Client]) -> None:
    """Whatever was written, acknowledged or not, is on everybody's pad once all are back."""
    wanted = {words for each in clients for words in each.written}
    missing = wanted
    for _ in range(50):
        pads = [pad_text(each.doc) for each in clients]
        missing = {words for words in wanted if any(words not in pad for pad in pads)}
        if not missing:
            break
        await asyncio.sleep(0.1)
    assert missing == set()
    assert [line for line in server.said if "Traceback" in line] == []
