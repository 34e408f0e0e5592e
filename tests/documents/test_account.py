"""A council told in order, and what the telling leaves out."""

from meshcouncil.council.commands import CastBallot, Introduce, OpenVote, VacateSeat
from meshcouncil.council.definition import ProcedureRules
from meshcouncil.council.matters import AddPolicy, AdoptProcedure, SettleDecision
from meshcouncil.documents.account import account_of, step_title
from tests.documents.councils import SECRET, Play, whole_council
from tests.documents.pond import POND

WHOLE = """\
These sit down:
    Head Frog: Ada
    Night Frog: Bo
    Mother Duck: Cleo
    Old Drake: Dag (a bot)
    Pond Keeper: Eve
— First council —
Head Frog begins: “I am the Head Frog and I sing every evening from dusk until the lamps go out.”
Mother Duck declares as a fact: “There are nine ducklings.”
Night Frog: “Let us begin.”
The facilitator: “Ten minutes, please.”
M1. Pond Keeper moves. Decide by: Consent.
    Anyone at the table may make a motion.
    A motion needs a second: one other seat that finds it worth a vote.
    A motion is adopted when nobody has a reasoned objection: good enough for now, safe enough to try.
    There is no abstaining; an objection needs a reason, so that the motion can be mended.
    If objections remain after 3 rounds, two thirds of the votes cast decide.
    A vote counts only when at least 3 of 5 seats take part (three fifths).
    Votes are open: after the count, everyone sees who voted how.
    In an emergency the team that owns the hub, Water, may act at once and without a vote, one time for each \
emergency: adopt one policy or settle one decision point. At its next sitting the council lets the act stand or \
undoes it.
    Because: We all have to live with it.
M1. Head Frog seconds.
M1. Vote opened. Needed: 3 of 5 seats.
M1. 3 of 5 seats needed; 3 yes, 1 no, 1 silent: adopted.
    Yes: Head Frog, Night Frog and Old Drake
    No: Mother Duck
From now on the council decides by: Consent.
M2. Mother Duck moves. New policy: Bread.
    Bread is cut small. # Not a heading --- and <b>dry</b>.
M2. Head Frog seconds.
M2. Vote opened. Needed: nobody has a reasoned objection. At least 3 of 5 seats must take part.
M2. No objection allowed; 4 consent, 1 objects: not adopted until this one is worked in.
    Consent: Head Frog, Night Frog, Mother Duck and Old Drake
    Pond Keeper objects: “It swells in the water.”
M2. Mother Duck changes the motion, now version 2. New policy: Bread.
    Bread is cut small and dry. # Not a heading
M2. Vote opened, round 2. Needed: nobody has a reasoned objection. At least 3 of 5 seats must take part.
M2. No objection allowed; 5 consent, 0 object: adopted.
    Consent: everyone who voted
Policy P1 enters the charter: Bread.
Dealt: A storm.
M3. Head Frog moves. Settle: How do we call an emergency? → With a whistle.
    We will whistle three times.
    Because: Now!
M3. In force at once, without a vote, under the emergency rule.
Settled: How do we call an emergency? → With a whistle.
The project graph changes: Add Alarm, owned by Frogs. Let Alarm use the public models of Water.
M4. Pond Keeper moves. Decide by: Simple majority of all seats.
    Anyone at the table may make a motion.
    A motion needs a second: one other seat that finds it worth a vote.
    A motion is adopted with 3 of 5 seats.
    Who abstains or says nothing counts like a no.
    A vote counts only when at least 3 of 5 seats take part (more than half).
    Votes are secret: only the numbers are ever shown.
    A tie means that the motion is not adopted.
    In an emergency the council decides as it always does.
M4. Head Frog seconds.
M4. Vote opened. Needed: nobody has a reasoned objection. At least 3 of 5 seats must take part.
M4. No objection allowed; 4 consent, 0 object, 1 silent: adopted.
    Consent: everyone who voted
From now on the council decides by: Simple majority of all seats.
— Second council —
M5. Head Frog moves. Let the emergency act M3 (Settle: How do we call an emergency? → With a whistle) stand.
    What was done alone in M3 stays in force. If this motion is lost, it is undone.
M6. Mother Duck moves. Settle: Where do the ducks live? → With the frogs.
    We will let the ducks live with the frogs.
M6. Head Frog seconds.
M6. Vote opened. Needed: 3 of 5 seats.
M6. 3 of 5 seats needed; 1 yes, 4 no: not adopted.
M7. Mother Duck moves. Settle: Where do the ducks live? → In a place of their own.
    We will leave the ducks their own place.
    Because: We always lived there.
M7. Head Frog seconds.
M7. Vote opened. Needed: 3 of 5 seats.
M7. 3 of 5 seats needed; 4 yes, 1 no: adopted.
Settled: Where do the ducks live? → In a place of their own.
M8. Old Drake moves. Settle: What is the pond called? → an answer of our own.
    Call it Home.
M8. Head Frog seconds.
M8. Vote opened. Needed: 3 of 5 seats.
M8. 3 of 5 seats needed; 4 yes, 1 no: adopted.
Settled: What is the pond called? → Call it Home.
M9. Night Frog moves. Project graph: 2 changes.
    Add The Bank, owned by Ducks.
    Give Water to Keepers.
M9. Head Frog seconds.
M9. Vote opened. Needed: 3 of 5 seats.
M9. 3 of 5 seats needed; 5 yes, 0 no: adopted.
The project graph changes: Add The Bank, owned by Ducks. Give Water to Keepers.
M10. Night Frog moves. Repeal policy P1: Bread.
    Policy P1: Bread leaves the charter.
M10. Head Frog seconds.
M10. Night Frog withdraws the motion.
M11. Old Drake moves. Change policy P1: Bread.
    Bread is cut small. # Not a heading
M11. Head Frog seconds.
M11. Vote opened. Needed: 3 of 5 seats.
M11. 3 of 5 seats needed; 4 yes, 0 no, 1 silent: adopted.
Policy P1 changes: Bread.
M12. Head Frog moves. Settle: Who may feed? → Anyone.
    We will let anyone feed.
M12. Night Frog seconds.
The charter is frozen and put to the vote as a whole.
    Needed: 3 of 5 seats.
The charter. 3 of 5 seats needed; 3 yes, 1 no, 1 silent: adopted.
    Yes: Head Frog, Night Frog and Old Drake
    No: Mother Duck
M5. The motion lapses. The charter was adopted before it came to a vote.
M12. The motion lapses. The charter was adopted before it came to a vote.
The council ends.
"""


