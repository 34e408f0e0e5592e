"""Contexts for every page and fragment, made by playing Rainbow Road for a while under its real rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from meshcouncil.application.gatherings import agenda_of, seat_plans_of
from meshcouncil.council import commands as at_table
from meshcouncil.council import views as table_views
from meshcouncil.council.decide import decide as decide_at_table
from meshcouncil.council.definition import (
    AllowReference,
    Definition,
    Fraction,
    MarkPublic,
    NewProject,
    PolicyRecord,
    ProcedureRules,
    SplitProject,
)
from meshcouncil.council.evolve import replayed
from meshcouncil.council.judging import judge
from meshcouncil.council.matters import (
    AddPolicy,
    AdoptProcedure,
    AdvanceProposal,
    AmendMotion,
    AskCouncil,
    ChangeGraph,
    GrantException,
    HoldCaucus,
    Matter,
    ProposalStatus,
    ReferMotion,
    SettleDecision,
)
from meshcouncil.council.state import Council, seated
from meshcouncil.council.views import TableView
from meshcouncil.documents.anti_patterns import anti_patterns
from meshcouncil.documents.charter import charter_of
from meshcouncil.documents.debrief import collective_sentence, table_comparison, why_sentence, winner_sentence
from meshcouncil.gathering import commands as in_hall
from meshcouncil.gathering import views as hall_views
from meshcouncil.gathering.decide import decide as decide_in_hall
from meshcouncil.gathering.evolve import replay
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import Facilitator, Participant, Projector, Viewer
from meshcouncil.pack.shelf import Shelf
from meshcouncil.web import library
from meshcouncil.web.contexts import TableDebrief, procedure_in_words
from meshcouncil.web.graph_words import draft_in_words, graph_in_words
from meshcouncil.web.minutes import minutes_page
from meshcouncil.web.motion_words import motion_words

NOW = 1_700_000_000_000
NAMES = ("Amina", "Ben", "Chiara", "Dov", "Esi", "Farid", "Grete", "Hana", "Ivo", "Jun")
ME = 5
PEOPLE_AT_EACH_TABLE = (1, 3, 5, 7, 9, 6)

Context = Mapping[str, object]


@cache
def definition() -> Definition:
    """Compile the shipped pack once."""
    return Shelf().definition("rainbow-road")


# --- the hall ---------------------------------------------------------------------------------------------------------


@dataclass
class Hall:
    """A gathering that is played step by step."""

    state: Gathering

    def do(self, *commands: in_hall.Command) -> Hall:
        """Send commands that the rules accept."""
        for command in commands:
            self.state = replay(decide_in_hall(self.state, command), self.state)
        return self

    def to(self, step: str) -> Hall:
        """Go on until a step."""
        while self.state.step != step:
            self.do(in_hall.NextStep(NOW))
        return self


def empty_hall(tables: int = 2) -> Hall:
    """Open the doors."""
    pack = definition()
    opening = in_hall.OpenGathering(
        gathering="g1",
        title="Rainbow Road, autumn council",
        pack_digest=pack.digest,
        pack_slug=pack.slug,
        plan_id="sixty",
        steps=agenda_of(pack.plans[0]),
        seats=seat_plans_of(pack),
        tables=tables,
        min_teams=5,
        bots=True,
        facilitated=True,
        reading="open",
        seating="choose",
        pace=100,
        at=NOW,
        injects=tuple(inject.id for inject in pack.injects),
    )
    return Hall(replay(decide_in_hall(Gathering(), opening)))


def lobby(tables: int = 2) -> Hall:
    """Seat some people and let one wait."""
    hall = empty_hall(tables)
    for table in range(1, tables + 1):
        for seat in PEOPLE_AT_EACH_TABLE:
            person = f"p{table}-{seat}"
            name = NAMES[seat - 1] if table == 1 else f"{NAMES[(seat + table) % 10]} {'BCDEFGH'[table - 2]}."
            hall.do(in_hall.EnterHall(person, name, NOW), in_hall.TakeSeat(person, table, seat))
    return hall.do(in_hall.EnterHall("late", "Kirsi", NOW))


def running(tables: int = 2) -> Hall:
    """Fill with bots and start."""
    bots = in_hall.FillWithBots(None, ("Ada", "Olof", "Mei", "Tariq"))
    return lobby(tables).do(bots, in_hall.StartAgenda(NOW))


# --- the table --------------------------------------------------------------------------------------------------------


@dataclass
class Table:
    """A council that is played command by command."""

    state: Council

    def do(self, *commands: at_table.Command) -> Table:
        """Send commands that the rules accept."""
        for command in commands:
            self.state = replayed(self.state, decide_at_table(self.state, command))
        return self

    def vote(self, motion: str, yes: int) -> Table:
        """Call the vote and let the first `yes` seats say yes, the rest no; the last vote closes it."""
        self.do(at_table.OpenVote(9, motion))
        version = self.state.motions[motion].version
        for number, seat in enumerate(sorted(self.state.seats)):
            self.do(at_table.CastBallot(seat, motion, version, "yes" if number < yes else "no"))
        return self


def seated_table() -> Table:
    """Seat people and bots; two seats stay free."""
    table = Table(seated(definition()))
    for number, name in enumerate(NAMES, start=1):
        if number != 8:
            kind: at_table.Occupancy = "person" if number in PEOPLE_AT_EACH_TABLE else "bot"
            table.do(at_table.FillSeat(number, kind, name if kind == "person" else f"{name} (bot)"))
    return table


def begun(step: str = "cs1", *, procedure: bool = True, final_vote: bool = False) -> Table:
    """Begin a session."""
    return seated_table().do(at_table.BeginStep(step, sitting=True, procedure=procedure, final_vote=final_vote))


def debated() -> Table:
    """Play half a council: a procedure, policies, an emergency, talk, open motions and a running ballot."""
    table = begun()
    rules = ProcedureRules(kind="supermajority", threshold=Fraction(2, 3), base="votes_cast")
    table.do(
        at_table.Introduce(1, "I bring data in, from databases, forms and far too many spreadsheets."),
        at_table.Introduce(5, "I look after the people of Rainbow Road, and I would like their reports to stay right."),
        at_table.TableMotion(
            9, AdoptProcedure(rules), "Rules that bind everyone should have more than a bare majority."
        ),
        at_table.SecondMotion(10, "M1"),
    ).vote("M1", 7)
    table.do(
        at_table.BeginStep("cs2", sitting=True, procedure=False, final_vote=False),
        at_table.TableMotion(1, AddPolicy("Every public model is tested", TESTED), "Trust is what we share."),
        at_table.SecondMotion(3, "M2"),
    ).vote("M2", 8)
    table.do(
        at_table.TableMotion(
            5, SettleDecision("people_ops_home", "own_may_fold"), "We need a way back if it is too much."
        ),
        at_table.SecondMotion(6, "M3"),
    ).vote("M3", 5)
    table.do(
        at_table.TableMotion(7, SettleDecision("cross_refs", "any_public_acyclic"), "Good marts are for everybody."),
        at_table.SecondMotion(2, "M4"),
    ).vote("M4", 6)
    return table.do(
        at_table.DealInject("emergency"),
        at_table.TableMotion(3, SettleDecision("emergency", "revert_first"), "Put it back, then talk."),
        at_table.SecondMotion(6, "M5"),
        at_table.TableMotion(6, ChangeGraph((AllowReference("finance_marketing", "people_ops"),)), "We share donors."),
        at_table.TableMotion(2, AddPolicy("Whoever breaks it says so first", BREAKS), ""),
        at_table.SecondMotion(5, "M7"),
        at_table.Say(9, "council", "We have four minutes. Shall we vote on M5 first?"),
        at_table.Say(3, "council", "Yes. Finance needs the change, but not at the price of payroll."),
        at_table.Say(5, "council", "Thank you. That is all we ask for."),
        at_table.Say(6, "team", "If they fold our project back, do we still want the split?"),
        at_table.Say(5, "team", "Only if the owner may ask for it. That is in M3."),
        at_table.Say(5, "facilitator", "May a council change its procedure later?"),
        at_table.AnswerAsFacilitator(5, "Yes, by a motion, under the rules it has."),
        at_table.DeclareFact(5, "Payroll runs on the 25th; nothing may break in the three days before."),
        at_table.RaiseHand(7),
        *(at_table.DraftGraph(ME, each) for each in DRAFT),
        at_table.OpenVote(9, "M5"),
        at_table.CastBallot(1, "M5", 1, "yes"),
        at_table.CastBallot(3, "M5", 1, "yes"),
        at_table.CastBallot(9, "M5", 1, "abstain"),
    )


DRAFT = (
    SplitProject(
        "people_ops", (NewProject("people_ops", "People Ops", "people_ops"), NewProject("payroll", "Payroll"))
    ),
    MarkPublic("people_ops", "headcount_by_month"),
    AllowReference("rescue_operations", "people_ops"),
)
TESTED = (
    "Every model that another project may reference has tests for uniqueness, for gaps and for the values it allows. "
    "A model that fails them is not published. The owning team mends it within two working days."
)
BREAKS = "A change to a public model is announced two weeks ahead to every project that references it."


def worked() -> Table:
    """Finish the running ballot: the calm state of a table in the middle of its work."""
    table = debated()
    for seat in (2, 4, 5, 6, 7, 9, 10):
        table.do(at_table.CastBallot(seat, "M5", 1, "no" if seat == 4 else "yes"))
    return table


def amended() -> Table:
    """A motion that took a friendly amendment, with three hostile ones, one of them amended; and a question."""
    breaks = AddPolicy("Whoever breaks it says so first", BREAKS)
    board = AskCouncil("What do we settle first?", ("Owners", "Tests"))
    table = debated().do(
        *(at_table.CastBallot(seat, "M5", 1, "yes") for seat in (2, 4, 5, 6, 7, 10)),
        at_table.TableMotion(4, amending(breaks, "M7", "two weeks", "three weeks"), "Two weeks are gone in no time."),
        at_table.AcceptAmendment(2, "M8"),
    )
    weeks = AddPolicy(breaks.title, BREAKS.replace("two weeks", "three weeks"))
    return table.do(
        at_table.TableMotion(6, amending(weeks, "M7", "every project", "the teams of every project", 2)),
        at_table.SecondMotion(ME, "M9"),
        at_table.TableMotion(3, AmendMotion("M7", 2, SHORT), "Short."),
        at_table.SecondMotion(1, "M10"),
        at_table.TableMotion(ME, AmendMotion("M10", 1, AddPolicy(SHORT.title, f"{SHORT.text} At once."))),
        at_table.TableMotion(1, amending(weeks, "M7", "references it", "references it, in writing", 2)),
        at_table.TableMotion(10, board),
        at_table.SecondMotion(1, "M13"),
        at_table.TableMotion(ME, AmendMotion("M13", 1, AskCouncil(board.question, (*board.options, "Names")))),
        at_table.Say(9, "council", "M10 goes furthest, so it comes first."),
    )


SHORT = AddPolicy("Say it first", "Whoever breaks it, says so.")


def amending(policy: AddPolicy, motion: str, old: str, new: str, version: int = 1) -> AmendMotion:
    """Amend a policy that is before the council by other words."""
    return AmendMotion(motion, version, AddPolicy(policy.title, policy.text.replace(old, new), policy.block))


def final_vote(*, closed: bool) -> Table:
    """Put the charter to the vote, and count it when asked."""
    table = debated().do(
        at_table.BeginStep("cs3", sitting=True, procedure=False, final_vote=True), at_table.CallFinalVote(9, "The pad.")
    )
    for seat in sorted(table.state.seats):
        if closed or seat % 2:
            if not closed and seat == ME:
                continue
            table.do(at_table.CastCharterBallot(seat, 1, "no" if seat == 4 else "abstain" if seat == 8 else "yes"))
    return table


def consented() -> Table:
    """A council that decides by consent, with a ballot running."""
    table = (
        begun()
        .do(at_table.TableMotion(9, AdoptProcedure(ProcedureRules(kind="consent"))), at_table.SecondMotion(10, "M1"))
        .vote("M1", 9)
    )
    return table.do(
        at_table.TableMotion(1, AddPolicy("Every public model is tested", TESTED)),
        at_table.SecondMotion(3, "M2"),
        at_table.OpenVote(9, "M2"),
    )


def ranked() -> Table:
    """A council that ranks, with a ballot running."""
    table = (
        begun()
        .do(
            at_table.TableMotion(9, AdoptProcedure(ProcedureRules(kind="ranked_choice"))),
            at_table.SecondMotion(10, "M1"),
        )
        .vote("M1", 9)
    )
    return table.do(
        at_table.TableMotion(1, SettleDecision("cross_refs", "fm_pair")),
        at_table.SecondMotion(3, "M2"),
        at_table.OpenVote(9, "M2"),
    )


def parliament() -> Table:
    """A council under Robert's Rules: somebody speaks, others wait, motions are stacked, a ruling may be appealed."""
    return begun().do(
        at_table.SwitchParliamentary(on=True),
        at_table.SetSpeakersList(9, 90, newcomers_first=True),
        *(at_table.RaiseHand(seat) for seat in (3, 1, 7)),
        at_table.CallSpeaker(9, at=NOW - 160_000),
        at_table.EndSpeech(3, at=NOW - 85_000),
        at_table.CallSpeaker(9, at=NOW - 80_000),
        at_table.YieldFloor(1, to=ME, at=NOW - 46_000),
        at_table.RaiseHand(3),
        at_table.TableMotion(1, AddPolicy("Every public model is tested", TESTED), "Trust is what we share."),
        at_table.SecondMotion(3, "M1"),
        at_table.TableMotion(7, ReferMotion("M1", "people_ops"), "They will have to do it."),
        at_table.SecondMotion(2, "M2"),
        at_table.RaisePoint(2, "order", "We have not introduced ourselves yet."),
        at_table.RulePoint(9, "Q1", well_taken=False, text="That comes at the end of this step."),
        at_table.RaisePoint(4, "information", "Who runs these tests at night?", "M1"),
    )


