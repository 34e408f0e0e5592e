"""What every procedure has in common: the ballots before it, how a base is counted, how a quorum is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from meshcouncil.council.definition import Fraction, ProcedureKind, ProcedureRules
from meshcouncil.council.matters import Matter, SettleDecision
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


@dataclass(frozen=True, slots=True)
class Procedure:
    """One way to decide: its name, when it fits, its choices for a matter and its count."""

    kind: ProcedureKind
    title: str
    sentence: str
    fits: str
    choices: Callable[[Matter, tuple[str, ...]], tuple[str, ...]]
    count: Callable[[BallotBox], Tally]


@dataclass(frozen=True, slots=True)
class YesNo:
    """Votes for and against, counted by seat or by team."""

    yes: int
    no: int
    abstained: int
    silent: int
    base_size: int


def yes_no_choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the choices of an up-or-down vote."""
    return ("yes", "no", ABSTAIN)


def options_of(matter: Matter, options: tuple[str, ...]) -> tuple[str, ...]:
    """Give the options of a decision point for a ranked ballot; any other matter is one option against none."""
    if isinstance(matter, SettleDecision) and matter.option:
        return (*options, NONE_OF_THESE)
    return ("adopt", NONE_OF_THESE)


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
    quorum = quorum_size(len(box.electorate), box.rules.quorum)
    took_part = len(box.votes)
    tally = Tally(
        result=result,
        yes=counted.yes,
        no=counted.no,
        abstained=counted.abstained,
        silent=counted.silent,
        base=box.rules.base,
        base_size=counted.base_size,
        needed=needed,
        quorum=quorum,
        took_part=took_part,
        by_chair=by_chair,
    )
    return tally if took_part >= quorum else replace(tally, result="no_quorum", by_chair=False)


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
