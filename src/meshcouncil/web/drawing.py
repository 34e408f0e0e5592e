"""Drawing fragments: html, the hash that names it, and the frame that a socket sends. Shared ones are drawn once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from jinja2 import Environment
from markupsafe import Markup

from meshcouncil.web.fragments import FRAGMENTS, PAGES, Fragment, eyes_of
from meshcouncil.web.scene import Frame, Instant, Scene
from meshcouncil.web.wire import text_frame

DRAWINGS_KEPT = 4_096
HERE = "."
"""The base of every form's address: relative, so that one drawing serves every seat."""

Mark = Hashable
IN_HALL = {page: tuple(FRAGMENTS[name].hall for name in names) for page, names in PAGES.items()}
"""By page: what each of its fragments knows of the hall."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn fragment: its html, and a hash of it that says nothing about how often it changed."""

    name: str
    html: Markup
    v: str

    @property
    def frame(self) -> str:
        """Give the text frame that brings a browser up to date."""
        return f"{self.name}\n{self.v}\n{self.html}"


@dataclass(slots=True)
class _Kept:
    mark: Mark
    drawing: Drawing
    frame: Frame


class Drawings:
    """Draws fragments, and keeps the shared ones until an event makes them stale."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates
        self._shared: OrderedDict[Hashable, _Kept] = OrderedDict()

    def draw(self, scene: Scene, name: str) -> Drawing:
        """Draw one fragment for the scene's viewer."""
        return self._kept(scene, FRAGMENTS[name]).drawing

    def frame(self, scene: Scene, name: str) -> Frame:
        """Give what brings a fragment of the scene's viewer up to date."""
        return self._kept(scene, FRAGMENTS[name]).frame

    def page(self, scene: Scene, names: tuple[str, ...]) -> Mapping[str, Drawing]:
        """Draw all fragments of a page."""
        return {name: self.draw(scene, name) for name in names}

    def stale(self, page: str, before: Instant | None, now: Instant) -> tuple[str, ...]:
        """Name the fragments of a page that are stale for who saw it before; all others saw it just then, too."""
        if before is None:
            return PAGES[page]
        known = now.stale.get(page)
        if known is None or known[0] != before.number:
            known = now.stale[page] = (before.number, _stale(page, before, now))
        return known[1]

    def at_hand(self, instant: Instant, name: str, eyes: str) -> Frame | None:
        """Give a frame that a kind of viewer shares, if it is drawn already."""
        frame = instant.frames.get((name, eyes))
        if frame is None and FRAGMENTS[name].variant is eyes_of:
            kept = self._shared.get(_key(instant, FRAGMENTS[name], eyes))
            if kept is not None and kept.mark == _mark(instant, FRAGMENTS[name]):
                frame = instant.frames[name, eyes] = kept.frame
        return frame

    def _kept(self, scene: Scene, fragment: Fragment) -> _Kept:
        if fragment.variant is None:
            return _kept((), self._drawn(scene, fragment))
        key = _key(scene.instant, fragment, fragment.variant(scene))
        mark = mark_of(scene, fragment)
        kept = self._shared.get(key)
        if kept is None or kept.mark != mark:
            kept = self._shared[key] = _kept(mark, self._drawn(scene, fragment))
            if len(self._shared) > DRAWINGS_KEPT:
                self._shared.popitem(last=False)
        return kept

    def _drawn(self, scene: Scene, fragment: Fragment) -> Drawing:
        template = self._templates.get_template(f"fragments/{fragment.name}.html")
        html = template.render(**fragment.context(scene), base=HERE)
        return Drawing(fragment.name, Markup(html), blake2b(html.encode(), digest_size=6).hexdigest())  # noqa: S704


def _stale(page: str, before: Instant, now: Instant) -> tuple[str, ...]:
    names = PAGES[page]
    if now.tables == before.tables and _around(now) == _around(
        before
    ):  # most often something happened in the hall only
        marks = zip(names, before.hall.latest_of(IN_HALL[page]), now.hall.latest_of(IN_HALL[page]), strict=True)
        return tuple(name for name, old, new in marks if old != new)
    return tuple(name for name in names if _mark(before, FRAGMENTS[name]) != _mark(now, FRAGMENTS[name]))


def _around(instant: Instant) -> Hashable:
    return instant.present, instant.typing, tuple(instant.pads.items())


def _key(instant: Instant, fragment: Fragment, variant: Hashable) -> Hashable:
    return instant.hall.state.id, instant.table if fragment.table else None, fragment.name, variant


def _kept(mark: Mark, drawing: Drawing) -> _Kept:
    return _Kept(mark, drawing, Frame(drawing.v, text_frame(drawing.frame)))


def mark_of(scene: Scene, fragment: Fragment) -> Mark:
    """Say up to which events a drawing is good: it is stale when this changes. Never leaves the server."""
    return _mark(scene.instant, fragment)


def _mark(instant: Instant, fragment: Fragment) -> Mark:
    hall = instant.hall.latest(fragment.hall) if fragment.hall else 0
    here = (instant.present, instant.typing) if fragment.presence else ()
    letters = tuple(instant.pads.items()) if fragment.pads else ()
    if fragment.every_table:
        return (hall, here, letters, *(table.latest(fragment.table) for table in instant.tables.values()))
    table = instant.tables.get(instant.table) if instant.table and fragment.table else None
    return (hall, here, letters, table.latest(fragment.table) if table else 0)
