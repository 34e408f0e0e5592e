"""A council that wrote a lot: what a change at its table costs the server, fragment by fragment, in CPU time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from benchmarks.hall import STEP, teams_first
from meshcouncil.application.folded import Fold, Stream
from meshcouncil.application.gatherings import agenda_of, seat_plans_of
from meshcouncil.application.ports import GatheringEntry
from meshcouncil.council import commands as at_table
from meshcouncil.council.commands import Command
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition
from meshcouncil.council.evolve import replayed
from meshcouncil.council.matters import AddPolicy, AmendMotion, ChangePolicy
from meshcouncil.council.state import Council, seated
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering.decide import decide as decide_in_hall
from meshcouncil.gathering.evolve import replay
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import Participant
from meshcouncil.pack.shelf import Shelf
from meshcouncil.web.drawing import Drawings
from meshcouncil.web.fragments import PAGES
from meshcouncil.web.scene import Doorway, Instant, JoinCard, Scene
from meshcouncil.web.templating import environment

POLICIES, CHANGES, AMENDMENTS = 40, 25, 200
"""Policies in force, motions that would change some of them, and live amendments of those motions."""
TARGET = 20
"""CPU milliseconds that drawing a changed fragment again may take."""
MILLISECONDS = 1_000
SENTENCES = (
    "Every model that other teams read has an owner who answers within a working day.",
    "Its name says whose it is and what one row of it stands for.",
    "Whoever changes its columns tells the readers a week before, and keeps the old ones for a month.",
    "Tests run every night; who breaks one mends it before anything else.",
    "What is not written down here stays with the team that owns the project.",
)


@dataclass(slots=True)
class Costs:
    """CPU milliseconds by what happened, fragment and seat. `page`: what the first drawing of the page cost most."""

    page: float = 0.0
    fragments: dict[tuple[str, str, int], float] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)

    def worst(self) -> Mapping[str, float]:
        """Give, by fragment, the dearest seat's figure after whatever cost most."""
        found: dict[str, float] = {}
        for (_, name, _), figure in self.fragments.items():
            found[name] = max(found.get(name, 0.0), figure)
        return found

    def median(self) -> float:
        """Give the figure that half of all drawings stay below."""
        figures = sorted(self.fragments.values())
        return figures[len(figures) // 2]


def measured() -> Costs:
    """Build the council and measure twice: of every figure the less, because what others do here only adds."""
    one, other = _measured(), _measured()
    fragments = {each: min(figure, other.fragments[each]) for each, figure in one.fragments.items()}
    return Costs(min(one.page, other.page), fragments, one.letters)


def _measured() -> Costs:
    """Let one thing after another happen, and draw what is stale then for every seat."""
    definition = Shelf().definition("rainbow-road")
    table = Stream(Fold(_debating(definition)))
    hall = Stream(Fold(_hall(definition)))
    drawings, costs = Drawings(environment()), Costs()
    before = _instant(definition, hall, table)
    for seat in sorted(table.state.seats):
        began = time.process_time()
        drawings.page(_scene(before, seat), PAGES["table"])
        costs.page = max(costs.page, (time.process_time() - began) * MILLISECONDS)
    for what, commands in _happenings(definition, table.state).items():
        for command in commands:
            events = decide(table.state, command)
            table.add(replayed(table.state, events), events)
        now = _instant(definition, hall, table)
        for name in drawings.stale("table", before, now):
            for seat in sorted(table.state.seats):
                scene = _scene(now, seat)
                began = time.process_time()
                drawing = drawings.draw(scene, name)
                costs.fragments[what, name, seat] = (time.process_time() - began) * MILLISECONDS
                costs.letters[name] = len(drawing.html)
        before = now
    return costs


def _happenings(definition: Definition, council: Council) -> Mapping[str, tuple[Command, ...]]:
    """Give what happens one after the other; each leaves the others possible."""
    chair = next(role.number for role in definition.roles if definition.is_chair(role.number))
    changing = next(motion for motion in council.live_motions if isinstance(motion.matter, ChangePolicy))
    matter = changing.matter
    amending = next(motion for motion in council.live_motions if isinstance(motion.matter, AmendMotion))
    new = f"M{len(council.motions) + 2}"
    wanted = AddPolicy("Nothing in a hurry", "What is decided after six waits until the morning.")
    return {
        "an amendment is moved": (
            at_table.TableMotion(7, AmendMotion(changing.id, 1, _reworded(matter, "Nobody is blamed."))),
        ),
        "an amendment is accepted": (at_table.AcceptAmendment(changing.mover, amending.id),),
        "somebody speaks": (at_table.Say(4, "council", "Let us go on."),),
        "a vote opens": (
            at_table.TableMotion(10, wanted),
            at_table.SecondMotion(1, new),
            at_table.OpenVote(chair, new),
        ),
        "a ballot is cast": (at_table.CastBallot(1, new, 1, "yes"),),
        "a policy is adopted": (
            at_table.CastBallot(2, new, 1, "yes"),
            at_table.CloseVote(chair, new),
        ),
    }


def _hall(definition: Definition) -> Gathering:
    """Give a hall with everybody seated, in the session of the council."""
    opening = in_hall.OpenGathering(
        gathering="benchmark",
        title="A long charter",
        pack_digest=definition.digest,
        pack_slug=definition.slug,
        plan_id=definition.plans[0].id,
        steps=agenda_of(definition.plans[0]),
        seats=seat_plans_of(definition),
        tables=1,
        min_teams=1,
        bots=False,
        facilitated=True,
        reading="open",
        seating="choose",
        pace=100,
        at=0,
    )
    hall = replay(decide_in_hall(Gathering(), opening))
    for seat in teams_first(definition):
        hall = replay(decide_in_hall(hall, in_hall.EnterHall(_person(seat), f"Guest {seat}", 0)), hall)
        hall = replay(decide_in_hall(hall, in_hall.TakeSeat(_person(seat), 1, seat)), hall)
    hall = replay(decide_in_hall(hall, in_hall.StartAgenda(0)), hall)
    while hall.step != STEP:
        hall = replay(decide_in_hall(hall, in_hall.NextStep(0)), hall)
    return hall


def _person(seat: int) -> str:
    return f"person-{seat}"


def _scene(instant: Instant, seat: int) -> Scene:
    entry = GatheringEntry("BENCH", "benchmark", "A long charter", "", 0)
    return Scene(instant, entry, Participant(_person(seat)), Place(1, seat), 0, _door)


def _door() -> Doorway:
    return Doorway(JoinCard("BENCH", "https://council.example.org/j/BENCH", Markup()))


def _reworded(matter: object, sentence: str) -> ChangePolicy:
    if not isinstance(matter, ChangePolicy):
        raise TypeError("only changes of policies are amended here")
    return ChangePolicy(matter.policy, matter.title, f"{matter.text} {sentence}")


def _debating(definition: Definition) -> Council:
    council = seated(definition)
    seats = [role.number for role in definition.roles]
    council = _did(council, *(at_table.FillSeat(seat, "person", f"Guest {seat}") for seat in seats))
    council = _did(council, at_table.BeginStep(STEP, sitting=True, procedure=False, final_vote=True))
    for number in range(POLICIES):
        council = _with_policy(council, number, seats)
    for number, policy in enumerate(council.policies_in_force[:CHANGES]):
        mover = seats[number % len(seats)]
        wanted = ChangePolicy(policy.id, policy.title, f"{policy.text} This holds from the first of the month.")
        motion = f"M{len(council.motions) + 1}"
        council = _did(council, at_table.TableMotion(mover, wanted), at_table.SecondMotion(_after(mover), motion))
    changes = [motion for motion in council.live_motions if isinstance(motion.matter, ChangePolicy)]
    for number in range(AMENDMENTS):
        changing = changes[number % len(changes)]
        to = _amended(changing.matter, number // len(changes))
        mover = seats[number // 3 % len(seats)]
        amendment = f"M{len(council.motions) + 1}"
        council = _did(council, at_table.TableMotion(mover, AmendMotion(changing.id, 1, to), "It is clearer so."))
        if number % 2:
            council = _did(council, at_table.SecondMotion(_after(mover), amendment))
    return council


def _amended(matter: object, place: int) -> ChangePolicy:
    """Change one sentence of the wording: a word of it, all of it, or add to it."""
    sentences = list(SENTENCES)
    if place < len(sentences):
        sentences[place] = f"{sentences[place][:-1]}, unless the council says otherwise."
    else:
        sentences = sentences[: place - len(sentences) + 1]
    text = " ".join(sentences)
    if not isinstance(matter, ChangePolicy):
        raise TypeError("only changes of policies are amended here")
    return ChangePolicy(matter.policy, matter.title, f"{text} This holds from the first of the month.")


def _with_policy(council: Council, number: int, seats: list[int]) -> Council:
    motion, mover = f"M{len(council.motions) + 1}", seats[number % len(seats)]
    wanted = AddPolicy(f"Owners of what others read, part {number + 1}", " ".join(SENTENCES))
    chair = next(seat for seat in seats if council.may_chair(seat))
    return _did(
        council,
        at_table.TableMotion(mover, wanted, "So that we know whom to ask."),
        at_table.SecondMotion(_after(mover), motion),
        at_table.OpenVote(chair, motion),
        *(at_table.CastBallot(seat, motion, 1, "yes" if seat != 4 else "no") for seat in seats),
    )


def _after(seat: int) -> int:
    return seat % 10 + 1


def _did(council: Council, *commands: Command) -> Council:
    for command in commands:
        council = replayed(council, decide(council, command))
    return council


def _instant(definition: Definition, hall: Stream[Gathering], table: Stream[Council]) -> Instant:
    return Instant(
        definition=definition,
        hall=hall.fold,
        table=1,
        tables={1: table.fold},
        present=frozenset(),
        typing=frozenset(),
        pads={},
        story=(),
        moves=0,
        again=lambda: None,
        number=table.version,
    )
