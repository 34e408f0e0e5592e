"""The people at the table: their seats, what each was given to read, what they declared and said."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.council.state import Council, Message, Occupant
from meshcouncil.council.views.viewers import Facilitator, Observer, Seated, Viewer


@dataclass(frozen=True, slots=True)
class SeatView:
    """One place at the table."""

    number: int
    title: str
    team: str
    team_name: str
    shape: str
    team_number: int
    occupant: Occupant | None
    introduction: str
    hand_up: bool
    is_me: bool
    is_teammate: bool
    chairs: bool


@dataclass(frozen=True, slots=True)
class BriefView:
    """What I was given to read: the public part, the teammate-only part, and the part for my eyes."""

    seat: int
    title: str
    team: str
    team_name: str
    shape: str
    team_number: int
    owns: str
    about: str
    strengths: tuple[str, ...]
    weaknesses: tuple[str, ...]
    priorities: tuple[str, ...]
    team_about: str
    team_strengths: tuple[str, ...]
    team_weaknesses: tuple[str, ...]
    team_priorities: tuple[str, ...]
    team_mission: str
    for_teammate: str
    mission: str
    secret: str
    chairs: bool


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact a role declared about its own area."""

    seat: int
    title: str
    team_number: int
    text: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """Something said that this viewer may hear."""

    seat: int | None
    title: str
    name: str
    team_number: int
    audience: str
    text: str
    is_mine: bool
    to: int | None = None


def seat_view(council: Council, number: int, viewer: Viewer) -> SeatView:
    """Show one seat, who holds it and how it stands to this viewer."""
    definition = council.definition
    role, team = definition.roles_by_number[number], definition.team_of(number)
    me = viewer.seat if isinstance(viewer, Seated) else None
    return SeatView(
        number=number,
        title=role.title,
        team=team.id,
        team_name=team.name,
        shape=team.shape,
        team_number=_team_number(council, number),
        occupant=council.seats.get(number),
        introduction=council.introductions.get(number, ""),
        hand_up=number in council.hands,
        is_me=number == me,
        is_teammate=me is not None and number in definition.teammates(me),
        chairs=definition.is_chair(number) or (number in council.seats and council.may_chair(number)),
    )


def brief_of(council: Council, seat: int) -> BriefView:
    """Build the brief of one seat, for that seat's eyes alone."""
    definition = council.definition
    role, team = definition.roles_by_number[seat], definition.team_of(seat)
    return BriefView(
        seat=seat,
        title=role.title,
        team=team.id,
        team_name=team.name,
        shape=team.shape,
        team_number=_team_number(council, seat),
        owns=team.owns,
        about=role.about,
        strengths=role.strengths,
        weaknesses=role.weaknesses,
        priorities=role.priority_texts,
        team_about=team.about,
        team_strengths=team.strengths,
        team_weaknesses=team.weaknesses,
        team_priorities=team.priority_texts,
        team_mission=team.mission.text,
        for_teammate=role.for_teammate,
        mission=role.mission.text,
        secret=role.secret,
        chairs=definition.is_chair(seat),
    )


def _team_number(council: Council, seat: int) -> int:
    return council.definition.team_numbers[seat]


def facts_view(council: Council) -> tuple[FactView, ...]:
    """Show the facts that roles declared."""
    roles = council.definition.roles_by_number
    return tuple(
        FactView(fact.seat, roles[fact.seat].title, _team_number(council, fact.seat), fact.text)
        for fact in council.facts
    )


def messages_view(council: Council, viewer: Viewer) -> tuple[MessageView, ...]:
    """Show what was said that this viewer may hear."""
    return tuple(_message(council, each, viewer) for each in council.messages if _may_hear(council, each, viewer))


def _may_hear(council: Council, message: Message, viewer: Viewer) -> bool:
    if message.audience == "council":
        return True
    if isinstance(viewer, Observer):
        return False
    if message.audience == "facilitator":
        return isinstance(viewer, Facilitator) or viewer.seat == message.to
    if isinstance(viewer, Facilitator) or message.seat is None:
        return False
    return viewer.seat == message.seat or viewer.seat in council.definition.teammates(message.seat)


def _message(council: Council, message: Message, viewer: Viewer) -> MessageView:
    if message.seat is None:
        is_mine = isinstance(viewer, Facilitator)
        return MessageView(None, "", "", 0, message.audience, message.text, is_mine, message.to)
    return MessageView(
        seat=message.seat,
        title=council.definition.roles_by_number[message.seat].title,
        name=message.name,
        team_number=_team_number(council, message.seat),
        audience=message.audience,
        text=message.text,
        is_mine=viewer == Seated(message.seat),
        to=message.to,
    )
