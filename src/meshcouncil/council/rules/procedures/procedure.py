"""What every procedure has in common: the ballots before it, how a base is counted, how a quorum is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from meshcouncil.council.definition import Base, Fraction, ProcedureKind, ProcedureRules
from meshcouncil.council.matters import AskCouncil, Matter, SettleDecision, Stage
from meshcouncil.council.state import Ballot
from meshcouncil.council.tallies import Tally, TallyResult

NONE_OF_THESE = "none"
ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class BallotBox:
    """A ballot to be counted: the rules, who may vote, which team each is of, who chairs, and the votes.

    `ties` counts the earlier votes on the same text that ended in a tie.
    """

    rules: ProcedureRules
    electorate: tuple[int, ...]
    team_of: Mapping[int, str]
    chair_team: str
    ballots: Mapping[int, Ballot]
    choices: tuple[str, ...]
    ties: int = 0

    @property
    def votes(self) -> Mapping[int, Ballot]:
        """Give the ballots of those who may vote, by seat."""
        return {seat: self.ballots[seat] for seat in sorted(self.electorate) if seat in self.ballots}


Family = Literal["majority", "consent", "consensus", "several", "lazy", "delegation", "rfc", "emergency", "polls"]
BallotForm = Literal["choice", "ranking", "ticks", "dots", "points", "hum", "none"]
"""What a seat fills in: one answer, an order, ticks, dots to spread, 0 to 10 points each, a loudness, or nothing."""

FEWEST_TOLD = 3
"""The fewest secret ballots whose counts are told."""

MOST_POINTS = 10
"""The most points that a score gives an option, and the loudest hum."""


def no_stages(_rules: ProcedureRules) -> tuple[Stage, ...]:
    """Give the stages before a ballot that is opened at once."""
    return ()


@dataclass(frozen=True, slots=True)
class Procedure:
    """One way to decide, in the shape that all of them share.

    `states`: the names of its states in order, as its description has them; `ties`: its tie rule in a sentence.
    `choices` gives the answers for a matter, `count` the tally of a box. `before`: stages that a motion goes through
    when it is put, before the ballot; `after`: the stage that a ballot which carried leads to. `reasoned`: answers that
    need a reason and stop the motion. `clock`: seconds of its deadline, unless the rules name others (0: none).
    `silence`: whether who says nothing agrees. `loops`: rounds with objections before `fallback` decides. `mover_puts`:
    the mover puts the motion, not the chair. `for_rules`: whether it may decide how the council decides.
    """

    kind: ProcedureKind
    title: str
    sentence: str
    fits: str
    choices: Callable[[Matter, tuple[str, ...]], tuple[str, ...]]
    count: Callable[[BallotBox], Tally]
    states: tuple[str, ...] = ("open", "voting", "adopted or not adopted")
    ties: str = ""
    family: Family = "majority"
    source: str = ""
    ballot: BallotForm = "choice"
    reasoned: frozenset[str] = frozenset()
    before: Callable[[ProcedureRules], tuple[Stage, ...]] = no_stages
    after: Stage = ""
    clock: int = 0
    silence: bool = False
    loops: int = 0
    fallback: Callable[[ProcedureRules], ProcedureRules] | None = None
    mover_puts: bool = False
    binding: bool = True
    secret: bool = False
    for_rules: bool = True


@dataclass(frozen=True, slots=True)
class YesNo:
    """Votes for and against, counted by seat or by team."""

    yes: int
    no: int
    abstained: int
    silent: int
    base_size: int


def counted(box: BallotBox, count: Callable[[BallotBox], Tally]) -> Tally:
    """Count a box and hold the result to the quorum: where it is lost, or a team is missing, nothing is decided (D.1).

    An objection stands whoever else took part; a poll binds nobody and needs no quorum. Of a secret ballot nothing more
    is told than what followed where so few took part that a count would betray them, or where the vote is held again.
    """
    tally = _held_to_quorum(box, replace(count(box), kind=box.rules.kind))
    is_telling = tally.result == "no_quorum" or tally.took_part < FEWEST_TOLD
    return _withheld(box, tally) if box.rules.ballots == "secret" and is_telling else tally


def _withheld(box: BallotBox, tally: Tally) -> Tally:
    """Give the tally without its counts, as it would be whatever was voted."""
    return Tally(
        result=tally.result,
        yes=0,
        no=0,
        abstained=0,
        silent=len(box.electorate) - len(box.votes),
        base=box.rules.base,
        base_size=0,
        needed=0,
        quorum=tally.quorum,
        took_part=tally.took_part,
        winner=tally.winner,
        kind=tally.kind,
        missing_team=tally.missing_team,
        withheld=True,
    )


def _held_to_quorum(box: BallotBox, tally: Tally) -> Tally:
    if tally.result in ("objected", "contested", "noted"):
        return tally
    if tally.took_part < tally.quorum:
        return replace(tally, result="no_quorum", by_chair=False, winner="")
    silence_speaks = tally.took_part == len(box.electorate)
    missing = missing_team(box) if box.rules.every_team and not silence_speaks else ""
    return replace(tally, result="no_quorum", by_chair=False, winner="", missing_team=missing) if missing else tally


def missing_team(box: BallotBox) -> str:
    """Name the first team at the table that nobody voted for; empty when every team took part."""
    voted = {box.team_of[seat] for seat in box.votes}
    teams = dict.fromkeys(box.team_of[seat] for seat in sorted(box.electorate))
    return next((team for team in teams if team not in voted), "")


def yes_no_choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the choices of an up-or-down vote."""
    return ("yes", "no", ABSTAIN)


