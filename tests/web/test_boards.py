"""What happens in passing moves nobody: everybody may stay where they are."""

from __future__ import annotations

from random import Random

from meshcouncil.web.boards import IN_PASSING, MOVES
from meshcouncil.web.drawing import Drawings
from meshcouncil.web.house import House
from meshcouncil.web.places import home_page
from meshcouncil.web.templating import environment
from tests.web.test_live_law import Onlookers, Play, evening_of


async def test_nobody_belongs_elsewhere_after_what_happens_in_passing() -> None:
    evening = await evening_of(5, facilitated=True)
    templates = environment()
    house = House(evening.app.gatherings, evening.app.presence, templates, Drawings(templates))
    onlookers, play = Onlookers(evening, house, templates), Play(evening, Random(5))
    await evening.fill_with_bots()
    await evening.start()
    belonging: dict[int, set[tuple[str, str, object, str]]] = {}
    for _ in range(60):
        await play.move()
        scenes = await onlookers.scenes()
        now: set[tuple[str, str, object, str]] = {
            (who, page, scene.place, home_page(scene)) for who, page, scene in scenes
        }
        assert belonging.setdefault(scenes[0][2].instant.moves, now) == now
    assert len(belonging) > 1
    await evening.end()


def test_an_event_moves_people_unless_it_is_known_to_happen_in_passing() -> None:
    assert not MOVES & IN_PASSING
    assert {kind.__name__ for kind in MOVES} == {
        "GatheringOpened",
        "HallEntered",
        "PersonRenamed",
        "HallLeft",
        "SeatTaken",
        "SeatLeft",
        "BotSeated",
        "BotRemoved",
        "AgendaStarted",
        "StepOpened",
        "StepSkipped",
        "StepRestored",
        "StepMinutesChanged",
        "TablePresented",
        "MissionsRevealed",
        "GatheringClosed",
    }
