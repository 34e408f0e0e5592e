"""Rough consensus: an anonymous hum, then every open point gets an answer, then the chair's word (specification D.7).

The hum decides nothing. The chair may declare consensus only when each open point has an answer, and until the clock
runs out a seat may appeal, which leads to a vote by simple majority.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from meshcouncil.council.matters import Matter
from meshcouncil.council.rules.procedures.procedure import MOST_POINTS, BallotBox, Procedure, YesNo, tally_of
from meshcouncil.council.tallies import Tally

HUM = "hum"
MIDDLE = MOST_POINTS // 2


def choices(_matter: Matter, _options: tuple[str, ...]) -> tuple[str, ...]:
    """Give what is marked: how loud a seat hums, from 0 to 10."""
    return (HUM,)


def count(box: BallotBox) -> Tally:
    """Note how many seats hummed how loudly, and no more; loud is above the middle, soft below it."""
    hums = [loudness for ballot in box.votes.values() for mark, loudness in ballot.marks if mark == HUM]
    by_loudness = Counter(hums)
    loud, soft = sum(each > MIDDLE for each in hums), sum(each < MIDDLE for each in hums)
    took_part = len(box.votes)
    counted = YesNo(loud, soft, took_part - len(hums), len(box.electorate) - took_part, len(hums))
    totals = tuple((str(loudness), by_loudness[loudness]) for loudness in range(MOST_POINTS + 1))
    return replace(tally_of(box, counted, 0, "noted", "votes_cast"), totals=totals)


ROUGH_CONSENSUS = Procedure(
    kind="rough_consensus",
    title="Rough consensus",
    sentence="Everyone hums, louder for more support; once every open point is answered, the chair declares.",
    fits="Technical questions, where good reasons count for more than numbers.",
    choices=choices,
    count=count,
    states=("discussion", "hum", "open points", "answered", "the chair declares", "an appeal, or it stands"),
    ties="It knows no tie: a hum is no vote. After an appeal, a simple majority decides.",
    family="consensus",
    source="RFC 7282 and the Tao of the IETF",
    ballot="hum",
    after="declaring",
    clock=30,
    secret=True,
)
