"""Injects: what the facilitator deals into play."""

from __future__ import annotations

from meshcouncil.gathering.commands import DealInject
from meshcouncil.gathering.errors import Rejected
from meshcouncil.gathering.events import Event, InjectDealt
from meshcouncil.gathering.rules.standing import require_running, require_table
from meshcouncil.gathering.state import Gathering


def deal(hall: Gathering, command: DealInject) -> tuple[Event, ...]:
    """Bring an inject into play now, even while the clock stands still; no table meets the same one twice."""
    require_running(hall)
    if command.inject not in hall.injects:
        raise Rejected("no_such_inject", inject=command.inject)
    if command.table is not None:
        require_table(hall, command.table)
    wanted = hall.playing if command.table is None else (command.table,)
    tables = tuple(table for table in wanted if not hall.is_dealt(command.inject, table))
    if not tables:
        raise Rejected("inject_already_dealt", inject=command.inject)
    return (InjectDealt(command.inject, tables, command.at),)