RECORD = PolicyRecord(
    category="quality",
    weight="standard",
    context="Reports that cross two projects break without anybody noticing.",
    options="Trust each other.\nTest everything.\nTest what others may reference.",
    consequences="Owners write tests; whoever references a model may rely on it.",
    steward="Data Architect",
    enforcement="ci_test",
    level="warn",
    warn_until="2027-06-30",
    monitoring="Share of public models whose tests pass, weekly.",
    compliance_due="2027-03-31",
    review_by="2028-01-31",
)


def piped() -> Table:
    """A charter with a whole record, dissent and an exception, and a proposal at every place of the pipeline."""
    table = begun().do(
        at_table.TableMotion(1, AddPolicy("Every public model is tested", TESTED, record=RECORD)),
        at_table.SecondMotion(3, "M1"),
        at_table.OpenVote(9, "M1"),
    )
    for seat in sorted(table.state.seats):
        no = {2: "We have nobody to write them.", 4: ""}
        table.do(at_table.CastBallot(seat, "M1", 1, "no" if seat in no else "yes", no.get(seat, "")))
    for number, ((seat, title), steps) in enumerate(PROPOSED.items(), start=1):
        table.do(at_table.ProposePolicy(seat, title, BREAKS, RECORD))
        for step in steps:
            anything: Any = step
            ours = replace(anything, proposal=f"PR{number}")
            if isinstance(ours, AdvanceProposal):
                _agree(table, 1, ours)
            else:
                table.do(ours)
    _agree(table, 6, GrantException("P1", "people_ops", "Our project moves this spring.", "2027-09-30"))
    return table.do(at_table.TableMotion(3, AdvanceProposal("PR2", "triaged"), "It costs us a day every month."))


