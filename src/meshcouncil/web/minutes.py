"""The minutes of a table: as a page to read and to print, and as files to keep."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from litestar import Response

from meshcouncil.council.state import Council
from meshcouncil.documents.matters import MOTION_STATUSES, matter_title, titles_of
from meshcouncil.documents.minutes import Minutes, minutes_data, minutes_markdown, minutes_of
from meshcouncil.web import pages
from meshcouncil.web.asking import Answer
from meshcouncil.web.house import House
from meshcouncil.web.pages import NO_STORE
from meshcouncil.web.scene import Scene

Form = Literal["", ".md", ".json"]
MOTIONS_ON_A_PAGE = 40
ALL = "all"
_KINDS: Mapping[Form, str] = {".md": "text/markdown", ".json": "application/json"}


@dataclass(frozen=True, slots=True)
class PageLink:
    """A part of long minutes: the motions on it."""

    number: int
    label: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class MotionLink:
    """Where a motion stands in the minutes; `is_new`: it was moved since the reader last looked."""

    id: str
    title: str
    status: str
    page: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """What the page of the minutes shows: one part of them, and the way to the others."""

    name: str
    table: int
    minutes: Minutes
    links: tuple[PageLink, ...]
    contents: tuple[MotionLink, ...]
    seen: int | None

    @property
    def now(self) -> int:
        """Give the number of motions, which the link to look again carries along."""
        return len(self.contents)

    @property
    def new(self) -> int:
        """Count the motions that are new to the reader."""
        return sum(link.is_new for link in self.contents)


def answer(house: House, scene: Scene, name: str, asked: Mapping[str, str], *, is_facilitator: bool = False) -> Answer:
    """Answer with the minutes of the scene's table, as a page or (by the name's ending) as a file."""
    council, table = scene.instant.council, scene.instant.table or 1
    form = ending_of(name)
    if form:
        return _file(minutes_of(council, table), name.removesuffix(form), form)
    shown = minutes_page(council, table, name, asked)
    context = {"title": scene.hall.title, "page": shown, "is_facilitator": is_facilitator}
    return pages.page(house, "minutes", context)


def ending_of(name: str) -> Form:
    """Give the file's ending in an address such as ``minutes-2.md``; empty: the page."""
    endings: tuple[Form, ...] = (".md", ".json")
    return next((ending for ending in endings if name.endswith(ending)), "")


def table_of(name: str) -> int | None:
    """Read the table in the facilitator's address of minutes, such as ``minutes-2`` or ``minutes-2.md``."""
    number = name.removesuffix(ending_of(name)).removeprefix("minutes-")
    return int(number) if name.startswith("minutes-") and number.isdecimal() and len(number) <= 3 else None


def minutes_page(council: Council, table: int, name: str, asked: Mapping[str, str]) -> MinutesPage:
    """Choose the part of the minutes that is asked for: a page, all on one, or (by itself) the latest."""
    count = len(council.motions)
    last = max(1, -(-count // MOTIONS_ON_A_PAGE))
    wanted = _whole(asked.get("page", ""))
    number = 0 if asked.get("page") == ALL else min(max(wanted if wanted is not None else last, 1), last)
    part = slice(None) if number == 0 else slice((number - 1) * MOTIONS_ON_A_PAGE, number * MOTIONS_ON_A_PAGE)
    seen = _whole(asked.get("seen", ""))
    return MinutesPage(
        name=name,
        table=table,
        minutes=minutes_of(council, table, part),
        links=_links(council, number, last),
        contents=_contents(council, seen, number),
        seen=seen,
    )


def _links(council: Council, number: int, last: int) -> tuple[PageLink, ...]:
    ids = tuple(council.motions)
    if last == 1:
        return ()
    parts = [ids[start : start + MOTIONS_ON_A_PAGE] for start in range(0, len(ids), MOTIONS_ON_A_PAGE)]
    return tuple(PageLink(each, f"{part[0]} to {part[-1]}", each == number) for each, part in enumerate(parts, start=1))


def _contents(council: Council, seen: int | None, number: int) -> tuple[MotionLink, ...]:
    titles = titles_of(council)
    return tuple(
        MotionLink(
            id=motion.id,
            title=matter_title(motion.matter, council.definition, titles),
            status=MOTION_STATUSES[motion.status],
            page=0 if number == 0 else place // MOTIONS_ON_A_PAGE + 1,
            is_new=seen is not None and place >= seen,
        )
        for place, motion in enumerate(council.motions.values())
    )


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 6 else None


def _file(minutes: Minutes, name: str, form: Form) -> Answer:
    text = (
        minutes_markdown(minutes)
        if form == ".md"
        else f"{json.dumps(minutes_data(minutes), ensure_ascii=False, indent=2)}\n"
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}{form}"', **NO_STORE}
    return Response(text, media_type=_KINDS[form], headers=headers)
