"""Ranked choice: instant run-off over the options of a question (specification D.8).

Ties at the bottom: all tied options drop together when even their sum stays below the next one; else the one that was
lower in an earlier round drops; else the one that stands last on the ballot. A tie between the last two goes to the
leader of the latest earlier round in which they differed; if they never did, nothing is adopted.
"""

from __future__ import annotations

from collections.abc import Sequence

from meshcouncil.council.rules.procedures.procedure import (
    NONE_OF_THESE,
    BallotBox,
    Procedure,
    options_of,
    quorum_size,
    won,
)
from meshcouncil.council.tallies import Round, Tally, TallyResult

Counts = dict[str, int]


def run_off(rankings: Sequence[tuple[str, ...]], options: tuple[str, ...]) -> tuple[str, tuple[Round, ...]]:
    """Count rankings by instant run-off: the winner ('' when undecided) and every round."""
    standing = list(options)
    history: list[Counts] = []
    rounds: list[Round] = []
    while True:
        counts = _first_preferences(rankings, standing)
        history.append(counts)
        leader = _leader(counts)
        if leader or len(standing) <= 2 or not any(counts.values()):
            rounds.append(Round(tuple(counts.items()), ()))
            return leader or _earlier_leader(history, standing), tuple(rounds)
        dropped = _to_drop(counts, history, options)
        rounds.append(Round(tuple(counts.items()), dropped))
        standing = [option for option in standing if option not in dropped]


def count(box: BallotBox) -> Tally:
    """Adopt the option that wins the run-off; 'none of these' winning adopts nothing."""
    rankings = [ballot.ranking for ballot in box.votes.values() if ballot.ranking]
    winner, rounds = run_off(rankings, box.choices)
    last = dict(rounds[-1].counts)
    continuing = sum(last.values())
    took_part = len(box.votes)
    quorum = quorum_size(len(box.electorate), box.rules.quorum)
    adopted = bool(winner) and winner != NONE_OF_THESE
    result: TallyResult = "no_quorum" if took_part < quorum else won(box.rules) if adopted else "lost"
    return Tally(
        result=result,
        yes=last.get(winner, 0),
        no=continuing - last.get(winner, 0),
        abstained=took_part - continuing,
        silent=len(box.electorate) - took_part,
        base="votes_cast",
        base_size=continuing,
        needed=continuing // 2 + 1,
        quorum=quorum,
        took_part=took_part,
        rounds=rounds,
        winner=winner if result in ("carried", "nominated") else "",
    )


def _first_preferences(rankings: Sequence[tuple[str, ...]], standing: list[str]) -> Counts:
    counts = dict.fromkeys(standing, 0)
    for ranking in rankings:
        first = next((option for option in ranking if option in counts), None)
        if first is not None:
            counts[first] += 1
    return counts


def _leader(counts: Counts) -> str:
    continuing = sum(counts.values())
    return next((option for option, votes in counts.items() if 2 * votes > continuing), "")


def _to_drop(counts: Counts, history: list[Counts], options: tuple[str, ...]) -> tuple[str, ...]:
    fewest = min(counts.values())
    tied = [option for option, votes in counts.items() if votes == fewest]
    others = [votes for option, votes in counts.items() if option not in tied]
    if others and len(others) >= 2 and fewest * len(tied) < min(others):
        return tuple(tied)
    if len(tied) == 1:
        return (tied[0],)
    for earlier in reversed(history[:-1]):
        lowest = min(earlier[option] for option in tied)
        tied = [option for option in tied if earlier[option] == lowest]
        if len(tied) == 1:
            return (tied[0],)
    return (max(tied, key=options.index),)


def _earlier_leader(history: list[Counts], standing: list[str]) -> str:
    if len(standing) != 2 or not any(history[-1].values()):
        return ""
    one, other = standing
    for earlier in reversed(history[:-1]):
        if earlier[one] != earlier[other]:
            return one if earlier[one] > earlier[other] else other
    return ""


RANKED_CHOICE = Procedure(
    kind="ranked_choice",
    title="Ranked choice",
    sentence="Everybody ranks the options; the weakest drop out until one has more than half.",
    fits="Several competing answers to one question.",
    choices=options_of,
    count=count,
    states=("options", "ranking", "counting, round by round", "winner", "adopted or not adopted"),
    ties=(
        "At the bottom, tied options drop together if they stay below the next one, else the one that was lower "
        "before, else the last on the ballot; between the last two, who led before wins, and if nobody did, nothing is "
        "adopted."
    ),
    family="several",
    source="Instant run-off voting, as in the elections of Burlington (Vermont)",
    ballot="ranking",
)