def _agree(table: Table, mover: int, matter: Matter) -> None:
    table.do(at_table.TableMotion(mover, matter))
    motion = list(table.state.motions)[-1]
    table.do(at_table.SecondMotion(2, motion)).vote(motion, 8)


def _step(to: ProposalStatus, reason: str = "") -> AdvanceProposal:
    return AdvanceProposal("", to, reason)


_MAJOR = (_step("triaged"), _step("working_group"), at_table.JoinWorkingGroup(4, ""), at_table.SubmitProposal(ME, ""))
PROPOSED: Mapping[tuple[int, str], tuple[AdvanceProposal | at_table.ProposalCommand, ...]] = {
    (ME, "Say it before you break it"): (*_MAJOR, _step("further_approval", "Works council, Security board")),
    (3, "One name for one thing"): (),
    (ME, "A hub that belongs to all"): _MAJOR[:3],
    (7, "Quiet days around payroll"): (_step("rejected", "Payroll has its own rules."),),
}


def asked_in_turn() -> Table:
    """A council in the middle of a round and of a caucus, without any rules of order."""
    table = begun().do(
        at_table.TableMotion(9, HoldCaucus("moderated", "What may break", 4, 30)), at_table.SecondMotion(1, "M1")
    )
    for seat in sorted(table.state.seats):
        table.do(at_table.CastBallot(seat, "M1", 1, "yes", at=NOW - 20_000))
    return table.do(
        at_table.OpenRound(9, "What worries you most?"),
        at_table.SpeakInRound(10, "That nobody owns the hub."),
        at_table.SpeakInRound(1),
        *(at_table.SpeakInRound(seat, "The nights.") for seat in (2, 3, 4)),
    )


