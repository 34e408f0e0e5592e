"""The form in which a host prepares a gathering: what it offers, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from meshcouncil.application.gatherings import Hosting, StepChange
from meshcouncil.application.pack_choice import pack_called, plan_called
from meshcouncil.council.definition import Definition, Plan, Step
from meshcouncil.gathering.plan import Reading, SeatingMode
from meshcouncil.pack.problems import PackRefused
from meshcouncil.pack.shelf import Shelf
from meshcouncil.web.forms import Form, FormUnreadable

MOST_TABLES = 50
MOST_HASTE = 100_000
"""Percent of a person's pace at which bots may play at most; 0 lets them play at once."""
TITLE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A pack that can be hosted."""

    slug: str
    title: str
    summary: str
    seats: int
    min_seats: int


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step with the minutes that the host gives it."""

    id: str
    title: str
    minutes: int
    skipped: bool


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan of the chosen pack."""

    id: str
    title: str
    minutes: int
    steps: tuple[StepChoice, ...]


def hosting(shelf: Shelf, form: Form) -> Hosting:
    """Read what a host chose. Raises FormUnreadable, PackMissing, PackRefused."""
    definition = pack_called(shelf, form.text("pack", "rainbow-road"))
    plan = plan_called(definition, form.text("plan", ""))
    tables = form.number("tables", 1)
    if not 1 <= tables <= MOST_TABLES:
        raise FormUnreadable(f"Choose between 1 and {MOST_TABLES} tables.")
    bot_pace = form.number("bot_pace", 100)
    if not 0 <= bot_pace <= MOST_HASTE:
        raise FormUnreadable(f"Bots can play at 0 to {MOST_HASTE:,} percent of a person's pace (0: at once).")
    reading: Reading = form.one_of("reading", Reading, "open")
    seating: SeatingMode = form.one_of("seating", SeatingMode, "choose")
    return Hosting(
        pack=definition.slug,
        plan=plan.id,
        title=form.text("title", "", TITLE_SHOWN),
        tables=tables,
        bots=form.text("bots", "yes") == "yes",
        facilitated=form.text("facilitated", "yes") == "yes",
        reading=reading,
        seating=seating,
        pace=form.number("pace", 100),
        bot_pace=bot_pace,
        changes=_changes(plan, form),
    )


def _changes(plan: Plan, form: Form) -> tuple[StepChange, ...]:
    return tuple(
        StepChange(
            step.id,
            form.number(f"minutes.{plan.id}.{step.id}", step.minutes),
            form.flag(f"skip.{plan.id}.{step.id}"),
        )
        for step in plan.steps
    )


def hosting_page(shelf: Shelf, form: Form, refusal: str = "") -> dict[str, object]:
    """Give what the hosting page shows: the packs that can be played, the chosen one's plans, and what went wrong."""
    definitions, broken = _playable(shelf)
    chosen = next((each for each in definitions if each.slug == _shown(form, "pack", "")), definitions[0])
    errors = {"form": refusal} if refusal else broken
    return {
        "packs": [
            PackChoice(each.slug, each.title, each.summary, len(each.roles), each.min_seats) for each in definitions
        ],
        "plans": [_plan_choice(form, plan) for plan in chosen.plans],
        "values": {
            "pack": chosen.slug,
            "plan": _shown(form, "plan", chosen.plans[0].id),
            "tables": _shown(form, "tables", "1"),
            "seating": _shown(form, "seating", "choose"),
            "bots": _shown(form, "bots", "yes") == "yes",
            "facilitated": _shown(form, "facilitated", "yes") == "yes",
            "reading": _shown(form, "reading", "open"),
            "title": _shown(form, "title", ""),
            "pace": _shown(form, "pace", "100"),
            "bot_pace": _shown(form, "bot_pace", "100"),
        },
        "errors": errors,
    }


def _playable(shelf: Shelf) -> tuple[list[Definition], dict[str, str]]:
    definitions: list[Definition] = []
    broken: dict[str, str] = {}
    for slug in shelf.places():
        try:
            definitions.append(shelf.definition(slug))
        except PackRefused as refused:
            broken[slug] = broken_pack(slug, refused)
    return definitions, broken


def broken_pack(slug: str, refused: PackRefused) -> str:
    """Say in one sentence why a pack cannot be played, and who tells the rest."""
    return f"The pack “{slug[:60]}” cannot be played: {refused.problems[0]} See `meshcouncil pack lint {slug[:60]}`."


def _plan_choice(form: Form, plan: Plan) -> PlanChoice:
    choices = tuple(_step_choice(form, plan.id, step) for step in plan.steps)
    return PlanChoice(plan.id, plan.title, sum(step.minutes for step in choices), choices)


def _step_choice(form: Form, plan: str, step: Step) -> StepChoice:
    minutes = _shown(form, f"minutes.{plan}.{step.id}", str(step.minutes))
    given = int(minutes) if minutes.isdecimal() and len(minutes) <= 3 else step.minutes
    return StepChoice(step.id, step.title, given, _shown(form, f"skip.{plan}.{step.id}", "") != "")


def _shown(form: Form, name: str, default: str) -> str:
    """Give back what somebody filled in, as far as a field shows it."""
    values = form.fields.get(name)
    return values[-1][:TITLE_SHOWN] if values else default
