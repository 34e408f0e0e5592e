"""What one pair of eyes may see."""

from dataclasses import replace

from meshcouncil.gathering.commands import (
    Broadcast,
    CallHelp,
    ClaimGoal,
    CloseGathering,
    DealInject,
    HandSeatToBot,
    JudgeGoal,
    LeaveSeat,
    NextStep,
    Pause,
    PresentTable,
    Reveal,
    SayInRoom,
    SkipStep,
    VoteOnClaim,
)
from meshcouncil.gathering.state import Gathering, Place
from meshcouncil.gathering.viewers import BotSeat, Facilitator, Participant, Projector, Stranger
from meshcouncil.gathering.views import (
    ActionView,
    AgendaItemView,
    AnnouncementView,
    BarView,
    CallView,
    ClaimView,
    ClockView,
    GoalView,
    HallView,
    InjectNoticeView,
    InjectView,
    MeView,
    NoticesView,
    PersonView,
    PresentView,
    RoomPersonView,
    RoomView,
    SayingView,
    SeatView,
    StripItemView,
    TableGlanceView,
    TurnView,
    VerdictView,
    bar_view,
    claims_view,
    console_view,
    me_view,
    notices_view,
    present_view,
    room_view,
    screen_view,
    seats_view,
    view,
)
from tests.gathering.builders import MINUTE, NOON, STEPS, after, at_step, entered, opened, running, seated, two_tables

ANA, BEN, CHO, ELI = (Participant(person) for person in ("ana", "ben", "cho", "eli"))
ROBIN, KIT = BotSeat(1, 2), BotSeat(2, 1)


# --- the bar ----------------------------------------------------------------------------------------------------------


def test_the_bar_tells_the_step_its_objective_and_the_clock() -> None:
    hall = after(running(), SkipStep("emergency"), NextStep(NOON))
    assert bar_view(hall) == BarView(
        stage="running",
        step="council",
        title="Council",
        objective="Agree how you decide.",
        number=2,
        of=4,
        strip=(
            StripItemView("setup", "Set-up", 5, "done"),
            StripItemView("council", "Council", 10, "now"),
            StripItemView("emergency", "Emergency", 5, "skipped"),
            StripItemView("sidebar", "Sidebar", 5, "ahead"),
            StripItemView("present", "Presentations", 4, "ahead"),
        ),
        clock=ClockView(NOON + 10 * MINUTE, 10 * MINUTE, running=True, paused=False),
        surfaces=("table",),
        group_by="tables",
        procedure=True,
        final_vote=False,
        is_last=False,
        revealed=False,
    )


def test_a_paused_clock_shows_what_is_left() -> None:
    hall = after(running(), Pause(NOON + MINUTE))
    assert bar_view(hall).clock == ClockView(None, 4 * MINUTE, running=False, paused=True)


def test_the_lobby_has_no_step_and_no_clock() -> None:
    bar = bar_view(seated())
    assert (bar.step, bar.number, bar.of, bar.clock) == (None, 0, 5, ClockView(None, 0, running=False, paused=False))


# --- people and seats -------------------------------------------------------------------------------------------------


def test_a_participant_sees_names_and_what_to_take_but_nobodys_id() -> None:
    seats = seats_view(seated(), BEN)
    assert seats.tables[0].seats == (
        SeatView(1, "hub", "Engineer", "Ana", False, False, None, None, False, "seat_taken"),
        SeatView(2, "hub", "Modeller", "Robin", True, False, None, None, True, None),
        SeatView(3, "field", "Analyst", "Cho", False, False, None, None, False, "seat_taken"),
        SeatView(4, "field", "Planner", None, False, False, None, None, True, None),
        SeatView(5, "chair", "Chair", "Eli", False, False, None, None, False, "seat_taken"),
    )
    assert seats.unseated == (PersonView("Ben", True, None), PersonView("Dia", False, None))


def test_the_facilitator_sees_whom_to_move() -> None:
    seats = seats_view(seated(), Facilitator())
    assert seats.tables[0].seats[0] == SeatView(1, "hub", "Engineer", "Ana", False, False, "ana", None, False, None)
    assert seats.unseated == (PersonView("Ben", False, "ben"), PersonView("Dia", False, "dia"))


