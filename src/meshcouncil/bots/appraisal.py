"""What a charter is worth to a seat, in points.

The scale: winning by oneself 300; a mission 150 when it is met and up to 60 on the way there; team priorities 90 and
45; role priorities 25 and 20. Goodwill towards what others openly want, and a taste for sound engineering (options that
the pack's policy cards put into words), weigh little: they only decide what leaves a seat cold otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from meshcouncil.bots.mandate import Aim, AimKind, Mandate, PublicAim
from meshcouncil.council.predicates import AllOf, AnyOf, Chosen, Compared, Facts, Not, Outcome, Predicate, amount, holds

WIN = 300.0
MET: Mapping[AimKind, float] = {
    "role_mission": 150.0,
    "team_mission": 150.0,
    "team_priorities": 90.0,
    "role_priorities": 25.0,
}
ON_THE_WAY: Mapping[AimKind, float] = {
    "role_mission": 60.0,
    "team_mission": 60.0,
    "team_priorities": 45.0,
    "role_priorities": 20.0,
}
GOODWILL_MET = 3.0
GOODWILL_ON_THE_WAY = 4.0
TASTE = 5.0
INCOHERENCE = 18.0
DEPARTURE = 9.0
WRITTEN_DOWN = 6.0


@dataclass(frozen=True, slots=True)
class Change:
    """One decision point settled anew: what a motion would do to the charter."""

    decision: str
    option: str


def share(predicate: Predicate, facts: Facts, *, wanted: bool = True) -> float:
    """Tell how nearly a predicate holds (or fails, when not wanted), from 0 to 1, as a measure of progress."""
    match predicate:
        case Chosen() | Outcome():
            return float(holds(predicate, facts) == wanted)
        case Not(operand):
            return share(operand, facts, wanted=not wanted)
        case AllOf(operands) | AnyOf(operands):
            parts = [share(each, facts, wanted=wanted) for each in operands]
            return sum(parts) / len(parts) if isinstance(predicate, AllOf) == wanted else max(parts)
        case Compared(left, _, right):
            if holds(predicate, facts) == wanted:
                return 1.0
            return 1 / (2 + abs(amount(left, facts) - amount(right, facts)))
        case _:
            assert_never(predicate)


def own_worth(mandate: Mandate, settled: Mapping[str, str]) -> float:
    """Give what a charter is worth to the seat's own goals."""
    facts = mandate.facts(settled)
    return WIN * mandate.wins(settled) + _aims_worth(mandate.aims, facts)


def gain(mandate: Mandate, settled: Mapping[str, str], change: Change) -> float:
    """Give what the change adds to the charter's worth, in points; below zero it costs the seat something."""
    before = mandate.facts(settled)
    changed = {**settled, change.decision: change.option}
    after = mandate.facts(changed)
    own = _own_gain(mandate, settled, changed, change.decision)
    openly = mandate.public_aims_by_decision[change.decision]
    goodwill = _goodwill(mandate, openly, after) - _goodwill(mandate, openly, before)
    return own + goodwill + _merit(mandate, settled, change, before, after)


def own_gain(mandate: Mandate, settled: Mapping[str, str], change: Change) -> float:
    """Give what the change adds for the seat's own goals alone."""
    return _own_gain(mandate, settled, {**settled, change.decision: change.option}, change.decision)


def broken_by(mandate: Mandate, settled: Mapping[str, str], change: Change) -> tuple[str, ...]:
    """Give, in the pack's words, why the change would not go with what holds; nothing when it goes well."""
    before = mandate.facts(settled)
    after = mandate.facts({**settled, change.decision: change.option})
    return tuple(
        coupling.why
        for coupling in mandate.couplings_by_decision.get(change.decision, ())
        if holds(coupling.predicate, before) and not holds(coupling.predicate, after)
    )


def served_by(mandate: Mandate, settled: Mapping[str, str], change: Change) -> tuple[PublicAim, ...]:
    """Give the open wishes that the change brings nearer."""
    before = mandate.facts(settled)
    after = mandate.facts({**settled, change.decision: change.option})
    return tuple(
        aim
        for aim in mandate.public_aims_by_decision[change.decision]
        if share(aim.predicate, after) > share(aim.predicate, before)
    )


def hurt_by(mandate: Mandate, settled: Mapping[str, str], change: Change) -> tuple[PublicAim, ...]:
    """Give the open wishes that the change pushes further away."""
    before = mandate.facts(settled)
    after = mandate.facts({**settled, change.decision: change.option})
    return tuple(
        aim
        for aim in mandate.public_aims_by_decision[change.decision]
        if share(aim.predicate, after) < share(aim.predicate, before)
    )


def _own_gain(mandate: Mandate, settled: Mapping[str, str], changed: Mapping[str, str], decision: str) -> float:
    touched = tuple(aim for aim in mandate.aims if decision in aim.decisions)
    if not touched:
        return 0.0
    worth = _aims_worth(touched, mandate.facts(changed)) - _aims_worth(touched, mandate.facts(settled))
    won = mandate.wins(changed) - mandate.wins(settled)
    written = WRITTEN_DOWN * (decision not in settled and _keeps(touched, mandate.facts(changed)))
    return worth + WIN * won + written


def _aims_worth(aims: Iterable[Aim], facts: Facts) -> float:
    worth = 0.0
    for aim in aims:
        worth += MET[aim.kind] * holds(aim.predicate, facts)
        worth += ON_THE_WAY[aim.kind] * share(aim.predicate, facts)
    return worth


def _keeps(aims: Iterable[Aim], facts: Facts) -> bool:
    """A goal that holds in silence is safer, and can be shown, once the charter says so."""
    return any(holds(aim.predicate, facts) for aim in aims)


def _goodwill(mandate: Mandate, aims: Iterable[PublicAim], facts: Facts) -> float:
    return sum(
        GOODWILL_MET * holds(aim.predicate, facts) + GOODWILL_ON_THE_WAY * share(aim.predicate, facts)
        for aim in aims
        if aim.team != mandate.team
    )


def _merit(mandate: Mandate, settled: Mapping[str, str], change: Change, before: Facts, after: Facts) -> float:
    """Weigh the change for its own sake: sound, coherent, and no larger a step than it must be."""
    merit = TASTE * ((change.decision, change.option) in mandate.served)
    held = before.choices[change.decision]
    merit -= TASTE * ((change.decision, held) in mandate.served and held != change.option)
    for coupling in mandate.couplings_by_decision.get(change.decision, ()):
        merit += INCOHERENCE * (holds(coupling.predicate, after) - holds(coupling.predicate, before))
    reopens = change.decision in settled and settled[change.decision] != change.option
    return merit - DEPARTURE * (held != change.option) - 2 * DEPARTURE * reopens
