"""A copy of Rainbow Road with a canary in everything secret, and an evening at which more of them are spoken."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from meshcouncil.application.streams import room_pad, table_pad
from meshcouncil.gathering import commands as in_hall
from meshcouncil.pack.shelf import shipped_folder
from tests.web.evening import Evening, Visit

TEAMS = ("data_platform", "finance_marketing", "people_ops", "rescue_operations", "data_leadership")


def planted_pack(folder: Path) -> Path:
    """Copy the shipped pack into a folder of packs, and plant a canary in each secret text."""
    pack = folder / "rainbow-road"
    shutil.copytree(shipped_folder() / "rainbow-road", pack)
    _plant(pack / "roles.yaml", "roles", _plant_role)
    _plant(pack / "teams.yaml", "teams", _plant_team)
    _plant(pack / "agenda.yaml", "steps", _plant_step)
    emergency = pack / "injects" / "01-emergency.md"
    emergency.write_text(emergency.read_text().replace("notes: |\n", "notes: |\n  canary-inject-notes\n\n", 1))
    return folder


def _plant(file: Path, key: str, plant: Any) -> None:
    content = yaml.safe_load(file.read_text())
    for entry in content[key]:
        plant(entry)
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))


def _plant_role(role: dict[str, Any]) -> None:
    role["mission"]["text"] += f" canary-mission-{role['number']:02}."
    role["for_teammate"] = f"{role.get('for_teammate', '')} canary-for-teammate-{role['number']:02}."
    role["secret"] = f"{role.get('secret', '')} canary-secret-{role['number']:02}."


def _plant_team(team: dict[str, Any]) -> None:
    team["mission"]["text"] += f" canary-team-{team['id']}."


def _plant_step(step: dict[str, Any]) -> None:
    step["notes"] = f"{step.get('notes', '')}\n\ncanary-step-notes\n"


async def deliberate(evening: Evening) -> None:
    """Play the first council session: talk of all kinds, a call for help, a pad, and a ballot that is running."""
    ana, ben, cleo = (evening.people[name] for name in ("Ana", "Ben", "Cleo"))
    await evening.fill_with_bots()
    await evening.start()
    await evening.go_to("cs1")
    for audience in ("council", "team", "facilitator"):
        await ana.must("say", audience=audience, text=f"canary-talk-{audience}")
    await evening.facilitator.must("answer-as-facilitator", table=1, seat=5, text="canary-answer")
    await ana.must("call-help", text="canary-help")
    await (await evening.app.gatherings.pads.open(table_pad(evening.id, 1))).append_paragraph("canary-pad")
    await cleo.must("table-motion", CONSENT)
    await ben.must("second-motion", motion="M1")
    await cleo.must("open-vote", motion="M1")
    await ana.must("cast-ballot", motion="M1", version=1, choice="no", reason="canary-ballot")


async def meet_in_the_sidebar(evening: Evening) -> None:
    """Talk and write in the room of all who play role 5."""
    await evening.go_to("sidebar")
    await evening.people["Ana"].must("say-in-room", text="canary-room-talk")
    await (await evening.app.gatherings.pads.open(room_pad(evening.id, 5))).append_paragraph("canary-room-pad")


async def claim(evening: Evening) -> None:
    """Claim a mission, and have it judged before the reveal."""
    await evening.go_to("reveal")
    definition = await evening.app.gatherings.definition(evening.id)
    goal = definition.roles_by_number[5].mission.id
    await evening.people["Ana"].must("claim-goal", goal=goal, clause="canary-clause")
    await evening.facilitator.must("judge-goal", table=1, goal=goal, met="yes", reason="canary-reason")


async def reveal(evening: Evening) -> None:
    """Turn the cards."""
    await evening.facilitator.must("reveal")


CONSENT: Mapping[str, object] = {
    "matter": "adopt_procedure",
    "rules.kind": "simple_majority",
    "rules.ballots": "secret",
    "reason": "so that we decide",
}

SEATED = frozenset({"Ana", "Ben", "Cleo", "Dov"})
FIRST_TABLE = frozenset({"Ana", "Ben", "Cleo"})
HOLDERS = {5: {"Ana", "Dov", "Fay"}, 6: {"Ben"}, 9: {"Cleo"}, 3: {"bot 3"}}
"""Who sits on a seat of this number, at whatever table."""
OF_TEAM = {
    "people_ops": {"Ana", "Ben", "Dov", "Fay"},
    "data_leadership": {"Cleo"},
    "finance_marketing": {"bot 3"},
}

HOSTS = frozenset({"facilitator", "other facilitator"})
SHOWN_AT_THE_REVEAL = SEATED | {"facilitator"}


def seers() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Say of every canary who sees it before the reveal, and who after it; nobody else ever does."""
    own: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for seat in range(1, 11):
        holders = frozenset(HOLDERS.get(seat, set()))
        own[f"canary-mission-{seat:02}"] = (holders | HOSTS, holders | HOSTS | SHOWN_AT_THE_REVEAL)
        own[f"canary-for-teammate-{seat:02}"] = (holders, holders)
        own[f"canary-secret-{seat:02}"] = (holders, holders)
    for team in TEAMS:
        members = frozenset(OF_TEAM.get(team, set()))
        own[f"canary-team-{team}"] = (members | HOSTS, members | HOSTS | SHOWN_AT_THE_REVEAL)
    always = {
        "canary-step-notes": HOSTS,
        "canary-inject-notes": frozenset[str](),
        "canary-talk-council": FIRST_TABLE | {"bot 3"},
        "canary-talk-team": {"Ana", "Ben"},
        "canary-talk-facilitator": {"Ana", "facilitator"},
        "canary-answer": {"Ana", "facilitator"},
        "canary-help": {"facilitator"},
        "canary-pad": FIRST_TABLE,
        "canary-room-talk": {"Ana", "Dov"},
        "canary-room-pad": {"Ana", "Dov"},
        "canary-ballot": frozenset[str](),
    }
    fixed = {canary: (frozenset(who), frozenset(who)) for canary, who in always.items()}
    claimed = {
        "canary-clause": (frozenset({"Ana", "facilitator"}), SHOWN_AT_THE_REVEAL | {"bot 3"}),
        "canary-reason": (frozenset({"facilitator"}), SHOWN_AT_THE_REVEAL | {"bot 3"}),
    }
    return {**own, **fixed, **claimed}


async def the_evenings(evening: Evening, other: Evening) -> None:
    """Seat everybody: two at one team, one in the chair, one at the second table, one without a seat, one elsewhere."""
    await evening.enter("Ana", 1, 5)
    await evening.enter("Cleo", 1, 9)
    await evening.enter("Dov", 2, 5)
    for seat in (1, 3, 7):
        await evening.app.gatherings.in_hall(evening.id, in_hall.SeatBot(1, seat, f"Bot {seat}"))
    await evening.enter("Ben", 1, 6)
    eve = await evening.enter("Eve")
    await eve.do("leave-seat")
    await other.enter("Fay", 1, 5)
    await other.fill_with_bots()
    await other.start()
    await other.go_to("cs1")


def visits_of(evening: Evening, other: Evening) -> dict[str, Visit]:
    """Give everybody who looks."""
    return {
        **evening.people,
        "facilitator": evening.facilitator,
        "projector": evening.projector,
        "Fay": other.people["Fay"],
        "other facilitator": other.facilitator,
        "stranger": evening.stranger,
    }
