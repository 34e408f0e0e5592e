"""Doing what a form asks: read it, check whose it is, hand it to the use case, answer a refusal in one sentence."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace

from meshcouncil.application.gatherings import NoSuchGathering
from meshcouncil.application.pads import PadRefused
from meshcouncil.application.ports import StoreUnavailable, VersionConflict
from meshcouncil.bots.names import bot_names
from meshcouncil.council import commands as at_table
from meshcouncil.council import errors as table_errors
from meshcouncil.council.judging import goals_of, machine_judges
from meshcouncil.council.matters import AdoptRulebook, ChangeGraph
from meshcouncil.council.rules import policy_records
from meshcouncil.council.rules.amendments import asked as wording_of
from meshcouncil.council.rules.standing import PAD_LIMIT
from meshcouncil.documents.refusals import names_in, refusal_sentence
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering import errors as hall_errors
from meshcouncil.gathering.state import Place
from meshcouncil.gathering.viewers import Facilitator
from meshcouncil.web import forms, pages
from meshcouncil.web.asking import Answer, Ask
from meshcouncil.web.forms import Form, FormUnreadable
from meshcouncil.web.house import House
from meshcouncil.web.live import may_write, pad_of
from meshcouncil.web.scene import Scene
from meshcouncil.web.visitors import Visitor

READ_WITH_THE_TABLE = ("call-final-vote", "replace-pad", "write-pad-policy", "move-graph-draft", "amend-graph")
"""Commands of a seat that need more than its form: the pad, a draft, a motion."""

NO_SUCH_TABLE = "There is no such table in this gathering. Reload the page and try again."
TOO_BUSY = "Many things happened at once and this one did not get through. Try it again."
NOT_SEATED = "You have no seat just now. Take one in the lobby, then try again."
NO_SUCH_COMMAND = "This page does not know that command. Reload it and try again."
BY_THE_WORDS = "By the words of the charter."
TOO_FAST = "That was a lot at once. Wait a moment and try again."


async def do(
    house: House,
    request: Ask,
    visitor: Visitor,
    read: Callable[[], Awaitable[Scene]],
    name: str,
    back: str,
) -> Answer:
    """Do one command for a visitor and answer. The scene is read after the form: a form may be long on its way."""
    if not house.commands.allows(visitor.key):
        return pages.refused(house, request, TOO_FAST, 429)
    form = await pages.posted(request)
    scene = await read()
    try:
        await _done(house, visitor, scene, name, form)
    except FormUnreadable as unreadable:
        return pages.refused(house, request, unreadable.sentence, 422)
    except PadRefused as refused:
        return pages.refused(house, request, refused.sentence, 422)
    except (table_errors.Rejected, hall_errors.Rejected) as refusal:
        return pages.refused(
            house, request, refusal_sentence(refusal.code, refusal.context, names_in(scene.definition))
        )
    except NoSuchGathering:
        return pages.refused(house, request, NO_SUCH_TABLE, 404)
    except StoreUnavailable as unavailable:
        return pages.refused(house, request, unavailable.sentence, 503)
    except VersionConflict:
        return pages.refused(house, request, TOO_BUSY, 503)
    return pages.done(request, back)


async def _done(house: House, visitor: Visitor, scene: Scene, name: str, form: Form) -> None:
    """Find what the name asks for: of the table, of the hall, or of both."""
    if name in forms.TABLE_FORMS or name in READ_WITH_THE_TABLE:
        await _at_table(house, scene, name, form)
        return
    if name == "answer-as-facilitator" and isinstance(scene.viewer, Facilitator):
        answer = at_table.AnswerAsFacilitator(form.optional_number("seat"), form.text("text"))
        await house.gatherings.at_table(visitor.gathering, form.number("table"), answer)
        return
    if name == "switch-parliamentary" and isinstance(scene.viewer, Facilitator):
        switch = at_table.SwitchParliamentary(form.flag("on"))
        await house.gatherings.at_table(visitor.gathering, form.number("table"), switch)
        return
    if name == "judge-claims":
        for verdict in _verdicts_by_the_words(scene):
            await house.gatherings.in_hall(visitor.gathering, verdict, scene.viewer)
        return
    command = _hall_command(house, scene, name, form)
    await house.gatherings.in_hall(visitor.gathering, command, scene.viewer)
    if isinstance(command, in_hall.LeaveHall):
        await house.gatherings.revoke_links(visitor.gathering, "person", command.person)


async def _at_table(house: House, scene: Scene, name: str, form: Form) -> None:
    place = _own_place(scene)
    gathering = scene.hall.id
    if name == "replace-pad":
        await _replace_pad(house, scene, form)
        return
    if name == "write-pad-policy":
        await _write_pad_policy(house, scene, form)
        return
    if name == "call-final-vote":
        text = await house.gatherings.pad_text(gathering, place.table)
        command: at_table.Command = at_table.CallFinalVote(place.seat, text)
    elif name == "table-motion" and form.text("matter", "") == "adopt_rulebook":
        lines = forms.rulebook(form, scene.view.procedure.rulebook)
        command = at_table.TableMotion(place.seat, AdoptRulebook(lines), form.text("reason", ""))
    elif name == "amend-graph":
        drafted = scene.view.graph_draft
        asked = next((each for each in scene.view.motions if each.id == form.text("matter.amends")), None)
        present = wording_of(asked.matter) if asked else None
        operations = present.operations if isinstance(present, ChangeGraph) else ()
        wanted = forms.amended_graph(form, operations, drafted.operations if drafted else ())
        command = at_table.TableMotion(place.seat, wanted, form.text("reason", ""))
    elif name == "move-graph-draft":
        draft = scene.view.graph_draft
        matter = ChangeGraph(draft.operations if draft else ())
        command = at_table.TableMotion(place.seat, matter, form.text("reason", ""))
    else:
        command = forms.TABLE_FORMS[name](form, place.seat)
    await house.gatherings.at_table(gathering, place.table, command, scene.viewer)


async def _replace_pad(house: House, scene: Scene, form: Form) -> None:
    """Write a whole text onto the pad, for people without JavaScript; what others wrote elsewhere in it stays."""
    page = "sidebar" if form.text("pad", "table") == "room" else "table"
    pad = pad_of(scene, page)
    if pad is None or not may_write(scene, page):
        raise FormUnreadable("The pad cannot be written on now.")
    room = await house.gatherings.pads.open(pad)
    await room.replace_text(form.text("text", limit=PAD_LIMIT), lambda: secrets.token_urlsafe(6))


async def _write_pad_policy(house: House, scene: Scene, form: Form) -> None:
    """Write the form of a policy on the pad into its block: the block and the form are two views of the same thing."""
    pad = pad_of(scene, "table")
    if pad is None or scene.council is None or not may_write(scene, "table"):
        raise FormUnreadable("The pad cannot be written on now.")
    before, after = forms.pad_policy(form)
    tidy = replace(after, record=policy_records.checked(scene.council, after.record))
    room = await house.gatherings.pads.open(pad)
    await room.write_policy(before, tidy)


def _hall_command(house: House, scene: Scene, name: str, form: Form) -> in_hall.Command:
    now = house.gatherings.now()
    if name in forms.SEAT_FORMS and not (name == "answer-help" and form.text("table", "")):
        return forms.SEAT_FORMS[name](form, _own_place(scene), now)
    if name in forms.PERSON_FORMS and not form.text("person", ""):
        return forms.PERSON_FORMS[name](form, _person(scene))
    if name in forms.HOST_FORMS:
        return forms.HOST_FORMS[name](form, now)
    return _special(scene, name, form)


def _special(scene: Scene, name: str, form: Form) -> in_hall.Command:
    """Read the commands that need more than their form: names for bots, dice, the machine's opinion."""
    hall = scene.hall
    match name:
        case "seat-bot":
            table, seat = form.number("table"), form.number("seat")
            return in_hall.SeatBot(table, seat, bot_names(hall, 1)[0])
        case "fill-with-bots":
            free = hall.tables * len(hall.seat_plans) - len(hall.seats)
            return in_hall.FillWithBots(form.optional_number("table"), bot_names(hall, free))
        case "hand-seat-to-bot":
            place = _place_of_form(scene, form)
            return in_hall.HandSeatToBot(place.table, place.seat, bot_names(hall, 1)[0])
        case "draw-seats":
            return in_hall.DrawSeats(tuple(secrets.randbelow(1_000_000) for _ in range(2 * len(hall.unseated))))
        case "judge-goal":
            return _judgement(scene, form)
        case _:
            raise FormUnreadable(NO_SUCH_COMMAND)


