"""The Jinja environment of the pages: strict about names, escaping everything, with the few filters templates use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args

from jinja2 import Environment, PackageLoader, StrictUndefined

from meshcouncil.council.definition import PolicyRecord, ProcedureKind, ProcedureRules
from meshcouncil.council.rules.charter import CHARTER_RULES
from meshcouncil.council.rules.policy_records import RECORD_LIMITS
from meshcouncil.council.rules.procedures import PROCEDURES
from meshcouncil.council.rules.proposals import ON_THE_WAY
from meshcouncil.council.rules.rulebook import DEFAULT_RULEBOOK
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
    FAMILIES,
    MATTERS,
    abstaining_sentence,
    electorate_at,
    procedure_title,
    rule_before_vote,
)
from meshcouncil.documents.proposals import REASONS, step_label, waits_for
from meshcouncil.documents.refusals import refusal_sentence
from meshcouncil.documents.rewordings import reach_sentence
from meshcouncil.documents.rule_questions import Question, questions_for
from meshcouncil.documents.stages import OBJECTION_STATUSES, STAGE_HELP, STAGES
from meshcouncil.documents.tallies import tally_sentence
from meshcouncil.web.cards import kept_article, kept_card, motions_of
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


USUAL_PROCEDURES: tuple[ProcedureKind, ...] = (
    "simple_majority",
    "supermajority",
    "unanimity",
    "consent",
    "ranked_choice",
)
"""The ways to decide that a council sees at first; the others are folded away."""

QUESTION_KINDS: Mapping[str, tuple[ProcedureKind, ...]] = {
    question: tuple(kind for kind in PROCEDURES if question in questions_for(kind)) for question in get_args(Question)
}
"""The procedures under which each question about how to decide means something."""

PUT_LABELS: Mapping[ProcedureKind, str] = {
    "consent": "Ask for consent",
    "consensus": "Test for consensus",
    "rough_consensus": "Call for a hum",
    "unanimous_consent": "Ask: any objection?",
    "lazy_consensus": "Announce it",
    "delegation": "Call for somebody to decide",
    "advice_process": "Begin to take advice",
    "rfc": "Call for final comments",
    "emergency_power": "Let it take effect now",
    "temperature_check": "Take the temperature",
    "check_poll": "Ask who has read it",
}
"""What the button says that puts a motion, where it is more than a vote."""

REASONS_ASKED: Mapping[str, tuple[str, str]] = {
    "object": (
        "Or object: what harm would it do?",
        "Not a preference and not a better idea: a reason why this is not safe enough to try.",
    ),
    "block": (
        "Or block: what makes it unacceptable to you?",
        "A block says that this would break what the council is for. To keep out of it, stand aside instead.",
    ),
    "-1": (
        "Or veto: what is the technical reason?",
        "A veto stops the motion until you take it back; without a good reason it is void.",
    ),
}
"""By answer: what its reason is asked with, and the hint beneath."""

ACTS: Mapping[str, str] = {
    "pending": "It took effect at once and still has to be ratified.",
    "ratified": "It took effect at once, and the council ratified it.",
    "undone": "It took effect at once; the council did not ratify it, and it was undone.",
}
"""How it went on with what was done alone in an emergency."""


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
        usual_procedures=USUAL_PROCEDURES,
        families=FAMILIES,
        question_kinds=QUESTION_KINDS,
        matter_classes=MATTERS,
        default_rulebook=DEFAULT_RULEBOOK,
        stages=STAGES,
        stage_help=STAGE_HELP,
        objection_statuses=OBJECTION_STATUSES,
        acts=ACTS,
        reasons_asked=REASONS_ASKED,
        put_labels=PUT_LABELS,
        charter_rules=CHARTER_RULES,
        procedures=PROCEDURES,
        motion_statuses=MOTION_STATUSES,
        lapses=LAPSES,
        standings=STANDINGS,
        limits=LIMITS,
        kept_card=kept_card,
        kept_article=kept_article,
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
