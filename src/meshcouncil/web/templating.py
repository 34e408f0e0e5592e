"""The Jinja environment of the pages: strict about names, escaping everything, with the few filters templates use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from meshcouncil.council.definition import PolicyRecord, ProcedureRules
from meshcouncil.council.rules.charter import CHARTER_RULES
from meshcouncil.council.rules.policy_records import RECORD_LIMITS
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.proposals import ON_THE_WAY
from meshcouncil.council.rules.standing import (
    CHAT_LIMIT,
    FACT_LIMIT,
    POLICY_LIMIT,
    REASON_LIMIT,
    TITLE_LIMIT,
)
from meshcouncil.council.tallies import Tally
from meshcouncil.council.views import ChoiceView, TableView
from meshcouncil.documents.debrief import STANDINGS
from meshcouncil.documents.matters import LAPSES, MOTION_STATUSES, PROPOSAL_STATUSES, choice_label
from meshcouncil.documents.policies import (
    CATEGORIES,
    ENFORCEMENTS,
    LEVELS,
    RECORD_LABELS,
    WEIGHTS,
    RecordLine,
    date_words,
    dissent_sentences,
    exception_sentence,
    history_sentence,
    record_lines,
)
from meshcouncil.documents.procedures import (
    abstaining_sentence,
    electorate_at,
    procedure_title,
    rule_before_vote,
)
from meshcouncil.documents.proposals import REASONS, step_label, waits_for
from meshcouncil.documents.refusals import refusal_sentence
from meshcouncil.documents.rewordings import reach_sentence
from meshcouncil.documents.tallies import tally_sentence
from meshcouncil.web.cards import kept_card, motions_of
from meshcouncil.web.prose import inline, prose
from meshcouncil.web.wordings import record_fields, wording_kind

LIMITS = {
    "name": 40,
    "chat": CHAT_LIMIT,
    "fact": FACT_LIMIT,
    "reason": REASON_LIMIT,
    "title": TITLE_LIMIT,
    "policy": POLICY_LIMIT,
}


RECORD_WORDS = {
    "labels": RECORD_LABELS,
    "limits": RECORD_LIMITS,
    "categories": CATEGORIES,
    "weights": WEIGHTS,
    "enforcements": ENFORCEMENTS,
    "levels": LEVELS,
}
"""What the fields of a policy are called and offer."""


@cache
def environment() -> Environment:
    """Give the environment in which every page and fragment is rendered. An unknown name is an error, never a gap."""
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
        tally=tally,
        before_vote=before_vote,
        abstaining=abstaining_sentence,
        procedure_title=procedure_title,
        choice=choice,
        reach=reach_sentence,
        wording_kind=wording_kind,
        record_fields=record_fields,
        record=record,
        teams=teams,
        date=date_words,
        waits_for=waits_for,
    )
    made.globals.update(
        why_not=why_not,
        charter_rules=CHARTER_RULES,
        procedures=PROCEDURES,
        motion_statuses=MOTION_STATUSES,
        lapses=LAPSES,
        standings=STANDINGS,
        limits=LIMITS,
        kept_card=kept_card,
        motions_of=motions_of,
        policy_words=RECORD_WORDS,
        proposal_statuses=PROPOSAL_STATUSES,
        pipeline=ON_THE_WAY,
        step_label=step_label,
        step_reasons=REASONS,
        dissents=dissent_sentences,
        exception_words=exception_sentence,
        history_words=history_sentence,
    )
    return made


def digits(milliseconds: float) -> str:
    """Write a span as mm:ss; below zero it counts up behind a plus sign, because an overrun is a number too."""
    seconds = round(abs(milliseconds) / 1000)
    return f"{'+' if milliseconds < 0 and seconds else ''}{seconds // 60:02}:{seconds % 60:02}"


def minutes(count: float) -> str:
    """Write a number of minutes in words: ``1 minute``, ``10 minutes``."""
    return f"{count:g} minute{'' if count == 1 else 's'}"


def tally(count: Tally, choices: Iterable[ChoiceView] = ()) -> str:
    """Say how a ballot ended; `choices` name the options of a ranked one."""
    return tally_sentence(count, {each.id: each.label for each in choices if each.label})


def before_vote(rules: ProcedureRules, view: TableView) -> str:
    """Say what a ballot at this table needs in order to be adopted, from who sits there."""
    return rule_before_vote(rules, electorate_at(view))


def choice(answer: str, choices: Iterable[ChoiceView] = ()) -> str:
    """Name an answer on a ballot: in the pack's words where it is an option."""
    return next((each.label for each in choices if each.id == answer and each.label), choice_label(answer))


def teams(view: TableView) -> tuple[tuple[str, str], ...]:
    """Give the teams of a table, id and name, in the order of their seats."""
    return tuple({seat.team: seat.team_name for seat in view.seats}.items())


def record(said: PolicyRecord | None, view: TableView) -> tuple[RecordLine, ...]:
    """Write what the record of a policy at this table says; nothing where there is none."""
    if said is None:
        return ()
    team = next((seat.team_name for seat in view.seats if seat.team == said.scope), "")
    return record_lines(said, team)


def why_not(code: str, context: Iterable[tuple[str, object]] = (), names: Mapping[str, str] | None = None) -> str:
    """Say why something cannot be done now, from a refusal's code and its context. `names`: what ids are called."""
    return refusal_sentence(code, dict(context), names)
