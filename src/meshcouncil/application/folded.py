"""Streams kept folded in memory: one object for each stream, whoever reads it, and no more of them than fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from meshcouncil.application.event_codec import EventCodec
from meshcouncil.application.ports import EventStore

KEPT = 1_024

S = TypeVar("S")
E = TypeVar("E")


@dataclass(slots=True, eq=False)
class Fold(Generic[S]):
    """How a stream stood after one of its events: its state, how many events it had, when each kind came last."""

    state: S
    version: int = 0
    marks: Mapping[type, int] = field(default_factory=dict)
    _latest: dict[frozenset[type], int] = field(default_factory=dict)
    _latest_of: dict[tuple[frozenset[type], ...], tuple[int, ...]] = field(default_factory=dict)

    def latest(self, kinds: frozenset[type]) -> int:
        """Give the version at which one of these kinds of event came last; 0 when none did."""
        latest = self._latest.get(kinds)
        if latest is None:  # every tab asks the same dozen questions after every event
            latest = self._latest[kinds] = max((self.marks.get(kind, 0) for kind in kinds), default=0)
        return latest

    def latest_of(self, questions: tuple[frozenset[type], ...]) -> tuple[int, ...]:
        """Give the answers to several such questions: the same object as long as nothing happens."""
        answers = self._latest_of.get(questions)
        if answers is None:
            answers = self._latest_of[questions] = tuple(map(self.latest, questions))
        return answers


@dataclass(slots=True, weakref_slot=True, eq=False)
class Stream(Generic[S]):
    """A folded stream as it grows. `is_forgotten`: it fell behind the log; whoever holds it has to ask for it again."""

    fold: Fold[S]
    is_forgotten: bool = False

    @property
    def state(self) -> S:
        """Give the state now."""
        return self.fold.state

    @property
    def version(self) -> int:
        """Give the number of events so far."""
        return self.fold.version

    def add(self, state: S, events: Sequence[object]) -> None:
        """Go on to the state after these events; who holds the fold before keeps it."""
        version = self.fold.version
        marks = {type(event): number for number, event in enumerate(events, start=version + 1)}
        self.fold = Fold(state, version + len(events), {**self.fold.marks, **marks})


class FoldedStreams(Generic[S, E]):
    """Folds streams of one kind of event when they are asked for, and keeps those asked for last.

    Whoever writes a stream holds its object meanwhile, so that nobody folds a second one beside it.
    """

    def __init__(self, store: EventStore, codec: EventCodec[E], evolve: Callable[[S, E], S], most: int = KEPT) -> None:
        self._store = store
        self._codec = codec
        self._evolve = evolve
        self._most = most
        self._held: WeakValueDictionary[str, Stream[S]] = WeakValueDictionary()
        self._latest: OrderedDict[str, Stream[S]] = OrderedDict()

    async def get(self, name: str, empty: S) -> Stream[S]:
        """Give a stream, folded onto `empty` if it is not at hand. Raises StoreUnavailable, EventUnreadable."""
        stream = self._held.get(name)
        if stream is None:
            folded = await self._folded(name, empty)
            stream = self._held.setdefault(name, folded)  # another reader may have been faster
        self._latest[name] = stream
        self._latest.move_to_end(name)
        if len(self._latest) > self._most:
            self._latest.popitem(last=False)
        return stream

    def forget(self, name: str) -> None:
        """Fold a stream anew the next time it is asked for."""
        self._latest.pop(name, None)
        stream = self._held.pop(name, None)
        if stream is not None:
            stream.is_forgotten = True

    async def _folded(self, name: str, empty: S) -> Stream[S]:
        events = [self._codec.decode(each.kind, each.data) for each in await self._store.load(name)]
        stream = Stream(Fold(empty))
        stream.add(reduce(self._evolve, events, empty), events)
        return stream
