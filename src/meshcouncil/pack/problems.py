"""What is wrong with a pack, said to its author: which file, which line, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

Level = Literal["error", "problem", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. An error stops the pack; a problem should be mended; a note is only worth knowing.

    Lines count from 1; 0 means the file or folder as a whole.
    """

    file: str
    line: int
    sentence: str
    level: Level = field(default="error", compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {'note: ' if self.level == 'note' else ''}{self.sentence}"


class PackRefused(Exception):
    """A pack cannot be used; carries every error that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Findings:
    """Collects findings, so that an author sees all of them at once."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, file: str, line: int, sentence: str) -> None:
        """Note something that stops the pack."""
        self.problems.append(Problem(file, line, sentence))

    def add(self, problem: Problem) -> None:
        """Note a finding of any level."""
        self.problems.append(problem)

    def refuse_if_any(self) -> None:
        """Raise PackRefused when something was found."""
        if self.problems:
            raise PackRefused(self.problems)


def did_you_mean(word: str, candidates: Iterable[str], nearness: float = 0.6) -> str:
    """Give '; did you mean 'x'?' when a candidate is near, else nothing."""
    near = get_close_matches(word, list(candidates), n=1, cutoff=nearness)
    return f"; did you mean '{near[0]}'?" if near else ""


def listed(words: Sequence[str], limit: int = 12) -> str:
    """Join words for a sentence, and say how many are left out when there are many."""
    words = list(dict.fromkeys(words))
    if len(words) <= limit:
        return ", ".join(words) if words else "none"
    return f"{', '.join(words[:limit])} and {len(words) - limit} more"