# --- contexts ---------------------------------------------------------------------------------------------------------

BASE = "."
JOIN = SimpleNamespace(
    code="RAIN42",
    address="council.example.org/join",
    qr=Markup(
        '<svg viewBox="0 0 21 21" role="presentation"><path d="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 2h2v3H9z'
        'M9 9h3v3H9zM14 10h4v2h-4zM10 15h2v4h-2zM15 15h3v5h-3z"/></svg>'
    ),
)
LINKS = SimpleNamespace(
    join="https://council.example.org/j/RAIN42",
    projector="https://council.example.org/i/projector-token",
    facilitator="https://council.example.org/i/facilitator-token",
)


def teams() -> Mapping[str, object]:
    """Give what hall fragments know of teams."""
    return {team.id: SimpleNamespace(name=team.name, shape=team.shape) for team in definition().teams}


def table_context(table: Table, hall: Hall, seat: int = ME, *, fresh: str = "") -> dict[str, object]:
    """Everything the fragments of the table page are drawn from."""
    view = table_views.view(table.state, table_views.Seated(seat))
    notices = hall_views.notices_view(hall.state, Participant(f"p1-{seat}"))
    words = motion_words(table.state, onlooker(table))
    return {
        "view": view,
        "words": words,
        **procedure_in_words(table.state),
        **graph_in_words(view, definition()),
        **draft_in_words(view, definition()),
        "board": table_views.board_view(table.state),
        "titles": {motion: named.title for motion, named in words.headings.items()},
        "bar": hall_views.bar_view(hall.state),
        "title": hall.state.title,
        "presence": frozenset({1, 3, ME, 7}),
        "typing": frozenset({3}),
        "call": notices.call,
        "may_call_help": notices.call is None,
        "notices": notices,
        "injects": view.injects,
        "fresh": fresh,
        "return_link": LINKS.join,
        "frozen": view.frozen,
        "closed": view.closed,
        "base": BASE,
    }


