"""A motion from its proposal to the record, once by every family of procedures, with three people at their screens.

They sit at one table, one of them with a phone. Two more send plain forms, so that every team of the pack is there, and
see to it that the council adopts the next way to decide; the motions themselves go through the pages. Robert's Rules
have a test of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.council import motion, work
from tests.e2e.friends import Friend
from tests.e2e.guests import SLOWLY, Arrive, Guest
from tests.e2e.served import Served

pytestmark = pytest.mark.browser

SEATS = {1: "Amina", 3: "Dov", 5: "Esi", 7: "Mei", 9: "Ivo"}
PAIR, OWN = "fm_pair", "The hub, and Finance and Marketing each other"
HURRIED = "3000"
"""Percent of real time: a deadline of a minute is over after two seconds."""


@dataclass
class Table:
    """Amina moves, Esi (on a phone) and the chair take part; friends are those without a browser, by seat."""

    amina: Guest
    esi: Guest
    chair: Guest
    friends: dict[int, Friend]
    moved: int = 0

    def decides_by(self, kind: str, **rules: str) -> None:
        """Let the council adopt a procedure, by plain forms."""
        asked = {f"rules__{name}": value for name, value in {"kind": kind, "second_needed": "no", **rules}.items()}
        self.agrees("adopt_procedure", **asked)

    def agrees(self, matter: str, **fields: str) -> None:
        """Let everybody adopt a matter on how to decide, by plain forms."""
        self.moved += 1
        number = f"M{self.moved}"
        self.friends[3].does("table-motion", matter=matter, **fields)
        self.friends[7].does("second-motion", motion=number)
        self.friends[9].does("open-vote", motion=number)
        self.vote(number, "yes")

    def vote(self, number: str, choice: str, seats: tuple[int, ...] = tuple(SEATS)) -> None:
        """Let some seats vote by plain forms."""
        for seat in seats:
            self.friends[seat].does("cast-ballot", motion=number, version="1", choice=choice)

    def moves(self, title: str) -> str:
        """Let Amina move a policy on her page; gives the motion's number."""
        self.moved += 1
        work(self.amina, "Motions")
        self.amina.unfolds("Move a policy")
        form = self.amina.page.locator("#put-policy")
        form.get_by_label("Title", exact=True).fill(title)
        form.get_by_label("What everyone must follow").fill("We will do it, and the owner of each model sees to it.")
        self.amina.presses("Move it", within=form)
        expect(motion(self.amina, title)).to_be_visible(timeout=SLOWLY)
        return f"M{self.moved}"

    def puts(self, guest: Guest, title: str, label: str) -> None:
        """Let somebody press the button that puts the motion."""
        work(guest, "Motions")
        guest.presses(label, within=motion(guest, title))
        asks(guest, title)

    def is_recorded(self, number: str, *words: str) -> None:
        """Wait for the end of the motion on every screen, then read in the minutes how it came about."""
        for guest in (self.amina, self.esi, self.chair):
            expect(guest.page.locator(f"#work #motion-{number}.motion--closed")).to_be_attached(timeout=SLOWLY)
        minutes = self.friends[1].reads("minutes.md")
        told = minutes.split(f"## {number}.", 1)[1].split("\n## ", 1)[0]
        assert [word for word in words if word not in told] == [], told


def asks(guest: Guest, title: str) -> Locator:
    """Find what asks for an answer now: a ballot, or a stage of the procedure."""
    if guest.phone:
        guest.get("tab", "Vote", exact=True).click()
    region = guest.page.get_by_role("region", name=title, exact=True)
    expect(region).to_be_visible(timeout=SLOWLY)
    return region


def answers(guest: Guest, title: str, choice: str) -> None:
    """Press an answer on a ballot."""
    guest.presses(choice, exact=True, within=asks(guest, title))


def says(guest: Guest, title: str, label: str, words: str, button: str) -> None:
    """Write into a field of a stage, and send it."""
    region = asks(guest, title)
    region.get_by_label(label).fill(words)
    guest.presses(button, exact=True, within=region)


def test_a_motion_goes_from_proposal_to_record_by_every_family(served: Served, arrive: Arrive) -> None:
    table = five_sit_down(served, arrive)
    table.agrees("adopt_rulebook", line__charter_change="supermajority")  # whatever else holds, rules change by a vote
    majority(table)
    consent_with_rounds_and_an_objection(table)
    consensus_with_a_stand_aside(table)
    ranked_choice(table)
    lazy_consensus(table)
    delegation(table)
    request_for_comments(table)


def five_sit_down(served: Served, arrive: Arrive) -> Table:
    facilitator = Friend.hosting(served, pace=HURRIED)
    friends = {seat: Friend.joining(served, facilitator.code, name, f"1:{seat}") for seat, name in SEATS.items()}
    facilitator.does("start-agenda")
    facilitator.does("next-step")
    return Table(
        amina=friends[1].shows_up(arrive("Amina")),
        esi=friends[5].shows_up(arrive("Esi", phone=True)),
        chair=friends[9].shows_up(arrive("Ivo")),
        friends=friends,
    )


def majority(table: Table) -> None:
    """Before a council chose anything, more than half of its seats adopt; nobody sees any other machinery."""
    table.decides_by("simple_majority", base="votes_cast")
    number = table.moves("Owners have names")
    table.puts(table.chair, "Owners have names", "Call the vote")
    table.vote(number, "no", (3,))
    table.vote(number, "yes", (7,))
    for guest in (table.amina, table.esi, table.chair):
        answers(guest, "Owners have names", "Yes")
    table.is_recorded(number, "3 of 5 votes cast needed; 4 yes, 1 no: adopted.", "No: Director of Finance")


