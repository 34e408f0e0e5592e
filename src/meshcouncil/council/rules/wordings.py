"""Two wordings of a text compared word by word, and three of them merged."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Generic, Literal, TypeVar

RunKind = Literal["kept", "removed", "added"]
WHOLE = 1_000
"""The reach of a change that leaves nothing as it was."""

Item = TypeVar("Item", bound=Hashable)

_PIECE = re.compile(r"\s*\w+(?:['’-]\w+)*|\s*[^\w\s]+|\s+")
_WORD = re.compile(r"\w+")
_PAIRS_LIMIT = 2_000_000
"""Words of one text times words of the other that are compared word by word; longer stretches by sentence."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that two wordings share, or that only one of them has."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True)
class _Edit(Generic[Item]):
    """From `begin` to `end` a sequence is replaced by these items."""

    begin: int
    end: int
    items: tuple[Item, ...]

    def moved(self, by: int) -> _Edit[Item]:
        """Give the same edit further on."""
        return _Edit(self.begin + by, self.end + by, self.items)


@lru_cache(maxsize=2_048)
def diff(before: str, after: str) -> tuple[Run, ...]:
    """Compare two texts by words. Kept and removed runs add up to the first, kept and added runs to the second."""
    runs: list[Run] = []
    old = _words(before)
    position = 0
    for edit in _changes(before, after):
        runs.append(Run("kept", "".join(old[position : edit.begin])))
        runs.extend(_replaced("".join(old[edit.begin : edit.end]), "".join(edit.items)))
        position = edit.end
    runs.append(Run("kept", "".join(old[position:])))
    return _joined(runs)


def reach(before: str, after: str) -> int:
    """Measure how much of a text a change touches, by words: 0 (none of it) to 1000 (all of it)."""
    runs = diff(before, after)
    kept = sum(len(_WORD.findall(run.text)) for run in runs if run.kind == "kept")
    touched = sum(len(_WORD.findall(run.text)) for run in runs if run.kind != "kept")
    return share(touched, 2 * kept + touched) or (0 if before == after else 1)


