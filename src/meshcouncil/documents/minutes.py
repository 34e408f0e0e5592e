"""Minutes: what became of every motion, in order, from the state of a council alone.

They tell what an onlooker may know: of a secret ballot or a hum only the numbers, of an open one who answered how once
it was counted; and nothing of the talk between teammates or with the facilitator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields

from meshcouncil.council.matters import AddPolicy, AmendMotion, ChangePolicy, Matter
from meshcouncil.council.rules.charter import CHARTER_RULES
from meshcouncil.council.state import Ballot, Council, FinalVote, FloorPoint, Motion, PastRound, Turns
from meshcouncil.council.views.policies import decided_view
from meshcouncil.documents.ballots import votes_by_answer
from meshcouncil.documents.matters import (
    LAPSES,
    MOTION_STATUSES,
    Heading,
    choice_labels,
    ending_sentence,
    heading_of,
    seats_sentence,
    titles_of,
)
from meshcouncil.documents.policies import dissent_sentences, record_lines
from meshcouncil.documents.procedures import Electorate, electorate_at, is_secret, procedure_title
from meshcouncil.documents.stages import STAGES, decided_sentence, issue_sentence, objection_sentence, turn_sentence
from meshcouncil.documents.tallies import tally_sentence
from meshcouncil.documents.words import count_of, ended, one_line, quoted


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a motion: its version, and its lines. `latest`: the one that stands."""

    version: int
    title: str
    lines: tuple[str, ...]
    latest: bool


@dataclass(frozen=True, slots=True)
class Count:
    """One count on a motion: the wording it was about, the rule used, the sentence of its tally, who answered how."""

    round: int
    version: int
    rule: str
    sentence: str
    votes: tuple[str, ...]
    secret: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A round in which everyone spoke in turn: what it was about, and what each said."""

    title: str
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MotionMinute:
    """What became of one motion, from who moved it to how it ended."""

    id: str
    kind: str
    title: str
    question: str
    mover: str
    seconder: str
    reason: str
    status: str
    outcome: str
    wordings: tuple[Wording, ...]
    amendments: tuple[str, ...]
    rounds: tuple[Spoken, ...]
    objections: tuple[str, ...]
    points: tuple[str, ...]
    delegation: tuple[str, ...]
    declaration: tuple[str, ...]
    rulings: tuple[str, ...]
    counts: tuple[Count, ...]
    dissent: tuple[str, ...]
    is_live: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of a table, as they stand."""

    title: str
    organisation: str
    seats: tuple[str, ...]
    procedure: str
    summary: str
    motions: tuple[MotionMinute, ...]
    rounds: tuple[Spoken, ...]
    rulings: tuple[str, ...]
    charter_votes: tuple[Count, ...]


def minutes_of(council: Council, table: int | None = None, motions: slice | None = None) -> Minutes:
    """Write the minutes of a table: all motions, or a part of them; `table` puts the table's number into the title."""
    definition = council.definition
    writing = _Writing(council)
    chosen = tuple(council.motions.values())[motions or slice(None)]
    return Minutes(
        title=f"Minutes of {definition.title}{f', table {table}' if table else ''}",
        organisation=definition.organisation,
        seats=tuple(role.title for role in definition.roles if role.number in council.seats),
        procedure=procedure_title(council.rules),
        summary=_summary(council),
        motions=tuple(writing.minute(motion) for motion in chosen),
        rounds=tuple(
            writing.spoken(turns, turns.topic or "A round, everyone in turn") for turns in _floor_rounds(council)
        ),
        rulings=tuple(writing.ruling(point) for point in council.floor.points if point.motion not in council.motions),
        charter_votes=tuple(_charter_vote(council, vote) for vote in council.final_votes if vote.tally is not None),
    )


_COUNTED = {"tabled": "waiting for a second", "objected": "with objections to work in"}
"""How motions stand, where the word for one motion does not follow a number."""