def motion_context(table: Table, hall: Hall, motion: str) -> dict[str, object]:
    """Everything the page of a motion is drawn from."""
    context = table_context(table, hall)
    shown = table_views.view(table.state, table_views.Seated(ME)).motions
    return {**context, "motion": next(each for each in shown if each.id == motion), "whole": True}


def hall_context(hall: Hall, viewer: Viewer) -> dict[str, object]:
    """Everything the fragments about the hall are drawn from."""
    view = hall_views.view(hall.state, viewer)
    return {
        "hall": view,
        "seats": view.seats,
        "me": view.me,
        "bar": view.bar,
        "title": view.title,
        "teams": teams(),
        "room": view.room,
        "shape": "triangle",
        "notices": view.notices,
        "injects": (),
        "fresh": "",
        "return_link": "",
        "frozen": False,
        "closed": False,
        "present": view.present,
        "console": view.console,
        "screen": view.screen,
        "claims": view.claims,
        "join": JOIN,
        "links": LINKS,
        "base": BASE,
    }


def goals() -> Mapping[str, object]:
    """Name every goal, as after the reveal."""
    pack = definition()
    found: dict[str, object] = {}
    for team in pack.teams:
        found[team.mission.id] = SimpleNamespace(text=team.mission.text, kind="team_mission", judgement="none")
        found[team.priorities.id] = SimpleNamespace(text=team.priorities.text, kind="team_priorities", judgement="none")
    for role in pack.roles:
        found[role.mission.id] = SimpleNamespace(text=role.mission.text, kind="role_mission", judgement="none")
    return found


def onlooker(table: Table) -> TableView:
    """See a table as the room does."""
    return table_views.view(table.state, table_views.Observer())


def debriefed() -> Mapping[int, Council]:
    """Two tables at the end: one whose charter passed, one that got nowhere."""
    return {1: final_vote(closed=True).state, 2: debated().state}


def debrief_tables() -> tuple[TableDebrief, ...]:
    """Two tables as the debrief shows them."""
    return tuple(_debriefed(number, council) for number, council in debriefed().items())


def _debriefed(number: int, council: Council) -> TableDebrief:
    verdicts = judge(council, "open")
    return TableDebrief(
        number,
        table_views.view(council, table_views.Observer()),
        number == 1,
        verdicts,
        together=collective_sentence(verdicts),
        won={each.seat: winner_sentence(each, definition()) for each in verdicts.seats},
        why={each.goal.id: why_sentence(each, definition(), council) for each in verdicts.goals},
        evidence={"T.DL": ("The charter was adopted by the council.",)} if number == 1 else {},
    )


TIMELINE = (
    SimpleNamespace(time="11:20", text="Council session 1 began.", table=None, big=True),
    SimpleNamespace(time="11:26", text="The council adopted a supermajority of two thirds.", table=1, big=False),
    SimpleNamespace(time="11:30", text="The emergency broke in.", table=None, big=True),
    SimpleNamespace(time="11:33", text="Every public model is tested: carried, 8 yes, 1 no.", table=1, big=False),
    SimpleNamespace(time="11:58", text="The charter was adopted as a whole.", table=1, big=True),
)


def revealed() -> Hall:
    """Play the hall to the reveal, with one claim on the way."""
    hall = running().to("reveal")
    return hall.do(in_hall.ClaimGoal(1, ME, "R5", "Duties change only through the HR process."), in_hall.Reveal(NOW))


def parliament_floor() -> table_views.FloorView:
    """See who has the floor as the room does."""
    return table_views.floor_view(parliament().state, table_views.Observer())


def work(tables: int) -> Mapping[int, object]:
    """What the console knows of each table's work."""
    votes = ("", "", "open", "passed", "", "failed")
    return {
        number: SimpleNamespace(
            motions=number % 3,
            voting=1 if number == 2 else 0,
            waiting_for=4 if number == 2 else 0,
            settled=3 * number,
            total=44,
            policies=number,
            pad=431 * number,
            adopted=number != 4,
            hands=number % 2,
            vote=votes[(number - 1) % 6],
            parliamentary=number == 3,
        )
        for number in range(1, tables + 1)
    }


DESK = (
    SimpleNamespace(
        table=2, seat=4, name="Dov B.", title="Lead Marketing Analyst", shape="square",
        messages=((False, "Do we have to vote on every question?"), (True, "No. Silence keeps the status quo.")),
    ),
)  # fmt: skip


