"""The Jinja environment of the pages: strict about names, escaping everything, with the few filters templates use."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.standing import (
    CHAT_LIMIT,
    FACT_LIMIT,
    POLICY_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
)
from meshcouncil.web import wording
from meshcouncil.web.prose import inline, prose

LIMITS = {
    "name": 40,
    "chat": CHAT_LIMIT,
    "fact": FACT_LIMIT,
    "reason": REASON_LIMIT,
    "title": TITLE_LIMIT,
    "policy": POLICY_LIMIT,
}


def environment() -> Environment:
    """Build the environment in which every page and fragment is rendered. An unknown name is an error, never a gap."""
    made = Environment(
        loader=PackageLoader("meshcouncil.web", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,  # drawings are kept: a template that changed under them would not be seen anyway
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        prose=prose,
        inline=inline,
        digits=digits,
        minutes=minutes,
        tally=wording.tally,
        threshold=wording.threshold,
        quorum=wording.quorum,
        procedure=wording.procedure,
        choice=wording.choice,
    )
    made.globals.update(
        heading=wording.heading,
        why_not=wording.why_not,
        procedures=PROCEDURES,
        limits=LIMITS,
        proposers=wording.PROPOSERS,
        ties=wording.TIES,
        emergencies=wording.EMERGENCIES,
        ballot_kinds=wording.BALLOTS,
        bases=wording.BASES,
    )
    return made


def digits(milliseconds: float) -> str:
    """Write a span as mm:ss; below zero it counts up behind a plus sign, because an overrun is a number too."""
    seconds = round(abs(milliseconds) / 1000)
    return f"{'+' if milliseconds < 0 and seconds else ''}{seconds // 60:02}:{seconds % 60:02}"


def minutes(count: float) -> str:
    """Write a number of minutes in words: ``1 minute``, ``10 minutes``."""
    return f"{count:g} minute{'' if count == 1 else 's'}"