def share(part: int, whole: int) -> int:
    """Give a part of a whole in thousandths, rounded down, but never nothing for something."""
    return max(1, WHOLE * part // whole) if part else 0


def rebase(base: str, changed: str, wanted: str) -> str | None:
    """Give the text that has both changes of the base; None where they touch the same words or their neighbours."""
    if changed in (base, wanted):
        return wanted
    if wanted == base:
        return changed
    merged = _merged(_words(base), {*_changes(base, changed), *_changes(base, wanted)})
    return None if merged is None else "".join(merged)


def rebase_items(base: Sequence[Item], changed: Sequence[Item], wanted: Sequence[Item]) -> tuple[Item, ...] | None:
    """Give the sequence that has both changes of the base; None where they meet and differ (a three-way merge)."""
    if changed in (base, wanted):
        return tuple(wanted)
    if wanted == base:
        return tuple(changed)
    return _merged(base, {*_edits(base, changed), *_edits(base, wanted)})


def _merged(base: Sequence[Item], of_both: Iterable[_Edit[Item]]) -> tuple[Item, ...] | None:
    edits = sorted(of_both, key=lambda edit: (edit.begin, edit.end))
    if any(later.begin <= earlier.end for earlier, later in pairwise(edits)):
        return None
    merged: list[Item] = []
    position = 0
    for edit in edits:
        merged += [*base[position : edit.begin], *edit.items]
        position = edit.end
    return (*merged, *base[position:])


@lru_cache(maxsize=256)
def _changes(before: str, after: str) -> tuple[_Edit[str], ...]:
    return _edits(_words(before), _words(after))


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    """Cut a text into words and marks, each with the blanks before it, so that an addition leaves the rest alone."""
    return tuple(_PIECE.findall(text))


def _edits(old: Sequence[Item], new: Sequence[Item]) -> tuple[_Edit[Item], ...]:
    """Find the edits that turn one sequence into the other; what both begin and end with is never looked at twice."""
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        begin += 1
    rest = min(len(old), len(new)) - begin
    end = 0
    while end < rest and old[-1 - end] == new[-1 - end]:
        end += 1
    within = _edits_within(old[begin : len(old) - end], new[begin : len(new) - end])
    return tuple(_coalesced(_after_marks(edit.moved(begin), old) for edit in within))


def _after_marks(edit: _Edit[Item], old: Sequence[Item]) -> _Edit[Item]:
    """Let a pure addition or removal begin behind a full stop rather than with it, where either is as true."""
    while edit.end < len(old) and not _WORD.search(str(old[edit.end])):
        if edit.items and edit.begin == edit.end and edit.items[0] == old[edit.end]:
            edit = _Edit(edit.begin + 1, edit.end + 1, (*edit.items[1:], edit.items[0]))
        elif not edit.items and old[edit.begin] == old[edit.end]:
            edit = edit.moved(1)
        else:
            break
    return edit


def _edits_within(old: Sequence[Item], new: Sequence[Item]) -> Iterator[_Edit[Item]]:
    if len(old) * len(new) > _PAIRS_LIMIT:
        yield from _edits_by_sentence(old, new)
        return
    for tag, begin, end, first, last in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield _Edit(begin, end, tuple(new[first:last]))


def _edits_by_sentence(old: Sequence[Item], new: Sequence[Item]) -> Iterator[_Edit[Item]]:
    """Compare long stretches by sentences, and only inside short ones by words, so that no text takes long."""
    sentences, others = _sentences(old), _sentences(new)
    starts, other_starts = _starts(sentences), _starts(others)
    for tag, begin, end, first, last in SequenceMatcher(None, sentences, others).get_opcodes():
        if tag == "equal":
            continue
        part = old[starts[begin] : starts[end]]
        other = new[other_starts[first] : other_starts[last]]
        if len(part) * len(other) > _PAIRS_LIMIT:
            yield _Edit(starts[begin], starts[end], tuple(other))
        else:
            yield from (edit.moved(starts[begin]) for edit in _edits_within(part, other))


def _coalesced(edits: Iterable[_Edit[Item]]) -> Iterator[_Edit[Item]]:
    """Make one edit of those that touch."""
    last: _Edit[Item] | None = None
    for edit in edits:
        if last is not None and edit.begin <= last.end:
            last = _Edit(last.begin, edit.end, (*last.items, *edit.items))
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


def _sentences(words: Sequence[Item]) -> tuple[tuple[Item, ...], ...]:
    """Group words into sentences: one begins after a full stop, or with the word that has a line break before it."""
    sentences: list[list[Item]] = [[]]
    for word in words:
        before = sentences[-1][-1] if sentences[-1] else ""
        if sentences[-1] and ("\n" in str(word) or str(before).endswith((".", "!", "?", ";", ":"))):
            sentences.append([])
        sentences[-1].append(word)
    return tuple(map(tuple, sentences))


def _starts(sentences: Iterable[Sequence[Hashable]]) -> list[int]:
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence))
    return starts


def _replaced(old: str, new: str) -> Iterator[Run]:
    """Show a replacement without what both stretches begin and end with, as far as whole words go."""
    begin = _shared(old, new)
    end = _shared(old[begin:][::-1], new[begin:][::-1])
    yield Run("kept", old[:begin])
    yield Run("removed", old[begin : len(old) - end])
    yield Run("added", new[begin : len(new) - end])
    yield Run("kept", old[len(old) - end :])


def _shared(one: str, other: str) -> int:
    """Count the letters that two stretches begin with alike, up to the last end of a word in both."""
    alike = 0
    while alike < min(len(one), len(other)) and one[alike] == other[alike]:
        alike += 1
    while alike and (_cuts_word(one, alike) or _cuts_word(other, alike)):
        alike -= 1
    return alike


def _cuts_word(text: str, position: int) -> bool:
    return position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join neighbours of one kind and leave out what is empty."""
    shown = (run for run in runs if run.text)
    groups = groupby(shown, key=lambda run: run.kind)
    return tuple(Run(kind, "".join(run.text for run in group)) for kind, group in groups)