def _summary(council: Council) -> str:
    """Count the motions by how they stand."""
    if not council.motions:
        return "No motion has been made yet."
    statuses = [_COUNTED.get(each.status, MOTION_STATUSES[each.status].lower()) for each in council.motions.values()]
    told = ", ".join(f"{statuses.count(each)} {each}" for each in dict.fromkeys(statuses))
    return f"{count_of(len(statuses), 'motion')}: {told}."


class _Writing:
    """Writes the minutes of one council: what its motions have in common is worked out once."""

    def __init__(self, council: Council) -> None:
        self._council = council
        self._definition = council.definition
        self._titles = titles_of(council)
        self._electorate: Electorate = electorate_at(council)
        self._amendments: dict[str, list[Motion]] = {}
        self._ratifying: dict[str, str] = {}
        for motion in council.motions.values():
            if isinstance(motion.matter, AmendMotion):
                self._amendments.setdefault(motion.matter.motion, []).append(motion)
            act = getattr(motion.matter, "act", None)
            if isinstance(act, str):
                self._ratifying[act] = motion.id

    def minute(self, motion: Motion) -> MotionMinute:
        """Write what became of a motion."""
        heading = self._heading(motion.matter)
        return MotionMinute(
            id=motion.id,
            kind=heading.kind,
            title=heading.title,
            question=heading.question,
            mover=self._seat(motion.mover),
            seconder="" if motion.seconder is None else self._seat(motion.seconder),
            reason=motion.reason,
            status=MOTION_STATUSES[motion.status],
            outcome=self._outcome(motion),
            wordings=tuple(self._wordings(motion)),
            amendments=tuple(self._amendment(each) for each in self._amendments.get(motion.id, ())),
            rounds=tuple(self.spoken(turns, STAGES.get(turns.topic, "")) for turns in _rounds_on(motion)),  # type: ignore[call-overload]
            objections=tuple(self._objections(motion)),
            points=tuple(issue_sentence(issue, self._definition) for issue in motion.issues),
            delegation=tuple(self._delegation(motion)),
            declaration=tuple(self._declaration(motion)),
            rulings=tuple(self.ruling(point) for point in self._council.floor.points if point.motion == motion.id),
            counts=tuple(self._count(past) for past in motion.rounds),
            dissent=self._dissent(motion),
            is_live=motion.is_live,
        )

    def spoken(self, turns: Turns, title: str) -> Spoken:
        """Write what was said in a round."""
        return Spoken(title, tuple(turn_sentence(turn, self._definition) for turn in turns.taken))

    def ruling(self, point: FloorPoint) -> str:
        """Write a point and the chair's word on it."""
        raised = f"{point.id}, {self._seat(point.seat)}, point of {point.kind}: {quoted(point.text)}"
        if point.ruled_by is None:
            return f"{raised} Open."
        said = f" {quoted(point.ruling)}" if point.ruling else ""
        if point.kind == "information":
            return f"{raised} {self._seat(point.ruled_by)} answers:{said}"
        word = "well taken" if point.well_taken else "not well taken"
        overturned = " The council overturned the ruling." if point.overturned else ""
        return f"{raised} {self._seat(point.ruled_by)} rules: {word}.{said}{overturned}"

    def _seat(self, seat: int) -> str:
        return self._definition.roles_by_number[seat].title

    def _heading(self, matter: Matter) -> Heading:
        return heading_of(matter, self._definition, self._titles, self._electorate)

    def _wordings(self, motion: Motion) -> Iterator[Wording]:
        all_of_them = (*motion.wordings, motion.matter)
        first = motion.version - len(motion.wordings)
        for version, matter in enumerate(all_of_them, start=first):
            heading = self._heading(matter)
            yield Wording(version, heading.title, (*heading.lines, *self._record(matter)), version == motion.version)

    def _record(self, matter: Matter) -> Iterator[str]:
        changed = matter.to if isinstance(matter, AmendMotion) else matter
        if isinstance(changed, AddPolicy | ChangePolicy) and changed.record is not None:
            scope = self._definition.teams_by_id.get(changed.record.scope)
            for line in record_lines(changed.record, scope.name if scope else ""):
                yield f"{line.label}: {one_line(line.text)}"

    def _amendment(self, amendment: Motion) -> str:
        how = "taken as friendly" if amendment.friendly else MOTION_STATUSES[amendment.status].lower()
        return f"{amendment.id}, {self._seat(amendment.mover)}: {how}."

    def _objections(self, motion: Motion) -> Iterator[str]:
        """Name who objected and why; where any ballot on the motion was secret, only how many did."""
        if any(is_secret(past.rules) and past.tally.objections for past in motion.rounds):
            yield f"{count_of(len(motion.objections), 'objection')} in a secret ballot."
            return
        yield from (objection_sentence(each, self._definition) for each in motion.objections)

    def _delegation(self, motion: Motion) -> Iterator[str]:
        for offer in motion.offers:
            yield f"{self._seat(offer.seat)} offers to decide: {quoted(offer.text)}"
        if motion.delegates and motion.offers:
            yield f"{seats_sentence(self._definition, motion.delegates)} may decide."
        if motion.asked:
            yield f"Asked for advice: {seats_sentence(self._definition, motion.asked)}."
        for advice in motion.advice:
            yield f"{self._seat(advice.seat)} advises: {quoted(advice.text)}"
        for seat, adopt, reason in motion.decided:
            yield decided_sentence(seat, reason, self._definition, adopt=adopt)

    def _declaration(self, motion: Motion) -> Iterator[str]:
        if motion.declared is not None:
            reached, reason = motion.declared
            because = f" {quoted(reason)}" if reason else ""
            yield f"The chair declares {'' if reached else 'that there is no '}rough consensus.{because}"
        if motion.appealed_by is not None:
            yield f"{self._seat(motion.appealed_by)} appeals from that."

    def _dissent(self, motion: Motion) -> tuple[str, ...]:
        """Say who did not go along with what was adopted; of what was not adopted the votes say enough."""
        return dissent_sentences(decided_view(self._definition, motion)) if motion.status == "carried" else ()

    def _count(self, past: PastRound) -> Count:
        labels = choice_labels(past.matter, self._definition)
        secret = is_secret(past.rules)
        votes = () if secret else votes_by_answer(past.ballots, self._definition, labels)
        sentence = tally_sentence(past.tally, labels)
        return Count(past.number, past.version, procedure_title(past.rules), sentence, votes, secret)

    def _outcome(self, motion: Motion) -> str:
        if motion.emergency:
            return self._after_emergency(motion)
        if motion.friendly:
            return "Taken as friendly: it needed no vote."
        if motion.status == "lapsed":
            return f"Lapsed. {LAPSES.get(motion.lapsed_because, ended(motion.lapsed_because))}"
        if motion.ended_because:
            return ending_sentence(motion.status, motion.ended_because, self._definition)
        return f"{MOTION_STATUSES[motion.status]}."

    def _after_emergency(self, motion: Motion) -> str:
        put = f" ({self._ratifying[motion.id]})" if motion.id in self._ratifying else ""
        later = {
            "ratified": f"The council let it stand{put}.",
            "undone": f"The council undid it{put}.",
            "pending": f"The council has not said yet whether it stands{put}.",
        }.get(motion.act, "")
        return f"In force at once, without a vote, under the emergency rule. {later}".strip()