def consent_with_rounds_and_an_objection(table: Table) -> None:
    """Everybody is heard in turn; one objection is worked in; the second round brings none."""
    table.decides_by("consent", rounds="yes")
    number = table.moves("Ask before you change")
    table.puts(table.chair, "Ask before you change", "Ask for consent")
    table.friends[3].does("take-turn", motion=number, text="Whom do I ask?")
    says(table.esi, "Ask before you change", "It is your turn.", "How long do you wait?", "Say it")
    table.esi.shoots("procedure-round-phone")
    table.friends[7].does("take-turn", motion=number)
    table.chair.presses("Pass", within=asks(table.chair, "Ask before you change"))
    says(table.amina, "Ask before you change", "It is your turn.", "The owners, and three days.", "Say it")
    table.chair.presses("End this round", within=asks(table.chair, "Ask before you change"))
    says(table.esi, "Ask before you change", "Or object", "Nobody answers in three days in August.", "Object")
    table.vote(number, "consent", (1, 3, 7, 9))
    card = motion(table.amina, "Ask before you change")
    expect(card).to_contain_text("Nobody answers in three days in August.", timeout=SLOWLY)
    table.amina.shoots("procedure-objection")
    table.amina.unfolds("Change the wording", within=card)
    card.get_by_label("Wording").fill("We will ask a week before we change a public model.")
    table.amina.presses("Put the new wording", within=card)
    table.puts(table.chair, "Ask before you change", "Ask for consent")
    for guest in (table.amina, table.esi, table.chair):
        answers(guest, "Ask before you change", "Consent")
    for seat in (3, 7):
        table.friends[seat].does("cast-ballot", motion=number, version="2", choice="consent")
    table.is_recorded(number, "How long do you wait?", "Nobody answers in three days", "Adopted.")


def consensus_with_a_stand_aside(table: Table) -> None:
    table.decides_by("consensus")
    number = table.moves("Tests on public models")
    table.puts(table.chair, "Tests on public models", "Test for consensus")
    table.vote(number, "agree", (3, 7))
    answers(table.esi, "Tests on public models", "Stand aside")
    answers(table.amina, "Tests on public models", "Agree")
    answers(table.chair, "Tests on public models", "Agree, with reservations")
    table.is_recorded(number, "Stand aside: Director of HR", "Adopted.")


def ranked_choice(table: Table) -> None:
    """Several answers to one question of the pack; the weakest drop out."""
    table.decides_by("ranked_choice")
    table.moved += 1
    number = f"M{table.moved}"
    work(table.amina, "Questions")
    question = table.amina.page.locator("#decision-cross_refs")
    table.amina.unfolds("Move an answer", within=question)
    question.locator("label.choice").filter(has_text=OWN).first.click()
    table.amina.presses("Move it", within=question)
    table.puts(table.chair, OWN, "Call the vote")
    for seat, first in ((3, "hub_only"), (7, PAIR)):
        table.friends[seat].does("cast-ballot", motion=number, version="1", ranking=first)
    for guest in (table.amina, table.esi, table.chair):
        ballot = asks(guest, OWN)
        ballot.get_by_label("Choice 1").select_option(label=OWN)
        guest.presses("Cast my ranking", within=ballot)
    table.is_recorded(number, f"“{OWN}” wins", "adopted")


def lazy_consensus(table: Table) -> None:
    """The mover announces; who has read it says so; silence agrees when the clock has run out."""
    table.decides_by("lazy_consensus", clock="120")
    number = table.moves("Names in lower case")
    table.puts(table.amina, "Names in lower case", "Announce it")
    for guest in (table.esi, table.chair):
        answers(guest, "Names in lower case", "I have read it")
    table.chair.shoots("procedure-lazy")
    table.vote(number, "read", (3, 7))
    table.is_recorded(number, "Adopted.")


def delegation(table: Table) -> None:
    table.decides_by("delegation")
    number = table.moves("A home for old models")
    table.puts(table.chair, "A home for old models", "Call for somebody to decide")
    says(table.esi, "A home for old models", "Offer to decide it", "My team has the most of them.", "Offer")
    table.chair.presses("Put the offer to the council", within=asks(table.chair, "A home for old models"))
    table.vote(number, "confirm", (3, 7, 9, 5))
    answers(table.amina, "A home for old models", "Confirm")
    region = asks(table.esi, "A home for old models")
    region.get_by_label("You decide.").fill("It costs a day, and we have one.")
    table.esi.shoots("procedure-delegate-phone")
    table.esi.presses("Adopt it", exact=True, within=region)
    table.is_recorded(number, "It costs a day, and we have one.", "Adopted.")


def request_for_comments(table: Table) -> None:
    """A final comment runs by the clock, then the council votes."""
    table.decides_by("rfc", clock="60")
    number = table.moves("Old versions end on a date")
    table.puts(table.chair, "Old versions end on a date", "Call for final comments")
    for guest in (table.amina, table.esi, table.chair):
        answers(guest, "Old versions end on a date", "Yes")
    table.vote(number, "postpone", (3, 7))
    table.is_recorded(number, "3 yes", "Adopted.")
