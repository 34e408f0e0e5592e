"""How fast bots go when people are at the table: as people would, and never louder than they.

Times are in seconds. A pace is a percentage chosen when hosting: 100 is a person's pace, 200 twice as slow, and 0 lets
bots act as fast as they can (that is how a council without people runs).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from random import Random

from meshcouncil.council.commands import (
    CallFinalVote,
    CastBallot,
    CastCharterBallot,
    CloseFinalVote,
    CloseVote,
    Command,
    DeclareFact,
    Introduce,
    OpenVote,
    ReviseMotion,
    Say,
    TableMotion,
)

LETTERS_A_SECOND = 13.0
THINKING = (1.1, 0.45)
"""Mean and spread of the logarithm of the seconds a bot thinks: mostly 2 to 5 seconds."""
THINKING_AT_MOST = 9.0
TYPING_AT_MOST = 14.0
BETWEEN_BOTS = 2.5
AFTER_A_PERSON = 2.0
BALLOTS_APART = 0.6
CHAIR_WAITS = 4.0
SHARE_OF_TALK = 0.5
WINDOW = 20
ALWAYS_ALLOWED = 4


@dataclass(frozen=True, slots=True)
class Delay:
    """What a bot does before a command: it thinks, then it is seen typing."""

    thinking: float
    typing: float

    @property
    def whole(self) -> float:
        """Give the whole delay."""
        return self.thinking + self.typing


@dataclass(frozen=True, slots=True)
class Talk:
    """How the table has been talking: who spoke, newest last (True: a person), and what goes on right now.

    `since_bot` and `since_person` are the seconds since a bot did anything and since a person spoke; `somebody_types`
    counts people alone.
    """

    people_spoke: tuple[bool, ...] = ()
    since_bot: float = 1_000.0
    since_person: float = 1_000.0
    somebody_types: bool = False
    people_at_table: bool = True


def delay_before(command: Command, dice: Random, pace: int = 100) -> Delay:
    """Give the time a bot takes for a command: to think, and to type what is in it."""
    if pace <= 0:
        return Delay(0.0, 0.0)
    slower = pace / 100
    thinking = min(THINKING_AT_MOST, exp(dice.gauss(*THINKING)))
    if isinstance(command, OpenVote | CloseVote | CallFinalVote | CloseFinalVote):
        thinking += CHAIR_WAITS
    typing = min(TYPING_AT_MOST, letters_in(command) / LETTERS_A_SECOND)
    return Delay(thinking * slower, typing * slower)


def letters_in(command: Command) -> int:
    """Count the letters that a person would have typed for a command."""
    match command:
        case Say(_, _, text) | Introduce(_, text) | DeclareFact(_, text):
            return len(text)
        case TableMotion(reason=reason) | ReviseMotion(reason=reason) | CastBallot(reason=reason):
            return len(reason)
        case _:
            return 0


def is_talk(command: Command) -> bool:
    """Tell whether a command takes the floor, as a ballot, a second or the chair's business do not."""
    return isinstance(command, Say | Introduce | DeclareFact | TableMotion | ReviseMotion)


def may_act(command: Command, talk: Talk, pace: int = 100) -> bool:
    """Tell whether a bot may do this now: the table is quiet, no bot has just acted, and people have their share."""
    if pace <= 0 or not talk.people_at_table:
        return True
    slower = pace / 100
    if isinstance(command, CastBallot | CastCharterBallot):
        return talk.since_bot >= BALLOTS_APART * slower
    if talk.since_bot < BETWEEN_BOTS * slower:
        return False
    if not is_talk(command):
        return True
    quiet = not talk.somebody_types and talk.since_person >= AFTER_A_PERSON * slower
    return quiet and leaves_room(talk)


def leaves_room(talk: Talk) -> bool:
    """Tell whether one more word of a bot keeps bots at about half of the latest talk.

    Where people stay silent bots do go on, slowly: after a silence there is no floor to take from anyone.
    """
    latest = talk.people_spoke[-WINDOW:]
    bots = latest.count(False) + 1
    if bots <= ALWAYS_ALLOWED or bots <= SHARE_OF_TALK * (len(latest) + 1):
        return True
    return talk.since_person >= silence_owed(bots, len(latest) + 1)


def silence_owed(bots: int, lines: int) -> float:
    """Give the seconds of silence after which a bot may speak although bots had more than their share."""
    surplus = bots / lines - SHARE_OF_TALK
    return 6.0 + 24.0 * surplus