def test_a_whole_council_is_told_in_order() -> None:
    assert account_of(POND, whole_council().events) == WHOLE.splitlines()


def test_the_facilitator_also_reads_the_talk_with_the_facilitator() -> None:
    events = whole_council().events
    only_for_the_facilitator = [
        line for line in account_of(POND, events, "facilitator") if line not in account_of(POND, events)
    ]
    assert only_for_the_facilitator == [
        "Mother Duck to the facilitator: “CANARY-HELP”",
        "The facilitator to Mother Duck: “CANARY-ANSWER”",
    ]


def test_nobody_reads_what_teammates_say_to_each_other() -> None:
    events = whole_council().events
    assert "CANARY-TEAM" not in "\n".join([*account_of(POND, events), *account_of(POND, events, "facilitator")])


def test_secrets_of_the_pack_are_in_no_account() -> None:
    told = "\n".join(account_of(POND, whole_council().events, "facilitator"))
    assert [word for word in ("SECRET-", "TEAMMATE-ONLY", POND.teams[0].mission.text) if word in told] == []


def test_an_account_of_a_secret_ballot_does_not_depend_on_who_voted_how() -> None:
    told = [
        account_of(
            POND,
            Play()
            .sit()
            .begin()
            .move(5, AdoptProcedure(SECRET))
            .vote("yyyyy")
            .move(1, AddPolicy("A", "B"))
            .vote(votes)
            .events,
            "facilitator",
        )
        for votes in ("yyynn", "nnyyy", "ynyny")
    ]
    assert told[0] == told[1] == told[2]


def test_a_ballot_that_is_not_counted_yet_tells_no_answer() -> None:
    play = Play().sit().begin().move(1, AddPolicy("Quiet", "Hush.")).send(OpenVote(5, "M1"))
    before = account_of(POND, play.events)
    play.send(CastBallot(1, "M1", 1, "yes"), CastBallot(2, "M1", 1, "no", "CANARY-REASON"))
    assert account_of(POND, play.events, "facilitator") == before


def test_a_ranked_ballot_is_told_by_rankings() -> None:
    rules = ProcedureRules(kind="ranked_choice")
    play = Play().sit().begin().move(5, AdoptProcedure(rules)).vote("yyyyy").move(3, SettleDecision("feeding", "rota"))
    play.send(OpenVote(5, "M2"))
    for seat, ranking in {1: ("anyone",), 2: ("anyone", "rota"), 3: ("rota",), 4: ("rota",)}.items():
        play.send(CastBallot(seat, "M2", 1, ranking=ranking))
    play.send(CastBallot(5, "M2", 1, ranking=("nobody", "rota")))
    assert account_of(POND, play.events)[-7:] == [
        (
            "M2. Round 1: “Anyone” 2, “Whoever is on the rota” 2, “Nobody” 1, “None of these” 0; “None of these” drops "
            "out. Round 2: “Anyone” 2, “Whoever is on the rota” 2, “Nobody” 1; “Nobody” drops out. "
            "Round 3: “Anyone” 2, “Whoever is on the rota” 3. "
            "“Whoever is on the rota” wins (3 of 5, 3 needed): adopted."
        ),
        "    Head Frog: Anyone",
        "    Night Frog: Anyone, then Whoever is on the rota",
        "    Mother Duck: Whoever is on the rota",
        "    Old Drake: Whoever is on the rota",
        "    Pond Keeper: Nobody, then Whoever is on the rota",
        "Settled: Who may feed? → Whoever is on the rota.",
    ]


def test_a_freed_seat_and_a_newcomer_are_told() -> None:
    play = Play().sit((1, 2)).begin().send(VacateSeat(2)).sit((2,))
    assert account_of(POND, play.events) == [
        "These sit down:",
        "    Head Frog: Ada",
        "    Night Frog: Bo",
        "— First council —",
        "The seat of Night Frog is free.",
        "Bo sits down as Night Frog.",
    ]


def test_long_introductions_are_shortened_between_words() -> None:
    play = Play().sit((1,)).begin().send(Introduce(1, "croak " * 60))
    assert account_of(POND, play.events)[-1] == f"Head Frog begins: “{'croak ' * 25}croak…”"


def test_a_step_of_any_plan_has_its_title() -> None:
    assert (step_title(POND, "second"), step_title(POND, "unknown")) == ("Second council", "unknown")