def test_a_table_tells_which_teams_wait() -> None:
    first, second = seats_view(after(seated(), LeaveSeat("cho")), ANA).tables
    assert (first.waiting, first.people, first.bots) == (("field",), 2, 1)
    assert second.waiting == ("hub", "field", "chair")


def test_a_table_left_out_of_play_is_not_open() -> None:
    assert [table.open for table in seats_view(running(), ANA).tables] == [True, False]


def test_a_bot_that_stands_in_says_for_whom() -> None:
    hall = after(running(), HandSeatToBot(1, 1, "Bo"))
    assert seats_view(hall, CHO).tables[0].seats[0].keeps_for == "Ana"
    assert me_view(hall, ANA) == MeView("Ana", None, None, None, Place(1, 1), steers=False)


def test_you_know_your_own_place() -> None:
    hall = running()
    assert me_view(hall, ANA) == MeView("Ana", Place(1, 1), "hub", "Engineer", None, steers=False)
    assert me_view(hall, BEN) == MeView("Ben", None, None, None, None, steers=False)
    assert me_view(hall, ROBIN) == MeView("Robin", Place(1, 2), "hub", "Modeller", None, steers=False)
    assert me_view(hall, Facilitator()) is None


# --- notices ----------------------------------------------------------------------------------------------------------


def test_everybody_hears_a_broadcast_and_only_the_table_its_inject() -> None:
    hall = after(two_tables(), Broadcast("Five minutes", NOON), DealInject("twist", 2, NOON))
    heard = (AnnouncementView("Five minutes", NOON),)
    assert notices_view(hall, ANA) == NoticesView(heard, (), None)
    assert notices_view(hall, KIT) == NoticesView(heard, (InjectNoticeView("twist", (2,), NOON),), None)
    assert notices_view(hall, Facilitator()) == NoticesView(heard, (InjectNoticeView("twist", (2,), NOON),), None)
    assert notices_view(hall, BEN) == notices_view(hall, Projector()) == NoticesView(heard, (), None)


def test_the_room_sees_an_inject_once_every_table_has_met_it() -> None:
    hall = after(two_tables(), DealInject("twist", 2, NOON), DealInject("twist", 1, NOON + 1))
    assert notices_view(hall, Projector()).injects == (InjectNoticeView("twist", (1, 2), NOON + 1),)
    assert notices_view(hall, KIT).injects == (InjectNoticeView("twist", (2,), NOON),)


def test_only_its_caller_and_the_facilitator_see_a_call() -> None:
    hall = after(running(), CallHelp(1, 1, "We are stuck", NOON))
    call = CallView(1, 1, "Ana", "We are stuck", NOON)
    assert (notices_view(hall, ANA).call, console_view(hall).calls) == (call, (call,))
    assert [notices_view(hall, viewer).call for viewer in (CHO, ROBIN, Projector())] == [None, None, None]


# --- rooms ------------------------------------------------------------------------------------------------------------


def test_a_room_holds_all_who_play_one_role() -> None:
    hall = after(two_tables("sidebar"), SayInRoom(2, 1, 1, "Hello", NOON), SayInRoom(1, 3, 3, "Secret", NOON))
    assert room_view(hall, ANA) == RoomView(
        room=1,
        title="Engineer",
        people=(RoomPersonView(1, "Ana", bot=False, you=True), RoomPersonView(2, "Kit", bot=True, you=False)),
        talk=(SayingView(2, "Kit", "Hello", NOON, you=False),),
        may_speak=True,
        refused=None,
    )


def test_after_the_sidebar_a_room_can_be_read_but_nobody_speaks() -> None:
    room = room_view(after(at_step("sidebar"), SayInRoom(1, 1, 1, "Hello", NOON), NextStep(NOON)), ANA)
    assert room is not None
    assert (len(room.talk), room.may_speak, room.refused) == (1, False, "not_now")


def test_without_a_seat_or_before_the_start_there_is_no_room() -> None:
    assert [room_view(running(), BEN), room_view(seated(), ANA), room_view(running(), Facilitator())] == [None] * 3


def test_the_facilitator_sees_every_room_where_somebody_spoke() -> None:
    hall = after(two_tables("sidebar"), SayInRoom(1, 3, 3, "Hello", NOON))
    assert [(room.room, len(room.people), room.may_speak) for room in console_view(hall).rooms] == [(3, 2, False)]