def console_context(hall: Hall, tables: int) -> dict[str, object]:
    """Everything the console is drawn from."""
    pack = definition()
    plan = pack.plans[0]
    step = next((each for each in plan.steps if each.id == hall.state.step), None)
    wanted = step.slides if step else ()
    return {
        **hall_context(hall, Facilitator()),
        "work": work(tables),
        "injects": pack.injects_by_id,
        "step": step,
        "slides": tuple(slide for slide in pack.slides if slide.id in wanted),
        "desk": DESK,
        "facilitated": True,
        "waiting": (
            SimpleNamespace(
                table=1, goal="R5", text=pack.roles[4].mission.text, kind="role_mission", name="Esi",
                title="Director of HR", clause="Duties change only through the HR process.", machine=False,
            ),
        ),
        "revealed": False,
        "judged": 2,
        "total": 20,
    }  # fmt: skip


def screen_context(hall: Hall, **given: object) -> dict[str, object]:
    """Everything the projector is drawn from."""
    plan = definition().plans[0]
    step = next((each for each in plan.steps if each.id == hall.state.step), None)
    context = {"slide": None, "charter": None, "alarm": None, "results": (), "floors": (), "step": step}
    return {**hall_context(hall, Projector()), **context, **given}


def debrief_context(hall: Hall, *, is_facilitator: bool) -> dict[str, object]:
    """Everything the debrief is drawn from."""
    viewer: Viewer = Facilitator() if is_facilitator else Participant(f"p1-{ME}")
    return {
        **hall_context(hall, viewer),
        "debrief": debrief_tables(),
        "comparison": table_comparison(debriefed()),
        "habits": {number: anti_patterns(council) for number, council in debriefed().items()},
        "mine": None if is_facilitator else 1,
        "shows_habits": is_facilitator or hall.state.is_revealed,
        "facilitated": hall.state.facilitated,
        "goals": goals(),
        "timeline": TIMELINE,
        "is_facilitator": is_facilitator,
        "revealed": hall.state.is_revealed,
    }


def plans() -> list[object]:
    """Give the plans as the hosting page shows them."""
    return [
        SimpleNamespace(
            id=plan.id,
            title=plan.title,
            minutes=sum(step.minutes for step in plan.steps),
            steps=[SimpleNamespace(id=s.id, title=s.title, minutes=s.minutes, skipped=False) for s in plan.steps],
        )
        for plan in definition().plans
    ]


def join_gathering() -> object:
    """Give a gathering as the joining page shows it."""
    pack = definition()
    chairs = [
        SimpleNamespace(
            number=role.number, title=role.title, team=pack.team_of(role.number).name,
            shape=pack.team_of(role.number).shape, offered=role.number % 3 != 0,
            why_not="taken by Amina" if role.number % 3 == 0 else "",
        )
        for role in pack.roles
    ]  # fmt: skip
    tables = [SimpleNamespace(number=number, free=7, seats=chairs) for number in (1, 2)]
    return SimpleNamespace(title=pack.title, summary=pack.summary, code="RAIN42", seating="choose", tables=tables)


def invitation(kind: str) -> object:
    """Give an invitation of a kind."""
    return SimpleNamespace(
        kind=kind, title="Rainbow Road, autumn council", shape="triangle" if kind in ("seat", "person") else "",
        table=1, seat=5, role="Director of HR", team="People Ops", needs_name=kind == "seat", action="/i/token",
        button="Take this seat" if kind == "seat" else "Go in", note="Opening this page takes nothing.",
    )  # fmt: skip


def library_samples() -> tuple[Sample, ...]:
    """Show the policy library at a table that debates: all of it, a search, a card, a heading and nothing."""
    view, pack = table_views.view(debated().state, table_views.Seated(ME)), definition()
    around = {"title": pack.title, "base": BASE, "may_draft": True}
    cards = {card.id: card for card in view.library}
    shown = {
        "library": library.shelves_page(view, "", ""),
        "library-found": library.shelves_page(view, "contract", ""),
        "library-nothing": library.shelves_page(view, "zebra", "definitions"),
    }
    read = {name: library.card_page(view, cards[name], pack, NOW) for name in ("POL-15", "stars")}
    return (
        *(Sample(name, "library", {**around, **context}) for name, context in shown.items()),
        *(Sample(f"library-{name}", "library_card", {**around, **context}) for name, context in read.items()),
        Sample("library-later", "library_card", {**around, **read["POL-15"], "may_draft": False}),
    )


def draft_context() -> Mapping[str, Any]:
    """Give what the table's page needs besides for a card taken as a draft."""
    card = next(card for card in definition().library if card.id == "POL-15")
    return {"policy_draft": library.draft_of(card, NOW)}


