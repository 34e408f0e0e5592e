"""How a pack looks in a terminal: everything, secrets too, for the facilitator's eyes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from meshcouncil.council.definition import DecisionPoint, Definition, Goal, Plan
from meshcouncil.council.predicate_text import Options, predicate_text

_WARNING = "This page tells every secret of the pack. It is for facilitators and authors; do not show it to players."


def pack_page(pack: Definition) -> RenderableType:
    """Lay a whole pack out."""
    return Group(*_pack_parts(pack))


def brief_page(pack: Definition, number: int) -> RenderableType:
    """Lay one role's brief out: what all may know, what the teammate may know, what only the seat may know."""
    role, team = pack.roles_by_number[number], pack.team_of(number)
    mates = ", ".join(f"{mate} {pack.roles_by_number[mate].title}" for mate in pack.teammates(number)) or "nobody"
    options = _options(pack)
    private = [_goal("Team mission", team.mission, options), _goal("Your mission", role.mission, options)]
    if role.secret:
        private.append(_titled("Only you know", role.secret))
    parts: list[RenderableType] = [
        _warning(),
        Text(f"{number}  {role.title}", style="bold"),
        Text(f"{team.name}; teammate: {mates}", style="dim"),
        Markdown(role.about),
        _bullets("Strengths", role.strengths),
        _bullets("Weaknesses", role.weaknesses),
        _bullets("Priorities", role.priority_texts),
        Panel(Group(*private), title="secret", title_align="left", border_style="red"),
    ]
    if role.for_teammate:
        parts.insert(-1, Panel(Markdown(role.for_teammate), title="for the teammate", title_align="left"))
    return Group(*parts)


def _pack_parts(pack: Definition) -> Iterator[RenderableType]:
    options = _options(pack)
    yield _warning()
    yield Text(pack.title, style="bold")
    yield Markdown(pack.summary)
    for credit in pack.credits:
        yield Text(f"{credit.name}: {credit.work} {credit.address}".rstrip(), style="dim")
    yield Rule(f"{pack.organisation}", align="left")
    yield Markdown(pack.backstory)
    yield _bullets("Winning", pack.win_texts)
    yield Rule("Teams and roles", align="left")
    for team in pack.teams:
        yield Text(f"{team.name}: {team.owns}", style="bold")
        yield _indented(_goal("Mission", team.mission, options))
        yield _indented(_goal("Priorities", team.priorities, options))
        for number in pack.seats_of(team.id):
            role = pack.roles_by_number[number]
            yield Text(f"  {number:>2}  {role.title}", style="bold")
            goals = (_goal("Mission", role.mission, options), _goal("Priorities", role.priorities, options))
            yield _indented(Group(*goals), 6)
    for plan in pack.plans:
        yield Rule(f"Plan {plan.id}: {plan.title}", align="left")
        yield _steps(plan)
    for topic in pack.topics:
        yield Rule(f"To settle: {topic.title}", align="left")
        for point in pack.decisions:
            if point.topic == topic.id:
                yield _decision(point)
    if pack.couplings:
        yield Rule("What does not go together", align="left")
        yield _bullets("", (f"{each.why} ({predicate_text(each.predicate, options)})" for each in pack.couplings))
    if pack.injects:
        yield Rule("Injects", align="left")
        for inject in pack.injects:
            yield Text(f"{inject.title}{' (emergency)' if inject.emergency else ''}", style="bold")
            yield _indented(Markdown(inject.text))
    yield Text(f"Digest {pack.digest}", style="dim")


def _warning() -> RenderableType:
    return Text(_WARNING, style="bold red")


def _goal(heading: str, goal: Goal, options: Options) -> RenderableType:
    lines = [Text(f"holds when {predicate_text(goal.tight, options)}", style="dim")]
    if goal.open != goal.tight:
        lines.append(Text(f"read openly when {predicate_text(goal.open, options)}", style="dim"))
    if goal.judgement != "none":
        lines.append(Text(f"a person judges the {goal.judgement}: {goal.why}", style="dim"))
    title = Text.assemble((f"{heading} {goal.id}: ", "bold"), goal.text.replace("\n", " "))
    return Group(title, _indented(Group(*lines)))


def _indented(content: RenderableType, by: int = 2) -> RenderableType:
    return Padding(content, (0, 0, 0, by))


def _options(pack: Definition) -> Options:
    return {point.id: tuple(option.id for option in point.options) for point in pack.decisions}


def _steps(plan: Plan) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("min", "step", "objective"):
        table.add_column(heading, justify="right" if heading == "min" else "left")
    for step in plan.steps:
        table.add_row(str(step.minutes), Text(step.title), Text(step.objective))
    table.add_row(str(sum(step.minutes for step in plan.steps)), Text("together", style="dim"), "")
    return table


def _decision(point: DecisionPoint) -> RenderableType:
    lines = [Text.assemble((f"{point.id}  ", "bold"), point.question)]
    for option in point.options:
        status_quo = " (while the charter is silent)" if option is point.status_quo else ""
        lines.append(Text(f"    {option.id}: {option.label}{status_quo}"))
    return Group(*lines)


def _titled(heading: str, text: str) -> RenderableType:
    return Group(Text(heading, style="bold"), Markdown(text))


def _bullets(heading: str, lines: Iterable[str]) -> RenderableType:
    items = [_indented(Text(f"- {line.strip()}")) for line in lines]
    return Group(*([Text(heading, style="bold")] if heading else []), *items)