# --- claims -----------------------------------------------------------------------------------------------------------

MINE = ClaimGoal(1, 1, "r1", "Article 2")
GOAL = GoalView(
    table=1,
    goal="r1",
    holders=(1,),
    own=True,
    claim=ClaimView(1, "Ana", "Article 2", 0, 3, None),
    verdict=None,
    may_claim=True,
    may_withdraw=True,
    may_vote=False,
)


def known(hall: Gathering, viewer: Participant | BotSeat | Facilitator | Projector) -> list[str]:
    """Give the goals a viewer knows of, with a star where there is a claim."""
    return [goal.goal + ("*" if goal.claim else "") for goal in claims_view(hall, viewer).goals]


def test_you_see_your_own_goals_and_your_teams_and_no_others() -> None:
    hall = after(running(), MINE, ClaimGoal(1, 1, "t.hub", "Article 3"))
    assert known(hall, ANA) == ["r1*", "t.hub*", "p.hub"]
    assert known(hall, ROBIN) == ["t.hub*", "p.hub", "r2"]
    assert known(hall, CHO) == ["r3", "t.field", "p.field"]
    assert known(hall, BEN) == known(hall, Projector()) == []
    assert claims_view(hall, ANA).goals[0] == GOAL


def test_the_facilitator_sees_every_goal_at_every_table_that_plays() -> None:
    hall = after(two_tables(), MINE)
    goals = claims_view(hall, Facilitator()).goals
    assert (len(goals), goals[0]) == (22, replace(GOAL, own=False, may_claim=False, may_withdraw=False))


def test_a_verdict_waits_for_the_reveal() -> None:
    hall = after(at_step("present"), MINE, JudgeGoal(1, "r1", False, "Not in there.", None))
    judged = replace(GOAL, may_claim=False, may_withdraw=False)
    assert claims_view(hall, ANA).goals[0] == judged
    verdict = VerdictView(met=False, reason="Not in there.", by="facilitator", overrides=False)
    assert claims_view(after(hall, Reveal(NOON)), ANA).goals[0] == replace(judged, verdict=verdict)


def test_after_the_reveal_all_is_open_to_all() -> None:
    hall = after(at_step("present"), MINE, Reveal(NOON))
    for viewer in (ANA, BEN, ROBIN, Projector(), Facilitator()):
        assert known(hall, viewer)[0] == "r1*"
        assert len(known(hall, viewer)) == 11


def test_where_the_table_votes_it_sees_what_it_votes_on() -> None:
    hall = after(at_step("present", facilitated=False), MINE, VoteOnClaim(1, 2, "r1", met=True))
    assert known(hall, CHO) == ["r1*", "r3", "t.field", "p.field"]
    shown = claims_view(hall, CHO).goals[0]
    assert (shown.own, shown.may_vote, shown.claim) == (False, True, ClaimView(1, "Ana", "Article 2", 1, 3, None))
    assert known(hall, BEN) == []


def test_you_see_your_own_vote() -> None:
    hall = after(at_step("present", facilitated=False), MINE, VoteOnClaim(1, 2, "r1", met=True))
    claim = claims_view(hall, ROBIN).goals[0].claim
    assert claim is not None
    assert claim.my_vote is True


# --- presentations and the projector ----------------------------------------------------------------------------------


def test_tables_present_by_turns_with_a_clock_of_their_own() -> None:
    hall = after(two_tables("present"), PresentTable(1, NOON), PresentTable(2, NOON + MINUTE))
    assert present_view(hall) == PresentView(
        table=2,
        clock=ClockView(NOON + 2 * MINUTE, MINUTE, running=True, paused=False),
        turns=(TurnView(1, "done"), TurnView(2, "now")),
    )
    stopped = present_view(after(hall, Pause(NOON + MINUTE + 20_000)))
    assert stopped is not None
    assert stopped.clock == ClockView(None, 40_000, running=False, paused=True)


def test_before_the_first_turn_everybody_waits() -> None:
    assert present_view(two_tables("present")) == PresentView(
        None, None, (TurnView(1, "waiting"), TurnView(2, "waiting"))
    )
    assert present_view(running()) is None


