"""Records a council for the golden tests: its events and its end, as one JSON Lines file that is never edited.

    python -m tests.golden.record hummed-council --seed 1 --procedure rough_consensus    five bots, the recorded pack
    python -m tests.golden.record restless-rfc --restless 115 --procedure rfc            random play, coming and going

A recording that no longer replays means that the rules would tell an old gathering another story. Mend the rules, or
read the old shape with an upcaster; a new recording goes beside the old ones under a name of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from meshcouncil.application.event_codec import EventCodec
from meshcouncil.bots.headless import play_council
from meshcouncil.bots.principled import Principled
from meshcouncil.bots.strategy import Strategy
from meshcouncil.council.commands import CloseCouncil
from meshcouncil.council.decide import decide
from meshcouncil.council.definition import Definition, ProcedureKind, ProcedureRules
from meshcouncil.council.events import Event
from meshcouncil.council.evolve import replayed
from meshcouncil.council.rules.rulebook import usual_rules
from meshcouncil.council.state import Council, seated
from meshcouncil.council.tallies import Tally
from meshcouncil.council.views import Observer, TableView, view
from meshcouncil.pack.pinned import definition_from_json, definition_to_json, digest_of
from tests.council.builders import small_pack
from tests.laws.council_play import KINDS, play

FOLDER = Path(__file__).parent
CODEC: EventCodec[Event] = EventCodec(Event)

RECORDED_PACK = "rainbow-road-fa6fa3f6.pack.json"
FIVE = (1, 3, 5, 7, 9)

Plain = dict[str, Any]


@dataclass(frozen=True)
class Recording:
    """What stands in one file: how it was made, the pack it was played with, what happened, and how it ended."""

    name: str
    how: str
    definition: Definition
    events: tuple[Event, ...]
    end: Plain

    @property
    def council(self) -> Council:
        """The council that the events add up to today."""
        return replayed(seated(self.definition), self.events)


def end_of(council: Council) -> Plain:
    """The end of a council as the room sees it, in JSON's own kinds, with a digest of it.

    Each part is named here, so that what later versions show besides does not count as a difference. Fields and parts
    that came later stand here only where they say something.
    """
    seen = view(council, Observer())
    end: Plain = {
        "seats": {str(seat.number): seat.occupant.name if seat.occupant else None for seat in seen.seats},
        "introduced": [seat.number for seat in seen.seats if seat.introduction],
        "said": len(seen.messages),
        "facts": [[fact.seat, fact.text] for fact in seen.facts],
        "injects": [inject.id for inject in seen.injects],
        "procedure": _rules(seen.procedure.rules) if seen.procedure.adopted else None,
        "policies": [[each.id, each.title, each.text, each.version] for each in seen.policies],
        "decisions": {
            point.id: [point.status, point.settled_option, point.settled_text, point.motion]
            for topic in seen.topics
            for point in topic.points
        },
        "projects": [[each.id, each.owner, each.hub, each.state] for each in seen.graph.projects],
        "references": [[each.producer, each.consumer, each.state] for each in seen.graph.references],
        "motions": _motions(seen),
        "final_votes": [_tally(vote.tally) for vote in council.final_votes],
        "documented": seen.documented,
        "passed": seen.passed,
        "closed": seen.closed,
    }
    end |= _telling(
        {
            "rulebook": [[line.matter, _rules(line.rules)] for line in council.rulebook],
            "answers": [[each.question, [list(line) for line in each.order], each.motion] for each in council.answers],
            "proposals": {each.id: [each.title, each.status, each.versions] for each in council.proposals.values()},
            "exceptions": [
                [policy.id, each.team, each.until] for policy in council.policies.values() for each in policy.exceptions
            ],
            "points": [[each.id, each.well_taken, each.overturned] for each in council.floor.points],
        }
    )
    return {**end, "digest": digest(end)}


RULES_AT_FIRST = (
    "kind",
    "proposers",
    "second_needed",
    "threshold",
    "base",
    "quorum",
    "ballots",
    "tie",
    "emergency",
)
"""The fields of a procedure that every recording has; those that came later stand where they are not the usual."""


def _rules(rules: ProcedureRules) -> Plain:
    usual = asdict(ProcedureRules())
    return {name: value for name, value in asdict(rules).items() if name in RULES_AT_FIRST or value != usual[name]}


MET = ("set_aside", "integrated", "lifted")
"""How objections are met; before they could be, each only stood until the next round."""


def _telling(parts: Plain) -> Plain:
    return {name: value for name, value in parts.items() if value}


def _motions(seen: TableView) -> Plain:
    return {
        motion.id: {
            "status": motion.status,
            "mover": motion.mover,
            "seconder": motion.seconder,
            "version": motion.version,
            "round": motion.round,
            "ballots": [[ballot.seat, ballot.choice, list(ballot.ranking)] for ballot in motion.ballots],
            "tally": _tally(motion.tally),
            "lapsed": motion.lapsed_because,
            **_telling(
                {
                    "emergency_act": motion.way.act if motion.way.act != "pending" else "",
                    "objections": [[each.id, each.status] for each in motion.way.objections if each.status in MET],
                    "issues": [[each.id, each.seat, each.supporters] for each in motion.way.issues],
                    "decided": [list(each) for each in motion.way.decided],
                    "declared": list(motion.way.declared or ()),
                    "friendly": motion.friendly,
                }
            ),
        }
        for motion in seen.motions
    }


def _tally(tally: Tally | None) -> Plain | None:
    if tally is None:
        return None
    rounds = [[[list(count) for count in each.counts], list(each.dropped)] for each in tally.rounds]
    return {
        "result": tally.result,
        "yes": tally.yes,
        "no": tally.no,
        "abstained": tally.abstained,
        "silent": tally.silent,
        "base": [tally.base, tally.base_size],
        "needed": tally.needed,
        "quorum": tally.quorum,
        "took_part": tally.took_part,
        "objections": tally.objections,
        "rounds": rounds,
        "winner": tally.winner,
        "by_chair": tally.by_chair,
        **_telling(
            {
                "kind": tally.kind,
                "totals": [list(each) for each in tally.totals],
                "asides": tally.asides,
                "reservations": tally.reservations,
                "postpone": tally.postpone,
                "missing_team": tally.missing_team,
                "withheld": tally.withheld,
                "spreads": [list(each) for each in tally.spreads],
            }
        ),
    }


def digest(end: Plain) -> str:
    """The sha256 of an end, without its own digest."""
    plain = {key: value for key, value in end.items() if key != "digest"}
    return hashlib.sha256(_line(plain).encode()).hexdigest()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def names() -> list[str]:
    """The recordings there are."""
    return sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def read(name: str) -> Recording:
    """Read a recording: its head, its events one a line, its end."""
    head, *events, end = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    told = json.loads(head)
    pack = definition_from_json((FOLDER / told["pack"]).read_bytes())
    return Recording(name, told["how"], pack, tuple(_event(line) for line in events), json.loads(end)["end"])


def _event(line: str) -> Event:
    record = json.loads(line)
    return CODEC.decode(record["kind"], _line(record["data"]).encode())


def _lines(how: str, pack: str, events: Iterable[Event], end: Plain) -> Iterator[str]:
    yield _line({"how": how, "pack": pack})
    for event in events:
        payload = CODEC.encode(event)
        yield _line({"kind": payload.kind, "data": json.loads(payload.data)})
    yield _line({"end": end})


def write(name: str, how: str, definition: Definition, events: tuple[Event, ...]) -> Path:
    """Write a recording. Raises FileExistsError when there is one of that name, and leaves it alone."""
    pack = FOLDER / f"{definition.slug}-{digest_of(definition)[:8]}.pack.json"
    if not pack.exists():
        pack.write_text(definition_to_json(definition) + "\n", encoding="utf-8")
    path = FOLDER / f"{name}.jsonl"
    end = end_of(replayed(seated(definition), events))
    with path.open("x", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in _lines(how, pack.name, events, end))
    return path


def main() -> None:
    """Play and record one council."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--plan", default="sixty")
    parser.add_argument("--procedure", choices=KINDS, required=True)
    parser.add_argument("--restless", type=int, metavar="SEED")
    asked = parser.parse_args()
    kind: ProcedureKind = asked.procedure
    if asked.restless is not None:
        record = play(small_pack(), Random(f"{kind} {asked.restless}"), 300, kind)
        events = record.events if record.end.closed else (*record.events, *decide(record.end, CloseCouncil()))
        print(write(asked.name, f"random play by {kind}, seed {asked.restless}", record.definition, events))
    else:
        pack = definition_from_json((FOLDER / RECORDED_PACK).read_bytes())
        bots: dict[int, Strategy] = dict.fromkeys(FIVE, Principled(preferred=usual_rules(kind)))
        played = play_council(pack, asked.plan, asked.seed, strategies=bots, seats=FIVE)
        how = f"five bots who want {kind}, plan {asked.plan}, seed {asked.seed}"
        print(write(asked.name, how, played.definition, played.events))


if __name__ == "__main__":
    main()