def _rounds_on(motion: Motion) -> tuple[Turns, ...]:
    return (*motion.said_in_turn, motion.turns) if motion.turns is not None else motion.said_in_turn


def _floor_rounds(council: Council) -> tuple[Turns, ...]:
    floor = council.floor
    return (*floor.past_rounds, floor.turns) if floor.turns is not None else floor.past_rounds


def _charter_vote(council: Council, vote: FinalVote) -> Count:
    ballots = {seat: Ballot(choice) for seat, choice in vote.ballots.items()}
    sentence = tally_sentence(vote.tally) if vote.tally is not None else ""
    votes = votes_by_answer(ballots, council.definition)
    return Count(vote.number, vote.number, procedure_title(CHARTER_RULES), sentence, votes, secret=False)


# --- as files ---------------------------------------------------------------------------------------------------------


def minutes_data(minutes: Minutes) -> Mapping[str, object]:
    """Give the minutes as plain data, ready for JSON."""
    return {field.name: _plain(getattr(minutes, field.name)) for field in fields(minutes)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str) else asdict(value)  # type: ignore[call-overload]


def minutes_markdown(minutes: Minutes) -> str:
    """Write the minutes as Markdown, to be downloaded and kept."""
    at_the_table = f"At the table: {', '.join(minutes.seats)}." if minutes.seats else ""
    parts = (
        f"# {_line(minutes.title)}",
        at_the_table,
        f"The council decides by: {minutes.procedure}.",
        minutes.summary,
        *(part for motion in minutes.motions for part in _motion_parts(motion)),
        *_floor_parts(minutes),
        *_charter_parts(minutes),
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def _motion_parts(motion: MotionMinute) -> Iterator[str]:
    yield f"## {motion.id}. {_line(motion.kind)}: {_line(motion.title)}"
    if motion.question:
        yield _line(motion.question)
    seconded = f" Seconded by {motion.seconder}." if motion.seconder else ""
    yield f"Moved by {motion.mover}.{seconded}"
    if motion.reason:
        yield f"Because: {_line(motion.reason)}"
    for wording in motion.wordings:
        if len(motion.wordings) > 1:
            yield f"Wording {wording.version}{', as it stands' if wording.latest else ''}: {_line(wording.title)}"
        yield _quote(wording.lines)
    yield from _listed("Amendments:", motion.amendments)
    for spoken in motion.rounds:
        yield from _listed(f"{_line(spoken.title)}:", spoken.turns)
    yield from _listed("Open points:", motion.points)
    yield from _listed("Who decides:", motion.delegation)
    yield from _listed("The chair's word:", motion.declaration)
    yield from _listed("Points and rulings:", motion.rulings)
    for count in motion.counts:
        yield from _count_parts(count, names_wording=len(motion.wordings) > 1)
    yield from _listed("Objections:", motion.objections)
    yield from _listed("Dissent:", motion.dissent)
    yield f"**{_line(motion.outcome)}**"


def _count_parts(count: Count, *, names_wording: bool) -> Iterator[str]:
    wording = f" on wording {count.version}" if names_wording else ""
    yield f"Count {count.round}{wording}, by {count.rule}: {_line(count.sentence)}"
    yield "The ballot was secret." if count.secret else _items(count.votes)


def _floor_parts(minutes: Minutes) -> Iterator[str]:
    if minutes.rounds or minutes.rulings:
        yield "## On the floor"
    for spoken in minutes.rounds:
        yield from _listed(f"{_line(spoken.title)}:", spoken.turns)
    yield from _listed("Points and rulings:", minutes.rulings)


def _charter_parts(minutes: Minutes) -> Iterator[str]:
    if minutes.charter_votes:
        yield "## The vote on the charter"
    for count in minutes.charter_votes:
        yield _line(count.sentence)
        yield _items(count.votes)


def _listed(title: str, sentences: tuple[str, ...]) -> Iterator[str]:
    if sentences:
        yield title
        yield _items(sentences)


def _items(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {_line(sentence)}" for sentence in sentences)


def _quote(lines: Iterable[str]) -> str:
    """Keep texts of people's own inside a quotation, where nothing in them becomes a heading of the minutes."""
    return "\n>\n".join("\n".join(f"> {_harmless(part)}".rstrip() for part in line.splitlines()) for line in lines)


def _harmless(line: str) -> str:
    return _MARKS.sub(r"\1\\", _escaped(line))


_MARKS = re.compile(r"^(\s*)(?=#{1,6}(?:\s|$)|=+\s*$|(?:[-*_]\s*){3,}$|-+\s*$|```|~~~)")


def _line(text: str) -> str:
    return _escaped(one_line(text))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("<", "\\<")
