"""Cards of motions and articles of charters as they are drawn: kept until something changes that stands on them.

A table may have hundreds of amendments before it; most of what happens there changes one card or none.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup

from meshcouncil.council.matters import AddPolicy, AmendMotion, ChangePolicy
from meshcouncil.council.views import MotionView, TableView
from meshcouncil.council.views.policies import PolicyView
from meshcouncil.council.views.same import Same

CARDS_KEPT = 8_192

_CARDS: OrderedDict[Hashable, Markup] = OrderedDict()


def kept_card(view: TableView, motion: MotionView, base: str, caller: Callable[[], Markup]) -> Markup:
    """Give the card of a motion with its amendments as it was drawn, or have it drawn by the caller's block.

    Cards that name policies or projects of the table are drawn each time: those may have other names by now.
    """
    family = (motion, *amendments_under(view, motion))
    if not all(_speaks_for_itself(each) for each in family):
        return caller()
    return _kept((tuple(map(Same, family)), _around(Same(view)), base), caller)


def kept_article(
    policy: PolicyView, number: int, teams: tuple[tuple[str, str], ...], may_move: bool, caller: Callable[[], Markup]
) -> Markup:
    """Give the article of a charter, with the forms to change it, as it was drawn, or have it drawn."""
    return _kept((Same(policy), number, teams, may_move), caller)


def amendments_under(view: TableView, motion: MotionView) -> Iterator[MotionView]:
    """Give the live amendments of a motion in the order of the vote, each with those that amend it behind it."""
    shown = motions_of(view)
    for amendment in motion.amendments:
        yield shown[amendment]
        yield from amendments_under(view, shown[amendment])


def _kept(key: Hashable, caller: Callable[[], Markup]) -> Markup:
    drawn = _CARDS.get(key)
    if drawn is None:
        drawn = _CARDS[key] = caller()
        if len(_CARDS) > CARDS_KEPT:
            _CARDS.popitem(last=False)
    return drawn


def forget_cards() -> None:
    """Draw every card anew."""
    _CARDS.clear()


def motions_of(view: TableView) -> Mapping[str, MotionView]:
    """Give the motions of a view by their ids."""
    return _by_id(Same(view))


@lru_cache(maxsize=64)
def _by_id(view: Same[TableView]) -> Mapping[str, MotionView]:
    return {motion.id: motion for motion in view.value.motions}


@lru_cache(maxsize=64)
def _around(same: Same[TableView]) -> Hashable:
    """What any card may say about the table: who looks, what stands still, who sits where."""
    view = same.value
    return (
        view.viewer,
        view.sitting,
        view.closed,
        view.frozen,
        view.passed,
        view.clocks_stand,
        tuple((seat.number, seat.title, seat.shape, seat.occupant) for seat in view.seats),
    )


def _speaks_for_itself(motion: MotionView) -> bool:
    matter = motion.matter.to if isinstance(motion.matter, AmendMotion) else motion.matter
    return isinstance(matter, AddPolicy | ChangePolicy)
