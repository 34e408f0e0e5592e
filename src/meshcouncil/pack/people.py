"""Compiles teams, roles and their goals."""

from __future__ import annotations

from collections.abc import Iterator

from meshcouncil.council.definition import Goal, Role, Team
from meshcouncil.pack import schema
from meshcouncil.pack.draft import Draft
from meshcouncil.pack.load import read_page
from meshcouncil.pack.yaml_source import Loc, Source


def compile_teams(draft: Draft) -> tuple[Team, ...]:
    """Compile teams.yaml."""
    loaded = draft.sources.teams
    if loaded is None:
        return ()
    places = loaded.places("teams")
    entries = list(zip(places, loaded.model.teams, strict=True))
    draft.check_unique("team", ((loaded.source, (*loc, "id"), entry.id) for loc, entry in entries))
    return tuple(_team(draft, loaded.source, loc, entry) for loc, entry in entries)


def compile_roles(draft: Draft) -> tuple[Role, ...]:
    """Compile roles.yaml and the briefs, and see that the seats add up."""
    loaded = draft.sources.roles
    if loaded is None:
        return ()
    entries = list(zip(loaded.places("roles"), loaded.model.roles, strict=True))
    numbers = ((loaded.source, (*loc, "number"), entry.number) for loc, entry in entries)
    draft.check_unique("role", numbers, "give this one another number")
    roles = tuple(_role(draft, loaded.source, loc, entry) for loc, entry in entries)
    if not loaded.dropped:
        _check_numbers(draft, loaded.source, [role.number for role in roles])
        _check_every_team_seated(draft, roles)
    return tuple(sorted(roles, key=lambda role: role.number))


def check_goal_ids(draft: Draft) -> None:
    """See that no two goals of the pack share an id."""
    draft.check_unique("goal", _goal_ids(draft))


def priorities_id(entry: schema.TeamEntry | schema.RoleEntry) -> str:
    """Give the id of a team's or role's priorities: its own, or one made from the mission's."""
    return entry.priorities.id or f"P.{entry.mission.id.removeprefix('T.')}"


def _team(draft: Draft, source: Source, loc: Loc, entry: schema.TeamEntry) -> Team:
    draft.check_known(source, (*loc, "project"), entry.project, draft.names.projects, "project")
    return Team(
        id=entry.id,
        name=entry.name,
        owns=entry.owns,
        project=entry.project,
        about=entry.about.strip(),
        strengths=tuple(entry.strengths),
        weaknesses=tuple(entry.weaknesses),
        priority_texts=tuple(entry.priorities.texts),
        priorities=_priorities(draft, source, loc, entry),
        mission=_mission(draft, source, (*loc, "mission"), entry.mission),
        shape=entry.shape,
    )


def _role(draft: Draft, source: Source, loc: Loc, entry: schema.RoleEntry) -> Role:
    draft.check_known(source, (*loc, "team"), entry.team, draft.names.teams, "team")
    asked_by = (source.file, source.line_of((*loc, "brief")))
    page = read_page(draft.sources.folder, entry.brief, schema.BriefHead, draft.findings, asked_by=asked_by)
    return Role(
        number=entry.number,
        team=entry.team,
        title=entry.title,
        about=page.text if page else "",
        strengths=tuple(entry.strengths),
        weaknesses=tuple(entry.weaknesses),
        priority_texts=tuple(entry.priorities.texts),
        priorities=_priorities(draft, source, loc, entry),
        mission=_mission(draft, source, (*loc, "mission"), entry.mission),
        for_teammate=(entry.for_teammate or "").strip(),
        secret=(entry.secret or "").strip(),
    )


def _priorities(draft: Draft, source: Source, loc: Loc, entry: schema.TeamEntry | schema.RoleEntry) -> Goal:
    text = "\n".join(line.strip() for line in entry.priorities.texts)
    return _goal(draft, source, (*loc, "priorities"), entry.priorities, priorities_id(entry), text)


def _mission(draft: Draft, source: Source, loc: Loc, entry: schema.Mission) -> Goal:
    return _goal(draft, source, loc, entry, entry.id, entry.text.strip())


def _goal(draft: Draft, source: Source, loc: Loc, entry: schema.Goal, identity: str, text: str) -> Goal:
    words = draft.names.vocabulary
    tight = draft.predicate(source, (*loc, "tight"), entry.tight, words, f"Goal {identity}, reading tight")
    generous = tight
    if entry.open is not None:
        generous = draft.predicate(source, (*loc, "open"), entry.open, words, f"Goal {identity}, reading open")
    return Goal(identity, text, tight, generous, entry.judgement, (entry.why or "").strip())


def _check_numbers(draft: Draft, source: Source, numbers: list[int]) -> None:
    missing = sorted(set(range(1, len(set(numbers)) + 1)) - set(numbers))
    if missing:
        sentence = f"Seats are numbered 1, 2, 3 and on without a gap; there is no role with number {missing[0]}."
        draft.error(source, ("roles",), sentence)


def _check_every_team_seated(draft: Draft, roles: tuple[Role, ...]) -> None:
    teams = draft.sources.teams
    if teams is None:
        return
    seated = {role.team for role in roles}
    if not seated <= set(draft.names.teams or seated):
        return  # a role names no team, which is reported already
    for loc, team in zip(teams.places("teams"), teams.model.teams, strict=True):
        if team.id not in seated:
            sentence = f"No role sits in the team '{team.id}'; give it at least one role in roles.yaml or take it out."
            draft.error(teams.source, (*loc, "id"), sentence)


def _goal_ids(draft: Draft) -> Iterator[tuple[Source, Loc, object]]:
    for loaded, key in ((draft.sources.teams, "teams"), (draft.sources.roles, "roles")):
        if loaded is None:
            continue
        for loc, entry in zip(loaded.places(key), getattr(loaded.model, key), strict=True):
            yield loaded.source, (*loc, "mission", "id"), entry.mission.id
            yield loaded.source, (*loc, "priorities", "id"), priorities_id(entry)
