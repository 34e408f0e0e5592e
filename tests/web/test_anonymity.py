"""Pages and their hashes tell nothing of secret ballots and hums: two seats exchange their votes, all looks alike."""

from __future__ import annotations

import re
from itertools import count

import pytest
from markupsafe import Markup

from meshcouncil.application.folded import Fold
from meshcouncil.application.ports import GatheringEntry
from meshcouncil.council.definition import ProcedureKind
from meshcouncil.council.state import Council
from meshcouncil.documents.anti_patterns import anti_patterns
from meshcouncil.gathering.state import Place
from meshcouncil.gathering.viewers import Facilitator, Participant, Projector, Viewer
from meshcouncil.web.cards import forget_cards
from meshcouncil.web.drawing import Drawings
from meshcouncil.web.fragments import PAGES
from meshcouncil.web.scene import Doorway, Instant, JoinCard, Scene
from meshcouncil.web.templating import environment
from tests.architecture.tree import texts
from tests.council.builders import rainbow_road
from tests.laws.exchanges import exchanges, secretly_played
from tests.web.samples import NOW, Hall, running

NUMBERS = count(1)
ENTRY = GatheringEntry("ABCDEF", "g1", "Rainbow Road", rainbow_road().digest, NOW)
DOOR = Doorway(JoinCard("ABCDEF", "https://example.org/ABCDEF", Markup("")))
MOMENTS = 10
"""How many moments around a count are drawn."""


@pytest.mark.parametrize("kind", ["rough_consensus", "approval", "simple_majority"])
def test_no_page_and_no_hash_tells_who_voted_what_in_secret(kind: ProcedureKind) -> None:
    exchange = next(each for number in count() for each in exchanges(secretly_played(rainbow_road(), kind, number, 80)))
    hall = running(1).to("cs2")
    moments = list(exchange.moments())
    counted = next(place for place, moment in enumerate(moments) if moment.closed)
    for moment in (*moments[max(0, counted - MOMENTS // 2) : counted + MOMENTS // 2], moments[-1]):
        hidden = set() if moment.closed else set(exchange.seats)
        seats = [seat for seat in (*exchange.seats, 5, 9) if seat not in hidden]
        one, two = drawn(moment.one, hall, seats), drawn(moment.two, hall, seats)
        assert one == two
    assert moments[-1].one != moments[-1].two


def drawn(council: Council, hall: Hall, seats: list[int]) -> dict[tuple[str, str], tuple[str, str]]:
    """Every fragment of the table's pages as each of them sees it, with its hash, drawn with nothing kept."""
    forget_cards()
    drawings = Drawings(environment())
    instant = Instant(
        definition=council.definition,
        hall=Fold(hall.state),
        table=1,
        tables={1: Fold(council)},
        present=frozenset(),
        typing=frozenset(),
        pads={},
        story=(),
        moves=0,
        again=lambda: None,
        number=next(NUMBERS),
        habits={1: anti_patterns(council)},
    )
    seen: list[tuple[str, Viewer, Place, str]] = [
        *((f"seat {seat}", Participant(f"p1-{seat}"), Place(1, seat), "table") for seat in seats),
        ("facilitator", Facilitator(), Place(1, 0), "onlooker"),
        ("facilitator", Facilitator(), Place(1, 0), "console"),
        ("projector", Projector(), Place(1, 0), "screen"),
    ]
    found = {}
    for who, viewer, place, page in seen:
        scene = Scene(instant, ENTRY, viewer, place, NOW, lambda: DOOR)
        for name in PAGES[page]:
            drawing = drawings.draw(scene, name)
            found[who, name] = (drawing.v, str(drawing.html))
    return found


WRITES_EVENTS = re.compile(
    r"import .*\b(archive|archive_file|event_codec|EventCodec|EventStore)\b|\.(archive|event_codec)"
)


def test_no_page_can_hand_out_events() -> None:
    """The record with every ballot in it is the host's file (`meshcouncil gatherings export`): no route knows how."""
    pages = {name: text for name, text in texts().items() if name.startswith("src/meshcouncil/web/")}
    lines = [(name, line) for name, text in pages.items() if name.endswith(".py") for line in text.splitlines()]
    assert lines
    assert [(name, line) for name, line in lines if "import" in line and WRITES_EVENTS.search(line)] == []