def _judgement(scene: Scene, form: Form) -> in_hall.JudgeGoal:
    table, goal = form.number("table"), form.text("goal")
    machine = _opinion(scene, table, goal)
    return in_hall.JudgeGoal(table, goal, form.flag("met"), form.text("reason", ""), machine)


def _verdicts_by_the_words(scene: Scene) -> tuple[in_hall.JudgeGoal, ...]:
    """Judge every open claim as the words of the charter have it; whoever differs judges that one by hand."""
    waiting = (key for key in scene.hall.claims if key not in scene.hall.verdicts)
    opinions = ((key, _opinion(scene, key.table, key.goal)) for key in waiting)
    return tuple(
        in_hall.JudgeGoal(key.table, key.goal, opinion, BY_THE_WORDS, opinion)
        for key, opinion in opinions
        if opinion is not None
    )


def _opinion(scene: Scene, table: int, goal_id: str) -> bool | None:
    """Say what the charter's words alone make of a goal; None where there is no such table or goal."""
    stream = scene.tables.get(table)
    goal = next((goal for goal, _, _ in goals_of(scene.definition) if goal.id == goal_id), None)
    return machine_judges(stream.state, goal, scene.hall.reading) if stream and goal else None


def _place_of_form(scene: Scene, form: Form) -> Place:
    if form.text("table", ""):
        return Place(form.number("table"), form.number("seat"))
    return _own_place(scene)


def _own_place(scene: Scene) -> Place:
    if scene.place is None or not _person_or_none(scene):
        raise FormUnreadable(NOT_SEATED)
    return scene.place


def _person(scene: Scene) -> str:
    person = _person_or_none(scene)
    if not person:
        raise FormUnreadable(NO_SUCH_COMMAND)
    return person


def _person_or_none(scene: Scene) -> str:
    return getattr(scene.viewer, "person", "")
