"""What bots are called: names of plants, so that nobody takes a bot for a person."""

from __future__ import annotations

from itertools import count, islice
from typing import Final

from meshcouncil.gathering.state import Bot, Gathering

PLANTS: Final = (
    "Juniper", "Clover", "Bramble", "Sorrel", "Hazel", "Rowan", "Fennel", "Thistle", "Marigold", "Alder",
    "Poppy", "Sage", "Willow", "Yarrow", "Clementine", "Aster", "Birch", "Cedar", "Dahlia", "Elder",
    "Fern", "Ginkgo", "Heather", "Iris", "Jasmine", "Kale", "Larkspur", "Maple", "Nettle", "Oleander",
    "Primrose", "Quince", "Rosemary", "Saffron", "Tansy", "Umbel", "Verbena", "Wisteria", "Xylem", "Zinnia",
)  # fmt: skip


def bot_names(hall: Gathering, number: int) -> tuple[str, ...]:
    """Give this many names that no bot of the gathering bears."""
    taken = {held.name for held in hall.seats.values() if isinstance(held, Bot)}
    rounds = (plant if again == 1 else f"{plant} {again}" for again in count(1) for plant in PLANTS)
    return tuple(islice((name for name in rounds if name not in taken), number))