PAD = {"pad_name": "Esi", "pad_colour": "triangle", "pad_readonly": False, "pad_text": "Minutes of the council"}
PAD["pad_teams"] = tuple((team.id, team.name) for team in definition().teams)


@dataclass(frozen=True)
class Sample:
    """A page to draw: its template, what it is drawn from, and the fragments that stand in it."""

    name: str
    page: str
    context: Context
    fragments: tuple[str, ...] = ()

    def drawn_from(self, fragment: str) -> Context:
        """Give what a fragment is drawn from; the console's notices know none of the injects that it can deal."""
        return {**self.context, "injects": ()} if self.page == "facilitator" and fragment == "notices" else self.context


TABLE_FRAGMENTS = (
    "bar", "notices", "brief", "team", "facts", "final", "vote", "work-nav", "motions", "decisions", "policies",
    "proposals", "graph", "graph-draft",
    "procedure", "people", "floor", "talk",
)  # fmt: skip
CONSOLE_FRAGMENTS = (
    "console-bar", "console-agenda", "console-notes", "notices", "console-tables", "console-people", "console-talk",
    "console-claims",
)  # fmt: skip
ONLOOKER_FRAGMENTS = (
    "bar", "final", "vote", "motions", "policies", "proposals", "decisions", "graph", "procedure", "people", "floor",
    "facts",
)  # fmt: skip
DEBRIEF_FRAGMENTS = (
    "debrief-winners", "claims", "debrief-missions", "debrief-tables", "debrief-habits", "debrief-timeline",
)  # fmt: skip


def _table(name: str, table: Table, hall: Hall, seat: int = ME, **more: Any) -> Sample:
    context = {**table_context(table, hall, seat), **PAD, "now": NOW, "alarm": False, "policy_draft": None, **more}
    return Sample(name, "table", context, TABLE_FRAGMENTS)


@cache
def minutes_samples() -> tuple[Sample, ...]:
    """Minutes before anything was moved, of a council at work, and of one that ended, as the facilitator reads them."""
    title = {"title": "Rainbow Road, autumn council", "base": BASE}
    told: tuple[tuple[str, Table, str, Mapping[str, str], bool], ...] = (
        ("minutes-empty", begun(), "minutes", {}, False),
        ("minutes", consented(), "minutes", {"seen": "1"}, False),
        ("minutes-facilitator", final_vote(closed=True), "minutes-1", {"seen": "99", "page": "all"}, True),
    )
    return tuple(
        Sample(name, "minutes", {**title, "page": minutes_page(table.state, 1, page, asked), "is_facilitator": theirs})
        for name, table, page, asked, theirs in told
    )


@cache
def deliberation_samples() -> tuple[Sample, ...]:
    """The table page in the middle of every procedure: for a participant, and for the chair where it has to act."""
    from tests.web.deliberations import DELIBERATIONS

    hall = running().to("cs2")
    tables = {name: make() for name, make in DELIBERATIONS.items()}
    return (
        *(_table(f"table-{name}", table, hall) for name, table in tables.items()),
        *(_table(f"table-{name}-chair", tables[name], hall, 9) for name in CHAIRED),
    )


CHAIRED = ("hummed", "offered", "round")


