"""What a new wording changes, in words and as runs of text: of an amendment, of a motion that its mover revised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from meshcouncil.council.definition import NO_RECORD, Definition, PolicyRecord
from meshcouncil.council.matters import AddPolicy, AmendMotion, AskCouncil, ChangePolicy, Matter, SettleDecision
from meshcouncil.council.rules.wordings import WHOLE, Run, diff
from meshcouncil.documents.matters import matter_text, matter_title
from meshcouncil.documents.policies import record_lines

CONTEXT = 12
"""Words that are shown before and after a change; what lies further off is left out."""

LONE = 2
"""As many words have to stay between two changes for them to be shown."""

PieceKind = Literal["kept", "removed", "added", "skipped"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a changed text; `skipped`: words that stay as they are and are not shown."""

    kind: PieceKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rewording:
    """What becomes of one part of a text: its name, and the pieces that stay, go and come."""

    part: str
    pieces: tuple[Piece, ...]


def rewordings(
    before: Matter, after: Matter, definition: Definition, titles: Mapping[str, str] | None = None
) -> tuple[Rewording, ...]:
    """Compare two wordings of a motion part by part; parts that stay as they are are not named."""
    parts = _parts(_asked(before), _asked(after), definition, titles)
    return tuple(_rewording(part, old, new) for part, old, new in parts if old != new)


def reach_sentence(reach: int) -> str:
    """Say how far an amendment goes, as in ``It changes 12% of the wording``."""
    if reach >= WHOLE:
        return "It replaces the whole wording."
    return f"It changes {max(1, round(100 * reach / WHOLE))}% of the wording."


@lru_cache(maxsize=2_048)
def _rewording(part: str, before: str, after: str) -> Rewording:
    runs = _calm(diff(before, after))
    last = len(runs) - 1
    pieces = (piece for place, run in enumerate(runs) for piece in _pieces(run, place == 0, place == last))
    return Rewording(part, tuple(pieces))


def _calm(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Let a lone word that stays between two changes be part of the change: fewer pieces are easier to read."""
    calm: list[Run] = []
    removed = added = ""
    for place, run in enumerate(runs):
        is_lone = 0 < place < len(runs) - 1 and len(run.text.split()) < LONE
        if run.kind == "kept" and not is_lone:
            calm += [Run("removed", removed), Run("added", added), run]
            removed = added = ""
        else:
            removed += run.text if run.kind != "added" else ""
            added += run.text if run.kind != "removed" else ""
    calm += [Run("removed", removed), Run("added", added)]
    return tuple(run for run in calm if run.text)


def _pieces(run: Run, is_first: bool, is_last: bool) -> Iterator[Piece]:
    """Leave out the middle of a long stretch that stays, or all but the end that a change follows."""
    words = run.text.split(" ")
    head = 0 if is_first else CONTEXT
    tail = 0 if is_last else CONTEXT
    if run.kind != "kept" or len(words) <= head + tail + CONTEXT:
        yield Piece(run.kind, run.text)
        return
    if head:
        yield Piece("kept", " ".join(words[:head]) + " ")
    yield Piece("skipped")
    if tail:
        yield Piece("kept", " " + " ".join(words[-tail:]))


def _asked(matter: Matter) -> Matter:
    return matter.to if isinstance(matter, AmendMotion) else matter


def _parts(
    before: Matter, after: Matter, definition: Definition, titles: Mapping[str, str] | None
) -> Iterator[tuple[str, str, str]]:
    match before, after:
        case (
            AddPolicy(old_title, old_text, _, old_record) | ChangePolicy(_, old_title, old_text, old_record),
            AddPolicy(title, text, _, record) | ChangePolicy(_, title, text, record),
        ):
            yield "Title", old_title, title
            yield "Wording", old_text, text
            yield from _record_parts(old_record or NO_RECORD, record or NO_RECORD)
        case SettleDecision(), SettleDecision():
            yield "Answer", matter_text(before, definition, titles), matter_text(after, definition, titles)
        case AskCouncil(), AskCouncil():
            yield "Question", before.question, after.question
            yield "Answers", "\n".join(before.options), "\n".join(after.options)
        case _:
            yield "Title", matter_title(before, definition, titles), matter_title(after, definition, titles)
            yield "Wording", matter_text(before, definition, titles), matter_text(after, definition, titles)


def _record_parts(before: PolicyRecord, after: PolicyRecord) -> Iterator[tuple[str, str, str]]:
    old = {line.label: line.text for line in record_lines(before)}
    new = {line.label: line.text for line in record_lines(after)}
    for label in dict.fromkeys((*old, *new)):
        yield label, old.get(label, ""), new.get(label, "")