def options_of(matter: Matter, options: tuple[str, ...]) -> tuple[str, ...]:
    """Give what a vote among several chooses from; a matter that has no options is one option against none."""
    if isinstance(matter, AskCouncil):
        return (*matter.options, NONE_OF_THESE)
    if isinstance(matter, SettleDecision) and matter.option:
        return (*options, NONE_OF_THESE)
    return ("adopt", NONE_OF_THESE)


def won(rules: ProcedureRules) -> TallyResult:
    """Say what winning among several means: adopted, or (where the rules ask) nominated for an up-or-down vote."""
    return "nominated" if rules.confirm else "carried"


def quorum_size(electorate: int, quorum: Fraction) -> int:
    """Count the seats that must take part: more than half where the share is a half, else at least the share (D.1).

    Nobody is never enough, whatever a pack says.
    """
    if 2 * quorum.over == quorum.under:
        return electorate // 2 + 1
    return max(1, share_of(electorate, quorum))


def share_of(base: int, share: Fraction) -> int:
    """Give the least whole number that reaches the share of the base, without floats."""
    return -(-base * share.over // share.under)


def count_yes_no(box: BallotBox) -> YesNo:
    """Count an up-or-down vote on the base that the rules name."""
    votes = _team_votes(box) if box.rules.base == "teams" else _seat_votes(box)
    yes, no, abstained, silent = (votes.count(word) for word in ("yes", "no", ABSTAIN, ""))
    base_size = {
        "votes_cast": yes + no,
        "present": yes + no + abstained,
        "seats": len(votes),
        "teams": len(votes),
    }[box.rules.base]
    return YesNo(yes, no, abstained, silent, base_size)


def tallied(box: BallotBox, counted: YesNo, needed: int, result: TallyResult, *, by_chair: bool = False) -> Tally:
    """Make the tally of an up-or-down vote; without a quorum it decides nothing."""
    tally = replace(tally_of(box, counted, needed, result, box.rules.base), by_chair=by_chair)
    return tally if tally.took_part >= tally.quorum else replace(tally, result="no_quorum", by_chair=False)


def tally_of(box: BallotBox, counted: YesNo, needed: int, result: TallyResult, base: Base) -> Tally:
    """Make a tally on a base, whoever took part; whether they were enough is for others to say."""
    return Tally(
        result=result,
        yes=counted.yes,
        no=counted.no,
        abstained=counted.abstained,
        silent=counted.silent,
        base=base,
        base_size=counted.base_size,
        needed=needed,
        quorum=quorum_size(len(box.electorate), box.rules.quorum),
        took_part=len(box.votes),
    )


def choice_counts(box: BallotBox, choices: Iterable[str]) -> dict[str, int]:
    """Count the seats behind each choice."""
    said = [ballot.choice for ballot in box.votes.values()]
    return {choice: said.count(choice) for choice in choices}


def uncounted(box: BallotBox) -> Tally:
    """Give the tally of a procedure that asks for no ballot: nothing was counted, so nothing is decided."""
    return tally_of(box, YesNo(0, 0, 0, len(box.electorate) - len(box.votes), 0), 0, "noted", "seats")


def no_choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the choices of a procedure that asks for no ballot."""
    return ()


def majority_of_votes_cast(rules: ProcedureRules) -> ProcedureRules:
    """Give the rules of an ordinary vote in the place of rules that did not settle a motion."""
    return replace(rules, kind="simple_majority", base="votes_cast", clock=0)


def everyone_in_turn(rules: ProcedureRules) -> tuple[Stage, ...]:
    """Give the rounds before a ballot, where the rules ask for them: questions first, then reactions."""
    return ("clarifying", "reactions") if rules.rounds else ()


def after_tie(box: BallotBox) -> tuple[TallyResult, bool]:
    """Apply the tie rule: the result, and whether the chairing team's vote made it.

    The chairing team decides where its ballots agree; seats of it that abstained leave the word to the other.
    """
    if box.rules.tie == "vote_again" and box.ties == 0:
        return "tied", False
    if box.rules.tie == "chair_decides":
        said = {ballot.choice for seat, ballot in box.votes.items() if box.team_of[seat] == box.chair_team} - {ABSTAIN}
        if len(said) == 1:
            return ("carried" if said == {"yes"} else "lost"), True
    return "lost", False


def _seat_votes(box: BallotBox) -> list[str]:
    return [box.votes[seat].choice if seat in box.votes else "" for seat in sorted(box.electorate)]


def _team_votes(box: BallotBox) -> list[str]:
    """Each team has one vote on which its seats must agree; if they differ, the team abstains (D.0)."""
    teams: dict[str, list[str]] = {}
    for seat in sorted(box.electorate):
        teams.setdefault(box.team_of[seat], []).append(box.votes[seat].choice if seat in box.votes else "")
    return [votes[0] if len(set(votes)) == 1 else ABSTAIN for votes in teams.values()]
