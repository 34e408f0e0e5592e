"""The offers of this moment, searched lazily: most turns need only one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from meshcouncil.council.commands import Command
from meshcouncil.council.offers import Offer


class Offered:
    """Finds an offer and remembers those it passed on the way."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._coming = iter(offers)
        self._seen: list[Offer] = []

    def __iter__(self) -> Iterator[Offer]:
        yield from self._seen
        for offer in self._coming:
            self._seen.append(offer)
            yield offer

    def has(self, command: Command) -> bool:
        """Tell whether exactly this command is offered."""
        return any(offer.command == command for offer in self)

    def has_any(self, fits: Callable[[Command], bool]) -> bool:
        """Tell whether a command is offered that fits."""
        return any(fits(offer.command) for offer in self)