def test_the_projector_counts_people_and_seats() -> None:
    screen = screen_view(after(seated(), Broadcast("Welcome", NOON)))
    assert (screen.people, screen.seats_held, screen.seats) == (5, 4, 10)
    assert screen.announcement == AnnouncementView("Welcome", NOON)
    assert screen.present is None


def test_a_broadcast_is_no_news_in_the_next_step() -> None:
    hall = after(running(), Broadcast("Five minutes left", NOON + MINUTE))
    assert notices_view(hall, Projector()).announcements == (AnnouncementView("Five minutes left", NOON + MINUTE),)
    later = after(hall, NextStep(NOON + 2 * MINUTE))
    assert notices_view(later, Projector()).announcements == ()
    assert screen_view(later).announcement is None


# --- the console ------------------------------------------------------------------------------------------------------


def test_the_next_action_is_one_obvious_button() -> None:
    hall = at_step("present")
    steps = [
        (seated(), "StartAgenda"),
        (running(), "NextStep"),
        (after(running(), Pause(NOON)), "Resume"),
        (hall, "Reveal"),
        (after(hall, Reveal(NOON)), "CloseGathering"),
    ]
    assert [console_view(before).next for before, _ in steps] == [ActionView(name, None) for _, name in steps]
    assert console_view(after(hall, CloseGathering(NOON))).next is None


def test_a_disabled_action_says_why() -> None:
    hall = after(seated(), LeaveSeat("cho"))
    assert console_view(hall).next == ActionView("StartAgenda", "team_missing", (("table", 1), ("teams", ("field",))))
    assert console_view(running()).control("PreviousStep") == ActionView("PreviousStep", "no_step_before")


def test_the_console_shows_the_hall_at_a_glance() -> None:
    hall = after(two_tables(), CallHelp(1, 3, "", NOON), DealInject("twist", 1, NOON))
    console = console_view(hall)
    assert console.tables == (
        TableGlanceView(1, True, people=3, bots=1, free=1, waiting=(), calls=1, injects=("twist",)),
        TableGlanceView(2, True, people=0, bots=3, free=2, waiting=(), calls=0, injects=()),
    )
    assert console.injects == (InjectView("twist", (1,), (2,)), InjectView("outage", (), (1, 2)))
    assert console.unseated == (PersonView("Ben", False, "ben"), PersonView("Dia", False, "dia"))


def test_the_agenda_says_what_may_be_done_to_each_step() -> None:
    agenda = console_view(after(running(), SkipStep("council"))).agenda
    assert agenda[:3] == (
        AgendaItemView("setup", "Set-up", 5, "now", may_skip=False, may_restore=False, may_change=False),
        AgendaItemView("council", "Council", 10, "skipped", may_skip=False, may_restore=True, may_change=True),
        AgendaItemView("emergency", "Emergency", 5, "ahead", may_skip=True, may_restore=False, may_change=True),
    )


# --- the whole --------------------------------------------------------------------------------------------------------


def test_a_stranger_sees_the_door() -> None:
    door = HallView("An evening", "running", may_enter=True)
    hall = running()
    assert [view(hall, viewer) for viewer in (Stranger(), Participant("ghost"), BotSeat(1, 1))] == [door] * 3
    assert view(after(hall, CloseGathering(NOON)), Stranger()) == HallView("An evening", "closed", may_enter=False)


def test_every_part_of_a_view_is_the_part_on_its_own() -> None:
    hall = at_step("present")
    for viewer in (ANA, ROBIN, Projector(), Facilitator()):
        seen = view(hall, viewer)
        assert (seen.bar, seen.me, seen.seats) == (bar_view(hall), me_view(hall, viewer), seats_view(hall, viewer))
        assert (seen.notices, seen.room) == (notices_view(hall, viewer), room_view(hall, viewer))
        assert (seen.claims, seen.present) == (claims_view(hall, viewer), present_view(hall))
        assert seen.screen == (screen_view(hall) if viewer == Projector() else None)
        assert seen.console == (console_view(hall) if viewer == Facilitator() else None)


def test_a_hall_nobody_has_opened_shows_nothing() -> None:
    assert view(Gathering(), Facilitator()) == HallView("", "new", may_enter=False)
    assert view(opened(), Facilitator()).bar == bar_view(entered())
    assert len(bar_view(opened()).strip) == len(STEPS)