def samples() -> tuple[Sample, ...]:
    """List every page in every state worth drawing."""
    in_lobby, in_session, at_six = lobby(), running().to("cs2"), running(6).to("cs2")
    at_six.do(in_hall.CallHelp(3, 5, "We cannot agree who chairs.", NOW), in_hall.Broadcast("Five minutes left.", NOW))
    at_six.do(in_hall.DealInject("budget_freeze", 1, NOW))
    emergency = running().to("emergency")
    emergency.do(in_hall.Broadcast("Coffee stands outside.", NOW))
    presenting = running().to("present").do(in_hall.PresentTable(1, NOW))
    sidebar = (
        running()
        .to("sidebar")
        .do(
            in_hall.SayInRoom(1, ME, ME, "We let our project fold back on request. You?", NOW),
            in_hall.SayInRoom(2, ME, ME, "Not yet. Who proposed it at your table?", NOW),
        )
    )
    final = running().to("cs3")
    end = revealed()
    me, waiting = Participant(f"p1-{ME}"), Participant("late")
    now = {"now": NOW}
    view = {"view": table_views.view(debated().state, table_views.Seated(ME))}
    watched = {
        **table_context(debated(), in_session),
        "view": table_views.view(debated().state, table_views.Facilitator()),
    }
    pack = definition()
    return (
        Sample("home", "home", {}),
        Sample("host", "host", {
            "packs": [SimpleNamespace(slug=pack.slug, title=pack.title, summary=pack.summary, seats=10, min_seats=5)],
            "plans": plans(), "errors": {"tables": "Choose between 1 and 50 tables."},
            "values": SimpleNamespace(
                pack=pack.slug, plan="sixty", tables=2, seating="choose", bots=True, reading="open", facilitated=True,
                pace="100",
                bot_pace="100",
            ),
        }),
        Sample("join-code", "join", {"gathering": None, "code": "RAIN4", "refusal": "No gathering has this code."}),
        Sample("join-seat", "join", {"gathering": join_gathering(), "name": "", "seat": "", "refusal": ""}),
        *(
            Sample(f"invite-{kind}", "invite", {"invite": invitation(kind), "name": "", "refusal": ""})
            for kind in ("seat", "person", "facilitator", "projector")
        ),
        Sample("invitation", "invitation", {
            "place": Place(1, 5), "team": pack.team_of(5), "role": pack.roles_by_number[5], "title": pack.title,
            "qr": JOIN.qr, "address": LINKS.join,
        }),
        Sample("message", "message", {"message": SimpleNamespace(
            eyebrow="Not here", title="There is nothing at this address", href="/", label="To the first page",
            text="The link may be old, or it belongs to somebody else. Ask your facilitator for a new one.",
        )}),
        Sample("lobby-seated", "lobby", {**hall_context(in_lobby, me), **now, "return_link": LINKS.join},
               ("notices", "lobby-me", "lobby-seats")),
        Sample("lobby-waiting", "lobby", {**hall_context(in_lobby, waiting), **now},
               ("notices", "lobby-me", "lobby-seats")),
        Sample("brief", "brief", {**view, "title": pack.title, "base": BASE}),
        Sample("print", "print", {**view, "title": pack.title, "base": BASE}),
        Sample("handbook", "handbook", {"sections": pack.handbook, "title": pack.title, "base": BASE}),
        *library_samples(),
        *minutes_samples(),
        Sample("showcase", "showcase", table_context(debated(), in_session)),
        _table("table-begun", begun(), running().to("cs1")),
        _table("table-debated", debated(), in_session),
        _table("table-work", worked(), in_session),
        _table("table-draft", debated(), in_session, **draft_context()),
        _table("table-chair", debated(), in_session, 9),
        _table("table-emergency", debated(), emergency, alarm=True, fresh="emergency"),
        _table("table-pipeline", piped(), in_session),
        _table("table-pipeline-chair", piped(), in_session, 9),
        _table("table-amended", amended(), in_session),
        _table("table-amended-mover", amended(), in_session, 2),
        Sample("motion", "motion", motion_context(amended(), in_session, "M7"), ()),
        _table("table-consent", consented(), in_session),
        _table("table-ranked", ranked(), in_session),
        _table("table-parliament", parliament(), in_session),
        _table("table-parliament-chair", parliament(), in_session, 9),
        _table("table-open-round", asked_in_turn(), in_session),
        *deliberation_samples(),
        _table("table-final-open", final_vote(closed=False), final),
        _table("table-final-closed", final_vote(closed=True), final),
        Sample("sidebar", "sidebar", {**hall_context(sidebar, me), **PAD, **now},
               ("bar", "notices", "room-people", "room-talk")),
        Sample("presentations", "presentations", {
            **hall_context(presenting, me), **now, "charter": charter_of(final_vote(closed=True).state),
            "questions": pack.plans[0].steps[6].questions,
        }, ("bar", "notices", "present")),
        Sample("debrief", "debrief", {**debrief_context(end, is_facilitator=False), **now}, DEBRIEF_FRAGMENTS),
        Sample("debrief-facilitator", "debrief",
               {**debrief_context(running().to("reveal"), is_facilitator=True), **now}, DEBRIEF_FRAGMENTS),
        Sample("debrief-hidden", "debrief",
               {**debrief_context(running().to("present"), is_facilitator=False), **now}, DEBRIEF_FRAGMENTS),
        Sample("facilitator-lobby", "facilitator_lobby", {**console_context(in_lobby, 2), **now, "injects": ()},
               ("notices", "hall-seats", "hall-start")),
        Sample("facilitator", "facilitator", {**console_context(at_six, 6), **now}, CONSOLE_FRAGMENTS),
        Sample("facilitator-table", "facilitator_table", {**watched, **now, "table": 1, "may_call_help": False},
               ONLOOKER_FRAGMENTS),
        *(
            Sample(f"projector-{name}", "projector", {**screen_context(hall, **given), **now}, ("screen",))
            for name, hall, given in (
                ("lobby", in_lobby, {}),
                ("step", in_session, {}),
                ("slide", running(), {"slide": pack.slides[1]}),
                ("emergency", emergency, {"alarm": pack.injects_by_id["emergency"]}),
                ("presenting", presenting, {"charter": charter_of(final_vote(closed=True).state)}),
                ("floor", in_session, {"floors": ((1, parliament_floor()),)}),
                ("results", end, {"results": debrief_tables()}),
            )
        ),
    )  # fmt: skip


__all__ = ["NOW", "Place", "Sample", "samples"]
