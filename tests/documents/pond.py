"""A small pack for these tests: a pond's council of three teams and five seats, settling four decision points."""

from __future__ import annotations

from meshcouncil.council.definition import (
    AddProject,
    AllowReference,
    DecisionPoint,
    Definition,
    Fraction,
    Goal,
    Inject,
    Option,
    Plan,
    ProcedureRules,
    Project,
    ProjectGraph,
    Reference,
    RemoveProject,
    Role,
    Step,
    Team,
    Topic,
)
from meshcouncil.council.predicates import Vocabulary, parse_amount, parse_predicate

OPTIONS = {
    "ducks_home": ("own", "folded"),
    "feeding": ("anyone", "rota", "nobody"),
    "alarm": ("as_is", "whistle"),
    "name": ("open", "pond"),
}
WORDS = Vocabulary(OPTIONS, frozenset({"passed", "documented"}), frozenset({"cost", "n_projects"}))
WIN_WORDS = Vocabulary({}, frozenset({"passed", "documented", "role_mission", "team_mission", "team_priorities"}))


def goal(goal_id: str, text: str, tight: str, reads_open: str = "", judgement: str = "none") -> Goal:
    return Goal(
        id=goal_id,
        text=text,
        tight=parse_predicate(tight, WORDS),
        open=parse_predicate(reads_open or tight, WORDS),
        judgement=judgement,  # type: ignore[arg-type]
    )


def team(team_id: str, name: str, mission: Goal, priorities: Goal, project: str | None) -> Team:
    return Team(
        id=team_id,
        name=name,
        owns=name,
        project=project,
        about=f"About {name}.",
        strengths=(),
        weaknesses=(),
        priority_texts=(priorities.text,),
        priorities=priorities,
        mission=mission,
    )


def role(number: int, team_id: str, title: str, mission: Goal) -> Role:
    return Role(
        number=number,
        team=team_id,
        title=title,
        about=f"About the {title}.",
        strengths=(),
        weaknesses=(),
        priority_texts=(),
        priorities=goal(f"P.{number}", "", "passed"),
        mission=mission,
        for_teammate=f"TEAMMATE-ONLY-{number}",
        secret=f"SECRET-{number}",
    )


TEAMS = (
    team(
        "frogs",
        "Frogs",
        goal("T.F", "Everybody must hear us in the evening.", "alarm == whistle"),
        goal("W.F", "The pond stays lively.", "feeding in [anyone, rota]"),
        "water",
    ),
    team(
        "ducks",
        "Ducks",
        goal("T.D", "Ducks keep a home.", "ducks_home == own and feeding != nobody"),
        goal("W.D", "Bread is shared fairly.", "feeding == rota"),
        "ducks",
    ),
    team(
        "keepers",
        "Keepers",
        goal("T.K", "The charter costs nothing.", "cost <= 0 and passed"),
        goal("W.K", "Everything is written down.", "documented"),
        None,
    ),
)

ROLES = (
    role(1, "frogs", "Head Frog", goal("R.1", "A whistle, or no feeding.", "alarm == whistle or feeding == nobody")),
    role(2, "frogs", "Night Frog", goal("R.2", "Nobody feeds.", "not feeding in [anyone, rota]")),
    role(3, "ducks", "Mother Duck", goal("R.3", "A rota for bread.", "feeding == rota", judgement="wording")),
    role(4, "ducks", "Old Drake", goal("R.4", "The pond has a name.", "name != open")),
    role(
        5, "keepers", "Pond Keeper", goal("R.5", "Fewer than three projects.", "n_projects < 3", judgement="evidence")
    ),
)

DECISIONS = (
    DecisionPoint(
        "ducks_home",
        "places",
        "first",
        "Where do the ducks live?",
        (
            Option("own", "In a place of their own", "We will leave the ducks their own place."),
            Option("folded", "With the frogs", "We will let the ducks live with the frogs.", (RemoveProject("ducks"),)),
        ),
    ),
    DecisionPoint(
        "feeding",
        "bread",
        "first",
        "Who may feed?",
        (
            Option("anyone", "Anyone", "We will let anyone feed."),
            Option("rota", "Whoever is on the rota", "We will feed by a rota that hangs at the gate."),
            Option("nobody", "Nobody", "We will let nobody feed."),
        ),
    ),
    DecisionPoint(
        "alarm",
        "places",
        "second",
        "How do we call an emergency?",
        (
            Option("as_is", "As today", "We will leave the alarm as it is."),
            Option(
                "whistle",
                "With a whistle",
                "We will whistle three times.",
                (AddProject("alarm", "Alarm", "frogs"), AllowReference("water", "alarm")),
            ),
        ),
    ),
    DecisionPoint(
        "name",
        "places",
        "second",
        "What is the pond called?",
        (Option("open", "Not settled", ""), Option("pond", "The Pond", "We will call it The Pond.")),
    ),
)

POND = Definition(
    slug="pond",
    title="The Pond Council",
    summary="A pond decides.",
    organisation="The Pond",
    backstory="Once there was a pond.",
    win_texts=("Together or alone.",),
    credits=(),
    handbook=(),
    teams=TEAMS,
    roles=ROLES,
    chair_team="keepers",
    plans=(
        Plan(
            "short",
            "Half an hour",
            (
                Step("first", "First council", 10, "Agree how to decide.", procedure=True),
                Step("second", "Second council", 10, "Write the charter.", final_vote=True),
                Step("end", "The reveal", 10, "See who won.", surfaces=("reveal",)),
            ),
        ),
    ),
    slides=(),
    injects=(Inject("storm", "A storm", "The water rises.", emergency=True, concerns=("alarm",)),),
    topics=(Topic("places", "Places"), Topic("bread", "Bread")),
    decisions=DECISIONS,
    couplings=(),
    quantities={
        "cost": parse_amount("2 * (alarm == whistle) - (feeding == nobody)", WORDS),
        "n_projects": parse_amount("2 + (ducks_home == own)", WORDS),
    },
    default_procedure=ProcedureRules(quorum=Fraction(3, 5)),
    graph=ProjectGraph(
        projects=(
            Project("water", "Water", "frogs", hub=True),
            Project("ducks", "Ducks' Corner", "ducks"),
        ),
        references=frozenset({Reference("water", "ducks")}),
    ),
    library=(),
    collective_win=parse_predicate("documented and passed", WIN_WORDS),
    individual_win=parse_predicate(
        "(team_mission and role_mission) or (team_priorities and documented and passed)", WIN_WORDS
    ),
    min_seats=3,
    quantity_titles={"cost": "What the charter costs", "n_projects": "Projects of the pond"},
)
"""The whole pack."""
