"""How long things take, and how fast bots go when people are at the table: like people, and never louder than they.

Times are in seconds at a person's pace. A pace is a percentage of that, chosen when hosting: 100 is a person's pace,
200 twice as fast, and 0 lets bots act as fast as they can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from meshcouncil.council.commands import (
    AnswerIssue,
    CastBallot,
    CastCharterBallot,
    Command,
    DeclareFact,
    GiveAdvice,
    Introduce,
    RaiseIssue,
    ReviseMotion,
    Say,
    SupportIssue,
    TableMotion,
    TakeTurn,
    WeighObjection,
)
from meshcouncil.council.state import Message
from meshcouncil.council.views import MessageView

AT_ONCE = 0
"""The pace that means: as fast as they can."""
BALLOT = 1.5
SHORT = 4.0
TO_BEGIN = 3.0
LETTERS_A_SECOND = 12.0

SHARE_OF_TALK = 0.5
LATEST = 20
FIRST_WORDS = 12
LONGEST_SILENCE = 20.0


@dataclass(frozen=True, slots=True)
class Talk:
    """How the table has been talking, and what goes on right now.

    `people_spoke` tells of the latest words, newest last, whether a person said them; `since_person` is the time since
    a person spoke, in seconds.
    """

    people_spoke: tuple[bool, ...] = ()
    since_person: float = 1_000.0


def seconds_for(command: Command) -> float:
    """Give the seconds that a table spends on a command: people think, then talk; ballots come almost at once."""
    match command:
        case CastBallot() | CastCharterBallot() | WeighObjection() | SupportIssue() | TakeTurn(text=""):
            return BALLOT
        case Say() | Introduce() | DeclareFact() | TakeTurn() | GiveAdvice() | AnswerIssue() | RaiseIssue():
            return TO_BEGIN + letters_in(command) / LETTERS_A_SECOND
        case TableMotion() | ReviseMotion():
            return 2 * TO_BEGIN + letters_in(command) / LETTERS_A_SECOND
        case _:
            return SHORT


def letters_in(command: Command) -> int:
    """Count the letters that a person would have typed for a command."""
    match command:
        case Say(_, _, text) | Introduce(_, text) | DeclareFact(_, text):
            return len(text)
        case TakeTurn(text=text) | GiveAdvice(text=text) | AnswerIssue(text=text) | RaiseIssue(text=text):
            return len(text)
        case TableMotion(reason=reason) | ReviseMotion(reason=reason) | CastBallot(reason=reason):
            return len(reason)
        case _:
            return 0


def takes_the_floor(command: Command) -> bool:
    """Tell whether a command is talk, as a ballot, a second or the chair's business is not."""
    return isinstance(command, Say | Introduce | DeclareFact | TableMotion | ReviseMotion)


def leaves_room(talk: Talk, pace: int = 100) -> bool:
    """Tell whether one more word of a bot keeps bots at about half of the latest talk.

    The first words are free, for introductions. Where people stay silent bots go on, slowly: a silence is nobody's.
    """
    latest = talk.people_spoke[-LATEST:]
    bots = latest.count(False) + 1
    if len(latest) < FIRST_WORDS or bots <= SHARE_OF_TALK * (len(latest) + 1):
        return True
    surplus = bots / (len(latest) + 1) - SHARE_OF_TALK
    return talk.since_person >= LONGEST_SILENCE * 2 * surplus * 100 / pace


def who_spoke(messages: Iterable[Message | MessageView], people: Iterable[int]) -> tuple[bool, ...]:
    """Tell of each word to the council, newest last, whether a person said it; the facilitator is one."""
    of_people = {None, *people}
    return tuple(message.seat in of_people for message in messages if message.audience == "council")
